"""The shape that most facets have: a term of a vocabulary that a study says of itself."""

import re
from collections.abc import Iterator
from functools import lru_cache

from harvest.evidence.facets.shapes.places import Piece, in_first_part
from harvest.evidence.reading.fact import Fact
from harvest.evidence.reading.passages import RecordText
from harvest.evidence.reading.vocabulary import Vocabulary, phrases, words_of
from harvest.facets import Facet

_DENIED = re.compile(r"\b(?:no|not|non|without|excluding|except|other than)\W+$", re.IGNORECASE)
_BEFORE = 20  # characters before a term in which it may be denied
YES, NO = "yes", "no"


def denied(text: str, start: int) -> bool:
    """Whether what begins there is denied: "without entecavir"."""
    return _DENIED.search(text[max(0, start - _BEFORE) : start]) is not None


def terms(record: RecordText, facet: Facet) -> tuple[Fact, ...]:
    """The terms of the facet's vocabulary in the first of its ``parts`` that has some."""
    words = words_of(facet)

    def find(piece: Piece) -> Iterator[Fact]:
        for hit in words.meant(piece.text, piece.passage.text):
            if not denied(piece.text, hit.start):
                yield piece.fact(facet, hit.code, words.label(hit.code), hit.start, hit.end)

    return in_first_part(record, facet, find)


def yes_or_no(record: RecordText, facet: Facet) -> tuple[Fact, ...]:
    """Yes by a word that says so, no by one that is denied or says no; the first that is found."""
    words = _answers(facet)

    def find(piece: Piece) -> Iterator[Fact]:
        for hit in words.find(piece.text):
            value = NO if hit.code == NO or denied(piece.text, hit.start) else YES
            yield piece.fact(facet, value, value, hit.start, hit.end)

    return in_first_part(record, facet, find)[:1]


@lru_cache
def _answers(facet: Facet) -> Vocabulary:
    return Vocabulary([phrases(facet, NO, facet.no), phrases(facet, YES, facet.yes)])
