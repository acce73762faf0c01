"""Calls of tools through the protocol's own client, over stdio or HTTP or in one process."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from mcp import StdioServerParameters, types
from mcp.client.client import Client

MOST_BYTES = 20_000


def stdio(folder: Path) -> StdioServerParameters:
    """What starts `harvest mcp` in a folder with a config.toml."""
    arguments = ["-m", "harvest", "mcp", "--quiet"]
    return StdioServerParameters(command=sys.executable, args=arguments, cwd=str(folder))


def talk(server: Any, work: Callable[[Client], Awaitable[Any]], mode: str = "auto") -> Any:
    """What ``work`` returns of a connected client."""

    async def run() -> Any:
        async with Client(server, mode=mode) as client:
            return await work(client)

    return asyncio.run(run())


async def answer(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    """The object of an answer; both of its forms are the same and have room in a client."""
    result = await client.call_tool(tool, arguments)
    (text,) = result.content
    assert isinstance(text, types.TextContent)
    assert json.loads(text.text) == result.structured_content
    assert len(result.model_dump_json(by_alias=True).encode()) < MOST_BYTES
    assert result.is_error == ("error" in (result.structured_content or {}))
    return result.structured_content or {}


async def whole(client: Client, tool: str, **arguments: Any) -> list[dict[str, Any]]:
    """All items of a list, page after page to the end."""
    found: list[dict[str, Any]] = []
    cursor = None
    while True:
        given = arguments | ({"cursor": cursor} if cursor else {})
        told = await answer(client, tool, **given)
        assert "error" not in told, told
        assert told["returned"] == len(told["items"])
        found += told["items"]
        cursor = told["next_cursor"]
        if cursor is None:
            assert len(found) == told["total"]
            return found
        assert told["items"]
