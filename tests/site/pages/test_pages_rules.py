"""What every page keeps to: no codes, headings in steps, words for machines, a sitemap.

Relies on Datasette.
"""

import json
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette

from harvest.config import Config
from harvest.publish import publish
from tests.helpers.bases.rich_base import PAPER, RICH, THAT_DAY
from tests.helpers.clock import FakeClock
from tests.helpers.site.reading import CODE, get, soup, visible
from tests.helpers.site.site_pages import served


@pytest.mark.parametrize(
    "path",
    [
        "/", "/trials", "/articles", "/trials?view=table", "/articles?view=table&all=1",
        *(f"/trials/NCT9000000{n}" for n in range(1, 5)),
        *(f"/articles/9000000{n}" for n in range(1, 6)),
        "/search?q=cirrhosis", "/status",
    ],
)  # fmt: skip
def test_no_page_shows_a_code(site: Datasette, path: str) -> None:
    text = visible(soup(site, path))
    if path == "/status":  # it counts questions by the registries' own names of states
        text = text.replace("None.", "")
    assert CODE.findall(text) == []


@pytest.mark.parametrize(
    "path", [f"/trials/{RICH}", f"/articles/{PAPER}", "/", "/trials", "/search"]
)
def test_headings_go_down_one_step_at_a_time(site: Datasette, path: str) -> None:
    levels = [int(heading.name[1]) for heading in soup(site, path).find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        (f"/trials/{RICH}", "MedicalTrial", "name"),
        ("/trials/NCT90000003", "MedicalObservationalStudy", "name"),
        (f"/articles/{PAPER}", "ScholarlyArticle", "headline"),
    ],
)
def test_a_record_tells_machines_what_it_is(
    site: Datasette, path: str, kind: str, name: str
) -> None:
    page = soup(site, path)
    script = page.find("script", type="application/ld+json")
    assert script is not None
    told = json.loads(script.text)
    assert told["@context"] == "https://schema.org"
    assert told["@type"] == kind
    heading = page.find("h1")
    assert heading is not None
    assert told[name] == heading.text
    described = page.find("meta", property="og:title")
    assert described is not None
    assert page.title is not None
    assert described["content"] == page.title.text


def test_a_base_too_large_to_compare_all_pairs_says_so(config: Config, tmp_path: Path) -> None:
    large = replace(
        config,
        store=replace(config.store, path=tmp_path / "work.db"),
        publish=replace(config.publish, path=tmp_path / "evidence.db"),
    )
    shutil.copy(config.store.path, large.store.path)
    with closing(sqlite3.connect(large.store.path)) as db, db:
        db.execute("INSERT INTO evidence_done VALUES ('compared in part', '[\"article\"]')")
    publish(large, clock=FakeClock(THAT_DAY))
    for each, in_part in ((config, False), (large, True)):
        site = served(each)
        about, record = visible(soup(site, "/about")), visible(soup(site, f"/trials/{RICH}"))
        site.get_database("evidence").close()
        assert ("too many papers to compare all pairs" in about) == in_part
        assert ("Each record is compared with all others" in about) != in_part
        assert ("Papers were searched for among those that share" in record) == in_part


def test_the_sitemap_names_every_record_that_stands(site: Datasette) -> None:
    index = BeautifulSoup(get(site, "/sitemap.xml").text, "xml")
    found: list[str] = []
    for part in index.find_all("loc"):
        path = re.sub("^https?://[^/]*", "", part.text)
        found += [loc.text for loc in BeautifulSoup(get(site, path).text, "xml").find_all("loc")]
    paths = {re.sub("^https?://[^/]*", "", address) for address in found}
    assert {f"/trials/NCT9000000{n}" for n in range(1, 5)} <= paths
    assert {f"/articles/9000000{n}" for n in range(1, 6)} <= paths
    assert "/mesh/D008103" in paths
    assert "Sitemap: " in get(site, "/robots.txt").text
    assert get(site, "/sitemap-trials-2.xml").status_code == 404


def test_a_page_that_is_not_there_helps(site: Datasette) -> None:
    answer = get(site, "/trials/NCT12345678")
    assert answer.status_code == 404
    assert "No trial NCT12345678 was found here." in answer.text
    assert "https://clinicaltrials.gov/" in answer.text


@pytest.mark.parametrize("path", ["/", f"/trials/{RICH}", "/status", "/nope", "/evidence/trials"])
def test_every_page_has_the_mark_of_the_site_as_its_icon(site: Datasette, path: str) -> None:
    [icon] = BeautifulSoup(get(site, path).text, "lxml").select("head link[rel=icon]")
    assert icon["type"] == "image/svg+xml"
    drawn = get(site, str(icon["href"]))
    by_custom = get(site, "/favicon.ico")
    for answer in (drawn, by_custom):
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("image/svg+xml")
    assert by_custom.content == drawn.content
    assert BeautifulSoup(drawn.content, "xml").svg is not None


def test_the_head_of_a_page_shows_the_mark_beside_the_topic(site: Datasette) -> None:
    home = soup(site, "/").select_one("header a.home")
    assert home is not None
    mark = home.find("img")
    assert mark is not None
    assert mark["alt"] == ""  # the topic beside it says where the link leads
    assert "/static/icon.svg" in str(mark["src"])
