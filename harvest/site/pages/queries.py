"""Saved queries: the list, a page with a form for each, and what each finds as a file."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from math import ceil
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.app import Datasette
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import NotFound, Request, Response

from harvest.errors import UsageError
from harvest.export import FORMATS, TABLE_FORMATS, Format, ReferenceFormat
from harvest.export.saved import label, table_of
from harvest.history import as_of
from harvest.queries import AUDIENCES, Parameter, Query, choices, find, load
from harvest.site.cache import once
from harvest.site.catalog import holdings
from harvest.site.context import SETTINGS
from harvest.site.lists.answer import only_touching
from harvest.site.lists.tray import FIELD, Tray, ticked, tray
from harvest.site.page import page, site
from harvest.site.parts import downloads
from harvest.site.parts.cells import td
from harvest.site.parts.downloads import ENDING, download
from harvest.site.parts.query_result import ROWS, Asked, Result, result, total

AUDIENCE_WORDS = {
    "writer": "For medical writers",
    "investigator": "For trial investigators",
    "operator": "For the operator",
}
_COMPARED = 6
_FIRST_MS = 10_000
"""Milliseconds for a query as it is opened; one with choices of a visitor has the usual limit."""


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter as the form shows it."""

    param: Parameter
    value: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a page of a query shows; ``total`` is None where counting took too long."""

    fields: list[Field]
    result: Result
    total: int | None


async def queries(datasette: Datasette, request: Request) -> Response:
    """Every saved query, by whom it is for."""
    groups = [
        (AUDIENCE_WORDS[name], [query for query in load() if name == query.audiences[0]])
        for name in AUDIENCES
    ]
    others = {
        query.slug: [AUDIENCE_WORDS[name] for name in query.audiences[1:]] for query in load()
    }
    tables = (await holdings(datasette)).tables
    left_out = await only_touching(datasette)
    shown = {"groups": groups, "others": others, "tables": tables, "left_out": left_out}
    return page(datasette, "queries.html", shown)


async def query(datasette: Datasette, request: Request) -> Response:
    """One saved query: its form and what it finds."""
    saved = _named(request)
    given = _given(request, saved)
    message = None
    values: Mapping[str, Any] = saved.values({})
    try:
        values = saved.values(given)
    except UsageError as error:
        message = str(error)
    asked = _asked(request)
    day = (request.args.get("as_of") or "").strip()

    def run(db: sqlite3.Connection, limit: int = SETTINGS["sql_time_limit_ms"]) -> Found:
        with sqlite_timelimit(db, limit):
            fields = _fields(db, saved, given, values)
            found = result(db, saved, values, asked)
        return Found(fields, found, _total(db, saved, values, asked, found))

    def first(db: sqlite3.Connection) -> Found:
        return run(db, _FIRST_MS)

    def run_then(db: sqlite3.Connection) -> Found:
        with closing(as_of.open_made(site(datasette).config, db, saved, day)) as past:
            return run(past)

    database = site(datasette).database
    try:
        if not (given or day) and asked == Asked():
            # What everybody opens first: however long it takes, it is asked for once.
            found = await once(datasette, ("query", saved.slug), first, patient=True)
        else:
            found = await database.execute_fn(run_then if day and message is None else run)
    except UsageError as error:
        message, day = str(error), ""
        found = await database.execute_fn(run)
    chosen = [(p.name, "" if values[p.name] is None else str(values[p.name])) for p in saved.params]
    if day:
        chosen.append(("as_of", day))
    kept = ticked(request.args.getlist(FIELD))
    carried = [*chosen, *([(FIELD, ",".join(kept))] if kept else [])]
    ids = found.result.record_columns
    shown = {
        "query": saved,
        "fields": found.fields,
        "message": message,
        "as_of": day,
        "result": found.result,
        "asked": asked,
        "total": found.total,
        "pages": None if found.total is None else ceil(found.total / ROWS),
        "first": (asked.page - 1) * ROWS + 1,
        "td": td,
        "label": label,
        "here": lambda **changes: _address(saved, carried, asked, changes),
        "kept": ",".join(kept),
        "tray": _tray(saved, chosen, asked, kept, found.result),
        "fields_of_address": urlencode(chosen),
        "endings": {
            form.ending: form.long_label
            for form in FORMATS.values()
            if form.name in TABLE_FORMATS or (ids and holds(form, found.result.naming_columns))
        },
        "columns": [(name, label(name)) for name in found.result.columns],
        "table_endings": [form.ending for form in TABLE_FORMATS.values()],
        "chosen": chosen,
        "has_feed": bool(ids) and "changes" in (await holdings(datasette)).tables,
        "compared": _compared(found.result),
        "left_out": await only_touching(datasette),
    }
    return page(datasette, "query.html", shown, status=200 if message is None else 400)


async def export(datasette: Datasette, request: Request) -> Response:
    """A saved query's whole result as a file."""
    saved = _named(request)
    given = _given(request, saved)

    day = (request.args.get("as_of") or "").strip()
    config = site(datasette).config
    chosen = downloads.columns(request)

    def make(connection: sqlite3.Connection, form: str) -> bytes:
        if not day:
            return write(connection, form)
        made = closing(as_of.open_made(config, connection, saved, day))
        with made as past, sqlite_timelimit(past, downloads.TIME_LIMIT):
            return write(past, form)

    def write(connection: sqlite3.Connection, form: str) -> bytes:
        made = table_of(connection, saved, given)
        named = () if form in TABLE_FORMATS else ids_of(saved, made.columns, made.rows)
        return downloads.table(connection, made, form, ids=named, columns=chosen)

    return await download(datasette, request, saved.slug, make)


def ids_of(
    query: Query, columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[Any]]
) -> list[str]:
    """The trials and papers that a result names, each once, in its order.

    Raises UsageError if it has no column of them.
    """
    names = [name for name, _ in columns]
    places = [names.index(name) for name in ("trial_id", "article_id") if name in names]
    if not places:
        *labels, last = (form.label for form in TABLE_FORMATS.values())
        raise UsageError(
            f"{query.slug}: has no trial or paper numbers; use {', '.join(labels)} or {last}"
        )
    return list(dict.fromkeys(str(row[place]) for row in rows for place in places if row[place]))


def holds(form: Format, columns: Sequence[str]) -> bool:
    """Whether a format of references holds what a result with these columns of numbers names."""
    return "article_id" in columns or (isinstance(form, ReferenceFormat) and not form.pubmed_only)


def _named(request: Request) -> Query:
    saved = find(request.url_vars["slug"])
    if saved is None:
        raise NotFound("No saved query of that name.")
    return saved


def _given(request: Request, saved: Query) -> dict[str, str]:
    return {p.name: value for p in saved.params if (value := request.args.get(p.name))}


def _asked(request: Request) -> Asked:
    number = request.args.get("_page") or ""
    down = request.args.get("_sort_desc") or ""
    return Asked(
        page=int(number) if number.isdecimal() and 0 < len(number) < 7 and int(number) else 1,
        sort=down or request.args.get("_sort") or "",
        down=bool(down),
    )


def _fields(
    db: sqlite3.Connection, query: Query, given: Mapping[str, str], values: Mapping[str, Any]
) -> list[Field]:
    return [
        Field(
            param,
            given.get(param.name, "" if values[param.name] is None else str(values[param.name])),
            choices(db, param),
        )
        for param in query.params
    ]


def _total(
    db: sqlite3.Connection, query: Query, values: Mapping[str, Any], asked: Asked, found: Result
) -> int | None:
    if not found.more and (found.rows or asked.page == 1):
        return (asked.page - 1) * ROWS + len(found.rows)
    try:
        with sqlite_timelimit(db, SETTINGS["sql_time_limit_ms"]):
            return total(db, query, values)
    except sqlite3.OperationalError as error:
        if error.args != ("interrupted",):
            raise
        return None


def _address(
    query: Query, chosen: list[tuple[str, str]], asked: Asked, changes: Mapping[str, Any]
) -> str:
    """The address of the page with another order or page; every choice stands in it."""
    sort, down = changes.get("sort", asked.sort), changes.get("down", asked.down)
    number = changes.get("page", 1)
    fields = [*chosen]
    if sort:
        fields.append(("_sort_desc" if down else "_sort", sort))
    if number > 1:
        fields.append(("_page", str(number)))
    return f"/queries/{query.slug}" + (f"?{urlencode(fields, safe=',')}" if fields else "")


def _tray(
    query: Query,
    chosen: list[tuple[str, str]],
    asked: Asked,
    kept: tuple[str, ...],
    found: Result,
) -> Tray | None:
    """The tray of a result whose rows name trials."""
    if "trial_id" not in found.columns:
        return None
    place = found.columns.index("trial_id")
    _, _, fields = _address(query, chosen, asked, {"page": asked.page}).partition("?")
    shown = (row[place] for row in found.rows if row[place])
    return tray(kept, f"/queries/{query.slug}", parse_qsl(fields), shown)


def _compared(found: Result) -> str | None:
    """The first trials of a page side by side."""
    if "trial_id" not in found.columns:
        return None
    place = found.columns.index("trial_id")
    ids = list(dict.fromkeys(row[place] for row in found.rows if row[place]))[:_COMPARED]
    return f"/compare?{urlencode({'ids': ','.join(ids)})}" if len(ids) > 1 else None


ROUTES = [
    (r"^/queries$", queries),
    (r"^/queries/(?P<slug>[a-z0-9-]{1,80})$", query),
    (rf"^/queries/(?P<slug>[a-z0-9-]{{1,80}})\.{ENDING}$", export),
]
