"""Statements of a trial's status and phase."""

import re
from collections.abc import Iterator
from functools import cache

from harvest.paths import DB
from harvest.verify.statements.told import Judged, Said, Trial, elsewhere, negated
from harvest.vocabularies import entries

_OPEN = frozenset({"RECRUITING", "ENROLLING_BY_INVITATION"})
_UNDER_WAY = _OPEN | {"NOT_YET_RECRUITING", "ACTIVE_NOT_RECRUITING", "SUSPENDED"}
_CLOSED = frozenset({"ACTIVE_NOT_RECRUITING", "COMPLETED", "TERMINATED", "WITHDRAWN", "SUSPENDED"})
_STOPPED = frozenset({"TERMINATED", "WITHDRAWN", "SUSPENDED"})

_PHRASES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"NOT_YET_RECRUITING"}),
     r"not (?:yet|currently) (?:open(?:ed)?(?: for| to)? )?(?:recruit\w*|enrol\w*)|"
     r"yet to (?:start |begin |open )?(?:recruit\w*|enrol\w*)|"
     r"(?:has|have) not (?:yet )?(?:started|begun|opened) (?:recruit\w*|enrol\w*)|"
     r"(?:recruitment|enrol+ment|accrual) (?:has|had) not (?:yet )?(?:started|begun|opened)"),
    (frozenset({"ACTIVE_NOT_RECRUITING"}),
     r"active,? (?:but )?(?:not|no longer) (?:recruit\w*|enrol\w*)"),
    (_CLOSED, r"(?:no longer|not) (?:recruiting|enrol+ing)|closed to (?:recruitment|enrol+ment|"
        r"accrual)|"
              r"(?:recruitment|enrol+ment|accrual) (?:has|is|was) (?:been )?(?:closed|ended|"
              r"completed?|finished)(?!\s+(?:in|at)\s+(?-i:[A-Z]))"),
    (frozenset({"ENROLLING_BY_INVITATION"}), r"enrol+ing by invitation"),
    (_OPEN, r"(?:(?:looking for|seeking) (?:patients|participants|volunteers|men|women)|"
            r"open (?:for|to) (?:recruitment|enrol+ment|accrual)|"
            r"recruitment is (?:still |currently )?(?:ongoing|open|under ?way)|"
            r"(?:is|are|was|were|remains?|status[: ]+(?:is )?|currently|still|now|actively|an?) ?"
            r"(?:still |currently |now |actively |presently )*"
            r"(?:recruiting|enrol+ing)(?! by invitation)\b)"),
    (frozenset({"SUSPENDED"}), r"suspended"),
    (frozenset({"WITHDRAWN"}), r"withdrawn"),
    (frozenset({"TERMINATED"}),
     r"terminated(?: early| prematurely)?|(?:stopped|halted|ended|closed) (?:early|prematurely)|"
     r"(?:early|premature) termination"),
    (_STOPPED, r"(?:was|has been|is) (?:stopped|halted|discontinued|abandoned|cancel+ed)"),
    (frozenset({"UNKNOWN"}), r"(?:of |with |an? )?unknown status|status (?:is |was |remains )?"
                             r"(?:now )?(?:listed as |given as )?[\"“']?unknown"),
    (frozenset({"COMPLETED"}),
     r"(?:(?:is|was|has|have|had|been|are|were|now|already|status:?|as|a|an|the|study|trial|and|"
     r"recently|since|which|that|successfully|fully) +(?:been |now |already |recently |listed as |"
     r"successfully )*[\"“'(]*completed)"),
    (_UNDER_WAY, r"(?:is|are|remains?|still|currently|an?|the|now) (?:still |currently |now )?"
                 r"(?:ongoing|on-going|under ?way|in progress|running)"),
)  # fmt: skip
_STATUS = tuple((meant, re.compile(rf"\b(?:{text})\b", re.IGNORECASE)) for meant, text in _PHRASES)
_BEFORE = re.compile(
    r"(?:patients?|participants?|subjects?|individuals|volunteers|consent|enrol+ment|arm|group|"
    r"drug|product|they|who|paper|article|publication|sites?|cent(?:re|er)s?|review|manuscript|"
    r"will|would|to|expected|planned|estimated|anticipated|scheduled|if|until|before|once|when|"
    r"after|unless|should|could|may|might)(?:\s+\w+){0,3}\s*$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*(?:by\s+(?:[0-9]|\w+\s+(?:patients|participants))|(?:the\s+)?(?:enrol|recruit|accru|"
    r"follow[- ]?up|treatment|study|trial|all\b|visits?)|from (?:the )?(?:study|trial|treatment))",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|had been)\b", re.IGNORECASE)


def status(said: Said, trial: Trial) -> Iterator[Judged]:
    """What a sentence says of the status."""
    text, taken = said.text, list[tuple[int, int]]()
    for meant, pattern in _STATUS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(a < end and start < b for a, b in taken):
                continue
            taken.append((start, end))
            if _BEFORE.search(text, max(0, start - 60), start) or elsewhere(text, start):
                continue
            if _BEHIND.match(text, end):
                continue
            yield _status(text, start, end, meant, trial)
    yield from _listed(text, taken, trial)


def _status(text: str, start: int, end: int, meant: frozenset[str], trial: Trial) -> Judged:
    held, label = str(trial["status"] or ""), trial["status_label"]
    if not held:
        why = "the record does not state a status"
        return Judged("status", start, end, "not in the record", why)
    denied = negated(text, start) and not re.match(r"not|no longer", text[start:end], re.I)
    if (held in meant) != denied:
        why = f"the record's status is {label}"
        return Judged("status", start, end, "agrees", why, (trial.proof("status_label"),))
    why = f"the record's status is {label}"
    if held == "UNKNOWN" and trial["last_known_status_label"]:
        why += f" (last known: {trial['last_known_status_label']})"
    for each in sorted(meant):
        why += trial.before("status", each)
    if _PAST.search(text[start:end]) and meant <= _UNDER_WAY:
        why = f"the status at that time is unknown; {why}"
        return Judged(
            "status", start, end, "can't be compared", why, (trial.proof("status_label"),)
        )
    return Judged("status", start, end, "contradicts", why, (trial.proof("status_label"),))


@cache
def _labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = entries(DB / "vocabularies" / "statuses.csv")
    return tuple(
        (each.code, re.compile(rf"\W*{re.escape(each.label)}\W*", re.IGNORECASE)) for each in found
    )


def _listed(text: str, taken: list[tuple[int, int]], trial: Trial) -> Iterator[Judged]:
    """Statuses that stand alone in a cell, in brackets or behind "status:"."""
    for match in re.finditer(r"(?:^|[|\t(;:])([^|\t();:]{4,60})(?=$|[|\t();.])", text):
        part = match[1]
        start = match.start(1) + len(part) - len(part.lstrip())
        end = match.end(1)
        if any(a < end and start < b for a, b in taken):
            continue
        for code, pattern in _labels():
            if pattern.fullmatch(re.sub(r"^\W*status\W+(?:is )?", "", part, flags=re.I)):
                yield _status(text, start, end, frozenset({code}), trial)
                break


# --- phase ---

_NUMBER = r"(?:[1-4]|I{1,3}(?![A-Za-z])|IV(?![A-Za-z]))"
_PHASE = re.compile(
    rf"\b(early[\s-]+)?phase:?[\s-]*({_NUMBER})[ab]?(?:\s?(?:/|-|–|and|to|or)\s?(?:phase\s*)?"
    rf"({_NUMBER})[ab]?)?(?![\w])",
    re.IGNORECASE,
)
_NO_PHASE = re.compile(r"\bphase:?\s*(?:is\s*)?(?:not applicable|n/?a)\b", re.IGNORECASE)
_PART = re.compile(r"\s*(?:part|portion|component|stage|cohort|segment)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*(?:trials? (?:is|are|was) (?:planned|needed|warranted)|follow-up|extension)", re.IGNORECASE
)
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}


def phase(said: Said, trial: Trial) -> Iterator[Judged]:
    """What a sentence says of the phase."""
    text = said.text
    for match in _PHASE.finditer(text):
        if elsewhere(text, match.start()) or _AFTER.match(text, match.end()):
            continue
        numbers = [_ROMAN.get(each.upper(), each) for each in match.group(2, 3) if each]
        early = "EARLY_" if match[1] else ""
        meant = [f"{early if place == 0 else ''}PHASE{n}" for place, n in enumerate(numbers)]
        yield _phase(text, match, meant, trial)
    for match in _NO_PHASE.finditer(text):
        yield _phase(text, match, ["NA"], trial)


def _phase(text: str, match: re.Match[str], meant: list[str], trial: Trial) -> Judged:
    start, end = match.span()
    held = str(trial["phase"] or "")
    if not held:
        why = "the record states no phase"
        return Judged("phase", start, end, "not in the record", why)
    why = f"the record's phase is {trial['phase_label']}"
    proof = (trial.proof("phase_label"),)
    parts = held.split("|")
    same = parts == meant or (_PART.match(text, end) is not None and set(meant) <= set(parts))
    if same != negated(text, start):
        return Judged("phase", start, end, "agrees", why, proof)
    why += trial.before("phase", "|".join(meant))
    return Judged("phase", start, end, "contradicts", why, proof)
