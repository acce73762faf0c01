"""Records that a registry no longer has: tombstones and aliases. Nothing is ever deleted."""

import sqlite3
from datetime import datetime, timedelta

from harvest.records import Absent, Alias

_CONFIRMATIONS = 2
"""Complete runs in which the registry must say that it has no such record."""

_APART = timedelta(hours=12)
"""From one confirmation to the next: a run made again at once hears of the same bad day."""

_MISSED = """
SELECT missed, missed_run, runs.started, coalesce(runs.state = 'complete', 0)
FROM records LEFT JOIN runs ON runs.run_id = records.missed_run
WHERE kind = ? AND id = ? AND source = ?
"""
_MISS = """
UPDATE records SET missed = ?, missed_run = ?, removed_on = coalesce(removed_on, ?)
WHERE kind = ? AND id = ?
"""
ALIAS = """
INSERT INTO aliases (kind, alias, id, first_seen) VALUES (?, ?, ?, ?)
ON CONFLICT (kind, alias) DO UPDATE SET id = excluded.id WHERE id <> excluded.id
"""
"""Takes kind, alias, id and the present moment; the last that is said of a number holds."""


def absent(connection: sqlite3.Connection, event: Absent, run_id: int, now: str) -> None:
    """Count that the registry has no such record; a second time makes it a tombstone.

    What an unfinished run was told counts no more than once, however often it is tried again. Of a
    record that another source delivers, it says nothing.
    """
    row = connection.execute(_MISSED, (event.kind, event.id, event.source)).fetchone()
    if row is None:
        return
    missed, last_run, last_started, was_complete = row
    if missed and was_complete:
        if datetime.fromisoformat(now) - datetime.fromisoformat(last_started) < _APART:
            return
        missed = min(missed + 1, _CONFIRMATIONS)
    removed_on = now[:10] if missed == _CONFIRMATIONS else None
    if last_run != run_id:
        values = (max(missed, 1), run_id, removed_on, event.kind, event.id)
        connection.execute(_MISS, values)


def alias(connection: sqlite3.Connection, event: Alias, run_id: int, now: str) -> None:
    """Remember that an old number stands for a record; a record held under it is then absent."""
    connection.execute(ALIAS, (event.kind, event.alias, event.id, now))
    absent(connection, Absent(event.source, event.kind, event.alias), run_id, now)
