"""A trial's page shows its study's other registrations, why they are that, where they disagree.

Relies on Datasette.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import Tag
from datasette.app import Datasette

from tests.helpers.registries.several import (
    ABROAD,
    ALONE,
    EXTENSION,
    FIRST,
    MAYBE,
    OTHER_PAPER,
    OUTSIDE,
    SECOND,
    THIRD,
    build,
)
from tests.helpers.site.reading import flat, get, soup, visible
from tests.helpers.site.site_pages import served


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Datasette]:
    made = served(build(tmp_path_factory.mktemp("registrations")))
    yield made
    made.get_database("evidence").close()


def section(site: Datasette, number: str) -> Tag:
    heading = soup(site, f"/trials/{number}").find(id="registrations")
    assert heading is not None
    found = heading.find_parent("section")
    assert found is not None
    return found


def table(part: Tag) -> list[list[str]]:
    return [
        [flat(cell.get_text(" ")) for cell in row.select("th, td")] for row in part.select("tr")
    ]


def test_the_other_registrations_are_named_with_their_registry_and_the_reason(
    site: Datasette,
) -> None:
    part = section(site, FIRST)
    links = [link["href"] for link in part.select(".card a")]
    for number in (SECOND, THIRD):
        assert f"/trials/{number}" in links
        assert f"https://registry.example/{number}" in links
    said = flat(part.get_text(" "))
    assert "Other registrations of this study" in said
    assert f"One names the registry number of the other: Numbers: {SECOND}" in said
    assert f"Through {SECOND}: Both name the same number" in said, "a chain is told as one"
    head = visible(soup(site, f"/trials/{FIRST}"))
    assert f"Also registered as {SECOND} ChiCTR, {THIRD} ISRCTN" in head
    assert "they disagree on 3 fields" in head


@pytest.mark.parametrize("number", [FIRST, SECOND, THIRD])
def test_where_they_disagree_each_says_its_own_on_every_page(site: Datasette, number: str) -> None:
    head, *rows = table(section(site, number))
    said = {
        row[0]: dict(zip((cell.split()[0] for cell in head[1:]), row[1:], strict=True))
        for row in rows
    }
    assert head[1] == f"{number} this page"
    assert said == {
        "Status": {FIRST: "Recruiting", SECOND: "Completed", THIRD: "–"},
        "Participants": {FIRST: "40 (planned)", SECOND: "60 (actual)", THIRD: "–"},
        "Countries": {FIRST: "China, South Korea", SECOND: "–", THIRD: "United Kingdom"},
    }


def test_an_extension_and_what_it_extends_are_told_apart(site: Datasette) -> None:
    assert "It extends this study." in flat(section(site, ALONE).get_text(" "))
    assert "It is the study that this one extends." in flat(section(site, EXTENSION).get_text(" "))
    assert "Also registered as" not in visible(soup(site, f"/trials/{ALONE}"))


@pytest.mark.parametrize(("number", "other"), [(ALONE, MAYBE), (MAYBE, ALONE)])
def test_a_candidate_is_not_confirmed_and_says_how_to_judge_it(
    site: Datasette, number: str, other: str
) -> None:
    part = section(site, number)
    (card,) = part.select(f'.card:has(a[href="/trials/{other}"])')
    said = flat(card.get_text(" "))
    assert "Not confirmed" in said
    assert "Probability of being the same study 0.71" in said
    assert "similar title; same size" in said
    (line,) = card.select(".copy")
    assert line.text.startswith(f"{number},{other},same,")


def test_what_was_judged_to_be_different_is_not_headed_as_possibly_the_same(
    tmp_path: Path,
) -> None:
    config = build(tmp_path)
    with closing(sqlite3.connect(config.publish.path)) as file, file:
        file.execute("UPDATE same_study SET verdict = 'different' WHERE trial_id = ?", (MAYBE,))
    judged = served(config)
    said = flat(section(judged, MAYBE).get_text(" "))
    judged.get_database("evidence").close()
    assert said.startswith("Judged to be different")
    assert "Possibly the same study" not in said
    assert "A person has judged it to be a different study" in said


@pytest.mark.parametrize("number", [OUTSIDE, ABROAD])
def test_a_trial_that_is_related_to_none_has_no_such_part(site: Datasette, number: str) -> None:
    page = soup(site, f"/trials/{number}")
    assert page.find(id="registrations") is None
    assert "registrations" not in [a["href"][1:] for a in page.select(".contents a")]


def test_a_paper_of_another_registration_is_marked_as_such(site: Datasette) -> None:
    page = soup(site, f"/trials/{FIRST}")
    (card,) = page.select(f'section:has(#papers) .card:has(a[href="/articles/{OTHER_PAPER}"])')
    assert f"Through ChiCTR: linked to {SECOND}" in flat(card.get_text(" "))
    assert "Papers (2)" in flat(page.get_text(" "))
    own = soup(site, f"/trials/{SECOND}").select(f'.card:has(a[href="/articles/{OTHER_PAPER}"])')
    assert "Through" not in own[0].get_text()


def test_a_saved_query_leads_to_both_pages(site: Datasette) -> None:
    links = {a["href"] for a in soup(site, "/queries/registrations-that-disagree").select("td a")}
    assert {f"/trials/{SECOND}", f"/trials/{THIRD}"} <= links
    text = visible(soup(site, "/queries/registrations-that-disagree"))
    assert "Other registration" in text


def test_another_registration_is_not_among_the_related_trials(site: Datasette) -> None:
    related = soup(site, f"/trials/{FIRST}").find(id="related")
    assert related is not None
    section = related.find_parent("section")
    assert section is not None
    links = [a["href"] for a in section.find_all("a")]
    assert f"/trials/{ALONE}" in links
    assert f"/trials/{SECOND}" not in links


def test_programs_read_where_else_it_is_registered(site: Datasette) -> None:
    (script,) = soup(site, f"/trials/{FIRST}").select('script[type="application/ld+json"]')
    there = json.loads(script.text)["sameAs"]
    assert [each.rpartition("/")[2] for each in there] == [FIRST, SECOND, THIRD]


def test_registrations_of_one_study_are_compared_side_by_side(site: Datasette) -> None:
    (link,) = [
        a["href"] for a in section(site, SECOND).select("a") if "side by side" in a.get_text()
    ]
    page = soup(site, str(link))
    said = visible(page)
    assert f"{FIRST}, {SECOND}, {THIRD} are registrations of one study." in said
    heads = [flat(head.get_text(" ")) for head in page.select("table.side thead th")]
    assert heads == [SECOND, FIRST, THIRD]
    alone = visible(soup(site, f"/compare?ids={FIRST},{OUTSIDE}"))
    assert f"{FIRST} is also registered as {SECOND} (ChiCTR), {THIRD} (ISRCTN)" in alone
    assert OUTSIDE not in alone.partition("is also registered")[2].partition("compare all")[0]


@pytest.mark.parametrize("number", [SECOND, THIRD, ABROAD])
def test_a_search_for_a_number_of_any_registry_leads_to_its_page(
    site: Datasette, number: str
) -> None:
    answer = get(site, f"/search?q={number}")
    assert (answer.status_code, unquote(answer.headers["location"])) == (302, f"/trials/{number}")


def test_pictures_count_each_study_once_and_say_how(site: Datasette) -> None:
    page = soup(site, "/landscape")
    assert "6 studies in 8 registrations. Each study is counted once" in visible(page)
    (timeline,) = page.select("figure#timeline figcaption")
    assert timeline.get_text().startswith("6 trials, from start to completion")
    for mark in page.select("figure#phases svg a, figure#map svg a"):
        said = str(mark.title).rpartition(": ")[2].partition("<")[0]
        if said.isdecimal():
            listed = soup(site, str(mark["href"])).select(".count strong")[0].text
            assert int(said) <= int(listed)
