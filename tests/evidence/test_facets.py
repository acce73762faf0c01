"""What is read from the texts of a record, and where it stands in them.

Relies on nothing beside the program.
"""

import pytest

from tests.helpers.bases.facet_records import arm, one, trial, values

# --- source, product, donor ---


@pytest.mark.parametrize(
    ("text", "source", "product"),
    [
        ("bone marrow-derived mesenchymal stem cells", "bone_marrow", "BM-MSC"),
        ("Bone Marrow Derived Allogeneic Mesenchymal Stem Cells", "bone_marrow", "BM-MSC"),
        ("BMSCs", "bone_marrow", "BM-SC"),
        ("bone marrow mononuclear cells", "bone_marrow", "BM-MNC"),
        ("hUC-MSCs", "umbilical_cord", "UC-MSC"),
        ("mesenchymal stem cells from Wharton's jelly", "umbilical_cord", "UC-MSC"),
        ("umbilical cord blood mesenchymal stem cells", "cord_blood", "UCB-MSC"),
        ("adipose tissue derived stromal cells", "adipose", "AD-MSC"),
        ("menstrual blood stem cells", "menstrual_blood", "menstrual-MSC"),
        ("ADR-001 cells", "adipose", "ADR-001"),
        ("Cellgram-LC", "bone_marrow", "Livercellgram"),
    ],
)
def test_source_and_product_are_read_however_they_are_named(
    text: str, source: str, product: str
) -> None:
    record = trial("A study", given=f"{text} will be infused")
    assert values(record, "cell_source") == [source]
    assert values(record, "product") == [product]


def test_a_cell_type_without_its_tissue_keeps_it_open() -> None:
    record = trial("Mesenchymal stem cells in cirrhosis", given="MSCs will be infused")
    assert values(record, "product") == ["MSC"]
    assert values(record, "cell_source") == []


def test_earlier_work_told_in_the_summary_is_not_this_study() -> None:
    record = trial(
        "Umbilical cord mesenchymal stem cells for cirrhosis",
        summary="Autologous bone marrow mesenchymal stem cells have been shown to be safe in rats. "
        "In this study UC-MSCs will be infused.",
    )
    assert values(record, "cell_source") == ["umbilical_cord"]
    assert one(record, "donor").value == "allogeneic"


def test_the_donor_of_cord_cells_is_inferred_and_says_so() -> None:
    donor = one(trial("Umbilical cord mesenchymal stem cells"), "donor")
    assert (donor.value, donor.flag) == ("allogeneic", "inferred from umbilical cord")


def test_a_stated_donor_is_not_flagged() -> None:
    donor = one(trial("Autologous bone marrow stem cells in cirrhosis"), "donor")
    assert (donor.value, donor.flag) == ("autologous", None)


def test_a_shortage_of_donor_organs_says_nothing_of_the_cells() -> None:
    record = trial(
        "Bone marrow stem cells", summary="Liver transplantation is limited by lack of donors."
    )
    assert values(record, "donor") == []


def test_gcsf_alone_is_no_cell_product() -> None:
    record = trial(
        "Filgrastim in cirrhosis",
        arms=(arm("G-CSF 5 µg/kg subcutaneously, daily", "G-CSF", "DRUG"),),
    )
    assert values(record, "product") == ["G-CSF"]
    assert values(record, "cell_source") == []
    assert values(record, "route") == ["subcutaneous"]
    assert values(record, "dose") == []


def test_gcsf_that_mobilises_cells_is_not_the_product() -> None:
    record = trial(
        "CD34+ cells in cirrhosis",
        given="After G-CSF subcutaneously, CD34+ cells are collected by leukapheresis and infused "
        "into the portal vein.",
    )
    assert values(record, "product") == ["CD34+"]
    assert values(record, "cell_source") == ["peripheral_blood"]
    assert values(record, "route") == ["portal_vein"]


# --- route ---


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("infused intravenously", "peripheral_vein"),
        ("given i.v. over 30 min", "peripheral_vein"),
        ("injected via the cubital vein", "peripheral_vein"),
        ("infused through the hepatic artery", "hepatic_artery"),
        ("by intra-arterial infusion", "hepatic_artery"),
        ("injected into the portal vein under ultrasound", "portal_vein"),
        ("via splenic artery", "splenic"),
        ("by intrahepatic injection", "intrahepatic"),
        ("into the peritoneal cavity", "intraperitoneal"),
    ],
)
def test_the_route_is_read(text: str, route: str) -> None:
    assert values(trial(given=f"Stem cells {text}"), "route") == [route]


def test_pv_is_never_expanded() -> None:
    assert values(trial(given="Stem cells will be given via PV"), "route") == []


def test_a_portal_vein_that_is_only_looked_at_is_no_route() -> None:
    record = trial(given="Stem cells; portal vein thrombosis is excluded, patent portal vein")
    assert values(record, "route") == []


def test_the_comparators_route_is_not_the_cells() -> None:
    record = trial(
        given="Stem cells via portal vein",
        arms=(arm("Oral or intravenous administration", "Conserved therapy", "DRUG"),),
    )
    assert values(record, "route") == ["portal_vein"]


# --- dose ---


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1 × 10^6 cells/kg", 1e6, 1e6, "cells/kg"),
        ("1x106 MSCs/kg body weight", 1e6, 1e6, "cells/kg"),
        ("5X107 autologous bone marrow-derived mesenchymal stem cells", 5e7, 5e7, "cells"),
        ("1×10(6) cells", 1e6, 1e6, "cells"),
        ("1x10[9] cells", 1e9, 1e9, "cells"),
        ("2 x 10e6 allogeneic stem cells/kg bodyweight", 2e6, 2e6, "cells/kg"),
        ("0.5*10E6 MSC/kg body", 5e5, 5e5, "cells/kg"),
        (r"0.5\*10E6 MSC/kg body", 5e5, 5e5, "cells/kg"),
        (r"3×10\^7 cells", 3e7, 3e7, "cells"),
        ("1E6 cells/kg", 1e6, 1e6, "cells/kg"),
        ("2 × 10⁷ cells", 2e7, 2e7, "cells"),
        ("0·2 × 10 6 cells per kg", 2e5, 2e5, "cells/kg"),
        ("195 million cells", 1.95e8, 1.95e8, "cells"),
        ("2 million cells per Kg", 2e6, 2e6, "cells/kg"),
        ("5-50 million/kg", 5e6, 5e7, "cells/kg"),
        ("1.000.000(one million) cells/kg", 1e6, 1e6, "cells/kg"),
        ("(1.0–10) × 10^5 cells/kg", 1e5, 1e6, "cells/kg"),
        ("0.5 to 1 x 10^6/kg BM MSCs", 5e5, 1e6, "cells/kg"),
        ("0.1-1x10E6 MSCs/kg", 1e5, 1e6, "cells/kg"),
        ("5, 10 and 15 ×10E7 cells", 5e7, 1.5e8, "cells"),
        ("between 5 and 10x10^8 cells", 5e8, 1e9, "cells"),
        ("2-3 X 109 cells", 2e9, 3e9, "cells"),
        ("1,5-3,0 10E6 MSC/kg", 1.5e6, 3e6, "cells/kg"),
        ("25 million hepatocytes per kilogram", 2.5e7, 2.5e7, "cells/kg"),
        ("10 ml BMSCs (7~8log10 cells/ml)", 1e8, 1e9, "cells"),
    ],
)
def test_a_dose_is_read_in_every_form(text: str, low: float, high: float, unit: str) -> None:
    record = trial(given=f"Patients receive {text} by infusion")
    dose = one(record, "dose")
    assert (dose.low, dose.high, dose.unit) == (pytest.approx(low), pytest.approx(high), unit)
    assert dose.span.text in record.fields[dose.span.field]


def test_a_lost_superscript_is_said_to_be_one() -> None:
    assert one(trial(given="5X107 stem cells"), "dose").formula == (
        "lost superscript read as a power of ten"
    )


def test_marrow_stays_in_millilitres() -> None:
    dose = one(trial(given="100-200 ml of bone marrow will be aspirated, cells infused"), "dose")
    assert (dose.low, dose.high, dose.unit) == (100, 200, "ml of marrow")


@pytest.mark.parametrize(
    "text",
    [
        "platelets above 50 × 10^9/L",
        "HBV DNA below 1 × 10^5 copies/ml",
        "an estimated 93 million people are infected",
        "in the year 2019",
    ],
)
def test_other_large_numbers_are_no_dose(text: str) -> None:
    assert values(trial(given=f"Stem cells; {text}"), "dose") == []


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("6 × 10^7 cells/kg", "outside 1e5–1e7 cells/kg"),
        ("1 × 10^5 cells", "outside 1e6–1e10 cells"),
        ("1 × 10^7 cells/kg", None),
    ],
)
def test_an_implausible_dose_is_flagged_not_dropped(text: str, flag: str | None) -> None:
    assert one(trial(given=f"Stem cells: {text}"), "dose").flag == flag


def test_no_dose_is_made_up_where_none_is_stated() -> None:
    assert values(trial(given="A high dose of stem cells is infused"), "dose") == []


def test_the_total_is_computed_with_its_formula() -> None:
    total = one(trial(given="1 × 10^6 stem cells/kg, once a week, 4 times, infused"), "dose_total")
    assert (total.low, total.unit, total.formula) == (4e6, "cells/kg", "1e6 cells/kg × 4 infusions")


# --- infusions ---


@pytest.mark.parametrize(
    ("text", "infusions", "interval"),
    [
        ("infused once a week, 4 times", ["4"], ["7 days"]),
        ("single dose infused", ["1"], []),
        ("infused at week 0, 4, 8", ["3"], ["28 days"]),
        ("three infusions at 4-week intervals", ["3"], ["28 days"]),
        ("infused twice, 3 months apart", ["2"], ["90 days"]),
        ("infused on Day 0, Day 5 (±1) and Day 13 (±1)", ["3"], []),
        ("infused every other week", [], ["14 days"]),
        ("once infused", ["1"], []),
    ],
)
def test_number_and_interval_of_infusions(
    text: str, infusions: list[str], interval: list[str]
) -> None:
    record = trial(given=f"Stem cells {text}")
    assert values(record, "infusions") == infusions
    assert values(record, "interval") == interval


def test_days_of_mobilisation_are_no_infusions() -> None:
    record = trial(given="5 doses of G-CSF, then CD34+ cells are infused")
    assert values(record, "infusions") == []
