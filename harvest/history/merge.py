"""Keeps past versions, and tells their changes on one time line with those of our own harvests."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from harvest.changes import Change, Told
from harvest.errors import RecordError
from harvest.evidence.changes import events
from harvest.evidence.changes.record import write
from harvest.records import Raw, Record
from harvest.sources.clinicaltrials.reading.normalise import normalise
from harvest.store import raw

if TYPE_CHECKING:
    from harvest.history.fetch import Version

_HELD = "SELECT version FROM registry_versions WHERE nct_id = ?"
_KEEP = """
INSERT INTO registry_versions (nct_id, version, date, status, modules, sha256, fetched_at)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_VERSIONS = """
SELECT date, sha256, fetched_at FROM registry_versions WHERE nct_id = ? ORDER BY version
"""
_OUR_FIRST = """
SELECT sha256, seen_at FROM versions WHERE kind = 'trial' AND id = ? ORDER BY version LIMIT 1
"""
_TOLD = """
SELECT id, event, field, old, new, happened_on, days, note FROM changes
WHERE kind = 'trial' AND record_id = ? AND origin = 'registry' ORDER BY id
"""
_FORGET = "DELETE FROM changes WHERE id = ?"
_LAST_RUN = "SELECT max(run_id) FROM runs"


def held(connection: sqlite3.Connection, nct_id: str) -> frozenset[int]:
    """The past versions of a trial that are kept."""
    return frozenset(row[0] for row in connection.execute(_HELD, (nct_id,)))


def keep(
    connection: sqlite3.Connection,
    nct_id: str,
    versions: Iterable[tuple["Version", bytes]],
    now: str,
) -> None:
    """Keep past versions; the caller holds the transaction."""
    found = [(version, body, raw.sha256(body)) for version, body in versions]
    raw.keep(connection, ((name, body) for _, body, name in found))
    connection.executemany(
        _KEEP,
        (
            (nct_id, v.number, v.date, v.status, "|".join(v.modules), name, now)
            for v, _, name in found
        ),
    )


def tell(connection: sqlite3.Connection, nct_id: str, now: str) -> int:
    """Write the events of a trial's past up to our first harvest of it; returns how many.

    From then on our own versions tell them, so nothing is told by both. What was told of the past
    before keeps its row; what is told otherwise by now, since more versions are known or this
    version of the program reads them in another way, is taken back.
    """
    run_id = connection.execute(_LAST_RUN).fetchone()[0]
    versions = _records(connection, nct_id)
    before_ours = versions[: _until_ours(versions, _our_first(connection, nct_id))]
    found = [
        replace(change, happened_on=change.happened_on or date)
        for (_, before), (date, after) in pairwise(before_ours)
        for change in events.between(before, after)
    ]
    missing = Counter(found)
    for number, *told in connection.execute(_TOLD, (nct_id,)).fetchall():
        if missing[Change(*told)] > 0:
            missing[Change(*told)] -= 1
        else:
            connection.execute(_FORGET, (number,))
    new = (Told.of(each, "trial", nct_id, now, origin="registry") for each in missing.elements())
    write(connection, run_id, new)
    return len(found)


def _our_first(connection: sqlite3.Connection, nct_id: str) -> Record | None:
    """The first version that we harvested ourselves."""
    row = connection.execute(_OUR_FIRST, (nct_id,)).fetchone()
    return _record(connection, nct_id, *row) if row else None


def _until_ours(versions: Sequence[tuple[str, Record]], ours: Record | None) -> int:
    """How many of the versions lie before our first one, or are that one.

    Several may have been submitted on the same day: then ours is the first that says the same.
    """
    if ours is None:
        return len(versions)
    day = _submitted(ours, "")
    submitted = [_submitted(record, date) for date, record in versions]
    for number, (_, record) in enumerate(versions):
        if submitted[number] == day and not events.between(record, ours):
            return number + 1
    return sum(each <= day for each in submitted)


def _submitted(record: Record, otherwise: str) -> str:
    """The day on which a version was submitted, as it says itself.

    The index of the history has one date for each version, and it is not documented which.
    """
    return (
        events.value(record, "last_update_submitted")
        or otherwise
        or events.value(record, "last_updated")
        or ""
    )


def _records(connection: sqlite3.Connection, nct_id: str) -> list[tuple[str, Record]]:
    """(date, record) of each version that can be read."""
    found = []
    for date, sha256, fetched_at in connection.execute(_VERSIONS, (nct_id,)).fetchall():
        record = _record(connection, nct_id, sha256, fetched_at)
        if record is not None:  # the form of old versions varies; the others still tell
            found.append((date, record))
    return found


def _record(
    connection: sqlite3.Connection, nct_id: str, sha256: str, seen_at: str
) -> Record | None:
    body = raw.body(connection, sha256)
    try:
        return normalise(Raw("", "trial", nct_id, body, seen_at))
    except RecordError:
        return None
