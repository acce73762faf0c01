"""The days between two infusions."""

import re
from collections.abc import Iterator
from itertools import pairwise

from harvest.evidence.facets.often.times_told import (
    A_WEEK,
    AND_AGAIN,
    DAYS,
    ONCE_MORE,
    UNIT,
    a_week,
    around,
    as_number,
    at_times,
    gap,
    is_measured,
    later,
    listed,
    tells,
)
from harvest.evidence.facets.other_treatment import of_something_else
from harvest.evidence.reading.cues import Cue
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.sentences import names_cells
from harvest.evidence.reading.tiers import Stretch, Told

_LIMIT = re.compile(
    r"\b(?:(?:no|not) (?:more|less|later)|less than|at least|at most|up to|within)\b", re.I
)
_EVERY = Cue(
    r"\b(?:every|q(?=\s?\d)|once (?:a|per|every|in|in every)|per|at|each|"
    r"(?:intervals?|distance) of|apart|separated by|repeated after)\s*"
    rf"(?P<n>\d{{1,2}}|one|two|three|four|six|other|second|"
    rf"third)?[\s-]*{UNIT}\b(?:[\s-]*intervals?)?"
)
_SHORTHAND = Cue(
    r"\b[qQ](?:\s?(?P<n>\d{1,2})\s?(?P<u>[dDwWmM])|(?P<u1>[wWmM]))(?:k|ks|o)?\b", re.NOFLAG
)
_ADVERB = Cue(r"\b(?P<w>weekly|biweekly|fortnightly|monthly)\b")
_ADVERBS = {"weekly": 7.0, "biweekly": 14.0, "fortnightly": 14.0, "monthly": 30.0}
_SPACED = Cue(
    r"\b(?P<n>\d{1,2}|one|two|three|four|six)[\s-]*(?P<u>days?|weeks?|hours?|"
    r"months?)[\s-]*(?:intervals?|apart|later)"
)
_FROM = re.compile(r"\b(?P<low>\d{1,2}|one|two|three|four|six)\s*(?:-|–|to)\s*$", re.IGNORECASE)
_BETWEEN = Cue(  # "the interval between each treatment is 3 days"
    r"\binterval (?:between|of|is|time)\b[^.;\d]{0,40}?\b(?P<n>\d{1,2}|one|two|three|four|six)"
    r"[\s-]*(?P<u>days?|weeks?|months?)\b"
)
_SECOND = Cue(  # "the second infusion at 4 days following the first"
    r"\b(?:second|2nd|next)\b[^.;]{0,70}?\b(?P<n>\d{1,2}|one|two|three|four|six)[\s-]*"
    r"(?P<u>days?|weeks?|months?)\s+(?:after|following|from)\s+the\s+(?:first|1st|initial|previous)"
)
_SECOND_ON = Cue(  # "a second dose will be given on day 3 after the first"
    r"\b(?:second|2nd|next)\b[^.;]{0,90}?\bon (?P<u>days?|weeks?|months?) (?P<n>\d{1,2})\s+"
    r"(?:after|following|from)\s+the\s+(?:first|1st|initial|previous)"
)
_AFTER_THE_FIRST = re.compile(  # "at +4, +8 and +12 months after the first dose"
    r"\bat (?P<l>\+\d+(?:(?:,| and|, and) \+\d+)+) (?P<u>days?|weeks?|months?)\b", re.IGNORECASE
)
_OF_CYCLES = re.compile(r"\b(?:treatment|courses?|cycles?)\s+(?:is |are )?repeat(?:s|ed)?\b", re.I)
_WATCHED = re.compile(r"observ|followed (?:up|after)|evaluat|assess|specialist", re.IGNORECASE)
_IS_INTERVAL = re.compile(
    r"interval|distance|every|once|apart|separated|repeated|each|week|month|\bq", re.IGNORECASE
)


def intervals(told: Told) -> tuple[Fact, ...]:
    """The days between two infusions."""
    for tier in (*told.tiers(3), told.unnamed):
        facts = first_of_each([fact for stretch in tier for fact in _intervals_in(stretch)])
        if facts:
            return facts
    return ()


def _intervals_in(stretch: Stretch) -> Iterator[Fact]:
    text = stretch.text
    if not tells(text):
        return
    yield from _between(stretch)
    for match in at_times(text):
        units = {unit.lower() for unit in re.findall(r"day|week|month", match["l"], re.I)}
        if units - {match["u"].lower().rstrip("s")}:
            continue  # "day 0 and month 3"
        times = listed(match["l"])
        gaps = {later - earlier for earlier, later in pairwise(times)}
        if len(gaps) == 1 and min(gaps) > 0:
            yield _interval(stretch, gaps.pop() * DAYS[match["u"][0].lower()], match)
    yield from _again(stretch)
    for match in _AFTER_THE_FIRST.finditer(text) if "+" in text else ():
        times = listed(match["l"])
        gaps = {later - earlier for earlier, later in pairwise([0, *times])}
        if len(gaps) == 1:
            yield _interval(stretch, gaps.pop() * DAYS[match["u"][0].lower()], match)
    for match in A_WEEK.finditer(text):
        weekly = (match["e"] or match["e1"]).lower() == "week"
        if weekly and not match["t1"] and not of_something_else(text, match):
            yield _interval(stretch, round(7 / a_week(match), 1), match)
    for match in _ADVERB.finditer(text):
        often = re.search(r"\b(twice|thrice|times|every other)\s+$", text[: match.start()], re.I)
        parts = {"twice": 2, "thrice": 3}.get(often[1].lower(), 0) if often else 1
        watched = _WATCHED.search(around(text, match)) or is_measured(text, match)
        if parts and not watched and not of_something_else(text, match):
            yield _interval(stretch, _ADVERBS[match["w"].lower()] / parts, match)


def _again(stretch: Stretch) -> Iterator[Fact]:
    """Days after which what was given at first is given again."""
    text = stretch.text
    for match in AND_AGAIN.finditer(text):
        if (days := gap(match)) and not of_something_else(text, match):
            yield _interval(stretch, days, match)
    for match in ONCE_MORE.finditer(text):
        if not is_measured(text, match) and not of_something_else(text, match):
            yield _interval(stretch, later(match), match)


def _between(stretch: Stretch) -> Iterator[Fact]:
    """Intervals that are told as such: "every 4 weeks", "two weeks apart", "q2w"."""
    text = stretch.text
    for pattern in (_EVERY, _SPACED, _BETWEEN, _SECOND, _SECOND_ON, _SHORTHAND):
        for match in pattern.finditer(text):
            word = match["n"] or "1"
            if pattern is _EVERY and not _IS_INTERVAL.search(match.group()):
                continue
            if (
                match.group().lower().startswith(("at ", "per "))
                and "interval" not in match.group()
            ):
                continue
            factor = 2.0 if word.lower() == "other" else as_number(word)
            unit = match["u"] or match.groupdict()["u1"]
            days = factor * DAYS[unit[0].lower()]
            if days <= 1 and (not names_cells(text) or _times_a_day(text, match)):
                continue  # what is taken once a day is mostly another drug
            watched = (
                _WATCHED.search(around(text, match)) is not None
                or is_measured(text, match)
                or _between_courses(stretch, match)
            )
            told_before = text[: match.start("n") if match["n"] else match.start()]
            limit = _LIMIT.search(told_before[-25:])
            if 1 <= days <= 400 and not (watched or limit or of_something_else(text, match)):
                least = _FROM.search(text[: match.start("n")]) if match["n"] else None
                low = as_number(least["low"]) * DAYS[unit[0].lower()] if least else days
                yield _interval(stretch, days, match, min(low, days))


def _between_courses(stretch: Stretch, match: re.Match[str]) -> bool:
    """Whether courses of several infusions are repeated so often."""
    if not _OF_CYCLES.search(stretch.text[: match.start()]):
        return False
    return any(at_times(stretch.passage.text))


def _times_a_day(text: str, match: re.Match[str]) -> bool:
    """ "On the 1st, 3rd and 5th day, 1 time each day"."""
    return re.search(r"\btimes?\s*$", text[: match.start()], re.IGNORECASE) is not None


def _interval(
    stretch: Stretch, days: float, match: re.Match[str], least: float | None = None
) -> Fact:
    """An interval of so many days, or of least to days."""
    low = days if least is None else least
    label = f"{days:g} days" if low == days else f"{low:g}–{days:g} days"
    span = stretch.fact("interval", label, label, match.start(), match.end()).span
    return Fact("interval", label, label, span, low=low, high=days, unit="days", days=(days,))
