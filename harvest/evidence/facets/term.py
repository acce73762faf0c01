"""The shape that most facets have: a term of a vocabulary that a study says of itself."""

import re
from collections.abc import Iterator
from itertools import product

from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import Passage, RecordText, inclusion_end
from harvest.evidence.reading.sentences import own_sentences
from harvest.evidence.reading.vocabulary import words_of
from harvest.facets import Facet, Part

_DENIED = re.compile(r"\b(?:no|not|non|without|excluding|except|other than)\W+$", re.IGNORECASE)
_BEFORE = 20  # characters before a term in which it may be denied


def terms(record: RecordText, facet: Facet) -> tuple[Fact, ...]:
    """The terms of the facet's vocabulary in the first of its ``parts`` that has some.

    Of summary or abstract first the sentences that say what this study does, then those that may.
    """
    words = words_of(facet)
    for parts, plainly in product(facet.parts, (True, False)):
        facts = [
            Fact(facet.name, hit.code, words.label(hit.code), passage.span(start, start + length))
            for part in parts
            for passage, begin, text in _stretches(record, part, plainly=plainly)
            for hit in words.meant(text, passage.text)
            if not _DENIED.search(text[max(0, hit.start - _BEFORE) : hit.start])
            for start, length in [(begin + hit.start, hit.end - hit.start)]
        ]
        if facts:
            return first_of_each(facts)
    return ()


def _stretches(
    record: RecordText, part: Part, *, plainly: bool
) -> Iterator[tuple[Passage, int, str]]:
    """What of a part speaks of the study itself: the passage, where it begins there, its text."""
    if part == "bodies":
        for passage in record.bodies:
            for start, _, sentence in own_sentences(passage, either=not plainly):
                yield passage, start, sentence
    elif part == "eligibility":
        if record.eligibility:
            text = record.eligibility.text
            yield record.eligibility, 0, text[: inclusion_end(text)]
    else:
        for passage in _passages(record, part):
            yield passage, 0, passage.text


def _passages(record: RecordText, part: Part) -> Iterator[Passage]:
    if part == "titles":
        yield from record.titles
    elif part == "topics":
        yield from record.topics
    elif part == "arms":
        for arm in record.arms:
            yield from arm.passages
    else:
        for outcome in record.outcomes:
            yield from filter(None, (outcome.measure, outcome.description))
