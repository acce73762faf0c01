"""Results submitted, returned, cancelled: one history from both places of a record, and its words.

Relies on nothing beside the program.
"""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from harvest.evidence.reporting.clocks import TrialFacts, clocks
from harvest.evidence.reporting.record import record_clocks
from harvest.evidence.reporting.submissions import Event
from harvest.rows import TrialEvent
from tests.helpers.bases.work_base import create, execute, insert, row, trial
from tests.helpers.sources.studies import Study, encoded, record
from tests.helpers.sources.whole_study import NCT_ID

TODAY = date(2026, 11, 29)


def told_twice(unposted: list[Study], tracked: list[Study]) -> list[tuple[Any, ...]]:
    """(type, date) of the events that are read of a study that tells of these."""
    study: Study = {
        "protocolSection": {"identificationModule": {"nctId": NCT_ID, "briefTitle": "Cells"}},
        "hasResults": False,
    }
    if unposted:
        study["annotationSection"] = {
            "annotationModule": {"unpostedAnnotation": {"unpostedEvents": unposted}}
        }
    if tracked:
        study["derivedSection"] = {
            "miscInfoModule": {"submissionTracking": {"submissionInfos": tracked}}
        }
    events = record(encoded(study)).tables["trial_events"]
    assert all(isinstance(event, TrialEvent) for event in events)
    assert [event[1] for event in events] == list(range(1, len(events) + 1))
    return [(event[3], event[4]) for event in events]


RELEASED = {"type": "RELEASE", "date": "2022-02-01"}
RETURNED = {"type": "RESET", "date": "2022-03-01"}
TAKEN_BACK = {"type": "UNRELEASE", "dateUnknown": True}
ROUND = {"releaseDate": "2022-02-01", "resetDate": "2022-03-01"}


@pytest.mark.parametrize(
    ("unposted", "tracked", "history"),
    [
        ([RELEASED, RETURNED], [ROUND], ["RELEASE 2022-02-01", "RESET 2022-03-01"]),
        ([RELEASED, RETURNED], [], ["RELEASE 2022-02-01", "RESET 2022-03-01"]),
        (
            [],
            [ROUND, {"releaseDate": "2022-04-01"}],
            ["RELEASE 2022-02-01", "RESET 2022-03-01", "RELEASE 2022-04-01"],
        ),
        (
            [RELEASED, RETURNED],
            [ROUND, {"releaseDate": "2022-04-01"}],
            ["RELEASE 2022-02-01", "RESET 2022-03-01", "RELEASE 2022-04-01"],
        ),
        (
            [RELEASED, TAKEN_BACK],
            [{"releaseDate": "2022-02-01", "unreleaseDateUnknown": True}],
            ["RELEASE 2022-02-01", "UNRELEASE None"],
        ),
        (
            [RELEASED, TAKEN_BACK],
            [{"releaseDate": "2022-02-01", "unreleaseDate": "2022-02-20"}],
            ["RELEASE 2022-02-01", "UNRELEASE None"],
        ),
        (
            [],
            [{"releaseDate": "2022-02-01", "unreleaseDateUnknown": False}],
            ["RELEASE 2022-02-01"],
        ),
        (
            [{"type": "RELEASE", "date": "2022-05-01"}],
            [ROUND],
            ["RELEASE 2022-02-01", "RESET 2022-03-01", "RELEASE 2022-05-01"],
        ),
    ],
    ids=[
        "told in both places",
        "told by the annotation",
        "told by the tracking",
        "one place knows more",
        "cancelled, date unknown in both",
        "cancelled, date unknown in one",
        "nothing was cancelled",
        "each place knows a part",
    ],
)
def test_a_submission_counts_wherever_the_record_tells_it_and_once(
    unposted: list[Study], tracked: list[Study], history: list[str]
) -> None:
    assert [f"{kind} {day}" for kind, day in told_twice(unposted, tracked)] == history


DUE = TrialFacts(
    trial_id="NCT97010001",
    study_type="INTERVENTIONAL",
    status="COMPLETED",
    start_date="2018-01-10",
    primary_completion_date="2021-02",
    is_fda_regulated_drug=1,
)
FIRST, BACK = ("RELEASE", "2022-02-01"), ("RESET", "2022-03-01")

HISTORIES = [
    (
        (FIRST, BACK, ("RELEASE", "2022-04-01")),
        "in review",
        "results submitted 1 February 2022 (in time: due 28 February 2022), returned after quality "
        "control 1 March 2022, submitted again 1 April 2022; pending quality control",
    ),
    (
        (FIRST, BACK),
        "returned",
        "results submitted 1 February 2022 (in time: due 28 February 2022), returned after quality "
        "control 1 March 2022, not submitted again",
    ),
    (
        (("RELEASE", "2022-11-05"), ("RESET", "2022-11-30")),
        "returned",
        "results submitted 5 November 2022 (after the due date), returned after quality control "
        "30 November 2022, not submitted again",
    ),
    (
        (FIRST, ("UNRELEASE", "2022-02-20")),
        "overdue",
        "results submitted 1 February 2022, cancelled by the sponsor 20 February 2022, "
        "not submitted again",
    ),
    (
        (FIRST, ("UNRELEASE", None), ("RELEASE", "2022-06-01")),
        "in review",
        "results submitted 1 February 2022, cancelled by the sponsor (date unknown), submitted "
        "again 1 June 2022 (after the due date); pending quality control",
    ),
]


@pytest.mark.parametrize(("events", "state", "told"), HISTORIES)
def test_the_last_event_decides_all_are_told_and_the_first_that_stands_is_timed(
    events: tuple[Event, ...], state: str, told: str
) -> None:
    for clock in clocks(replace(DUE, submissions=events), TODAY)[:2]:
        assert clock.state == state
        assert clock.reason.endswith(told)
        assert dict(clock.fields)["submissions"].startswith("submitted 2022-")


def test_the_events_of_either_kind_reach_the_deadlines_of_the_base(tmp_path: Path) -> None:
    path = tmp_path / "work.db"
    create(path)
    events = [("unposted", *FIRST), ("submission", *BACK), ("violation", "RELEASE", "2023-01-01")]
    insert(
        path,
        trial(1, study_type="INTERVENTIONAL", primary_completion_date="2021-02")
        + [
            row("trial_events", "NCT90000001", n, kind, type=type_, date=day)
            for n, (kind, type_, day) in enumerate(events, start=1)
        ],
    )
    execute(path, "UPDATE records SET source = 'clinicaltrials'")
    with closing(sqlite3.connect(path)) as db:
        record_clocks(db, TODAY)
        [state] = db.execute("SELECT state FROM clocks WHERE clock = 'registry_12_months'")
    assert state == ("returned",)
