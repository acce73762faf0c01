"""The first records of a filtered list, for pages about a term, a topic or a sponsor."""

import sqlite3
from dataclasses import dataclass

from datasette.app import Datasette
from datasette.utils import sqlite_timelimit

from harvest.site.app import SETTINGS
from harvest.site.holdings import holdings
from harvest.site.lists import select
from harvest.site.lists.asked import Asked
from harvest.site.page import site
from harvest.site.pages.lists import Cards, cards

MOST = 8


@dataclass(frozen=True, slots=True)
class Shelf:
    """The first records as cards, how many there are, and the address of the whole list."""

    total: int
    cards: Cards
    address: str
    asked: Asked


async def shelf(datasette: Datasette, asked: Asked, most: int = MOST) -> Shelf:
    """The beginning of what the list of ``asked`` shows."""
    held = await holdings(datasette)

    total_of, page_of = select.total(asked, held), select.page(asked, held)

    def work(connection: sqlite3.Connection) -> tuple[int, list[str]]:
        with sqlite_timelimit(connection, SETTINGS["sql_time_limit_ms"]):
            total = int(connection.execute(*total_of).fetchone()[0])
            ids = [str(row[0]) for row in connection.execute(*page_of)]
        return total, ids[:most]

    total, ids = await site(datasette).database.execute_fn(work)
    return Shelf(total, await cards(datasette, asked.kind, ids), asked.address(), asked)
