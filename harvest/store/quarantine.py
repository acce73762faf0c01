"""Records that can't be read or believed: kept with their bytes and the reason, and counted."""

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from harvest.records import Undelivered
from harvest.rows import Kind
from harvest.store import raw

KNOWN_MISSING = 3
"""Runs in which a listed record is requested in vain before it counts as missing."""

_LONGEST_REASON = 300
_APART = timedelta(hours=12)
"""From one of these runs to the next: a run made again at once meets the same bad hour."""

_INSERT = """
INSERT INTO quarantine
    (source, kind, record_id, sha256, reason, times, first_seen, last_seen, run_id)
VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?)
ON CONFLICT (source, kind, record_id) DO UPDATE SET
    sha256 = excluded.sha256, reason = excluded.reason, times = times + 1,
    last_seen = excluded.last_seen, run_id = excluded.run_id
"""
_DELETE = """
DELETE FROM quarantine
WHERE source = ? AND kind = ? AND record_id IN (SELECT value FROM json_each(?))
"""
_COUNTED = """
SELECT runs, counted_at FROM undelivered WHERE source = ? AND kind = ? AND record_id = ?
"""
_COUNT = """
INSERT INTO undelivered (source, kind, record_id, runs, counted_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET runs = excluded.runs, counted_at = excluded.counted_at
"""
_DELIVERED = """
DELETE FROM undelivered
WHERE source = ? AND kind = ? AND record_id IN (SELECT value FROM json_each(?))
"""


class Failure(NamedTuple):
    """One record that goes to quarantine."""

    source: str
    kind: Kind
    id: str
    body: bytes
    reason: str


def put(connection: sqlite3.Connection, failures: Sequence[Failure], run_id: int, now: str) -> None:
    """Quarantine records, or count once more those that are there already."""
    named = [(failure, raw.sha256(failure.body)) for failure in failures]
    raw.keep(connection, ((name, failure.body) for failure, name in named))
    connection.executemany(
        _INSERT,
        (
            (
                failure.source,
                failure.kind,
                _printable(failure.id),
                name,
                _printable(failure.reason),
                now,
                now,
                run_id,
            )
            for failure, name in named
        ),
    )


def undelivered(connection: sqlite3.Connection, event: Undelivered, run_id: int, now: str) -> None:
    """Count a run in which a record that is listed did not come; quarantine it with the reason."""
    key = (event.source, event.kind, event.id)
    runs, counted_at = connection.execute(_COUNTED, key).fetchone() or (0, None)
    if counted_at is None or counted_at > now or _since(counted_at, now) >= _APART:
        runs += 1
        connection.execute(_COUNT, (*key, runs, now))
    put(connection, [Failure(*key, b"", _missing(runs))], run_id, now)


def _since(moment: str, now: str) -> timedelta:
    return datetime.fromisoformat(now) - datetime.fromisoformat(moment)


def _missing(runs: int) -> str:
    if runs < KNOWN_MISSING:
        return f"listed by a search but not delivered in {runs} of {KNOWN_MISSING} runs"
    return "listed by a search but not delivered: known to be missing, requested in each run"


def release(connection: sqlite3.Connection, source: str, kind: Kind, ids: Iterable[str]) -> None:
    """Take out the records that have been read well since."""
    listed = json.dumps(list(ids))
    connection.execute(_DELETE, (source, kind, listed))
    connection.execute(_DELIVERED, (source, kind, listed))


def _printable(text: str) -> str:
    """A text from a record that can't be trusted, fit for a column, a log and a terminal."""
    encodable = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", encodable)[:_LONGEST_REASON]
