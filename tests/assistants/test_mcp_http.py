"""`/mcp` on the site: old and new clients beside readers, origins, mistakes; off by default.

Relies on Datasette.
"""

import asyncio
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import requests
from datasette.app import Datasette

from harvest.config import Config
from harvest.site.server import Serving
from tests.helpers.assistants.client import answer, talk, whole
from tests.helpers.site.site_pages import served

HEADERS = {
    "content-type": "application/json",
    "accept": "application/json, text/event-stream",
    "mcp-protocol-version": "2025-06-18",
}


def call(tool: str, **arguments: object) -> dict[str, Any]:
    given = {"name": tool, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": given}


@pytest.fixture(scope="module")
def address(config: Config) -> Iterator[str]:
    """The site, with assistants let in."""
    with Serving(replace(config, serve=replace(config.serve, port=0, mcp=True))) as serving:
        thread = threading.Thread(target=lambda: asyncio.run(serving.serve()))
        thread.start()
        yield f"{serving.address}mcp"
        serving.stop()
        thread.join(30)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_client_of_either_protocol_calls_eight_at_a_time_beside_readers(address, mode):
    pages: list[int] = []
    reader = threading.Thread(
        target=lambda: pages.extend(
            requests.get(address.removesuffix("mcp"), timeout=30).status_code for _ in range(10)
        )
    )

    async def work(client: Any) -> Any:
        calls = (answer(client, "search", text="cirrhosis", limit=2) for _ in range(8))
        return await asyncio.gather(*calls), await whole(client, "record", id="NCT90000001")

    reader.start()
    answers, items = talk(address, work, mode)
    reader.join()
    assert len({json.dumps(told) for told in answers}) == 1
    page = answers[0]["items"][0]["page"]
    assert page.startswith(f"{address.removesuffix('mcp')}trials/")
    assert items
    assert pages == [200] * 10


def test_a_call_needs_no_session(address):
    told = requests.post(
        address, json=call("search", text="cirrhosis"), headers=HEADERS, timeout=30
    )
    assert told.status_code == 200
    assert told.json()["result"]["structuredContent"]["total"] == 5


@pytest.mark.parametrize(
    ("origin", "status"),
    [("https://evil.example", 403), ("null", 403), ("http://127.0.0.1:1", 403), ("", 200)],
)
def test_a_page_of_another_site_is_refused(address, origin, status):
    headers = HEADERS | ({"origin": origin} if origin else {})
    assert requests.post(
        address, json=call("search"), headers=headers, timeout=30
    ).status_code == status  # fmt: skip
    own = HEADERS | {"origin": address.removesuffix("/mcp")}
    assert requests.post(address, json=call("search"), headers=own, timeout=30).status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"\xff\xfe", 400),
        (json.dumps(call("search", text="x" * 1_000_000)).encode(), 200),
        (b'{"a": "' + b"x" * 3_000_000 + b'"}', 413),
        (b"[" * 100_000, 400),
    ],
)
def test_a_request_that_is_none_is_an_error_and_the_site_goes_on(address, body, status):
    told = requests.post(address, data=body, headers=HEADERS, timeout=30)
    assert told.status_code == status
    if status == 200:
        assert "longer than 2,000" in told.json()["result"]["structuredContent"]["error"]
    assert requests.get(address.removesuffix("mcp"), timeout=30).status_code == 200


def test_a_reader_gets_a_page_that_says_how_to_connect_and_a_stream_is_refused(address):
    assert requests.get(address, headers={"accept": "*/*"}, timeout=30).status_code == 200
    page = requests.get(address, headers={"accept": "text/html"}, timeout=30)
    assert (page.status_code, address in page.text) == (200, True)
    assert "Check a text or reference list" in page.text or "run_query" in page.text
    stream = requests.get(address, headers={"accept": "text/event-stream"}, timeout=30)
    assert stream.status_code == 405


def test_assistants_are_let_in_where_it_is_switched_on_alone(config):
    site: Datasette = served(config)
    try:
        got = asyncio.run(site.client.get("/mcp"))
        posted = asyncio.run(site.client.post("/mcp", json=call("search"), headers=HEADERS))
        assert (got.status_code, posted.status_code) == (404, 405)
    finally:
        site.get_database("evidence").close()
