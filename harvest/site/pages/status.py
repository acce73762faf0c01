"""How fresh the data are, what the last runs did, and what could not be read."""

import json
import sqlite3
from dataclasses import asdict
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from harvest.dates import ago
from harvest.site import words
from harvest.site.cache import once
from harvest.site.page import age, fetch, page, refused, site
from harvest.site.parts.cells import td
from harvest.strategy import not_found

_PARTS = (
    "status_counts",
    "status_searches",
    "status_completeness",
    "status_runs",
    "status_queries",
    "status_quarantine",
)


async def status(datasette: Datasette, request: Request) -> Response:
    """The page for people."""
    parts = await _parts(datasette)
    old = age(site(datasette))
    shown = {**parts, "age": None if old is None else ago(old), "words": words, "td": td}
    return page(datasette, "status.html", shown)


async def status_json(datasette: Datasette, request: Request) -> Response:
    """The status page as JSON, for programs; times in UTC."""
    of = site(datasette)
    parts = await _parts(datasette)
    facts = of.database.generation.facts
    old = age(of)
    hours = None if old is None else old.total_seconds() / 3600
    note = refused(of)
    answer: dict[str, Any] = {
        "generation": facts["generation"],
        "published_at": facts["published_at"],
        "last_complete": facts["last_complete"],
        "first_harvest_incomplete": bool(facts.get("unfinished")),
        "missing": json.loads(str(facts.get("missing", "[]"))),
        "age_hours": None if hours is None else round(hours, 1),
        "refused": None if note is None else {"at": note.at, "reason": note.reason},
        "stale": hours is None or hours > of.config.serve.stale_after_hours,
        "sample": of.sample,
        "software": facts["software"],
        "content_hash": facts["content_hash"],
        "tables": json.loads(str(facts["counts"])),
        **{name: _plain(rows) for name, rows in parts.items()},
    }
    return Response.json(answer, headers={"cache-control": "no-cache"})


async def _parts(datasette: Datasette) -> dict[str, Any]:
    return await once(
        datasette,
        "status",
        lambda connection: {
            **{part.removeprefix("status_"): fetch(connection, part, {}) for part in _PARTS},
            "words_not_found": [asdict(each) for each in not_found.read(connection)],
        },
    )


def _plain(rows: list[sqlite3.Row]) -> list[dict[str, Any]]:
    return [dict(row) for row in rows]


ROUTES = [(r"^/status$", status), (r"^/status\.json$", status_json)]
