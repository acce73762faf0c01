"""A paper that Crossref alone calls retracted is marked wherever it stands, until that is lifted.

Relies on stand-ins and Datasette.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from harvest.config import Config, load
from harvest.run.refresh import refresh
from harvest.standin import Fixed, serve
from tests.helpers.bases.tiny import state as tiny
from tests.helpers.bases.tiny import study
from tests.helpers.clock import FakeClock
from tests.helpers.registries.asked import topic
from tests.helpers.registries.crossref import DAY, doi_of, notice, papers, state, work
from tests.helpers.site.reading import soup, visible
from tests.helpers.site.site_pages import get, served

NOTICE = "10.1000/notice"
WATCHED = notice("retraction", "2026-11-20", NOTICE, "retraction-watch")
CONCERN = notice("expression_of_concern", "2026-11-21", "10.1000/doubt")


def ended(trial: tuple[str, bytes]) -> tuple[str, bytes]:
    """The same trial with its end, from which its deadlines count."""
    date = b'"primaryCompletionDateStruct":{"date":"2025-03","type":"ACTUAL"},'
    return trial[0], trial[1].replace(b'"overallStatus"', date + b'"overallStatus"')


def moment(works: dict[int, bytes], retracted: frozenset[int] = frozenset()):
    base = tiny(
        [ended(study(1, cites=["99000001"], status="COMPLETED"))],
        papers(1, 2, 3, 4, retracted=retracted),
        "2026-11-20T09:00:05",
    )
    everything = {n: work(doi_of(n)) for n in (1, 2, 3, 4)} | works
    return state({doi_of(n): body for n, body in everything.items()}, base)


STATES = (
    moment({4: work(doi_of(4), notice("retraction", "2020-01-02", NOTICE))}, frozenset({3})),
    moment(
        {
            1: work(doi_of(1), notice("correction", "2026-01-02", "10.1000/c"), WATCHED),
            2: work(doi_of(2), CONCERN),
            4: work(doi_of(4), notice("retraction", "2020-01-02", NOTICE)),
        },
        frozenset({3}),
    ),
    moment({}, frozenset({2, 3})),
)


@dataclass
class Year:
    """What is published after each of the runs, a day apart."""

    config: Config
    published: list[dict[str, list[sqlite3.Row]]]


ASKED = {
    "papers": "SELECT * FROM articles ORDER BY article_id",
    "marks": "SELECT * FROM article_marks ORDER BY article_id, position",
    "changes": "SELECT * FROM changes WHERE field = 'integrity' ORDER BY id",
    "clocks": "SELECT * FROM clocks WHERE clock = 'publication_24_months'",
    "retracted": "SELECT article_id FROM articles WHERE retracted ORDER BY article_id",
}


def read(path: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        return {name: db.execute(sql).fetchall() for name, sql in ASKED.items()}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    folder = tmp_path_factory.mktemp("marks")
    clock = FakeClock()
    with serve(Fixed(STATES)) as standin:
        lines = standin.config_lines("clinicaltrials", "pubmed", "mesh", "crossref")
        lines = lines.replace("]\n", "]\nrequests_per_second = 1000\n")
        path = folder / "config.toml"
        path.write_text(
            topic().replace('all = ["condition", "therapy"]', 'pubmed = "cells"\n' + TRIALS)
            + f'{lines}\n[store]\npath = "work.db"\n[publish]\npath = "public.db"\n'
        )
        config = load(path, {})
        published = []
        for epoch in (0, 1, 1, 2):
            standin.set_epoch(epoch)
            outcome = refresh(config, quiet=True, clock=clock)
            assert outcome.exit_code == 0, outcome.problems
            published.append(read(config.publish.path))
            if epoch == 1:
                (folder / "then.db").write_bytes(config.publish.path.read_bytes())
            clock.advance(DAY)
        yield Year(config, published)


TRIALS = 'clinicaltrials = "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"'
ONE, TWO, THREE, FOUR = (f"9900000{n}" for n in (1, 2, 3, 4))


def numbers(found: list[sqlite3.Row]) -> list[str]:
    return [row["article_id"] for row in found]


def test_whom_crossref_alone_calls_retracted_is_marked_within_one_run(year: Year) -> None:
    assert numbers(year.published[0]["retracted"]) == [THREE, FOUR]
    assert numbers(year.published[1]["retracted"]) == [ONE, THREE, FOUR]
    paper = year.published[1]["papers"][0]
    assert (paper["integrity"], paper["integrity_label"]) == ("retracted", "Retracted")
    assert paper["integrity_source"].startswith("Crossref: ")
    assert "retraction of 2026-11-20 (reported by Retraction Watch)" in paper["integrity_source"]
    assert paper["integrity_source"].endswith("PubMed has no mark of it")


def test_each_who_knows_is_named_with_its_day_and_a_disagreement_is_shown(year: Year) -> None:
    marks = [
        (row["known_by"], row["integrity"], row["dated"], row["reported_by"])
        for row in year.published[1]["marks"]
        if row["article_id"] == ONE
    ]
    assert marks == [
        ("crossref", "retracted", "2026-11-20", "retraction-watch"),
        ("crossref", "corrected", "2026-01-02", "publisher"),
        ("pubmed", None, None, None),
    ]
    days = {row["last_fetched"][:10] for row in year.published[2]["marks"] if row["integrity"]}
    assert "2026-11-26" in days, "asked again on the third day"
    paper = next(row for row in year.published[1]["papers"] if row["article_id"] == THREE)
    assert paper["integrity_source"] == "PubMed; Crossref has no mark of it"


def test_it_is_told_once_whoever_says_it_first(year: Year) -> None:
    told = [
        (row["record_id"], row["event"], row["new"], row["happened_on"], row["seen_at"][:10])
        for row in year.published[3]["changes"]
    ]
    assert told == [
        (ONE, "retracted", "retracted", "2026-11-20", "2026-11-25"),
        (TWO, "concern", "concern", "2026-11-21", "2026-11-25"),
        (TWO, "retracted", "retracted", "2026-11-23", "2026-11-27"),
        (ONE, "edited", None, None, "2026-11-27"),
        (FOUR, "edited", None, None, "2026-11-27"),
    ]
    notes = {(row["record_id"], row["event"]): row["note"] for row in year.published[3]["changes"]}
    assert notes[ONE, "retracted"] == "according to Crossref, reported by Retraction Watch"


def test_what_crossref_lifts_is_lifted(year: Year) -> None:
    assert numbers(year.published[3]["retracted"]) == [TWO, THREE]
    paper = year.published[3]["papers"][0]
    assert (paper["integrity"], paper["integrity_source"]) == (None, None)


def test_a_deadline_is_not_met_by_what_crossref_calls_retracted(year: Year) -> None:
    said = [[(c["state"], c["reason"]) for c in each["clocks"]] for each in year.published]
    assert said[0] == said[3]
    assert "the only paper is retracted" in str(said[1])
    assert "retracted" not in str(said[0])


def test_its_page_and_its_trial_say_so_with_source_and_day(year: Year) -> None:
    there = year.config.publish.path
    now = there.read_bytes()
    there.write_bytes(there.with_name("then.db").read_bytes())
    site = served(year.config)
    try:
        page = visible(soup(site, f"/articles/{ONE}"))
        trial = visible(soup(site, "/trials/NCT99000001"))
        cited = get(site, f"/articles/{ONE}.ris").text
    finally:
        site.get_database("evidence").close()
        there.write_bytes(now)
    assert "This paper is retracted." in page
    assert "Crossref: retraction of 2026-11-20 (reported by Retraction Watch)" in page
    assert "PubMed: No mark as of 25 November 2026" in page
    assert "Retracted: a paper linked to this trial" in " ".join(trial.split())
    assert "RETRACTED" in cited.upper()
