"""Search over trials, papers and definitions."""

import re

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from harvest.site.fts import match_expression
from harvest.site.page import page, read, read_one

_NCT = re.compile(r"NCT[0-9]{8}", re.IGNORECASE)
_PMID = re.compile(r"(?:PMID:?\s*)?([0-9]{1,8})", re.IGNORECASE)


async def search(datasette: Datasette, request: Request) -> Response:
    """What matches, best first; a number that is held leads straight to its page."""
    text = (request.args.get("q") or "").strip()[:500]
    if (straight := await _number(datasette, text)) is not None:
        return Response.redirect(straight)
    bound = {"match": match_expression(text)}
    trials, articles, terms = await read(
        datasette, ("search_trials", bound), ("search_articles", bound), ("search_mesh", bound)
    )
    shown = {"text": text, "trials": trials, "articles": articles, "terms": terms}
    return page(datasette, "search.html", shown)


async def _number(datasette: Datasette, text: str) -> str | None:
    if _NCT.fullmatch(text):
        row = await read_one(datasette, "alias", kind="trial", alias=text.upper())
        return f"/trials/{row['id']}" if row is not None else None
    number = _PMID.fullmatch(text)
    if number is None:
        return None
    row = await read_one(datasette, "article", pmid=number[1])
    return f"/articles/{row['pmid']}" if row is not None else None


ROUTES = [(r"^/search$", search)]
