"""Downloads: any page's records as references, tables or documents.

They are made in the patient threads of the served generation, so that a reader who takes thousands
of records keeps no page from anybody else, and all of a download is from one publication.
"""

import re
import sqlite3
from collections.abc import Callable, Sequence

from datasette.app import Datasette
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import Request, Response

from harvest.errors import UsageError
from harvest.export import FORMATS, REFERENCE_FORMATS, TABLE_FORMATS, saved
from harvest.export.saved import label
from harvest.export.tables import Table
from harvest.site.page import error_html, site
from harvest.site.render.offers import of_ending

COLUMN = "_col"
"""What names a column in the address of a table, as in Datasette's own; once for each."""

TIME_LIMIT = 60_000
"""Milliseconds that the statements of a download may take."""

ENDING, TABLE_ENDING = (
    f"(?P<ending>{'|'.join(re.escape(form.ending) for form in forms.values())})"
    for forms in (FORMATS, TABLE_FORMATS)
)
"""The part of a route that names the format: any, and one that holds any table."""

NO_ENDING = rf"(?!.*(?:\.{ENDING.replace('(?P<ending>', '(?:')}|\.atom)$)"
"""Before the key in the route of a record's page: the address is not that of a file or feed."""


async def download(
    datasette: Datasette,
    request: Request,
    name: str,
    make: Callable[[sqlite3.Connection, str], bytes],
) -> Response:
    """What ``make`` gives for the format that the address ends in, as a file called ``name``.

    A UsageError of ``make`` becomes a page that says what to do instead.
    """
    form = of_ending(request.url_vars["ending"])

    def work(connection: sqlite3.Connection) -> bytes:
        with sqlite_timelimit(connection, TIME_LIMIT):
            return make(connection, form.name)

    try:
        body = await site(datasette).database.generation.run(work, patient=True)
    except UsageError as error:
        return refusal(datasette, str(error))
    return file(form.mark + body, f"{name}.{form.ending}", form.content_type)


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


def columns(request: Request) -> list[str]:
    """The columns that the address of a table chooses; none where it should have all."""
    return [name for name in request.args.getlist(COLUMN) if name]


def records(
    connection: sqlite3.Connection, ids: Sequence[str], form: str, columns: Sequence[str] = ()
) -> bytes:
    """Trials or papers in a format, of a table the columns chosen.

    Raises UsageError where they are more than it holds with ease, or for an unknown column.
    """
    _bounded(len(ids), form)
    if not ids:
        if form in REFERENCE_FORMATS:
            return REFERENCE_FORMATS[form].dumps([]).encode()
        empty = Table("No matches", (("trial_id", label("trial_id")),), [])
        return TABLE_FORMATS[form].dumps(empty)
    return saved.of_records(connection, ids, form, columns)


def table(
    connection: sqlite3.Connection,
    made: Table,
    form: str,
    *,
    ids: Sequence[str] = (),
    columns: Sequence[str] = (),
) -> bytes:
    """A table in a format: as itself, with the columns chosen, or as the references of ``ids``.

    Raises UsageError as records does.
    """
    _bounded(len(made.rows), form)
    if form in TABLE_FORMATS:
        return saved.file_of(made, form, columns)
    saved.without_columns(form, columns)
    return saved.reference_file(connection, ids, form)


def _bounded(number: int, form: str) -> None:
    most = FORMATS[form].most
    if number > most:
        raise UsageError(
            f"{number:,} records are too many for a {form} file (at most {most:,}); "
            "narrow the list, or use CSV"
        )
