"""Times at which a text says that the cells are given, and whether it tells of giving at all."""

import re
from functools import lru_cache

from harvest.evidence.facets.other_treatment import names_a_drug_alone
from harvest.evidence.reading.cues import Cue
from harvest.evidence.reading.sentences import names_cells

_COUNTS = {
    "a": 1, "an": 1, "single": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "once": 1,
    "twice": 2, "thrice": 3, "double": 2, "first": 1, "second": 2, "third": 3, "sixth": 6,
    "twelfth": 12, "fourth": 4, "half": 0.5,
}  # fmt: skip
NUMBER = (
    r"(?<![\d/.\-–~^×*+])(?<!\+ )(?<!\^ )(?<!10\()(?P<n>\d{1,3}|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|twelve)"
)
ACT = (
    r"(?:dos(?:e|es|age|ages)|does(?= of)|infusions?|injections?|administrations?|"
    r"transplantations?|transfusions?|treatments?|sessions?|applications?|implantations?|"
    r"deliver(?:y|ies))"
)
UNIT = r"(?P<u>days?|weeks?|wks?|months?|mo|years?|yrs?|hours?|hrs?|d|w|h|y|m)"
DAYS = {"d": 1.0, "w": 7.0, "m": 30.0, "y": 365.0, "h": 1 / 24}

_GIVES = Cue(
    r"\b(?:re-?)?(?:infus|inject|administ|transplant|deliver|implant|transfus|given|receiv|"
    r"dos(?:e|ing|age|is)|treat|therap|inoculat|perfus|intra|i\.v|iv\b|appl(?:y|ied|ication)|drip|"
    r"session|instil|inhal|"
    r"frequency|procedure (?:is|was|will be)|via\b)|(?<=\w) vein\b"
)
_AT_WEEKS = re.compile(
    r"(?:\b(?:at|on|in|baseline)\s+|(?<!\d)[,(:]\s*|\b(?=D(?:ay )?[01]\b))(?P<u>weeks?|days?|"
    r"months?|d)\s*(?P<l>\d+(?:\s*(?:\([^)]{1,8}\)\s*)?(?:,\s*and|,|and|&|\.)\s*"
    r"(?:(?:(?:on|at)\s+)?(?:weeks?|days?|months?|d)\s*)?\d+)+)",
    re.IGNORECASE,
)
_ON_ORDINALS = re.compile(  # "on the 1st, 3rd and 5th day"
    r"(?<![-–])\b(?P<l>\d{1,2}(?:st|nd|rd|th)(?:(?:,\s*and|,|\s+and|\s*&)\s*\d{1,2}(?:st|nd|rd|th))+)\s+"
    r"(?P<u>days?|weeks?|months?)\b(?![^.;]{0,60}\d(?:st|nd|rd|th)\b)",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\d\s*(?:\(|,|and|&|\.)", re.IGNORECASE)  # as in all that the former finds
_OF_CELLS_OR_ML = re.compile(
    r"[.,]?\d|\s*(?:million|[x×*]\s*10|m[lg]\b|cells?\b|%|patients|vials?\b)", re.I
)
A_WEEK = Cue(
    r"\b(?P<t>twice|thrice|(?:two|2|three|3|four|4) times)\s+(?:a|per|each|every)\s+"
    r"(?P<e>week|day)\b|"
    r"\b(?P<t1>twice|thrice)\s+(?P<e1>week|dai)ly\b"
)
AND_AGAIN = Cue(  # "in Day 0 and repeat to apply in Day 90"
    r"\b(?P<u>days?|weeks?|months?)\s*(?P<a>\d{1,3})\b[^.;\d]{0,30}?\b(?:repeat\w*|again|"
    r"second)\b[^.;\d]{0,30}?\b(?P<v>days?|weeks?|months?)\s*(?P<b>\d{1,3})\b(?!\s*[-–,&]|\s+and\b)"
)
_IF = r"(?!\W*(?:and\s+)?(?:if|unless|depending|provided|in case|where|when|as)\b)"  # not for sure
ONCE_MORE = Cue(  # "repeated after three months", "at baseline and repeated at week 12"
    r"\b(?:repeat(?:ed)?|again)\s+(?:at|after|in|on)\s+(?:the\s+)?(?:"
    rf"(?P<n>\d{{1,2}}|one|two|three|four|six)[\s-]*(?P<u>days?|weeks?|months?)\b{_IF}(?!\s*[,&]"
    rf"|\s+and\b)|(?P<v>days?|weeks?|months?)\s*(?P<b>\d{{1,3}})\b{_IF}(?!\s*[-–,&]|\s+and\b))|"
    r"\b(?:at\s+)?(?:baseline|time zero|day 0)\s+and\s+(?:at\s+)?"
    rf"(?P<m>\d{{1,2}}|one|two|three|four|six)\s*(?P<w>days?|weeks?|months?)\b{_IF}"
)
_SO_OFTEN = r"(?:bi)?weekly|fortnightly|monthly|every (?:\w+ )?(?:week|month)s?|q\s?\d{0,2}\s?[dwm]"
SO_OFTEN = Cue(  # "weekly × 4", "q4w x3", "once weekly x 3 weeks", "daily x 3 days"
    rf"\b(?P<e>{_SO_OFTEN}|daily)\b,?\s*[x×X✕]\s*(?P<n>\d{{1,2}})(?![\d.,]*\s*[x×^]|"
    r"[.,]?\d)(?:\s*(?P<u>day|week|month)s?\b)?"
)
# a time of measuring, said after the last word about giving
_MEASURED = re.compile(
    r"\b(?:follow(?:ed)?(?:[\s-]?up)?|evaluat\w*|re-?evaluat\w*|assess\w*|examin\w*|measur\w*|"
    r"visits?|monitor\w*|collect\w*|sampl\w*|MRI|scans?|imaging|scores?|tests?|tested|checked|"
    r"recorded|observ\w*|serum|biops\w*|radiograph\w*|parameters|obtained|analy[sz]\w*|questionnaires?|laborator\w*)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:re-?)?(?:infus|inject|administ|transplant|deliver|implant|transfus|given|receiv|dos|"
    r"treat|repeat|procedure|appl|inhal|cells?\b|MSC)\w*",
    re.IGNORECASE,
)
_CLAUSE = 400  # characters that are looked back at


def as_number(word: str) -> float:
    """The number that a figure or a word ("two", "thrice") stands for."""
    return float(word) if word.isdigit() else float(_COUNTS[word.lower()])


@lru_cache(maxsize=256)  # counts and intervals both ask
def tells(text: str) -> bool:
    """Whether a stretch may tell how often the cells are given: not if it names a drug alone."""
    if _GIVES.search(text) is None and not (SO_OFTEN.search(text) and names_cells(text)):
        return False
    return not names_a_drug_alone(text)


@lru_cache(maxsize=256)  # counts and intervals both ask
def at_times(text: str) -> tuple[re.Match[str], ...]:
    """Lists of times in one unit or another: "on days 0, 7 and 14", "at day 0 and week 4"."""
    patterns = [_AT_WEEKS] if _LISTED.search(text) else []
    if "1st" in text:
        patterns.append(_ON_ORDINALS)
    return tuple(
        match
        for pattern in patterns
        for match in pattern.finditer(text)
        if not _OF_CELLS_OR_ML.match(text, match.end()) and not is_measured(text, match)
    )


def listed(text: str) -> list[int]:
    """The numbers of a list of times."""
    return [int(number) for number in re.findall(r"\d+", re.sub(r"\([^)]*\)", "", text))]


def is_measured(text: str, match: re.Match[str]) -> bool:
    """Whether something is measured at a time, and not given: "followed up at weeks 4 and 8"."""
    before = text[max(0, match.start() - _CLAUSE) : match.start()]
    before = re.split(r"[.;]\s", before)[-1]
    measured = max((found.start() for found in _MEASURED.finditer(before)), default=-1)
    return measured >= 0 and not _GIVEN.search(before, measured)


def a_week(match: re.Match[str]) -> float:
    """How often something is done in the week, or the day, that a match of A_WEEK names."""
    word = (match["t"] or match["t1"]).lower().removesuffix(" times")
    return as_number(word)


def gap(match: re.Match[str]) -> float:
    """The days between two times of one unit, the second later; else 0."""
    same = match["u"][0].lower() == match["v"][0].lower()
    return max(0.0, float(match["b"]) - float(match["a"])) * DAYS[match["u"][0].lower()] * same


def later(match: re.Match[str]) -> float:
    """The days after which a match of ONCE_MORE repeats what was given at the start."""
    number, unit = (
        (match["n"] or match["m"] or match["b"]),
        (match["u"] or match["w"] or match["v"]),
    )
    return as_number(number) * DAYS[unit[0].lower()]


def around(text: str, match: re.Match[str]) -> str:
    """A match with fifty characters on either side."""
    return text[max(0, match.start() - 50) : match.end() + 50]
