"""Saved queries on the site: forms, tables, paging and order.

Relies on Datasette.
"""

import re

import pytest
from datasette.app import Datasette

from harvest.queries import RELEVANT, load
from harvest.site.parts.cells import LONG, td
from tests.helpers.site.landscape import TRIALS
from tests.helpers.site.site_pages import (
    HOSTILE,
    dangers,
    get,
)

# --- the table ---


def cells(name: str, value: str | int | float | None) -> str:
    return str(td(name, value))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("trial_id", "NCT90000001", '<a href="/trials/NCT90000001">NCT90000001</a>'),
        ("article_id", "90000001", '<a href="/articles/90000001">90000001</a>'),
        ("ui", "D008103", '<a href="/mesh/D008103">D008103</a>'),
        ("doi", "10.5555/a(1)<2>", '<a href="https://doi.org/10.5555/a%281%29%3C2%3E">'),
        ("sponsor", "Acme Bio, Inc.", '<a href="/sponsors/acme-bio-inc">Acme Bio, Inc.</a>'),
        ("country", "Korea, South", '<a href="/trials?country=Korea%2C+South">Korea, South</a>'),
        ("start", "2026-11", '<time datetime="2026-11">November 2026</time>'),
        ("first_seen", "2026-11-24T06:00:00Z", "24 November 2026, 06:00</time>"),
        ("status", "Recruiting", '<span class="badge status recruiting">Recruiting</span>'),
        ("status", "Terminated", '<span class="badge status stopped">Terminated</span>'),
        ("participants", 12345, '<td class="num">12,345</td>'),
        ("year", 2026, '<td class="num">2026</td>'),
        ("anything", None, '<span class="none">–</span>'),
        ("cited_by_trials", "NCT90000001, NCT90000002", '<a href="/trials/NCT90000002">'),
        ("link", "https://x.example/", '<a href="https://x.example/">'),
    ],
)
def test_a_value_is_shown_as_what_it_is(name: str, value: str | int | None, expected: str) -> None:
    assert expected in cells(name, value)


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    assert cells("link", "javascript:alert(1)") == "<td>javascript:alert(1)</td>"
    assert "<a " not in cells("record", "javascript:alert(1)")


def test_a_long_text_shows_its_beginning_and_holds_all() -> None:
    text = "word " * (LONG // 4)
    shown = cells("description", text)
    assert shown.startswith('<td class="text"><details><summary>word word')
    assert text in shown


@pytest.mark.parametrize("name", ["x", "trial_id", "sponsor", "link", "status", "cited_by_trials"])
def test_markup_in_a_value_is_text(name: str) -> None:
    assert not dangers(cells(name, f'{HOSTILE}" onclick="x'))


# --- the page ---


def test_a_page_of_a_result_leads_to_the_next_and_back(site: Datasette) -> None:
    first = get(site, "/queries/characteristics").text
    assert f"<strong>{TRIALS}</strong> rows, 1–100 shown" in first.replace("\n", "")
    assert "Page 1 of 2" in first
    assert (
        "/queries/characteristics?country=&amp;status=&amp;words=&amp;removed=without"
        "&amp;topic=without&amp;_page=2" in first
    )
    second = get(site, "/queries/characteristics?_page=2").text
    assert f"101–{TRIALS} shown" in second
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second
    numbers = [re.findall(r">(NCT\d{8})<", page) for page in (first, second)]
    assert not set(numbers[0]) & set(numbers[1])


def test_a_page_beyond_the_last_leads_back(site: Datasette) -> None:
    text = get(site, "/queries/characteristics?_page=99").text
    assert "No such page" in text
    assert get(site, "/queries/characteristics?_page=-1").status_code == 200
    assert get(site, f"/queries/characteristics?_page={'9' * 50}").status_code == 200


def first_number(page: str) -> str:
    return page.partition("<tbody>")[2].partition('<td class="num">')[2].partition("<")[0]


def test_a_result_is_sorted_by_a_column_down_and_up(site: Datasette) -> None:
    down = get(site, "/queries/characteristics?_sort_desc=participants").text
    assert 'aria-sort="descending"' in down
    assert first_number(down) == str(TRIALS - 1)
    up = get(site, "/queries/characteristics?_sort=participants").text
    assert 'aria-sort="ascending"' in up
    assert first_number(up) == "2"


@pytest.mark.parametrize("sort", ["nosuch", '"; DROP TABLE trials; --', "participants DESC"])
def test_a_column_that_is_not_there_is_no_order(site: Datasette, sort: str) -> None:
    answer = get(site, f"/queries/characteristics?_sort={sort}")
    assert answer.status_code == 200
    assert "aria-sort" not in answer.text


def test_what_was_chosen_stands_in_every_address_of_the_page(site: Datasette) -> None:
    text = get(site, "/queries/recruiting-trials?country=China&words=cord").text
    chosen = "country=China&amp;phase=&amp;words=cord"
    assert f'href="/queries/recruiting-trials?{chosen}">Permanent link' in text
    for ending in ("ris", "bib", "csl.json", "csv", "xlsx", "docx", "json"):
        assert f'href="/queries/recruiting-trials.{ending}?{chosen}"' in text
    assert "recruiting-trials.nbib" not in text  # a format of papers
    assert f'href="/queries/recruiting-trials/changes.atom?{chosen}"' in text
    assert f'href="/evidence/recruiting-trials?{chosen}"' in text


def test_a_result_without_records_offers_no_references_and_no_feed(site: Datasette) -> None:
    text = get(site, "/queries/by-year").text
    assert "/queries/by-year.csv" in text
    assert "/queries/by-year.ris" not in text
    assert "changes.atom" not in text


def test_defaults_stand_in_the_form(site: Datasette) -> None:
    text = get(site, "/queries/upcoming-readouts").text
    assert 'name="months" value="12"' in text


def test_a_result_of_amounts_is_drawn_with_its_table_behind(site: Datasette) -> None:
    text = get(site, "/queries/by-year").text
    assert "<svg" in text
    assert "Trials registered and papers by year" not in text
    assert "trials registered and papers by year</figcaption>" in text
    assert "Show as a table" in text


def test_queries_stand_below_whom_they_are_for(site: Datasette) -> None:
    text = get(site, "/queries").text
    heads = [text.index(f">{words}</h2>") for words in (
        "For medical writers", "For trial investigators", "For the operator",
    )]  # fmt: skip
    assert heads == sorted(heads)
    for query in load():
        assert text.count(f'href="/queries/{query.slug}"') == 1


def test_no_query_shows_a_raw_code_or_runs_what_is_stored(site: Datasette) -> None:
    for query in load():
        text = get(site, f"/queries/{query.slug}").text
        shown = text.partition("<main")[2].partition("<details><summary>The SQL")[0]
        words = re.sub(r"<[^>]+>", " ", shown)
        found = re.findall(r"\b(?:PHASE\d|ESTIMATED|ACTUAL|[A-Z]+_[A-Z_]+)\b", words)
        assert not found, query.slug
        assert not dangers(text), query.slug


def test_the_table_of_trials_leaves_out_what_the_lists_leave_out(site: Datasette) -> None:
    [query] = [each for each in load() if each.slug == "characteristics"]
    assert f"coalesce(t.relevance, 1) >= {RELEVANT}" in query.sql
    assert "with low relevance to the topic, which the lists hide" not in (
        get(site, "/queries/characteristics").text
    )
