"""The pages that list trials and papers."""

import sqlite3
from collections.abc import Callable
from math import ceil
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from harvest.export import TABLE_FORMATS
from harvest.export.saved import paper_table, trial_table
from harvest.site.cache import once
from harvest.site.catalog import holdings
from harvest.site.desk.persons import is_on
from harvest.site.lists import select, shown
from harvest.site.lists.answer import cards, endings, figures, ids_of_page
from harvest.site.lists.asked import Asked, read
from harvest.site.lists.facets import Kind
from harvest.site.lists.tray import FIELD, MOST, comparison, tray
from harvest.site.page import page, site


async def trials(datasette: Datasette, request: Request) -> Response:
    """The list of trials."""
    asked = read("trials", request.args)
    if len(request.args.getlist(FIELD)) > 1:  # each box is a field; a list of them reads better
        return Response.redirect(asked.address())
    return await _list(datasette, asked)


async def articles(datasette: Datasette, request: Request) -> Response:
    """The list of papers."""
    return await _list(datasette, read("articles", request.args))


async def _list(datasette: Datasette, asked: Asked) -> Response:
    held = await holdings(datasette)
    ids = await ids_of_page(datasette, asked)
    told = await figures(datasette, asked)
    shown_now = await cards(datasette, asked.kind, ids, asked.words)
    pages = ceil(told.total / asked.size)
    offered = select.sorts(asked, held)
    given: dict[str, Any] = {
        "asked": asked,
        "figures": told,
        "by_study": select.by_study(asked),
        "cards": shown_now,
        "facets": [] if told.counts is None else shown.shown(asked, told.counts, held, told.total),
        "active": shown.active(asked, held),
        "sorts": offered,
        "sort": asked.sort or offered[0].name,
        "pages": pages,
        "first": (asked.page - 1) * asked.size + 1,
        "endings": endings(asked.kind),
        "table_endings": [form.ending for form in TABLE_FORMATS.values()],
        "columns": await once(datasette, ("columns", asked.kind), _columns(asked.kind)),
        "tray": tray(asked.compare, f"/{asked.kind}", asked.fields(), ids)
        if asked.kind == "trials"
        else None,
        "compared": await _compared(datasette, asked, told.total),
    }
    return page(datasette, f"list_{asked.kind}.html", given | {"at_desk": is_on(site(datasette))})


def _columns(kind: Kind) -> Callable[[sqlite3.Connection], tuple[tuple[str, str], ...]]:
    """The columns (name, label) that the table of a whole list has; none in too old a file."""
    made = trial_table if kind == "trials" else paper_table

    def work(connection: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
        try:
            return made(connection, ()).columns
        except sqlite3.OperationalError:  # the downloads say what brings the file up to date
            return ()

    return work


async def _compared(datasette: Datasette, asked: Asked, total: int) -> str | None:
    """The comparison of a whole list of trials, in its order; None where that is too many."""
    if asked.kind != "trials" or not 0 < total <= MOST:
        return None
    whole_list = asked.changed(view="cards", most=MOST)
    return comparison(tuple(await ids_of_page(datasette, whole_list)))


ROUTES = [(r"^/trials$", trials), (r"^/articles$", articles)]
