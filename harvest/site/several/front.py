"""What is before several topics: a page that tells of each, one search, the state for programs."""

import asyncio
import mimetypes
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from jinja2 import Environment

from harvest.clock import Clock
from harvest.config import ServeConfig
from harvest.site.app import templates
from harvest.site.front.news import Kind
from harvest.site.page import (
    STATIC_FILES,
    age,
    below,
    fill,
    frame,
    refused,
    site,
    static,
    static_file,
)
from harvest.site.page import answer as html_answer
from harvest.site.pages.home import made
from harvest.site.serving.guard import Receive, Scope, Send
from harvest.site.serving.origin import own_address
from harvest.site.serving.visitor import visiting
from harvest.site.several.place import Place
from harvest.site.several.searched import Across
from harvest.text import allowed

T = TypeVar("T")

SENTENCES = 4
"""News of a topic that are told; its own home page has more."""
_KEPT, _SHORTLY = "max-age=31536000", "max-age=300"  # pages name a file with what changes with it


class Front:
    """An ASGI application: all addresses that are not a topic's."""

    def __init__(
        self, places: Sequence[Place], serve: ServeConfig, clock: Clock, *, sample: bool
    ) -> None:
        self._places = places
        self._serve = serve
        self._clock = clock
        self._sample = sample
        self._templates: Environment = templates()
        self._pages: Mapping[str, Callable[[Request], Awaitable[Response]]] = {
            "/": self._home,
            "/search": self._search,
            "/status.json": self._status,
            "/robots.txt": self._robots,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that the guard has let through."""
        if scope["type"] != "http":
            return
        with visiting(scope):
            answer = await self._answer(Request(scope, receive))
        await answer.asgi_send(send)

    async def _answer(self, request: Request) -> Response:
        path = str(request.scope["path"])
        if self._serve.prefix:
            path = path.removeprefix(self._serve.prefix) or "/"
        if path in self._pages:
            return await self._pages[path](request)
        if path.startswith("/static/") and path.removeprefix("/static/") in STATIC_FILES:
            name = path.removeprefix("/static/")
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            kept = {"cache-control": _KEPT if request.query_string else _SHORTLY}
            return Response(static_file(name), headers=kept, content_type=kind)
        if path == "/favicon.ico":
            return Response(static_file("icon.svg"), content_type="image/svg+xml")
        for place in self._places:
            if path == place.mount or path.startswith(f"{place.mount}/"):
                return self._without(place)
        return Response.html(self.refusal(404, "Page not found.").decode(), status=404)

    def _without(self, place: Place) -> Response:
        """The page of a topic that has no site at the moment."""
        html = self._page("several/waiting.html", {"place": place})
        headers = {"cache-control": "no-store", "retry-after": "60"}
        return Response.html(html, status=503, headers=headers)

    def refusal(self, status: int, message: str) -> bytes:
        """The page for a refused request."""
        shown = {"status": status, "message": message, "places": self._places}
        return self._page("several/refused.html", shown).encode()

    async def _home(self, request: Request) -> Response:
        parts = await self._of_each(self._topic)
        shown = {"parts": [(p, part or "") for p, part in zip(self._places, parts, strict=True)]}
        return html_answer(self._page("several/front.html", shown))

    async def _topic(self, datasette: Datasette) -> str:
        """What the page tells of one topic."""
        of = site(datasette)
        shown = await made(datasette)
        told = _first(shown["news"].kinds, SENTENCES)
        shown = {**frame(of), **shown, "of": of, "told": told}
        return fill(of, "several/topic.html", shown, prefix=of.config.serve.mount)

    async def _search(self, request: Request) -> Response:
        text = (request.args.get("q") or "").replace("\x00", " ").strip()[:500]
        across = Across(self._places, text)
        if text:
            await across.find(self._of_each)
        if across.only is not None:
            return Response.redirect(across.only)
        return html_answer(self._page("several/search.html", {"text": text, "across": across}))

    async def _status(self, request: Request) -> Response:
        """How fresh each topic is, for programs; times in UTC."""
        told = await self._of_each(_state)
        address = own_address(self._serve, request)
        topics = [
            {"topic": place.slug, "title": place.title, "address": f"{address}{place.mount}/"}
            | (state or {"fault": place.fault})
            for place, state in zip(self._places, told, strict=True)
        ]
        return Response.json({"topics": topics}, headers={"cache-control": "no-cache"})

    async def _robots(self, request: Request) -> Response:
        """As each topic's own; a program asks for this one alone."""
        address = own_address(self._serve, request)
        lines = ["User-agent: *", f"Disallow: {self._serve.prefix}/search"]
        for place in self._places:
            below_it = place.config.serve.prefix
            lines += [
                f"Disallow: {below_it}{path}"
                for path in (f"/{place.config.serve.database}", "/search", "/compare")
            ]
        lines += [f"Sitemap: {address}{place.mount}/sitemap.xml" for place in self._places]
        return Response.text("\n".join(lines) + "\n")

    async def _of_each(self, work: Callable[[Datasette], Awaitable[T]]) -> list[T | None]:
        """What ``work`` gives for each topic; None where it has no site."""
        return await asyncio.gather(*(place.of_its_own(work) for place in self._places))

    def _page(self, template: str, given: Mapping[str, Any]) -> str:
        """A page of the front, which is that of no topic."""
        shown = {
            "topic": f"Evidence on {len(self._places)} topics",
            "today": self._clock.now().date().isoformat(),
            "sample": self._sample,
            "found_nothing": False,
            "missing": (),
            "unfinished": None,
            "refused": None,
            "age_unknown": False,
            "stale": None,
            "navigation": (),
            "also": (),
            "front": None,
            "current": ("", ""),
            "tray": None,
            "style": static("site.css"),
            "static": static,
            "public_address": (self._serve.base_url or "").rstrip("/"),
            "places": self._places,
        }
        html = allowed(self._templates.get_template(template).render({**shown, **given}))
        return below(self._serve.prefix, html)


def _first(kinds: Iterable[Kind], most: int) -> list[Kind]:
    """The news that are told: the first sentences of the most important kinds."""
    told = [kind for kind in kinds if kind.items][:most]
    return [replace(kind, items=kind.items[: most // len(told)]) for kind in told]


async def _state(datasette: Datasette) -> dict[str, Any]:
    of = site(datasette)
    facts, old, note = of.database.generation.facts, age(of), refused(of)
    hours = None if old is None else old.total_seconds() / 3600
    return {
        "generation": facts["generation"],
        "published_at": facts["published_at"],
        "last_complete": facts["last_complete"],
        "age_hours": None if hours is None else round(hours, 1),
        "stale": hours is None or hours > of.config.serve.stale_after_hours,
        "refused": None if note is None else {"at": note.at, "reason": note.reason},
        "sample": of.sample,
        "fault": None,
    }
