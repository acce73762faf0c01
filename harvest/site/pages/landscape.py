"""The field in pictures."""

import sqlite3
from collections.abc import Callable
from datetime import date

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from harvest.queries import RELEVANT
from harvest.site.cache import once
from harvest.site.cached_page import kept_page
from harvest.site.catalog import holdings
from harvest.site.charts import Picture
from harvest.site.page import Rows, site, statement
from harvest.site.parts import landscape, over_time, sizes


async def view(datasette: Datasette, request: Request) -> Response:
    """Every picture, and what is counted in them."""
    shown = {"pictures": await pictures(datasette), "counted": await _counted(datasette)}
    return await kept_page(datasette, "landscape.html", None, shown)


async def _counted(datasette: Datasette) -> Rows:
    return await once(
        datasette,
        "landscape counts",
        lambda connection: connection.execute(
            statement("landscape/left_out"), {"relevant": RELEVANT}
        ).fetchall(),
    )


async def pictures(datasette: Datasette) -> list[Picture]:
    """All of them, drawn once for a publication, as none depends on what is asked."""
    tables = (await holdings(datasette)).tables
    today = date.fromisoformat(str(site(datasette).database.generation.facts["published_at"])[:10])
    return await once(
        datasette, "landscape", lambda connection: draw(connection, tables, today), patient=True
    )


def draw(connection: sqlite3.Connection, tables: frozenset[str], today: date) -> list[Picture]:
    """The pictures of a public file that has these tables, on the day that it was published."""

    def rows(name: str, **bound: float) -> Rows:
        bound |= {"relevant": RELEVANT}
        return connection.execute(statement(f"landscape/{name}"), bound).fetchall()

    [without] = rows("left_out")
    drawn: list[Callable[[], Picture | None]] = [
        lambda: over_time.timeline_picture(
            rows("timeline", limit=over_time.SPANS), today, without["without_start"]
        ),
        lambda: landscape.phase_status_picture(rows("phase_status")),
        lambda: _sources(rows("source_aetiology")) if "facets" in tables else None,
        lambda: landscape.map_picture(
            rows("sites", limit=landscape.PLACES + 1),
            rows("countries"),
            without["sites_without_place"],
            without["without_country"],
        ),
        lambda: over_time.years_picture(
            rows("by_year"), without["without_registration"], without["papers_without_year"]
        ),
        lambda: sizes.sizes_picture(rows("sizes"), without["without_size"]),
        lambda: landscape.sponsors_picture(rows("sponsors"), without["without_sponsor"]),
        lambda: over_time.events_picture(rows("events")) if "changes" in tables else None,
    ]
    return [picture for build in drawn if (picture := build()) is not None]


def _sources(rows: Rows) -> Picture | None:
    return landscape.sources_picture(rows) if rows else None


ROUTES = [(r"^/landscape$", view)]
