"""Two published topics that hold one trial both, a third without a file, and a server of them."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx

from harvest.config import Config, Topic
from harvest.packs.folders import PACKS
from harvest.publish import publish
from harvest.site.several.server import Several
from tests.helpers.bases.work_base import (
    CONDITION,
    NOW,
    THAT_DAY,
    article,
    create,
    execute,
    insert,
    make_config,
    trial,
)
from tests.helpers.clock import FakeClock
from tests.helpers.site.site_pages import tell

SHARED = "NCT90000003"
"""The trial that both topics hold"""


def topic(folder: Path, slug: str, title: str, *packs: str) -> Config:
    """A configuration of its own folder."""
    folder.mkdir()
    config = make_config(folder)
    of = Topic(title, None, (CONDITION,), packs=tuple(PACKS / each for each in packs), slug=slug)
    return replace(config, path=folder / "config.toml", topic=of)


def liver(folder: Path) -> Config:
    """Trials 1 to 3 with their papers, and news."""
    config = topic(folder / "liver", "liver", "Cells for the liver", "cells", "liver")
    create(config.store.path)
    rows = [
        row
        for number in (1, 2, 3)
        for row in (*trial(number, status="COMPLETED"), *article(number))
    ]
    insert(config.store.path, rows)
    tell(config.store.path, "NCT90000001", "status", "RECRUITING", "COMPLETED")
    tell(config.store.path, SHARED, "status", "RECRUITING", "COMPLETED")
    publish(config)
    return config


def lupus(folder: Path) -> Config:
    """Trial 3, too, and trial 4; harvested three days before."""
    config = topic(folder / "lupus", "lupus", "CAR-T in lupus", "drug", "lupus")
    create(config.store.path)
    insert(
        config.store.path,
        [
            *trial(3),
            *trial(4, brief_title="CAR-T cells in lupus nephritis"),
            *article(4, title="CAR-T cells calm lupus"),
        ],
    )
    tell(config.store.path, SHARED, "status", "RECRUITING", "COMPLETED")
    publish(config)
    old = "UPDATE runs SET started = '2026-11-21T06:00:00Z', finished = '2026-11-21T06:00:00Z'"
    execute(config.store.path, old)
    publish(config)
    return config


class Server:
    """Several topics as a client meets them, on a clock that the test moves."""

    def __init__(self, configs: Sequence[Config]) -> None:
        self.clock = FakeClock(THAT_DAY)
        self.several = Several(configs, clock=self.clock)

    def get(self, path: str, host: str = "localhost") -> Any:
        """The answer to a request."""
        return asyncio.run(self._get(path, host))

    async def _get(self, path: str, host: str) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.several.asgi)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
            return await client.get(path)

    def post(self, path: str, fields: dict[str, str], host: str, **headers: str) -> Any:
        """The answer to a form."""

        async def sent() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.several.asgi)
            async with httpx.AsyncClient(transport=transport, base_url=f"https://{host}") as client:
                return await client.post(path, data=fields, headers=headers)

        return asyncio.run(sent())

    def close(self) -> None:
        """Give the files back."""
        self.several.close()


__all__ = ["NOW", "SHARED", "Server", "liver", "lupus", "topic"]
