"""Which generation a site serves, step by step, on a clock that the test moves."""

import asyncio
from collections.abc import Callable
from typing import Any

from harvest.config import Config
from harvest.site.app import make
from harvest.site.serving.hotswap import LOOK_EVERY
from tests.helpers.clock import FakeClock


async def told(site: Any) -> int:
    answer = await site.client.get("/status.json")
    assert answer.status_code == 200
    return int(answer.json()["generation"])


def in_steps(config: Config, *steps: Callable[[], object]) -> list[int]:
    """The generation that is served at first and after each step, looks being a second apart."""
    clock = FakeClock()
    site = make(config, clock=clock)

    async def run() -> list[int]:
        seen = [await told(site)]
        for step in steps:
            step()
            clock.advance(LOOK_EVERY)
            seen.append(await told(site))
        return seen

    try:
        return asyncio.run(run())
    finally:
        site.get_database("evidence").close()
