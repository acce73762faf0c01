"""Pages that gather trials and papers are had by their address with an ending, and as feeds.

Relies on Datasette.
"""

import csv
import io
from collections.abc import Iterator

import pytest
from datasette.app import Datasette

from harvest.config import Config
from tests.helpers.bases import rich_base
from tests.helpers.bases.rich_base import PAPER, PLAIN, RICH
from tests.helpers.site.downloads import TYPES, ids
from tests.helpers.site.site_pages import get, served


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return rich_base.build(tmp_path_factory.mktemp("gathered"))


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()


GATHERED = [
    ("/search", "q=aspirin", {"NCT90000004", "90000005"}),
    ("/topics/cell-source-umbilical-cord", "", {RICH, PAPER}),
    ("/mesh/D008103", "", None),
    ("/sponsors/helping-institute", "", {RICH, PAPER}),
]


@pytest.mark.parametrize("ending", TYPES)
@pytest.mark.parametrize(("page", "query", "expected"), GATHERED)
def test_a_page_of_trials_and_papers_is_had_in_every_format(
    ending: str, page: str, query: str, expected: set[str] | None, site: Datasette
) -> None:
    assert get(site, f"{page}?{query}").status_code == 200
    answer = get(site, f"{page}.{ending}?{query}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == TYPES[ending]
    assert answer.headers["content-disposition"].endswith(f'.{ending}"')
    found = {id_.removeprefix("pmid") for id_ in ids(ending, answer.content)}
    if ending == "nbib":
        expected = {PAPER} if expected is None else {id_ for id_ in expected if id_.isdigit()}
        assert expected <= found
        assert all(map(str.isdigit, found))
    elif expected is None:  # every synthetic record carries this term
        assert {RICH, PAPER} <= found
    else:
        assert found == expected


def test_a_search_offers_all_that_it_found_in_every_format(site: Datasette) -> None:
    page = get(site, "/search?q=aspirin+OR+%22taken%20back%22").text
    for ending in TYPES:
        assert f'href="/search.{ending}?q=aspirin%20OR%20%22taken%20back%22"' in page, ending
    assert "/search.ris" not in get(site, "/search?q=zzzz").text


def test_a_sponsor_s_file_holds_the_papers_that_report_its_trials(site: Datasette) -> None:
    answer = get(site, "/sponsors/synthetic-hospital.ris")
    found = ids("ris", answer.content)
    assert {RICH, PAPER} <= set(found)
    assert len(found) == len(set(found))


def test_a_table_of_both_kinds_says_which_is_which(site: Datasette) -> None:
    body = get(site, "/search.csv?q=aspirin").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body, newline="")))
    assert [(row["number"], row["kind"]) for row in rows] == [
        ("NCT90000004", "trial"),
        ("90000005", "paper"),
    ]
    assert rows[0]["sponsor"] == "Synthetic Hospital"
    assert rows[1]["journal"] == "Synthetic Journal of Hepatology"
    assert rows[0]["journal"] == rows[1]["sponsor"] == ""


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "docx"])
def test_the_sponsors_are_a_table(ending: str, site: Datasette) -> None:
    answer = get(site, f"/sponsors.{ending}")
    assert answer.status_code == 200
    assert {"Synthetic Hospital", "Helping Institute"} <= set(ids(ending, answer.content))


@pytest.mark.parametrize(
    "path",
    ["/topics/nothing.ris", "/mesh/D999999.ris", "/sponsors/nobody.csv", "/sponsors.ris"],
)
def test_what_is_not_there_has_no_file(path: str, site: Datasette) -> None:
    assert get(site, path).status_code == 404


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", "?q=%22", "?q=zzzz"])
@pytest.mark.parametrize("ending", ["ris", "csv", "xlsx"])
def test_a_search_that_finds_nothing_is_an_empty_file(
    query: str, ending: str, site: Datasette
) -> None:
    answer = get(site, f"/search.{ending}{query}")
    assert answer.status_code == 200
    assert ids(ending, answer.content) == []


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        (f"/trials/{RICH}.atom", f"/trials/{RICH}/changes.atom"),
        (f"/articles/{PAPER}.atom", f"/changes.atom?record={PAPER}"),
        ("/sponsors/helping-institute.atom", "/sponsors/helping-institute/changes.atom"),
        (
            "/queries/recruiting-trials.atom?country=China",
            "/queries/recruiting-trials/changes.atom?country=China",
        ),
    ],
)
def test_a_page_s_address_ending_in_atom_leads_to_its_feed(
    asked: str, leads_to: str, site: Datasette
) -> None:
    answer = get(site, asked)
    assert (answer.status_code, answer.headers["location"]) == (302, leads_to)
    feed = get(site, leads_to)
    assert feed.headers["content-type"] == "application/atom+xml; charset=utf-8"


def test_a_trial_names_its_feed_and_a_feed_can_be_asked_for_by_trial(site: Datasette) -> None:
    address = f"/trials/{RICH}/changes.atom"
    assert f'type="application/atom+xml" title="Changes: {RICH}" href="{address}"' in (
        get(site, f"/trials/{RICH}").text
    )
    by_trial = get(site, f"/changes.atom?trial={RICH}").text
    assert by_trial.count("<entry>") == get(site, address).text.count("<entry>") > 0
    assert get(site, f"/changes.atom?trial={PLAIN}").text.count("<entry>") == 0
