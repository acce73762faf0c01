"""A bookmark of a list or saved query tells what came, went and changed, and gives just these.

Relies on stand-ins, the sample's year and Datasette.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette

from harvest import fulltext
from harvest.config import Config
from harvest.errors import UsageError
from harvest.packs.folders import using
from harvest.site import bookmarks
from harvest.site.app import make
from tests.helpers.bases.sample_year import Year
from tests.helpers.site.reading import flat, get, soup

THEN = 3
"""The refresh after which the bookmark is made, of twelve."""
LIST = "/trials?country=China&all=1"
QUERIES = "/queries/papers-of-trials?relation=results"


@pytest.fixture(scope="module", autouse=True)
def _packs(sample_year: Year) -> Iterator[None]:
    with using(sample_year.config.topic.packs):
        yield


def served(config: Config, path: Path) -> Datasette:
    return make(replace(config, publish=replace(config.publish, path=path)), sample=True)


@pytest.fixture(scope="module")
def before(sample_year: Year) -> Iterator[Datasette]:
    site = served(sample_year.config, sample_year.published(THEN))
    yield site
    site.get_database("evidence").close()


@pytest.fixture(scope="module")
def now(sample_year: Year) -> Iterator[Datasette]:
    site = served(sample_year.config, sample_year.config.publish.path)
    yield site
    site.get_database("evidence").close()


def keys(path: Path, address: str) -> list[str]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        fulltext.register(connection)
        return bookmarks.records(connection, address)


def made(site: Datasette, of: str, name: str = "My list") -> str:
    """The address that the form of a page gives."""
    form = soup(site, f"/new?{urlencode({'of': of})}").find("form", class_="form")
    assert form is not None
    fields = {str(each["name"]): str(each["value"]) for each in form.find_all("input")}
    return f"/new?{urlencode(fields | {'name': name})}"


def downloaded(page: BeautifulSoup, part: str, ending: str = ".ris") -> str | None:
    for link in page.find_all("a", href=re.compile(rf"^/new\{ending}")):
        address = str(link["href"])
        if parse_qs(urlsplit(address).query)["part"] == [part]:
            return address
    return None


def lead_of(page: BeautifulSoup) -> str:
    [lead] = page.find_all("p", class_="lead")
    return flat(lead.get_text())


def numbers(ris: str) -> list[str]:
    return re.findall(r"^ID  - (\S+)", ris, re.MULTILINE)


@pytest.mark.parametrize("of", ["/trials?all=1", "/articles?all=1", QUERIES])
def test_opened_later_it_tells_what_came_and_went_and_gives_just_these(
    sample_year: Year, before: Datasette, now: Datasette, of: str
) -> None:
    address = made(before, of)
    then, today = keys(sample_year.published(THEN), of), keys(sample_year.config.publish.path, of)
    came = [key for key in today if key not in then]
    page = soup(now, address)
    lead = lead_of(page)
    went = [key for key in then if key not in today]
    assert f": {len(came)} came, {len(went)} went" in lead
    assert came, "the year brings some"
    link = downloaded(page, "came")
    assert link is not None
    assert numbers(get(now, link).text) == came
    for key in went:
        assert key in page.get_text()


def test_what_changed_is_told_field_by_field_and_only_since_the_bookmark(
    sample_year: Year, before: Datasette, now: Datasette
) -> None:
    page = soup(now, made(before, LIST))
    link = downloaded(page, "changed")
    assert link is not None
    changed = numbers(get(now, link).text)
    at = parse_qs(urlsplit(link).query)["at"][0]
    with closing(sqlite3.connect(sample_year.config.publish.path)) as published:
        since = {
            row[0]
            for row in published.execute(
                "SELECT record_id FROM changes WHERE seen_at > ? AND upstream IS NULL", (at,)
            )
        }
    then = keys(sample_year.published(THEN), LIST)
    today = keys(sample_year.config.publish.path, LIST)
    assert changed == [key for key in today if key in then and key in since]
    assert changed
    [section] = page.find_all("section", attrs={"aria-labelledby": "changed"})
    assert "→" in section.get_text()


def test_the_next_bookmark_starts_where_this_one_was_opened(
    before: Datasette, now: Datasette
) -> None:
    page = soup(now, made(before, LIST, "China"))
    link = page.find(lambda tag: tag.name == "a" and "The next bookmark" in tag.get_text())
    assert link is not None
    again = soup(now, str(link["href"]))
    assert again.h1 is not None
    assert again.h1.get_text() == "China"
    lead = lead_of(again)
    assert ": 0 came, 0 went, 0 changed" in lead
    assert "This is the bookmark" in again.get_text()


def test_the_list_and_the_query_lead_to_their_bookmark(now: Datasette) -> None:
    for path in ("/trials?country=China", "/queries/papers-of-trials"):
        link = soup(now, path).find("a", href=re.compile(r"^/new\?of="))
        assert link is not None, path
        assert "as of" in soup(now, str(link["href"])).get_text()


def test_a_merged_record_is_known_by_its_former_number() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(
            "CREATE TABLE trials (trial_id); CREATE TABLE articles (article_id);"
            "CREATE TABLE aliases (kind, alias, id);"
            "INSERT INTO trials VALUES ('NCT00000002');"
            "INSERT INTO aliases VALUES ('trial', 'NCT00000001', 'NCT00000002');"
        )
        had = bookmarks.packed(["NCT00000001"])
        assert had is not None
        found = bookmarks.since(db, ["NCT00000002"], had)
    assert found == bookmarks.Since((), (), ("NCT00000002",))


def test_a_thousand_records_fit_into_an_address_and_more_are_refused() -> None:
    thousand = [f"NCT{number:08}" for number in range(1_000)]
    had = bookmarks.packed(thousand)
    assert had is not None
    assert len(had) <= bookmarks.LONGEST
    assert len(bookmarks.unpacked(had)) == 1_000
    assert bookmarks.packed([f"NCT{number:08}" for number in range(1_500)]) is None
    assert bookmarks.unpacked(bookmarks.packed([]) or "") == frozenset()


@pytest.mark.parametrize("cut", [0, 1, -1])
def test_a_cut_address_is_refused(cut: int) -> None:
    had = bookmarks.packed(["NCT00000001", "NCT00000002", "90000001"])
    assert had is not None
    with pytest.raises(UsageError, match="take the whole address"):
        bookmarks.unpacked({0: "", 1: "=" + had, -1: had[:-2]}[cut])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"of": "/sponsors"}, "is not the address of a list or saved query"),
        ({"of": ""}, "is not the address of a list or saved query"),
        ({"of": "/queries/nothing"}, "is not the address of a list or saved query"),
        ({"of": "/queries/by-year"}, "has no trial or paper numbers"),
        ({"of": "/trials", "at": "yesterday", "had": "-"}, "is not a moment"),
        ({"of": "/trials", "at": "2026-01-01", "had": "%%"}, "take the whole address"),
    ],
)
def test_what_is_no_bookmark_is_refused_in_words(
    now: Datasette, fields: dict[str, str], said: str
) -> None:
    for path in ("/new", "/new.ris"):
        answer = get(now, f"{path}?{urlencode(fields)}")
        assert answer.status_code == 400
        if path == "/new":
            assert said in flat(answer.text)


def test_a_query_that_takes_too_long_is_ended_and_said(
    now: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bookmarks, "TIME_LIMIT", 0.001)
    answer = get(now, "/new?of=/queries/related-records?percent=1")
    assert answer.status_code == 400
    assert "took longer" in answer.text
