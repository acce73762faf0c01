"""How fresh the data are, what the last runs did, and what could not be read."""

import json
import sqlite3
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from harvest.site.page import age_hours, page, read, site

_PARTS = ("status_counts", "status_searches", "status_runs", "status_queries", "status_quarantine")


async def status(datasette: Datasette, request: Request) -> Response:
    """The page for people."""
    parts = await read(datasette, *((part, {}) for part in _PARTS))
    shown = {name.removeprefix("status_"): rows for name, rows in zip(_PARTS, parts, strict=True)}
    return page(datasette, "status.html", {**shown, "age_hours": age_hours(site(datasette))})


async def status_json(datasette: Datasette, request: Request) -> Response:
    """The same for machines; times in UTC."""
    of = site(datasette)
    parts = await read(datasette, *((part, {}) for part in _PARTS))
    facts = of.database.generation.facts
    age = age_hours(of)
    answer: dict[str, Any] = {
        "generation": facts["generation"],
        "published_at": facts["published_at"],
        "last_complete": facts["last_complete"],
        "age_hours": None if age is None else round(age, 1),
        "stale": age is None or age > of.config.serve.stale_after_hours,
        "sample": of.sample,
        "software": facts["software"],
        "content_hash": facts["content_hash"],
        "tables": json.loads(str(facts["counts"])),
        **{
            name.removeprefix("status_"): _plain(rows)
            for name, rows in zip(_PARTS, parts, strict=True)
        },
    }
    return Response.json(answer, headers={"cache-control": "no-cache"})


def _plain(rows: list[sqlite3.Row]) -> list[dict[str, Any]]:
    return [dict(row) for row in rows]


ROUTES = [(r"^/status$", status), (r"^/status\.json$", status_json)]
