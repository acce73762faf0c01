"""Saved queries: the list, and a page with a form for each."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import NotFound, Request, Response

from harvest.errors import UsageError
from harvest.queries import AUDIENCES, Parameter, Query, choices, find, load
from harvest.site.app import SETTINGS
from harvest.site.page import page, site

SHOWN = 500
"""Rows that a page shows; the whole is in the downloads."""


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter as the form shows it."""

    param: Parameter
    value: str
    choices: tuple[tuple[str, str], ...]


async def queries(datasette: Datasette, request: Request) -> Response:
    """Every saved query, by whom it is for."""
    groups = [(name, [q for q in load() if name == q.audiences[0]]) for name in AUDIENCES]
    return page(datasette, "queries.html", {"groups": groups})


async def query(datasette: Datasette, request: Request) -> Response:
    """One saved query: its form and what it finds."""
    saved = find(request.url_vars["slug"])
    if saved is None:
        raise NotFound("There is no saved query of that name.")
    given = {p.name: value for p in saved.params if (value := request.args.get(p.name))}
    message = None
    values: dict[str, Any] = saved.values({})
    try:
        values = saved.values(given)
    except UsageError as error:
        message = str(error)

    def run(db: sqlite3.Connection) -> tuple[list[Field], list[str], list[sqlite3.Row]]:
        with sqlite_timelimit(db, SETTINGS["sql_time_limit_ms"]):
            fields = _fields(db, saved, given, values)
            cursor = db.execute(saved.sql, values)
            return fields, [column[0] for column in cursor.description], cursor.fetchmany(SHOWN + 1)

    try:
        fields, columns, rows = await site(datasette).database.execute_fn(run)
    except sqlite3.OperationalError as error:
        if error.args != ("interrupted",):
            raise
        raise QueryInterrupted(error, saved.sql, values) from error
    shown = {
        "query": saved,
        "fields": fields,
        "message": message,
        "columns": columns,
        "rows": rows[:SHOWN],
        "more": len(rows) > SHOWN,
        "query_string": request.query_string,
    }
    return page(datasette, "query.html", shown, status=200 if message is None else 400)


def _fields(
    db: sqlite3.Connection, query: Query, given: dict[str, str], values: dict[str, Any]
) -> list[Field]:
    return [
        Field(
            param,
            given.get(param.name, "" if values[param.name] is None else str(values[param.name])),
            choices(db, param),
        )
        for param in query.params
    ]


ROUTES = [(r"^/queries$", queries), (r"^/queries/(?P<slug>[a-z0-9-]{1,80})$", query)]
