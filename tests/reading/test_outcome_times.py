"""When outcomes are measured: times in every spelling, each tied to its own outcome.

Relies on ../shared.
"""

import csv
import gzip
import json
import time
from pathlib import Path

import pytest

from harvest.evaluation.sheets import readings
from harvest.evidence.extract import read_record
from harvest.evidence.facets.all import everything
from harvest.evidence.facets.outcome import Measured
from harvest.evidence.facets.time_bands import band
from harvest.evidence.facets.times.reading import times
from harvest.evidence.reading.passages import OutcomeText, Passage, RecordText
from harvest.evidence.relevance import Sought
from harvest.judgements.model import Correction
from harvest.rows import Outcome, Trial

KINDS = {kind: f"{kind}Outcomes" for kind in ("primary", "secondary", "other")}
WEEK, MONTH, YEAR = 7, 30, 365


def of(*outcomes: tuple[str, str, str]) -> tuple[Measured, ...]:
    """What is read of outcomes, each a name, a description and a time frame."""
    texts = [
        OutcomeText(
            Passage(f"outcomes.primary[{number}].measure", name),
            Passage(f"outcomes.primary[{number}].description", how) if how else None,
            Passage(f"outcomes.primary[{number}].time_frame", when) if when else None,
            "primary",
            number,
        )
        for number, (name, how, when) in enumerate(outcomes, 1)
    ]
    title = Passage("brief_title", "Cells for cirrhosis")
    return everything(RecordText("trial", "NCT00000001", (title,), outcomes=tuple(texts)))[1]


def days(outcome: Measured) -> list[float]:
    return [when.days for when in outcome.times]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("24 weeks", [24 * WEEK]),
        ("6 months", [6 * MONTH]),
        ("twenty-four weeks", [24 * WEEK]),
        ("one and a half years", [1.5 * YEAR]),
        ("day 0, 14, 28", [0, 14, 28]),
        ("Baseline and week 12", [0, 12 * WEEK]),
        ("baseline, 3,6,9,12 months", [0, 90, 180, 270, 360]),
        ("1st month, 3rd months, 6th months , 9th, 12th months", [30, 90, 180, 270, 360]),
        ("day 7, 14, 28 and 3 months", [7, 14, 28, 90]),
        ("Day 1, 3, 7, 28, Month 3, 6, 12", [1, 3, 7, 28, 90, 180, 360]),
        ("day 0, 3, 6 and 12 months", [0, 90, 180, 360]),
        ("D1, D7, M6, W12", [1, 7, 180, 84]),
        ("4w,8w,12w", [28, 56, 84]),
        ("week4, week8", [28, 56]),
        ("3 -6 months", [90, 180]),
        ("12 weeks - 24 weeks", [84, 168]),
        ("six month follow-up", [180]),
        ("6, 12 and 24 h", [0.25, 0.5, 1]),
        ("3 years 5 months", [3 * YEAR + 5 * MONTH]),
        ("12 months (52 weeks)", [360]),
        ("Week 24 (Day 168)", [168]),
        ("every 3 months for 1 year", [90, 180, 270, 365]),
        ("at 3-month intervals up to 12 months", [90, 180, 270, 360]),
        ("within a year", [365]),
        ("the first 6 months", [180]),
        ("Day 28 (±3 days)", [28]),
        ("up to day 28±3", [28]),
        ("12 weeks (plus or minus 3 days) after treatment", [84]),
        ("Day -7 to Day 28", [28]),
        ("-48 hours to day 0", [0]),
        ("visit 2 (week 4)", [28]),
        ("one year and a half", [1.5 * YEAR]),
        ("6 months and half of the patients at 2 years", [180, 2 * YEAR]),
        ("1½ years, 2 1/2 years", [1.5 * YEAR, 2.5 * YEAR]),
        ("half a year", [YEAR / 2]),
        ("six (6) months, 12 (twelve) months", [180, 360]),
        ("first six months", [180]),
        ("first and third month", [30, 90]),
        ("Day 1 Day 7 Day 14", [1, 7, 14]),
        ("Week 1-Week 10", [7, 70]),
        ("Day 1 Month 3", [1, 90]),
        ("3, 6, and 12, months", [90, 180, 360]),
        ("week 1, 2, months 3", [7, 14, 90]),
        ("day(s) 7, 28", [7, 28]),
        ("POD 1, D+7", [1, 7]),
        ("3 mouths", [90]),
        ("Week 0, 4, 8, 12 (± 3 days)", [0, 28, 56, 84]),
        ("Days 1, 8 (± 1 day), and 29 (± 2 days)", [1, 8, 29]),
        ("month 3 and 12 (window: 7 days)", [90, 360]),
        ("up to 1 year, 11 months", [YEAR + 330]),
        ("2 years and 6 months", [2 * YEAR + 180]),
        ("2 years, 6 months", [2 * YEAR, 180]),
        ("monthly for 3 months", [30, 60, 90]),
        ("every year, up to 3 years", [YEAR, 2 * YEAR, 3 * YEAR]),
        ("3-monthly until month 12", [90, 180, 270, 360]),
        ("every 3 months in the first year", [90, 180, 270, YEAR]),
        ("12 months and annually thereafter", [360]),
        ("biweekly for 4 weeks", [28]),
        ("adults aged 18 years", []),
        ("deaths of people aged over 65 years within 30 days", [30]),
        ("children aged between 2 and 5 years", []),
        ("Cycle 2 Day 8", []),
        ("each cycle is 28 days", []),
        ("every 8 weeks", []),
        ("3 times a week", []),
        ("at 2 years of age", []),
        ("at hospital discharge", []),
        ("2009", []),
        ("", []),
    ],
)
def test_a_time_frame_is_read_as_days(text: str, read: list[float]) -> None:
    assert [time.days for time in times(text)] == read
    assert all(text[time.start : time.end] for time in times(text))


def test_a_long_gap_in_a_text_costs_no_more_than_words() -> None:
    gap = " " * 20_000
    begun = time.process_time()
    assert [each.days for each in times(f"day 7{gap}(± 1{gap}day){gap}, week{gap}4{gap}±")] == [
        7,
        28,
    ]
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("up to 24 weeks", True),
        ("through study completion, an average of 1 year", True),
        ("within the first 30 days", True),
        ("24 weeks after the infusion", False),
        ("baseline to 12 months", False),
    ],
)
def test_the_end_of_a_period_is_told_from_a_day(text: str, until: bool) -> None:
    assert times(text)[-1].until is until


def test_each_scale_has_the_times_of_its_own_outcome() -> None:
    meld, alt = of(("MELD score", "", "24 weeks"), ("ALT", "", "4 and 8 weeks"))
    assert ([fact.value for fact in meld.scales], days(meld)) == (["MELD"], [168])
    assert ([fact.value for fact in alt.scales], days(alt)) == (["ALT"], [28, 56])


def test_a_time_is_looked_for_in_the_name_and_only_then_in_the_description() -> None:
    both, name, how, none = of(
        ("MELD at 12 weeks", "seen at 2 years", "24 weeks"),
        ("Survival at 1 year", "asked every day", ""),
        ("MELD", "measured 3 and 6 months after the infusion", ""),
        ("Change in MELD from baseline", "24-hour urine, 6-minute walk", ""),
    )
    assert [days(each) for each in (both, name, how, none)] == [[168, 84], [365], [90, 180], []]


def test_the_span_of_a_time_is_that_of_the_record_s_own_text() -> None:
    frame = "Month\u00a0six – 24\u00a0weeks"
    (outcome,) = of(("MELD", "", frame))
    assert days(outcome) == [180, 168]
    for when in outcome.times:
        assert frame[when.span.start : when.span.end] == when.span.text


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (None, "none"),
        (0, "0"),
        (0.25, "under-1"),
        (6, "under-1"),
        (7, "1"),
        (28, "4"),
        (30, "4"),
        (84, "12"),
        (90, "12"),
        (168, "24"),
        (180, "24"),
        (182, "24"),
        (365, "52"),
        (730, "104"),
        (36500, "over-272"),
    ],
)
def test_weeks_months_and_years_of_one_visit_share_a_column(day: float | None, code: str) -> None:
    assert band(day) == code


def read_with(outcome: tuple[str, str], fixes: tuple[Correction, ...]) -> Measured:
    """What is read of a trial's only outcome, a name and a time frame, as a person corrected it."""
    columns = {name: None for name in Trial._fields} | {"trial_id": "NCT00000001"}
    name, when = outcome
    rows = {
        "trials": [tuple(columns.values())],
        "outcomes": [tuple(Outcome("NCT00000001", "primary", 1, name, None, when))],
    }
    (read,) = read_record("trial", rows, fixes, Sought((), ())).outcomes
    return read


def test_what_a_person_crossed_out_is_not_measured() -> None:
    crossed = Correction("outcome_scale", "ALT", "ALT", "MELD is that of the donor", "me", "")
    for fixes, scales in (((), ["MELD", "ALT"]), ((crossed,), ["ALT"])):
        read = read_with(("MELD and ALT", "12 weeks"), fixes)
        assert [fact.value for fact in read.scales] == scales
        assert days(read) == [84]


def test_a_time_that_a_person_crossed_out_takes_no_other_time_with_it() -> None:
    outcome = ("ALT at 1 year", "baseline, 6 hours, 12 and 24 weeks")
    assert days(read_with(outcome, ())) == [0, 0.25, 84, 168, 365]
    kept = Correction("time_point", "84", "day 84", "24 weeks is that of the report", "me", "")
    assert days(read_with(outcome, (kept,))) == [0, 0.25, 84, 365]


def registered(shared: Path, wanted: set[str]) -> dict[tuple[str, str, int], tuple[str, str, str]]:
    """The outcomes of these trials, by trial, kind and position, as they are registered."""
    found: dict[tuple[str, str, int], tuple[str, str, str]] = {}
    for name in ("topic", "reconstructed", "studies"):
        left = wanted - {trial for trial, *_ in found}
        with gzip.open(shared / "corpus" / "clinicaltrials" / f"{name}.jsonl.gz", "rt") as lines:
            for line in lines:
                if not any(trial in line for trial in left):
                    continue
                study = json.loads(line)["protocolSection"]
                trial = study["identificationModule"]["nctId"]
                if trial not in left:
                    continue
                for kind, key in KINDS.items():
                    for place, each in enumerate(study["outcomesModule"].get(key, []), 1):
                        texts = (each.get(k, "") for k in ("measure", "description", "timeFrame"))
                        measure, how, when = texts
                        found[trial, kind, place] = (measure, how, when)
    return found


def test_times_are_those_that_a_person_read_in_real_outcomes(shared: Path) -> None:
    with readings.OUTCOMES_READ.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 100
    outcomes = registered(shared, {row["trial"] for row in rows})
    wrong = []
    for row in rows:
        key = (row["trial"], row["kind"], int(row["position"]))
        (read,) = of(outcomes[key])
        if "|".join(f"{day:g}" for day in sorted(days(read))) != row["days"]:
            wrong.append((*key, row["days"], days(read)))
    assert len(wrong) <= 5, wrong


def test_the_page_of_quality_gives_the_share_of_each_batch() -> None:
    text = "\n\n".join(readings.outcomes_read())
    assert "| 3 | 30 | 30 | 100.0% |" in text
    assert text in (readings.OUTCOMES_READ.parent / "quality.md").read_text("utf-8")
