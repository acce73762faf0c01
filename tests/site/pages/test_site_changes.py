"""What changed, on pages and in feeds: filters, order, ids that stay, and nothing that acts.

Relies on Datasette.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from datasette.app import Datasette

from harvest.config import Config
from harvest.publish import publish
from harvest.site.app import make
from harvest.site.render.addresses import slug
from tests.helpers.bases.work_base import execute, filled, insert, trial
from tests.helpers.clock import FakeClock
from tests.helpers.site.reading import soup
from tests.helpers.site.site_pages import (
    FORMULA,
    HARM,
    HOSTILE,
    ONE,
    TWO,
    dangers,
    get,
    hostile,
    served,
    tell,
)

THREE = "NCT90000003"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    config = filled(tmp_path_factory.mktemp("changes"), 3, 3)
    work = config.store.path
    insert(work, hostile())
    execute(work, "UPDATE locations SET country = 'Egypt' WHERE trial_id = ?", (THREE,))
    execute(work, "UPDATE trials SET lead_sponsor = 'Acme, Inc.' WHERE trial_id = ?", (TWO,))
    execute(work, "UPDATE sponsors SET name = 'Acme, Inc.' WHERE trial_id = ?", (TWO,))
    tell(
        work,
        ONE,
        "status",
        "RECRUITING",
        "COMPLETED",
        happened_on="2026-10-02",
        seen_at="2026-10-05T06:00:00Z",
    )
    tell(
        work,
        TWO,
        "primary_completion_moved",
        "2026-01-31",
        "2027-01-31",
        days=365,
        field="primary_completion_date",
        happened_on="2026-11-03",
        note="365 days later",
    )
    tell(work, THREE, "enrollment_cut", "100", "20", field="enrollment", happened_on="2026-11-20")
    tell(work, "90000001", "retracted", None, "retracted", field="integrity")
    retracted = "UPDATE articles SET retracted = 1, integrity = 'retracted' WHERE article_id = ?"
    execute(work, retracted, ("90000001",))
    tell(work, HARM, "stopped", HOSTILE, FORMULA, note=f"{HOSTILE}\x0b")
    execute(
        work,
        "INSERT INTO upstream_changes VALUES (1, 1, 'trial', 'keywords', 30, 60, '[]', NULL)",
    )
    tell(work, ONE, "edited", "quiet", "noise", upstream=1)
    publish(config)
    return config


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()


def records(site: Datasette, query: str = "", path: str = "/changes.json") -> list[str]:
    answer = get(site, f"{path}{query}")
    assert answer.status_code == 200
    return [row["record_id"] for row in json.loads(answer.text)]


# --- the page ---


def test_changes_stand_by_day_newest_first_in_words(site: Datasette) -> None:
    text = get(site, "/changes").text
    days = [text.index(day) for day in ("24 November 2026</time>", "5 October 2026</time>")]
    assert days == sorted(days)
    assert "<del>31 January 2026</del>" in text
    assert "<ins>31 January 2027</ins>" in text
    assert "365 days later" in text
    assert "<del>Recruiting</del>" in text
    assert "RECRUITING" not in text
    assert "Record updated 2 October 2026 (ClinicalTrials.gov)" in text


def test_a_retraction_says_so_once_before_its_paper(site: Datasette) -> None:
    [line] = soup(site, "/changes?event=retracted").select("li.change > p:first-child")
    assert [badge.get_text() for badge in line.select(".badge")] == ["Retracted"]


def test_the_kind_of_an_item_is_told_in_words(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 0)
    tell(
        config.store.path,
        ONE,
        "edited",
        "low",
        "high",
        field="interventions.description",
        note="BIOLOGICAL, Cells",
    )
    tell(config.store.path, ONE, "edited", None, "DRUG, Heparin", field="interventions.added")
    publish(config)
    made = served(config)
    text = get(made, "/changes").text
    assert "(Biological, Cells)" in text
    assert "<ins>Drug, Heparin</ins>" in text
    of_trial = get(made, f"/trials/{ONE}").text
    assert "Biological, Cells" in of_trial
    assert "BIOLOGICAL" not in of_trial


def test_a_mass_change_is_told_once_and_not_of_each_record(site: Datasette) -> None:
    text = get(site, "/changes").text
    assert "keywords was rewritten in 30 of 60 trials" in text
    assert "noise" not in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [HARM, "90000001", THREE, TWO, ONE]),
        ("?event=status", [ONE]),
        (f"?record={TWO}", [TWO]),
        (f"?record={TWO.lower()}", [TWO]),
        ("?record=PMID:%2090000001", ["90000001"]),
        ("?sponsor=acme-inc", [TWO]),
        ("?sponsor=Acme,+Inc.", [TWO]),
        ("?sponsor=acme", [TWO]),
        ("?sponsor=nobody", []),
        ("?country=Egypt", [THREE]),
        ("?query=recruiting-trials", [THREE, TWO, ONE]),
        ("?query=recruiting-trials&sponsor=acme-inc", [TWO]),
        ("?since=2026-11", [HARM, "90000001", THREE, TWO]),
        ("?month=2026-10", [ONE]),
        ("?month=2026-11&event=enrollment_cut", [THREE]),
        ("?month=2026-12-01", []),
        ("?month=2026", [HARM, "90000001", THREE, TWO, ONE]),
    ],
)
def test_a_filter_lets_through_what_it_names_on_page_and_feed(
    site: Datasette, query: str, expected: list[str]
) -> None:
    assert records(site, query) == expected
    page = get(site, f"/changes{query}").text
    shown = [record for record in (HARM, "90000001", THREE, TWO, ONE) if f'/{record}"' in page]
    assert shown == expected
    feed = feedparser.parse(get(site, f"/changes.atom{query}").content)
    assert [entry.link.rpartition("/")[2] for entry in feed.entries] == expected


@pytest.mark.parametrize(
    "query", ["event=nosuch", "query=nosuch", "since=soon", "month=x", "query=by-year"]
)
def test_a_filter_that_means_nothing_is_told(site: Datasette, query: str) -> None:
    for path in ("/changes", "/changes.atom", "/changes.json"):
        answer = get(site, f"{path}?{query}")
        assert answer.status_code == 400
        told = answer.text.casefold()
        assert "unknown" in told or "is not" in told or "has no" in told


def test_what_was_typed_stays_in_the_form_beside_what_is_wrong_with_it(site: Datasette) -> None:
    answer = get(site, "/changes?country=Egypt&record=NCT90000002&since=24.10.2026")
    assert answer.status_code == 400
    assert "is not a date; write 2026, 2026-11 or 2026-11-24" in answer.text
    assert 'value="24.10.2026"' in answer.text
    assert 'value="NCT90000002"' in answer.text
    assert "<option selected>Egypt</option>" in answer.text
    assert "Nothing" not in answer.text
    assert "changes.atom?" not in answer.text.partition("<main")[2]


def test_filters_stay_in_the_form_and_in_the_addresses_of_the_feeds(site: Datasette) -> None:
    text = get(site, "/changes?event=status&country=China&since=2026-01").text
    assert '<option value="status" selected>' in text
    assert "<option selected>China</option>" in text
    assert 'value="2026-01"' in text
    assert 'href="/changes.atom?event=status&amp;country=China&amp;since=2026-01"' in text


def test_pages_of_changes_follow_each_other(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 0)
    for number in range(105):
        tell(config.store.path, ONE, "edited", f"old {number}", f"new {number}", field="keywords")
    publish(config)
    made = served(config)
    first, second = get(made, "/changes").text, get(made, "/changes?page=2").text
    assert first.count('class="change"') == 100
    assert "Older →" in first
    assert second.count('class="change"') == 5
    assert "new 104" in first
    assert "new 0<" in second
    assert "go to the first" in get(made, "/changes?page=3").text
    made.get_database("evidence").close()


def test_months_are_drawn_and_lead_to_their_changes(site: Datasette) -> None:
    text = get(site, "/changes").text
    assert 'href="/changes?month=2026-10"' in text
    assert "5 changes by month: most in November 2026 (4)" in text


# --- feeds ---


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"/trials/{ONE}/changes", [ONE]),
        ("/sponsors/acme-inc/changes", [TWO]),
        ("/queries/recruiting-trials/changes", [THREE, TWO, ONE]),
        ("/queries/recruiting-trials/changes.atom?country=Egypt", [THREE]),
        ("/queries/papers-of-trials/changes", ["90000001", THREE, TWO, ONE]),
        ("/queries/stopped-trials/changes.atom?words=zebrafish", []),
    ],
)
def test_a_trial_a_sponsor_and_a_query_can_be_followed(
    site: Datasette, path: str, expected: list[str]
) -> None:
    path, _, query = path.removesuffix(".atom").partition(".atom")
    assert records(site, query, f"{path}.json") == expected
    feed = parsed(get(site, f"{path}.atom{query}"))
    assert [entry.link.rpartition("/")[2] for entry in feed.entries] == expected


def parsed(answer: Any) -> Any:
    """The feed, which must be well formed and whole."""
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.id
    assert feed.feed.title
    assert feed.feed.updated
    for entry in feed.entries:
        assert entry.id.startswith("urn:uuid:")
        assert entry.title
        assert entry.updated
    return feed


def test_an_entry_keeps_its_id_wherever_it_is_read_and_whenever(
    site: Datasette, config: Config
) -> None:
    everywhere = [
        {entry.title: entry.id for entry in parsed(get(site, path)).entries}
        for path in (
            "/changes.atom", f"/trials/{TWO}/changes.atom", "/sponsors/acme-inc/changes.atom",
            "/changes.atom?event=primary_completion_moved",
        )
    ]  # fmt: skip
    [title] = everywhere[1]
    assert len({ids[title] for ids in everywhere}) == 1
    other = make(
        replace(config, serve=replace(config.serve, base_url="https://x.example/")),
        clock=FakeClock(datetime(2027, 1, 1, tzinfo=UTC)),
    )
    feed = parsed(get(other, "/changes.atom"))
    assert {entry.title: entry.id for entry in feed.entries} == everywhere[0]
    assert feed.entries[0].link.startswith("https://x.example/trials/")
    assert feed.feed.id == parsed(get(site, "/changes.atom")).feed.id
    assert feed.feed.id.startswith("urn:uuid:")
    other.get_database("evidence").close()


def test_a_reader_that_polls_sees_each_entry_once(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 0)
    seen: list[str] = []
    for number in range(4):
        tell(config.store.path, ONE, "edited", "x", "y", field="keywords",
             seen_at=f"2026-11-2{number}T06:00:00Z")  # fmt: skip
        publish(config)
        made = served(config)
        feed = parsed(get(made, "/changes.atom"))
        new = [entry.id for entry in feed.entries if entry.id not in seen]
        assert len(new) == 1
        seen += new
        made.get_database("evidence").close()


def test_what_is_stored_does_not_act_on_page_or_feed(site: Datasette) -> None:
    for path in ("/changes", f"/changes?sponsor={slug(FORMULA)}", f"/changes?record={HARM}"):
        page = get(site, path).text
        assert not dangers(page)
    for path in ("/changes.atom", f"/trials/{HARM}/changes.atom"):
        feed = parsed(get(site, path))
        assert b"<script" not in get(site, path).content
        [entry] = [entry for entry in feed.entries if entry.link.endswith(HARM)]
        assert entry.content[0].type == "text/plain"


@pytest.mark.parametrize(
    "path",
    [
        "/trials/NCT99999999/changes.atom",
        "/sponsors/nobody/changes.atom",
        "/queries/nosuch/changes.atom",
        "/changes.xml",
    ],
)
def test_what_is_not_there_can_not_be_followed(site: Datasette, path: str) -> None:
    assert get(site, path).status_code == 404


def test_a_base_that_keeps_no_changes_says_so(tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    config = filled(tmp_path, 1, 0)
    publish(config)
    with closing(sqlite3.connect(config.publish.path)) as db, db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("DROP TABLE changes")
        db.execute("DROP TABLE clocks")
    made = served(config)
    for path in ("/changes", "/changes.atom", "/clocks"):
        assert get(made, path).status_code == 404, path
    for path in ("/landscape", "/sponsors/synthetic-hospital", "/queries/recruiting-trials"):
        answer = get(made, path)
        assert answer.status_code == 200, path
        assert "changes.atom" not in answer.text, path
    made.get_database("evidence").close()


def test_a_trial_without_changes_has_an_empty_feed(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 0)
    insert(config.store.path, trial(9))
    publish(config)
    made = served(config)
    assert parsed(get(made, "/trials/NCT90000009/changes.atom")).entries == []
    made.get_database("evidence").close()
