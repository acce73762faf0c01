"""The saved queries that each kind of user asks most, as far as they find something here.

One that this file can't answer, as it was published by an earlier version, finds nothing.
"""

import sqlite3
from collections.abc import Sequence

from datasette.utils import sqlite_timelimit

from harvest.publish.read import is_of_an_earlier_version
from harvest.queries import AUDIENCES, Query, asked_most

_EACH_MS = 250
"""Milliseconds for one query; one that takes longer finds something."""


def offered(connection: sqlite3.Connection) -> list[tuple[str, Sequence[Query]]]:
    """Each audience with its queries that, with their defaults, find at least one row."""
    found = [
        (name, [query for query in asked_most(name) if _finds(connection, query)])
        for name in AUDIENCES
    ]
    return [(name, queries) for name, queries in found if queries]


def _finds(connection: sqlite3.Connection, query: Query) -> bool:
    try:
        with sqlite_timelimit(connection, _EACH_MS):
            return connection.execute(query.sql, query.values({})).fetchone() is not None
    except sqlite3.OperationalError as error:
        if is_of_an_earlier_version(error):
            return False
        if error.args != ("interrupted",):
            raise
        return True
