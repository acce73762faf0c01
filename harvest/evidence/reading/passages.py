"""The texts of a trial or a paper, as the extractors read them: named fields with their words.

A field's name says where the text stands, so that a span found in it can be shown again:
``brief_title``, ``arms[1].description``, ``outcomes.primary[0].time_frame``, ``abstract``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from harvest.legible import legible

RecordKind = Literal["trial", "article"]

# Each begins with a letter of one set: that is what makes the search quick.
_SENTENCE_END = re.compile(
    r"[\s.](?:(?<=[.!?;]\s)\s*(?=[A-Z0-9(•*-])|(?<=\s)(?:(?<=\n)|(?=\s*\n))\s*|"
    r"(?<=[a-z)]\.)(?=[A-Z][a-z]))"
)
_EXCLUSION = re.compile(
    r"(?:^|\n|\.\s|\*\s?)\W*(?:key |main |general )?"
    r"(?:exclusion|exclusive|excluded|exclude)\b[^\n.:]{0,40}(?:criteri\w*|:)|"
    r"(?:^|\n)\W*(?:(?!inclusion)[\w-]+ ){1,4}exclusion criteria\b|"  # "Generic exclusion criteria"
    r"\bexclusion criteri(?:a|on)\s*(?:\([^()\n]{0,60}\)\s*)?[:：]",
    re.IGNORECASE,
)
_EXCLUDES = re.compile(r"[Ee][Xx][Cc][Ll][Uu][SsDd]")  # as in every heading


class Span(NamedTuple):
    """A stretch of one field: ``text == field_text[start:end]``."""

    field: str
    start: int
    end: int
    text: str


class Passage(NamedTuple):
    """One field with its text."""

    field: str
    text: str

    @property
    def legible(self) -> "Passage":
        """The same field in the copy for reading (``harvest.legible``)."""
        copy = legible(self.text)
        return self if copy.places is None else Passage(self.field, copy.text)

    def span(self, start: int, end: int) -> Span:
        """The stretch from start to end of this field."""
        return Span(self.field, start, end, self.text[start:end])


@dataclass(frozen=True)
class Arm:
    """An arm or an intervention: all its passages belong together (name, other names, text)."""

    role: Literal["arm", "intervention"]
    type: str
    passages: tuple[Passage, ...]

    @cached_property
    def text(self) -> str:
        """All its words in one string, to ask what it is about."""
        return "\n".join(passage.text for passage in self.passages)


@dataclass(frozen=True)
class OutcomeText:
    """One outcome: what is measured, how, and when; ``kind`` and ``position`` are its row's."""

    measure: Passage | None
    description: Passage | None
    time_frame: Passage | None
    kind: str = ""
    position: int = 0


@dataclass(frozen=True)
class RecordText:
    """What the extractors need of one record; a paper has no arms, outcomes or eligibility."""

    kind: RecordKind
    id: str
    titles: tuple[Passage, ...]
    topics: tuple[Passage, ...] = ()  # conditions, keywords
    arms: tuple[Arm, ...] = ()
    bodies: tuple[Passage, ...] = ()  # summary and description, or abstract
    outcomes: tuple[OutcomeText, ...] = ()
    eligibility: Passage | None = None
    mesh: tuple[str, ...] = field(default=())  # descriptor uis

    @cached_property
    def fields(self) -> dict[str, str]:
        """Every field's text by its name: what a span is cut out of."""
        passages = [*self.titles, *self.topics, *self.bodies]
        passages += [passage for arm in self.arms for passage in arm.passages]
        for outcome in self.outcomes:
            passages += [p for p in (outcome.measure, outcome.description, outcome.time_frame) if p]
        if self.eligibility:
            passages.append(self.eligibility)
        return {passage.field: passage.text for passage in passages}

    @cached_property
    def legible(self) -> "RecordText":
        """The record in the copies for reading; ``back`` leads from its spans to the fields."""
        if all(text.isascii() for text in self.fields.values()):
            return self

        def of(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
            return tuple(passage.legible for passage in passages)

        def one(passage: Passage | None) -> Passage | None:
            return passage and passage.legible

        return RecordText(
            self.kind,
            self.id,
            of(self.titles),
            of(self.topics),
            tuple(Arm(arm.role, arm.type, of(arm.passages)) for arm in self.arms),
            of(self.bodies),
            tuple(
                OutcomeText(
                    one(o.measure), one(o.description), one(o.time_frame), o.kind, o.position
                )
                for o in self.outcomes
            ),
            one(self.eligibility),
            self.mesh,
        )

    def back(self, span: Span) -> Span:
        """A span found in the copy for reading as the stretch of the field that it stands for."""
        text = self.fields[span.field]
        copy = legible(text)
        if copy.places is None:
            return span
        start, end = copy.back(span.start, span.end)
        return Span(span.field, start, end, text[start:end])


@lru_cache(maxsize=256)  # each facet asks
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence or line."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if text[match.start() - 1 : match.start()] == ";" and _in_brackets(text, match):
            continue
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _in_brackets(text: str, match: re.Match[str]) -> bool:
    """Whether a semicolon stands in an aside ("(score; grade B)"), where it ends no sentence."""
    before, after = text[: match.start()][-80:], text[match.end() :][:80]
    opened = before.rfind("(") > before.rfind(")")
    closing, opening = after.find(")"), after.find("(")
    return opened and closing >= 0 and (opening < 0 or closing < opening)


@lru_cache(maxsize=64)
def inclusion_end(text: str) -> int:
    """Where the exclusion criteria begin; the text's length if they have no heading."""
    word = _EXCLUDES.search(text)
    if word is None:
        return len(text)
    start = text.rfind("\n", 0, word.start()) + 1
    while start and not (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1  # a heading begins with the marks before it
    match = _EXCLUSION.search(text, start)
    return match.start() if match else len(text)
