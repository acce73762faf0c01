"""A cue finds what its expression finds.

Relies on nothing beside the program.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest.evidence.facets import (
    cells_named,
    disease,
    dose,
    giving,
    other_treatment,
    outcome,
    product,
    quantities,
)
from harvest.evidence.facets.often import counts, intervals, times_told
from harvest.evidence.facets.sizes.people_words import OF_PEOPLE
from harvest.evidence.links import paper_kind
from harvest.evidence.reading import sentences
from harvest.evidence.reading.cues import Cue

_OWN = [
    Cue(r"\b(?:re-?)?(?:infus|inject)\w*"),
    Cue(r"\bliver|hepat|(?:co[\s-]*)?infected"),
    Cue(r"\b(?:aetiolog\w*|a?etiology|[Nn]\s?=)"),
    Cue(r"(?<![A-Za-z])NCT[\s:#]{0,3}(\d{4})(?!\d)"),
    Cue(r"\b(?:(?:twenty|thirty)(?:[- ](?:one|two)\b)?|five)\b"),
    Cue(r"\b(?P<n>\d{1,2}|two)\s+(?:times|doses)\b|^\d+\.\d|weeks?$"),
    Cue(r"(?:a{2}|b[xy]*|c\.d|x?e|\(f\)|[abc]?gg)z", re.NOFLAG),
]
_MODULES = (
    cells_named,
    giving,
    sentences,
    disease,
    dose,
    other_treatment,
    outcome,
    paper_kind,
    product,
    quantities,
    counts,
    intervals,
    times_told,
)
_CUES = [
    *_OWN,
    *(found for module in _MODULES for found in vars(module).values() if isinstance(found, Cue)),
    OF_PEOPLE,
]
_WORDS = """
    infusion re-injected reinfused liver hepatic co-infected aetiology etiology n = N=40 NCT 1234
    NCT:12345 twenty-one thirty five aaz bxyz c.dz ez (f)z bggz previously has been shown in vitro
    rats will the study trial was receiving to evaluate randomised patients cells MSCs BM-MSC
    cell/kg marrow sham placebo i.v harvested apheresis leukemia cells x 3 10 2.5 two three times
    doses daily weekly every each month weeks days 1-time single infusions twice for rituximab G-CSF
    hepatic vein via 6 million apart later q2w q4 D0 mice in-vitro secondary analysis of data phase
    II study results: we found p < 95% CI patients were enrolled expanded may be excluded at risk of
"""
_PIECES = [*_WORDS.split(), *" -.;/(", "\n", "é", "–", "_"]


def _spans(found: object) -> list[tuple[int, int]]:
    assert hasattr(found, "__iter__")
    return [match.span() for match in found]


@given(
    st.sampled_from(_CUES),
    st.lists(st.sampled_from(_PIECES), max_size=20).map("".join),
    st.integers(0, 30),
    st.integers(0, 120),
)
def test_a_cue_finds_what_a_search_of_the_whole_text_finds(
    cue: Cue, text: str, start: int, end: int
) -> None:
    plain = re.compile(cue.pattern, cue.flags)
    assert _spans(cue.finditer(text)) == _spans(plain.finditer(text))
    assert _spans(cue.finditer(text, start, end)) == _spans(plain.finditer(text, start, end))
    first, its = cue.search(text, start, end), plain.search(text, start, end)
    assert (first and first.span()) == (its and its.span())


@pytest.mark.parametrize("text", ["infused", "Re-Infusion", "x hepatitis", "N=4", "thirty-two"])
def test_a_cue_is_met_in_a_text_of_its_own(text: str) -> None:
    assert any(cue.search(text) for cue in _OWN)


@pytest.mark.parametrize(
    "pattern", [r"\W+ cells", r"[^\d]9", r"cells|\w+", r"(?:a|b)?.", r"^$", r"[^a]b"]
)
def test_a_pattern_that_may_begin_with_anything_is_no_cue(pattern: str) -> None:
    with pytest.raises(ValueError, match="begins with no letters"):
        Cue(pattern)
