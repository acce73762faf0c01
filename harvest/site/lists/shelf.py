"""The first records of a filtered list, for pages about a term, a topic or a sponsor."""

from dataclasses import dataclass, replace

from datasette.app import Datasette
from datasette.utils.asgi import Request

from harvest.site.lists.answer import Cards, cards, endings, figures, ids_of_page
from harvest.site.lists.asked import Asked
from harvest.site.lists.tray import FIELD, Tray, ticked, tray

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


def tray_of(request: Request, *shelves: Shelf | None) -> Tray:
    """The tray of a page with shelves of trials."""
    shown = (row["trial_id"] for each in shelves if each for row in each.cards.rows)
    return tray(kept(request), request.path, (), shown)


def kept(request: Request) -> tuple[str, ...]:
    """The trials that are ticked in the address of a request."""
    return ticked(request.args.getlist(FIELD))
