"""Numbers, titles and statements of a text or a list of references, held against what is published.

No model of language is asked and nothing is guessed: a number is that of a record or it is not, a
statement agrees with the record, contradicts it, or is not in it. What can't be told is said so.
"""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from harvest.verify.base import Base
from harvest.verify.document import Document, of_bytes, of_text, read
from harvest.verify.finding import MEANING, WRONG, Finding, Proof
from harvest.verify.naming import named
from harvest.verify.numbers import Numbers
from harvest.verify.statements import statements

__all__ = [
    "MEANING",
    "WRONG",
    "Finding",
    "Proof",
    "Verified",
    "of_bytes",
    "of_text",
    "read",
    "verify",
]

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Verified:
    """What is said of a document: its findings in reading order, and which publication says so."""

    name: str
    kind: str
    as_of: str
    generation: int
    entries: int
    findings: tuple[Finding, ...]
    left: int = 0
    """Entries at the end that were not compared, for want of time"""
    abstracts: int = 0
    """References whose abstract was not compared: it says what its paper found"""

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """Those to look at: something contradicts or is unknown."""
        return tuple(each for each in self.findings if each.wrong)

    @property
    def counts(self) -> dict[str, int]:
        """How many have each verdict, in the order of their meaning; none that nobody has."""
        verdicts = [each.verdict for each in self.findings]
        return {verdict: verdicts.count(verdict) for verdict in MEANING if verdict in verdicts}


def verify(
    connection: sqlite3.Connection,
    document: Document,
    is_over: Callable[[], bool] = lambda: False,
) -> Verified:
    """Hold a document against the public file behind ``connection``, until ``is_over``."""
    base = Base(connection)
    numbers = Numbers(base)
    found: list[Finding] = []
    left = len(document.entries)
    for entry in document.entries:
        if is_over():
            break
        left -= 1
        if not _DIGIT.search(entry.text):
            continue  # it names nothing
        there = named(entry.text)
        own = [*numbers.of(entry, there), *statements(entry, there, base)]
        found += sorted(own, key=lambda each: (each.start, each.about != "number", each.end))
    row = connection.execute("SELECT generation FROM publication").fetchone()
    return Verified(
        document.name, document.kind, base.as_of, int(row[0]), len(document.entries), tuple(found),
        left, sum(entry.abstract for entry in document.entries),
    )  # fmt: skip
