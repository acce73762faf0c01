"""Keeps past versions, and tells their changes on one time line with those of our own harvests."""

import sqlite3
from collections.abc import Iterable
from itertools import pairwise

from harvest.errors import RecordError
from harvest.evidence import events
from harvest.evidence.events import Change
from harvest.past.fetch import Version
from harvest.records import Raw, Record
from harvest.sources.clinicaltrials import SOURCE
from harvest.store import raw

_HELD = "SELECT version FROM registry_versions WHERE nct_id = ?"
_KEEP = """
INSERT INTO registry_versions (nct_id, version, date, status, modules, sha256, fetched_at)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_VERSIONS = """
SELECT version, date, sha256, fetched_at FROM registry_versions WHERE nct_id = ? ORDER BY version
"""
_OURS_BEGIN = """
SELECT source_date FROM versions WHERE kind = 'trial' AND id = ? ORDER BY version LIMIT 1
"""
_FORGET = "DELETE FROM changes WHERE kind = 'trial' AND record_id = ? AND origin = 'registry'"
_LAST_RUN = "SELECT max(run_id) FROM runs"
_TELL = """
INSERT INTO changes (kind, record_id, event, field, old, new, note, days, happened_on, seen_at,
                     run_id, version, origin)
VALUES ('trial', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 'registry')
"""


def held(connection: sqlite3.Connection, nct_id: str) -> frozenset[int]:
    """The past versions of a trial that are kept."""
    return frozenset(row[0] for row in connection.execute(_HELD, (nct_id,)))


def keep(
    connection: sqlite3.Connection,
    nct_id: str,
    versions: Iterable[tuple[Version, bytes]],
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
    before is told anew: more versions may be known by now.
    """
    row = connection.execute(_OURS_BEGIN, (nct_id,)).fetchone()
    until = row[0] if row and row[0] else "9999"
    run_id = connection.execute(_LAST_RUN).fetchone()[0]
    connection.execute(_FORGET, (nct_id,))
    steps = [
        (date, change)
        for (_, before), (date, after) in pairwise(_records(connection, nct_id))
        if date <= until
        for change in events.between(before, after)
    ]
    connection.executemany(_TELL, (_row(nct_id, step, now, run_id) for step in steps))
    return len(steps)


def _row(nct_id: str, step: tuple[str, Change], now: str, run_id: int) -> tuple[object, ...]:
    date, change = step
    return (
        *(nct_id, change.event, change.field, change.old, change.new, change.note, change.days),
        *(change.happened_on or date, now, run_id),
    )


def _records(connection: sqlite3.Connection, nct_id: str) -> list[tuple[str, Record]]:
    """(date, record) of each version that can be read."""
    found = []
    for number, date, sha256, fetched_at in connection.execute(_VERSIONS, (nct_id,)).fetchall():
        del number
        body = raw.body(connection, sha256)
        try:
            record = SOURCE.normalise(Raw(SOURCE.name, "trial", nct_id, body, fetched_at))
        except RecordError:
            continue  # the form of old versions varies; the others still tell
        found.append((date, record))
    return found
