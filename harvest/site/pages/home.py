"""The home page."""

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from harvest.queries import load
from harvest.site.page import page, read


async def home(datasette: Datasette, request: Request) -> Response:
    """What the base holds, how fresh it is, and the ways into it."""
    statuses, newest, papers = await read(
        datasette, ("home_statuses", {}), ("home_newest", {}), ("home_papers", {})
    )
    shown = {"statuses": statuses, "newest": newest, "papers": papers, "queries": load()}
    return page(datasette, "home.html", shown)


ROUTES = [(r"^/$", home)]
