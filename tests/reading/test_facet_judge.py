"""The judge of facets is itself judged: verdicts that were false, each with what is right.

Relies on nothing beside the program.
"""

import pytest

from harvest.evaluation.judge import Verdict, judge
from harvest.evidence.reading.passages import Arm, OutcomeText, Passage, RecordText


def trial(text: str, outcome: str = "") -> RecordText:
    arm = Arm(
        "intervention",
        "BIOLOGICAL",
        (
            Passage("interventions[0].name", "Mesenchymal stem cells"),
            Passage("interventions[0].description", text),
        ),
    )
    measured = OutcomeText(Passage("outcomes.primary[0].measure", outcome), None, None)
    return RecordText(
        "trial",
        "NCT00000001",
        (Passage("brief_title", "Stem cells for cirrhosis"),),
        arms=(arm,),
        outcomes=(measured,) if outcome else (),
    )


def verdict(record: RecordText, column: str, said: str) -> Verdict:
    row = {"nct_id": record.id, column: said}
    (one,) = judge([row], {record.id: record})
    return one.verdict


@pytest.mark.parametrize(
    ("text", "outcome", "said", "right"),
    [
        ("cells are given", "portal venous pressure", "IV", "silent"),
        ("cells of peripheral blood are given", "", "IV", "silent"),
        ("cells are infused through venous access", "", "IV", "missed"),
        ("percutaneous access to the portal vein, cells infused", "", "portal vein", "agrees"),
        ("infused into the portal vein", "", "portal vein, percutaneous", "agrees"),
        ("infused into the portal vein", "", "percutaneous portal vein puncture", "agrees"),
        ("injected into the liver", "", "percutaneous", "agrees"),
        ("infused into the hepatic artery", "", "IV", "differs"),
    ],
)
def test_a_route_is_judged_by_what_the_record_says_of_it(
    text: str, outcome: str, said: str, right: Verdict
) -> None:
    assert verdict(trial(text, outcome), "route", said) == right


@pytest.mark.parametrize(
    ("text", "said", "right"),
    [
        ("0.1-1x10E6 MSCs/kg in 30 ml are infused", "1e5-1e6/kg /30 ml", "agrees"),
        ("cells in 50 ml of saline are infused", "1e6/kg", "silent"),
        ("1 x 10^8 cells are infused in 1 hour", "1e6/kg", "differs"),  # a 1 stands there, too
        ("5 x 10^7 cells are infused, 2 times", "2e6/kg", "differs"),
        ("10 million cells are infused", "1e7", "agrees"),
        ("a fifth of a milliard is given: 2 × 10^8 units of platelets", "2e8 cells", "missed"),
        ("1 x 10^8 cells, or 2×10^8 units", "2e8 cells", "wrong"),
    ],
)
def test_a_dose_is_judged_by_its_number_with_its_power(
    text: str, said: str, right: Verdict
) -> None:
    assert verdict(trial(text), "dose", said) == right
