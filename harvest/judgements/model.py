"""Judgements as the evidence takes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Literal

Kinship = Literal["same", "extension", "parent", "different"]
Relation = Literal["same", "member", "apart"]


@dataclass(frozen=True, slots=True)
class Correction:
    """Facet ``facet`` of a record is ``value``, whatever its text says; empty: not stated."""

    facet: str
    value: str
    label: str
    reason: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reviewer's word on whether a paper reports a trial."""

    yes: bool
    who: str
    when: str
    note: str


@dataclass(frozen=True, slots=True)
class StudyVerdict:
    """A reviewer's word on what the second of two registrations is to the first.

    ``same``: one study; ``extension`` or ``parent``: of it; ``different``: another study.
    """

    word: Kinship
    who: str
    when: str
    note: str

    @property
    def turned(self) -> "StudyVerdict":
        """The same, told from the other side."""
        return replace(self, word=TURNED.get(self.word, self.word))


@dataclass(frozen=True, slots=True)
class SponsorLine:
    """What the name of a sponsor is to ``sponsor``, as it is written.

    ``same``: another spelling of it; ``member``: an organisation that belongs to it; ``apart``:
    nobody's, whatever rules and other lines say, and ``sponsor`` is empty.
    """

    relation: Relation
    sponsor: str
    reason: str
    who: str
    when: str


TURNED: Mapping[str, Kinship] = {"extension": "parent", "parent": "extension"}
"""What a relation is, told from the other side; others are the same from both."""


def mirrored(pair: tuple[str, str], given: StudyVerdict) -> tuple[tuple[str, str], StudyVerdict]:
    """The verdict on a pair, told so that the pair is in the order of its spelling."""
    first, second = pair
    return (pair, given) if first < second else ((second, first), given.turned)


@dataclass(frozen=True)
class Judgements:
    """All that persons decided of a topic.

    ``verdicts`` by trial and paper, ``corrections`` by kind (``trial``, ``article``) and record,
    ``studies`` by two registrations in the order of their spelling, ``sponsors`` by the name that
    a line is about.
    """

    verdicts: Mapping[tuple[str, str], Verdict] = field(default_factory=dict)
    corrections: Mapping[tuple[str, str], tuple[Correction, ...]] = field(default_factory=dict)
    studies: Mapping[tuple[str, str], StudyVerdict] = field(default_factory=dict)
    sponsors: Mapping[str, SponsorLine] = field(default_factory=dict)

    @property
    def counts(self) -> str:
        """How many there are, in words."""
        fixes = sum(map(len, self.corrections.values()))
        told = [counted(len(self.verdicts), "verdict"), counted(fixes, "correction")]
        if self.studies:
            told.append(f"{counted(len(self.studies), 'verdict')} on studies")
        if self.sponsors:
            told.append(f"{counted(len(self.sponsors), 'line')} on sponsors")
        return ", ".join(told)

    @property
    def digest(self) -> str:
        """The same text, the same judgements; their order does not count."""
        says = (
            sorted(self.verdicts.items(), key=_key),
            sorted(self.corrections.items(), key=_key),
            sorted(self.studies.items(), key=_key),
            *([sorted(self.sponsors.items())] if self.sponsors else []),
        )
        return sha256(repr(says).encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def of_today(self, numbers: Mapping[tuple[str, str], str]) -> "Judgements":
        """The same, where a record has another number by now: ``numbers`` by kind and number."""
        verdicts = {
            (numbers.get(("trial", trial), trial), numbers.get(("article", paper), paper)): given
            for (trial, paper), given in self.verdicts.items()
        }
        corrections: dict[tuple[str, str], tuple[Correction, ...]] = {}
        for (kind, number), given in self.corrections.items():
            key = (kind, numbers.get((kind, number), number))
            corrections[key] = tuple(dict.fromkeys((*corrections.get(key, ()), *given)))
        pairs = (
            mirrored((numbers.get(("trial", one), one), numbers.get(("trial", two), two)), given)
            for (one, two), given in self.studies.items()
        )
        studies = {pair: given for pair, given in pairs if pair[0] != pair[1]}
        return Judgements(verdicts, corrections, studies, self.sponsors)


def counted(number: int, thing: str) -> str:
    """A number of things, in words."""
    return f"{number:,} {thing}{'s' * (number != 1)}"


def _key(item: tuple[tuple[str, str], object]) -> tuple[str, str]:
    return item[0]
