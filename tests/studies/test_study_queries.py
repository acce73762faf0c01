"""Saved queries and the search report count studies once and tell their registrations apart.

Relies on nothing beside the program.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from harvest.publish.read import open_published
from harvest.queries import find
from harvest.report.document import Grid, Paragraph
from harvest.report.prisma import prisma_s
from tests.helpers.registries.several import (
    FIRST,
    MAYBE,
    OUTSIDE,
    OWN_PAPER,
    SECOND,
    THIRD,
    build,
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with closing(open_published(build(tmp_path_factory.mktemp("queries")))) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


def run(base: sqlite3.Connection, slug: str, **given: str) -> list[sqlite3.Row]:
    query = find(slug)
    assert query is not None
    return base.execute(query.sql, query.values(given)).fetchall()


def test_where_studies_are_registered_counts_each_study_once(base: sqlite3.Connection) -> None:
    found = {row["registries"]: (row["studies"], row["registrations"]) for row in
             run(base, "registered-where")}  # fmt: skip
    assert found == {
        "ClinicalTrials.gov": (2, 2),
        "ChiCTR": (1, 1),
        "CTRI": (1, 1),
        "IRCT": (1, 1),
        "ChiCTR + ClinicalTrials.gov + ISRCTN": (1, 3),
    }


def test_only_outside_leaves_out_what_is_or_says_to_be_registered_there(
    base: sqlite3.Connection,
) -> None:
    assert {row["trial_id"] for row in run(base, "outside-clinicaltrials-gov")} == {OUTSIDE, MAYBE}
    in_iran = run(base, "outside-clinicaltrials-gov", country="Iran")
    assert [row["trial_id"] for row in in_iran] == [OUTSIDE]
    assert run(base, "outside-clinicaltrials-gov", registry="ISRCTN") == []


def test_registrations_that_disagree_are_shown_with_both_values(base: sqlite3.Connection) -> None:
    found = [
        (row["trial_id"], row["field"], row["value"], row["other_value"], row["other_trial_id"])
        for row in run(base, "registrations-that-disagree")
    ]
    assert found == [
        (FIRST, "Countries", "China, South Korea", "United Kingdom", THIRD),
        (FIRST, "Participants", "40 (planned)", "60 (actual)", SECOND),
        (FIRST, "Status", "Recruiting", "Completed", SECOND),
    ]
    (row,) = run(base, "registrations-that-disagree", field="status")
    assert row["field"] == "Status"


def test_results_in_one_registry_alone_are_those_of_a_study_that_has_them_once(
    tmp_path: Path, base: sqlite3.Connection
) -> None:
    assert run(base, "results-in-one-registry") == [], "two registrations have a paper each"
    config = build(tmp_path, papers=(OWN_PAPER,))
    with closing(open_published(config)) as one:
        one.row_factory = sqlite3.Row
        (row,) = run(one, "results-in-one-registry")
    assert (row["trial_id"], row["results_papers"]) == (FIRST, OWN_PAPER)
    assert row["registrations_without_results"] == f"{SECOND}; {THIRD}"


def test_the_flow_of_the_search_report_counts_studies_and_says_how(
    base: sqlite3.Connection,
) -> None:
    blocks = prisma_s(base)
    steps = {
        str(row[0]): row[1] for block in blocks if isinstance(block, Grid) for row in block.rows
    }
    assert steps["Studies that the registrations of trials are of"] == 6
    assert steps["of these registered more than once"] == 1
    said = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    assert "registrations that only resemble each other are counted as different studies" in said
