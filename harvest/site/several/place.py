"""One topic of several: its site, or what is in the way of it at the moment."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from datasette.app import Datasette

from harvest.clock import Clock
from harvest.config import Config
from harvest.errors import ConfigError, HarvestError
from harvest.packs.folders import using
from harvest.publish.read import is_of_an_earlier_version
from harvest.site.app import make
from harvest.site.page import site
from harvest.site.serving.guard import App, Receive, Scope, Send
from harvest.site.serving.hotswap import LOOK_EVERY

T = TypeVar("T")

_NOTHING = "Nothing is published yet."
_UNREADABLE = "The published file can't be read; the operator can find the cause in the log."

_EARLIER = "The published file is of an earlier version: the operator runs harvest publish."

_log = logging.getLogger(__name__)


class Place:
    """Where a topic is on the server; looked at again and again until it has a site."""

    def __init__(self, config: Config, clock: Clock, *, sample: bool) -> None:
        self.config = config
        self.fault = ""
        """Why there is no site, for readers"""
        self._clock = clock
        self._sample = sample
        self._datasette: Datasette | None = None
        self._app: App | None = None
        self._told = ""
        self._next_look = clock.monotonic() + LOOK_EVERY
        self._make()

    @property
    def slug(self) -> str:
        """The name of the topic in addresses."""
        return self.config.topic.slug

    @property
    def title(self) -> str:
        """The name of the topic."""
        return self.config.topic.title

    @property
    def mount(self) -> str:
        """What its addresses begin with below the server's own: ``/t/asthma``."""
        return self.config.serve.mount

    @property
    def datasette(self) -> Datasette | None:
        """Its site; None where there is none."""
        return self._datasette

    async def look(self) -> None:
        """See what is published now, at most once in a second."""
        if self._datasette is not None:
            await site(self._datasette).database.look()
            return
        now = self._clock.monotonic()
        if now < self._next_look:
            return
        self._next_look = now + LOOK_EVERY
        await asyncio.to_thread(self._make)

    def _make(self) -> None:
        try:
            made = make(self.config, sample=self._sample, clock=self._clock)
        except ConfigError:
            raise  # waiting would not help
        except HarvestError as error:
            self.fault = _UNREADABLE if self.config.publish.path.exists() else _NOTHING
            if str(error) != self._told:
                self._told = str(error)
                _log.warning("%s: %s", self.slug, error)
            return
        self._app, self._datasette = made.app(), made
        if self._told:
            _log.info("%s: served from now on", self.slug)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> bool:
        """Let its site answer a request, whose path is below its own; False without a site."""
        if self._datasette is None:
            await self.look()
        if self._app is None:
            return False
        await self._app(scope, receive, send)
        return True

    async def of_its_own(self, work: Callable[[Datasette], Awaitable[T]]) -> T | None:
        """The outcome of ``work`` on its site, with its packs and from one file; None without.

        Whatever goes wrong is in the log, and the other topics go on.
        """
        try:
            await self.look()
            if self._datasette is None:
                return None
            with site(self._datasette).database.current.in_use(), using(self.config.topic.packs):
                return await work(self._datasette)
        except Exception as error:  # noqa: BLE001 (one topic's fault, whatever it is, is its own)
            if is_of_an_earlier_version(error):
                self.fault = _EARLIER
                _log.warning("%s: %s", self.config.publish.path, self.fault)
            else:
                self.fault = _UNREADABLE
                _log.error("%s: %s", self.slug, error, exc_info=error)
            return None
