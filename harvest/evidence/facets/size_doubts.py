"""What makes it doubtful that a number of people is all of a study's people.

A text often tells its groups one after another, each with a verb of its own ("545 patients received
the drug and 101 received placebo"), or the people of a whole register before those of the study. A
number that stands so is none rather than a wrong one.
"""

import re
from collections.abc import Sequence

from harvest.evidence.facets.people import Count
from harvest.evidence.facets.people_words import (
    ASIDE,
    FIGURE,
    OTHERS,
    PEOPLE,
    QUALITY,
    TOTAL,
    Stage,
    figure,
)
from harvest.evidence.reading.passages import Passage, sentences

_FEW = 10  # fewer without a noun are arms, drugs, levels
_SHARE = 8  # a number smaller than this part of the total is more likely a part of it
_PARTS = re.compile(
    r"\b(?:of (?:whom|which|these|them|those|the)|includ(?:ing|es?)|compris\w+|consist\w+|aged?|"
    r"divided|between)\b|[:;]",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    rf"(?:,|\band)\s+(?:[a-z][\w-]*\s+){{0,4}}{FIGURE}"
    rf"(?:\s+(?P<people>{QUALITY}{PEOPLE}))?(?:\s+(?P<next>[a-z]+)(?P<after>\s+[\w-]+)?)?",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:to|in|received|receiving|were|was|with|on|from|underwent|had|who|treated|managed|given|"
    r"without)$",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(?:complet|analy|evalua|available|assess|remain|follow|surviv|died|withdr|exclud|lost|"
    r"finish|consent|includ|drop|discontinu)",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    rf"\bcompared (?:with|to) (?:[a-z]+ ){{0,3}}?{FIGURE} (?P<people>{QUALITY}{PEOPLE})",
    re.IGNORECASE,
)
_OF_SO_MANY = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:out )?of (?:the |these )?\d")
_LATER_ON = re.compile(
    r"\b(?:of (?:whom|which|these|those|them|the)|among|finally|ultimately|remain\w*|complet\w+|"
    r"analy[sz]\w+|final|available|follow\w*|evaluable|valid|after exclu\w+|died|subset)\b|"
    r"^\W*(?:[A-Z ]+:\s*)?(?:Of|Out of|From) ",
    re.IGNORECASE,
)
_EACH = re.compile(
    rf"(?:(?!\d|\b{FIGURE}\b)[^.;])*?"
    r"\b(?:(?:in|to|for|into|from|at|of|within|by) each\b|per (?:group|arm)\b)",
    re.IGNORECASE,
)
_OF_A_PART = re.compile(
    r"\b(?:secondary (?:data )?analys|post[- ]hoc (?:analys|stud)|sub-?stud|ancillary|simulated|"
    r"sub-?analys|nested (?:case|cohort|stud|trial|rct)|per[- ]protocol (?:analys|pop))\w*",
    re.IGNORECASE,
)
_A_STUDY_OF = re.compile(
    rf"\b(?:an?|another) (?:[\w,-]+ ){{0,5}}?(?:study|trial|series|cohort) of {FIGURE}\s",
    re.IGNORECASE,
)
_COMPLETED = re.compile(
    r"\s*(?:[a-z][a-z,-]* ){0,3}?(?:completed|received|underwent)\b", re.IGNORECASE
)
_ANOTHER = re.compile(
    r"\b(?:another|a second|a third|a further|an additional|a separate) "
    rf"(?:[\w-]+ ){{0,3}}?(?:group|sample|cohort|set|series) of (?:[a-z]+ )?{FIGURE}\s",
    re.IGNORECASE,
)
_THIS_ANALYSIS = re.compile(
    r"\b(?:this|the|present|current|our) (?:[\w-]+ ){0,2}?(?:analys[ei]s|sub-?study|study) "
    r"(?:included|comprised|involved|consisted of|was of|is of) "
    rf"(?:a total of |only |the )?{FIGURE}\s",
    re.IGNORECASE,
)
_A_SUBSET = re.compile(
    rf"\b(?:present|this|current) (?:study|analysis|report)\b[^.]{{0,120}}?\b(?:subset|sub-?group|"
    rf"sub-?sample) of (?:the )?{FIGURE}\s",
    re.IGNORECASE,
)
_N = re.compile(r"\b[Nn]\s?=\s?(\d{1,6})\b(?![.,]\d)")


def doubtful(passage: Passage, count: Count, every: Sequence[Count]) -> bool:
    """Whether the words around a count let somebody doubt that it is all of a study's people.

    ``every`` are all counts of the text, in the order in which they stand.
    """
    text = passage.text
    start, end = next((s, e) for s, e in sentences(text) if s <= count.start < e)
    rest = _without_asides(text[count.end : end])
    if not (count.people or count.added or _of_more(text, count, every)):
        return True
    if not count.added and (_others_beside(rest, count.value) or _EACH.match(rest)):
        return True
    if _N.match(text, count.start) and _more_by_n(text, count, (start, end)):
        return True
    elsewhere = [c for c in every if not start <= c.start < end]
    return _told_elsewhere(text, count.value) or any(
        _as_many(other, count) and not _LATER_ON.search(_sentence(text, other))
        for other in elsewhere
    )


def _of_more(text: str, count: Count, every: Sequence[Count]) -> bool:
    """Whether a number without a noun is told of a larger number of people ("40 of 120")."""
    if count.value < _FEW:
        return False
    larger = any(other.value > count.value for other in every)
    total = TOTAL.search(text[max(0, count.start - 60) : count.start]) is not None
    return larger or total or _OF_SO_MANY.match(text, count.end) is not None


def _as_many(other: Count, count: Count) -> bool:
    """Whether another count at the same stage may be people besides these."""
    return (
        other.stage is count.stage
        and other.stage is not Stage.RANDOMISED
        and other.value < count.value <= 3 * other.value
        and not (other.arm or other.part or other.others)
    )


def _sentence(text: str, count: Count) -> str:
    return next(text[s:e] for s, e in sentences(text) if s <= count.start < e)


def _others_beside(rest: str, total: int) -> bool:
    """Whether a number that is not a part of the total goes on ("… and 101 received placebo")."""
    listed = [
        value for m in re.finditer(rf"(?<![\w.,]){FIGURE}", rest, re.I) if (value := figure(m["n"]))
    ]
    if any(sum(listed[n:m]) == total for n in range(len(listed)) for m in (n + 2, n + 3, None)):
        return len(listed) == 1 and _BESIDE.search(rest) is not None
    if (compared := _COMPARED.search(rest)) and not OTHERS.search(compared["people"]):
        return True
    for match in _BESIDE.finditer(rest):
        value = figure(match["n"]) or 0
        same = _COMPLETED.match(rest) and _COMPLETED.match(
            rest, match.end("people" if match["people"] else "n")
        )
        following = f"{match['next'] or ''}{match['after'] or ''}"
        if (
            total <= value * _SHARE
            and _PARTS.search(rest[: match.start("n")]) is None
            and (match["people"] or same or _GOES_ON.match(following.split(" ")[0]))
            and not OTHERS.search(match["people"] or "")
            and (same or not any(_LATER.match(word) for word in following.split()))
        ):
            return True
    return False


def _told_elsewhere(text: str, total: int) -> bool:
    """Whether another group, or the smaller number of this very analysis, is told somewhere."""
    if _ANOTHER.search(text) or _A_SUBSET.search(text) or _OF_A_PART.search(text):
        return True
    if any((figure(match["n"]) or 0) > total for match in _A_STUDY_OF.finditer(text)):
        return True
    return any(figure(match["n"]) != total for match in _THIS_ANALYSIS.finditer(text))


def _more_by_n(text: str, count: Count, place: tuple[int, int]) -> bool:
    """Whether "n =" tells of other people elsewhere, or of more in all."""
    others = [int(m[1]) for m in _N.finditer(text) if not place[0] <= m.start() < place[1]]
    return any(v > count.value for v in others) or others.count(count.value) > 1


def _without_asides(text: str) -> str:
    for _ in range(2):  # asides hold asides
        text = ASIDE.sub(lambda aside: " ", text)
    return re.sub(r"\s+", " ", text)
