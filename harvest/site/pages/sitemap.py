"""What programs ask for by fixed names: the sitemap, robots.txt and the icon of the site."""

import re
from collections.abc import Iterable
from math import ceil

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response
from lxml import etree

from harvest.queries import load
from harvest.site.page import NAVIGATION, read, site, static_file
from harvest.site.render.addresses import page_of
from harvest.site.serving.origin import own_address

MOST = 20_000
"""Addresses in one file; the protocol (sitemaps.org) allows 50,000."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_TABLES = {"trials": "trials", "articles": "articles", "mesh": "mesh_terms"}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


async def index(datasette: Datasette, request: Request) -> Response:
    """The files of the sitemap."""
    counts = site(datasette).database.generation.counts
    names = ["pages"]
    for kind, table in _TABLES.items():
        names += [f"{kind}-{n + 1}" for n in range(ceil(counts[table] / MOST))]
    base = _base(datasette, request)
    return _xml("sitemapindex", "sitemap", [(f"{base}/sitemap-{name}.xml", None) for name in names])


async def pages(datasette: Datasette, request: Request) -> Response:
    """The pages that are no records."""
    base = _base(datasette, request)
    paths = ["/", *(path for path, _ in NAVIGATION), *(f"/queries/{q.slug}" for q in load())]
    return _xml("urlset", "url", [(base + path, None) for path in paths])


async def records(datasette: Datasette, request: Request) -> Response:
    """The pages of records of one kind, a file of them."""
    kind, number = request.url_vars["kind"], int(request.url_vars["number"])
    bound = {"most": MOST, "start": (number - 1) * MOST}
    [rows] = await read(datasette, (f"sitemap_{kind}", bound))
    if not rows:
        raise NotFound("No such part of the sitemap.")
    base = _base(datasette, request)
    return _xml(
        "urlset", "url", [(base + page_of(row["kind"], row["id"]), row["changed"]) for row in rows]
    )


async def robots(datasette: Datasette, request: Request) -> Response:
    """Everything may be read but the endless combinations of tables and filters."""
    below = site(datasette).config.serve.prefix
    lines = (
        "User-agent: *",
        *(f"Disallow: {below}{path}" for path in ("/evidence", "/search", "/compare", "/new")),
        f"Sitemap: {_base(datasette, request)}/sitemap.xml",
    )
    return Response.text("\n".join(lines) + "\n")


async def icon(datasette: Datasette, request: Request) -> Response:
    """The icon, for who asks where icons are by custom; Datasette's own would be there else."""
    kept = {"cache-control": "max-age=86400"}
    return Response(static_file("icon.svg"), headers=kept, content_type="image/svg+xml")


def _base(datasette: Datasette, request: Request) -> str:
    return own_address(site(datasette).config.serve, request)


def _xml(root: str, entry: str, entries: Iterable[tuple[str, str | None]]) -> Response:
    tree = etree.Element(root, xmlns=_NAMESPACE)
    for address, changed in entries:
        element = etree.SubElement(tree, entry)
        etree.SubElement(element, "loc").text = address
        if changed and _DAY.fullmatch(changed):
            etree.SubElement(element, "lastmod").text = changed
    body = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
    return Response(body, content_type="application/xml; charset=utf-8")


ROUTES = [
    (r"^/sitemap\.xml$", index),
    (r"^/sitemap-pages\.xml$", pages),
    (r"^/sitemap-(?P<kind>trials|articles|mesh)-(?P<number>[1-9][0-9]{0,5})\.xml$", records),
    (r"^/robots\.txt$", robots),
    (r"^/favicon\.ico$", icon),
]
