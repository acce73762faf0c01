"""Kinds of fault seen in records that no rule was written for, each in a few spellings.

Relies on nothing beside the program.
"""

import pytest

from harvest.evidence.reading.passages import Arm, OutcomeText, Passage, RecordText
from tests.helpers.bases.facet_records import facets

CELLS = "Mesenchymal stem cells"


def trial(
    *arms: str,
    title: str = "Stem cells for lung disease",
    condition: str = "",
    eligibility: str = "",
    measure: str = "",
    time: str = "",
) -> RecordText:
    """A trial that gives cells, with an intervention for each of the texts."""
    return RecordText(
        kind="trial",
        id="NCT00000001",
        titles=(Passage("brief_title", title),),
        topics=(Passage("conditions[0]", condition),) if condition else (),
        arms=tuple(
            Arm(
                "intervention",
                "BIOLOGICAL",
                (
                    Passage(f"interventions[{n}].name", CELLS),
                    Passage(f"interventions[{n}].description", text),
                ),
            )
            for n, text in enumerate(arms)
        ),
        outcomes=(
            OutcomeText(
                Passage("outcomes.primary[0].measure", measure or "Change"),
                None,
                Passage("outcomes.primary[0].time_frame", time or "1 year"),
            ),
        ),
        eligibility=Passage("eligibility_criteria", eligibility) if eligibility else None,
    )


def paper(title: str, abstract: str = "") -> RecordText:
    bodies = (Passage("abstract", abstract),) if abstract else ()
    return RecordText("article", "1", (Passage("title", title),), bodies=bodies)


def values(record: RecordText, facet: str) -> list[str]:
    return [fact.value for fact in facets(record) if fact.facet == facet]


def totals(record: RecordText) -> list[tuple[str, str | None]]:
    return [(fact.value, fact.formula) for fact in facets(record) if fact.facet == "dose_total"]


@pytest.mark.parametrize(
    "text",
    [
        "a total dose of 2×10^6/kg/person of MSC, infused twice",
        "2×10^6 MSC/kg in total, given in two infusions",
        "infused twice; the total number of cells is 2×10^6 MSC/kg",
        "two infusions, totalling 2×10^6 cells/kg",
    ],
)
def test_a_stated_total_is_not_doubled(text: str) -> None:
    record = trial(text)
    assert values(record, "dose") == []
    assert totals(record) == [("2e6 cells/kg", "as stated")]


def test_a_total_of_one_infusion_is_its_dose() -> None:
    record = trial("a single infusion of a total of 1×10^8 MSC")
    assert values(record, "dose") == ["1e8 cells"]
    assert values(record, "dose_total") == []


def test_a_total_is_computed_within_one_arm_and_shows_its_formula() -> None:
    record = trial("1×10^6 MSC/kg intravenously; three infusions")
    assert totals(record) == [("3e6 cells/kg", "1e6 cells/kg × 3 infusions")]


@pytest.mark.parametrize(
    "arms",
    [
        ("1×10^6 MSC/kg are infused", "MSC, three infusions"),  # another arm's number
        ("1×10^6 MSC/kg, then 2×10^6 MSC/kg: two infusions",),
        ("two infusions, the first dose is 1×10^6 MSC/kg",),
        ("1×10^6 MSC/kg in one or two infusions",),
        ("5 million MSC are infused; three cycles of hormones follow the MSC infusion",),
    ],
)
def test_no_total_is_computed_where_the_figures_may_not_belong_together(
    arms: tuple[str, ...],
) -> None:
    assert values(trial(*arms), "dose_total") == []


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("patients receive one of the two doses established of the cell product", []),
        ("three doses (low, middle and high) of MSC are infused", []),
        ("two doses of 1×10^6 and 2×10^6 MSC/kg are compared", []),
        ("three escalating doses of MSC by infusion", []),
        ("MSC are infused. G-CSF was administered twice subcutaneously", []),
        ("after MSC infusion, prednisolone was tapered and injected three times", []),
        ("2 x 10^6 MSC/kg weekly x 4", ["4"]),
        ("3 daily doses of MSC", ["3"]),
        ("MSC infusion qw for 4 weeks", ["4"]),
        ("MSC inhaled once daily for 5 days", ["5"]),
        ("MSC are infused twice weekly for two weeks", ["4"]),
        ("Single Mesenchymal Stem Cell Injection", ["1"]),
        ("a single peripheral intravenous (IV) infusion of MSC", ["1"]),
        ("tacrolimus and MSC, IV twice a week for 2 weeks (4 doses totally)", ["4"]),
        ("MSC are given; this is a single treatment group study", []),
        ("20 intramyocardial injections of MSC", []),
        ("Each patient receives two doses of MSC, 4 weeks apart", ["2"]),
    ],
)
def test_what_counts_as_infusions(text: str, times: list[str]) -> None:
    assert values(trial(text), "infusions") == times


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("MSC are infused. The herbal formula is taken once a day", []),
        ("The patients are treated with entecavir tablets once a day", []),
        ("MSC infusion qw for 4 weeks", ["7 days"]),
        ("MSC infused q2w", ["14 days"]),
        ("MSC infusion q 3 weeks", ["21 days"]),
        ("MSC infused q4wk", ["28 days"]),
        ("two doses of MSC separated by one month", ["30 days"]),
        ("three doses of MSC, 48 hours apart", ["2 days"]),
        (
            "intradermic application of MSC (day 0 and 7) and topical use of collagenase every "
            "other day",
            ["7 days"],
        ),
    ],
)
def test_the_interval_is_that_of_the_cells(text: str, days: list[str]) -> None:
    assert values(trial(text), "interval") == days


@pytest.mark.parametrize(
    ("text", "doses"),
    [
        ("infused at 106/Kg body weight", ["1e6 cells/kg"]),
        ("107 MSCs/kg are infused", ["1e7 cells/kg"]),
        ("200 ml of bone marrow are aspirated and 50 ml of buffy coat obtained", ["200 ml"]),
        ("bone marrow is harvested and concentrated to a final volume of 50 ml", []),
        ("cells are cultured and expanded to 2×10^8 cells", []),
        ("2 million MSC/kg are infused, not to exceed 150 million cells", ["2e6 cells/kg"]),
        ("MSC are infused, 3 (4/6) x 10^7 cells in the graft", []),
        ("1x10^7 MSC per 1cm^2 are injected", []),
        ("each syringe contains 2x10^8 MSC; infused", []),
        ("1.10^6 CSM / kg are injected", ["1e6 cells/kg"]),
        ("a total of 10 mln. of cultured cells are injected", ["1e7 cells"]),
    ],
)
def test_a_dose_is_what_is_given(text: str, doses: list[str]) -> None:
    found = values(trial(text), "dose")
    assert [value.removesuffix(" of marrow") for value in found] == doses


@pytest.mark.parametrize(
    ("text", "routes"),
    [
        ("endobronchial delivery", ["airways"]),
        ("injected at the callus site", ["intralesional"]),
        ("Intraparenchymal injection into the brain", ["intracerebral"]),
        ("infused via a central venous catheter", ["central_vein"]),
        ("intravenus infusion", ["peripheral_vein"]),
        ("intraventricular injection", ["intracerebral"]),
        ("implanted into the necrotic lesion", ["intralesional"]),
        ("MSC are injected in the tendon", ["intralesional"]),
        ("a plug with MSC is placed in their Crohn's perianal fistula tract", ["intralesional"]),
        ("transplanted into the cartilage defect", ["intraarticular"]),
        ("perilimbal injections", ["intralesional"]),
        ("nasal drip", ["intranasal"]),
        ("subcutaneous injection of MSC", ["subcutaneous"]),
        ("MSC; teriparatide is given by subcutaneous injection of the drug", []),
        (
            "topical application of fitostimoline; MSC are infused intravenously",
            ["peripheral_vein"],
        ),
    ],
)
def test_a_route_is_that_of_the_organ(text: str, routes: list[str]) -> None:
    assert values(trial(text), "route") == routes


def test_intraparenchymal_is_into_the_liver_where_the_liver_is_ill() -> None:
    record = trial("intraparenchymal injection", title="Stem cells for liver cirrhosis")
    assert values(record, "route") == ["intrahepatic"]


@pytest.mark.parametrize(
    ("text", "products"),
    [
        ("Cellgram-CLI", ["Cellgram"]),
        ("Cellgram-LC", ["Livercellgram"]),
        ("MSC suspended in conditioned medium", ["MSC"]),
    ],
)
def test_a_product_is_named_as_a_whole(text: str, products: list[str]) -> None:
    found = [value for value in values(trial(text), "product") if value != "MSC"]
    assert found == [value for value in products if value != "MSC"]


@pytest.mark.parametrize(
    "name",
    ["Cell-free powder of stem cells", "Lysate of MSC", "MSC-derived lysate", "MSC secretome"],
)
def test_what_is_made_of_cells_is_no_cell(name: str) -> None:
    arm = Arm("intervention", "BIOLOGICAL", (Passage("interventions[0].name", name),))
    record = RecordText("trial", "NCT00000001", (Passage("brief_title", "Wounds"),), arms=(arm,))
    assert set(values(record, "product")) <= {"cell-free", "EV"}


@pytest.mark.parametrize(
    ("text", "donors"),
    [
        ("MSC for GVHD after allogeneic hematopoietic stem cell transplantation", []),
        ("MSC for patients who had an allogeneic HSCT", []),
        ("MSC with an autologous bone graft", []),
        ("mononucleated cells of their own", ["autologous"]),
        ("allogeneic MSC", ["allogeneic"]),
        ("MSC on an autologous collagen scaffold", []),
        ("donor MSC are infused", ["allogeneic"]),
    ],
)
def test_the_donor_is_that_of_the_product(text: str, donors: list[str]) -> None:
    assert values(trial(text), "donor") == donors


@pytest.mark.parametrize(
    ("condition", "causes"),
    [
        ("Acute Liver Failure Not Caused by Acetaminophen", []),
        ("Liver failure not due to hepatitis B", []),
        ("Liver cirrhosis unrelated to alcoholic hepatitis", []),
        ("Hepatitis B and C related cirrhosis", ["HBV", "HCV"]),
        ("Hepatitis B/C cirrhosis", ["HBV", "HCV"]),
        ("Cirrhosis after hepatitis C or B", ["HCV", "HBV"]),
        ("Cirrhosis of hepatitis B and Child-Pugh C", ["HBV"]),
    ],
)
def test_a_cause_is_what_is_not_denied(condition: str, causes: list[str]) -> None:
    record = trial("infused", title="Cirrhosis", condition=condition)
    assert values(record, "aetiology") == causes


@pytest.mark.parametrize(
    "heading",
    [
        "Generic exclusion criteria that apply to both patients with cirrhosis and others:",
        "Patients over 18. Exclusion criteria:",
        "Age over 18; written consent Exclusion Criteria: 1.",
    ],
)
def test_a_heading_of_exclusions_may_stand_in_the_middle_of_a_line(heading: str) -> None:
    text = f"Inclusion Criteria:\nLiver cirrhosis\n{heading}\nAcute liver failure"
    record = trial("infused", title="Liver disease", eligibility=text)
    assert "ALF" not in values(record, "stage")


@pytest.mark.parametrize(
    ("measure", "scales"),
    [
        ("Ultrasound elastography of the Achilles tendon", []),
        ("Urinary albumin", []),
        ("Urine albumin to creatinine ratio", []),
        ("Histology of the knee cartilage", []),
        ("Liver stiffness by elastography", ["stiffness"]),
        ("Serum albumin", ["albumin"]),
    ],
)
def test_a_scale_is_that_of_its_organ(measure: str, scales: list[str]) -> None:
    assert values(trial("infused", measure=measure), "outcome_scale") == scales


@pytest.mark.parametrize(
    ("time", "days"),
    [
        ("day 28 plus or minus 3 days", ["28"]),
        ("12 weeks ± 3 days", ["84"]),
        ("until 36 weeks postmenstrual age", []),
        ("at 24 months of corrected age", []),
        ("6 months (+/- 2 weeks)", ["180"]),
    ],
)
def test_a_window_or_an_age_is_no_time(time: str, days: list[str]) -> None:
    assert values(trial("infused", time=time), "time_point") == days


@pytest.mark.parametrize(
    ("title", "products", "donors"),
    [
        (
            "Treatment of Chronic Low Back Pain With Allogeneic Bone Marrow Mesenchymal Stem "
            "Cells: A Randomized Controlled Trial",
            ["BM-MSC"],
            ["allogeneic"],
        ),
        (
            "Autologous adipose-derived mesenchymal stem cells in refractory disease of the knee: "
            "a phase I transplantation trial",
            ["AD-MSC"],
            ["autologous"],
        ),
        ("Expression of markers by mesenchymal stem cells", [], []),
    ],
)
def test_the_title_of_a_paper_is_read(title: str, products: list[str], donors: list[str]) -> None:
    assert values(paper(title), "product") == products
    assert values(paper(title), "donor") == donors


@pytest.mark.parametrize(
    ("title", "text", "products"),
    [
        ("MSC combined with cord blood for graft failure", "MSC and cord blood", {"MSC"}),
        ("Cord blood cells with coinfusion of MSC", "MSC are infused", {"CB-cells", "MSC"}),
        (
            "Physical therapy after mesenchymal stem cell transplantation in the knee",
            "isometric contraction",
            set(),
        ),
    ],
)
def test_cells_are_joined_with_their_own_tissue_alone(
    title: str, text: str, products: set[str]
) -> None:
    arm = Arm("intervention", "PROCEDURE", (Passage("interventions[0].description", text),))
    record = RecordText("trial", "NCT00000001", (Passage("brief_title", title),), arms=(arm,))
    assert set(values(record, "product")) == products


def test_a_trial_that_names_its_cells_in_the_title_alone_gives_them() -> None:
    record = RecordText(
        "trial",
        "NCT00000001",
        (Passage("brief_title", "A trial of CS10 (autologous bone marrow MSC) in atrophy"),),
        arms=(
            Arm(
                "intervention",
                "DRUG",
                (
                    Passage("interventions[0].name", "CS10BR05"),
                    Passage("interventions[0].description", "3.0x10^5 cells/kg, single injection"),
                ),
            ),
        ),
    )
    assert values(record, "product") == ["BM-MSC"]
    assert values(record, "dose") == ["3e5 cells/kg"]
    assert values(record, "infusions") == ["1"]


def test_a_group_whose_samples_are_taken_is_given_nothing() -> None:
    arm = Arm("arm", "", (Passage("arms[0].description", "cord was collected, UC-MSC isolated"),))
    record = RecordText(
        "trial", "NCT00000001", (Passage("brief_title", "Markers of disease"),), arms=(arm,)
    )
    assert values(record, "product") == []


def test_the_transplant_of_gvhd_patients_is_no_product() -> None:
    record = trial(
        "MSC are infused the day after the hematopoietic cell graft",
        title="MSC for graft versus host disease after hematopoietic cell transplantation",
    )
    assert values(record, "product") == ["MSC"]


@pytest.mark.parametrize(
    ("title", "stages"),
    [
        ("Effect of statins on hepatic decompensation in compensated cirrhosis", ["compensated"]),
        ("Statins in decompensated cirrhosis", ["decompensated"]),
    ],
)
def test_an_event_that_is_prevented_is_no_stage(title: str, stages: list[str]) -> None:
    assert values(paper(title), "stage") == stages


def test_a_cause_of_death_a_tissue_and_a_pregnancy_are_no_stage_and_no_cause() -> None:
    assert values(paper("Female alcoholics", "Mortality was due to cirrhosis."), "stage") == []
    text = "We studied patients. GAS5 was measured in cirrhotic tissues."
    assert values(paper("GAS5 in hepatitis B", text), "stage") == []
    assert values(paper("Acute fatty liver of pregnancy"), "aetiology") == []
