"""The copy of a text for reading: the same words set differently read alike, and lead back.

Relies on nothing beside the program.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest.evidence.reading.passages import Passage, RecordText
from harvest.identifiers import find
from harvest.legible import legible, plain
from tests.helpers.bases.facet_records import facets

TITLE = (
    "Transplantation of hUC-MSCs and BM-MSCs in acute-on-chronic liver failure: a Child-Pugh study"
)
ABSTRACT = (
    "Umbilical cord-derived mesenchymal stem cells were given to patients with HBV-related "
    "decompensated cirrhosis at 5x10^5-1x10^6 cells/kg; MELD-Na was measured. "
    "Registration: ChiCTR-TRC-12002345, EudraCT 2009-011782-38, NCT97050001."
)


@pytest.mark.parametrize("dash", list("‐‑‒–—―−﹘﹣－⸺"))
def test_every_dash_reads_as_a_hyphen(dash: str) -> None:
    assert legible(f"BM{dash}MSC").text == "BM-MSC"


@pytest.mark.parametrize(
    ("set_as", "reads_as"),
    [
        ("10\u2009ml", "10 ml"),
        ("10\u3000ml", "10 ml"),
        ("ﬁbrosis", "fibrosis"),
        ("eﬀect and ﬂow", "effect and flow"),
        ("ＮＣＴ０１", "NCT01"),
        ("phase Ⅱ", "phase II"),
        ("hepa\u200btic", "hepatic"),
        ("hepa\u2060tic", "hepatic"),
        ("hepa\ufefftic", "hepatic"),
        ("hepa\u00adtic", "hepatic"),
        ("hepa\u200ctic", "hepatic"),
        ("hepa\u034ftic", "hepatic"),
        ("10\u2028ml", "10 ml"),
        ("10\x85ml", "10 ml"),
        ("10⁶ ± 2 µg, ½, α", "10⁶ ± 2 µg, ½, α"),
    ],
)
def test_blanks_ligatures_and_what_has_no_width_read_as_they_look(
    set_as: str, reads_as: str
) -> None:
    assert legible(set_as).text == reads_as


@given(st.text(alphabet="aﬁ‑\u200b－ b1", max_size=20), st.data())
def test_every_place_leads_back_to_what_it_was_read_from(text: str, data: st.DataObject) -> None:
    copy = legible(text)
    start = data.draw(st.integers(0, len(copy.text)))
    end = data.draw(st.integers(start, len(copy.text)))
    first, last = copy.back(start, end)
    assert 0 <= first <= last <= len(text)
    assert copy.text[start:end] in legible(text[first:last]).text


def _record(title: str, abstract: str) -> RecordText:
    return RecordText(
        "article", "1", titles=(Passage("title", title),), bodies=(Passage("abstract", abstract),)
    )


@pytest.mark.parametrize("dash", ["\u2011", "\u2013", "\u2212", "\u2010"])
def test_a_paper_set_with_other_dashes_has_the_same_facets_and_its_own_words(dash: str) -> None:
    usual = facets(_record(TITLE, ABSTRACT))
    record = _record(TITLE.replace("-", dash), ABSTRACT.replace("-", dash))
    other = facets(record)
    assert [(f.facet, f.value) for f in other] == [(f.facet, f.value) for f in usual]
    assert ("dose", "5e5–1e6 cells/kg") in [(f.facet, f.value) for f in usual]
    for fact in other:
        text = record.fields[fact.span.field]
        assert text[fact.span.start : fact.span.end] == fact.span.text
    assert any(dash in fact.span.text for fact in other)


@pytest.mark.parametrize("dash", ["\u2011", "\u2013", "\u2212", "\u2010"])
def test_numbers_are_found_behind_any_dash(dash: str) -> None:
    text = ABSTRACT.replace("-", dash)
    found = find(text, "trial")
    assert [each.id for each in found] == ["ChiCTR-TRC-12002345", "2009-011782-38", "NCT97050001"]
    assert [text[each.start : each.end] for each in found] == [each.spelling for each in found]


def test_two_texts_compare_by_how_they_read() -> None:
    assert plain("BM‑MSC\u2009 in  cirrhosis ") == "BM-MSC in cirrhosis"
