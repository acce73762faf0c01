"""News first: what changed in 30 days, told by the day seen, each kind with its list and its feed.

Relies on Datasette.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette

from harvest.changes import EVENTS
from harvest.config import Config
from harvest.publish import publish
from harvest.site.front import news
from tests.helpers.bases.work_base import NOW, THAT_DAY, execute, filled, insert, trial
from tests.helpers.clock import FakeClock
from tests.helpers.site.reading import flat, get, soup, visible
from tests.helpers.site.site_pages import served, tell

LONG_AGO = "2026-10-24T23:59:59Z"
FIRST_DAY = "2026-10-25T00:00:00Z"
TRIALS = 19


def number(place: int) -> str:
    return f"NCT9{place:07d}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Datasette]:
    config = filled(tmp_path_factory.mktemp("news"), TRIALS, 3)
    work = config.store.path
    execute(
        work,
        "UPDATE trials SET status = 'TERMINATED' WHERE trial_id IN (?, ?)",
        (number(1), number(9)),
    )
    execute(work, "UPDATE articles SET integrity = 'retracted' WHERE article_id = '90000001'")
    tell(
        work,
        number(1),
        "stopped",
        "RECRUITING",
        "TERMINATED",
        note="slow recruitment",
        happened_on="2026-08-01",
    )
    # Resumed since; of before the 30 days; hidden; taken back.
    tell(work, number(2), "stopped", "RECRUITING", "SUSPENDED")
    tell(
        work,
        number(3),
        "stopped",
        "RECRUITING",
        "TERMINATED",
        seen_at=LONG_AGO,
        happened_on="2026-11-20",
    )
    execute(work, "INSERT INTO relevance VALUES ('trial', ?, 0.1, '[]')", (number(9),))
    tell(work, number(9), "stopped", "RECRUITING", "TERMINATED")
    tell(work, "90000002", "concern", None, "concern", field="integrity")
    tell(work, "90000001", "retracted", None, "retracted", field="integrity")
    for place, days in ((4, 31), (5, 800), (6, -60), (7, 120)):
        tell(
            work,
            number(place),
            "primary_completion_moved",
            "2026-01",
            "2027-02",
            days=days,
            field="primary_completion_date",
        )
    # One study, registered twice.
    for place in (7, 8):
        execute(work, "INSERT INTO study_members VALUES (?, ?)", (number(place), number(7)))
        tell(
            work,
            number(place),
            "results_posted",
            "0",
            "1",
            field="has_results",
            happened_on="2026-11-02",
        )
    execute(
        work, "UPDATE trials SET has_results = 1 WHERE trial_id IN (?, ?)", (number(7), number(8))
    )
    for place in range(10, TRIALS + 1):
        tell(
            work,
            number(place),
            "registered",
            None,
            None,
            happened_on="2025-03-02",
            seen_at=FIRST_DAY,
        )
    tell(work, number(2), "results_withdrawn", "1", "0", field="has_results")
    tell(work, number(10), "site_added", None, "Ward 3", field="locations.added")
    execute(
        work,
        "INSERT INTO upstream_changes VALUES (1, 1, 'trial', 'keywords', 30, 60, '[]', NULL)",
    )
    tell(work, number(1), "edited", "quiet", "noise", upstream=1)
    publish(config, clock=FakeClock(THAT_DAY))
    made = served(config)
    yield made
    made.get_database("evidence").close()


@pytest.fixture(scope="module")
def page(site: Datasette) -> BeautifulSoup:
    return soup(site, "/")


def sentences(page: BeautifulSoup, kind: str) -> list[str]:
    """What is told of a kind."""
    for part in page.select(".kind"):
        if flat(part.select(".badge")[0].text) == kind:
            return [flat(each.get_text(" ")) for each in part.select("li")]
    return []


def chips(page: BeautifulSoup) -> dict[str, str]:
    return {flat(each.get_text(" ")): str(each["href"]) for each in page.select(".glance a")}


# --- what is told ---


def test_a_stop_is_told_with_its_reason_and_the_day_on_which_it_was_seen(
    page: BeautifulSoup,
) -> None:
    assert sentences(page, "Stopped")[0] == (
        "Umbilical cord mesenchymal stem cells in cirrhosis 1 (NCT90000001): Recruiting → now "
        "Terminated: slow recruitment, seen 24 November"
    )
    link, *_ = page.select(f'.kind a[href="/trials/{number(1)}"]')
    assert link.text == "Umbilical cord mesenchymal stem cells in cirrhosis 1"


def test_a_kind_that_says_it_all_is_not_followed_by_codes(page: BeautifulSoup) -> None:
    assert sentences(page, "Results withdrawn") == [
        "Umbilical cord mesenchymal stem cells in cirrhosis 2 (NCT90000002), seen 24 November"
    ]


def test_what_no_longer_holds_is_hidden_or_was_seen_before_is_not_told(
    page: BeautifulSoup,
) -> None:
    told = " ".join(sentences(page, "Stopped"))
    assert number(2) not in told  # recruits again
    assert number(3) not in told  # seen before, whenever it happened
    assert number(9) not in told  # hidden
    assert sentences(page, "Expression of concern") == []  # taken back


def test_a_retraction_names_the_trial_that_the_paper_reports(page: BeautifulSoup) -> None:
    [said] = sentences(page, "Retracted")
    assert said.endswith("; it reports NCT90000001, seen 24 November")


def test_dates_that_moved_farthest_come_first(page: BeautifulSoup) -> None:
    *told, rest = sentences(page, "Primary completion moved")
    assert [each.partition("2027, ")[2].partition(",")[0] for each in told] == [
        "2 years later",
        "3 months later",
        "31 days later",
    ]
    assert rest == "All 4"


def test_a_study_of_two_registrations_is_told_once(page: BeautifulSoup) -> None:
    told, rest = sentences(page, "Results posted")
    assert number(8) in told
    assert rest == "Both"


def test_a_new_trial_is_told_by_the_day_seen_however_old_it_is(page: BeautifulSoup) -> None:
    told = sentences(page, "New trial")
    assert told[0] == (
        f"Umbilical cord mesenchymal stem cells in cirrhosis {TRIALS} ({number(TRIALS)}): first "
        "posted 2 March 2025, recruiting, Synthetic Hospital, seen 25 October"
    )
    assert told[news.EACH :] == ["All 10"]


def test_the_most_important_comes_first_and_no_kind_drowns_the_others(
    page: BeautifulSoup,
) -> None:
    shown = [flat(each.text) for each in page.select(".kind .badge")]
    assert shown == [
        "Stopped", "Retracted", "Results posted", "Results withdrawn", "Primary completion moved",
        "New trial",
    ]  # fmt: skip
    assert set(news.EVENTS) <= EVENTS
    told = [len(sentences(page, kind)) for kind in shown]
    assert max(told) <= news.EACH + 1
    assert len(page.select(".kind li")) <= news.MOST + len(shown)


def test_a_registry_wide_update_is_one_line(page: BeautifulSoup) -> None:
    text = visible(page, "news")
    assert text.count("keywords was rewritten in 30 of 60 trials, not listed individually") == 1
    assert "noise" not in text


# --- where it leads ---


def test_each_count_is_that_of_the_list_behind_it(site: Datasette, page: BeautifulSoup) -> None:
    found = chips(page)
    assert len(found) == 7
    total = 0
    for said, address in found.items():
        kind, _, count = said.rpartition(" ")
        listed = soup(site, address).select(".changes > .change")
        assert len(listed) == int(count), kind
        assert {flat(each.select(".badge")[0].text) for each in listed} == {kind}
        total += len(listed)
    text = visible(page, "news")
    assert "and 1 change of other kinds" in text
    [every] = [a for a in page.select("#news ~ .count a") if a.text.startswith("All")]
    assert every.text == f"All {total + 1} changes of 30 days"
    listed = soup(site, str(every["href"])).select(".changes > .change")
    assert len(listed) == total + 1


def test_the_list_behind_each_count_has_a_feed_of_it(site: Datasette, page: BeautifulSoup) -> None:
    address = next(to for said, to in chips(page).items() if said.startswith("Stopped"))
    [feed] = soup(site, address).select(".downloads a[href*='.atom']")
    assert feed["href"] == "/changes.atom?event=stopped&since=2026-10-25&topic=1"
    read = feedparser.parse(get(site, str(feed["href"])).text)
    assert {entry.link.rpartition("/")[2] for entry in read.entries} == {number(1), number(2)}
    assert "on topic" in read.feed.title


def test_changes_since_a_day_are_those_seen_since(site: Datasette) -> None:
    rows = json.loads(get(site, "/changes.json?event=stopped&since=2026-10-25").text)
    assert [row["record_id"] for row in rows] == [number(9), number(2), number(1)]
    form = soup(site, "/changes?event=stopped&topic=yes").select_one("#c-topic")
    assert form is not None
    assert form.has_attr("checked")


# --- before there is any ---


def bare(folder: Path, *changes: str, harvests: int = 1) -> Datasette:
    config: Config = filled(folder, 2, 2)
    for day in changes:
        tell(config.store.path, number(1), "status", "COMPLETED", "RECRUITING", seen_at=day)
    for run in range(2, harvests + 1):
        execute(
            config.store.path,
            "INSERT INTO runs (run_id, started, finished, state, full, software) VALUES"
            " (?, ?, ?, 'complete', 0, 'harvest 0')",
            (run, NOW, NOW),
        )
    insert(config.store.path, trial(3, first_posted="2026-11-20", brief_title="The newest"))
    publish(config, clock=FakeClock(THAT_DAY))
    return served(config)


@pytest.mark.parametrize(
    ("changes", "harvests", "said"),
    [
        ((), 1, "This is the first harvest: changes are told from the second one on."),
        ((), 2, "No changes since the first harvest."),
        (("2026-05-01T06:00:00Z",), 2, "Nothing changed in the 30 days to 24 November 2026; the "
         "last change was seen on 1 May 2026: all changes."),
    ],
)  # fmt: skip
def test_without_news_it_says_why_and_shows_what_was_registered_last(
    tmp_path: Path, changes: tuple[str, ...], harvests: int, said: str
) -> None:
    made = bare(tmp_path, *changes, harvests=harvests)
    page = soup(made, "/")
    made.get_database("evidence").close()
    text = visible(page, "news")
    assert said in text
    [first, *_] = page.select("section.news .entries li")
    assert flat(first.get_text(" ")).startswith("The newest (NCT90000003), 20 November 2026")
