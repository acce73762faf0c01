"""Assistants where several topics are on one server: each topic answers at its own address.

Relies on Datasette.
"""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import requests

from harvest.config import Config
from harvest.site.server import Serving
from tests.helpers.assistants.client import answer, talk, whole
from tests.helpers.site.several import SHARED

CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
HEADERS = {
    "accept": "application/json, text/event-stream",
    "mcp-protocol-version": "2025-06-18",
}


@pytest.fixture(scope="module")
def address(configs: tuple[Config, ...]) -> Iterator[str]:
    """The server of two topics that let assistants in, and of one without a file."""
    let_in = [replace(each, serve=replace(each.serve, port=0, mcp=True)) for each in configs]
    with Serving(*let_in) as serving:
        thread = threading.Thread(target=lambda: asyncio.run(serving.serve()))
        thread.start()
        yield serving.address
        serving.stop()
        thread.join(30)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_each_topic_answers_of_its_own_records_with_its_own_addresses(address, mode):
    async def work(client: Any) -> Any:
        every = await whole(client, "search")
        told = await answer(client, "table", ids=[SHARED])
        return every, told, await answer(client, "search", limit=1)

    liver = talk(f"{address}t/liver/mcp", work, mode)
    lupus = talk(f"{address}t/lupus/mcp", work, mode)
    for slug, (items, told, _) in (("liver", liver), ("lupus", lupus)):
        assert all(each["page"].startswith(f"{address}t/{slug}/trials/") for each in items)
        assert told["download"].startswith(f"{address}t/{slug}/compare?")
    assert {each["record"] for each in lupus[0]} == {SHARED, "NCT90000004"}
    assert {each["record"] for each in liver[0]} == {"NCT90000001", "NCT90000002", SHARED}
    assert liver[1]["publication"]["topic"] == "Cells for the liver"
    assert "aetiology" in liver[1]["columns"]
    assert "aetiology" not in lupus[1]["columns"]


def test_a_cursor_of_one_topic_is_none_of_another(address):
    async def first(client: Any) -> Any:
        return (await answer(client, "search", limit=1))["next_cursor"]

    cursor = talk(f"{address}t/liver/mcp", first)
    told = talk(
        f"{address}t/lupus/mcp", lambda client: answer(client, "search", cursor=cursor, limit=1)
    )
    assert "cursor: is of" in told["error"]


@pytest.mark.parametrize(
    ("path", "origin", "status"),
    [
        ("t/liver/mcp", "", 200),
        ("t/liver/mcp", "own", 200),
        ("t/liver/mcp", "https://evil.example", 403),
        ("t/liver/mcp", "null", 403),
        ("t/glp-1/mcp", "", 405),
        ("t/none/mcp", "", 405),
        ("mcp", "", 405),
    ],
)
def test_origins_are_checked_and_there_is_nothing_where_no_topic_is(address, path, origin, status):
    headers = HEADERS | ({"origin": origin.replace("own", address.rstrip("/"))} if origin else {})
    told = requests.post(f"{address}{path}", json=CALL, headers=headers, timeout=30)
    assert told.status_code == status


def test_a_reader_of_each_topic_is_told_its_own_address(address):
    page = requests.get(f"{address}t/lupus/mcp", headers={"accept": "text/html"}, timeout=30)
    assert f"{address}t/lupus/mcp" in page.text
    assert (
        requests.get(f"{address}mcp", headers={"accept": "text/html"}, timeout=30).status_code
        == 404
    )
