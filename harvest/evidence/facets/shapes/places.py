"""Where a facet is looked for: the parts of a record that its description names."""

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import NamedTuple

from harvest.evidence.facets.drug.given import controls, drug_texts
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import Passage, RecordText, inclusion_end
from harvest.evidence.reading.sentences import own_sentences
from harvest.facets import Facet, Part


class Piece(NamedTuple):
    """A stretch of a field that speaks of the study itself: where it begins there, its text."""

    passage: Passage
    begin: int
    text: str

    def fact(self, facet: Facet, value: str, label: str, start: int, end: int) -> Fact:
        """A fact found at start to end of this text."""
        return Fact(
            facet.name, value, label, self.passage.span(self.begin + start, self.begin + end)
        )


def in_first_part(
    record: RecordText, facet: Facet, find: Callable[[Piece], Iterable[Fact]]
) -> tuple[Fact, ...]:
    """What ``find`` finds in the first group of the facet's ``parts`` in which it finds anything.

    Of summary or abstract first the sentences that say what this study does, then those that may.
    """
    for parts, plainly in product(facet.parts, (True, False)):
        facts = [
            fact for part in parts for piece in pieces(record, part, plainly=plainly)
            for fact in find(piece)
        ]  # fmt: skip
        if facts:
            return first_of_each(facts)
    return ()


def pieces(record: RecordText, part: Part, *, plainly: bool) -> Iterator[Piece]:
    """What of a part speaks of the study itself."""
    if part == "bodies":
        for passage in record.bodies:
            for start, _, sentence in own_sentences(passage, either=not plainly):
                yield Piece(passage, start, sentence)
    elif part == "eligibility":
        if record.eligibility:
            text = record.eligibility.text
            yield Piece(record.eligibility, 0, text[: inclusion_end(text)])
    elif part == "drugs":
        for passage, start, text in drug_texts(record, plainly=plainly):
            yield Piece(passage, start, text)
    else:
        for passage in _passages(record, part):
            yield Piece(passage, 0, passage.text)


def _passages(record: RecordText, part: Part) -> Iterator[Passage]:
    if part == "titles":
        yield from record.titles
    elif part == "topics":
        yield from record.topics
    elif part == "arms":
        for arm in record.arms:
            yield from arm.passages
    elif part == "controls":
        yield from controls(record)
    elif part == "time_frames":
        yield from (each.time_frame for each in record.outcomes if each.time_frame)
    else:
        for outcome in record.outcomes:
            yield from filter(None, (outcome.measure, outcome.description))
