"""The rest of the home page, and the ways through the site from every page.

Relies on Datasette.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette

from harvest.config import Config
from harvest.config import load as load_config
from harvest.paths import CHECKOUT
from harvest.publish import publish
from harvest.queries import AUDIENCES, asked_most, parse
from tests.helpers.bases.work_base import THAT_DAY, execute, filled, insert, trial
from tests.helpers.clock import FakeClock
from tests.helpers.site.reading import flat, get, soup, visible
from tests.helpers.site.site_pages import served

TWICE = ("NCT90000021", "NCT90000022")
MAIN = ["/trials", "/articles", "/changes", "/readouts", "/compare", "/queries", "/landscape"]
TEMPLATES = CHECKOUT / "harvest" / "site" / "templates"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    config = filled(tmp_path_factory.mktemp("front"), 3, 3)
    work = config.store.path
    late = {"primary_completion_date": "2026-10", "primary_completion_date_type": "ESTIMATED"}
    soon = {"primary_completion_date": "2026-12-31", "primary_completion_date_type": "ESTIMATED"}
    insert(work, [
        *trial(11, **late),
        *trial(12, **late, status="TERMINATED"),
        *trial(13, **soon | {"primary_completion_date_type": "ACTUAL"}),
        *trial(21, **soon),
        *trial(22, **soon | {"primary_completion_date": "2027-01"}),
        *trial(23, **soon | {"primary_completion_date": "2027-06"}),
    ])  # fmt: skip
    for number in TWICE:
        execute(work, "INSERT INTO study_members VALUES (?, ?)", (number, TWICE[0]))
    execute(work, "UPDATE articles SET year = 2026 WHERE article_id = '90000002'")
    publish(config, clock=FakeClock(THAT_DAY))
    return config


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()


def test_readouts_of_six_months_come_soonest_first_and_each_study_once(site: Datasette) -> None:
    page = soup(site, "/")
    numbers = [flat(each.text) for each in page.select(".due .id")]
    assert numbers == [TWICE[0], "NCT90000001", "NCT90000002", "NCT90000003"]
    text = visible(page, "readouts")
    assert "4 trials expect primary completion" in text
    listed = soup(site, "/readouts?months=6")
    assert [
        flat(each.text) for each in listed.select("section[aria-labelledby^='m-'] .id")
    ] == numbers
    assert page.select('#readouts ~ p a[href="/readouts.ics?months=6"]')


def test_what_is_overdue_is_told_apart(site: Datasette) -> None:
    assert "Overdue: 1 trial is still said to be under way" in visible(soup(site, "/"), "readouts")
    overdue = soup(site, "/readouts").select("section:has(#overdue) .card .id")
    assert [flat(each.text) for each in overdue] == ["NCT90000011"]


def test_papers_that_report_trials_come_newest_first_with_their_trial(site: Datasette) -> None:
    page = soup(site, "/")
    told = page.select("section:has(#papers) li")
    assert [str(a["href"]) for a in told[0].select("a")] == [
        "/articles/90000002",
        "/trials/NCT90000002",
    ]
    assert len(told) == 3
    every = page.select('section:has(#papers) a[href="/articles?trial=results"]')
    assert [a.text for a in every] == ["All 3 papers that report a trial"]
    count = soup(site, "/articles?trial=results").select_one(".count strong")
    assert count is not None
    assert count.text == "3"


def test_the_picture_has_its_table_and_says_what_is_seen(site: Datasette) -> None:
    [figure] = soup(site, "/").select("figure#registrations")
    picture = figure.select_one("svg")
    assert picture is not None
    assert picture["aria-label"] == flat(figure.select("figcaption")[0].text)
    assert [flat(row.get_text(" ")) for row in figure.select("tbody tr")] == ["2024 8"]


def test_it_is_said_as_of_when_the_data_are_complete(site: Datasette) -> None:
    assert "Complete as of 24 November 2026, 06:00 UTC" in visible(soup(site, "/"))


# --- what is asked most ---


@pytest.mark.parametrize("audience", ["writer", "investigator"])
def test_each_audience_finds_what_it_asks_most_in_a_chosen_order(audience: str) -> None:
    chosen = asked_most(audience)
    assert 5 <= len(chosen) <= 8
    places = [place for query in chosen for name, place in query.home if name == audience]
    assert places == list(range(1, len(chosen) + 1))
    assert all(audience in query.audiences for query in chosen)
    assert [query.title for query in chosen] != sorted(query.title for query in chosen)


def test_a_query_that_finds_nothing_here_is_not_offered(site: Datasette) -> None:
    page = soup(site, "/")
    offered = {str(a["href"]) for a in page.select("section:has(#asked) li a")}
    assert "/queries/characteristics" in offered
    assert "/queries/changed-since" not in offered  # nothing has changed
    assert "/queries/retracted-papers" not in offered
    for address in offered:
        assert soup(site, address).select("table.result tbody tr"), address


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("writer", "home: is audiences with a place"),
        ("writer first", "home: is audiences with a place"),
        ("writer 0", "home: is audiences with a place"),
        ("investigator 1", "home: 'investigator' is not an audience of 'for'"),
    ],
)
def test_a_place_on_the_home_page_that_means_nothing_is_named(line: str, problem: str) -> None:
    text = f"-- title: A\n-- for: writer\n-- home: {line}\n-- description: B\nSELECT 1"
    with pytest.raises(ValueError, match=rf"^odd\.sql, line 3: {problem}"):
        parse("odd", text)


def test_a_query_may_stand_on_the_home_page_for_several_audiences() -> None:
    head = "-- title: A\n-- for: writer, operator\n-- home: operator 2, writer 11\n"
    read = parse("even", f"{head}-- description: B\nSELECT 1")
    assert read.home == (("operator", 2), ("writer", 11))
    assert set(AUDIENCES) == {"writer", "investigator", "operator"}


def test_the_frame_names_nothing_of_one_topic() -> None:
    topic = load_config(CHECKOUT / "config.toml", {}).topic
    words = {
        word
        for concept in topic.concepts
        for term in concept.terms
        for word in re.findall(r"[a-z]{5,}", term.lower())
    } - {"primary"}  # of completion and outcomes, too
    assert {"cirrhosis", "liver"} <= words
    for name in ("base.html", "home.html", "news.html", "search.html", "readouts.html"):
        said = set(re.findall(r"[a-z]+", (TEMPLATES / name).read_text("utf-8").lower()))
        assert said & words == set(), name


# --- the ways through the site ---


def test_every_page_leads_to_news_readouts_and_comparison_from_its_head(site: Datasette) -> None:
    for path in ("/", "/trials/NCT90000001", "/nowhere"):
        made = BeautifulSoup(get(site, path).text, "lxml")
        assert [a["href"] for a in made.select('nav[aria-label="Main"] a')] == MAIN, path
        foot = [str(a["href"]) for a in made.select('nav[aria-label="Also here"] a')]
        assert set(foot) & set(MAIN) == set()
        assert "/status" in foot


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/", {}),
        *((path, {path: "page"}) for path in MAIN),
        ("/status", {"/status": "page"}),
        ("/changes?event=status", {"/changes": "page"}),
        ("/trials/NCT90000001", {"/trials": "true"}),
        ("/articles/90000001", {"/articles": "true"}),
        ("/queries/recruiting-trials", {"/queries": "true"}),
        ("/search?q=cells", {}),
    ],
)
def test_the_page_that_is_open_is_marked(
    site: Datasette, path: str, marked: dict[str, str]
) -> None:
    for _ in range(2):  # as it is made, and as it is kept
        page = soup(site, path)
        found = page.select(".top nav a[aria-current], footer nav a[aria-current]")
        assert {str(a["href"]): str(a["aria-current"]) for a in found} == marked


@pytest.mark.parametrize("below", ["/base", "/c"])  # the second begins the path of a page, too
def test_below_a_path_of_a_proxy_the_same_is_marked(config: Config, below: str) -> None:
    made = served(replace(config, serve=replace(config.serve, base_url=f"http://x.example{below}")))
    page = soup(made, "/changes")  # which the client asks for below the path
    made.get_database("evidence").close()
    marked = page.select('nav[aria-label="Main"] a[aria-current="page"]')
    assert [a["href"] for a in marked] == [f"{below}/changes"]
