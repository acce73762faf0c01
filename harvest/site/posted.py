"""What visitors send: a text to compare; decisions; a wish for mail, its confirmation, leaving.

Nothing else is taken, and of a text nothing is kept; decisions only where they are switched on.

Answered before Datasette, which sets a cookie against forged forms: here the browser's own word on
where a form came from, or the link of a mail, which nobody else has, does that without one.
"""

import asyncio
import ipaddress
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import parse_qsl, urlsplit

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest.clock import Clock
from harvest.config import Subscriptions
from harvest.digest.deliver import FAULTS, connected, why
from harvest.errors import HarvestError
from harvest.site.context import Site
from harvest.site.desk.persons import is_on, private
from harvest.site.desk.writing import ANSWERS, Answer, answered
from harvest.site.lists.following import followed
from harvest.site.page import site
from harvest.site.pages import assistants, verify
from harvest.site.pages.follow import BAD, USED, in_book, offered, shown, told
from harvest.site.serving.guard import App, Receive, Scope, Send
from harvest.site.serving.origin import own_address
from harvest.subscriptions import mails
from harvest.subscriptions.book import MOST_FOLLOWED, TooMany
from harvest.subscriptions.following import KINDS, Follow
from harvest.subscriptions.handing import Fate, hand_over
from harvest.subscriptions.links import BadLink
from harvest.subscriptions.sending import first_state

log = logging.getLogger("harvest.site.mail")

_LONGEST_BODY = 8_192
_LONGEST_TEXT = 1_200_000  # bytes of a form; an umlaut is 6 of them there
_MOST_FIELDS = 10
_TIMEOUT = 20  # seconds for each step of the mail server, while a visitor waits
_PORTS = {"http": 80, "https": 443}
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])"
)
_SENT = (
    "If that address is right, a mail is on its way. Open the link in it within 48 hours; nothing "
    "else is sent before that."
)
_FULL = (
    f"You follow {MOST_FOLLOWED} things already. Stop one of them by the link of a mail with news, "
    "then press the button again."
)
_AT_REST = "Mail can't be asked for at the moment. Try again later."
_FOREIGN = "This form was not sent from this site. Open the page again and send it from there."

Fields = Mapping[str, str]
Failed = Callable[[Request, Exception], Awaitable[Response]]


class Posted:
    """An ASGI application in front of the site's, that answers what is posted.

    ``failed`` makes the answer to an exception, as it does behind this.
    """

    def __init__(self, app: App, datasette: Datasette, failed: Failed) -> None:
        self._app = app
        self._datasette = datasette
        self._failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a POST; pass everything else on."""
        if scope["type"] != "http" or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        if scope["path"] == assistants.PATH:
            await self._assist(scope, receive, send)
            return
        try:
            answer = await self._answer(scope, receive)
        except Exception as error:  # noqa: BLE001 (whatever it is gets a page, as everywhere)
            answer = await self._failed(Request(scope, receive), error)
        await answer.asgi_send(send)

    async def _assist(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a client of the protocol."""
        from harvest.site.assistant import http  # needs what an extra brings

        of = site(self._datasette)
        base = own_address(of.config.serve, Request(scope, receive))
        served = http.Served(of.database.generation, of.takes_sql, base, of.sample)
        await http.answer(served, scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        datasette = self._datasette
        longest = _LONGEST_TEXT if scope["path"] in _TEXTS else _LONGEST_BODY
        given = await _fields(scope, receive, longest)
        if given is None:
            return told(datasette, "Invalid request", "This is not a form of this site.", 400)
        try:
            return await taken(site(datasette))[str(scope["path"])](datasette, scope, given)
        except BadLink:
            return told(datasette, "Link not valid", BAD, 404)
        except NotFound as error:
            return told(datasette, "Not found", str(error.args[0]), 404)
        except HarvestError as error:
            log.error("%s", error)  # names the file, nobody in it
            return told(datasette, "Not now", _AT_REST, 503)


async def _fields(scope: Scope, receive: Receive, longest: int) -> Fields | None:
    """The fields of a form and, behind them, of the address; None for what is no form."""
    headers = dict(scope["headers"])
    kind = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
    body = b""
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return None  # the visitor has gone
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > longest:
            return None
    if body and kind not in (b"application/x-www-form-urlencoded", b"multipart/form-data"):
        return None
    if kind == b"multipart/form-data":
        body = b""  # so some mail programs leave with one click; the link is in the address
    try:
        pairs = [
            pair
            for text in (bytes(scope["query_string"]), body)
            for pair in parse_qsl(text.decode("ascii"), True, max_num_fields=_MOST_FIELDS)
        ]
    except ValueError:
        return None
    return dict(pairs)


async def _compare(datasette: Datasette, scope: Scope, given: Fields) -> Response:
    if dict(scope["headers"]).get(b"sec-fetch-site", b"none") not in (b"same-origin", b"none"):
        return told(datasette, "Not sent from here", _FOREIGN, 403)
    as_json = str(scope["path"]).endswith(".json")
    return await verify.compared(datasette, given.get("text", ""), as_json=as_json)


def _at_desk(
    answer: Answer,
) -> Callable[[Datasette, Scope, Fields], Awaitable[Response]]:
    async def written(datasette: Datasette, scope: Scope, given: Fields) -> Response:
        if not _is_from_here(scope):
            return private(told(datasette, "Not sent from here", _FOREIGN, 403))
        return await answered(answer, datasette, Request(scope, None), given)

    return written


async def _wish(datasette: Datasette, scope: Scope, given: Fields) -> Response:
    offer = offered(datasette)
    if offer is None:
        raise NotFound("This site sends no mail.")
    if not _is_from_here(scope):
        return told(datasette, "Not sent from here", _FOREIGN, 403)
    of = await followed(datasette, given)
    to = given.get("address", "").strip()
    if len(to) > 254 or not _ADDRESS.fullmatch(to):
        problem = "This is not an e-mail address that mail can be sent to."
        return await shown(datasette, of, problem, 400)
    now = site(datasette).clock.now()
    try:
        link = await in_book(
            datasette, lambda book, _: book.ask(to, of.follow, visitor(scope), now)
        )
    except TooMany:
        much = "Mail was asked for too often from here. Try again tomorrow."
        return told(datasette, "Too often", much, 429)
    if link is not None:
        delivered = await asyncio.to_thread(
            _deliver, offer, site(datasette).clock, site(datasette).config.topic.title,
            str(site(datasette).config.serve.base_url), of.safe_title, link, to,
        )  # fmt: skip
        if delivered is not Fate.TAKEN and delivered is not Fate.UNKNOWN:
            await in_book(datasette, lambda book, _: book.forget_wish(link, now))
        if delivered is None:
            return told(datasette, "Not now", _AT_REST, 503)
    return told(datasette, "Look into your mail", _SENT)


def _deliver(
    offer: Subscriptions, clock: Clock, topic: str, base: str, what: str, link: str, to: str
) -> Fate | None:
    """Send the link to confirm; None where the server can't be reached."""
    message = mails.to_confirm(topic, what, base, link, offer.sender, to, clock.now())
    try:
        with connected(offer, _TIMEOUT) as server:
            return hand_over(server, offer.sender, to, message)
    except FAULTS as error:
        log.warning("mail server %s: %s", offer.host, why(error))
        return None


async def _confirm(datasette: Datasette, scope: Scope, given: Fields) -> Response:
    del scope  # the link is what nobody else has
    of = site(datasette)
    state = await of.database.execute_fn(first_state)
    link = given.get("link", "")
    try:
        taken = await in_book(datasette, lambda book, _: book.confirm(link, of.clock.now(), state))
    except TooMany:
        return told(datasette, "Too much", _FULL, 409)
    if taken is None:
        return told(datasette, "Already done", USED)
    message = f"Mail about {taken.key or 'everything here'} will come when there is news."
    return told(datasette, "Confirmed", message)


async def _leave(datasette: Datasette, scope: Scope, given: Fields) -> Response:
    del scope
    now = site(datasette).clock.now()
    kind = next((kind for kind in KINDS if kind == given.get("kind")), None)
    only = Follow(kind, given.get("key", "")) if kind else None
    link = given.get("link", "")
    await in_book(datasette, lambda book, _: book.leave(link, now, only))
    if only is not None:
        return told(datasette, "Stopped", f"No more mail about {only.key or 'everything here'}.")
    return told(datasette, "Stopped", "No more mail will come. Your address is deleted.")


def _is_from_here(scope: Scope) -> bool:
    """Whether a browser says that a form came from this site; one that says nothing is not."""
    headers = dict(scope["headers"])
    fetched = headers.get(b"sec-fetch-site")
    if fetched is not None and fetched != b"same-origin":
        return False
    origin = headers.get(b"origin", headers.get(b"referer", b"")).decode("latin-1")
    here = f"{scope.get('scheme', 'http')}://{headers.get(b'host', b'').decode('latin-1')}"
    try:
        return _place(origin) == _place(here)
    except ValueError:
        return False


def _place(address: str) -> tuple[str, str | None, int | None]:
    """Scheme, host and port, as browsers tell them: small letters, a usual port left out.

    Raises ValueError for what is no address.
    """
    parts = urlsplit(address)
    port = None if parts.port == _PORTS.get(parts.scheme) else parts.port
    return parts.scheme, parts.hostname, port


def visitor(scope: Scope) -> str:
    """Who asks, as an address of the network.

    A proxy is believed that is on this machine or, seen from a container, in a private network.
    """
    peer = (scope.get("client") or ("",))[0]
    given = dict(scope["headers"]).get(b"x-real-ip", b"").decode("latin-1").strip()
    try:
        seen = _of_network(peer)
        if seen.is_private and given:
            seen = _of_network(given)
    except ValueError:
        return "unknown"
    if seen.version == 6:  # one visitor has a whole network of these
        return str(ipaddress.ip_network((seen, 64), strict=False))
    return str(seen)


def _of_network(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """An address; one of version 4 that a socket for both gives in version 6 is itself."""
    seen = ipaddress.ip_address(text)
    return (seen.ipv4_mapped or seen) if isinstance(seen, ipaddress.IPv6Address) else seen


_TEXTS: Mapping[str, Callable[[Datasette, Scope, Fields], Awaitable[Response]]] = {
    "/verify": _compare,
    "/verify.json": _compare,
}
_MAILS: Mapping[str, Callable[[Datasette, Scope, Fields], Awaitable[Response]]] = {
    "/follow": _wish,
    mails.CONFIRM: _confirm,
    mails.LEAVE: _leave,
}


_DESK = {path: _at_desk(answer) for path, answer in ANSWERS.items()}


def paths(of: Site) -> tuple[str, ...]:
    """The paths that take a POST on a site."""
    return (*taken(of), *((assistants.PATH,) if of.config.serve.mcp else ()))


def taken(of: Site) -> Mapping[str, Callable[[Datasette, Scope, Fields], Awaitable[Response]]]:
    """What answers a POST of each path that takes one on a site."""
    mails = _MAILS if of.config.subscriptions and not of.sample else {}
    return {**_TEXTS, **mails, **(_DESK if is_on(of) else {})}
