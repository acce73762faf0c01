"""What one statement on the public file may cost.

A time limit alone does not help: a single ``randomblob(900000000)`` takes gigabytes and can't be
interrupted. So the connection itself refuses large values, long statements and other files.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from datasette.utils import sqlite_timelimit

T = TypeVar("T")

MOST_BYTES = 20_000_000
"""Characters and bytes that all rows of one answer may hold together."""
LONGEST_MS = 1000
"""Milliseconds that a statement may take, or what is asked at once of a heavy kind."""
LONGEST_VALUE = 20_000_000
"""Bytes; well above the largest published text."""

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_OWN_LIMITS = {sqlite3.SQLITE_LIMIT_LENGTH: 1_000_000, sqlite3.SQLITE_LIMIT_COLUMN: 150}
"""For a visitor's own statement: a row of it is in memory before it can be counted."""
_VALUE = 50  # bytes that Python takes for a value besides its text
_REFUSED = {sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH}


class TooMuch(sqlite3.OperationalError):
    """The rows of an answer are more than anybody may ask for at once."""

    def __init__(self) -> None:
        most = MOST_BYTES // 1_000_000
        super().__init__(f"The answer is larger than {most} MB; narrow the request.")


@contextmanager
def for_own_statement(connection: sqlite3.Connection) -> Iterator[None]:
    """Limit a connection further while it runs a statement that a visitor wrote."""
    before = {limit: connection.setlimit(limit, value) for limit, value in _OWN_LIMITS.items()}
    try:
        yield
    finally:
        for limit, value in before.items():
            connection.setlimit(limit, value)


def in_time(work: Callable[[sqlite3.Connection], T]) -> Callable[[sqlite3.Connection], T]:
    """The work, ended as interrupted where it takes too long."""

    def limited(connection: sqlite3.Connection) -> T:
        with sqlite_timelimit(connection, LONGEST_MS):
            return work(connection)

    return limited


def fetch(
    connection: sqlite3.Connection,
    sql: str,
    bound: Mapping[str, object] | Sequence[object],
    most_rows: int | None,
) -> tuple[list[Any], Any]:
    """The rows of a statement, at most ``most_rows`` of them, and the cursor's description.

    Raises TooMuch as soon as they hold more than :data:`MOST_BYTES`.
    """
    cursor = connection.execute(sql, bound)
    rows: list[Any] = []
    size = 0
    for row in cursor:
        size += sum(_VALUE + (len(value) if isinstance(value, str | bytes) else 0) for value in row)
        if size > MOST_BYTES:
            cursor.close()
            raise TooMuch
        rows.append(row)
        if len(rows) == most_rows:
            break
    description = cursor.description
    cursor.close()
    return rows, description


def apply(connection: sqlite3.Connection) -> None:
    """Limit what a connection to the public file can do."""
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    # Sorting goes to disk, not to memory; and no statement may change a byte.
    connection.execute("PRAGMA temp_store=FILE")
    connection.execute("PRAGMA query_only=1")
    connection.set_authorizer(_authorise)


def _authorise(
    action: int, first: str | None, second: str | None, database: str | None, trigger: str | None
) -> int:
    del second, database, trigger
    if action in _REFUSED:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and first == "database_list":
        return sqlite3.SQLITE_IGNORE  # it would tell where the file lies; Datasette asks for it
    if action == sqlite3.SQLITE_FUNCTION and first == "load_extension":
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
