"""Lists show each study once, or each of its registrations; counts, filters and files follow.

Relies on Datasette.
"""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette

from harvest.search import as_text, search
from tests.helpers.registries.several import (
    ABROAD,
    ALONE,
    EXTENSION,
    FIRST,
    MAYBE,
    OUTSIDE,
    SECOND,
    STUDIES,
    THIRD,
    build,
)
from tests.helpers.site.reading import flat, get, soup
from tests.helpers.site.site_pages import served

EACH = "show=registrations"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Datasette]:
    made = served(build(tmp_path_factory.mktemp("studies")))
    yield made
    made.get_database("evidence").close()


def shown(page: BeautifulSoup) -> list[str]:
    """The registrations that have a card, in order."""
    links = page.select(".card h3 a")
    return [unquote(str(link["href"])).removeprefix("/trials/") for link in links]


def count(page: BeautifulSoup) -> str:
    (line,) = page.select(".count")
    return flat(line.get_text(" "))


def rows(site: Datasette, path: str) -> dict[str, dict[str, str]]:
    """The rows of a file by their trial, each once."""
    text = get(site, path).text.removeprefix("\ufeff")
    found = list(csv.DictReader(io.StringIO(text)))
    by_trial = {row["trial_id"]: row for row in found}
    assert len(by_trial) == len(found)
    return by_trial


def test_a_list_shows_each_study_once_and_says_both_numbers(site: Datasette) -> None:
    page = soup(site, "/trials")
    assert set(shown(page)) == STUDIES
    assert len(shown(page)) == len(STUDIES)
    assert count(page) == "6 studies in 8 registrations"
    (card,) = page.select(f'.card:has(a[href="/trials/{FIRST}"])')
    others = [link["href"] for link in card.select("dl a")]
    assert others == [f"/trials/{SECOND}", f"/trials/{THIRD}"]


def test_a_switch_shows_each_registration_and_leads_back(site: Datasette) -> None:
    page = soup(site, "/trials?status=RECRUITING")
    (there,) = [a["href"] for a in page.select(".views a") if a.text == "Each registration"]
    each = soup(site, there)
    assert count(each).startswith("7 registrations of 6 studies")
    assert len(shown(each)) == 7
    (back,) = [a["href"] for a in each.select(".views a") if a.text == "Each study once"]
    assert back == "/trials?status=RECRUITING"


def test_of_a_study_the_registration_that_matches_is_shown(site: Datasette) -> None:
    assert shown(soup(site, "/trials?status=COMPLETED")) == [SECOND]
    assert shown(soup(site, "/trials?country=United+Kingdom")) == [THIRD]
    page = soup(site, "/trials?registry=chictr&registry=isrctn")
    assert set(shown(page)) == {MAYBE, THIRD}, "the first in the order of the list"
    assert count(page).startswith("2 studies in 3 registrations match")


@pytest.mark.parametrize(
    ("query", "studies", "registrations"),
    [
        ("registry=nct", {FIRST, ALONE, EXTENSION}, {FIRST, ALONE, EXTENSION}),
        ("registered_at=outside", {OUTSIDE, MAYBE}, {OUTSIDE, MAYBE}),
        ("registered_at=several", {FIRST}, {FIRST, SECOND, THIRD}),
        ("registered_at=several&registry=isrctn", {THIRD}, {THIRD}),
        ("paper=results", {FIRST}, {FIRST, SECOND, THIRD}),
        ("q=Iran", {OUTSIDE}, {OUTSIDE}),
    ],
)
def test_filters_by_registry_hold_on_pages_and_in_files(
    site: Datasette, query: str, studies: set[str], registrations: set[str]
) -> None:
    for fields, expected in ((query, studies), (f"{query}&{EACH}", registrations)):
        assert set(shown(soup(site, f"/trials?{fields}"))) == expected
        assert set(rows(site, f"/trials.csv?{fields}")) == expected
        records = json.loads(get(site, f"/trials.json?{fields}").text)["rows"]
        assert sorted(each["trial_id"] for each in records) == sorted(expected)


def test_a_trial_that_names_a_number_of_clinicaltrials_gov_is_not_only_outside(
    site: Datasette,
) -> None:
    assert ABROAD not in shown(soup(site, "/trials?registered_at=outside"))


@pytest.mark.parametrize("show", ["", EACH])
def test_every_choice_leads_to_as_many_as_it_says(site: Datasette, show: str) -> None:
    followed = 0
    for link in soup(site, f"/trials?{show}").select(".filters section a"):
        page = soup(site, str(link["href"]))
        (said,) = link.select(".n")
        assert len(shown(page)) == int(said.text), link["href"]
        assert (EACH in urlsplit(str(link["href"])).query) == bool(show)
        followed += 1
    assert followed > 10


def test_a_file_of_studies_names_the_other_registrations(site: Datasette) -> None:
    found = rows(site, "/trials.csv")
    assert found[FIRST]["other_registrations"] == f"{SECOND}; {THIRD}"
    assert found[FIRST]["registry"] == "ClinicalTrials.gov"
    assert found[OUTSIDE]["other_registrations"] == ""
    references = get(site, "/trials.ris?registry=nct").text
    assert f"Also registered as {SECOND} (ChiCTR), {THIRD} (ISRCTN)" in references
    assert references.count("Also registered") == 1


def test_a_search_says_how_many_studies_it_found(site: Datasette) -> None:
    page = soup(site, "/search?q=umbilical")
    assert "3 studies in 5 registrations" in flat(page.get_text(" "))


def test_the_search_of_the_terminal_names_the_study(site: Datasette) -> None:
    connection = sqlite3.connect(site.get_database("evidence").path)
    with closing(connection):
        told = as_text(search(connection, SECOND, most=5), SECOND)
        alone = as_text(search(connection, OUTSIDE, most=5), OUTSIDE)
    assert f"same study as {THIRD}, {FIRST}" in told
    assert "same study" not in alone


def test_the_feed_of_a_registry_has_its_trials_alone(site: Datasette) -> None:
    page = soup(site, "/changes?registry=chictr")
    (chosen,) = page.select("#c-registry option[selected]")
    assert chosen.text == "ChiCTR"
    assert get(site, "/changes.atom?registry=chictr").status_code == 200
    refused = get(site, "/changes.atom?registry=nowhere")
    assert (refused.status_code, "unknown registry" in refused.text) == (400, True)
