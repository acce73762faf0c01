"""The flow as data: numbers made of their records, in the arms that PRISMA draws."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Method = Literal["database", "register", "other"]


@dataclass(frozen=True, slots=True)
class Finding:
    """That a record was found somewhere: by a search of a source, in a file, by citation.

    ``place`` is the source as readers know it, ``by`` the search or file, ``on`` the day or time
    when it was first found there. A record that is found twice has two findings.
    """

    record: str
    place: str
    method: Method
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Row:
    """One record behind a number; ``detail`` is what found it, or why it is there."""

    record: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the flow: its code in addresses, its words, and its records, as many as it is."""

    code: str
    words: str
    rows: tuple[Row, ...] = ()

    @property
    def n(self) -> int:
        """The number."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Arm:
    """What became of the records that were found one way."""

    identified: tuple[Number, ...]
    """By place: databases first, then registers"""
    removed: tuple[Number, ...]
    """Before anybody decided, by cause"""
    screened: Number
    excluded: Number
    """By title and abstract"""
    undecided: Number
    sought: Number
    not_retrieved: Number
    unassessed: Number
    """Sought, and not decided at full text yet"""
    assessed: Number
    reasons: tuple[Number, ...]
    """Reports excluded at full text, by reason"""

    def numbers(self) -> Iterator[Number]:
        """All of them, in the order of the drawing."""
        yield from self.identified
        yield from self.removed
        yield from (self.screened, self.excluded, self.undecided, self.sought)
        yield from (self.not_retrieved, self.unassessed, self.assessed)
        yield from self.reasons


@dataclass(frozen=True, slots=True)
class Included:
    """Studies, and reports of them: papers and records of registries."""

    studies: Number
    reports: Number
    further: Number | None = None
    """In an update: new reports of studies that were included before"""

    def numbers(self) -> Iterator[Number]:
        """All of them, in the order of the drawing."""
        yield from (self.studies, self.reports)
        if self.further is not None:
            yield self.further


@dataclass(frozen=True, slots=True)
class Flow:
    """The flow of a review, or of its update since a day."""

    title: str
    since: str | None
    searches: Arm
    """Databases and registers"""
    others: Arm
    """Other methods: citation searching"""
    new: Included
    previous: Included | None = None
    total: Included | None = None
    notes: tuple[str, ...] = field(default=())

    def numbers(self) -> Iterator[Number]:
        """Every number, in the order of the drawing."""
        if self.previous is not None:
            yield from self.previous.numbers()
        yield from self.searches.numbers()
        yield from self.others.numbers()
        yield from self.new.numbers()
        if self.total is not None:
            yield from self.total.numbers()

    def number(self, code: str) -> Number | None:
        """The number of that code."""
        return next((each for each in self.numbers() if each.code == code), None)
