"""What is said of each number and each statement, in words that mean one thing each."""

from dataclasses import dataclass, field
from typing import Literal

NumberVerdict = Literal[
    "same record",
    "found",
    "another record",
    "named, not found",
    "unknown",
    "malformed",
    "ambiguous",
]
StatementVerdict = Literal["agrees", "contradicts", "not in the record", "can't be compared"]
Verdict = NumberVerdict | StatementVerdict

MEANING: dict[Verdict, str] = {
    "same record": "in the database, and the title, year and authors given are those of the record",
    "found": "in the database; nothing else was given to compare",
    "another record": "in the database, but the title given is that of another record",
    "named, not found": "not in the database, but a record in it names this number",
    "unknown": "not in the database, nor named by a record in it; it may exist all the same",
    "malformed": "not a valid number of its registry",
    "ambiguous": "could be a number of several kinds; write which one it is",
    "agrees": "the record says the same",
    "contradicts": "the record says something else",
    "not in the record": "the record does not say this",
    "can't be compared": "could not be compared with the record",
}
"""Each verdict and what it means."""
WRONG: frozenset[Verdict] = frozenset(
    {"another record", "unknown", "malformed", "contradicts", "not in the record"}
)
"""Verdicts after which not all agrees; the others accuse nobody."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a record says: its field, the words there, and where they are found.

    ``source`` is the registry or PubMed, ``version`` the record's own number of its state.
    """

    record: str
    field: str
    words: str
    source: str
    version: int
    url: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One number or statement of what was given: ``entry[start:end] == said``."""

    place: str
    start: int
    end: int
    said: str
    about: str
    """``number``, or what the statement is of: ``status``, ``size``, ``outcome`` …"""
    verdict: Verdict
    because: str
    record: str = ""
    """The key of the held record that it is about"""
    title: str = ""
    path: str = ""
    """The record's page on the site"""
    warnings: tuple[str, ...] = ()
    """What a reader should know before all: retracted, removed, a former number, listed twice"""
    alarming: bool = False
    """Whether a warning is one after which not all agrees, though the number is right"""
    proofs: tuple[Proof, ...] = field(default=())

    @property
    def wrong(self) -> bool:
        """Whether it is one to look at: something contradicts or is unknown."""
        return self.verdict in WRONG or self.alarming
