"""Keeps past versions, and tells their changes on one time line with those of our own harvests."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from harvest.changes import Change, Told
from harvest.errors import RecordError
from harvest.evidence.changes import events
from harvest.evidence.changes.record import write
from harvest.records import Raw, Readers, Record, read_by
from harvest.store import raw

if TYPE_CHECKING:
    from harvest.sources import PastVersion

_HELD = "SELECT version FROM registry_versions WHERE trial_id = ?"
_KEEP = """
INSERT INTO registry_versions (trial_id, version, date, status, modules, sha256, fetched_at)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_VERSIONS = """
SELECT v.date, r.source, v.sha256, v.fetched_at
FROM registry_versions AS v JOIN records AS r ON r.kind = 'trial' AND r.id = v.trial_id
WHERE v.trial_id = ? ORDER BY v.version
"""
_OUR_FIRST = """
SELECT source, sha256, seen_at FROM versions WHERE kind = 'trial' AND id = ?
ORDER BY version LIMIT 1
"""
_TOLD = """
SELECT id, event, field, old, new, happened_on, days, note FROM changes
WHERE kind = 'trial' AND record_id = ? AND origin = 'registry' ORDER BY id
"""
_FORGET = "DELETE FROM changes WHERE id = ?"
_LAST_RUN = "SELECT max(run_id) FROM runs"


def held(connection: sqlite3.Connection, trial_id: str) -> frozenset[int]:
    """The past versions of a trial that are kept."""
    return frozenset(row[0] for row in connection.execute(_HELD, (trial_id,)))


def keep(
    connection: sqlite3.Connection,
    trial_id: str,
    versions: Iterable[tuple["PastVersion", bytes]],
    now: str,
) -> None:
    """Keep past versions; the caller holds the transaction."""
    found = [(version, body, raw.sha256(body)) for version, body in versions]
    raw.keep(connection, ((name, body) for _, body, name in found))
    connection.executemany(
        _KEEP,
        (
            (trial_id, v.number, v.date, v.status, "|".join(v.modules), name, now)
            for v, _, name in found
        ),
    )


def tell(connection: sqlite3.Connection, trial_id: str, now: str, readers: Readers) -> int:
    """Write the events of a trial's past up to our first harvest of it; returns how many.

    From then on our own versions tell them, so nothing is told by both. What was told of the past
    before keeps its row; what is told otherwise by now, since more versions are known or this
    version of the program reads them in another way, is taken back.
    """
    known = _Kept(connection, trial_id, readers)
    run_id = connection.execute(_LAST_RUN).fetchone()[0]
    versions = known.versions()
    before_ours = versions[: _until_ours(versions, known.our_first())]
    found = [
        replace(change, happened_on=change.happened_on or date)
        for (_, before), (date, after) in pairwise(before_ours)
        for change in events.between(before, after)
    ]
    missing = Counter(found)
    for number, *told in connection.execute(_TOLD, (trial_id,)).fetchall():
        if missing[Change(*told)] > 0:
            missing[Change(*told)] -= 1
        else:
            connection.execute(_FORGET, (number,))
    new = (Told.of(each, "trial", trial_id, now, origin="registry") for each in missing.elements())
    write(connection, run_id, new)
    return len(found)


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


class _Kept(NamedTuple):
    """What is kept of a trial, read by the reader of the source that it is held from."""

    connection: sqlite3.Connection
    trial_id: str
    readers: Readers

    def our_first(self) -> Record | None:
        """The first version that we harvested ourselves."""
        row = self.connection.execute(_OUR_FIRST, (self.trial_id,)).fetchone()
        return self._record(*row) if row else None

    def versions(self) -> list[tuple[str, Record]]:
        """(date, record) of each past version that can be read."""
        found = []
        rows = self.connection.execute(_VERSIONS, (self.trial_id,)).fetchall()
        for date, source, sha256, fetched_at in rows:
            record = self._record(source, sha256, fetched_at)
            if record is not None:  # the form of old versions varies; the others still tell
                found.append((date, record))
        return found

    def _record(self, source: str, sha256: str, seen_at: str) -> Record | None:
        body = raw.body(self.connection, sha256)
        try:
            return read_by(self.readers, Raw(source, "trial", self.trial_id, body, seen_at))
        except RecordError:
            return None
