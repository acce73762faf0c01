"""Records that can't be read or believed: kept with their bytes and the reason, and counted."""

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from harvest.rows import Kind
from harvest.store import raw

_LONGEST_REASON = 300

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


def release(connection: sqlite3.Connection, source: str, kind: Kind, ids: Iterable[str]) -> None:
    """Take out the records that have been read well since."""
    connection.execute(_DELETE, (source, kind, json.dumps(list(ids))))


def _printable(text: str) -> str:
    """A text from a record that can't be trusted, fit for a column, a log and a terminal."""
    encodable = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", encodable)[:_LONGEST_REASON]
