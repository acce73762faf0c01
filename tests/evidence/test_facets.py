"""What is read from the texts of a record, and where it stands in them.

Relies on ../shared.
"""

import csv
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest.evaluation.gold import facet_rows
from harvest.evaluation.judge import judge, spans_hold
from harvest.evaluation.records import records
from harvest.evidence.facets.all import facets
from harvest.evidence.facets.dose import doses_in, quantities
from harvest.evidence.facets.outcome import sample_size
from harvest.evidence.facets.schedule import time_points
from harvest.evidence.reading.fact import Fact
from harvest.evidence.reading.passages import Arm, OutcomeText, Passage, RecordText
from harvest.evidence.reading.texts import article_text
from harvest.evidence.reading.tiers import Stretch
from harvest.evidence.reading.vocabulary import FOLDER, vocabulary
from tests.helpers.places import SHARED
from tests.helpers.sources.pubmed_xml import citation, read

GOLD = SHARED / "evaluation"


def trial(
    title: str = "Stem cells for cirrhosis",
    *,
    given: str = "",
    summary: str = "",
    eligibility: str = "",
    arms: tuple[Arm, ...] = (),
    measure: str = "",
    time: str = "",
) -> RecordText:
    if given:
        arms = (*arms, arm(given))
    outcomes = (
        (
            OutcomeText(
                Passage("outcomes.primary[0].measure", measure),
                None,
                Passage("outcomes.primary[0].time_frame", time),
            ),
        )
        if measure
        else ()
    )
    return RecordText(
        kind="trial",
        id="NCT00000001",
        titles=(Passage("brief_title", title),),
        arms=arms,
        bodies=(Passage("brief_summary", summary),) if summary else (),
        outcomes=outcomes,
        eligibility=Passage("eligibility_criteria", eligibility) if eligibility else None,
    )


def arm(text: str, name: str = "Stem cells", type: str = "BIOLOGICAL") -> Arm:
    return Arm(
        "intervention",
        type,
        (Passage("interventions[0].name", name), Passage("interventions[0].description", text)),
    )


def paper(abstract: str, title: str = "Stem cells for cirrhosis") -> RecordText:
    return RecordText(
        kind="article",
        id="1",
        titles=(Passage("title", title),),
        bodies=(Passage("abstract", abstract),),
    )


def values(record: RecordText, facet: str) -> list[str]:
    return [fact.value for fact in facets(record) if fact.facet == facet]


def one(record: RecordText, facet: str) -> Fact:
    found = [fact for fact in facets(record) if fact.facet == facet]
    assert len(found) == 1, found
    return found[0]


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


# --- disease ---


@pytest.mark.parametrize(
    ("title", "aetiology", "stage"),
    [
        ("UC-MSC for HBV-related liver cirrhosis", ["HBV"], ["cirrhosis"]),
        ("MSC in alcoholic cirrhosis", ["alcohol"], ["cirrhosis"]),
        ("MSC in nonalcoholic steatohepatitis", ["MASH"], []),
        ("MSC in non-alcoholic fatty liver disease", ["MASH"], []),
        ("MSC in primary biliary cirrhosis", ["PBC"], []),
        ("MSC in decompensated cirrhosis", [], ["decompensated"]),
        ("MSC in compensated cirrhosis", [], ["compensated"]),
        ("MSC in acute-on-chronic liver failure", [], ["ACLF"]),
        ("MSC in end-stage liver disease", [], ["ESLD"]),
        ("MSC in biliary atresia", ["biliary_atresia"], []),
        ("MSC in hepatolenticular degeneration", ["Wilson"], []),
    ],
)
def test_aetiology_and_stage_are_kept_apart(
    title: str, aetiology: list[str], stage: list[str]
) -> None:
    assert values(trial(title), "aetiology") == aetiology
    assert values(trial(title), "stage") == stage


def test_exclusion_criteria_are_not_what_the_patients_have() -> None:
    record = trial(
        eligibility="Inclusion Criteria:\n\n* HBsAg positive for 6 months\n"
        "* HCV antibody negative\n\nExclusion Criteria:\n\n* Autoimmune hepatitis"
    )
    assert values(record, "aetiology") == ["HBV"]


def test_a_list_of_what_may_cause_cirrhosis_is_no_aetiology() -> None:
    record = trial(
        summary="Patients with cirrhosis caused by alcoholic liver disease, hepatitis B, "
        "hepatitis C or Wilson disease will be seen."
    )
    assert values(record, "aetiology") == []


# --- outcomes ---


@pytest.mark.parametrize(
    ("measure", "scale"),
    [
        ("Change in MELD score", "MELD"),
        ("MELD-Na", "MELD-Na"),
        ("Child-Turcotte-Pugh score", "Child-Pugh"),
        ("Serum albumin", "albumin"),
        ("Prealbumin", "prealbumin"),
        ("International Normalized Ratio", "INR"),
        ("Liver stiffness (FibroScan)", "stiffness"),
        ("Overall survival", "survival"),
        ("Ascites", "ascites"),
    ],
)
def test_outcome_scales_are_named_by_their_vocabulary(measure: str, scale: str) -> None:
    assert values(trial(measure=measure, time="6 months"), "outcome_scale") == [scale]


def test_an_outcome_has_its_time_points_in_days() -> None:
    scale = one(trial(measure="MELD", time="1, 3 and 6 months"), "outcome_scale")
    assert scale.days == (30.0, 90.0, 180.0)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("24 weeks", [168]),
        ("baseline, week 4, 8 and 12", [28, 56, 84]),
        ("up to 2 years", [730]),
        ("six months", [180]),
        ("30 minutes", []),
    ],
)
def test_time_frames_are_read_as_days(text: str, days: list[int]) -> None:
    assert [fact.low for fact in time_points(Passage("time_frame", text))] == days


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("A total of 72 patients were randomised to two arms (36 patients in each).", ["72"]),
        ("Fifty-six patients were enrolled.", ["56"]),
        ("We randomly assigned 1,204 participants.", ["1204"]),
        ("Of 300 screened, 120 patients with cirrhosis were included.", ["120"]),
        ("The mechanism is unknown.", []),
    ],
)
def test_a_papers_sample_size_is_read_or_left_open(text: str, size: list[str]) -> None:
    assert [fact.value for fact in sample_size(paper(text))] == size


# --- spans and vocabularies ---


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400))
def test_every_span_is_cut_out_of_its_field(first: str, second: str) -> None:
    record = trial(f"MSC {first}", given=f"stem cells {second} 1x10^6/kg", summary=first)
    assert spans_hold(record, facets(record)) == []


@given(st.from_regex(r"[0-9,.x×\-  ()^*E]{0,80}", fullmatch=True))
@settings(max_examples=200, deadline=2000)
def test_odd_numbers_end_quickly(text: str) -> None:
    for found in quantities(text):
        assert found.low <= found.high


@pytest.mark.parametrize(
    "name",
    ["cell_sources", "products", "donors", "routes", "aetiologies", "stages", "outcome_scales"],
)
def test_every_synonym_of_a_vocabulary_is_found_in_itself(name: str) -> None:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["code"] for row in rows}) == len(rows)
    vocab = vocabulary(name)
    for row in rows:
        assert row["label"]
        for synonym in row["terms"].split("|"):
            if not set("~[?") & set(synonym):
                plain = synonym.removeprefix("=").replace("*", "")
                assert vocab.terms[row["code"]].pattern.search(plain), (row["code"], synonym)


def test_a_brand_points_to_rows_that_exist() -> None:
    sources, donors = vocabulary("cell_sources").terms, vocabulary("donors").terms
    for term in vocabulary("products").terms.values():
        assert not term.extra["source"] or term.extra["source"] in sources
        assert not term.extra["donor"] or term.extra["donor"] in donors


def test_a_vocabulary_dose_span_holds_its_number() -> None:
    text = "Low dose: 0.5 x 10^6 cells/kg; high dose: 2 x 10^6 cells/kg."
    passage = Passage("arms[0].description", text)
    found = list(doses_in(Stretch(passage, 0, len(text))))
    assert [fact.span.text for fact in found] == ["0.5 x 10^6 cells/kg", "2 x 10^6 cells/kg"]


def test_the_gold_trials_facets_agree_with_their_records() -> None:
    if not GOLD.is_dir():
        pytest.skip("needs the shared evaluation sets, which are not here")
    rows = facet_rows(GOLD)
    texts = records((row["nct_id"] for row in rows), GOLD)
    verdicts = Counter(judgement.verdict for judgement in judge(rows, texts))
    assert verdicts["missed"] + verdicts["wrong"] <= 2
    assert verdicts["agrees"] >= 60


def test_the_place_of_a_title_that_pubmed_lacks_holds_no_words() -> None:
    record = read(citation("7", article="<ArticleTitle>[Not Available].</ArticleTitle>"))
    assert article_text(record.tables).titles == ()
