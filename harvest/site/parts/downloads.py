"""Downloads: any page's records as references, tables or documents.

They are made in the patient threads of the served generation, so that a reader who takes thousands
of records keeps no page from anybody else, and all of a download is from one publication.
"""

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence

from datasette.app import Datasette
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import Request, Response

from harvest.errors import UsageError
from harvest.export import REFERENCE_FORMATS, TABLE_FORMATS, saved
from harvest.export.references import of_ids
from harvest.export.tables import Table
from harvest.site.page import error_html, site
from harvest.site.render.offers import FORMATS, MOST

TIME_LIMIT = 60_000
"""Milliseconds that the statements of a download may take."""

ENDING = "(?P<ending>" + "|".join(re.escape(ending) for ending in FORMATS) + ")"
"""The part of a route that names the format."""

LABELS: Mapping[str, str] = {
    "ris": "RIS (EndNote, Zotero)",
    "nbib": "NBIB (PubMed)",
    "bib": "BibTeX",
    "csl.json": "CSL-JSON",
    "csv": "CSV",
    "xlsx": "Excel",
    "docx": "Word",
    "json": "JSON",
}
"""Endings as readers know them, in the order in which they are offered."""

TABLES = tuple(form.ending for form in TABLE_FORMATS.values())
"""Endings of formats that hold any table."""


async def download(
    datasette: Datasette,
    request: Request,
    name: str,
    make: Callable[[sqlite3.Connection, str], bytes],
) -> Response:
    """What ``make`` gives for the format that the address ends in, as a file called ``name``.

    A UsageError of ``make`` becomes a page that says what to do instead.
    """
    ending = request.url_vars["ending"]
    form = FORMATS[ending]

    def work(connection: sqlite3.Connection) -> bytes:
        with sqlite_timelimit(connection, TIME_LIMIT):
            return make(connection, form)

    try:
        body = await site(datasette).database.generation.run(work, patient=True)
    except UsageError as error:
        return refusal(datasette, str(error))
    return file(body, f"{name}.{ending}", _media_type(form))


def file(body: bytes, name: str, media_type: str) -> Response:
    """An answer that a browser keeps as a file of that name (letters of ASCII only)."""
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "max-age=5",
    }
    return Response(body, headers=headers, content_type=media_type)


def refusal(datasette: Datasette, message: str, status: int = 400) -> Response:
    """A page that says why something can't be had."""
    return Response.html(error_html(site(datasette), status, message).decode(), status=status)


def records(connection: sqlite3.Connection, ids: Sequence[str], form: str) -> bytes:
    """Trials or papers in a format; UsageError where they are more than it holds with ease."""
    _bounded(len(ids), form)
    if not ids:
        if form in REFERENCE_FORMATS:
            return REFERENCE_FORMATS[form].dumps([]).encode()
        empty = Table("Nothing matches", (("nct_id", "NCT number"),), [])
        return TABLE_FORMATS[form].dumps(empty)
    return saved.of_records(connection, ids, form)


def table(
    connection: sqlite3.Connection, made: Table, form: str, *, ids: Sequence[str] = ()
) -> bytes:
    """A table in a format: as itself or, in a format of references, those of ``ids``."""
    _bounded(len(made.rows), form)
    if form in TABLE_FORMATS:
        return TABLE_FORMATS[form].dumps(made)
    return REFERENCE_FORMATS[form].dumps(of_ids(connection, ids)).encode()


def _bounded(number: int, form: str) -> None:
    if number > MOST[form]:
        raise UsageError(
            f"{number:,} records are more than a {form} file holds with ease ({MOST[form]:,}); "
            "narrow the list, or take CSV"
        )


def _media_type(form: str) -> str:
    if form in REFERENCE_FORMATS:
        return f"{REFERENCE_FORMATS[form].media_type}; charset=utf-8"
    kind = TABLE_FORMATS[form].media_type
    return f"{kind}; charset=utf-8" if form in ("csv", "json") else kind
