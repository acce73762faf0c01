"""What every page needs: rows from the public file, and its template around them."""

import hashlib
import json
import re
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import NotFound, Request, Response

from harvest.clock import age_of
from harvest.dates import ago
from harvest.identifiers.about import by_provider
from harvest.numbers import elsewhere
from harvest.publish import refusal
from harvest.site.context import SETTINGS, Site, site_of
from harvest.site.serving.visitor import visit
from harvest.text import allowed

_SQL = Path(__file__).parent / "sql"
_LINK = re.compile(r'\b(href|src|action|formaction)="/(?!/)')
_STATIC = Path(__file__).parent / "static"

NAVIGATION = (
    ("/trials", "Trials"),
    ("/articles", "Papers"),
    ("/changes", "Changes"),
    ("/readouts", "Readouts"),
    ("/compare", "Compare"),
    ("/queries", "Queries"),
    ("/landscape", "Landscape"),
)
"""The pages that every page links to, from its head; on a phone they have room in one line."""
ALSO = (
    ("/topics", "Topics"),
    ("/sponsors", "Sponsors"),
    ("/near", "Sites near a place"),
    ("/outcomes", "Outcomes by time"),
    ("/clocks", "Results deadlines"),
    ("/verify", "Check a text"),
    ("/follow", "Follow"),
    ("/status", "Status"),
    ("/evidence", "Tables"),
    ("/about", "About this database"),
)
"""The pages that every page links to, from its foot."""

Rows = list[sqlite3.Row]
Asked = tuple[str, Mapping[str, object]]


def site(datasette: Datasette) -> Site:
    """The site of a request's Datasette."""
    found = site_of(datasette)
    if found is None:
        raise NotFound("No publication of harvest is served here")
    return found


@cache
def statement(name: str) -> str:
    """The text of ``harvest/site/sql/<name>.sql``."""
    return (_SQL / f"{name}.sql").read_text("utf-8")


async def read(datasette: Datasette, *asked: Asked) -> list[Rows]:
    """The rows of several statements, each named by its file, from one file in one go.

    Raises datasette.database.QueryInterrupted where they take longer than the time limit.
    """

    def run(connection: sqlite3.Connection) -> list[Rows]:
        with sqlite_timelimit(connection, SETTINGS["sql_time_limit_ms"]):
            return [fetch(connection, name, bound) for name, bound in asked]

    result: list[Rows] = await site(datasette).database.execute_fn(run)
    return result


def fetch(connection: sqlite3.Connection, name: str, bound: Mapping[str, object]) -> Rows:
    """The rows of one statement, named by its file."""
    sql = statement(name)
    try:
        return connection.execute(sql, dict(bound)).fetchall()
    except sqlite3.OperationalError as error:
        if error.args == ("interrupted",):
            raise QueryInterrupted(error, sql, bound) from error
        raise


async def read_one(datasette: Datasette, name: str, **bound: object) -> sqlite3.Row | None:
    """The first row of one statement, or None."""
    [rows] = await read(datasette, (name, bound))
    return rows[0] if rows else None


def page(
    datasette: Datasette, template: str, shown: Mapping[str, Any], *, status: int = 200
) -> Response:
    """A page: ``template`` filled with ``shown`` and with what every page shows."""
    return answer(render(site(datasette), template, shown), status=status)


def answer(html: str, *, status: int = 200) -> Response:
    """An HTML response that caches may keep for 5 seconds."""
    return Response.html(html, status=status, headers={"cache-control": "max-age=5"})


def render(of: Site, template: str, shown: Mapping[str, Any]) -> str:
    """The text of a page."""
    none_live = {"tray": None} if of.still else {}
    return fill(of, template, {**frame(of), **shown, **none_live})


def fill(of: Site, template: str, given: Mapping[str, Any], prefix: str | None = None) -> str:
    """A template filled, in letters that a page may hold, its links below the site's own path.

    ``prefix`` is another path that they shall be below.
    """
    html = allowed(of.templates.get_template(template).render(given))
    return below(of.config.serve.prefix if prefix is None else prefix, html)


def below(prefix: str, html: str) -> str:
    """HTML whose links are below a path; those in single quotes stay as they are."""
    return _LINK.sub(rf'\1="{prefix}/', html) if prefix else html


def conditional(request: Request, body: bytes, kind: str, changed: str) -> Response:
    """An answer to a program that asks again and again: 304 where it has this one already.

    ``kind`` is the media type, ``changed`` the time (UTC) from which on the answer may be this one.
    """
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    moment = datetime.fromisoformat(changed).astimezone(UTC)
    headers = {
        "cache-control": "max-age=300",
        "etag": tag,
        "last-modified": format_datetime(moment, usegmt=True),
    }
    if _has_it(request, tag, moment):
        return Response(b"", status=304, headers=headers, content_type=kind)
    return Response(body, headers=headers, content_type=kind)


def _has_it(request: Request, tag: str, moment: datetime) -> bool:
    """RFC 9110: a tag decides, weak or strong; a date only where no tag is given."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        given = {each.strip().removeprefix("W/") for each in tags.split(",")}
        return tag in given or "*" in given
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since") or "")
    except ValueError:
        return False
    return since.tzinfo is not None and moment.replace(microsecond=0) <= since


_PLURALS = {"trial": "trials", "article": "papers"}


def frame(of: Site) -> dict[str, Any]:
    """What every page shows: topic, banner, freshness."""
    facts = of.database.generation.facts
    serve, tables = of.config.serve, f"/{of.database.name}"
    return {
        "topic": of.config.topic.title,
        "today": of.clock.now().date().isoformat(),
        "sample": of.sample,
        "still": of.still,
        "publication": facts,
        "sources": of.database.generation.sources,
        "providers": by_provider(of.database.generation.sources),
        "tray": None,
        "stale": stale(of),
        "age_unknown": facts["last_complete"] is not None and age(of) is None,
        "refused": refused(of),
        "found_nothing": found_nothing(of),
        "unfinished": facts.get("unfinished"),
        "missing": json.loads(str(facts.get("missing", "[]"))),
        "compared_in_part": [
            _PLURALS[kind] for kind in json.loads(str(facts.get("compared_in_part", "[]")))
        ],
        "navigation": NAVIGATION,
        "desk_open": of.config.desk.site and not of.still,
        "current": current(),
        "also": [(path if path != "/evidence" else tables, name) for path, name in ALSO],
        "tables": tables,
        "front": serve.prefix.removesuffix(serve.mount) + "/" if serve.mount else None,
        "style": static("site.css"),
        "static": static,
        "public_sql": of.takes_sql,
        "public_address": (serve.base_url or "").rstrip("/"),
    }


def current() -> tuple[str, str]:
    """Which page of the head or foot is open: its address, and what ``aria-current`` says of it.

    That is ``page`` for itself and ``true`` for a page below it; two empty texts for another one.
    """
    here = visit().path
    for path, _ in (*NAVIGATION, *ALSO):
        if here == path or here.startswith(f"{path}/"):
            return path, "page" if here == path else "true"
    return "", ""


def found_nothing(of: Site) -> bool:
    """Whether a complete run found no record at all: an answer, and not a lack of one."""
    generation = of.database.generation
    return bool(generation.facts["last_complete"]) and generation.records == 0


def age(of: Site) -> timedelta | None:
    """The time since a run last ended complete; None if none has, or if it is not known when."""
    last = of.database.generation.facts["last_complete"]
    return age_of(None if last is None else str(last), of.clock)


def stale(of: Site) -> str | None:
    """How old the data are, if that is more than the configuration allows; None otherwise."""
    old = age(of)
    allowed = timedelta(hours=of.config.serve.stale_after_hours)
    return ago(old) if old is not None and old > allowed and not of.sample else None


def refused(of: Site) -> refusal.Note | None:
    """What was refused after the publication of this request, where none has followed."""
    if of.sample:
        return None
    return refusal.read(of.config.publish.path, of.database.generation.number)


STATIC_FILES = frozenset(path.name for path in _STATIC.iterdir())


@cache
def static_file(name: str) -> bytes:
    """What a static file holds."""
    return (_STATIC / name).read_bytes()


@cache
def static(name: str) -> str:
    """The address of a static file; it changes with the content, so that it may be cached."""
    return f"/static/{name}?{hashlib.sha256(static_file(name)).hexdigest()[:12]}"


def error_html(of: Site, status: int, message: str, path: str = "") -> bytes:
    """The page for a refused or failed request; one of a record also leads to its registry."""
    titles = {400: "Invalid request", 404: "Not found"}
    title = titles.get(status, "Request failed" if status < 500 else "Something went wrong")
    folder, _, name = path.rpartition("/")
    there = elsewhere(name) if folder in ("/trials", "/articles") else None
    shown = {"status": status, "title": title, "message": message, "there": there}
    return render(of, "error.html", shown).encode()
