"""The server over stdin and stdout, for a client that starts it."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import TypeVar

from mcp.server.stdio import stdio_server

from harvest.config import Config
from harvest.publish.read import open_published
from harvest.site.assistant.protocol import server
from harvest.site.serving import limits

T = TypeVar("T")

_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class _File:
    """The published file, opened for each call: what is published meanwhile is read at once."""

    config: Config
    places: asyncio.Semaphore
    own_sql: bool = True
    sample: bool = False

    @property
    def base_url(self) -> str:
        return (self.config.serve.base_url or "").rstrip("/")

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        def in_thread() -> T:
            with closing(open_published(self.config)) as connection:
                limits.apply(connection)
                return work(connection)

        async with self.places:
            return await asyncio.to_thread(in_thread)


def serve(config: Config) -> None:
    """Answer until stdin ends. Raises StorageError where nothing is published."""
    with closing(open_published(config)):
        pass
    asyncio.run(_serve(config))


async def _serve(config: Config) -> None:
    file = _File(config, asyncio.Semaphore(_AT_ONCE))
    of = server(lambda: file)
    async with stdio_server() as (reading, writing):
        await of.run(reading, writing, of.create_initialization_options())
