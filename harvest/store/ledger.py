"""Runs, what each query brought, who is a member of which search, and the cursors."""

import json
import sqlite3
from collections.abc import Iterable

from harvest import __version__
from harvest.records import WalkEnd
from harvest.store.writer import Tally

_INTERRUPT = """
UPDATE runs SET state = 'interrupted', finished = ?, error = 'the run did not come to its end'
WHERE state = 'running'
"""
_BEGIN = "INSERT INTO runs (started, state, full, software) VALUES (?, 'running', ?, ?)"
_END = """
UPDATE runs SET state = ?, error = ?, finished = ? WHERE run_id = ? AND state = 'running'
"""
_RUNNING = "SELECT 1 FROM runs WHERE run_id = ? AND state = 'running'"
_QUERY = """
INSERT INTO run_queries
    (run_id, source, search, purpose, sent, translation, warnings, not_found, state, promised,
     fetched, new, changed, failed, missing, data_timestamp, finished, error,
     bulk_files)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_GAPS = """
INSERT INTO membership_gaps (kind, record_id, search, source, left_on, back_on)
SELECT kind, record_id, search, source, left_on, :now FROM memberships
WHERE source = :source AND search = :search AND kind = :kind AND left_on IS NOT NULL
    AND record_id IN (SELECT value FROM json_each(:ids))
"""
_MEMBERS = """
INSERT INTO memberships (kind, record_id, search, source, first_seen, last_seen)
SELECT :kind, value, :search, :source, :now, :now FROM json_each(:ids) WHERE true
ON CONFLICT DO UPDATE SET last_seen = excluded.last_seen, left_on = NULL
"""
_LEFT = """
UPDATE memberships SET left_on = :now
WHERE source = :source AND search = :search AND kind = :kind AND left_on IS NULL
    AND record_id NOT IN (SELECT value FROM json_each(:ids))
"""
_RETIRED = """
UPDATE memberships SET left_on = ?
WHERE left_on IS NULL AND search NOT IN (SELECT value FROM json_each(?))
    AND source NOT IN (SELECT value FROM json_each(?))
"""
_CURSOR = """
INSERT INTO cursors (source, name, value, moved_in) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET value = excluded.value, moved_in = excluded.moved_in
WHERE value <> excluded.value
"""


def begin_run(connection: sqlite3.Connection, full: bool, now: str) -> int:
    """A new run; those that never came to an end are marked as interrupted."""
    connection.execute(_INTERRUPT, (now,))
    run_id = connection.execute(_BEGIN, (now, full, __version__)).lastrowid
    assert run_id is not None
    return run_id


def end_run(
    connection: sqlite3.Connection, run_id: int, state: str, error: str | None, now: str
) -> None:
    """Note how the run ended."""
    connection.execute(_END, (state, error, now, run_id))


def is_running(connection: sqlite3.Connection, run_id: int) -> bool:
    """Whether the run is still the one at work."""
    return connection.execute(_RUNNING, (run_id,)).fetchone() is not None


def end_walk(
    connection: sqlite3.Connection, walk: WalkEnd, tally: Tally, run_id: int, now: str
) -> None:
    """Note what a query brought; only a complete one moves members and cursors."""
    connection.execute(
        _QUERY,
        (
            run_id,
            walk.source,
            walk.search,
            walk.purpose,
            walk.sent,
            walk.translation,
            json.dumps(walk.warnings),
            json.dumps(walk.not_found, ensure_ascii=False),
            walk.state,
            walk.promised,
            walk.fetched,
            tally.new,
            tally.changed,
            tally.failed,
            json.dumps(walk.missing),
            walk.data_timestamp,
            now,
            walk.error,
            walk.bulk_files,
        ),
    )
    if walk.state != "complete":
        return
    if walk.search is not None and walk.purpose in ("search", "import"):
        members = {
            "kind": walk.kind,
            "search": walk.search,
            "source": walk.source,
            "ids": json.dumps(sorted(walk.ids)),
            "now": now,
        }
        connection.execute(_GAPS, members)
        connection.execute(_MEMBERS, members)
        if walk.purpose == "search":  # a file is one answer of many: nothing leaves with it
            connection.execute(_LEFT, members)
    connection.executemany(
        _CURSOR, ((walk.source, name, value, run_id) for name, value in walk.cursors)
    )


def retire_searches(
    connection: sqlite3.Connection, searches: Iterable[str], by_hand: Iterable[str], now: str
) -> None:
    """End the memberships of searches that config.toml no longer has.

    Those of the sources ``by_hand`` stay: persons search there for what they like.
    """
    values = (now, json.dumps(sorted(searches)), json.dumps(sorted(by_hand)))
    connection.execute(_RETIRED, values)
