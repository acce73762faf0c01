"""The PRISMA flow at the desk: the picture, each number a link to its records, and files of it."""

import sqlite3
from collections.abc import Callable, Mapping
from math import ceil
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response
from markupsafe import Markup

from harvest.dates import parse
from harvest.desk import decisions as desk
from harvest.desk.flow import documents, drawing
from harvest.desk.flow.counting import flow
from harvest.desk.flow.model import Flow, Number
from harvest.errors import UsageError
from harvest.export import TABLE_FORMATS
from harvest.report.document import as_markdown
from harvest.site.desk.persons import private, required, viewer
from harvest.site.page import page, site
from harvest.site.pages.desk import told
from harvest.site.parts import downloads

_ROWS = 200
_TITLES = (
    "SELECT trial_id, brief_title FROM trials UNION ALL SELECT article_id, title FROM articles"
)
_FILES: Mapping[str, tuple[str, Callable[[Flow], bytes]]] = {
    "svg": ("image/svg+xml", lambda made: drawing.svg(made).encode()),
    "docx": (TABLE_FORMATS["docx"].media_type, documents.docx),
    "csv": ("text/csv; charset=utf-8", documents.table_csv),
    "md": (
        "text/markdown; charset=utf-8",
        lambda made: as_markdown(documents.blocks(made)).encode(),
    ),
}


async def shown(datasette: Datasette, request: Request) -> Response:
    """The flow as a picture and a table; every number leads to its records."""
    person = _person(datasette, request)
    if person is None:
        return private(Response.redirect("/desk"))
    since = _since(request)
    made = await _flow(datasette, person, since)
    rows = [
        (words, number, _records(since, code) if code else None)
        for words, number, code in documents.table(made)
    ]
    picture = drawing.svg(made, lambda number: _records(since, number.code))
    told_to = {
        "public": False,
        "flow": made,
        "picture": Markup(picture),
        "rows": rows,
        "files": {ending: _address(f".{ending}", since) for ending in _FILES},
    }
    return private(page(datasette, "desk/flow.html", told_to))


async def as_file(datasette: Datasette, request: Request) -> Response:
    """The flow as a picture, document or table."""
    person = _person(datasette, request)
    if person is None:
        return private(Response.redirect("/desk"))
    ending = request.url_vars["ending"]
    media_type, write = _FILES[ending]
    body = write(await _flow(datasette, person, _since(request)))
    return private(downloads.file(body, f"prisma-flow.{ending}", media_type))


async def records(datasette: Datasette, request: Request) -> Response:
    """The records of one number: as many as it says."""
    person = _person(datasette, request)
    if person is None:
        return private(Response.redirect("/desk"))
    since, code = _since(request), request.args.get("number") or ""
    number = (await _flow(datasette, person, since)).number(code)
    if number is None:
        raise NotFound("The flow has no such number.")
    if request.url_vars.get("ending"):
        body = documents.records_csv(number)
        name = f"prisma-flow-{number.code}.csv"
        return private(downloads.file(body, name, "text/csv; charset=utf-8"))
    return private(
        page(datasette, "desk/flow_records.html", await _listed(datasette, request, number))
    )


async def _listed(datasette: Datasette, request: Request, number: Number) -> dict[str, object]:
    since = _since(request)
    given = request.args.get("page") or ""
    here = int(given) if given.isdecimal() and 0 < len(given) < 6 and int(given) else 1
    rows = number.rows[(here - 1) * _ROWS : here * _ROWS]

    def work(connection: sqlite3.Connection) -> dict[str, str]:
        wanted = {row.record for row in rows}
        return {str(k): str(title or k) for k, title in connection.execute(_TITLES) if k in wanted}

    return {
        "number": number,
        "rows": rows,
        "titles": await site(datasette).database.generation.run(work, patient=True),
        "first": (here - 1) * _ROWS + 1,
        "page": here,
        "pages": ceil(number.n / _ROWS),
        "address": lambda page: _records(since, number.code, page=page),
        "file": _records(since, number.code, ".csv"),
        "back": _address("", since),
    }


async def counts(datasette: Datasette, request: Request) -> Response:
    """The numbers for everybody, where they are published: no records, no people, no notes."""
    of = site(datasette)
    if not of.config.desk.publish_counts or of.still:
        raise NotFound("The flow of the review is not published on this site.")
    since = _since(request)
    made = await _flow(datasette, None, since)
    ending = request.url_vars.get("ending")
    if ending:
        media_type, write = _FILES[ending]
        return downloads.file(write(made), f"prisma-flow.{ending}", media_type)
    query = f"?{urlencode({'since': since})}" if since else ""
    given = {
        "public": True,
        "flow": made,
        "picture": Markup(drawing.svg(made)),
        "rows": [(words, number, None) for words, number, _ in documents.table(made)],
        "files": {each: f"/flow.{each}{query}" for each in _FILES},
    }
    return page(datasette, "desk/flow.html", given)


def _person(datasette: Datasette, request: Request) -> str | None:
    required(datasette)
    return viewer(datasette, request)


async def _flow(datasette: Datasette, person: str | None, since: str | None) -> Flow:
    """The flow of what a person may see: of two people's, what both have decided."""
    config = site(datasette).config

    def work(connection: sqlite3.Connection) -> Flow:
        found = desk.read(config, connection).visible_to(person)
        return flow(connection, found, since=since)

    made: Flow = await site(datasette).database.generation.run(work, patient=True)
    return made


def _since(request: Request) -> str | None:
    given = (request.args.get("since") or "").strip()
    if not given:
        return None
    day = parse(given)
    if day is None or day.precision != "day":
        raise UsageError(f"since: {given!r} is not a date; write it as 2026-06-29")
    return given


def _address(part: str, since: str | None, **fields: str) -> str:
    asked = fields | ({"since": since} if since else {})
    return f"/desk/flow{part}?{urlencode(asked)}" if asked else f"/desk/flow{part}"


def _records(since: str | None, code: str, ending: str = "", page: int = 1) -> str:
    more = {"page": str(page)} if page > 1 else {}
    return _address(f"/records{ending}", since, number=code, **more)


ROUTES = [
    (r"^/desk/flow$", told(shown)),
    (rf"^/desk/flow\.(?P<ending>{'|'.join(_FILES)})$", told(as_file)),
    (rf"^/flow(?:\.(?P<ending>{'|'.join(_FILES)}))?$", told(counts)),
    (r"^/desk/flow/records(?:\.(?P<ending>csv))?$", told(records)),
]
