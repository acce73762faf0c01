"""What can be followed from a page, and in which ways; and the links of mails."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest import feeds
from harvest.config import Subscriptions
from harvest.site.lists.answer import whole
from harvest.site.lists.asked import read as asked_of
from harvest.site.lists.facets import Kind
from harvest.site.lists.following import Followed, followed, trials_of
from harvest.site.lists.records import each_registration
from harvest.site.page import page, site
from harvest.site.pages.changes import IN_FEED, as_feed
from harvest.site.pages.readouts import as_calendar, expected_of
from harvest.site.parts.downloads import file
from harvest.site.serving.origin import own_address
from harvest.subscriptions.book import Book
from harvest.subscriptions.following import KINDS
from harvest.subscriptions.links import BadLink

T = TypeVar("T")

NO_STORE = {
    "cache-control": "no-store",
    # The whole address, which holds a link, is told to nobody, and a form still tells its origin.
    "referrer-policy": "strict-origin",
}
USED = "This link has been used already, or what it was for has ended."
BAD = "This link is not valid any more. Take the one of the latest mail, or ask for a new one."


async def follow(datasette: Datasette, request: Request) -> Response:
    """The ways to follow what is named."""
    return await shown(datasette, await followed(datasette, _named(request)))


def _named(request: Request) -> dict[str, str]:
    return {kind: request.args.get(kind) or "" for kind in KINDS}


async def shown(
    datasette: Datasette, of: Followed, problem: str | None = None, status: int = 200
) -> Response:
    """The page of them, with what was wrong with a wish."""
    rows = await expected_of(datasette, await trials_of(datasette, of))
    given = {
        "of": of,
        "mail": offered(datasette),
        "problem": problem,
        "readouts": len(rows),
        "calendar": f"/follow.ics?{of.fields}" if of.fields else "/follow.ics",
    }
    answer = page(datasette, "follow.html", given, status=status)
    if problem is not None:
        answer.headers.update(NO_STORE)
    return answer


def offered(datasette: Datasette) -> Subscriptions | None:
    """How mail is offered; None where it is not, as on every site of the sample."""
    of = site(datasette)
    return None if of.sample else of.config.subscriptions


async def calendar(datasette: Datasette, request: Request) -> Response:
    """The expected readouts of what is followed, as a calendar."""
    found = await followed(datasette, _named(request))
    of = site(datasette)
    base = own_address(of.config.serve, request)
    published = str(of.database.generation.facts["published_at"])
    rows = await expected_of(datasette, await trials_of(datasette, found))
    body = as_calendar(rows, found.title, base, published)
    return file(body, "readouts.ics", "text/calendar; charset=utf-8")


async def list_feed(datasette: Datasette, request: Request) -> Response:
    """The changes of the records that are in a list now, as a feed."""
    kind: Kind = "trials" if request.url_vars["kind"] == "trials" else "articles"
    asked = asked_of(kind, request.args).filters
    ids = tuple(await whole(datasette, each_registration(asked)))
    wanted = feeds.Filter(records=ids, limit=IN_FEED)
    found = await followed(datasette, {"list": asked.address()})
    return await as_feed(datasette, request, wanted, found.title, asked.address())


async def confirm(datasette: Datasette, request: Request) -> Response:
    """The page of a link to confirm: a button, as programs that read mail follow links."""
    link = request.args.get("link") or ""
    try:
        wish = await in_book(datasette, lambda book, of: book.wish(link, of.clock.now()))
    except BadLink:
        return told(datasette, "Link not valid", BAD, 404)
    if wish is None:
        return told(datasette, "Already done", USED)
    return told(datasette, "Confirm", _asked(wish.key), step="confirm", link=link)


async def leave(datasette: Datasette, request: Request) -> Response:
    """The page of a link to stop."""
    link = request.args.get("link") or ""
    try:
        things = await in_book(datasette, lambda book, of: book.follows(link, of.clock.now()))
    except BadLink:
        return told(datasette, "Link not valid", BAD, 404)
    if not things:
        return told(datasette, "No mail", "No mail is sent for this link any more.")
    message = "No more mail will come, and your address is deleted."
    return told(datasette, "Stop mail", message, step="leave", link=link, things=things)


def _asked(key: str) -> str:
    return f"Get mail about {key or 'everything here'}."


async def in_book(datasette: Datasette, work: Callable[[Book, Any], T]) -> T:
    """What is done in the private file, in a thread of its own.

    Raises NotFound where mail is not offered, and what the work raises.
    """
    offer = offered(datasette)
    if offer is None:
        raise NotFound("This site sends no mail.")
    of = site(datasette)

    def run() -> T:
        with Book(offer.path) as book:
            return work(book, of)

    return await asyncio.to_thread(run)


def told(
    datasette: Datasette, heading: str, message: str, status: int = 200, **given: Any
) -> Response:
    """A page that no cache keeps."""
    shown_ = {"step": "", "link": "", "things": (), **given, "heading": heading, "message": message}
    answer = page(datasette, "follow_link.html", shown_, status=status)
    answer.headers.update(NO_STORE)
    return answer


ROUTES = [
    (r"^/follow$", follow),
    (r"^/follow\.ics$", calendar),
    (r"^/(?P<kind>trials|articles)\.(?P<ending>atom)$", list_feed),
    (r"^/follow/confirm$", confirm),
    (r"^/follow/leave$", leave),
]
