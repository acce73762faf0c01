"""How to connect an assistant, and what the site answers programs: where it is switched on."""

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest.site.page import page, site
from harvest.site.serving.origin import own_address

PATH = "/mcp"


async def connect(datasette: Datasette, request: Request) -> Response:
    """The page for people; a client that asks for a stream is told that there is none."""
    of = site(datasette)
    if not of.config.serve.mcp:
        raise NotFound("This site does not answer assistants.")
    accepted = request.headers.get("accept") or ""
    if "text/event-stream" in accepted and "text/html" not in accepted:
        return Response.json({"error": "POST only"}, status=405, headers={"allow": "POST"})
    from harvest.site.assistant.calling import offered

    shown = {
        "address": f"{own_address(of.config.serve, request)}{PATH}",
        "tools": offered(own_sql=of.takes_sql),
    }
    return page(datasette, "assistants.html", shown)


ROUTES = [(rf"^{PATH}$", connect)]
