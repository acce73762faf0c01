"""One pass over a text finds the terms of all vocabularies.

Relies on nothing beside the program.
"""

import re
from collections.abc import Callable, Iterator
from itertools import count
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest.evidence.facets.all import Facts, Study
from harvest.evidence.facets.disease import aetiologies, stages
from harvest.evidence.facets.product import products
from harvest.evidence.reading import places
from harvest.evidence.reading.passages import Arm, Passage, RecordKind, RecordText, sentences
from harvest.evidence.reading.places import Beginning, Beginnings
from harvest.evidence.reading.vocabulary import (
    Hit,
    Vocabulary,
    compile_synonym,
    synonyms,
    vocabulary,
)

_SYNONYMS = (
    "mesenchymal stem cell", "stem cell", "cell*", "BM-MSC", "h?UC-MSC", "=IV", "=iv", "leuk?emia",
    "cryopreser[sv]ed", "γ-glutamyl*", "Crohn's disease", "to the ~ lobe", "5-FU", "non-viral",
    "(CD34)", "Sjögren", "T cell", "i. v.", "liver",
)  # fmt: skip
_WORDS = """
    mesenchymal stem cell cells Cells BM MSC UC hUC IV iv ivs leukemia leuemia to the left right
    lobe 5 FU FU5 non viral nonviral non-viral (CD34) Sjögren T i. v. liver livers α-liver γ
    glutamyltransferase Crohn’s Crohns disease cryopreserved
"""
_PIECES = (
    *_WORDS.split(), " ", "-", "–", ", ", ". ", "\n", "é", "ß", "1", "x",
)  # fmt: skip

_TOLD = (
    "Patients with liver cirrhosis were treated.", "due to hepatitis", "B", "and C", "G-CSF",
    "non\nMSC infusion", "stem cells", "were infused.", "Safety of", "decompensated", "fibrosis",
    "HBV-related", "alcoholic", "in patients with", "Exclusion criteria:", "renal", "heart failure",
)  # fmt: skip


def _plainly(known: Vocabulary, text: str) -> list[Hit]:
    """What a search of the whole text for one synonym after another finds."""
    found = [
        Hit(term.code, match.start(), match.end())
        for term in known.terms.values()
        for match in re.finditer("|".join(map(compile_synonym, term.synonyms)), text)
    ]
    order = {code: place for place, code in enumerate(known.terms)}
    found.sort(key=lambda hit: (hit.start - hit.end, order[hit.code], hit.start))
    kept: list[Hit] = []
    for hit in found:
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


_OWN = Vocabulary(
    synonyms(f"{n}", words)
    for n, words in enumerate((_SYNONYMS[:4], _SYNONYMS[4:9], *([one] for one in _SYNONYMS[9:])))
)


@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
def test_a_pass_finds_what_a_search_for_each_synonym_finds(text: str) -> None:
    assert _OWN.find(text) == _plainly(_OWN, text)
    assert _OWN.mentions(text) == bool(_OWN.find(text))


@given(st.lists(st.sampled_from([*_PIECES, "non ", "Non-", "non\n"]), max_size=25).map("".join))
def test_what_stands_in_a_sentence_may_be_in_its_text(text: str) -> None:
    for start, end in sentences(text):
        if _OWN.mentions(text[start:end]):
            assert _OWN.may_be_in(text)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("aetiologies", lambda study: aetiologies(study.record)),
        ("products", lambda study: products(study.told)),
        ("stages", lambda study: stages(study.record)),
    ],
)
@pytest.mark.parametrize("kind", ["article", "trial"])
@settings(deadline=None, max_examples=50)  # the first one compiles what is looked for
@given(st.lists(st.sampled_from(_TOLD), max_size=12).map(" ".join), st.sampled_from(_TOLD))
def test_a_facet_says_nothing_of_a_record_that_can_hold_none_of_its_words(
    words: str, read: Callable[[Study], Facts], kind: RecordKind, text: str, title: str
) -> None:
    record = RecordText(
        kind,
        "1",
        (Passage("title", title),),
        arms=(Arm("intervention", "BIOLOGICAL", (Passage("interventions[0].name", title),)),),
        bodies=(Passage("abstract", text),),
        eligibility=Passage("eligibility_criteria", text),
    )
    study = Study(record)
    assert study.may_name(words) or not read(study)


@pytest.mark.parametrize("name", ["products", "cell_sources", "outcome_scales", "routes", "stages"])
def test_each_synonym_is_found_wherever_it_stands(name: str) -> None:
    known = vocabulary(name)
    for term in known.terms.values():
        for synonym in term.synonyms:
            plain = re.sub(r"\[(.)[^\]]*\]|(.)\?|\*", r"\1\2", synonym).lstrip("=")
            for text in (plain.replace("~", "other"), f"“{plain}”, and".replace("~", "other")):
                assert any(hit.start in (0, 1) for hit in known.find(text)), (synonym, text)


def test_a_part_of_a_vocabulary_finds_its_own_terms_alone() -> None:
    whole = Vocabulary([synonyms("cells", ["stem cell"]), synonyms("organ", ["liver"])])
    part = whole.only(lambda term: term.code == "organ")
    assert [hit.code for hit in part.find("stem cells for the liver")] == ["organ"]
    assert not part.mentions("stem cells")


def test_a_text_is_gone_through_once_whoever_asks() -> None:
    passes: Iterator[int] = count()
    own = places._Pass.over

    def counted(self: places._Pass, text: str) -> places._Found:
        next(passes)
        return own(self, text)

    names = ("products", "cell_sources", "donors", "routes", "stages", "aetiologies")
    known = [vocabulary(name) for name in names]
    text = "Autologous marrow cells in cirrhosis, given once through the hepatic artery."
    with patch.object(places._Pass, "over", counted):
        found = {hit.code for each in known for hit in each.find(text)}
        assert {"autologous", "cirrhosis", "hepatic_artery"} <= found
        assert [each.mentions(text) for each in known] == [bool(each.find(text)) for each in known]
    assert next(passes) == 1


def test_what_is_first_looked_for_later_is_found_in_a_text_gone_through_before() -> None:
    text = "a rare word"
    first = Beginnings([Beginning("rare", 1)])
    assert first.places(text) == ((2, 1),)
    later = Beginnings([Beginning("word", 7), Beginning("or", 8, whole=False)])
    assert later.places(text) == ((7, 7), (8, 8))
    assert first.places(text) == ((2, 1),)


def test_where_nobody_looks_for_anything_nothing_is_found() -> None:
    with patch.object(places, "_all", places._All()):
        nothing = Beginnings(())
        assert nothing.places("any text") == ()
