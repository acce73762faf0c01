"""The text of an article as it is read: its sections, their sentences, and facts found in them."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from harvest.evidence.reading.passages import sentences
from harvest.legible import Legible, legible
from harvest.rows import FullTextSection

OWN_PARTS = ("results", "methods", "body", "abstract")
"""The kinds of sections that tell what was done, those first whose word counts most."""
_ABBREVIATED = re.compile(
    r"(?:\b(?:figs?|refs?|et al|vs|e\.g|i\.e|nos?|nrs?|dr|prof|approx|inc|ltd|st|jan|feb|mar|apr|"
    r"jun|jul|aug|sept?|oct|nov|dec|ca|resp|dept|univ|suppl|vol|eq|pp?)\.|;)\s*$",
    re.IGNORECASE,
)
_SHOWN = 400
_LONGEST = 2_000


class Found(NamedTuple):
    """Something that a section says: ``section.text[start:end]`` are the words that say it.

    ``value`` is a number of people, a date with the precision it has, the number of a trial, or
    None for a statement; ``own`` is whether a trial is the paper's own; ``sentence`` has the words.
    """

    fact: str
    value: str | None
    section: int
    start: int
    end: int
    words: str
    sentence: str
    registry: str | None = None
    own: bool | None = None


class Sentence(NamedTuple):
    """A sentence of a section in the copy for reading, and where it begins there."""

    text: str
    start: int


class Section:
    """A section with its copy for reading, whose places lead back to its text."""

    def __init__(self, row: FullTextSection) -> None:
        self.row = row
        self.foreign: frozenset[int] = frozenset()
        """Where numbers of others' trials stand in its text"""

    @property
    def kind(self) -> str:
        """What the section is."""
        return self.row.kind

    @cached_property
    def copy(self) -> Legible:
        """The copy for reading."""
        return legible(self.row.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences; an abbreviation or a semicolon ends none."""
        return tuple(Sentence(self.copy.text[a:b], a) for a, b in _joined(self.copy.text))

    @property
    def own_sentences(self) -> Iterator[Sentence]:
        """Those sentences that name no trial of others; what is longer than any is none."""
        for each in self.sentences:
            if len(each.text) > _LONGEST:
                continue
            begin, end = self.copy.back(each.start, each.start + len(each.text))
            if not any(begin <= place < end for place in self.foreign):
                yield each

    def found(
        self, fact: str, value: str | None, start: int, end: int, sentence: Sentence
    ) -> Found:
        """A fact whose words stand at these places of the copy."""
        first, last = self.copy.back(start, end)
        begin, stop = self.copy.back(sentence.start, sentence.start + len(sentence.text))
        text = self.row.text
        shown = _around(text[begin:stop], first - begin, last - begin)
        return Found(fact, value, self.row.position, first, last, text[first:last], shown)


def _joined(text: str) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for begin, end in sentences(text):
        start = begin if start is None else start
        following = text[end : end + 2]
        if _ABBREVIATED.search(text, max(start, end - 12), end) and "\n" not in following:
            continue
        yield start, end
        start = None
    if start is not None:
        yield start, len(text)


def _around(sentence: str, start: int, end: int) -> str:
    """The sentence, or as much of a long one as stands around the words."""
    if len(sentence) <= _SHOWN:
        return sentence
    room = max(0, _SHOWN - (end - start)) // 2
    first = max(0, min(start - room, len(sentence) - _SHOWN))
    last = min(len(sentence), first + _SHOWN)
    return ("…" if first else "") + sentence[first:last] + ("…" if last < len(sentence) else "")
