"""What one statement on the public file may cost.

A time limit alone does not help: a single ``randomblob(900000000)`` takes gigabytes and can't be
interrupted. So the connection itself refuses large values, long statements and other files.
"""

import sqlite3

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
_REFUSED = {sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH}


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
