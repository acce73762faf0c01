"""Facets that a pack describes by their shape: quantities, courses, times, yes and no; medicines.

Relies on ../shared.
"""

import csv
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest import facets
from harvest.errors import ConfigError
from harvest.evaluation.judge import spans_hold
from harvest.evaluation.records import records
from harvest.evaluation.sheets import readings
from harvest.evidence.facets.all import everything
from harvest.evidence.facets.drug.known import known_drugs
from harvest.evidence.reading.passages import Arm, Passage, RecordText
from harvest.packs.folders import using
from harvest.paths import PACKS
from tests.helpers.places import SHARED

DRUG, LUPUS = PACKS / "drug", PACKS / "lupus"
TRIALS = SHARED / "corpus" / "clinicaltrials"


def trial(*arms: str, kind: str = "DRUG", title: str = "A trial", who: str = "") -> RecordText:
    """A trial whose first arm is an intervention with that name, whose others describe it."""
    name, *more = [Passage(f"interventions[{n}].description", text) for n, text in enumerate(arms)]
    intervention = Arm("intervention", kind, (name._replace(field="interventions[0].name"), *more))
    return RecordText(
        kind="trial",
        id="NCT1",
        titles=(Passage("brief_title", title),),
        arms=(intervention,),
        eligibility=Passage("eligibility_criteria", who) if who else None,
    )


def read(record: RecordText, facet: str, *packs: Path) -> list[str]:
    with using(packs or (DRUG,)):
        found, _ = everything(record)
    assert spans_hold(record, found) == []
    return [fact.label for fact in found if fact.facet == facet]


DOSES = {
    "semaglutide 1 mg": ["1 mg"],
    "0.5, 1 and 2 mg": ["0.5 mg", "1 mg", "2 mg"],
    "25,50,100 mg on demand": ["25 mg", "50 mg", "100 mg"],
    "5-10 mg": ["5–10 mg"],
    "6mg/8mg/10mg qd": ["6 mg", "8 mg", "10 mg"],
    "1 mg/20 ml": ["1 mg"],
    "250 mcg BID": ["0.25 mg"],
    "1,500 mg": ["1,500 mg"],
    "1.8 g": ["1,800 mg"],
    "175 mg/m^2 every 3 weeks": ["175 mg/m²"],
    "carboplatin AUC 5": ["5 AUC"],
    "glucose above 126 mg/dL": [],
    "10 mg/kg/day": ["10 mg/kg"],
    "without 5 mg": [],
    "0.04 mmol Gd/kg body weight": ["0.04 mmol/kg"],
    "0,5 mg": ["0.5 mg"],
    "7,5 mg": ["7.5 mg"],
    "5,10 mg": ["5 mg", "10 mg"],
    "5 mg - 10 mg": ["5–10 mg"],
    "at most 5 mg": ["≤ 5 mg"],
    "5 mg and over 30 minutes": ["5 mg"],
}


@pytest.mark.parametrize("text", DOSES)
def test_a_dose_is_read_in_one_unit(text: str) -> None:
    assert read(trial("semaglutide", text), "drug_dose") == DOSES[text]


def test_a_quantity_says_how_it_was_made_and_how_far_it_goes() -> None:
    with using((DRUG,)):
        found, _ = everything(trial("semaglutide", "≥ 250 mcg"))
    [fact] = [fact for fact in found if fact.facet == "drug_dose"]
    assert (fact.low, fact.high, fact.unit, fact.label) == (0.25, None, "mg", "≥ 0.25 mg")
    assert fact.formula == "250 / 1000 mg"


BOUNDS = {
    "HbA1c <7%": "< 7 %",
    "HbA1c <= 7 %": "≤ 7 %",
    "HbA1c less than or equal to 9 percent": "≤ 9 %",
    "HbA1c not more than 9 %": "≤ 9 %",
    "HbA1c above 7%": "> 7 %",
    "HbA1c of 7.0% or higher": "≥ 7 %",
    "HbA1c 7.5–9.0 %": "7.5–9 %",
    "HbA1c 7,0% - 10,5%": "7–10.5 %",
    "HbA1c between 7.0% and 10.0%": "7–10 %",
    "HbA1c ≥7.0% and ≤10.0%": "7–10 %",
    "HbA1c ≥ 7.0 to ≤ 10.0 %": "7–10 %",
}


def test_a_quantity_goes_as_far_as_its_words_say(tmp_path: Path) -> None:
    unit = '[[facets.a.unit]]\nname = "%"\nspelt = ["%", "percent"]'
    text = f'shape = "quantity"\nof = ["HbA1c"]\nparts = [["eligibility"]]\n{unit}'
    mine = described(tmp_path, text)
    for who, label in BOUNDS.items():
        assert read(trial("x", who=f"Inclusion: {who}"), "a", mine) == [label], who


def test_a_number_is_not_of_what_another_item_of_a_list_names(tmp_path: Path) -> None:
    unit = '[[facets.a.unit]]\nname = "points"\nspelt = ["points", ""]'
    text = f'shape = "quantity"\nof = ["SLEDAI"]\nparts = [["eligibility"]]\n{unit}'
    mine = described(tmp_path, text)
    for mark in ("* ", "- ", "• ", "2. ", "2) ", "\n"):
        who = f"Inclusion:\n{mark}Lupus by EULAR/ACR 2019\n{mark}SLEDAI of at least\n8 points"
        assert read(trial("x", who=who), "a", mine) == ["≥ 8 points"], mark


COURSES = {
    "once daily": ["once daily"],
    "1 mg BID for 3 weeks": ["twice daily"],
    "three times a day (TID)": ["3 times a day"],
    "2-3 times daily": ["2–3 times a day"],
    "every 12 hours": ["twice daily"],
    "Q2W": ["every 2 weeks"],
    "q21d": ["every 3 weeks"],
    "every other day": ["every 2 days"],
    "on day 1 of each 21-day cycle": ["every 3 weeks"],
    "on days 1, 8 and 15. Cycles repeat every 28 days": ["days 1, 8, 15"],
    "a single oral dose": ["single"],
    "no more than once daily": [],
    "questionnaires every month": [],
    "weekly visits": [],
    "one capsule in the morning": ["once daily"],
}


@pytest.mark.parametrize("text", COURSES)
def test_a_course_is_read_in_words_of_one_kind(text: str) -> None:
    assert read(trial("semaglutide", text), "drug_frequency") == COURSES[text]


def test_a_course_counts_the_times_a_day() -> None:
    with using((DRUG,)):
        found, _ = everything(trial("semaglutide", "twice a week"))
    [fact] = [fact for fact in found if fact.facet == "drug_frequency"]
    assert (fact.low, fact.unit, fact.formula) == (0.285714, "per day", "2 in 7 days")


NAMES = {
    "Semaglutide 1 mg": ["semaglutide"],
    "Levitra (Vardenafil, BAY38-9456)": ["vardenafil"],
    "QL1706 plus bevacizumab": ["bevacizumab", "QL1706"],
    "“Raylis” capsules": ["Raylis"],
    "UK-369,003": ["UK-369,003"],
    "Placebo": [],
    "sildenafil citrate and questionnaires": ["sildenafil"],
    "TY-9591(10mg,40mg) qd. po": ["TY-9591"],
    "Radical prostatectomy": [],
    "Blood samples": [],
}


@pytest.mark.parametrize("name", NAMES)
def test_a_medicine_has_its_name_without_dose_and_form(name: str) -> None:
    assert read(trial(name), "drug") == NAMES[name]


def test_where_nothing_is_a_medicine_nothing_of_medicines_is_read() -> None:
    record = trial("Exercise", "3 times a week, 10 mg, orally", kind="BEHAVIORAL")
    for facet in ("drug", "drug_dose", "drug_frequency", "drug_route", "comparator"):
        assert read(record, facet) == []
    assert read(trial("Exercise and metformin", kind="OTHER"), "drug") == ["metformin"]


def test_a_paper_names_medicines_by_the_ends_of_their_names() -> None:
    paper = RecordText(
        kind="article",
        id="1",
        titles=(Passage("title", "Upadacitinib and the concept of cholesterol"),),
        bodies=(Passage("abstract", "Patients received upadacitinib 15 mg orally once daily."),),
    )
    assert read(paper, "drug") == ["upadacitinib"]
    assert read(paper, "drug_dose") == ["15 mg"]
    assert read(paper, "drug_route") == ["oral"]


def test_lupus_has_its_activity_class_and_scales() -> None:
    who = "Inclusion Criteria:\n* SLEDAI-2K score ≥ 8 points\n* ISN/RPS class III or IV"
    record = trial("CD19 CAR-T", title="CAR-T in Refractory Lupus Nephritis", who=who)
    assert read(record, "sledai", LUPUS) == ["≥ 8 points"]
    assert read(record, "nephritis_class", LUPUS) == ["class III or IV"]
    assert read(record, "lupus_kind", LUPUS) == ["lupus nephritis"]
    assert read(record, "refractory", LUPUS) == ["yes"]
    assert read(trial("x", title="Newly diagnosed lupus"), "refractory", LUPUS) == ["no"]


def described(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    text = f'title = "A"\nabout = "b"\n[facets.a]\ntitle = "A"\nabout = "b"\n{text}'
    (folder / "pack.toml").write_text(text, "utf-8")
    return folder


def test_a_time_is_read_in_days(tmp_path: Path) -> None:
    mine = described(tmp_path, 'shape = "time"\nparts = [["titles"]]')
    assert read(trial("x", title="Outcomes at 12 weeks"), "a", mine) == ["day 84"]


UNIT = '[[facets.a.unit]]\nname = "mg"\nspelt = ["mg"]\n'
WRONG = {
    'shape = "quantity"': "unit: is missing",
    f'shape = "quantity"\n{UNIT}formula = "2 x"': "unit: formula: write x, x * 1000",
    'shape = "quantity"\n[[facets.a.unit]]\nname = "p"\nspelt = [""]': "needs the key of, too",
    'shape = "yes_no"': "yes: is missing",
    'shape = "course"\nreader = "drugs"': 'reader: has no use in the shape "course"',
    'shape = "course"\nof = ["x"]': 'of: belongs to the shape "quantity"',
    'shape = "round"': "Invalid enum value 'round'",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_mistake_in_a_shape_is_told(tmp_path: Path, text: str) -> None:
    mine = described(tmp_path, text)
    with using((mine,)), pytest.raises(ConfigError) as told:
        facets.facets()
    assert WRONG[text] in str(told.value)


@given(st.from_regex(r"[0-9,./mgk \-–to%daily every]{0,120}", fullmatch=True))
@settings(max_examples=150, deadline=2000)
def test_odd_texts_end_quickly(text: str) -> None:
    record = trial("semaglutide", text or "x")
    with using((DRUG, LUPUS)):
        found, _ = everything(record)
    assert spans_hold(record, found) == []


def test_no_name_of_the_list_is_said_to_be_none() -> None:
    folder = DRUG / "vocabularies"
    with (folder / "drug_names.csv").open(encoding="utf-8", newline="") as file:
        names = [row["code"] for row in csv.DictReader(file)]
    assert len(names) > 300
    for name in names:
        assert [each.name for each in known_drugs(name)] == [name], name
    for word in (folder / "not_drugs.txt").read_text("utf-8").split("\n", 1)[1].split():
        assert known_drugs(word) == (), word


def counted() -> Mapping[tuple[str, str], list[int]]:
    """(batch, facet) → right, wrong, missed."""
    found: dict[tuple[str, str], list[int]] = {}
    with readings.DRUGS_READ.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sums = found.setdefault((row["batch"], row["facet"]), [0, 0, 0])
            for place, column in enumerate(("right", "wrong", "missed")):
                sums[place] += int(row[column])
    return found


def test_the_last_batch_that_was_read_by_hand_is_as_good_as_asked() -> None:
    found = counted()
    for facet in ("drug", "drug_dose", "drug_frequency", "drug_route"):
        right, wrong, missed = found["3", facet]
        assert right / (right + wrong) >= 0.90, facet
        assert right / (right + missed) >= 0.80, facet
    page = (readings.DRUGS_READ.parent / "quality.md").read_text("utf-8")
    assert "\n\n".join(readings.drugs_read()) in page


def test_as_much_is_read_of_those_trials_today() -> None:
    if not TRIALS.is_dir():
        pytest.skip("no real trials")
    with readings.DRUGS_READ.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["batch"] == "3"]
    right = {(row["record"], row["facet"]): int(row["right"]) for row in rows}
    wanted = {record for record, _ in right}
    with using((DRUG,)):
        read_today: dict[tuple[str, str], Any] = {}
        for number, record in records(wanted, SHARED / "evaluation").items():
            found, _ = everything(record)
            assert spans_hold(record, found) == []
            for key in right:
                if key[0] == number:
                    read_today[key] = sum(fact.facet == key[1] for fact in found)
    short = {key for key in right if read_today[key] < right[key]}
    assert len(short) <= 3, short


def test_every_facet_of_the_programs_packs_is_told_in_full() -> None:
    for path in sorted(PACKS.glob("*/pack.toml")):
        described = tomllib.loads(path.read_text("utf-8"))["facets"]
        assert all(facet["title"] and facet["about"] for facet in described.values()), path
