"""What changed, by day; as feeds for everything, a trial, a sponsor, a saved query."""

from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest import feeds
from harvest.errors import UsageError
from harvest.queries import find, load
from harvest.site.cache import once
from harvest.site.catalog import Holdings, holdings
from harvest.site.charts import Picture
from harvest.site.page import conditional, fetch, page, read_one, site, statement
from harvest.site.parts.changes import (
    Asked,
    asked,
    by_day,
    checked,
    filter_of,
    in_words,
    read,
    records_of,
)
from harvest.site.parts.downloads import refusal
from harvest.site.parts.over_time import events_picture
from harvest.site.parts.sponsors import sponsors
from harvest.site.render.addresses import KEY, key_in
from harvest.site.serving.origin import own_address

ROWS = 100
IN_FEED = 200
_NOT_KEPT = "No changes are recorded in this database yet."


async def changes(datasette: Datasette, request: Request) -> Response:
    """The page: newest first, by the day on which they were seen."""
    held = await _kept(datasette)
    what = asked(request.args)
    given = request.args.get("page") or ""
    number = int(given) if given.isdecimal() and 0 < len(given) < 7 and int(given) else 1
    found, message = [], None
    try:
        wanted = await filter_of(
            datasette, checked(what), limit=ROWS + 1, offset=(number - 1) * ROWS
        )
        found = in_words(await read(datasette, wanted), held)
    except UsageError as error:
        message = str(error)
    events, countries, known_registries, mass = await once(
        datasette,
        "choices of changes",
        lambda connection: [
            fetch(connection, f"changes_{name}", {})
            for name in ("events", "countries", "registries", "upstream")
        ],
    )
    shown = {
        "asked": what,
        "message": message,
        "days": by_day(found[:ROWS]),
        "number": number,
        "more": len(found) > ROWS,
        "events": events,
        "countries": countries,
        "registries": known_registries,
        "queries": load(),
        "mass": mass,
        "picture": await _picture(datasette) if not what.fields() and number == 1 else None,
        "known": (await sponsors(datasette)).find(what.sponsor) if what.sponsor else None,
    }
    return page(datasette, "changes.html", shown, status=200 if message is None else 400)


async def feed(datasette: Datasette, request: Request) -> Response:
    """Everything, with the filters of the page, as Atom or JSON."""
    await _kept(datasette)
    try:
        what = checked(asked(request.args))
        wanted = await filter_of(datasette, what, limit=IN_FEED)
    except UsageError as error:
        return refusal(datasette, str(error))
    return await as_feed(datasette, request, wanted, await _title(datasette, what), what.address())


async def of_trial(datasette: Datasette, request: Request) -> Response:
    """The changes of one trial."""
    await _kept(datasette)
    number = key_in(request)
    row = await read_one(datasette, "trial", trial_id=number)
    if row is None:
        raise NotFound(f"No trial {number} was found here.")
    wanted = feeds.Filter(record=number, limit=IN_FEED)
    title = f"{number}: {row['brief_title'] or ''}"
    return await as_feed(datasette, request, wanted, title, Asked(record=number).address())


async def of_sponsor(datasette: Datasette, request: Request) -> Response:
    """The changes of a sponsor's trials."""
    await _kept(datasette)
    sponsor = (await sponsors(datasette)).find(request.url_vars["slug"])
    if sponsor is None:
        raise NotFound("No trial here has a sponsor of that name.")
    wanted = await filter_of(datasette, Asked(sponsor=sponsor.slug), limit=IN_FEED)
    page_of_it = Asked(sponsor=sponsor.slug).address()
    return await as_feed(datasette, request, wanted, sponsor.name, page_of_it)


async def of_query(datasette: Datasette, request: Request) -> Response:
    """The changes of the records that a saved query finds now, with the parameters given."""
    await _kept(datasette)
    query = find(request.url_vars["slug"])
    if query is None:
        raise NotFound("No saved query of that name.")
    given = {p.name: value for p in query.params if (value := request.args.get(p.name))}
    try:
        records = await site(datasette).database.generation.run(
            lambda connection: records_of(connection, query.slug, given), patient=True
        )
    except UsageError as error:
        return refusal(datasette, str(error))
    wanted = feeds.Filter(records=tuple(sorted(records)), limit=IN_FEED)
    # The page of changes knows a query only with its defaults.
    own = f"/queries/{query.slug}?{urlencode(given)}"
    page_of_it = own if given else Asked(query=query.slug).address()
    return await as_feed(datasette, request, wanted, query.title, page_of_it)


async def beside(datasette: Datasette, request: Request) -> Response:
    """The feed under the address of the page that it belongs to: a trial, paper, sponsor, query."""
    del datasette
    folder, name = request.url_vars["folder"], request.url_vars["key"]
    if folder == "articles":
        return Response.redirect(f"/changes.atom?{urlencode({'record': key_in(request)})}")
    query = f"?{request.query_string}" if request.query_string else ""
    return Response.redirect(f"/{folder}/{name}/changes.atom{query}")


async def as_feed(
    datasette: Datasette, request: Request, wanted: feeds.Filter, title: str, page_of_it: str
) -> Response:
    """The changes as a feed; ``page_of_it`` is the page with the same list."""
    found = await read(datasette, wanted)
    of = site(datasette)
    published = str(of.database.generation.facts["published_at"])
    if request.url_vars["ending"] == "json":
        kind = "application/json; charset=utf-8"
        return conditional(request, feeds.as_json(found).encode(), kind, published)
    base = own_address(of.config.serve, request)
    path = request.path + (f"?{request.query_string}" if request.query_string else "")
    body = feeds.as_atom(
        found,
        title=f"{of.config.topic.title}: {title}",
        base=base,
        path=path,
        page=page_of_it,
        topic=of.config.serve.mount,
    )
    return conditional(request, body, "application/atom+xml; charset=utf-8", published)


async def _title(datasette: Datasette, what: Asked) -> str:
    fields = ["on topic" if name == "topic" else value for name, value in what.fields()]
    if what.event:
        labels = (await holdings(datasette)).labels
        fields[0] = labels.get(("events", what.event), (0, what.event))[1]
    return f"changes ({', '.join(fields)})" if fields else "changes"


async def _kept(datasette: Datasette) -> Holdings:
    held = await holdings(datasette)
    if "changes" not in held.tables:
        raise NotFound(_NOT_KEPT)
    return held


async def _picture(datasette: Datasette) -> Picture | None:
    rows = await once(
        datasette,
        "changes by month",
        lambda connection: connection.execute(statement("landscape/events")).fetchall(),
    )
    return events_picture(rows) if len(rows) > 1 else None


ROUTES = [
    (rf"^/trials/{KEY}/changes\.(?P<ending>atom|json)$", of_trial),
    (rf"^/(?P<folder>trials|articles)/{KEY}\.atom$", beside),
    (r"^/(?P<folder>sponsors|queries)/(?P<key>[a-z0-9-]{1,80})\.atom$", beside),
    (r"^/changes$", changes),
    (r"^/changes\.(?P<ending>atom|json)$", feed),
    (r"^/sponsors/(?P<slug>[a-z0-9-]{1,80})/changes\.(?P<ending>atom|json)$", of_sponsor),
    (r"^/queries/(?P<slug>[a-z0-9-]{1,80})/changes\.(?P<ending>atom|json)$", of_query),
]
