"""Runs the site on the host and port of the configuration."""

import asyncio
import logging
import socket
import sqlite3
from typing import Self

import click
import uvicorn

from harvest.config import Config
from harvest.errors import CannotCreate
from harvest.publish.read import is_of_an_earlier_version
from harvest.site import warm_up
from harvest.site.app import make
from harvest.site.serving.connections import ToldOnce, protocol, raise_file_limit
from harvest.site.serving.hotswap import ServedDatabase

_BACKLOG = 512
_log = logging.getLogger(__name__)


def run(config: Config, *, sample: bool = False) -> None:
    """Serve until a signal ends it; the address stands on stdout once connections are taken."""
    with Serving(config, sample=sample) as serving:
        asyncio.run(serving.serve())


class Serving:
    """The site, listening on its port; a context that gives the port back.

    Raises StorageError if there is no public file yet, CannotCreate if the port is taken.
    """

    def __init__(self, config: Config, *, sample: bool = False) -> None:
        self._title = config.topic.title
        self._application = make(config, sample=sample)
        self._listener = _listen(config.serve.host, config.serve.port)
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
        for handler in logging.getLogger().handlers:
            handler.addFilter(ToldOnce())
        self._server = uvicorn.Server(
            uvicorn.Config(
                self._application.app(),
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

    async def _has_lists(self, database: ServedDatabase) -> bool:
        """Whether lists can be made of what is published; says in the log what to do if not."""
        try:
            with database.current.in_use():
                await warm_up.lists(self._application)
        except sqlite3.OperationalError as error:
            if not is_of_an_earlier_version(error):
                raise
            # An upgraded site that starts before the next publication takes that over by itself.
            _log.error("%s: published by an earlier version; run `harvest publish`", database.path)
            return False
        return True

    async def serve(self) -> None:
        """Serve until ``stop``, or in the main thread a signal, ends it."""
        database: ServedDatabase = self._application.get_database("evidence")
        has_lists = await self._has_lists(database)
        click.echo(f"Serving {self._title} at {self.address}")
        ahead = [database.watch(), *([database.make_ready()] if has_lists else [])]
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
