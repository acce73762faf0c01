"""What the program needs of SQLite, looked at before any database is: see :func:`check`.

An SQLite that lacks something would else be told as damage of files that are sound.
"""

import sqlite3
from contextlib import closing

from harvest.errors import ConfigError

OLDEST = (3, 37, 0)
"""The first with STRICT tables."""

_PARTS = {
    "FTS5": "CREATE VIRTUAL TABLE temp.probe USING fts5(words)",
    "JSON": "SELECT json('[]')",
}


def problem() -> str | None:
    """What the SQLite of this Python lacks, with the cure; None if it has all."""
    if sqlite3.sqlite_version_info < OLDEST:
        oldest = ".".join(map(str, OLDEST[:2]))
        return (
            f"SQLite {sqlite3.sqlite_version} is too old, {oldest} or newer is needed; "
            "use a Python that comes with one"
        )
    with closing(sqlite3.connect(":memory:")) as connection:
        for part, statement in _PARTS.items():
            try:
                connection.execute(statement)
            except sqlite3.OperationalError:
                return (
                    f"SQLite {sqlite3.sqlite_version} was built without {part}, which is needed; "
                    "use a Python that comes with a whole one"
                )
    return None


def check() -> None:
    """Raises ConfigError if this SQLite can't be used, before anything is touched."""
    if (lacking := problem()) is not None:
        raise ConfigError(lacking)
