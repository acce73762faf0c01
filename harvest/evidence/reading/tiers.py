"""Where a study says what it gives: its sentences, in tiers by how much they tell of it."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from harvest.evidence.reading.cues import Cue
from harvest.evidence.reading.fact import Fact
from harvest.evidence.reading.passages import Arm, Passage, RecordText, sentences
from harvest.evidence.reading.sentences import (
    cell_arms,
    names_cells,
    own_names,
    own_sentences,
)

_AGAIN = re.compile(  # "This procedure will be repeated 9 times", after a sentence about the cells
    r"^\W*(?:(?:this|the|these|each|all) (?:\w+ )?)?(?:procedure|treatment|infusion|injection|dose|"
    r"administration|therapy|transplantation)s?\b.*\b(?:repeated|given|administered|performed|"
    r"delivered)\b",
    re.IGNORECASE | re.DOTALL,
)
_GIVES = Cue(r"\b(?:infusions?|injections?|doses?|administrations?|transplantations?)\b")


class Stretch(NamedTuple):
    """A part of a field that may hold facts of the study itself."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.passage.text[self.start : self.end]

    def fact(self, facet: str, value: str, label: str, start: int, end: int) -> Fact:
        """A fact found at start to end of this stretch."""
        return Fact(facet, value, label, self.passage.span(self.start + start, self.start + end))


class Told:
    """Where a study says what it gives, in tiers: the first tier that answers is believed.

    First titles, interventions and arms; then what summary or abstract say of this study; then what
    they say without saying of whom; then topics, which name a thing without saying it was given.
    """

    def __init__(self, record: RecordText) -> None:
        self.record = record
        self._made: list[list[Stretch]] = []

    def tiers(self, limit: int = 4) -> Iterator[list[Stretch]]:
        """The tiers, each made when it is first asked for."""
        makers = (self._given, self._own, self._either, self._topics)
        for number, make in enumerate(makers[:limit]):
            if number == len(self._made):
                self._made.append(make())
            yield self._made[number]

    def _given(self) -> list[Stretch]:
        arms = [passage for arm in cell_arms(self.record) for passage in arm.passages]
        return [
            Stretch(passage, start, end)
            for passage in (*self.record.titles, *arms)
            for start, end in sentences(passage.text)
        ]

    def _own(self) -> list[Stretch]:
        return self._sentences(either=False)

    def _either(self) -> list[Stretch]:
        return self._sentences(either=True)

    def _sentences(self, *, either: bool) -> list[Stretch]:
        names = own_names(self.record)
        found = []
        for passage in self.record.bodies:
            ended = -1  # where a sentence about the cells ended, if it is the one before
            for start, end, sentence in own_sentences(passage, either=either):
                about = names_cells(sentence) or (names and names.search(sentence))
                if about or (0 <= start - ended < 3 and _AGAIN.search(sentence)):
                    found.append(Stretch(passage, start, end))
                if about:
                    ended = end
        return found

    @cached_property
    def unnamed(self) -> list[Stretch]:
        """Where a trial that gives cells alone tells of giving, and does not name them again.

        "The total number of infusions will be 12", "we use two injections".
        """
        given = [arm for arm in self.record.arms if arm.role == "intervention"]
        if not given or any(arm not in self._cells for arm in given):
            return []
        return [
            Stretch(passage, start, end)
            for passage in self.record.bodies
            for start, end, sentence in own_sentences(passage, either=True)
            if _GIVES.search(sentence) and not names_cells(sentence)
        ]

    @cached_property
    def _cells(self) -> list[Arm]:
        return [arm for arm in cell_arms(self.record) if names_cells(arm.text)]

    def _topics(self) -> list[Stretch]:
        return [Stretch(passage, 0, len(passage.text)) for passage in self.record.topics]
