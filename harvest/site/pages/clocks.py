"""The three clocks for results: how many trials stand where, and which."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest.evidence.reporting.clocks import RULES
from harvest.queries import RELEVANT
from harvest.site.cache import once
from harvest.site.catalog import Holdings, holdings
from harvest.site.page import fetch, page, read, site
from harvest.site.parts.cells import badge
from harvest.site.words import field, value

ROWS = 50
STATES = (
    "overdue", "returned", "in review", "running", "met", "met late", "exempt", "not applicable",
    "unknown",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A trial under the clock that was asked for; ``read`` says which fields decided."""

    row: Any
    read: tuple[tuple[str, str], ...]
    others: tuple[dict[str, Any], ...]


async def clocks(datasette: Datasette, request: Request) -> Response:
    """One clock and one state of it at a time, so that they are never mixed."""
    held = await holdings(datasette)
    if "clocks" not in held.tables:
        raise NotFound("This database has no results deadlines.")
    given = request.args.get("page") or ""
    number = int(given) if given.isdecimal() and 0 < len(given) < 6 and int(given) else 1
    states = await once(
        datasette,
        "clocks",
        lambda connection: fetch(connection, "clocks_counts", {"relevant": RELEVANT}),
    )
    counts = {(row["clock"], row["state"]): row["trials"] for row in states}
    clock, state = _asked(request, counts)
    today = str(site(datasette).database.generation.facts["published_at"])[:10]
    asked = {
        "clock": clock,
        "state": state,
        "today": today,
        "relevant": RELEVANT,
        "limit": ROWS,
        "offset": (number - 1) * ROWS,
    }
    [rows] = await read(datasette, ("clocks_list", asked))
    total = counts.get((clock, state), 0)
    shown = {
        "clock": clock,
        "state": state,
        "rules": RULES,
        "labels": {row["clock"]: row["clock_label"] for row in states},
        "states": [name for name in STATES if any(row["state"] == name for row in states)],
        "counts": counts,
        "lines": [_line(row, clock, held) for row in rows],
        "total": total,
        "number": number,
        "pages": ceil(total / ROWS),
        "today": today,
        "badge": badge,
        "here": lambda clock, state, page=1: _address(clock, state, page),
    }
    return page(datasette, "clocks.html", shown)


def _line(row: Any, clock: str, held: Holdings) -> Line:
    decided = json.loads(row["fields"])
    return Line(
        row,
        tuple((field(name), value(name, str(read), held)) for name, read in decided.items()),
        tuple(other for other in json.loads(row["clocks"]) if other["clock"] != clock),
    )


def _asked(request: Request, counts: Mapping[tuple[str, str], int]) -> tuple[str, str]:
    """The clock and the state to show: as asked, or the first that has trials."""
    clock, state = request.args.get("clock"), request.args.get("state")
    known = [(c, s) for s in STATES for c in RULES if clock in (c, None) and state in (s, None)]
    known = known or [(c, s) for s in STATES for c in RULES]
    return next((pair for pair in known if counts.get(pair)), known[0])


def _address(clock: str, state: str, number: int) -> str:
    fields = [("clock", clock), ("state", state)] + ([("page", str(number))] if number > 1 else [])
    return f"/clocks?{urlencode(fields)}"


ROUTES = [(r"^/clocks$", clocks)]
