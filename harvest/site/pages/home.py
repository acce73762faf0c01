"""The home page: what is new first, then what is expected, what is asked and what is here."""

import json
import sqlite3
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from harvest.queries import RELEVANT, load
from harvest.site import words
from harvest.site.cache import once
from harvest.site.cached_page import kept_page
from harvest.site.catalog import Holdings, holdings
from harvest.site.front import asked, news
from harvest.site.page import fetch, site
from harvest.site.pages.readouts import expected, overdue
from harvest.site.parts.over_time import registrations_picture

MONTHS = 6
"""How far the readouts look ahead."""
READOUTS = 5
"""Readouts shown; the page of readouts has all."""

_PARTS = {
    "statuses": "home_statuses",
    "newest": "home_newest",
    "papers": "home_papers",
    "freshness": "home_freshness",
}


async def home(datasette: Datasette, request: Request) -> Response:
    """What the base holds, how fresh it is, and the ways into it."""
    return await kept_page(datasette, "home.html", None, await made(datasette))


async def made(datasette: Datasette) -> dict[str, Any]:
    """All that the page shows, worked out once for a publication."""
    held = await holdings(datasette)
    day = str(site(datasette).database.generation.facts["published_at"])[:10]
    coming, late = await expected(datasette, MONTHS), await overdue(datasette)
    found = await once(datasette, "home", lambda connection: _read(connection, held, day))
    return found | {
        "months": MONTHS,
        "coming": coming,
        "shown_readouts": READOUTS,
        "overdue": late[0]["every"] if late else 0,
    }


def _read(connection: sqlite3.Connection, held: Holdings, day: str) -> dict[str, Any]:
    bound = {"relevant": RELEVANT}
    [counts] = fetch(connection, "home_counts", bound)
    by_year = fetch(connection, "landscape/by_year", bound)
    return {
        "counts": counts,
        "news": news.read(connection, held, day),
        "picture": registrations_picture(by_year, counts["unregistered"]),
        "asked": asked.offered(connection),
        "queries": len(load()),
        "registries": words.registries(),
        "from_json": json.loads,
        **{part: fetch(connection, name, bound) for part, name in _PARTS.items()},
    }


ROUTES = [(r"^/$", home)]
