"""How often cells are given, told in words that new records use: what counts and what does not.

Relies on nothing beside the program.
"""

import pytest

from harvest.evidence.reading.passages import Arm, Passage, RecordText
from tests.helpers.bases.facet_records import facets

TITLE = "Marrow mesenchymal stem cells in stroke: a treatment study"


def told(text: str, facet: str, title: str = TITLE) -> set[str]:
    """What an intervention of this text tells, in a trial of this title."""
    passages = (
        Passage("interventions[0].name", "Mesenchymal stem cells"),
        Passage("interventions[0].description", text),
    )
    record = RecordText(
        kind="trial",
        id="NCT90000001",
        titles=(Passage("brief_title", title),),
        arms=(Arm("intervention", "BIOLOGICAL", passages),),
    )
    return {fact.label for fact in facets(record) if fact.facet == facet}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("The first MSC infusion is given at surgery, the second infusion a week later.", {"2"}),
        ("The first MSC infusion is given; a second infusion may be given later.", set()),
        ("MSC are infused at baseline and repeated at three months.", {"2"}),
        ("MSC are infused at baseline and again after 3 months if not healed.", set()),
        ("MSC infusion every 2 weeks for 8 weeks.", {"4"}),
        ("MSC are inhaled twice a day during 10 days.", {"20"}),
        ("MSC drops four times a day for 14 days, local administration.", {"56"}),
        ("3 daily consecutive doses of MSC.", {"3"}),
        ("MSC infusion, once per month for a total duration of three months.", {"3"}),
        ("A sole injection of MSC.", {"1"}),
        ("A single IC infusion of MSC followed by one single IV infusion.", {"2"}),
        ("Four MSC infusions, followed by 2 infusions later.", {"6"}),
        ("MSC are infused intravenously twice, followed by three times comparator.", {"2"}),
        ("MSC infusions: 2 x 50 million cells.", {"2"}),
        ("MSC are infused at day 0 and 12,5 million cells at day 14.", set()),
        ("MSC are infused. The patients are followed up at months 2, 3 and 6.", set()),
        ("MSC are infused on days 1, 4 and 10. Treatment repeats every 14 days.", set()),
        ("Participants had received at least 1 dose of MSC.", set()),
        ("The three doses of MSC are 1 x 10^6, 3 x 10^6 and 5 x 10^6 cells/kg.", set()),
        ("One new treatment approach uses MSC infusion.", set()),
        ("MSC are infused; three cycles of hormones.", set()),
        ("Photopheresis 2 to 3 times per week and MSC infusion.", set()),
        ("MSC infusion on three days, 1 time each day.", set()),
        ("A single dose of MSC; all get 5 x 10^7 at the first injection.", set()),
        ("One dose of MSC once a day for continuous six days.", {"6"}),
        ("2 MSC infusions. Infusions will be repeated every 3 months for 1 year.", set()),
        ("MSC are infused on days 1 and 4 along with daily standard care.", {"2"}),
        ("MSC infusions are performed every 2 months for 1 year.", {"6"}),
        ("A board looks when all patients have received 2 doses of MSC.", set()),
        ("MSC infusion, 3 + 3 dose design.", set()),
        ("Six infusions of MSC, once a week for 4 weeks, then every two weeks.", {"6"}),
    ],
)
def test_infusions(text: str, counts: set[str]) -> None:
    assert told(text, "infusions") == counts


def test_a_sum_and_a_reckoned_number_show_how_they_come_about() -> None:
    texts = {
        "Four MSC infusions, followed by 2 infusions later.": "4 + 2",
        "MSC infusion every 2 weeks for 8 weeks.": "“every 2 weeks for 8 weeks”",
    }
    for text, formula in texts.items():
        passages = (Passage("interventions[0].name", "MSC"), Passage("interventions[0].d", text))
        arm = Arm("intervention", "BIOLOGICAL", passages)
        record = RecordText("trial", "NCT9", (Passage("brief_title", TITLE),), arms=(arm,))
        found = [fact.formula for fact in facets(record) if fact.facet == "infusions"]
        assert found == [formula]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Two MSC infusions 14 to 21 days apart.", {"14–21 days"}),
        ("MSC are infused; the interval time is 3 months.", {"90 days"}),
        ("MSC are infused twice, the second infusion 4 days following the first.", {"4 days"}),
        ("MSC are infused at time zero and three months.", {"90 days"}),
        ("MSC: three doses at +4, +8 and +12 months after the first dose.", {"120 days"}),
        ("Two MSC injections with a distance of 1 month.", {"30 days"}),
        ("MSC are infused. Blood is collected at baseline and every 4 weeks.", set()),
        ("A second infusion of MSC within 7 days after the first.", set()),
        ("After MSC infusion the wound is followed monthly.", set()),
        ("MSC are infused on days 1, 4 and 10. Treatment repeats every 14 days.", set()),
    ],
)
def test_intervals(text: str, days: set[str]) -> None:
    assert told(text, "interval") == days


@pytest.mark.parametrize(
    ("text", "doses"),
    [
        ("2 million human MSC (hMSC)/kg are infused.", {"2e6 cells/kg"}),
        ("1 million MSC per body kg are infused.", {"1e6 cells/kg"}),
        ("1000000 cells per kilogram of body weight are infused.", {"1e6 cells/kg"}),
        ("Infusion of 1x10^6 unit of mesenchymal stem cells (MSCs)/kgBW.", {"1e6 cells/kg"}),
        ("MSC are injected, 5 million cells per 1 mL.", {"5e6 cells/ml"}),
        ("MSC are injected, 2 x 10^7 cells/1 mL.", {"2e7 cells"}),
        ("100 million MSC in ten injections of 10 million cells.", {"1e8 cells"}),
        ("MSC 3.3 x 10^7 cells / bag, 3 bags each time, are infused.", set()),
        ("MSC are injected. Acceptance criteria: 4 x 10^7 cells.", set()),
        ("2 MSC vials (approximately 15 million cells/vial) are infused.", set()),
        ("MSC (two vials, 37 million cells) are infused.", {"3.7e7 cells"}),
        ("Exosomes of the medium of 120 million MSC are given.", set()),
        ("Infusion of 1 to 2 x 1000000 MSC/kg.", {"1e6–2e6 cells/kg"}),
        ("Infusion of 5×10^5, 1×10^6 it-hMSC/kg.", {"5e5 cells/kg", "1e6 cells/kg"}),
        ("5 to 10 million MSC are infused. 10 million cells is the maximum.", {"5e6–1e7 cells"}),
        ("5×106/0.5ml MSC are injected.", {"5e6 cells"}),
    ],
)
def test_doses(text: str, doses: set[str]) -> None:
    assert told(text, "dose") == doses


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        ("Three MSC infusions of 50 million (5 x 10^7 cells) total cells.", set()),
        ("MSC infusion (two vials or a total of 30 million cells) on days 0, 2 and 4.", set()),
        ("Three MSC infusions, in total 3 x 10^7 cells.", {"3e7 cells"}),
    ],
)
def test_what_one_infusion_holds_is_no_total_of_all(text: str, totals: set[str]) -> None:
    assert told(text, "dose_total") - {"9e7 cells"} == totals


def test_no_total_is_computed_where_the_dose_may_be_the_whole() -> None:
    assert told("150 million MSC deployed via two treatments, infusion.", "dose_total") == set()
    assert told("2 x 10^6 MSC/kg given in two infusions.", "dose_total") == set()
    assert told("Two infusions of 2 x 10^6 MSC/kg.", "dose_total") == {"4e6 cells/kg"}


def test_no_computed_total_counts_a_number_of_cells_as_a_day() -> None:
    text = "12,5 million MSC are given at day 0 and 12,5 million cells at day 14."
    assert told(text, "dose_total") == set()
