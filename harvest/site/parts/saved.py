"""Which saved queries a record is in: each query's ids, worked out once for a publication."""

import asyncio
import sqlite3
from collections.abc import Mapping
from typing import Literal

from datasette.app import Datasette
from datasette.utils import sqlite_timelimit

from harvest.queries import Query, load
from harvest.site.cache import is_begun, once

Column = Literal["trial_id", "article_id"]
Found = Mapping[Column, Mapping[str, tuple[Query, ...]]]

_EACH_MS = 1000
"""Milliseconds for one query; one that takes longer is left out."""
_PATIENCE = 0.4
"""Seconds that the page which begins the work waits for it; no other page waits."""
_KEY = "saved queries"
_ABOUT_ONE = frozenset({"why-here"})
"""Queries that list every record that is asked for: being in them says nothing."""


async def queries_with(
    datasette: Datasette, column: Column, number: str
) -> tuple[Query, ...] | None:
    """The saved queries whose rows, with their defaults, name a record.

    None if that is still being worked out.
    """
    patience = 0 if is_begun(datasette, _KEY) else _PATIENCE
    try:
        found = await asyncio.wait_for(run_all(datasette), patience)
    except TimeoutError:
        return None
    return found[column].get(number, ())


def run_all(datasette: Datasette) -> asyncio.Future[Found]:
    """The saved queries that each record is in."""
    return once(datasette, _KEY, _run_all, patient=True)


def _run_all(connection: sqlite3.Connection) -> Found:
    found: dict[Column, dict[str, tuple[Query, ...]]] = {"trial_id": {}, "article_id": {}}
    for query in load():
        if query.slug in _ABOUT_ONE:
            continue
        try:
            with sqlite_timelimit(connection, _EACH_MS):
                cursor = connection.execute(query.sql, query.values({}))
                names = [column[0] for column in cursor.description]
                wanted: list[tuple[Column, int]] = [
                    (column, names.index(column)) for column in found if column in names
                ]
                rows = cursor.fetchall() if wanted else []
        except sqlite3.OperationalError as error:
            if error.args != ("interrupted",):
                raise
            continue
        for column, place in wanted:
            for number in {row[place] for row in rows if row[place]}:
                found[column][number] = (*found[column].get(number, ()), query)
    return found
