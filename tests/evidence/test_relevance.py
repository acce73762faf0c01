"""How near a record is to the topic: told apart from one that only mentions its words.

Relies on ../shared.
"""

import csv
import gzip
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given as with_any
from hypothesis import settings
from hypothesis import strategies as st

from harvest.config import Concept, Topic, load
from harvest.evidence.reading.passages import Arm, Passage, RecordText
from harvest.evidence.reading.texts import trial_text
from harvest.evidence.reading.vocabulary import Vocabulary
from harvest.evidence.relevance import Relevance, relevance, sought
from harvest.queries import RELEVANT
from harvest.records import Raw
from harvest.sources.clinicaltrials import SOURCE
from harvest.store import Store
from tests.helpers.bases.facet_records import facets
from tests.helpers.clock import FakeClock
from tests.helpers.places import ROOT, SHARED

CORPUS = SHARED / "corpus"
READ_ON_TOPIC = {"NCT05442437"}  # cord cells for decompensated cirrhosis; not in the corpus's index

CELLS = Concept("therapy", ("stem cell", "stem cells", "cell therapy", "G-CSF"), (), "intr")
LIVER = Concept("condition", ("liver cirrhosis", "cirrhosis", "liver failure"), (), "cond")
TOPIC = Topic("Cells for cirrhosis", None, (LIVER, CELLS), (("condition", "therapy"),))


def trial(
    title: str,
    given: str = "",
    *,
    condition: str = "",
    kind: str = "BIOLOGICAL",
    summary: str = "",
    eligibility: str = "",
) -> RecordText:
    arm = Arm("intervention", kind, (Passage("interventions[0].name", given),))
    return RecordText(
        kind="trial",
        id="NCT00000001",
        titles=(Passage("brief_title", title),),
        topics=(Passage("conditions[0]", condition),) if condition else (),
        arms=(arm,) if given else (),
        bodies=(Passage("brief_summary", summary),) if summary else (),
        eligibility=Passage("eligibility_criteria", eligibility) if eligibility else None,
    )


def paper(title: str, abstract: str = "", mesh: tuple[str, ...] = ()) -> RecordText:
    return RecordText(
        "article",
        "1",
        (Passage("title", title),),
        bodies=(Passage("abstract", abstract),) if abstract else (),
        mesh=mesh,
    )


def near(record: RecordText, topic: Topic = TOPIC) -> Relevance:
    return relevance(record, facets(record), sought(topic, {}))


ON_TOPIC = [
    trial("Stem cells for liver cirrhosis", "Stem cells", condition="Cirrhosis"),
    trial("Safety of a product", "UC-MSC infusion", condition="Liver Cirrhosis"),
    trial(
        "Cord stem cells, a clinical study",
        "Stem cells infused",
        condition="HBV",
        summary="The purpose is to treat patients with liver cirrhosis by stem cells.",
    ),
    paper("Autologous stem cell infusion in liver cirrhosis"),
    paper(
        "Safety of intravenous mesenchymal stem cells",
        "Patients with cirrhosis received autologous mesenchymal stem cells intravenously.",
    ),
]
IN_PART = [trial("G-CSF for liver failure", "G-CSF", condition="Liver Failure", kind="DRUG")]
OFF_TOPIC = [
    trial(
        "Mobilization of stem cells in liver failure",
        "Blood samples",
        condition="Liver Failure",
        kind="PROCEDURE",
    ),
    trial("Stem cells after liver transplantation", "Stem cells", condition="Liver Failure"),
    trial("Stem cells for kidney fibrosis", "Stem cells", condition="Renal Cirrhosis"),
    trial(
        "Stem cells for pneumonia",
        "Stem cells",
        condition="Pneumonia",
        summary="Stem cells have been used for liver cirrhosis.",
    ),
    trial(
        "Stem cells for arthritis",
        "Stem cells",
        condition="Arthritis",
        eligibility="Inclusion Criteria:\nadults\nExclusion Criteria:\ncirrhosis",
    ),
    trial("Carvedilol in cirrhosis", "Carvedilol", condition="Cirrhosis", kind="DRUG"),
    trial("Transplantation for liver cancer", "Liver transplant", condition="Liver cancer"),
    trial("Stem cells in patients without cirrhosis", "Stem cells", condition="Hepatitis"),
    paper("Bleeding in liver cirrhosis", "Some had a prior stem cell transplant."),
    paper("Liver cancer stem cells in cirrhosis"),
    paper("Serum bilirubin in cirrhosis"),
]


@pytest.mark.parametrize("record", ON_TOPIC)
def test_a_record_of_cells_for_the_liver_is_near(record: RecordText) -> None:
    assert near(record).score >= 0.75


@pytest.mark.parametrize("record", IN_PART)
def test_gcsf_alone_is_shown_but_stands_below_cells(record: RecordText) -> None:
    found = near(record)
    assert RELEVANT <= found.score < min(near(other).score for other in ON_TOPIC)
    assert found.reasons[1].endswith("G-CSF alone, no cells are given")


@pytest.mark.parametrize("record", OFF_TOPIC)
def test_a_record_that_only_touches_the_topic_is_left_out_of_lists(record: RecordText) -> None:
    assert near(record).score < RELEVANT


def test_a_cause_of_the_disease_in_the_title_makes_a_mention_count() -> None:
    record = paper(
        "Stem cells in non-alcoholic steatohepatitis",
        "It leads to cirrhosis. Rats were given stem cells.",
    )
    assert near(record).score == pytest.approx(0.65)
    assert (
        near(record)
        .reasons[0]
        .endswith("its cause MASH / NASH / fatty liver (“non-alcoholic steatohepatitis” in title)")
    )


def test_both_concepts_in_the_title_are_the_nearest() -> None:
    assert near(ON_TOPIC[0]).score == 1


def test_every_concept_has_its_reason() -> None:
    record = trial("Stem cells after liver transplantation", "Cells", condition="Liver Failure")
    assert near(record).reasons == (
        "condition: “Liver Failure” in conditions; "
        "the title is about the transplantation of an organ",
        "therapy: “Stem cells” in brief title",
    )


def test_cells_that_nobody_is_given_say_so() -> None:
    reasons = near(OFF_TOPIC[0]).reasons
    assert reasons[1] == "therapy: “stem cells” in brief title; no such cells are given"


def test_a_topic_of_drugs_knows_nothing_of_cells() -> None:
    topic = Topic(
        "Metformin in diabetes",
        None,
        (
            Concept("condition", ("diabetes",), ("Diabetes Mellitus",), "cond"),
            Concept("drug", ("metformin",), (), "intr"),
        ),
    )
    given = trial("Metformin in diabetes", "Metformin", condition="Diabetes", kind="DRUG")
    mentioned = trial(
        "Insulin in diabetes",
        "Insulin",
        condition="Diabetes",
        kind="DRUG",
        eligibility="Inclusion Criteria:\non metformin",
    )
    cells = trial("Stem cells in diabetes", "Stem cells", condition="Diabetes")
    assert near(given, topic).score == 1
    assert near(mentioned, topic).score < RELEVANT
    assert near(cells, topic).score < RELEVANT


def test_one_kind_of_cells_is_not_met_by_another() -> None:
    topic = Topic("CAR-T", None, (Concept("therapy", ("CAR-T",), (), "intr"),))
    assert near(trial("CAR-T cells for lymphoma", "CAR-T cells"), topic).score == 1
    assert near(trial("MSC for lymphoma", "Mesenchymal stem cells"), topic).score == 0


def test_another_organs_disease_is_found_by_a_topic_of_that_organ() -> None:
    topic = Topic("Kidney", None, (Concept("condition", ("fibrosis",), (), "cond"),))
    assert near(trial("Drug for kidney fibrosis", "Drug"), topic).score == 1


def test_indexing_meets_a_concept_that_the_words_do_not() -> None:
    topic = Topic("Liver", None, (Concept("condition", ("cirrhosis",), ("Fibrosis",), "cond"),))
    aim = sought(topic, {"Fibrosis": {"D005355": "Fibrosis"}})
    record = paper("Collagen of the liver", mesh=("D005355",))
    assert relevance(record, (), aim) == Relevance(0.85, ("condition: MeSH Fibrosis",))


def test_the_nearest_of_several_searches_counts() -> None:
    drug = Concept("drug", ("rifaximin",), (), "intr")
    both = Topic("Either", None, (LIVER, CELLS, drug), (("condition", "therapy"), ("drug",)))
    every = Topic("All", None, (LIVER, CELLS, drug))
    record = trial("Rifaximin for travellers", "Rifaximin", kind="DRUG")
    assert near(record, both).score == 1
    assert near(record, every).score < RELEVANT


def test_what_is_asked_for_together_is_read_from_the_configuration() -> None:
    assert load(ROOT / "config.toml", {}).topic.asked == (("condition", "therapy"),)


def test_a_topic_without_concepts_leaves_nothing_out() -> None:
    assert near(trial("Anything"), Topic("All", None, ())) == Relevance(1.0, ())


def _narrower(topic: Topic) -> dict[str, dict[str, str]]:
    """The descriptors at and below each that the topic names."""
    with gzip.open(CORPUS / "mesh" / "descriptors-2025.tsv.gz", "rt", encoding="utf-8") as file:
        rows = [
            (row["ui"], row["name"], tuple(row["tree_numbers"].split("|")))
            for row in csv.DictReader(file, delimiter="\t")
        ]
    tops = {name: trees for _, name, trees in rows}
    return {
        word: {
            ui: name
            for ui, name, trees in rows
            if any(f"{tree}.".startswith(f"{top}.") for tree in trees for top in tops.get(word, ()))
        }
        for concept in topic.concepts
        for word in concept.mesh
    }


def _trials(name: str) -> Iterator[tuple[str, RecordText]]:
    with gzip.open(CORPUS / "clinicaltrials" / f"{name}.jsonl.gz", "rb") as file:
        for line in file:
            if any(word in line.lower() for word in (b"cirrho", b"liver", b"hepat")):
                trial = json.loads(line)["protocolSection"]["identificationModule"]["nctId"]
                record = SOURCE.normalise(Raw(SOURCE.name, "trial", trial, line, ""))
                yield trial, trial_text(record.tables)


def test_every_trial_on_topic_stands_above_every_near_miss_of_the_corpus() -> None:
    if not CORPUS.is_dir():
        pytest.skip("needs the shared corpus, which is not here")
    topic = load(ROOT / "config.toml", {}).topic
    aim = sought(topic, _narrower(topic))
    with (CORPUS / "clinicaltrials" / "topic-index.tsv").open(encoding="utf-8") as file:
        index = {row["nct_id"]: row["topical"] for row in csv.DictReader(file, delimiter="\t")}
    scores = {
        trial: relevance(text, facets(text), aim).score
        for name in ("reconstructed", "topic")
        for trial, text in _trials(name)
    }
    on_topic = {i: scores[i] for i, topical in index.items() if topical == "true"}
    others = {i: score for i, score in scores.items() if i not in {*on_topic, *READ_ON_TOPIC}}
    assert len(on_topic) == 39
    assert len(others) > 100
    assert min(on_topic.values()) > 0.6
    assert max(others.values()) < RELEVANT


BOTH = "Mesenchymal stem cells and liver cirrhosis: what patients should know of stem cell therapy"


@pytest.mark.parametrize(
    "record",
    [
        paper(BOTH),
        paper("Stem cells in liver cirrhosis: an in vitro study", "We cultured stem cells."),
    ],
)
def test_what_names_condition_and_therapy_in_its_title_stays_in_the_lists(
    record: RecordText,
) -> None:
    assert near(record).score >= RELEVANT


@pytest.mark.parametrize(
    "summary",
    [
        "We will infuse cells. Exclusion criteria: patients with cardiac, renal or liver failure.",
        "Patients with liver failure are excluded from this study.",
        "Participants are not eligible if they have liver cirrhosis.",
    ],
)
def test_an_exclusion_told_in_a_description_is_one(summary: str) -> None:
    found = near(trial("Multiple sclerosis", "Mesenchymal stem cells", summary=summary))
    assert found.score < RELEVANT


def test_a_study_in_vitro_says_so() -> None:
    record = trial(
        "Effect of a product on clotting",
        "Mesenchymal stem cells",
        condition="Liver cirrhosis",
        summary="The product is studied in vitro in blood of healthy people.",
    )
    found = near(record)
    assert found.score < RELEVANT
    assert "in vitro, nobody is given the cells" in found.reasons[1]


@pytest.mark.parametrize(
    ("relation", "withdrawn", "trial", "score"),
    [
        ("results", None, 0.9, RELEVANT),
        ("derived", None, 0.9, RELEVANT),
        ("background", None, 0.9, 0.2),
        ("candidate", None, 0.9, 0.2),
        ("results", "2026-01-01T00:00:00Z", 0.9, 0.2),
        ("results", None, 0.4, 0.2),
    ],
)
def test_a_standing_tie_to_a_trial_on_topic_keeps_a_paper_in_the_lists(
    relation: str, withdrawn: str | None, trial: float, score: float, tmp_path: Path
) -> None:
    with closing(Store.open(tmp_path / "work.db", clock=FakeClock())) as store:
        db = store.connection
        with store.transaction("test"):
            near_it = ("trial", "NCT00000001", trial, "[]")
            db.execute("INSERT INTO relevance VALUES (?, ?, ?, ?)", near_it)
            db.execute("INSERT INTO relevance VALUES ('article', '1', 0.2, '[\"a\"]')")
            db.execute(
                "INSERT INTO links VALUES ('NCT00000001', '1', 'r', ?, '', 1, 0, 1, '', '', '', ?)",
                (relation, withdrawn),
            )
        found = db.execute("SELECT score, reasons FROM nearness WHERE kind = 'article'").fetchone()
    assert found[0] == score
    assert ("NCT00000001, a trial on topic" in found[1]) == (score == RELEVANT)


_PIECES = (
    "cirrhosis", "stem cells", "non", "renal", "\n", ". ", "without", "G-CSF", "liver", "failure",
    "Exclusion criteria:", "patients with", "infused", "heart", "transplantation", "cell",
)  # fmt: skip
_TEXT = st.lists(st.sampled_from(_PIECES), max_size=8).map(" ".join)


@settings(deadline=None, max_examples=50)  # the first one compiles what is looked for
@with_any(_TEXT, _TEXT, _TEXT)
def test_a_record_that_cannot_name_a_concept_is_as_near_as_if_it_were_read(
    title: str, given: str, told: str
) -> None:
    records = (paper(title, told), trial(title, given, summary=told, eligibility=told))
    aim = sought(TOPIC, {})
    found = [relevance(record, (), aim) for record in records]
    with pytest.MonkeyPatch.context() as every:
        every.setattr(Vocabulary, "may_be_in", lambda *_: True)
        assert found == [relevance(record, (), aim) for record in records]
