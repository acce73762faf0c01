"""The lists and the search of a snapshot, worked out in a browser from the disk, as the site's.

Relies on stand-ins, the sample's year, Datasette and Chromium.
"""

import asyncio
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from datasette.app import Datasette
from datasette.utils import MultiParams
from selenium import webdriver

from harvest.packs.folders import using
from harvest.site.app import make
from harvest.site.lists.answer import figures, filtered_ids
from harvest.site.lists.asked import read
from harvest.snapshot.bundle import bundle
from harvest.snapshot.listing import data
from harvest.snapshot.walk import Walk
from tests.helpers.bases.sample_year import Year
from tests.helpers.clock import FakeClock
from tests.helpers.site.browser import SIZES, chromium, complaints, overflow, resize
from tests.helpers.site.reading import get

PAGES = ("/trials", "/articles", "/search", "/trials/NCT90000010")


@pytest.fixture(scope="module")
def site(sample_year: Year) -> Iterator[Datasette]:
    with using(sample_year.config.topic.packs):
        made = make(sample_year.config, sample=True, clock=FakeClock(), still=True)
        yield made
        made.get_database("evidence").close()


@pytest.fixture(scope="module")
def folder(site: Datasette, sample_year: Year, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lists and the search unpacked, and one of the records."""
    unpacked = tmp_path_factory.mktemp("unpacked")
    walk = Walk(site, sample_year.config.publish.path, tmp_path_factory.mktemp("walk"))

    async def some() -> bytes:
        for address in PAGES:
            for shown in await walk.take(address):
                if shown.startswith("/static/"):
                    await walk.take(shown)
        return await bundle(walk)

    file = unpacked / "site.zip"
    file.write_bytes(asyncio.run(some()))
    with zipfile.ZipFile(file) as opened:
        opened.extractall(unpacked)
    return unpacked


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    with chromium() as opened:
        yield opened


def opened(browser: webdriver.Chrome, folder: Path, address: str) -> None:
    browser.get("about:blank")  # another hash alone would not load the page again
    browser.get(f"{folder.as_uri()}/site/{address}")


LISTS = [
    ("trials", ""),
    ("trials", "cell_source=bone_marrow"),
    ("trials", "cell_source=bone_marrow&cell_source=umbilical_cord&status=RECRUITING&sort=size"),
    ("trials", "all=1&show=registrations&sort=registered"),
    ("trials", "removed=1"),
    ("trials", "scale=MELD&weeks=24&measured=primary"),
    ("trials", "under=Stem+Cell+Transplantation&all=1&show=registrations"),
    ("trials", "country=China&sort=topic"),
    ("articles", ""),
    ("articles", "year=2024&sort=oldest"),
    ("articles", "all=1&integrity=retracted&integrity=concern"),
    ("articles", "trial=results&all=1"),
]


@pytest.mark.parametrize(("kind", "query"), LISTS)
def test_a_list_holds_what_the_site_lists_in_its_order(
    browser: webdriver.Chrome, folder: Path, site: Datasette, kind: Any, query: str
) -> None:
    args = MultiParams(parse_qs(query, keep_blank_values=True))
    opened(browser, folder, f"{kind}.html#?{query}")
    kept = browser.execute_script(
        "const data = SNAPSHOT[arguments[0]];"
        " const state = stateOf(data, arguments[1]); const held = filtered(data, state);"
        " return [ordered(data, state, held).map((place) => data.ids[place]),"
        " counted(data, state, held).map("
        "   (facet) => [facet.name, facet.values.map((each) => [each.value, each.records])])]",
        kind,
        query,
    )
    assert kept[0] == asyncio.run(filtered_ids(site, kind, args))
    live = asyncio.run(figures(site, read(kind, args))).counts or {}
    for name, values in kept[1]:
        told = {value: number for value, number in values if number}
        assert told == dict(live.get(name, {})), name
    shown = browser.execute_script("return document.querySelector('.count strong').textContent")
    assert shown == f"{len(kept[0]):,}"
    assert browser.execute_script("return document.querySelectorAll('.card').length") == min(
        25, len(kept[0])
    )


@pytest.mark.parametrize(
    "words", ["umbilical cord", "infusions", "randomised OR placebo", "cells -alcoholic", "hepat*"]
)
def test_words_find_the_records_that_the_site_finds(
    browser: webdriver.Chrome, folder: Path, site: Datasette, words: str
) -> None:
    opened(browser, folder, "search.html")
    for kind in ("trials", "articles"):
        kept = browser.execute_script(
            "const data = SNAPSHOT[arguments[0]];"
            " const state = { ...stateOf(data, ''), q: arguments[1], registrations: true };"
            " return ordered(data, state, filtered(data, state)).map((place) => data.ids[place])",
            kind,
            words,
        )
        args = MultiParams({"q": [words], "show": ["registrations"]})
        live = asyncio.run(filtered_ids(site, kind, args))
        assert sorted(kept) == sorted(live)
        assert live


@pytest.mark.parametrize("size", SIZES)
def test_the_search_box_works_from_the_disk(
    browser: webdriver.Chrome, folder: Path, size: str
) -> None:
    resize(browser, size)
    opened(browser, folder, "trials.html")
    box = browser.find_element("css selector", "#q")
    box.send_keys("umbilical cord")
    box.submit()
    assert "search.html" in browser.current_url
    assert "Search: umbilical cord" in browser.find_element("css selector", "h1").text
    assert browser.find_elements("css selector", ".card h3")
    assert overflow(browser) == []
    opened(browser, folder, "search.html?q=nct90000010")
    assert browser.current_url.endswith("/site/trials/NCT90000010.html")


def test_a_part_of_a_list_is_downloaded_as_the_site_gives_it(
    browser: webdriver.Chrome, folder: Path, site: Datasette
) -> None:
    for ending in ("ris", "csv"):
        query = "cell_source=bone_marrow&show=registrations"
        opened(browser, folder, f"trials.html#?{query}")
        kept = browser.execute_async_script(
            "const done = arguments[1];"
            " const kept = URL.createObjectURL;"
            " URL.createObjectURL = (blob) => { blob.text().then(done); return kept(blob); };"
            " document.querySelector(`button[data-as=${arguments[0]}]`).click();",
            ending,
        )
        live = get(site, f"/trials.{ending}?{query}").content.decode("utf-8-sig")
        assert kept.removeprefix("\ufeff") == live


def test_a_filter_is_chosen_and_taken_off_by_its_links(
    browser: webdriver.Chrome, folder: Path
) -> None:
    resize(browser, "desktop")
    opened(browser, folder, "trials.html")
    # Selenium takes what stylesheets show of a closed part for hidden.
    status = browser.find_element("css selector", "[aria-labelledby=f-trials-status] a")
    browser.execute_script("arguments[0].click()", status)
    assert "status=" in browser.current_url
    browser.find_element("css selector", "ul.active a.chip").click()
    assert browser.find_elements("css selector", "ul.active") == []
    assert complaints(browser) == []


def test_a_paper_that_a_format_can_not_hold_is_left_out_of_files_of_it(
    sample_year: Year, tmp_path: Path
) -> None:
    path = tmp_path / "evidence.db"
    shutil.copyfile(sample_year.config.publish.path, path)
    with closing(sqlite3.connect(path)) as db, db:
        (key,) = db.execute("SELECT max(article_id) FROM articles").fetchone()
        db.execute("UPDATE articles SET pmid = NULL WHERE article_id = ?", (key,))
    config = replace(sample_year.config, publish=replace(sample_year.config.publish, path=path))
    with using(config.topic.packs):
        site = make(config, sample=True, clock=FakeClock(), still=True)
        files = asyncio.run(data(Walk(site, path, tmp_path), "articles"))
        site.get_database("evidence").close()

    def held(name: str) -> Any:
        return json.loads(files[f"site/data/{name}.js"].split(b",", 1)[1].removesuffix(b");\n"))

    place = held("articles")["ids"].index(key)
    for ending in ("ris", "bib", "csv"):
        assert all(held(f"articles-{ending}")["texts"])
    without = held("articles-nbib")["texts"]
    assert without.pop(place) == ""
    assert all(text.startswith("\nPMID- ") or text.startswith("PMID- ") for text in without)
