"""What is read of a disease, of outcomes and of numbers; and the vocabularies behind all facets.

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
from harvest.evidence.facets.dose import doses_in
from harvest.evidence.facets.quantities import quantities
from harvest.evidence.facets.sizes.size import sample_size
from harvest.evidence.reading.passages import Passage, RecordText
from harvest.evidence.reading.texts import article_text
from harvest.evidence.reading.tiers import Stretch
from harvest.evidence.reading.vocabulary import vocabulary
from harvest.packs.reading import vocabulary as file_of
from harvest.paths import DB
from tests.helpers.bases.facet_records import facets, one, trial, values
from tests.helpers.places import SHARED
from tests.helpers.sources.pubmed_xml import citation, read

GOLD = SHARED / "evaluation"


def paper(abstract: str, title: str = "Stem cells for cirrhosis") -> RecordText:
    return RecordText(
        kind="article",
        id="1",
        titles=(Passage("title", title),),
        bodies=(Passage("abstract", abstract),),
    )


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
    assert values(trial(measure="MELD", time=text), "time_point") == list(map(str, days))


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
    [path.stem for path in sorted((DB / "packs").glob("*/vocabularies/*.csv"))],
)
def test_every_synonym_of_a_vocabulary_is_found_in_itself(name: str) -> None:
    with file_of(name).open(encoding="utf-8", newline="") as file:
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
