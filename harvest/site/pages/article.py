"""The page of one paper."""

from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest.site.page import page, read, read_one

_PARTS = (
    "article", "article_sections", "article_authors", "article_corrections", "article_trials",
    "article_mesh", "article_searches",
)  # fmt: skip

_COLUMNS = urlencode(
    [
        ("_col", name)
        for name in (
            "title", "author_list", "journal_abbrev", "year", "types", "integrity_label", "doi",
        )
    ]
)  # fmt: skip


async def article(datasette: Datasette, request: Request) -> Response:
    """One paper; the number of a merged record leads to the one that stands."""
    asked = request.url_vars["pmid"]
    parts = await read(datasette, *((part, {"pmid": asked}) for part in _PARTS))
    shown = dict(zip(_PARTS, parts, strict=True))
    if not shown["article"]:
        alias = await read_one(datasette, "alias", kind="article", alias=asked)
        if alias is not None:
            return Response.redirect(f"/articles/{alias['id']}")
        raise NotFound(f"No paper with the PubMed number {asked} is held here.")
    parts_shown = {name.removeprefix("article_"): rows for name, rows in shown.items()}
    return page(datasette, "article.html", {**parts_shown, "article": shown["article"][0]})


async def articles(datasette: Datasette, request: Request) -> Response:
    """The list of papers, as a table to filter; what was asked for is passed on."""
    asked = f"&{request.query_string}" if request.query_string else ""
    return Response.redirect(f"/evidence/articles?{_COLUMNS}{asked}")


ROUTES = [(r"^/articles$", articles), (r"^/articles/(?P<pmid>[0-9]{1,9})$", article)]
