"""Reports to quote: the search appendix, and what this site is."""

import sqlite3
from collections.abc import Callable, Sequence

from datasette.app import Datasette
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import Request, Response

from harvest.export import TABLE_FORMATS
from harvest.report import document
from harvest.report.document import Block
from harvest.report.prisma import prisma_s
from harvest.site.cache import once
from harvest.site.page import page, read_one, site
from harvest.site.parts.downloads import TIME_LIMIT, file
from harvest.site.render.rules import rules

_WRITERS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    "md": lambda blocks: document.as_markdown(blocks).encode(),
    "docx": document.as_docx,
}
_TYPES = {"md": "text/markdown; charset=utf-8", "docx": TABLE_FORMATS["docx"].media_type}


async def prisma(datasette: Datasette, request: Request) -> Response:
    """The search report as a page."""
    blocks = [(type(block).__name__, block) for block in await _blocks(datasette)]
    return page(datasette, "report.html", {"blocks": blocks})


async def prisma_file(datasette: Datasette, request: Request) -> Response:
    """The search report as Markdown or as a document."""
    ending = request.url_vars["ending"]
    body = _WRITERS[ending](await _blocks(datasette))
    return file(body, f"prisma-s.{ending}", _TYPES[ending])


async def about(datasette: Datasette, request: Request) -> Response:
    """What the site is, where its data come from, and how it may be used."""
    topic = site(datasette).config.topic
    seed = await read_one(datasette, "trial", trial_id=topic.seed_trial)
    shown = {
        "concepts": topic.concepts,
        "seed": seed and seed["trial_id"],
        "rules": rules().values(),
    }
    return page(datasette, "about.html", shown)


async def _blocks(datasette: Datasette) -> list[Block]:
    def work(connection: sqlite3.Connection) -> list[Block]:
        with sqlite_timelimit(connection, TIME_LIMIT):
            return prisma_s(connection)

    return await once(datasette, "prisma-s", work)


ROUTES = [
    (r"^/report/prisma-s$", prisma),
    (r"^/report/prisma-s\.(?P<ending>md|docx)$", prisma_file),
    (r"^/about$", about),
]
