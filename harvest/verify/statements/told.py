"""What statements are read from and held against: a sentence, and the trial that it is about."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from harvest.dates import PartialDate, parse
from harvest.verify.base import Base, Record
from harvest.verify.finding import Proof, StatementVerdict

NEGATED = re.compile(
    r"(?:\bnot|\bnever|\bno longer|n['’]t|\bwithout|\bneither|\bnor)(?:\s+\w+){0,2}\s*$",
    re.IGNORECASE,
)
OF_TRIAL = (
    r"(?:\s+(?:of|for|in)\s+(?:(?:the|this)\s+)?(?:(?:trial|study)\s*)?\(?N{4,}\)?|"
    r"\s+(?:of|for|in) (?:the|this) (?:trial|study))?"
)
"""Words that say of which trial; its number is blanked as NNNN where statements are read."""
ELSEWHERE = re.compile(
    r"\b(?:previous|earlier|prior|other|another|similar|recent|compared (?:with|to)|"
    r"most|many|several|following|planned follow-up|subsequent|next|"
    r"(?:would|could|might) (?:not )?have|had we|if we|"
    r"confus\w+ with|mixed up with)\b(?:\s+[\w-]+){0,3}\s*$",
    re.IGNORECASE,
)
"""What stands before words that are of another study"""
_FOREIGN = re.compile(
    r"\b(?:as|than|unlike|like|versus|vs\.?|compared|contrast|based on|after|following|from|in|by|"
    r"similar|alongside|and|but|of)\s+(?:(?:in|with|to|that of)\s+)?(?:an?|the|another|one|its|our|"
    r"their)\s+(?!(?:present|current|same|whole|main|entire|overall|registered|latter|phase|"
    r"randomi[sz]ed|controlled|double|open|this)\b)(?:(?!N{4})[\w-]+\s+){1,4}"
    r"(?:study|trial|series|programme?|cohort|review|survey|experience)\b"
    r"(?!\s*(?:,\s*)?\(?[^().;]{0,40}N{4})(?:(?!N{4})[^,;:.])*\Z",
    re.IGNORECASE,
)
"""A study that is named without a number, and what is said of it up to the next comma"""
_SOME_STUDY = re.compile(
    r"(?<!\bis )(?<!\bwas )(?<!\bare )(?<!\bbe )(?<!\bas )(?<![,(:–—-] )(?<![,(:–—-])"
    r"\b(?:an?|another|one)\s+(?:(?!N{4})[\w-]+\s+){0,4}(?:study|trial|series|programme?|cohort)\b"
    r"(?:(?!N{4})[^,;:.])*\Z",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"(?P<whose>[^,;:.]{2,80}),\s+(?P<how>which|who|whose|where|an?|the)\b(?:(?!N{4})[^;.])*\Z",
    re.IGNORECASE,
)
_ITSELF = re.compile(r"N{4}|~{4}|\b(?:this|that|the) (?:trial|study)\b|\bit\b", re.IGNORECASE)
_ACRONYM = re.compile(r"(?<![\w-])(?!N{4})[A-Za-z]*[A-Z][\w-]*[A-Z0-9][\w-]*\Z")
_NUMBER_SOON = re.compile(r"[^.;]{0,80}N{4}")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence or clause about one trial: ``text`` begins at ``start`` of its entry."""

    text: str
    start: int


class Judged(NamedTuple):
    """What is said of a statement: ``said.text[start:end]``."""

    about: str
    start: int
    end: int
    verdict: StatementVerdict
    because: str
    proofs: tuple[Proof, ...] = ()


class Outcome(NamedTuple):
    """A registered outcome."""

    kind: str
    measure: str
    description: str
    time_frame: str
    position: int

    @property
    def text(self) -> str:
        """All its words."""
        return f"{self.measure} {self.description} {self.time_frame}"


@dataclass(frozen=True)
class Trial:
    """A held trial with what texts state of trials."""

    record: Record
    base: Base

    def __getitem__(self, column: str) -> object:
        return self.record.row[column]

    def proof(self, field: str, words: object = None) -> Proof:
        """What its record says in a field."""
        return self.record.proof(field, self[field] if words is None else words)

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Its outcomes, in the order of the record."""
        return tuple(Outcome(*row) for row in self.base.rows("outcomes", id=self.record.id))

    @cached_property
    def sponsors(self) -> tuple[tuple[str, str], ...]:
        """(role, name), the lead first."""
        return tuple((row[0], row[1]) for row in self.base.rows("sponsors", id=self.record.id))

    @cached_property
    def sites(self) -> tuple[tuple[str, str, str], ...]:
        """(country, city, facility) of each site."""
        rows = self.base.rows("places", id=self.record.id)
        return tuple((r[1] or "", r[2] or "", r[3] or "") for r in rows if r[0] == "site")

    @cached_property
    def removed_countries(self) -> tuple[str, ...]:
        """Countries taken out of its record."""
        rows = self.base.rows("places", id=self.record.id)
        return tuple(row[1] for row in rows if row[0] == "removed")

    def before(self, field: str, value: str) -> str:
        """When a field had a value that it has no more, as ``; it was so until 2026-03-01``."""
        for old, _, day in self.base.rows("before", id=self.record.id, field=field):
            if str(old) == value:
                return f"; it was so until {day}"
        return ""

    def date(self, column: str) -> PartialDate | None:
        """A date of the record, as precise as it is."""
        text = self[column]
        return parse(str(text)) if text else None


def elsewhere(text: str, start: int) -> bool:
    """Whether what begins there is said of another study."""
    return ELSEWHERE.search(text, max(0, start - 60), start) is not None or foreign(text, start)


def foreign(text: str, start: int) -> bool:
    """Whether a study without a number is named just before, as in "than the German study of"."""
    before = text[max(0, start - 120) : start]
    soon = _NUMBER_SOON.match(text, start) is not None
    if _FOREIGN.search(before) or (not soon and _SOME_STUDY.search(before)):
        return True
    which = _WHICH.search(before)
    if which is None or soon:
        return False
    if _ACRONYM.search(which["whose"]):
        return True
    clause = which["how"].lower() in ("which", "who", "whose", "where")
    return clause and _ITSELF.search(which["whose"]) is None


def negated(text: str, start: int) -> bool:
    """Whether what begins there is denied."""
    return NEGATED.search(text, max(0, start - 30), start) is not None
