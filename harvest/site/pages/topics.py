"""Topics: cell sources, causes, routes … with the trials and papers of each."""

from itertools import groupby

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest.site.cached_page import kept_page
from harvest.site.lists.asked import Asked
from harvest.site.lists.facets import facets
from harvest.site.lists.shelf import kept, shelf, tray_of
from harvest.site.page import page
from harvest.site.parts.topics import kinds, topics


async def listed(datasette: Datasette, request: Request) -> Response:
    """Every topic, by its kind."""
    found = (await topics(datasette)).values()
    groups = [(title, list(group)) for title, group in groupby(found, key=lambda t: t.title)]
    return await kept_page(
        datasette,
        "topics.html",
        None,
        {"groups": groups, "kinds": [facet.title for facet in kinds()]},
    )


async def one(datasette: Datasette, request: Request) -> Response:
    """The trials and papers of a topic, and the topics that go with it."""
    found = await topics(datasette)
    topic = found.get(request.url_vars["slug"])
    if topic is None:
        raise NotFound("Topic not found.")
    chosen = ((topic.facet, (topic.value,)),)
    of_papers = any(facet.name == topic.facet for facet in facets("articles"))
    trials = await shelf(datasette, Asked("trials", chosen=chosen, compare=kept(request)))
    shown = {
        "subject": topic,
        "others": [t for t in found.values() if t.facet == topic.facet and t != topic],
        "trials": trials,
        "tray": tray_of(request, trials),
        "papers": await shelf(datasette, Asked("articles", chosen=chosen)) if of_papers else None,
    }
    return page(datasette, "topic.html", shown)


ROUTES = [(r"^/topics$", listed), (r"^/topics/(?P<slug>[a-z0-9-]{1,90})$", one)]
