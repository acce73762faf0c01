"""The three clocks against a table made by hand: a line a case, with the rule it stands for.

Relies on nothing beside the program.
"""

from dataclasses import replace
from datetime import date

import pytest

from harvest.evidence.reporting.clocks import TrialFacts, clocks, upcoming

TODAY = date(2026, 6, 30)
DRUG = TrialFacts(
    trial_id="NCT99000001",
    study_type="INTERVENTIONAL",
    status="COMPLETED",
    phase="PHASE2",
    start_date="2020-03-01",
    primary_completion_date="2024-03-15",
    is_fda_regulated_drug=1,
    is_fda_regulated_device=0,
    has_us_site=True,
    intervention_types=frozenset({"BIOLOGICAL"}),
)
LIKELY = replace(
    DRUG, start_date="2015-05-01", is_fda_regulated_drug=None, is_fda_regulated_device=None
)

US_LAW = [
    ("due a year after primary completion", {}, "overdue", date(2025, 3, 15)),
    (
        "the day it is due is not yet late",
        {"primary_completion_date": "2025-06-30"},
        "running",
        date(2026, 6, 30),
    ),
    ("the day after is", {"primary_completion_date": "2025-06-29"}, "overdue", date(2026, 6, 29)),
    (
        "29 February plus a year is the 28th",
        {"primary_completion_date": "2024-02-29"},
        "overdue",
        date(2025, 2, 28),
    ),
    (
        "a month counts by its last day",
        {"primary_completion_date": "2025-06"},
        "running",
        date(2026, 6, 30),
    ),
    (
        "the month before is over",
        {"primary_completion_date": "2025-05"},
        "overdue",
        date(2026, 5, 31),
    ),
    (
        "a year counts by its last day",
        {"primary_completion_date": "2025"},
        "running",
        date(2026, 12, 31),
    ),
    (
        "completion stands in for primary completion",
        {"primary_completion_date": None, "completion_date": "2024-01-31"},
        "overdue",
        date(2025, 1, 31),
    ),
    ("no completion date", {"primary_completion_date": None}, "unknown", None),
    (
        "results posted in time",
        {"has_results": 1, "results_first_submitted": "2025-03-01"},
        "met",
        date(2025, 3, 15),
    ),
    (
        "results submitted on the last day",
        {"has_results": 1, "results_first_submitted": "2025-03-15"},
        "met",
        date(2025, 3, 15),
    ),
    (
        "results submitted late",
        {"has_results": 1, "results_first_submitted": "2025-03-16"},
        "met late",
        date(2025, 3, 15),
    ),
    (
        "submission counts, not posting",
        {
            "has_results": 1,
            "results_first_submitted": "2025-03-01",
            "results_first_posted": "2025-09-01",
        },
        "met",
        date(2025, 3, 15),
    ),
    (
        "submitted, pending quality control",
        {"results_first_submitted": "2026-05-01"},
        "in review",
        date(2025, 3, 15),
    ),
    (
        "submitted, not posted yet",
        {"submissions": (("RELEASE", "2026-05-01"),)},
        "in review",
        date(2025, 3, 15),
    ),
    (
        "returned by the registry",
        {"submissions": (("RELEASE", "2025-02-01"), ("RESET", "2025-03-01"))},
        "returned",
        date(2025, 3, 15),
    ),
    (
        "cancelled by the sponsor: as if never submitted",
        {"submissions": (("RELEASE", "2025-02-01"), ("UNRELEASE", None))},
        "overdue",
        date(2025, 3, 15),
    ),
    (
        "returned, though no completion date says when results were due",
        {
            "primary_completion_date": None,
            "submissions": (("RELEASE", "2025-02-01"), ("RESET", "2025-03-01")),
        },
        "returned",
        None,
    ),
    ("the record does not say its type", {"study_type": None}, "unknown", None),
    (
        "certificate of delay: three years",
        {"disp_first_submitted": "2025-02-01"},
        "running",
        date(2027, 3, 15),
    ),
    (
        "certificate run out",
        {"disp_first_submitted": "2022-02-01", "primary_completion_date": "2022-03-15"},
        "overdue",
        date(2025, 3, 15),
    ),
    ("waiver", {"results_waived": 1}, "exempt", None),
    ("a waiver denied changes nothing", {"results_waived": 0}, "overdue", date(2025, 3, 15)),
    ("observational", {"study_type": "OBSERVATIONAL"}, "not applicable", None),
    ("expanded access", {"study_type": "EXPANDED_ACCESS"}, "not applicable", None),
    ("phase 1", {"phase": "PHASE1"}, "not applicable", None),
    ("early phase 1", {"phase": "EARLY_PHASE1"}, "not applicable", None),
    ("phase 1/2 is not phase 1", {"phase": "PHASE1|PHASE2"}, "overdue", date(2025, 3, 15)),
    (
        "phase not applicable (a device)",
        {"phase": "NA", "is_fda_regulated_drug": 0, "is_fda_regulated_device": 1},
        "overdue",
        date(2025, 3, 15),
    ),
    (
        "device feasibility",
        {"phase": "NA", "is_fda_regulated_device": 1, "primary_purpose": "DEVICE_FEASIBILITY"},
        "not applicable",
        None,
    ),
    (
        "withdrawn before enrolment",
        {"status": "WITHDRAWN", "enrollment": 0},
        "not applicable",
        None,
    ),
    ("terminated still owes results", {"status": "TERMINATED"}, "overdue", date(2025, 3, 15)),
    ("not regulated by the FDA", {"is_fda_regulated_drug": 0}, "not applicable", None),
    (
        "not said, begun after the rule",
        {"is_fda_regulated_drug": None, "is_fda_regulated_device": None},
        "unknown",
        None,
    ),
    (
        "not said, and phase 1 anyway",
        {"is_fda_regulated_drug": None, "is_fda_regulated_device": None, "phase": "PHASE1"},
        "not applicable",
        None,
    ),
    ("regulated though no site in the US", {"has_us_site": False}, "overdue", date(2025, 3, 15)),
]


@pytest.mark.parametrize(("rule", "changed", "state", "due"), US_LAW, ids=[c[0] for c in US_LAW])
def test_us_law(rule, changed, state, due):
    clock, _, _ = clocks(replace(DRUG, **changed), TODAY)
    assert (clock.clock, clock.state, clock.due) == ("us_law", state, due)


BEFORE_THE_RULE = [
    ("likely applicable", {}, "overdue"),
    ("completed before the rule", {"primary_completion_date": "2016-12-31"}, "not applicable"),
    (
        "completed before the rule, regulated: only approved products owed results then",
        {"is_fda_regulated_drug": 1, "primary_completion_date": "2016-12-31"},
        "not applicable",
    ),
    (
        "completed before the rule, with a certificate of delay",
        {
            "is_fda_regulated_drug": 1,
            "primary_completion_date": "2014-09-15",
            "disp_first_submitted": "2015-09-01",
        },
        "not applicable",
    ),
    (
        "completed in the month of the rule, of which the last day counts",
        {"is_fda_regulated_drug": 1, "primary_completion_date": "2017-01"},
        "overdue",
    ),
    (
        "begun before the rule, primary completion after it",
        {"is_fda_regulated_drug": 1, "primary_completion_date": "2017-01-18"},
        "overdue",
    ),
    ("no site in the US", {"has_us_site": False}, "not applicable"),
    ("a behavioural study", {"intervention_types": frozenset({"BEHAVIORAL"})}, "not applicable"),
    ("said not to be regulated", {"is_fda_regulated_drug": 0}, "not applicable"),
    (
        "exported from the US",
        {"is_fda_regulated_drug": 1, "has_us_site": False, "is_us_export": 1},
        "overdue",
    ),
    ("regulated, abroad", {"is_fda_regulated_drug": 1, "has_us_site": False}, "not applicable"),
]


@pytest.mark.parametrize(
    ("rule", "changed", "state"), BEFORE_THE_RULE, ids=[c[0] for c in BEFORE_THE_RULE]
)
def test_us_law_for_a_trial_begun_before_the_rule(rule, changed, state):
    clock, _, _ = clocks(replace(LIKELY, **changed), TODAY)
    assert clock.state == state


OTHERS = [
    ("no US flag is needed", {"is_fda_regulated_drug": 0}, "overdue", "overdue"),
    ("phase 1 counts too", {"phase": "PHASE1"}, "overdue", "overdue"),
    (
        "a certificate does not stop it",
        {"disp_first_submitted": "2025-02-01"},
        "overdue",
        "overdue",
    ),
    (
        "an observational study owes a paper only",
        {"study_type": "OBSERVATIONAL"},
        "not applicable",
        "overdue",
    ),
    ("the record does not say its type", {"study_type": None}, "unknown", "overdue"),
    ("withdrawn", {"status": "WITHDRAWN"}, "not applicable", "not applicable"),
    (
        "a paper does not stop the registry's clock",
        {"results_papers": (("1", "2025-01"),)},
        "overdue",
        "met",
    ),
    ("a paper in the last month", {"results_papers": (("1", "2026-03"),)}, "overdue", "met"),
    ("a paper the month after", {"results_papers": (("1", "2026-04"),)}, "overdue", "met late"),
    (
        "the first paper counts",
        {"results_papers": (("2", "2026-05"), ("1", "2025-01"))},
        "overdue",
        "met",
    ),
    ("completed lately", {"primary_completion_date": "2026-01-01"}, "running", "running"),
]


@pytest.mark.parametrize(
    ("rule", "changed", "registry", "publication"), OTHERS, ids=[c[0] for c in OTHERS]
)
def test_the_other_clocks(rule, changed, registry, publication):
    _, twelve, twenty_four = clocks(replace(DRUG, **changed), TODAY)
    assert (twelve.state, twenty_four.state) == (registry, publication)


def test_a_clock_that_rests_on_a_partial_date_is_marked_and_names_the_field():
    clock, _, _ = clocks(replace(DRUG, primary_completion_date="2025-05"), TODAY)
    assert clock.partial
    assert ("primary_completion_date", "2025-05") in clock.fields


@pytest.mark.parametrize(
    ("kind", "planned"), [("ESTIMATED", True), ("ACTUAL", False), (None, False)]
)
def test_a_clock_that_ran_out_by_a_planned_date_says_so(kind, planned):
    for clock in clocks(replace(DRUG, primary_completion_date_type=kind), TODAY):
        assert clock.state == "overdue"
        assert ("by its planned date" in clock.reason) == planned
        assert dict(clock.fields).get("primary_completion_date_type") == kind
    for clock in clocks(replace(DRUG, primary_completion_date_type=kind), date(2024, 6, 1)):
        assert clock.state == "running"
        assert "planned" not in clock.reason


def test_readouts_ahead_come_soonest_first_and_leave_out_what_is_past_or_actual():
    trials = [
        ("NCT99000001", "2026-12", "ESTIMATED"),
        ("NCT99000002", "2026-07-15", None),
        ("NCT99000003", "2026-07-10", "ACTUAL"),
        ("NCT99000004", "2026-05", "ESTIMATED"),
        ("NCT99000005", "2027-07-01", "ESTIMATED"),
        ("NCT99000006", None, None),
    ]
    assert upcoming(trials, TODAY, months=6) == [
        ("NCT99000002", date(2026, 7, 15)),
    ]
    assert [trial_id for trial_id, _ in upcoming(trials, TODAY, months=12)] == [
        "NCT99000002",
        "NCT99000001",
    ]
