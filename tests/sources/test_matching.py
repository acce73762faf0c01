"""A search answered from the records finds what the service would, by words and by headings.

The stand-ins are the measure: each has its own reader of the service's language and of the records.

Relies on nothing beside the program.
"""

import re

import duckdb
import pytest

from harvest.config import Area, Concept, Search
from harvest.records import Raw, Record
from harvest.sources.clinicaltrials import SOURCE as REGISTRY
from harvest.sources.matching import Question, values, words
from harvest.sources.pubmed import SOURCE as PUBMED
from harvest.standin import Descriptor
from harvest.standin.corpora.citations import CitationIndex
from harvest.standin.corpora.essie import parse
from harvest.standin.corpora.studies import StudyIndex
from harvest.standin.eutilities.query import search
from tests.helpers.bases.tiny import citation, study

TITLE = "Cells and the liver, paper 1."
AREAS = {"query.cond": "ConditionSearch", "query.intr": "InterventionSearch",
         "query.term": "BasicSearch"}  # fmt: skip


def concept(term: str = "", mesh: str = "", area: Area = "cond") -> Concept:
    return Concept("condition", (term,) if term else (), (mesh,) if mesh else (), area)


def may_meet(question: Question, record: Record) -> bool:
    """Whether DuckDB would hand the record on: each list by a word of its fields, or a heading."""
    return all(
        bool(asked.headings)
        or any(
            duckdb.execute(
                "SELECT regexp_matches(lower(strip_accents(?)), ?)", [text, question.pattern(asked)]
            ).fetchone()
            == (True,)
            for field in asked.fields
            for text in values(record, field)
        )
        for asked in question.lists
    )


# --- papers ---


def paper(title: str) -> tuple[str, bytes]:
    pmid, body = citation(1)
    return pmid, body.replace(TITLE.encode(), title.encode())


@pytest.mark.parametrize(
    ("title", "term", "found"),
    [
        ("Liver cirrhosis in men", "liver cirrhosis", True),
        ("LIVER-CIRRHOSIS in men", "liver cirrhosis", True),
        ("Cirrhosis, liver", "liver cirrhosis", True),  # side by side, in any order
        ("Cirrhosis of the liver", "liver cirrhosis", False),
        ("Liver. Cirrhosis", "liver cirrhosis", True),
        ("Livers with cirrhosis", "liver", False),  # no word forms
        ("Decompensated cirrhotic liver", "cirrho*", True),
        ("A liver cirrhotic", "liver cirrho*", True),
        ("A cirrhotic liver", "liver cirrho*", False),  # a shortened phrase keeps its order
        ("The filgrastim (G-CSF) arm", "G-CSF", True),
        ("The GCSF arm", "G-CSF", False),
        ("CD34+ cells", "CD34+ cells", True),
        ("CD34 cells", "CD34+ cells", True),
        ("CD341 cells", "CD34+ cells", False),
        ("Wharton's jelly", "Wharton's jelly", True),
        ("Wharton’s jelly", "Wharton's jelly", True),
        ("acute on chronic liver failure", "acute-on-chronic liver failure", True),
        ("chronic liver acute on failure", "acute-on-chronic liver failure", True),
        ("chronic acute on the liver failure", "acute-on-chronic liver failure", False),
        ("liver liver", "liver cirrhosis", False),
        ("x", "liver_cirrhosis", False),
        ("a liver_cirrhosis b", "liver cirrhosis", True),
    ],
)
def test_a_paper_is_found_by_a_word_as_pubmed_finds_it(
    title: str, term: str, *, found: bool
) -> None:
    pmid, body = paper(title)
    asked = concept(term)
    assert PUBMED.render is not None
    assert PUBMED.matching is not None
    strategy = PUBMED.render(Search("s", ("condition",)), (asked,))
    question = PUBMED.matching.question(
        Search("s", ("condition",)), (asked,), lambda _: frozenset()
    )
    assert strategy is not None
    assert question is not None
    record = PUBMED.normalise(Raw("pubmed", "article", pmid, body, ""))
    assert bool(search(strategy.sent, CitationIndex({pmid: body}, {})).found) is found
    assert question.meets(record) is found
    assert may_meet(question, record) or not found


def test_no_phrase_goes_from_the_title_into_the_abstract() -> None:
    pmid, body = paper("A paper on the liver")
    body = body.replace(b"A synthetic abstract. ", b"cirrhosis of all kinds")
    assert PUBMED.matching is not None
    record = PUBMED.normalise(Raw("pubmed", "article", pmid, body, ""))
    for term, found in (("liver cirrhosis", False), ("cirrhosis of all", True)):
        asked = (concept(term),)
        question = PUBMED.matching.question(
            Search("s", ("condition",)), asked, lambda _: frozenset()
        )
        assert question is not None
        assert question.meets(record) is found


@pytest.mark.parametrize("held", ["Liver Cirrhosis, Biliary", "Liver Cirrhosis", "Fibrosis"])
@pytest.mark.parametrize("asked", ["Liver Cirrhosis", "Liver Cirrhosis, Biliary", "Fibrosis"])
def test_a_heading_finds_what_is_indexed_below_it(held: str, asked: str) -> None:
    headings = {
        "D005355": Descriptor("D005355", "Fibrosis", ("C23.550.355",)),
        "D008103": Descriptor("D008103", "Liver Cirrhosis", ("C06.552.630", "C23.550.355.411")),
        "D008105": Descriptor("D008105", "Liver Cirrhosis, Biliary", ("C06.552.630.400",)),
    }
    (ui,) = (each.ui for each in headings.values() if each.name == held)
    pmid, body = citation(1)
    body = body.replace(b"D008103", ui.encode()).replace(b"Liver Cirrhosis\n", held.encode())
    index = CitationIndex({pmid: body}, headings)
    top = index.headings.find(asked)
    assert top is not None
    below = frozenset(index.headings.by_ui[ui].name.lower() for ui in index.headings.below(top))
    assert PUBMED.matching is not None
    one = (concept(mesh=asked),)
    question = PUBMED.matching.question(Search("s", ("condition",)), one, lambda _: below)
    assert question is not None
    record = PUBMED.normalise(Raw("pubmed", "article", pmid, body, ""))
    assert question.meets(record) is bool(search(f'"{asked}"[MeSH Terms]', index).found)


# --- studies ---


@pytest.mark.parametrize(
    ("words_", "term", "area", "found"),
    [
        ("Liver Cirrhosis", "liver cirrhosis", "cond", True),
        ("Failure, Liver", "liver failure", "cond", False),  # a phrase keeps its order
        ("Stem cell therapies", "stem cells therapy", "cond", True),  # the plural is read over
        ("Ascites", "liver cirrhosis", "cond", True),  # the registry made it a MeSH term
        ("Ascites", "ascites", "intr", False),  # the condition is none of that area's fields
        ("Ascites", "ascites", "term", True),
        ("Ascites", "synthetic study", "text", True),  # the summary
        ("Ascites", "ascites", "text", False),
        ("Ascites", "NCT99000001", "cond", True),
        ("G-CSF", "G-CSF", "cond", True),
        ('A "quoted" word', 'a \\"quoted', "cond", True),
        ("Diseases", "disease", "cond", True),
        ("Mass", "masses", "cond", True),
    ],
)
def test_a_study_is_found_by_a_word_as_its_registry_finds_it(
    words_: str, term: str, area: Area, *, found: bool
) -> None:
    nct_id, body = study(1)
    body = body.replace(
        b'"conditions":["Liver Cirrhosis"]',
        b'"conditions":["' + words_.replace('"', '\\"').encode() + b'"]',
    )
    asked = (concept(term, area=area),)
    assert REGISTRY.render is not None
    assert REGISTRY.matching is not None
    strategy = REGISTRY.render(Search("s", ("condition",)), asked)
    question = REGISTRY.matching.question(Search("s", ("condition",)), asked, lambda _: frozenset())
    assert strategy is not None
    assert question is not None
    index = StudyIndex({nct_id: body})
    by_service = all(index.search(parse(text), AREAS[name]) for name, text in strategy.params)
    record = REGISTRY.normalise(Raw("clinicaltrials", "trial", nct_id, body, ""))
    assert by_service is found
    assert question.meets(record) is found
    assert may_meet(question, record) or not found


def test_words_are_read_over_case_and_accents() -> None:
    assert words("Éléonore's ﬁbrosis_2, CD34+ β-Zellen") == [
        *("eleonore", "s", "ﬁbrosis", "2", "cd34", "β", "zellen")
    ]
    (stripped,) = duckdb.execute(
        "SELECT lower(strip_accents(?))", ["Éléonore ÅNGSTRÖM İ"]
    ).fetchall()
    assert words(str(stripped[0])) == words("Éléonore ÅNGSTRÖM İ")
    assert re.fullmatch(r"\w+", "ﬁbrosis")
