"""Runs the site on the host and port of the configuration."""

import asyncio
import logging
import socket
import sqlite3
from collections.abc import Coroutine
from typing import Any, Protocol, Self

import click
import uvicorn

from harvest.config import Config
from harvest.errors import CannotCreate
from harvest.publish.read import is_of_an_earlier_version
from harvest.site import warm_up
from harvest.site.app import make
from harvest.site.serving.connections import ToldOnce, protocol, raise_file_limit
from harvest.site.serving.guard import App
from harvest.site.serving.hotswap import ServedDatabase
from harvest.site.several.server import Several

_BACKLOG = 512
_log = logging.getLogger(__name__)


def run(*configs: Config, sample: bool = False) -> None:
    """Serve until a signal ends it; the address stands on stdout once connections are taken."""
    with Serving(*configs, sample=sample) as serving:
        asyncio.run(serving.serve())


class Served(Protocol):
    """What is served: an application, what it is called, and what is to be done for it."""

    title: str
    asgi: App

    async def begin(self) -> list[Coroutine[Any, Any, Any]]:
        """Work out what readers can't do without; returns what is done while it is served."""
        ...


class _One:
    """One topic, at the addresses that it always has."""

    def __init__(self, config: Config, *, sample: bool) -> None:
        self._datasette = make(config, sample=sample)
        self._database: ServedDatabase = self._datasette.get_database(config.serve.database)
        self.title = config.topic.title
        self.asgi: App = self._datasette.app()

    async def begin(self) -> list[Coroutine[Any, Any, Any]]:
        """Read the indexes of the lists; make all else ready beside the first readers."""
        database = self._database
        return [database.watch(), *([database.make_ready()] if await self._has_lists() else [])]

    async def _has_lists(self) -> bool:
        """Whether lists can be made of what is published; says in the log what to do if not."""
        database = self._database
        try:
            with database.current.in_use():
                await warm_up.lists(self._datasette)
        except sqlite3.OperationalError as error:
            if not is_of_an_earlier_version(error):
                raise
            # An upgraded site that starts before the next publication takes that over by itself.
            _log.error("%s: published by an earlier version; run `harvest publish`", database.path)
            return False
        return True


class Serving:
    """The site, listening on its port; a context that gives the port back.

    With several topics each is below ``/t/``, on the host and port of the first. Raises
    StorageError if there is no public file of one alone yet, CannotCreate if the port is taken,
    ConfigError for several that can't be told apart.
    """

    def __init__(self, *configs: Config, sample: bool = False) -> None:
        self._served: Served = (
            _One(configs[0], sample=sample)
            if len(configs) == 1
            else Several(configs, sample=sample)
        )
        self._listener = _listen(configs[0].serve.host, configs[0].serve.port)
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
        for handler in logging.getLogger().handlers:
            handler.addFilter(ToldOnce())
        self._server = uvicorn.Server(
            uvicorn.Config(
                self._served.asgi,
                interface="asgi3",
                http=protocol(raise_file_limit()),
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=15,
                h11_max_incomplete_event_size=32_768,
            )
        )

    def __enter__(self) -> Self:
        """Use as a context."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Give the port back."""
        self._listener.close()

    @property
    def address(self) -> str:
        """Where the site is to be found."""
        host, port = self._listener.getsockname()[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}/"

    async def serve(self) -> None:
        """Serve until ``stop``, or in the main thread a signal, ends it."""
        ahead = await self._served.begin()
        click.echo(f"Serving {self._served.title} at {self.address}")
        beside = [asyncio.create_task(work) for work in ahead]
        await self._server.serve(sockets=[self._listener])
        for task in beside:
            task.cancel()

    def stop(self) -> None:
        """Take no more requests, finish those under way, and end; from any thread."""
        self._server.should_exit = True


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise CannotCreate(
            f"{host}:{port}: can't listen there: {error.strerror}; another program may be using "
            "the port: stop it, or choose another with --port"
        ) from error
    # asyncio does this only for sockets that name their protocol; without it, head and body of an
    # answer are 40 ms apart on a connection that is kept. Accepted sockets inherit it.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
