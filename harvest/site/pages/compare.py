"""Chosen trials side by side, and the table of included studies that a review needs of them.

The choice stands in the address, so it can be kept, shared and changed without a script.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from harvest.errors import UsageError
from harvest.export import FORMATS, TABLE_FORMATS, ReferenceFormat
from harvest.export.saved import notes
from harvest.export.tables import Exhibit
from harvest.site.catalog import Holdings, holdings
from harvest.site.charts import Picture
from harvest.site.lists.tray import FIELD, MOST, comparison, numbers
from harvest.site.page import Rows, fetch, page, site
from harvest.site.parts.compared.comparison import Comparison, compared, study_table
from harvest.site.parts.compared.measured import Scale, scales
from harvest.site.parts.compared.pictures import side_by_side
from harvest.site.parts.compared.taken_along import exhibits
from harvest.site.parts.downloads import ENDING, columns, download, table
from harvest.site.parts.imprint import imprint

SIDE_BY_SIDE = 8
"""Trials next to each other; more are only in the table."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The trials asked for; ``unknown`` are those that are not held."""

    ids: tuple[str, ...]
    unknown: tuple[str, ...]
    comparison: Comparison | None
    outcomes: Sequence[Scale] = ()
    studies: tuple[tuple[str, ...], ...] = ()
    """Of studies with several registrations, all of these"""


async def compare(datasette: Datasette, request: Request) -> Response:
    """The page; numbers added by its form, or ticked in a list, move into the address."""
    asked = numbers(" ".join(request.args.getlist("ids")))
    added = numbers(" ".join((*request.args.getlist("add"), *request.args.getlist(FIELD))))
    if added or len(request.args.getlist("ids")) > 1:
        return Response.redirect(comparison((*asked, *added)))
    chosen = await _chosen(datasette, asked[:MOST])
    typed = [" ".join(request.args.getlist(name)).strip() for name in ("add", "ids")]
    shown = {
        "not_numbers": next((text for text in typed if text and not numbers(text)), ""),
        "chosen": chosen,
        "asked": asked,
        "most": MOST,
        "side_by_side": SIDE_BY_SIDE,
        "with_all": lambda numbers: comparison((*chosen.ids, *numbers)),
        "without": lambda trial_id: comparison(tuple(i for i in chosen.ids if i != trial_id)),
        "files": [
            (
                f"/compare.{form.ending}?{urlencode({'ids': ','.join(chosen.ids)})}",
                form.long_label,
                form.ending,
            )
            for form in FORMATS.values()
            if not isinstance(form, ReferenceFormat) or not form.pubmed_only
        ],
        "table_endings": [form.ending for form in TABLE_FORMATS.values()],
        "again": comparison(chosen.ids),
        "pictures": _pictures(chosen, datasette),
        "table": None if chosen.comparison is None else study_table(chosen.comparison, ()),
    }
    return page(datasette, "compare.html", shown)


async def export(datasette: Datasette, request: Request) -> Response:
    """The table as a file with its sources, or the trials as references."""
    asked = numbers(request.args.get("ids") or "")[:MOST]
    held = await holdings(datasette)
    columns_chosen = columns(request)

    def make(connection: sqlite3.Connection, form: str) -> bytes:
        chosen = choose(connection, asked, held)
        if chosen.comparison is None:
            raise UsageError("ids: no known trial; give trial numbers, as in ?ids=NCT01234567")
        of_tables = TABLE_FORMATS.get(form)
        made = study_table(chosen.comparison, notes(connection) if of_tables else ())
        if of_tables and (takes := of_tables.exhibits):
            made = replace(made, exhibits=_exhibits(chosen, datasette, drawn=takes == "pictures"))
        return table(connection, made, form, ids=chosen.ids, columns=columns_chosen)

    return await download(datasette, request, "characteristics-of-studies", make)


def _exhibits(chosen: Chosen, datasette: Datasette, *, drawn: bool) -> tuple[Exhibit, ...]:
    of = site(datasette)
    below = [*imprint(of), f"Shown at {of.config.serve.base_url or ''}/compare."]
    outcomes = chosen.outcomes if len(chosen.ids) <= SIDE_BY_SIDE else ()
    made = exhibits(_pictures(chosen, datasette), outcomes, chosen.ids, below, drawn=drawn)
    return tuple(made)


async def _chosen(datasette: Datasette, asked: tuple[str, ...]) -> Chosen:
    held = await holdings(datasette)
    found: Chosen = await site(datasette).database.execute_fn(
        lambda connection: choose(connection, asked, held)
    )
    return found


def choose(connection: sqlite3.Connection, asked: tuple[str, ...], held: Holdings) -> Chosen:
    """The trials of these numbers; a former number stands for its present one."""
    aliases = fetch(connection, "compare_aliases", {"ids": json.dumps(asked)})
    present = {row["alias"]: row["id"] for row in aliases}
    ids = tuple(dict.fromkeys(present.get(number, number) for number in asked))
    bound = {"ids": json.dumps(ids)}
    trials = fetch(connection, "compare", bound)
    here = tuple(row["trial_id"] for row in trials)
    facts = fetch(connection, "compare_facets", bound) if "facets" in held.tables else []
    outcomes = (
        scales(fetch(connection, "compare_outcomes", bound))
        if "outcome_times" in held.tables
        else []
    )
    return Chosen(
        here,
        tuple(number for number in ids if number not in here),
        compared(trials, facts, held, outcomes) if trials else None,
        outcomes,
        _studies(fetch(connection, "compare_registrations", {"ids": json.dumps(here)})),
    )


def _pictures(chosen: Chosen, datasette: Datasette) -> list[Picture]:
    if chosen.comparison is None or len(chosen.ids) < 2:
        return []
    published = str(site(datasette).database.generation.facts["published_at"])
    return side_by_side(chosen.comparison.trials, date.fromisoformat(published[:10]))


def _studies(rows: Rows) -> tuple[tuple[str, ...], ...]:
    studies = groupby(rows, key=lambda row: row["study_id"])
    found = (tuple(row["trial_id"] for row in group) for _, group in studies)
    return tuple(numbers for numbers in found if len(numbers) > 1)


ROUTES = [(r"^/compare$", compare), (rf"^/compare\.{ENDING}$", export)]
