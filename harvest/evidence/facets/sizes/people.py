"""Whether a paper counts people at all, of whatever kind; not how many its study has.

Enough is one number of people beside what studies do with people: screen, take in, treat, lose.
"""

import re

from harvest.evidence.facets.sizes.people_words import (
    A_LABEL,
    ANIMALS,
    FIGURE,
    N_EQUALS,
    NOT_NUMBERED,
    PEOPLE,
    QUALITY,
    SCREENED,
    counted,
    each,
    may_count,
    without_asides,
)
from harvest.evidence.reading.passages import Passage, RecordText, Span, sentences

_FAR = 120  # letters between people and what is done with them
_COUNT = re.compile(
    rf"{NOT_NUMBERED}{FIGURE}(?![.,·]\d|\s*[-–%/:×±]|-)\s+"
    rf"(?P<people>(?:of\s+(?:(?:the|these|those|all|our)\s+)?)?{QUALITY}{PEOPLE})\b(?!['’])",
    re.IGNORECASE,
)
_SHARED_OUT = re.compile(r"randomi[sz]|random(?:ly)?\b|assign|allocat", re.IGNORECASE)
_DONE = re.compile(
    rf"\b(?:{SCREENED.pattern}|{_SHARED_OUT.pattern}|enrol|recruit|includ|enter|participat|"
    r"took part|stud(?:ied|y of)|divided|compris|accrued|involv|followed\b(?! by)|consist|receiv|"
    r"under(?:went|going)|treat|infused|transplanted|injected|given|administered|operated|"
    r"implanted|dosed|vaccinated|analy[sz]ed|complet|evalua|examined|exclu|withdr|lost\b|dropped|"
    r"discontinued|declined|refused|died|deaths?\b)",
    re.IGNORECASE,
)
_DONE_BEFORE = re.compile(
    rf"(?:{_DONE.pattern})\w*(?:\s+|:\s*)(?:(?:a total of|an? (?:\w+ )?(?:sample|cohort|series|"
    r"group) of|about|approximately|around|only|the|all|data (?:of|from|on)|records of|\d+ of|"
    r"out of|of|in|on|to|with)\s+)*$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:total of|in total,?|totall?ing|overall,|altogether,?|"
    r"(?:sample|cohort|series|population) (?:size )?(?:of|was)|conducted (?:on|among|in))\s*"
    r"(?:the |about |approximately )*$",
    re.IGNORECASE,
)
_PEOPLE = re.compile(rf"\b{PEOPLE}\b", re.IGNORECASE)  # teeth are randomised too
_PEOPLE_LAST = re.compile(rf"\b{PEOPLE}[\s(\[]*$", re.IGNORECASE)


def people_counted(record: RecordText) -> Span | None:
    """The first place where a paper counts people; None if it counts nobody."""
    for passage in (*record.bodies, *record.titles):
        for start, end in sentences(passage.text):
            if may_count(passage.text, start, end):
                place = _counted(passage, start, end) or _in_brackets(passage, start, end)
                if place is not None:
                    return passage.span(start + place[0], start + place[1])
    return None


def _counted(passage: Passage, start: int, end: int) -> tuple[int, int] | None:
    """Where a sentence has a number of people, as "40 patients"."""
    plain = without_asides(passage.text[start:end])
    for match in each(_COUNT, plain):
        left, right = plain[: match.start()], plain[match.end() : match.end() + _FAR]
        if counted(match) is None or A_LABEL.search(left):
            continue
        if (
            passage.field != "abstract"
            or _DONE.search(f"{match['people']} {right}")
            or _TOTAL.search(left)
            or _DONE_BEFORE.search(left[-_FAR:])
        ):
            return match.span()
    return None


def _in_brackets(passage: Passage, start: int, end: int) -> tuple[int, int] | None:
    """Where it has one as "patients (n = 40)", or that of an arm as "to placebo (n = 20)"."""
    sentence = passage.text[start:end]
    for match in N_EQUALS.finditer(sentence):
        before = sentence[: match.start()]
        told = _PEOPLE_LAST.search(before) and _DONE.search(without_asides(sentence))
        of_an_arm = _SHARED_OUT.search(before) and _PEOPLE.search(passage.text)
        if counted(match) and (told or of_an_arm):
            return None if ANIMALS.search(sentence) else match.span()
    return None
