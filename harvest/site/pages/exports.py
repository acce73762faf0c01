"""Records and lists by the address of their page with an ending: ``.ris``, ``.xlsx`` …"""

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest.site.lists.answer import filtered_ids
from harvest.site.lists.facets import Kind
from harvest.site.page import read_one, site
from harvest.site.parts.downloads import ENDING, download, records


async def trial(datasette: Datasette, request: Request) -> Response:
    """One trial; a former number leads to the one that stands."""
    asked = request.url_vars["nct_id"]
    if await read_one(datasette, "trial", nct_id=asked) is None:
        return await _elsewhere(datasette, request, "trial", asked.upper())
    return await _records(datasette, request, asked, [asked])


async def article(datasette: Datasette, request: Request) -> Response:
    """One paper; the number of a merged record leads to the one that stands."""
    asked = request.url_vars["pmid"]
    if await read_one(datasette, "article", pmid=asked) is None:
        return await _elsewhere(datasette, request, "article", asked)
    return await _records(datasette, request, f"pmid-{asked}", [asked])


async def trials(datasette: Datasette, request: Request) -> Response:
    """The whole filtered list of trials."""
    return await _list(datasette, request, "trials")


async def articles(datasette: Datasette, request: Request) -> Response:
    """The whole filtered list of papers."""
    return await _list(datasette, request, "articles")


async def _elsewhere(datasette: Datasette, request: Request, kind: str, number: str) -> Response:
    alias = await read_one(datasette, "alias", kind=kind, alias=number)
    if alias is None:
        raise NotFound(f"No {'trial' if kind == 'trial' else 'paper'} {number} was found here.")
    folder = "trials" if kind == "trial" else "articles"
    return Response.redirect(f"/{folder}/{alias['id']}.{request.url_vars['ending']}")


async def _list(datasette: Datasette, request: Request, kind: Kind) -> Response:
    ids = await filtered_ids(datasette, kind, request.args)
    day = str(site(datasette).database.generation.facts["published_at"])[:10]
    name = f"{'trials' if kind == 'trials' else 'papers'}-{day}"
    return await _records(datasette, request, name, ids)


async def _records(datasette: Datasette, request: Request, name: str, ids: list[str]) -> Response:
    return await download(
        datasette, request, name, lambda connection, form: records(connection, ids, form)
    )


ROUTES = [
    (rf"^/trials\.{ENDING}$", trials),
    (rf"^/articles\.{ENDING}$", articles),
    (rf"^/trials/(?P<nct_id>[A-Za-z0-9]{{1,20}})\.{ENDING}$", trial),
    (rf"^/articles/(?P<pmid>[0-9]{{1,9}})\.{ENDING}$", article),
]
