"""`harvest mcp` over stdio: old and new clients, many calls at once, nothing written.

Relies on nothing beside the program.
"""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from harvest.config import Config
from tests.helpers.assistants.client import answer, stdio, talk
from tests.helpers.bases.work_base import config_text


@pytest.fixture(scope="module")
def folder(config: Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("mcp")
    (made / "config.toml").write_text(config_text(made / "none.db", config.publish.path))
    return made


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_client_of_either_protocol_lists_tools_and_calls_eight_at_a_time(folder, mode):
    async def work(client: Any) -> Any:
        names = [tool.name for tool in (await client.list_tools()).tools]
        calls = (answer(client, "search", text="cirrhosis", limit=1) for _ in range(8))
        return names, await asyncio.gather(*calls), await answer(client, "nope")

    names, answers, refused = talk(stdio(folder), work, mode)
    assert "verify" in names
    assert {told["publication"]["published_on"] for told in answers} == {"2026-11-24"}
    assert len({str(told) for told in answers}) == 1
    assert "unknown tool" in refused["error"]
    assert {path.name for path in folder.iterdir()} == {"config.toml"}
