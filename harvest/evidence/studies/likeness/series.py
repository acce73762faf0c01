"""What tells one study of a series from its sisters: phase, part, dose, people, continuation.

Each kind of mark is a set of short texts. Two registrations that both have marks of a kind and
share none are two studies; that only one has a mark says less.
"""

import re
from collections.abc import Iterable

from harvest.evidence.reading.tokens import fold
from harvest.evidence.studies.likeness.registration import Registration

KINDS = ("phase", "part", "dose", "level", "number", "people", "continued")

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
_VALUE = r"(\d{1,3}|i{1,3}|iv|vi?|[a-d])"
_PHASE = re.compile(
    r"\bphase\s*(i{1,3}v?|iv|[0-4])\s*([ab])?(?:\s*(?:/|-|and|to|&)\s*(?:phase\s*)?"
    r"(i{1,3}v?|iv|[0-4])\s*([ab])?)?\b"
)
_PART = re.compile(
    r"\b(part|stage|cohort|stud(?:y|ie)|trial|step|protocol|series|substudy|wave|season|round|line|"
    rf"group|arm|period|version|generation)\s*[-#:]?\s*(?:no\.?\s*)?{_VALUE}\b"
)
_NTH = re.compile(
    r"\b(first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th)[\s-]+"
    r"(line|stage|part|cycle|course|phase|dose|infusion|injection|study|trial|year)\b"
)
_NTHS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5",
    "1st": "1", "2nd": "2", "3rd": "3", "4th": "4", "5th": "5",
}  # fmt: skip
_DOSE = re.compile(
    r"(?<![\w.])(\d+(?:[.,]\d+)?)\s*(?:x\s*10\s*\^?\s*(\d{1,2})\s*)?"
    r"(mg|g|kg|µg|μg|ug|mcg|ng|ml|l|iu|u|units?|mmol|mol|gy|%|million|cells?|billion)"
    r"(?:\s*/\s*(kg|m2|ml|day|dose|d|h|hr))?\b"
)
_LEVEL = re.compile(
    r"\b(high|low|single|multiple|repeat)(?:ed|er)?[\s-]+(?:(?:ascending|rising|escalating)[\s-]+)?"
    r"(?:dos(?:e|es|ed|ing|ages?)|strength)\b"
)
_DIGITS = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)?(?![\w,])")
_NAMED = re.compile(r"\b([A-Z][A-Za-z]*[A-Z][A-Za-z]*)[\s-]?(\d{1,4}|I{1,3}|IV|V)\b(?!\s*mg)")
_CONTINUED = re.compile(
    r"\b(extension|extended|extend|long[\s-]?term|follow[\s-]?up|roll[\s-]?over|continu\w+|"
    r"re-?treat\w*|maintenance|open[\s-]?label\s+ext\w*|re-?dosing|booster|sub-?study|ancillary|"
    r"companion|registry|post[\s-]?trial|post[\s-]?marketing|compassionate|expanded access|"
    r"previously\s+(?:treated|enrolled|participated)|who\s+(?:completed|participated))\b"
)
_PEOPLE = {
    "children": r"child\w*|pa?ediatric\w*|infants?|toddlers?|neonat\w+|newborns?|preterm",
    "adolescents": r"adolescen\w+|teen\w*|youth",
    "elderly": r"elderly|older (?:adults?|people|patients?)|geriatric",
    "healthy": r"healthy",
    "women": r"wom[ae]n|females?|pregnan\w+|maternal|postpartum",
    "men": r"\bm[ae]n\b|\bmales?\b",
    "japanese": r"japan(?:ese)?",
    "chinese": r"chin(?:a|ese)",
    "korean": r"korean?s?",
    "indian": r"indian?s?",
    "renal": r"renal impairment|impaired renal|renal(?:ly)? impaired",
    "hepatic": r"hepatic impairment|impaired hepatic|hepatic(?:ally)? impaired",
    "naive": r"na[iï]ve|untreated|newly diagnosed",
    "resistant": r"refractory|resistan\w+|relapsed|relapsing|recurrent|failed|experienced",
    "left": r"\bleft\b",
    "right": r"\bright\b",
}
_WHO = {name: re.compile(rf"\b(?:{pattern})\b") for name, pattern in _PEOPLE.items()}


def marks(told: Registration) -> dict[str, frozenset[str]]:
    """The marks of each kind."""
    titles = " . ".join((*told.titles, told.acronym or ""))
    plain = fold(titles)
    given = fold(" . ".join((*told.titles, *told.interventions)))
    return {
        "phase": frozenset(_phases(plain) | _coded(told.phase)),
        "part": frozenset(_parts(plain) | _named(titles)),
        "dose": frozenset(_doses(given)),
        "level": frozenset(_levels(plain)),
        "number": frozenset(_digits(plain)),
        "people": frozenset(who for who, pattern in _WHO.items() if pattern.search(plain)),
        "continued": frozenset({"yes"} if _CONTINUED.search(plain) else ()),
    }


def _coded(phase: str | None) -> set[str]:
    """``PHASE1|PHASE2`` → 1 and 2."""
    return {digit for digit in phase or "" if digit.isdigit()}


def _phases(text: str) -> set[str]:
    found = set()
    for match in _PHASE.finditer(text):
        for number in (match[1], match[3]):
            if number:
                found.add(_ROMAN.get(number, number))
    return found


def _parts(text: str) -> set[str]:
    found = {f"{head}:{_ROMAN.get(value, value)}" for head, value in _PART.findall(text)}
    return found | {f"{what}:{_NTHS[nth]}" for nth, what in _NTH.findall(text)}


def _named(titles: str) -> set[str]:
    """``KEYNOTE-002``, ``ASCEND II``: a name and which of those that have it."""
    return {
        f"{name.lower()}:{_ROMAN.get(value.lower(), value.lstrip('0') or '0')}"
        for name, value in _NAMED.findall(titles)
    }


def _doses(text: str) -> set[str]:
    found = set()
    for number, power, unit, per in _DOSE.findall(text):
        plain = number.replace(",", ".").rstrip("0").rstrip(".") if "." in number else number
        grown = f"{plain}e{power}" if power else plain
        found.add(f"{grown} {unit.rstrip('s')}{'/' + per if per else ''}")
    return found


def _levels(text: str) -> set[str]:
    """``high-dose``, ``multiple ascending doses``."""
    return {"multiple" if each == "repeat" else each for each in _LEVEL.findall(text)}


def _digits(text: str) -> Iterable[str]:
    return {number.replace(",", ".") for number in _DIGITS.findall(text)}
