"""The application of several topics: ``/t/<topic>/…`` to each site, all else to the front."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, NoReturn
from urllib.parse import quote

from datasette.app import Datasette

from harvest.clock import Clock, SystemClock
from harvest.config import Config
from harvest.config.together import FOLDER, side_by_side
from harvest.site import warm_up
from harvest.site.page import site
from harvest.site.serving.guard import App, Guard, Receive, Scope, Send
from harvest.site.serving.hotswap import LOOK_EVERY
from harvest.site.serving.origin import Origin
from harvest.site.several.front import Front
from harvest.site.several.place import Place


class Several:
    """An application; a topic whose file is missing or damaged is looked for again and again.

    Raises ConfigError where the topics can't be told apart.
    """

    def __init__(
        self, configs: Sequence[Config], *, sample: bool = False, clock: Clock | None = None
    ) -> None:
        clock = clock or SystemClock()
        self.serve, served = side_by_side(configs)
        self.places = tuple(Place(config, clock, sample=sample) for config in served)
        front = Front(self.places, self.serve, clock, sample=sample)
        self._by_slug = {place.slug: place for place in self.places}
        self._front = front
        self._app = Origin(Guard(front, front.refusal), self.serve)

        listed = ", ".join(f"{place.mount}/ {place.title}" for place in self.places)
        self.title = f"{len(self.places)} topics ({listed})"
        self.asgi: App = self._answer

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request where it belongs."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        place, below = self._place(scope)
        if place is None or not await place.answer(below, receive, send):
            await self._app(scope, receive, send)

    def _place(self, scope: Scope) -> tuple[Place | None, Scope]:
        """The topic of a request, and the request as its site sees it."""
        path = str(scope["path"])
        raw = bytes(scope.get("raw_path") or path.encode())
        prefix = self.serve.prefix
        if prefix and path.startswith(f"{prefix}{FOLDER}"):
            path, raw = path.removeprefix(prefix), raw.removeprefix(prefix.encode())
        if not path.startswith(FOLDER):
            return None, scope
        place = self._by_slug.get(path.removeprefix(FOLDER).partition("/")[0])
        if place is None:
            return None, scope
        within = path.removeprefix(place.mount) or "/"
        as_sent = raw.removeprefix(place.mount.encode())
        if not as_sent.startswith(b"/") or as_sent == raw:  # without a slash; with a letter as %6c
            as_sent = quote(within).encode()
        return place, {**scope, "path": within, "raw_path": as_sent}

    async def watch(self) -> NoReturn:
        """Look again and again at what is published, so that nobody waits for it."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            for place in self.places:
                await place.of_its_own(_nothing)

    async def begin(self) -> list[Coroutine[Any, Any, Any]]:
        """Work out what readers can't do without; returns what may be worked out beside them."""
        for place in self.places:
            await place.of_its_own(warm_up.lists)
        return [self.watch(), self.make_ready()]

    async def make_ready(self) -> None:
        """Work out what the pages of each topic need."""
        for place in self.places:
            await place.of_its_own(lambda datasette: site(datasette).database.make_ready())

    def close(self) -> None:
        """Close the files of all topics."""
        for place in self.places:
            if place.datasette is not None:
                site(place.datasette).database.close()


async def _nothing(datasette: Datasette) -> None:
    del datasette  # to be looked at is all
