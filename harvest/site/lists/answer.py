"""What a list of trials or papers answers: its records, its figures, its cards."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils import sqlite_timelimit

from harvest.export import FORMATS, ReferenceFormat
from harvest.facets import Card, Facet, facets
from harvest.fulltext import match_expression
from harvest.site.cache import once
from harvest.site.catalog import Holdings, holdings
from harvest.site.context import SETTINGS
from harvest.site.lists import select, shown
from harvest.site.lists.asked import Args, Asked, read
from harvest.site.lists.facets import Kind
from harvest.site.lists.index import Fetch, Index, Mask, build
from harvest.site.page import Rows, site, statement

ENDINGS = tuple(f".{form.ending}" for form in FORMATS.values())
"""What may stand behind the address of a list, to download it whole."""
OTHER_ENDINGS = tuple(
    f".{form.ending}"
    for form in FORMATS.values()
    if not isinstance(form, ReferenceFormat) or not form.pubmed_only
)
"""The same for what PubMed does not have: trials, and papers from elsewhere."""


def endings(kind: Kind) -> tuple[str, ...]:
    """The endings for lists of that kind."""
    return OTHER_ENDINGS if kind == "trials" else ENDINGS


COUNTING = 3_000
UNHURRIED = 60_000
"""Milliseconds for the counts of a list with filters, and of one without."""


async def filtered_ids(datasette: Datasette, kind: Kind, args: Args) -> list[str]:
    """The ids of a whole filtered list, in its order: what its downloads hold.

    Raises datasette.database.QueryInterrupted where that takes longer than the time limit.
    """
    return await whole(datasette, read(kind, args))


async def whole(datasette: Datasette, asked: Asked) -> list[str]:
    """The ids of the whole list, in its order. Raises as filtered_ids does."""
    return await _ids(datasette, select.whole(asked, await holdings(datasette)))


@dataclass(frozen=True, slots=True)
class Figures:
    """How many records a list has, how many it leaves out, and its counts (None: too costly).

    ``total`` counts what the list shows: studies or registrations; of papers both are the same.
    """

    total: int
    left_out: int
    counts: shown.Counts | None
    studies: int
    registrations: int


async def figures(
    datasette: Datasette, asked: Asked, only: tuple[str, ...] | None = None
) -> Figures:
    """The figures of a list, kept until the next publication; counts of some facets ``only``."""
    held = await holdings(datasette)
    asked = asked.filters
    known = _known(datasette, asked.kind, held)
    work = _figures(asked, held, only) if known is None else _counted(asked, held, only, known)
    return await once(datasette, ("figures", asked, only), work)


async def only_touching(datasette: Datasette) -> dict[Kind, int]:
    """How many trials and papers the lists leave out, as they only touch the topic."""
    kinds: tuple[Kind, ...] = ("trials", "articles")
    return {kind: (await figures(datasette, Asked(kind), ())).left_out for kind in kinds}


def index_of(datasette: Datasette, kind: Kind, held: Holdings) -> asyncio.Future[Index]:
    """The index of the file, read once."""
    return once(datasette, ("index", kind), build(kind, held), patient=True)


async def filtered_index(datasette: Datasette, asked: Asked) -> tuple[Index, Mask]:
    """The index of the file, and which of its records a list has. Waits until it is read."""
    held = await holdings(datasette)
    index = await index_of(datasette, asked.kind, held)

    def work(connection: sqlite3.Connection) -> Mask:
        return index.filtered(asked, held, _fetcher(connection)).listed

    return index, await once(datasette, ("mask", asked.filters), work)


def _known(datasette: Datasette, kind: Kind, held: Holdings) -> Index | None:
    """The index of the file; None until it is read, so that nobody waits for it."""
    index = index_of(datasette, kind, held)
    return index.result() if index.done() else None


def _counted(
    asked: Asked, held: Holdings, only: tuple[str, ...] | None, index: Index
) -> Callable[[sqlite3.Connection], Figures]:
    def work(connection: sqlite3.Connection) -> Figures:
        try:
            filtered = index.filtered(asked, held, _fetcher(connection))
        except QueryInterrupted:
            return _figures(asked, held, only)(connection)
        listed = index.sizes(filtered.listed)
        total, every = (_shown(asked, each) for each in (listed, index.sizes(filtered.every)))
        return Figures(total, every - total, index.counts(asked, filtered, only), *listed)

    return work


def _fetcher(connection: sqlite3.Connection) -> Fetch:
    return lambda wanted: _fetch(connection, wanted)[0]


def _figures(
    asked: Asked, held: Holdings, only: tuple[str, ...] | None
) -> Callable[[sqlite3.Connection], Figures]:
    def work(connection: sqlite3.Connection) -> Figures:
        counts: shown.Counts | None = None
        try:
            # Without filters they are worked out once for all, however long it takes.
            limit = COUNTING if asked.is_narrowed else UNHURRIED
            with sqlite_timelimit(connection, limit):
                first, *others = select.counts(asked, held, only)
                rows = connection.execute(*first).fetchall()
                told = {of: records for facet, of, records in rows if not facet}
                listed = told["studies"], told["registrations"]
                for other in others:
                    rows += connection.execute(*other).fetchall()
                counts = shown.counted(row for row in rows if row[0])
        except sqlite3.OperationalError as error:
            if error.args != ("interrupted",):
                raise
            listed = _sizes(connection, select.total(asked, held))
        total = _shown(asked, listed)
        left_out = 0
        if select.leaves_out(asked, held):
            every = _sizes(connection, select.total(asked.changed(everything=True), held))
            left_out = _shown(asked, every) - total
        return Figures(total, left_out, counts, *listed)

    return work


def _sizes(connection: sqlite3.Connection, wanted: select.Statement) -> tuple[int, int]:
    studies, registrations = connection.execute(*wanted).fetchone()
    return studies, registrations


def _shown(asked: Asked, sizes: tuple[int, int]) -> int:
    """Of studies and registrations, the number of what a list shows."""
    return sizes[not select.by_study(asked)]


async def ids_of_page(datasette: Datasette, asked: Asked) -> list[str]:
    """The ids of one page of a list, kept until the next publication."""
    held = await holdings(datasette)
    asked = replace(asked, compare=())
    index = _known(datasette, asked.kind, held)

    def work(connection: sqlite3.Connection) -> list[str]:
        if index is None:
            return _fetch(connection, select.page(asked, held))
        return index.page(asked, held, _fetcher(connection))

    return await once(datasette, ("page", asked), work)


async def _ids(datasette: Datasette, wanted: select.Statement) -> list[str]:
    found: list[str] = await site(datasette).database.execute_fn(
        lambda connection: _fetch(connection, wanted)
    )
    return found


def _fetch(connection: sqlite3.Connection, wanted: select.Statement) -> list[Any]:
    """The first column of a statement."""
    try:
        with sqlite_timelimit(connection, SETTINGS["sql_time_limit_ms"]):
            return [row[0] for row in connection.execute(*wanted)]
    except sqlite3.OperationalError as error:
        if error.args != ("interrupted",):
            raise
        raise QueryInterrupted(error, wanted.sql, wanted.bound) from error


@dataclass(slots=True)
class Line:
    """What facets say of a record in one line of its card: the values of each of them."""

    instead_of: str
    values: list[list[str]]

    @property
    def text(self) -> str:
        """The values as they are read one after another."""
        return " ".join(map(", ".join, self.values))

    @property
    def listed(self) -> str:
        """The values as a cell of a table has them."""
        return ", ".join(value for values in self.values for value in values)


Lines = dict[str, Line]


@dataclass(frozen=True, slots=True)
class Cards:
    """The records of one page; ``found`` (title and snippet, marked) and ``lines`` by id.

    ``columns`` name those of the lines that a table of these records has a column for.
    """

    rows: Rows
    found: dict[str, sqlite3.Row]
    lines: dict[str, Lines]
    columns: tuple[str, ...]


async def cards(datasette: Datasette, kind: Kind, ids: Iterable[str], words: str = "") -> Cards:
    """The rows that cards are made of, in the order of the ids."""
    held = await holdings(datasette)
    wanted = {"ids": json.dumps(list(ids))}

    def work(connection: sqlite3.Connection) -> Cards:
        rows = connection.execute(statement(f"list_{kind}"), wanted).fetchall()
        found: dict[str, sqlite3.Row] = {}
        if words:
            bound = wanted | {"match": match_expression(words)}
            rows_found = connection.execute(statement(f"list_{kind}_found"), bound)
            found = {row["id"]: row for row in rows_found}
        lines = _lines(connection, wanted["ids"], held) if kind == "trials" else {}
        shown = {title for of in lines.values() for title in of}
        return Cards(rows, found, lines, tuple(title for title in _columns() if title in shown))

    made: Cards = await site(datasette).database.execute_fn(work)
    return made


def _on_cards() -> list[tuple[Facet, Card]]:
    found = [(facet, facet.card) for facet in facets() if facet.card]
    return sorted(found, key=lambda pair: (pair[1].place, pair[0].name))


def _columns() -> Iterable[str]:
    return dict.fromkeys(card.line for _, card in _on_cards() if card.column)


def _lines(connection: sqlite3.Connection, ids: str, held: Holdings) -> dict[str, Lines]:
    """The lines of each card, in the order in which cards have them."""
    on_cards = _on_cards()
    bound = {"ids": ids, "facets": json.dumps([facet.name for facet, _ in on_cards])}
    said: dict[str, dict[str, list[str]]] = {}
    words = {facet.name: facet.words for facet, _ in on_cards}
    for id_, name, value, label in connection.execute(statement("list_facets"), bound):
        text = held.label(words[name], value) if words[name] else label
        said.setdefault(id_, {}).setdefault(name, []).append(text)
    found: dict[str, Lines] = {}
    for id_, values in said.items():
        lines = found[id_] = {}
        for facet, card in on_cards:
            if facet.name in values:
                line = lines.setdefault(card.line, Line(card.instead_of, []))
                line.values.append(values[facet.name])
    return found
