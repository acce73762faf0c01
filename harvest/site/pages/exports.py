"""Records and lists by the address of their page with an ending: ``.ris``, ``.xlsx`` …"""

import re

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest import identifiers
from harvest.site.lists.answer import filtered_ids
from harvest.site.lists.facets import Kind
from harvest.site.page import read_one, site
from harvest.site.parts.downloads import ENDING, columns, download, records
from harvest.site.render.addresses import KEY, key_in, page_of


async def trial(datasette: Datasette, request: Request) -> Response:
    """One trial; a former number leads to the one that stands."""
    return await _record(datasette, request, "trial")


async def article(datasette: Datasette, request: Request) -> Response:
    """One paper; the number of a merged record leads to the one that stands."""
    return await _record(datasette, request, "article")


async def trials(datasette: Datasette, request: Request) -> Response:
    """The whole filtered list of trials."""
    return await _list(datasette, request, "trials")


async def articles(datasette: Datasette, request: Request) -> Response:
    """The whole filtered list of papers."""
    return await _list(datasette, request, "articles")


async def _record(datasette: Datasette, request: Request, kind: str) -> Response:
    asked = key_in(request)
    if await read_one(datasette, kind, **{f"{kind}_id": asked}) is None:
        return await _elsewhere(datasette, request, kind, asked)
    return await _records(datasette, request, _file_name(asked), [asked])


def _file_name(key: str) -> str:
    """A name that every system of files takes: a DOI has slashes, and stranger signs."""
    named = f"pmid-{key}" if key.isdecimal() else key
    return re.sub(r"[^A-Za-z0-9._-]+", "-", named).strip("-.")


async def _elsewhere(datasette: Datasette, request: Request, kind: str, number: str) -> Response:
    alias = await read_one(datasette, "alias", kind=kind, alias=identifiers.key(number))
    if alias is None:
        raise NotFound(f"No {'trial' if kind == 'trial' else 'paper'} {number} was found here.")
    return Response.redirect(f"{page_of(kind, alias['id'])}.{request.url_vars['ending']}")


async def _list(datasette: Datasette, request: Request, kind: Kind) -> Response:
    ids = await filtered_ids(datasette, kind, request.args)
    day = str(site(datasette).database.generation.facts["published_at"])[:10]
    name = f"{'trials' if kind == 'trials' else 'papers'}-{day}"
    return await _records(datasette, request, name, ids)


async def _records(datasette: Datasette, request: Request, name: str, ids: list[str]) -> Response:
    chosen = columns(request)
    return await download(
        datasette, request, name, lambda connection, form: records(connection, ids, form, chosen)
    )


ROUTES = [
    (rf"^/trials\.{ENDING}$", trials),
    (rf"^/articles\.{ENDING}$", articles),
    (rf"^/trials/{KEY}\.{ENDING}$", trial),
    (rf"^/articles/{KEY}\.{ENDING}$", article),
]
