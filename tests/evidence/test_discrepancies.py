"""A registration beside the abstract of its results paper: plain differences, as questions.

Relies on stand-ins and the sample's year.
"""

from dataclasses import replace

import pytest

from harvest.evidence.reporting.discrepancies import TrialReport, discrepancies

PAPER = TrialReport(
    "NCT90000001",
    "90000001",
    enrollment=60,
    enrollment_type="ACTUAL",
    phase="PHASE2",
    allocation="RANDOMIZED",
    start_date="2015-06-01",
    primary_completion_date="2018-05-31",
    primary_completion_date_type="ACTUAL",
    primary_outcomes=("Change in MELD score",),
    title="Cells in cirrhosis: a randomised phase 2 trial.",
    abstract=(
        "BACKGROUND: Cells may help a scarred liver.\n\nMETHODS: Between June 2015 and March 2018 "
        "we randomised 60 patients to cells or care. The primary outcome was the change of MELD at "
        "24 weeks. Secondary outcomes were survival and albumin.\n\nRESULTS: MELD fell by 2 points."
    ),
    published="2019-02",
    participants=60,
    participants_text="we randomised 60 patients",
    typed_randomised=True,
)


def asked(**changes: object) -> list[tuple[str, str, str]]:
    found = discrepancies(replace(PAPER, **changes))
    assert all(each.question.endswith("?") for each in found)
    return [(each.field, each.registry, each.paper) for each in found]


def abstract(old: str, new: str) -> str:
    assert old in PAPER.abstract
    return PAPER.abstract.replace(old, new)


def test_a_paper_that_says_what_is_registered_raises_no_question() -> None:
    assert asked() == []


@pytest.mark.parametrize(
    ("changes", "field", "registry", "paper"),
    [
        ({"participants": 58}, "participants", "60 participants (actual)", "we randomised 60"),
        ({"enrollment": 80, "enrollment_type": "ESTIMATED"}, "participants",
         "80 participants (planned)", "we randomised 60 patients"),
        ({"phase": "PHASE3"}, "phase", "Phase 3", "phase 2 trial"),
        ({"phase": "PHASE1|PHASE2"}, "phase", "Phase 1/2", "phase 2 trial"),
        ({"title": "A phase II/III study.", "phase": "PHASE1"}, "phase", "Phase 1", "II/III"),
        ({"allocation": "NON_RANDOMIZED"}, "randomisation", "Not randomised", "randomised phase 2"),
        ({"allocation": "NA"}, "randomisation", "One group, no allocation", "randomised phase 2"),
        ({"allocation": "NA", "title": "Cells", "abstract": ""}, "randomisation",
         "One group, no allocation", "PubMed types the paper"),
        ({"title": "Cells: a non-randomised phase 2 trial.", "typed_randomised": False,
          "abstract": abstract("we randomised 60 patients", "60 patients had")}, "randomisation",
         "Randomised", "non-randomised phase 2"),
        ({"primary_outcomes": ("Transplant-free survival",)}, "primary outcome",
         "Transplant-free survival", "The primary outcome was the change of MELD"),
        ({"primary_outcomes": ("Liver stiffness",), "abstract": abstract("primary", "main")},
         "primary outcome", "Liver stiffness", "Cells in cirrhosis"),
        ({"start_date": "2016-03"}, "dates", "Start 2016-03", "Between June 2015"),
        ({"published": "2017"}, "dates", "Primary completion 2018-05-31 (actual)", "2017"),
    ],
)  # fmt: skip
def test_a_plain_difference_is_asked_with_both_texts(changes, field, registry, paper) -> None:
    ((found, registered, said),) = asked(**changes)
    assert (found, registered) == (field, registry)
    assert paper in said


@pytest.mark.parametrize(
    "changes",
    [
        {"participants": None},
        {"enrollment": None},
        {"phase": None},
        {"phase": "NA"},
        {"title": "Cells", "abstract": abstract("Cells may", "A phase 1 and a phase 3 say cells")},
        {"allocation": None},
        {"allocation": "NA", "title": "Cells", "typed_randomised": False,
         "abstract": abstract("we randomised 60", "60 in a non-randomised way:")},
        {"primary_outcomes": ()},
        {"primary_outcomes": ("Change in score",)},  # nothing but words that every outcome has
        {"primary_outcomes": ("Liver stiffness", "MELD at 6 months")},
        {"primary_outcomes": ("Liver stiffness",), "abstract": "Too short to name an outcome."},
        {"start_date": "2015-08"},
        {"start_date": None},
        {"start_date": "2012", "abstract": abstract("we randomised", "the law changed. We saw")},
        {"published": "2018"},
        {"published": None},
    ],
)  # fmt: skip
def test_what_is_silent_or_says_two_things_raises_no_question(changes) -> None:
    assert asked(**changes) == []


def test_one_of_two_groups_is_not_taken_for_the_whole() -> None:
    text = abstract("we randomised 60 patients to cells or care", "30 had cells, 30 had care")
    assert asked(abstract=text, participants=30, participants_text="30 had cells") == []


def test_an_endpoint_that_is_only_said_to_be_missed_names_no_outcome() -> None:
    text = abstract(
        "The primary outcome was the change of MELD", "It missed its primary endpoint. MELD"
    )
    assert asked(abstract=text) == []


def test_the_sample_has_questions_that_a_reader_finds_in_it(sample_year) -> None:
    found = set(sample_year.rows("SELECT trial_id, article_id, field FROM discrepancies"))
    assert ("NCT90000003", "99000003", "participants") in found
    assert ("NCT90000043", "99000038", "phase") in found
    assert ("NCT90000002", "99000002", "participants") not in found
