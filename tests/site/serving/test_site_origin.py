"""Which names the site answers to, and where the addresses in its answers come from.

Relies on Datasette.
"""

import asyncio
import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from datasette.app import Datasette

from harvest.config import Config
from harvest.publish import publish
from harvest.site.app import make
from tests.helpers.bases.work_base import THAT_DAY, filled
from tests.helpers.clock import FakeClock

PUBLIC = "https://evidence.example.org"
SPOOFED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Server": "evil.example",
    "X-Original-URL": "http://evil.example/",
    "Forwarded": "host=evil.example;proto=gopher",
}
WITH_ADDRESSES = [
    "/changes.atom",
    "/trials/NCT90000001/changes.atom",
    "/readouts.ics",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/sitemap-trials-1.xml",
    "/robots.txt",
    "/evidence/trials",
    "/evidence/trials?_facet=status&_facet=phase",
    "/evidence/trials.json?_size=50&_facet=status",
    "/evidence/trials.json?_size=50&_shape=objects",
    "/evidence/trials/NCT90000001",
]
PAGES = ["/", "/trials/NCT90000001", "/status.json", "/nope", "/static/site.css"]


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    config = filled(tmp_path_factory.mktemp("origin"), 60, 2)
    publish(config, clock=FakeClock(THAT_DAY))
    return config


def serving(config: Config, **settings: Any) -> Iterator[Datasette]:
    site = make(replace(config, serve=replace(config.serve, **settings)))
    yield site
    site.get_database("evidence").close()


@pytest.fixture(scope="module")
def local(config: Config) -> Iterator[Datasette]:
    """On loopback, as it is without a word in the configuration."""
    yield from serving(config)


@pytest.fixture(scope="module")
def public(config: Config) -> Iterator[Datasette]:
    """On loopback, its public address told."""
    yield from serving(config, base_url=PUBLIC)


@pytest.fixture(scope="module")
def reachable(config: Config) -> Iterator[Datasette]:
    """On an address that others reach, its public address not told."""
    yield from serving(config, host="0.0.0.0")


def ask(site: Datasette, path: str, host: str, **more: str) -> Any:
    return asyncio.run(site.client.get(path, headers={"Host": host, **more}))


@pytest.mark.parametrize("path", WITH_ADDRESSES)
@pytest.mark.parametrize("host", ["evidence.example.org", "localhost:8001"])
def test_with_a_public_address_every_link_has_its_scheme_and_host_whatever_headers_say(
    public: Datasette, path: str, host: str
) -> None:
    plain, spoofed = ask(public, path, host), ask(public, path, host, **SPOOFED)
    assert plain.status_code == 200
    for wrong in ("localhost", "http://evidence", "evil", "gopher"):
        assert wrong not in plain.text + str(plain.headers) + spoofed.text + str(spoofed.headers)
    assert timeless(spoofed) == timeless(plain)


def timeless(answer: Any) -> tuple[str, list[tuple[str, str]]]:
    """An answer without how long it took."""
    text = re.sub(r'"query_ms": [0-9.e-]+|Queries took [0-9.]+ms', "", answer.text)
    return text, [pair for pair in answer.headers.items() if pair[0] != "content-length"]


def test_the_links_that_are_made_from_the_address_are_there(public: Datasette) -> None:
    for path in WITH_ADDRESSES:
        if path != "/evidence/trials":  # a page of links within the site, but for its header
            answer = ask(public, path, "localhost")
            assert PUBLIC in answer.text + str(answer.headers), path
    tables = ask(public, "/evidence/trials.json?_size=50&_facet=status", "localhost").json()
    assert tables["next_url"].startswith(f"{PUBLIC}/evidence/trials.json?")
    toggles = [value["toggle_url"] for value in tables["facet_results"]["status"]["results"]]
    assert toggles
    assert all(each.startswith(f"{PUBLIC}/evidence/trials.json?") for each in toggles)


def test_a_page_that_is_shared_is_shown_with_the_card_of_the_site(
    public: Datasette, local: Datasette
) -> None:
    for path in ("/", "/trials/NCT90000001", "/status"):
        [address] = re.findall(
            r'<meta property="og:image" content="([^"]*)">', ask(public, path, "localhost").text
        )
        assert address.startswith(f"{PUBLIC}/static/card.png?")
        # Who is shown it has no other way to it than a public address.
        assert "og:image" not in ask(local, path, "localhost").text
    card = ask(public, address.removeprefix(PUBLIC), "localhost")
    assert card.headers["content-type"] == "image/png"
    assert struct.unpack(">II", card.content[16:24]) == (1200, 630)


@pytest.mark.parametrize(
    "host", ["evil.example", "evidence.example.org.evil.example", "10.0.0.1", "[2001:db8::1]:80",
             "0", "127.0.0.1.evil.example", "evil.localhost"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/changes.atom", *PAGES])
def test_a_name_that_is_not_ours_gets_no_page(
    public: Datasette, local: Datasette, path: str, host: str
) -> None:
    for site in (public, local):
        answer = ask(site, path, host)
        assert answer.status_code == 421
        assert "base_url" in answer.text
        assert "Synthetic topic" not in answer.text
        assert host not in answer.text + str(answer.headers)
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:8001", "localhost.", "127.0.0.1:8001", "127.8.9.1", "[::1]:8001"],
)
def test_this_machine_itself_is_answered_under_its_names(
    public: Datasette, local: Datasette, host: str
) -> None:
    for site in (public, local):
        assert ask(site, "/status.json", host).status_code == 200
    robots = ask(local, "/robots.txt", host, **SPOOFED).text
    assert robots.endswith(f"Sitemap: http://{host}/sitemap.xml\n")


@pytest.mark.parametrize(
    "host", ["Evidence.Example.ORG", "evidence.example.org.", "evidence.example.org:443"]
)
def test_the_public_name_is_known_in_each_of_its_forms(public: Datasette, host: str) -> None:
    answer = ask(public, "/robots.txt", host)
    assert answer.text.endswith(f"Sitemap: {PUBLIC}/sitemap.xml\n")


def test_a_public_name_in_other_letters_is_known_as_it_is_asked_for(config: Config) -> None:
    for site in serving(config, base_url="https://évidence.example"):
        answer = ask(site, "/evidence/trials.json?_size=50", "xn--vidence-9xa.example")
        assert answer.json()["next_url"].startswith("https://xn--vidence-9xa.example/")
        assert ask(site, "/", "evidence.example").status_code == 421


def test_the_configured_host_is_answered(config: Config) -> None:
    for site in serving(config, host="192.0.2.7", base_url=PUBLIC):
        answer = ask(site, "/robots.txt", "192.0.2.7:8001")
        assert answer.text.endswith(f"Sitemap: {PUBLIC}/sitemap.xml\n")
        assert ask(site, "/robots.txt", "192.0.2.8").status_code == 421


@pytest.mark.parametrize(
    "host",
    ['x"><script>', "evil.example/x", "a b", "a@b", "a:b", "a:99999", "[::1", "[1:2]", ":80"],
)
def test_what_is_no_host_is_refused(
    public: Datasette, local: Datasette, reachable: Datasette, host: str
) -> None:
    for site in (public, local, reachable):
        answer = ask(site, "/changes.atom", host)
        assert answer.status_code == 400
        assert answer.text == "The Host header is not a host.\n"


def test_two_hosts_in_one_request_are_refused(public: Datasette) -> None:
    headers = [(b"host", b"localhost"), (b"host", b"evidence.example.org")]
    scope = {
        "type": "http", "method": "GET", "path": "/", "raw_path": b"/", "query_string": b"",
        "scheme": "http", "headers": headers,
    }  # fmt: skip
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    asyncio.run(public.app()(scope, receive, send))
    assert sent[0]["status"] == 400


@pytest.mark.parametrize("path", [*WITH_ADDRESSES, *PAGES])
def test_without_a_public_address_no_shared_cache_keeps_what_others_reach(
    reachable: Datasette, path: str
) -> None:
    answer = ask(reachable, path, "wards.example:8080", **SPOOFED)
    assert "private" in answer.headers.get_list("cache-control", split_commas=True)
    assert "evil" not in answer.text + str(answer.headers)


@pytest.mark.parametrize("path", ["/", "/changes.atom", "/evidence/trials"])
def test_with_a_public_address_shared_caches_may_keep_answers(public: Datasette, path: str) -> None:
    allowed = ask(public, path, "evidence.example.org").headers["cache-control"]
    assert re.fullmatch("max-age=[0-9]+", allowed)
