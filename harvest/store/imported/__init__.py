"""Files of references, what became of each of their records, and what PubMed has brought since."""

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from harvest.records import Imported
from harvest.store import presence

_FILE = """
INSERT INTO imported_files
    (file_id, name, format, database, searched, day, records, unreadable, imported_at, run_id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (file_id) DO UPDATE SET name = excluded.name, database = excluded.database,
    searched = excluded.searched, day = excluded.day, unreadable = excluded.unreadable
"""
_REFERENCE = """
INSERT INTO imported_references
    (file_id, position, record_id, outcome, reason, resembles, apart)
VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
_READ_SINCE = """
DELETE FROM quarantine WHERE source = ? AND substr(record_id, 1, length(?)) = ?
    AND record_id NOT IN (SELECT value FROM json_each(?))
"""
_FILES = "SELECT file_id, name, database, searched, day, imported_at FROM imported_files"
_CLAIMED = "SELECT record_id FROM imported_references WHERE outcome = 'new'"
_MERGED = """
INSERT INTO merged_references (record_id, merged_into, reason, merged_at) VALUES (?, ?, ?, ?)
ON CONFLICT DO NOTHING
"""
_GONE = "UPDATE records SET removed_on = ? WHERE kind = 'article' AND id = ?"
_FOUND_TOO = """
INSERT INTO memberships (kind, record_id, search, source, first_seen, last_seen, left_on)
SELECT kind, ?, search, source, first_seen, last_seen, left_on
FROM memberships WHERE kind = 'article' AND record_id = ?
ON CONFLICT DO NOTHING
"""


class KnownFile(NamedTuple):
    """What is known of a file that was imported before."""

    file_id: str
    name: str
    database: str
    searched: str
    day: str
    imported_at: str


class Merged(NamedTuple):
    """A record that was only a reference, the paper that it is, and by what that was seen."""

    key: str
    into: str
    reason: str


def put(connection: sqlite3.Connection, event: Imported, run_id: int, now: str) -> None:
    """Note a file and what became of its records; of one that is known only where it comes from.

    What an earlier import of a file of that name left in quarantine is let go of.
    """
    told = (event.file_id, event.name, event.format, event.database, event.searched, event.day)
    connection.execute(_FILE, (*told, event.records, len(event.unreadable), now, run_id))
    connection.executemany(_REFERENCE, event.references)
    begin = f"{event.name}#"
    connection.execute(
        _READ_SINCE, (event.source, begin, begin, json.dumps(list(event.unreadable)))
    )


def files(connection: sqlite3.Connection) -> dict[str, KnownFile]:
    """The files that were imported, by the name of their content."""
    return {row[0]: KnownFile(*row) for row in connection.execute(_FILES)}


def claimed(connection: sqlite3.Connection) -> frozenset[str]:
    """The records that a file brought which was imported to its end."""
    return frozenset(row[0] for row in connection.execute(_CLAIMED))


def merge(connection: sqlite3.Connection, merged: Iterable[Merged], now: str) -> None:
    """Let papers stand for what were only references; the searches that found these found them.

    A reference stays as a record that is gone, under a former number of the paper. The caller holds
    the transaction.
    """
    for each in merged:
        connection.execute(presence.ALIAS, ("article", each.key, each.into, now))
        connection.execute(_MERGED, (*each, now))
        connection.execute(_FOUND_TOO, (each.into, each.key))
        connection.execute(_GONE, (now[:10], each.key))
