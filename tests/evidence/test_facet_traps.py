"""Traps met by reading records that no rule was written for: what a facet must not say, or miss.

Relies on nothing beside the program.
"""

import pytest

from harvest.evidence.reading.passages import Arm, OutcomeText, Passage, RecordText
from tests.helpers.bases.facet_records import facets


def trial(
    title: str,
    *arms: tuple[str, str, str],
    summary: str = "",
    condition: str = "",
    eligibility: str = "",
    measure: str = "",
    time: str = "",
) -> RecordText:
    given = tuple(
        Arm(
            "intervention",
            kind,
            (
                Passage(f"interventions[{n}].name", name),
                Passage(f"interventions[{n}].description", text),
            ),
        )
        for n, (kind, name, text) in enumerate(arms)
    )
    outcome = OutcomeText(
        Passage("outcomes.primary[0].measure", measure),
        None,
        Passage("outcomes.primary[0].time_frame", time or "1 year"),
    )
    return RecordText(
        kind="trial",
        id="NCT00000001",
        titles=(Passage("brief_title", title),),
        topics=(Passage("conditions[0]", condition),) if condition else (),
        arms=given,
        bodies=(Passage("brief_summary", summary),) if summary else (),
        outcomes=(outcome,) if measure else (),
        eligibility=Passage("eligibility_criteria", eligibility) if eligibility else None,
    )


def cells(text: str, title: str = "Mesenchymal stem cells for cirrhosis") -> RecordText:
    return trial(title, ("BIOLOGICAL", "Mesenchymal stem cells", text))


def paper(title: str, abstract: str) -> RecordText:
    return RecordText(
        "article", "1", (Passage("title", title),), bodies=(Passage("abstract", abstract),)
    )


def values(record: RecordText, facet: str) -> list[str]:
    return [fact.value for fact in facets(record) if fact.facet == facet]


@pytest.mark.parametrize(
    ("text", "doses"),
    [
        (
            "1x10^6, 10x10^6 and 20x10^6 cells/kg",
            ["1e6 cells/kg", "1e7 cells/kg", "2e7 cells/kg"],
        ),
        (
            "50 million allogeneic human umbilical cord tissue-derived mesenchymal stem cells",
            ["5e7 cells"],
        ),
        ("a dose of 1x1,000,000 MSC/kg", ["1e6 cells/kg"]),
        ("mesenchymal stem cells (5*10/7)", ["5e7 cells"]),
        ("10 x 10E6 ASC injection", ["1e7 cells"]),
        ("12.5 million cells at day 0 and 12.5 million cells at day 14", ["1.25e7 cells"]),
        ("injection of 1-2 ml of MSC, 2 x 10^6/ml", ["2e6–4e6 cells"]),
        ("inhaled 2 x 10^10 nanoparticles (exosomes)", ["2e10 particles"]),
        ("exosomes, 5×10^9 particles/kg", ["5e9 particles/kg"]),
        ("a mean of 1.2 ± 0.3 ×10⁸ cells", ["1.2e8 cells"]),
        ("(5.2±1.3)×10^7 cells", ["5.2e7 cells"]),
        ("3.5 × 10^8 ± 1.2 × 10^8 cells given", ["3.5e8 cells"]),
        ("120 million ±20% viable cells", ["1.2e8 cells"]),
        ("1.10^6 MSC/kg", ["1e6 cells/kg"]),
        ("2.5.10^6 cells/kg", ["2.5e6 cells/kg"]),
        ("low dose 25M cells, high dose 100M cells", ["2.5e7 cells", "1e8 cells"]),
        ("500,000 cells/kg", ["5e5 cells/kg"]),
        ("500 000 cells/kg, then 200 000 000 MSCs", ["5e5 cells/kg", "2e8 cells"]),
        ("fewer than 1 in 100,000 cells", []),
        ("injected at 100,000 cells/μL", []),
        ("125,000 cells/gram of liver", []),
        ("cells infused at 2.5x10^5 MSC/min", []),
        ("cultured at a density of 1x10^5 cells/cm2", []),
    ],
)
def test_a_dose_is_read_with_its_unit(text: str, doses: list[str]) -> None:
    assert values(cells(text), "dose") == doses


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("intravenous infusion once a month for 4 months", ["4"]),
        ("infused; number of sessions: up to 2", ["2"]),
        ("infused once a week 4 times, the first two times after plasma", ["4"]),
        ("infused on Day 0, Day 7 and Day 14", ["3"]),
        ("three infusions (baseline, month 1, month 2)", ["3"]),
        ("0.5-1.0 million/kg via a peripheral vein, weekly × 4", ["4"]),
        ("infused q4w x3", ["3"]),
        ("G-CSF for 5 days, then leukapheresis and infusion of three doses of CD133+ cells", ["3"]),
        ("infusion of cells with three doses of prednisolone, then MSC", []),
        ("infused once weekly x 3 weeks", ["3"]),
        ("infused every 2 weeks x 12 weeks", []),
        ("weekly intravenous infusions for four consecutive weeks", ["4"]),
        ("3 subjects who receive doses of cells by infusion", []),
        ("two dose groups of cells for infusion", []),
        ("0.5 ml per injection x 10 injections into the myocardium, transendocardial", []),
        ("Participants at dose level 2 receive four infusions of cells", ["4"]),
        ("patients with type 2 diabetes mellitus on insulin injection", []),
    ],
)
def test_infusions_are_counted_and_nothing_else(text: str, times: list[str]) -> None:
    assert values(cells(text), "infusions") == times


def test_a_phase_is_no_number_of_doses() -> None:
    assert values(cells("infused", "A Phase 1 Dose Escalation of stem cells"), "infusions") == []


def test_a_dose_that_is_divided_is_the_whole() -> None:
    record = cells("6×10^7 cells are infused in two divided doses")
    assert values(record, "infusions") == ["2"]
    assert values(record, "dose_total") == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("infused at day 0 and day 14", ["14 days"]),
        ("two infusions at day 0 and month 3", []),
        ("infused twice weekly", ["3.5 days"]),
        ("infused q4w for 3 doses", ["28 days"]),
        ("infused; patients observed every 3 months by the investigators", []),
    ],
)
def test_the_interval_is_between_infusions(text: str, days: list[str]) -> None:
    assert values(cells(text), "interval") == days


@pytest.mark.parametrize(
    ("title", "text", "routes"),
    [
        ("MSC for acute GVHD, grade II to IV", "cells", []),
        ("MSC for cirrhosis", "blood is drawn from the antecubital vein to isolate cells", []),
        ("MSC for kidney disease", "cells delivered intra-arterially", ["artery"]),
        ("MSC for liver cirrhosis", "cells delivered intra-arterially", ["hepatic_artery"]),
        ("MSC for bronchopulmonary dysplasia", "intratracheal cells", ["airways"]),
        ("MSC for cirrhosis", "cells given iv", ["peripheral_vein"]),
        ("MSC for cirrhosis", "cells given if (i) a, (ii) b, (iii) c, or (iv) d", []),
        ("MSC for cirrhosis", "percutaneous transhepatic portal infusion", ["portal_vein"]),
        ("MSC for cirrhosis", "transplanted to the right hepatic lobe", ["intrahepatic"]),
        ("MSC for cirrhosis", "a peripherally inserted central catheter", ["peripheral_vein"]),
    ],
)
def test_a_route_is_the_way_of_the_cells(title: str, text: str, routes: list[str]) -> None:
    assert values(cells(text, title), "route") == routes


def test_an_unnamed_artery_is_the_livers_only_by_inference() -> None:
    record = cells("cells delivered intra-arterially", "MSC for liver cirrhosis")
    route = next(fact for fact in facets(record) if fact.facet == "route")
    assert route.flag == "inferred: a liver disease"


def test_how_common_a_cause_is_says_nothing_of_the_patients() -> None:
    record = trial(
        "Stem cells for liver cirrhosis",
        ("BIOLOGICAL", "Stem cells", "infused"),
        summary="An estimated 12% of patients with hepatitis C in this country have cirrhosis.",
    )
    assert values(record, "aetiology") == []


def test_a_blood_test_or_a_drug_is_no_aetiology_where_the_liver_is_not_ill() -> None:
    record = trial(
        "MSC for back pain",
        ("BIOLOGICAL", "MSC", "injection"),
        eligibility="Inclusion criteria:\nTests for hepatitis C are done\nUses paracetamol",
    )
    assert values(record, "aetiology") == []


def test_a_semicolon_in_brackets_ends_no_sentence() -> None:
    record = trial(
        "Follow-up of cirrhosis",
        ("DRUG", "MSC", "infused"),
        summary="This study is in patients with cirrhosis (score; Grade B) caused by hepatitis C.",
    )
    assert values(record, "aetiology") == ["HCV"]


@pytest.mark.parametrize(
    ("title", "condition", "stages"),
    [
        ("MSC for liver failure", "Model for End-Stage Liver Disease", ["liver_failure"]),
        ("MSC for kidney fibrosis", "Renal Cirrhosis", []),
    ],
)
def test_the_name_of_a_score_or_another_organ_is_no_stage(
    title: str, condition: str, stages: list[str]
) -> None:
    record = trial(title, ("DRUG", "MSC", "infused"), condition=condition)
    assert values(record, "stage") == stages


@pytest.mark.parametrize(
    ("name", "text", "products"),
    [
        ("MSC-Exos", "exosomes of umbilical cord mesenchymal stem cells", ["EV"]),
        ("UC-MSC-derived exosomes", "1×10^10 particles i.v.", ["EV"]),
        ("Vesicles", "extracellular vesicles isolated from human bone marrow MSCs", ["EV"]),
        ("Secretome", "conditioned medium from adipose-derived stem cells", ["cell-free"]),
        ("Cells", "bone marrow MSCs and then exosomes derived from the MSCs", ["EV", "BM-MSC"]),
    ],
)
def test_cells_that_only_made_the_vesicles_are_not_given(
    name: str, text: str, products: list[str]
) -> None:
    record = trial("Cirrhosis", ("BIOLOGICAL", name, text))
    assert sorted(values(record, "product")) == sorted(products)


def test_cells_of_the_liver_tell_that_an_inherited_disease_is_the_livers() -> None:
    given = ("BIOLOGICAL", "Cells", "human hepatocytes by a portal catheter")
    record = trial("Cell therapy", given, condition="Urea Cycle Disorders")
    assert values(record, "aetiology") == ["hereditary"]
    lungs = trial("Cell therapy", ("BIOLOGICAL", "MSC", "inhaled"), condition="alpha-1 antitrypsin")
    assert values(lungs, "aetiology") == []


def test_both_stages_of_a_pair_are_read() -> None:
    record = trial("Cells in compensated and decompensated cirrhosis", ("DRUG", "MSC", "infused"))
    assert values(record, "stage") == ["compensated", "decompensated"]


def test_the_short_name_of_cholangitis_is_an_aetiology() -> None:
    record = trial("Umbilical cord MSC for PBC", ("BIOLOGICAL", "UC-MSC", "infused"))
    assert values(record, "aetiology") == ["PBC"]


def test_a_paper_that_doses_by_weight_gives_the_cells_of_its_title() -> None:
    record = paper(
        "HepaStem in acute-on-chronic liver failure",
        "Patients had 1 or 2 infusions of 0.6 or 1.2x10^6 cells/kg, 7 days apart, i.v.",
    )
    assert values(record, "product") == ["HepaStem"]
    assert values(record, "dose") == ["6e5–1.2e6 cells/kg"]
    assert values(record, "route") == ["peripheral_vein"]
    counted = paper("Mesenchymal stem cells of the liver", "Aspirin 5 mg/kg raised 40 cells/field.")
    assert values(counted, "product") == []


def test_cells_that_are_only_counted_are_no_product() -> None:
    record = trial(
        "Mobilization of mesenchymal stem cells during liver transplantation",
        ("PROCEDURE", "Blood samples", "3 ml of blood are drawn"),
        summary="We count mesenchymal stem cells in the blood.",
    )
    assert values(record, "product") == []


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("Cancer stem cells", "The drug treats breast cancer stem cells."),
        ("Generation of an iPSC line", "An induced pluripotent stem cell line was generated."),
        ("EMT of carcinoma", "Treatment changes the epithelial-mesenchymal transition."),
        ("Cytokines", "Stem cell factor was administered."),
        (
            "Lenalidomide in myeloma",
            "Patients with prior stem cell transplant were treated with lenalidomide.",
        ),
        (
            "Oral health of inpatients",
            "Infection follows chemotherapy and hematopoietic stem cell transplantation.",
        ),
    ],
)
def test_a_paper_that_gives_no_cells_has_no_product(title: str, abstract: str) -> None:
    assert values(paper(title, abstract), "product") == []


def test_what_animals_were_given_is_what_a_paper_tells() -> None:
    record = paper(
        "Mesenchymal stem cells in liver injury",
        "Rats received a single IV injection of 3 million MSCs.",
    )
    assert values(record, "dose") == ["3e6 cells"]
    assert values(record, "route") == ["peripheral_vein"]
    assert values(record, "infusions") == ["1"]


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("CD22-specific chimeric antigen receptor T cells, a CAR-T cell therapy", "CAR-T"),
        ("allogeneic NK cell immunotherapy", "immune-effector"),
        ("islet transplantation", "islet"),
    ],
)
def test_other_cells_than_stem_cells_are_named(text: str, product: str) -> None:
    record = trial("A trial of cells", ("BIOLOGICAL", "The product", text))
    assert values(record, "product") == [product]


def test_one_cell_type_of_several_tissues_is_several_products() -> None:
    record = trial(
        "Allogeneic bone marrow, umbilical cord and adipose mesenchymal stem cells for non-union"
    )
    assert set(values(record, "product")) == {"BM-MSC", "UC-MSC", "AD-MSC"}


@pytest.mark.parametrize(
    ("measure", "scales"),
    [
        ("Systolic blood pressure (SBP)", []),
        ("Spontaneous bacterial peritonitis (SBP)", ["SBP"]),
        ("Aspartate aminotransferase (AST)", ["AST"]),
        ("Platelet-rich plasma yield", []),
        ("Stiffness of the joint", []),
    ],
)
def test_an_abbreviation_means_what_the_record_says(measure: str, scales: list[str]) -> None:
    record = trial("MSC for cirrhosis", ("DRUG", "MSC", "infused"), measure=measure)
    assert values(record, "outcome_scale") == scales


def test_a_digit_of_a_scales_name_is_no_day() -> None:
    record = trial("MSC", ("DRUG", "MSC", "infused"), measure="EQ-5D score", time="12 months")
    scale = next(fact for fact in facets(record) if fact.facet == "outcome_scale")
    assert scale.days == (360,)


def test_death_of_cells_is_no_outcome_of_people() -> None:
    record = paper("Astragalus saponins (AST)", "It reduced cell death and cancer cell survival.")
    assert values(record, "outcome_scale") == []


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("One-hundred-and-sixty-four patients were randomised.", ["164"]),
        ("Two hundred patients were enrolled.", ["200"]),
        ("Data for 104 patients (male: 43 %; ECOG: 41/41) were analyzed.", ["104"]),
        ("Participants included 135 caregivers.", ["135"]),
    ],
)
def test_the_sample_size_is_read_in_words_and_over_asides(text: str, size: list[str]) -> None:
    assert values(paper("A trial of care", text), "sample_size") == size
