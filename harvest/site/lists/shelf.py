"""The first records of a filtered list, for pages about a term, a topic or a sponsor."""

from dataclasses import dataclass, replace

from datasette.app import Datasette

from harvest.site.lists.answer import Cards, cards, endings, figures, ids_of_page
from harvest.site.lists.asked import Asked

MOST = 8


@dataclass(frozen=True, slots=True)
class Shelf:
    """The first records as cards, how many there are, and the address of the whole list."""

    total: int
    cards: Cards
    address: str
    asked: Asked
    endings: tuple[str, ...]


async def shelf(datasette: Datasette, asked: Asked, most: int = MOST) -> Shelf:
    """The beginning of what the list of ``asked`` shows."""
    told = await figures(datasette, asked, ())
    ids = await ids_of_page(datasette, replace(asked, most=most)) if told.total else []
    shown = await cards(datasette, asked.kind, ids)
    return Shelf(told.total, shown, asked.address(), asked, endings(asked.kind))
