"""Clocks run where their rule holds, and a paper of one registration counts for its whole study.

Relies on nothing beside the program.
"""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from harvest.evidence.reporting.record import record_clocks
from harvest.publish import publish
from harvest.publish.read import open_published
from harvest.queries import find
from tests.helpers.bases.work_base import THAT_DAY
from tests.helpers.clock import FakeClock
from tests.helpers.registries.several import FIRST, OUTSIDE, OWN_PAPER, SECOND, THIRD, build

CLOCKS = "SELECT trial_id, clock, state FROM clocks"
COMPLETED = (
    "UPDATE trials SET status = 'COMPLETED', primary_completion_date = '2022-01',"
    " primary_completion_date_type = 'ACTUAL', completion_date = '2022-02'"
)


def completed(folder: Path) -> sqlite3.Connection:
    """The base with every trial completed long ago, the paper of the first linked to it alone."""
    config = build(folder, papers=(OWN_PAPER,))
    with closing(sqlite3.connect(config.store.path)) as work, work:
        work.execute(COMPLETED)
        work.execute("UPDATE articles SET published = '2023-01'")
        work.execute("UPDATE records SET source = 'ictrp' WHERE kind = 'trial'")
        work.execute("UPDATE records SET source = 'clinicaltrials' WHERE id LIKE 'NCT%'")
        work.execute("UPDATE records SET derived_digest = 'completed'")
        record_clocks(work, date(2026, 11, 24))
    publish(config, clock=FakeClock(THAT_DAY))
    return open_published(config)


def test_only_trials_of_clinicaltrials_gov_have_the_clock_of_us_law(tmp_path: Path) -> None:
    with closing(completed(tmp_path)) as base:
        found = base.execute(f"{CLOCKS} WHERE clock = 'us_law'").fetchall()
    assert found
    assert all(str(row[0]).startswith("NCT") for row in found)


def test_a_paper_of_one_registration_is_a_publication_of_the_study(tmp_path: Path) -> None:
    with closing(completed(tmp_path)) as base:
        rows = base.execute(f"{CLOCKS} WHERE clock = 'publication_24_months'").fetchall()
        states = {str(row[0]): row[2] for row in rows}
        query = find("completed-without-paper")
        assert query is not None
        listed = {row[0] for row in base.execute(query.sql, query.values({}))}
    assert [states[number] for number in (FIRST, SECOND, THIRD)] == ["met"] * 3
    assert states[OUTSIDE] == "overdue"
    assert OUTSIDE in listed
    assert not listed & {FIRST, SECOND, THIRD}
