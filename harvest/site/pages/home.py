"""The home page."""

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from harvest.queries import AUDIENCES, RELEVANT, load
from harvest.site.cache import once
from harvest.site.lists.answer import cards
from harvest.site.page import Rows, fetch, page

_PARTS = ("home_counts", "home_statuses", "home_newest", "home_papers")
_QUERIES = 7
"""Saved queries shown for each audience."""


async def home(datasette: Datasette, request: Request) -> Response:
    """What the base holds, how fresh it is, and the ways into it."""
    bound = {"relevant": RELEVANT}
    parts: list[Rows] = await once(
        datasette, "home", lambda db: [fetch(db, name, bound) for name in _PARTS]
    )
    counts, statuses, newest, papers = parts
    asked = [(name, [q for q in load() if q.audiences[0] == name]) for name in AUDIENCES]
    shown = {
        "counts": counts[0],
        "statuses": statuses,
        "newest": await cards(datasette, "trials", [row["id"] for row in newest]),
        "papers": await cards(datasette, "articles", [row["id"] for row in papers]),
        "asked": [(name, queries[:_QUERIES]) for name, queries in asked if name != "operator"],
        "queries": len(load()),
    }
    return page(datasette, "home.html", shown)


ROUTES = [(r"^/$", home)]
