"""Assistants and texts to compare, through the shipped nginx with TLS, below a path of its host.

Relies on Datasette, other processes and nginx.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
from mcp.client.streamable_http import streamable_http_client

from tests.helpers.assistants.client import answer, talk, whole
from tests.helpers.bases.rich_base import RICH, build
from tests.helpers.site.nginx import NAME, proxied, tool
from tests.helpers.site.site_server import Running, in_a_process

BASE = f"https://{NAME}/evidence-base"


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    tool("nginx")
    folder = tmp_path_factory.mktemp("posted")
    build(folder)
    with (
        in_a_process(folder, base_url=BASE, mcp=True) as site,
        proxied(folder, site, tls=True) as started,
    ):
        yield started


@asynccontextmanager
async def over(address: str) -> AsyncIterator[Any]:
    """A connection that takes the certificate of the tests."""
    async with (
        httpx2.AsyncClient(verify=False, headers={"host": NAME}, timeout=30) as client,
        streamable_http_client(address, http_client=client) as streams,
    ):
        yield streams


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_client_works_through_the_proxy_and_is_given_the_public_address(proxy, mode):
    address = f"https://127.0.0.1:{proxy.port}/evidence-base/mcp"

    async def work(of: Any) -> Any:
        names = {each.name for each in (await of.list_tools()).tools}
        return (
            names,
            await whole(of, "record", id=RICH),
            await answer(of, "search", text="x" * 9000),
        )

    names, items, refused = talk(over(address), work, mode)
    assert "sql" not in names  # a visitor from elsewhere
    assert len(items) > 20
    assert "longer than 2,000" in refused["error"]


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (f"https://{NAME}", 200),
        ("https://evil.example", 403),
        (f"http://{NAME}", 403),
        ("null", 403),
        ("https://127.0.0.1", 403),
    ],
)
def test_a_page_of_another_site_is_refused_behind_the_proxy_too(proxy, origin, status):
    address = f"https://127.0.0.1:{proxy.port}/evidence-base/mcp"
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {
        "host": NAME, "origin": origin, "mcp-protocol-version": "2025-06-18",
        "accept": "application/json, text/event-stream",
    }  # fmt: skip
    with httpx2.Client(verify=False, headers=headers, timeout=30) as sender:
        assert sender.post(address, json=call).status_code == status


def test_a_text_that_is_longer_than_a_form_is_compared_through_the_proxy(proxy):
    address = f"https://127.0.0.1:{proxy.port}/evidence-base/verify"
    text = f"{RICH} enrolled 121 patients.\n\n" + "Nothing is said here.\n\n" * 2_000
    with httpx2.Client(verify=False, headers={"host": NAME}, timeout=30) as sender:
        page = sender.post(address, data={"text": text})
        told = sender.post(f"{address}.json", data={"text": text})
        large = sender.post(address, data={"text": "x" * 3_000_000})
        shown = sender.get(address.replace("/verify", "/mcp"), headers={"accept": "text/html"})
    assert (page.status_code, large.status_code) == (200, 413)
    assert "The record states 120" in page.text
    assert told.json()["needs_attention"] == 1
    assert f"{BASE}/mcp" in shown.text
    assert "x-cache" not in page.headers
