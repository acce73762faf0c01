"""Whatever rests on a retracted paper says so: its page, its trial, the clocks, the changes.

Relies on Datasette.
"""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from datasette.app import Datasette

from harvest.changes import Change
from harvest.config import Config
from harvest.evidence.reporting.clocks import TrialFacts, clocks
from harvest.publish import publish
from harvest.site.app import make
from tests.helpers.bases.publications import rows
from tests.helpers.bases.told import deliver, tell, watch
from tests.helpers.bases.work_base import (
    article,
    create,
    execute,
    filled,
    insert,
    make_config,
    row,
    trial,
)
from tests.helpers.clock import FakeClock
from tests.helpers.site.reading import soup, visible
from tests.helpers.site.site_pages import get

NOTE = "97040009 J Ex. 2026 Oct;9(9):99"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> tuple[Config, Datasette]:
    config = make_config(tmp_path_factory.mktemp("integrity"))
    create(config.store.path)
    title = {"title": "Retracted: Cells for cirrhosis", "retracted": 1, "integrity": "retracted"}
    partly = {"integrity": "corrected"}
    later = {"pmcid": "PMC9711001"}
    references = [
        row("trial_references", "NCT90000005", 1, "90000005", "RESULT", "A. 2025.", NOTE),
        row("trial_references", "NCT90000005", 2, "97040008", "RESULT", "B. 2025.", NOTE),
        row("trial_references", "NCT90000005", 3, "NCT98130001", "RESULT", "C.", "J Two. 2027|77"),
        row("trial_references", "NCT90000005", 4, None, None, "D. doi: 10.1000/CITED.9", NOTE),
    ]
    records = [*trial(5), *article(1, **title), *article(2, **partly), *article(5)]
    records += [*article(6, **later), *article(7, pmcid="PMC9711002"), *article(8, title=None)]
    records += article(9, doi="10.1000/cited.9")
    dropped = {("trial_references", "NCT90000005")}
    insert(
        config.store.path,
        [
            *(each for each in records if (each[0], each[1][0]) not in dropped),
            *references,
            row("corrections", "90000002", 1, "PartialRetractionIn", "97040011", "J Ex. 2021"),
            row("article_dates", "90000006", 1, "pmc-release", "2027-12-01"),
            row("article_dates", "90000007", 1, "pmc-release", "2022-03-01"),
            row("article_notes", "90000007", 1, "name_as_printed", "author", "Smythe J"),
        ],
    )
    named = ("doi", "10.1000/cited.9", "trial_references[3]", 8, 23, "D. doi: 10.1000/CITED.9", 0)
    execute(
        config.store.path,
        "INSERT INTO mentions VALUES ('trial', 'NCT90000005', 1, ?, ?, ?, ?, ?, ?, ?)",
        named,
    )
    publish(config)
    clock = FakeClock(datetime(2026, 11, 29, 6, 0, tzinfo=UTC))
    return config, make(config, clock=clock)


@pytest.fixture
def site(served: tuple[Config, Datasette]) -> Datasette:
    return served[1]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (
            "90000001",
            (
                "retracted",
                "Retracted",
                "called retracted in its title; PubMed has no mark of it",
            ),
        ),
        ("90000002", ("corrected", "Partly retracted", "PubMed")),
        (
            "90000005",
            (
                "retracted",
                "Retracted",
                "ClinicalTrials.gov (NCT90000005) notes a retraction: J Ex. 2026 Oct;9(9):99",
            ),
        ),
        (
            "90000009",
            (
                "retracted",
                "Retracted",
                "ClinicalTrials.gov (NCT90000005) notes a retraction: J Ex. 2026 Oct;9(9):99",
            ),
        ),
        ("90000006", (None, None, None)),
    ],
)
def test_any_source_that_knows_of_a_retraction_is_enough(
    served: tuple[Config, Datasette], number: str, said: tuple[str | None, ...]
) -> None:
    sql = "SELECT integrity, integrity_label, integrity_source FROM articles WHERE article_id = ?"
    assert rows(served[0], sql, [number]) == [said]


def test_the_page_of_a_paper_names_who_says_that_it_is_retracted(site: Datasette) -> None:
    shown = visible(soup(site, "/articles/90000005"))
    assert "This paper is retracted. Do not cite it as evidence." in shown
    assert "Source: ClinicalTrials.gov (NCT90000005) notes a retraction: J Ex. 2026" in shown
    assert "This paper was retracted in part." in visible(soup(site, "/articles/90000002"))


def test_the_page_of_a_trial_marks_a_reference_that_is_not_here(site: Datasette) -> None:
    shown = visible(soup(site, "/trials/NCT90000005"))
    assert "ClinicalTrials.gov notes a retraction: J Ex. 2026 Oct;9(9):99" in shown
    assert "ClinicalTrials.gov notes a retraction: J Two. 2027; PMID 77" in shown
    assert "NCT98130001" in shown
    assert "pubmed.ncbi.nlm.nih.gov/NCT" not in get(site, "/trials/NCT90000005").text


@pytest.mark.parametrize(
    ("mark", "said", "kind"),
    [
        ("retracted", "Retracted", "bad"),
        ("concern", "Expression of concern", "bad"),
        ("corrected", "Corrected", "note"),
    ],
)
def test_every_mark_stands_wherever_a_paper_is_named(
    tmp_path: Path, mark: str, said: str, kind: str
) -> None:
    config = filled(tmp_path, 1, 1)
    execute(config.store.path, "UPDATE articles SET integrity = ?", (mark,))
    tell(config, "90000001", "paper_published", None, "2025-06")
    tell(config, "NCT90000001", "paper_linked", None, "90000001", field="article_id")
    publish(config)
    site = make(config, clock=FakeClock(datetime(2026, 11, 29, 6, 0, tzinfo=UTC)))
    badge = f'<strong class="badge {kind}">{said}</strong>'
    assert get(site, "/changes").text.count(badge) == 2
    changes = get(site, "/trials/NCT90000001").text.partition('id="changes"')[2]
    assert badge in changes.partition("</section>")[0]
    assert f"PMID 90000001 (results, {said})" in get(site, "/compare?ids=NCT90000001").text
    listed = json.loads(get(site, "/trials/NCT90000001.json").text)["rows"]
    assert [row["marked_papers"] for row in listed] == [f"90000001 ({said})"]
    assert get(site, "/changes.atom").text.count(f"[{said}]") == 2
    codes = [
        each["integrity"] or each["other_integrity"]
        for each in json.loads(get(site, "/changes.json").text)
    ]
    assert codes == [mark, mark]
    seen = json.loads(get(site, "/queries/changed-since.json?since=2026-01-01").text)["rows"]
    assert [row["integrity"] for row in seen] == [said, said]
    deliver(config, watch(tmp_path), str(tmp_path / "digest.md"))
    assert (tmp_path / "digest.md").read_text("utf-8").count(f"[{said}]") == 2
    site.get_database("evidence").close()


def test_a_text_under_embargo_is_not_called_free(site: Datasette) -> None:
    shown = visible(soup(site, "/articles/90000006"))
    assert "Free at PMC from 1 December 2027" in shown
    assert "Free full text" not in shown
    assert "Free full text at PMC" in visible(soup(site, "/articles/90000007"))
    listed = visible(soup(site, "/articles?all=1"))
    assert listed.count("Free full text") == 1


def test_a_paper_without_a_title_says_so(site: Datasette) -> None:
    assert "[Title not available]" in visible(soup(site, "/articles/90000008"))


def test_a_misprinted_name_is_found_and_not_listed(site: Datasette) -> None:
    found = soup(site, "/articles?all=1&q=Smythe")
    assert "90000007" in visible(found)
    assert "Smythe" not in visible(soup(site, "/articles/90000007"))


FACTS = TrialFacts(
    "NCT90000005",
    study_type="INTERVENTIONAL",
    status="COMPLETED",
    primary_completion_date="2018-02-10",
    primary_completion_date_type="ACTUAL",
)


def _publication(facts: TrialFacts) -> tuple[str, str]:
    clock = clocks(facts, date(2026, 11, 29))[2]
    return clock.state, clock.reason


def test_a_retracted_paper_meets_no_deadline() -> None:
    alone = replace(FACTS, retracted_papers=("90000005",))
    assert _publication(alone) == ("overdue", "the only paper is retracted")
    two = replace(FACTS, retracted_papers=("90000005", "90000006"))
    assert _publication(two) == ("overdue", "all papers are retracted")
    beside = replace(alone, results_papers=(("90000007", "2019-01"),))
    assert _publication(beside) == (
        "met",
        "1 results paper linked; 1 more retracted, not counted",
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            Change("edited", "integrity", "retracted", None),
            "integrity: no longer retracted (was: retracted)",
        ),
        (Change("edited", "enrollment", "20", None), "enrolment: removed (was 20)"),
        (Change("edited", "why_stopped", "No funds", None), "why stopped: removed (was No funds)"),
        (Change("edited", "enrollment", None, "20"), "enrolment: 20"),
        (Change("phase", "phase", "Phase 2", None), "removed (was Phase 2)"),
        (Change("country_removed", "countries", "Spain", None), "Spain"),
        (Change("retracted", "integrity", None, "retracted"), "Retracted"),
    ],
)
def test_what_is_emptied_is_told_as_removed(change: Change, sentence: str) -> None:
    assert change.sentence == sentence
