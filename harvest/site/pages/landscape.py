"""The field in pictures."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest import __version__
from harvest.facets import facet
from harvest.packs.reading import packs
from harvest.queries import RELEVANT
from harvest.site.cache import once
from harvest.site.cached_page import kept_page
from harvest.site.catalog import holdings
from harvest.site.charts import Picture, as_png, as_svg
from harvest.site.context import Site
from harvest.site.page import Rows, conditional, site, statement
from harvest.site.parts import landscape, over_time, sizes
from harvest.site.parts.imprint import imprint

TYPES = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png"}
"""The files that a picture is had as, by their endings."""


async def view(datasette: Datasette, request: Request) -> Response:
    """Every picture, and what is counted in them."""
    shown = {"pictures": await pictures(datasette), "counted": await _counted(datasette)}
    return await kept_page(datasette, "landscape.html", None, shown)


async def file(datasette: Datasette, request: Request) -> Response:
    """One picture as a file, with title, source and date in it."""
    name, ending = request.url_vars["name"], request.url_vars["ending"]
    found = next((each for each in await pictures(datasette) if each.name == name), None)
    if found is None or not found.svg:
        raise NotFound(f"No picture {name} is drawn here; see /landscape.")
    of = site(datasette)
    svg = as_svg(found, _below(of, found))
    body = svg
    if ending == "png":
        body = await once(datasette, ("png", name), lambda _: as_png(svg), patient=True)
    return conditional(
        request, body, TYPES[ending], str(of.database.generation.facts["published_at"])
    )


def _below(of: Site, picture: Picture) -> list[str]:
    page = f"{of.config.serve.base_url or ''}/landscape#{picture.name}"
    lines = (
        picture.note,
        *imprint(of),
        f"Query: {picture.query}.sql of harvest {__version__}, shown at {page}.",
    )
    return [line for line in lines if line]


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

    def rows(name: str, **bound: float | str) -> Rows:
        bound |= {"relevant": RELEVANT}
        return connection.execute(statement(f"landscape/{name}"), bound).fetchall()

    def timeline() -> Picture:
        started = rows("timeline", limit=over_time.SPANS)
        ids = json.dumps([row["trial_id"] for row in started])
        by = [facet.name for facet in over_time.giving()]
        given = rows("given", trials=ids, facets=json.dumps(by)) if "facets" in tables else []
        return over_time.timeline_picture(started, today, without["without_start"], given)

    def by_facets() -> Iterator[Picture]:
        """Those of the packs in use, as far as trials have values of both facets."""
        for given in (picture for pack in packs() for picture in pack.pictures):
            of, by = facet(given.rows), facet(given.columns)
            if of is None or by is None:
                continue
            words = {"row_words": of.words, "column_words": by.words}
            if found := rows("two_facets", rows=of.name, columns=by.name, **words):
                yield landscape.facets_picture(given, found, of, by)

    [without] = rows("left_out")
    drawn: dict[str, Callable[[], Picture | list[Picture] | None]] = {
        "timeline": timeline,
        "phase_status": lambda: landscape.phase_status_picture(rows("phase_status")),
        "two_facets": lambda: [*by_facets()] if "facets" in tables else [],
        "countries": lambda: landscape.map_picture(
            rows("sites", limit=landscape.PLACES + 1),
            rows("countries"),
            without["sites_without_place"],
            without["without_country"],
        ),
        "by_year": lambda: over_time.years_picture(
            rows("by_year"), without["without_registration"], without["papers_without_year"]
        ),
        "sizes": lambda: sizes.sizes_picture(rows("sizes"), without["without_size"]),
        "sponsors": lambda: landscape.sponsors_picture(
            rows("sponsors"), without["without_sponsor"]
        ),
        "events": lambda: over_time.events_picture(rows("events")) if "changes" in tables else None,
    }
    found = ((name, build()) for name, build in drawn.items())
    return [
        replace(picture, query=f"landscape/{name}")
        for name, made in found
        for picture in (made if isinstance(made, list) else [made])
        if picture is not None
    ]


ROUTES = [
    (r"^/landscape$", view),
    (rf"^/landscape/(?P<name>[a-z-]{{1,40}})\.(?P<ending>{'|'.join(TYPES)})$", file),
]
