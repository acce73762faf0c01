"""What a paper is to a trial, decided from everything that ties them, and why.

A registry's RESULT or DERIVED label is evidence, not truth: about half of such papers are the main
publication; the others are protocols, secondary analyses, reviews or earlier work.
"""

from dataclasses import dataclass
from typing import Literal

from harvest.evidence.links.months import Months, too_early
from harvest.evidence.links.paper_kind import Role
from harvest.evidence.links.rules import Rule, Stated
from harvest.judgements.model import Verdict

Relation = Stated | Literal["candidate"]

_OF_NO_TRIAL: dict[Role, str] = {
    "review": "a review",
    "comment": "a comment",
    "preclinical": "a preclinical study",
}
"""Kinds of papers that report no trial of their own, as they are told."""

MANY = 4  # a paper that calls so many trials its own reports none of them alone


@dataclass(frozen=True, slots=True)
class Tie:
    """All that is known of one trial and one paper; without a verdict, some rule ties them."""

    rules: frozenset[Rule]
    registers: bool  # somewhere the number is called the paper's own
    role: Role
    role_evidence: str
    trials_named: int
    start: Months | None
    published: Months | None
    chance: float  # that the paper reports the trial, by words and people alone
    threshold: float
    verdict: Verdict | None
    shared: tuple[str, ...] = ()
    """Other trials that have the only number by which the paper names this one"""
    picked: bool = False
    """Whether a second sign picks this one among them"""


def decide(tie: Tie) -> tuple[Relation, str]:
    """The relation and the reason for it, in words.

    A number that several records have proves a protocol, not which of its records is reported.
    """
    relation, basis = _decide(tie)
    if not tie.shared or tie.verdict is not None:
        return relation, basis
    others = f"this number is shared with {', '.join(tie.shared)}"
    if tie.picked or relation in {"mention", "background"}:
        return relation, f"{basis}; {others}"
    return "mention", f"names a number shared by {len(tie.shared) + 1} trials; {others}"


def _decide(tie: Tie) -> tuple[Relation, str]:
    if tie.verdict is not None:
        who = f"{tie.verdict.who} {tie.verdict.when}".strip() or "a reviewer"
        if tie.verdict.yes:
            return "results", f"verdict: reports the trial ({who})"
        return "mention", f"verdict: does not report the trial ({who})"
    if tie.role == "notice":
        return "mention", f"a notice about another paper ({tie.role_evidence})"
    by_strength = sorted(tie.rules, key=lambda rule: rule.order)
    naming = next((rule for rule in by_strength if rule.names), None)
    strongest = next((rule for rule in by_strength if not rule.names), None)
    if strongest and strongest.relation == "results":
        return _listed_as_result(tie, strongest.phrase, naming)
    if naming:
        return _names_the_trial(tie, naming)
    return _only_referred_to(tie, by_strength[0])


def _early(tie: Tie) -> bool:
    return too_early(tie.start, tie.published)


def _when(tie: Tie) -> str:
    """Of a tie that is early."""
    before = tie.start and tie.published and tie.published.last < tie.start.first
    than = "before the trial started" if before else "too soon after the trial started"
    return f"published in {tie.published}, {than} ({tie.start})"


def _listed_as_result(tie: Tie, label: str, naming: Rule | None) -> tuple[Relation, str]:
    if tie.role == "protocol":
        return "protocol", f"{label}, but it is a protocol ({tie.role_evidence})"
    if kind := _OF_NO_TRIAL.get(tie.role):
        return "background", f"{label}, but it is {kind} ({tie.role_evidence})"
    if _early(tie):
        return (
            "background",
            f"{label}, but it was {_when(tie)}",
        )
    if tie.role == "secondary":
        return "derived", f"{label}; a secondary analysis ({tie.role_evidence})"
    if naming:
        return "results", f"{label}, and the paper {naming.phrase}"
    return "results", label


def _names_the_trial(tie: Tie, rule: Rule) -> tuple[Relation, str]:
    names = rule.phrase
    if tie.role == "protocol":
        return "protocol", f"{names}; a protocol ({tie.role_evidence})"
    if kind := _OF_NO_TRIAL.get(tie.role):
        return "mention", f"{names}, but is {kind} ({tie.role_evidence})"
    if not tie.registers:
        return "mention", f"{names}, but not as its own"
    if tie.trials_named >= MANY:
        if tie.role == "secondary":
            return "derived", f"{names}, one of {tie.trials_named}; {tie.role_evidence}"
        return "mention", f"names {tie.trials_named} trials"
    if rule.relation != "results":
        return rule.relation, f"{names} as its own"
    if _early(tie):
        return "mention", _when(tie)
    if tie.role == "secondary":
        return "derived", f"{names}; a secondary analysis ({tie.role_evidence})"
    if tie.role == "results":
        return "results", f"{names} as its own and reports on participants ({tie.role_evidence})"
    if tie.chance >= tie.threshold:
        return "results", f"{names} as its own; words and people agree"
    return "derived", f"{names} as its own; publication type unclear"


def _only_referred_to(tie: Tie, rule: Rule) -> tuple[Relation, str]:
    if rule.relation != "background":
        return rule.relation, rule.phrase
    fits = tie.chance >= tie.threshold and tie.role in {"results", "other"} and not _early(tie)
    if fits and tie.start and tie.published:
        return "results", f"{rule.phrase}, but words, people and dates are the trial's own"
    return "background", rule.phrase
