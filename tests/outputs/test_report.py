"""The search report over the sample's year: all items of PRISMA-S, and a flow that adds up.

Relies on stand-ins and the sample's year.
"""

import re
import sqlite3
from contextlib import closing

import pytest

from harvest.report.document import Grid, as_markdown
from harvest.report.prisma import prisma_s
from harvest.standin.sample import EPOCHS

ITEMS = 16


def blocks(sample_year, epoch: int):
    with closing(sqlite3.connect(sample_year.published(epoch))) as connection:
        return prisma_s(connection)


def flow(sample_year, epoch: int) -> dict[str, int]:
    (grid,) = (b for b in blocks(sample_year, epoch) if isinstance(b, Grid) and "Step" in b.columns)
    return {str(label): int(str(number)) for label, number in grid.rows}


def test_every_item_of_prisma_s_is_reported_or_said_not_to_apply(sample_year):
    text = as_markdown(blocks(sample_year, EPOCHS - 1))
    named = {
        int(number)
        for bracket in re.findall(r"\[(\d+(?:, \d+)*)\]", text)
        for number in bracket.split(", ")
    }
    assert named == set(range(1, ITEMS + 1))


@pytest.mark.parametrize("epoch", range(EPOCHS))
def test_the_flow_adds_up_to_what_is_held(sample_year, epoch):
    steps = flow(sample_year, epoch)
    distinct = steps["Distinct records"]
    assert distinct == steps["of these registrations of trials"] + steps["of these papers"]
    found_twice = steps["Found by more than one search (duplicates)"]
    assert steps["Identified by the searches"] - found_twice == distinct
    others = "Added by citation or by a trial's number", "No longer found by any search, kept"
    assert distinct + sum(steps[other] for other in others) == steps["Total records"]
    topical = "Off topic", "Registrations of trials on topic", "Papers on topic"
    assert sum(steps[part] for part in topical) == steps["Total records"]
    with closing(sqlite3.connect(sample_year.published(epoch))) as db:
        held, gone = db.execute(
            "SELECT count(removed_on IS NULL OR NULL), count(removed_on) FROM "
            "(SELECT removed_on FROM trials UNION ALL SELECT removed_on FROM articles)"
        ).fetchone()
    assert (steps["Total records"], steps["Since removed from their registry"]) == (
        held,
        gone,
    )


def test_a_trial_that_left_the_search_stays_in_the_flow(sample_year):
    before, after = flow(sample_year, 3), flow(sample_year, 4)  # April: one condition goes
    left = "No longer found by any search, kept"
    assert (before[left], after[left]) == (0, 1)


def test_tables_of_the_report_name_databases_as_people_do(sample_year):
    grids = [b for b in blocks(sample_year, EPOCHS - 1) if isinstance(b, Grid)]
    named = {
        str(row[grid.columns.index("Database")])
        for grid in grids
        if "Database" in grid.columns
        for row in grid.rows
    }
    assert {"ClinicalTrials.gov", "PubMed"} <= named
    assert not {"clinicaltrials", "pubmed"} & named
