"""New work databases, copied from one: the migrations, run in full, cost a test more than the rest.

Nine tenths of that go into columns that later migrations rename, which a base of years has behind
it. What is copied is what the program's own migrations made in this process.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import pytest

from harvest.store import schema

REALLY = schema._migrate
"""The migrations themselves."""


@cache
def _made(files: tuple[Path, ...]) -> bytes:
    """The database that these migrations make."""
    del files  # another answer for others
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        REALLY(connection)
        return connection.serialize()


def _migrate(connection: sqlite3.Connection) -> None:
    if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() != (0,):
        REALLY(connection)
        return
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(_made(tuple(schema.migration_files())))
        made.backup(connection)


@contextmanager
def copied() -> Iterator[None]:
    """Let new work databases of this process be copies until the block ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "_migrate", _migrate)
        yield
