"""Pages that gather trials and papers, by their address with an ending: ``/search.ris?q=…``.

A search, a topic, a MeSH term and a sponsor give references of both kinds in one file, or one table
of both; the whole characteristics of either kind are downloads of the lists that these pages lead
to. The list of sponsors is a table.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest.export import REFERENCE_FORMATS
from harvest.export.saved import mixed_table, notes
from harvest.export.tables import Table
from harvest.site.lists.answer import whole
from harvest.site.lists.asked import Asked
from harvest.site.lists.facets import Kind, facets
from harvest.site.page import read, read_one
from harvest.site.parts.downloads import (
    ENDING,
    TABLE_ENDING,
    columns,
    download,
    records,
    table,
)
from harvest.site.parts.sponsors import sponsors
from harvest.site.parts.topics import topics
from harvest.site.render.addresses import slug

_KINDS: tuple[Kind, ...] = ("trials", "articles")


async def search(datasette: Datasette, request: Request) -> Response:
    """All that matches, best first: trials, then papers."""
    words = (request.args.get("q") or "").replace("\x00", " ").strip()[:500]
    asked = [Asked(kind, words=words) for kind in _KINDS] if words else []
    return await _download(datasette, request, f"search-{slug(words)}"[:60], words, asked)


async def topic(datasette: Datasette, request: Request) -> Response:
    """The trials and papers of a topic."""
    found = (await topics(datasette)).get(request.url_vars["slug"])
    if found is None:
        raise NotFound("Topic not found.")
    chosen = ((found.facet, (found.value,)),)
    asked = [
        Asked(kind, chosen=chosen)
        for kind in _KINDS
        if any(facet.name == found.facet for facet in facets(kind))
    ]
    title = f"{found.title}: {found.label}"
    return await _download(datasette, request, f"topic-{found.slug}", title, asked)


async def mesh(datasette: Datasette, request: Request) -> Response:
    """The trials and papers under a MeSH term, narrower terms included."""
    ui = request.url_vars["ui"]
    term = await read_one(datasette, "mesh", ui=ui)
    if term is None:
        raise NotFound(f"No record here has the MeSH term {ui}.")
    under = (("under", (str(term["name"]),)),)
    asked = [Asked(kind, chosen=under, everything=True, show="registrations") for kind in _KINDS]
    return await _download(datasette, request, f"mesh-{ui}", str(term["name"]), asked)


async def sponsor(datasette: Datasette, request: Request) -> Response:
    """The trials of a sponsor, and the papers that report them."""
    found = (await sponsors(datasette)).find(request.url_vars["slug"])
    if found is None:
        raise NotFound("Sponsor not found.")
    bound = {"names": json.dumps(found.counted)}
    [papers] = await read(datasette, ("sponsor_papers", bound))
    chosen = (("sponsor", (found.name,)),)
    asked = [Asked("trials", chosen=chosen, everything=True, show="registrations")]
    others = [str(row["article_id"]) for row in papers]
    return await _download(datasette, request, f"sponsor-{found.slug}", found.name, asked, others)


async def sponsor_list(datasette: Datasette, request: Request) -> Response:
    """Every sponsor with its figures."""
    names = ("sponsor", "kind", "trials_led", "trials_supported", "recruiting", "completed",
             "with_results", "led_itself", "belongs_to", "members", "spellings")  # fmt: skip
    rows = [
        (s.name, s.kind, s.leads, s.supports, s.recruiting, s.completed, s.with_results,
         s.leads_itself, s.above.name if s.above else None, "; ".join(s.members),
         "; ".join(s.names))
        for s in (await sponsors(datasette)).values()
    ]  # fmt: skip

    chosen = columns(request)

    def make(connection: sqlite3.Connection, form: str) -> bytes:
        labelled = tuple((name, name.replace("_", " ").capitalize()) for name in names)
        made = Table("Sponsors", labelled, rows, notes(connection))
        return table(connection, made, form, columns=chosen)

    return await download(datasette, request, "sponsors", make)


async def _download(
    datasette: Datasette,
    request: Request,
    name: str,
    title: str,
    asked: Sequence[Asked],
    others: Sequence[str] = (),
) -> Response:
    ids = [id_ for each in asked for id_ in await whole(datasette, each)]
    make = _maker([*ids, *others], title, columns(request))
    return await download(datasette, request, name, make)


def _maker(
    ids: Sequence[str], title: str, chosen: Sequence[str]
) -> Callable[[sqlite3.Connection, str], bytes]:
    def make(connection: sqlite3.Connection, form: str) -> bytes:
        if form in REFERENCE_FORMATS:
            return records(connection, ids, form, chosen)
        made = mixed_table(connection, ids, title)
        return table(connection, made, form, columns=chosen)

    return make


ROUTES = [
    (rf"^/search\.{ENDING}$", search),
    (rf"^/topics/(?P<slug>[a-z0-9-]{{1,90}})\.{ENDING}$", topic),
    (rf"^/mesh/(?P<ui>[A-Z][0-9]{{3,12}})\.{ENDING}$", mesh),
    (rf"^/sponsors/(?P<slug>[a-z0-9-]{{1,80}})\.{ENDING}$", sponsor),
    (rf"^/sponsors\.{TABLE_ENDING}$", sponsor_list),
]
