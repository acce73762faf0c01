"""How many references each imported file brought and what became of them, for reports."""

import sqlite3
from dataclasses import dataclass
from itertools import groupby

_FILES = """
SELECT file_id, name, format, database, searched, day, records, unreadable, imported_at
FROM imported_files ORDER BY day, database, name, file_id
"""
_REFERENCES = """
SELECT file_id, outcome, record_id FROM imported_references ORDER BY file_id, outcome, position
"""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file of references, and the keys of the records that stand for them today.

    ``identified`` counts all its records: those ``new``, ``known``, ``repeated`` and ``unreadable``
    together. ``known`` are duplicates of records that were in the database, ``repeated`` those of
    earlier references of the same file: a key may stand in either more than once.
    """

    file_id: str
    name: str
    format: str
    database: str
    searched: str
    day: str
    identified: int
    unreadable: int
    imported_at: str
    new: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()


def imported_files(connection: sqlite3.Connection) -> tuple[ImportedFile, ...]:
    """Every imported file, by day and database, from a connection to the public file."""
    keys = {
        (file, outcome): tuple(row[2] for row in rows)
        for (file, outcome), rows in groupby(
            connection.execute(_REFERENCES), key=lambda row: (row[0], row[1])
        )
    }
    return tuple(
        ImportedFile(*row, *(keys.get((row[0], each), ()) for each in ("new", "known", "repeated")))
        for row in connection.execute(_FILES)
    )
