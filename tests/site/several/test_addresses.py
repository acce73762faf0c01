"""Where several topics are on one server: every address of each below its own path.

Relies on Datasette.
"""

import asyncio
import json
import re
import threading
from collections import Counter
from dataclasses import replace
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette

from harvest.config import Config
from harvest.site.server import Serving
from tests.helpers.site.several import SHARED, Server
from tests.helpers.site.site_pages import get, served
from tests.helpers.site.site_server import Running

ATOM = "{http://www.w3.org/2005/Atom}"
MOST, EACH = 300, 8
"""Pages of a topic that are read, and of one kind of them"""


def links(html: str) -> set[str]:
    """What the page leads to or loads, and where its forms send."""
    page = BeautifulSoup(html, "html.parser")
    return {
        str(tag[name])
        for name in ("href", "src", "action", "formaction")
        for tag in page.find_all(attrs={name: True})
    }


def test_every_link_of_a_topic_stays_in_it_and_leads_somewhere(server: Server) -> None:
    read: set[str] = set()
    ahead = ["/t/lupus/"]
    kinds: Counter[str] = Counter()
    for _ in range(MOST):
        if not ahead:
            break
        path = ahead.pop(0)
        answer = server.get(path)
        assert answer.status_code in (200, 302), path
        if "html" not in answer.headers.get("content-type", ""):
            continue
        for link in sorted(links(answer.text)):
            link = link.removeprefix("http://localhost")
            if not link.startswith("/"):
                continue
            if link == "/" or link.startswith("/search?q="):
                continue  # the front
            assert link.startswith("/t/lupus/"), (path, link)
            bare = urlsplit(link).path
            kind = re.sub(r"[A-Z]*\d+", "#", bare.removeprefix("/t/lupus/"))
            if bare not in read and kinds[kind.partition("/")[0]] < EACH:
                read.add(bare)
                kinds[kind.partition("/")[0]] += 1
                ahead.append(link)
    assert not ahead
    assert {"/t/lupus/changes.atom", "/t/lupus/evidence-lupus", "/t/lupus/status.json"} <= read
    assert len(read) > 60


def test_the_front_leads_to_each_topic_and_each_topic_back(server: Server) -> None:
    assert {"/t/liver/", "/t/lupus/", "/t/glp-1/", "/search"} <= links(server.get("/").text)
    assert "/" in links(server.get("/t/liver/trials").text)
    assert server.get("/t/liver").status_code == 200
    assert server.get("/t/%6civer/trials").status_code == 200
    for path in ("/trials", "/t/", "/t/other/", "/t/liverish/trials", "/evidence", "/t//liver/"):
        answer = server.get(path)
        assert answer.status_code == 404, path
        assert "/t/lupus/" in links(answer.text)


def test_redirects_stay_in_the_topic(server: Server) -> None:
    answer = server.get(f"/t/lupus/search?q={SHARED}")
    assert answer.status_code == 302
    assert answer.headers["location"] == f"/t/lupus/trials/{SHARED}"


def feed_of(answer: str) -> tuple[str, set[str], set[str]]:
    """Its own id, those of its entries, and its links."""
    feed = ET.fromstring(answer)
    entries = {str(each.findtext(f"{ATOM}id")) for each in feed.iter(f"{ATOM}entry")}
    hrefs = {each.attrib["href"] for each in feed.iter(f"{ATOM}link")}
    return str(feed.findtext(f"{ATOM}id")), entries, hrefs


def test_feeds_of_two_topics_share_no_id_though_they_hold_one_change(server: Server) -> None:
    feeds = [feed_of(server.get(f"/t/{name}/changes.atom").text) for name in ("liver", "lupus")]
    (one, its, hrefs), (other, others, other_hrefs) = feeds
    assert one != other
    assert (len(its), len(others)) == (2, 1)
    assert not its & others
    assert f"http://localhost/t/liver/trials/{SHARED}" in hrefs
    assert f"http://localhost/t/lupus/trials/{SHARED}" in other_hrefs
    assert all(href.startswith("http://localhost/t/liver/") for href in hrefs)


def test_what_programs_read_names_addresses_of_the_topic(server: Server) -> None:
    sitemap = server.get("/t/liver/sitemap-trials-1.xml").text
    assert f"<loc>http://localhost/t/liver/trials/{SHARED}</loc>" in sitemap
    assert "http://localhost/t/lupus/trials/" in server.get("/t/lupus/readouts.ics").text
    rows = server.get("/t/liver/evidence-liver/trials.json?_size=1&_shape=objects").json()
    assert rows["next_url"].startswith("http://localhost/t/liver/evidence-liver/trials.json?")
    robots = server.get("/robots.txt").text
    assert "Sitemap: http://localhost/t/lupus/sitemap.xml" in robots
    assert "Disallow: /t/lupus/evidence-lupus" in robots


def test_each_database_has_a_name_of_its_own(server: Server) -> None:
    names = [
        set(place.datasette.databases) - {"_internal"}
        for place in server.several.places
        if place.datasette
    ]
    assert names == [{"evidence-liver"}, {"evidence-lupus"}]
    assert server.get("/t/liver/evidence-lupus").status_code == 404
    formula = server.get("/t/liver/evidence-liver/trials.csv")
    assert formula.status_code == 200
    assert formula.text.startswith("trial_id,")


def test_below_a_path_of_its_own_too(configs: tuple[Config, ...]) -> None:
    base = "https://evidence.example.org/base"
    first = replace(configs[0], serve=replace(configs[0].serve, base_url=f"{base}/t/liver"))
    server = Server((first, *configs[1:]))
    host = "evidence.example.org"
    try:
        for path in ("/base/t/lupus/trials", "/t/lupus/trials"):  # a proxy may take it off
            found = {link for link in links(server.get(path, host).text) if link.startswith("/")}
            assert all(link.startswith(("/base/t/lupus/", "/base/")) for link in found)
            assert "/base/" in found
        assert "/base/t/liver/" in links(server.get("/base/", host).text)
        _, _, hrefs = feed_of(server.get("/t/lupus/changes.atom", host).text)
        assert all(href.startswith(f"{base}/t/lupus/") for href in hrefs)
        card = BeautifulSoup(server.get("/t/lupus/", host).text, "html.parser")
        image = card.find("meta", property="og:image")
        assert image is not None
        assert str(image["content"]).startswith(f"{base}/t/lupus/static/")
        straight = server.get("/search?q=NCT90000004", host)
        assert straight.headers["location"] == "/base/t/lupus/trials/NCT90000004"
        assert server.get("/", "elsewhere.example.org").status_code == 421
    finally:
        server.close()


# --- one topic alone ---


@pytest.fixture(scope="module")
def alone(configs: tuple[Config, ...]) -> Datasette:
    return served(configs[0])


def test_one_topic_alone_has_the_addresses_ids_and_name_that_it_always_had(
    alone: Datasette,
) -> None:
    assert set(alone.databases) - {"_internal"} == {"evidence"}
    page = get(alone, f"/trials/{SHARED}").text
    assert f"/evidence/trials/{SHARED}" in links(page)
    assert "All topics" not in page
    feed, entries, hrefs = feed_of(get(alone, "/changes.atom").text)
    assert feed == "urn:uuid:b55ea744-d30f-5489-8380-13404d14e255"
    assert entries == {
        "urn:uuid:68352c53-d0f2-5ec0-8167-18047ca37f1b",
        "urn:uuid:8fe91c83-051d-5e9b-b324-eab34312da43",
    }
    assert f"http://localhost/trials/{SHARED}" in hrefs
    for path in ("/", "/trials", "/search", "/queries", "/status.json", "/evidence/trials.json"):
        assert get(alone, path).status_code == 200, path
    assert get(alone, "/t/liver").status_code == 404
    assert json.loads(get(alone, "/evidence.json").text)["database"] == "evidence"


def test_over_http_the_address_of_each_is_said_and_all_answer(
    configs: tuple[Config, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    here = tuple(replace(each, serve=replace(each.serve, port=0)) for each in configs)
    with Serving(*here) as serving:
        thread = threading.Thread(target=lambda: asyncio.run(serving.serve()))
        thread.start()
        try:
            port = urlsplit(serving.address).port
            assert port is not None
            site = Running(port)
            assert site.get("/").status == 200
            assert site.get("/t/lupus/trials").status == 200
            assert site.get("/t/glp-1/").status == 503
            head = site.get("/t/liver/evidence-liver/trials.json", method="HEAD")
            assert (head.status, head.body) == (200, b"")
            assert site.get("/t/liver/follow", method="POST").status == 405
        finally:
            serving.stop()
            thread.join()
    told = capsys.readouterr().out
    assert told.startswith("Serving 3 topics (/t/liver/ Cells for the liver, /t/lupus/ CAR-T")
