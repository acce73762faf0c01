"""When something is measured: the days that a text names, in whatever units it counts them.

A week is 7 days, a month 30, a year 365; baseline is day 0. A time is left out where the text says
that it is something else: the window around a visit, the age of a child, a day before the start,
the length of a cycle. What is measured every so often, up to an end, is measured at each of these
times.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from harvest.evidence.facets.times.counted import Group, bare, groups, tokens

_MONTHS = 12
_MOST = 36500.0
_POINTS = 24  # of what is measured every so often, at the most
_ALIKE = 0.13  # 6 months and 26 weeks, 12 and 52: the same in other words
_ROUNDED = 0.02  # 24 months are not another time than 2 years

_UNTIL = re.compile(
    r"(?:\bup\s?to(?: and including)?|\bwithin|\bthrough(?:out)?(?: to)?|\buntil|\btill|"
    r"\bduring|\bover|\bfor|\bmaximum(?: of)?|\bmax\.?|\baverage(?: of)?|\bfirst|"
    r"\bminimum(?: of)?|\bat least|<|≤)"
    r"(?: (?:an?|the|up to|first|next|following|total of|period of|average of|approximately|"
    r"about|maximum of|minimum of|at least))*[\s(~≈]*$",
    re.IGNORECASE,
)
_EVERY = re.compile(r"(?:\bevery|\beach|\bper|\bq|\bintervals? of|\bonce (?:in|per))\s*$", re.I)
_INTERVAL = re.compile(r"[\s-]*(?:intervals?\b|apart\b)", re.IGNORECASE)
_TO_END = re.compile(
    r"[\s,;(]*(?:[\w-]+\s+){0,6}?(?:up(?: to)?|for|until|till|through|to|during|over|within|in)\s*"
    r"(?:(?:an?|the|up to|total of|period of|maximum of|first)\s+)*",
    re.IGNORECASE,
)
_NO_VISIT_AFTER = re.compile(
    r"[\s,-]*(?:post[\s-]?menstrual|post[\s-]?conception\w*|gestation\w*|corrected|adjusted|"
    r"of (?:corrected |gestational |post[\s-]?menstrual )?(?:age|life)\b|old\b|PMA\b|"
    r"(?:chronological|postnatal) age|of gestation)|"
    r"\s*(?:(?:visit |interval )?window\b|(?:before|prior to|preceding)\b(?!\s*(?:and|or|/))|"
    r"(?:-[\s-]*)?(?:treatment )?cycles?\b|of (?:each |every |the )?(?:\d+\S* )?cycle)",
    re.IGNORECASE,
)
_NO_VISIT_BEFORE = re.compile(
    r"\bcycles?(?:\s*\d+[\s,]*|\s*(?:is|are|=|:|of|lasts?|length|duration)[\s\w]{0,10}|\s*\(\s*)$|"
    r"\b(?:last|lasts|lasting|past|previous|preceding|prior|recent)\s+$|"
    r"\bage[ds]?\s+(?:(?:of|between|from|over|above|under|at least|[<>]=?|[≤≥])\s*)*$",
    re.IGNORECASE,
)
_LASTS = re.compile(r"\b(?:for|lasting|of)\s+$", re.IGNORECASE)  # "twice a week for 30 minutes"
_BRACKET = re.compile(r"\s*[(\[=]\s*(?:(?:i\.e\.,?|or|approximately|about|~|equals?)\s*)?")


class Time(NamedTuple):
    """A time that a text names; ``until`` where it is the end of the period that counts."""

    start: int
    end: int
    days: float
    formula: str
    until: bool = False


@lru_cache(maxsize=1024)  # many outcomes are measured at the same times
def times(text: str, *, clock: bool = True) -> tuple[Time, ...]:
    """Every time of a text in its order; without ``clock`` no hours and minutes.

    In the name of a measurement hours are mostly a part of the name (24-hour urine).
    """
    found: dict[float, Time] = {}
    for each in sorted(_each(text, clock=clock), key=lambda time: time.start):
        found.setdefault(each.days, each)
    return tuple(found.values())


def _each(text: str, *, clock: bool) -> Iterator[Time]:
    told = bare(text)
    pieces = list(tokens(told))
    for piece in pieces:
        if piece.kind == "start":
            yield Time(piece.start, piece.end, 0.0, "baseline is day 0")
    found = groups(pieces, told)
    if not clock:
        found = [group for group in found if not (group.hours or group.minutes)]
    last: Group | None = None
    for place, group in enumerate(found):
        if _is_no_visit(told, group):
            continue
        if _is_interval(told, group):
            yield from _repeated(told, group, found[place + 1 : place + 2])
            continue
        if last and len(group.numbers) == 1 and _says_again(told, last, group):
            continue
        if last and (both := _composite(told, last, group)):
            yield from _made(told, last, [both], group.end)
        else:
            following = found[place + 1] if place + 1 < len(found) else None
            if following is None or not _composite(told, group, following):
                yield from _made(told, group, group.in_days, group.end)
        last = group


def _made(text: str, group: Group, days: Sequence[float], end: int) -> Iterator[Time]:
    until = _UNTIL.search(text[max(0, group.start - 40) : group.start]) is not None
    for value in days:
        if 0 <= value <= _MOST:
            told = f"{text[group.start : end].strip()}; a month is 30 days, a year 365"
            yield Time(group.start, end, round(value, 4), told, until)


def _is_no_visit(text: str, group: Group) -> bool:
    before = text[max(0, group.start - 40) : group.start]
    return (
        _NO_VISIT_AFTER.match(text, group.end) is not None
        or _NO_VISIT_BEFORE.search(before) is not None
        or (group.minutes and _LASTS.search(before) is not None)
    )


def _is_interval(text: str, group: Group) -> bool:
    before = text[max(0, group.start - 20) : group.start]
    return (
        group.often
        or _EVERY.search(before) is not None
        or (len(group.numbers) == 1 and _INTERVAL.match(text, group.end) is not None)
    )


def _repeated(text: str, every: Group, then: Sequence[Group]) -> Iterator[Time]:
    """The times of "every 3 months for 2 years"; none where no end is told."""
    if not then or not every.numbers or len(then[0].numbers) != 1:
        return
    [last], gap = then[0].in_days, every.in_days[-1]
    if not _TO_END.fullmatch(text, every.end, then[0].start) or not 0 < gap < last:
        return
    if last / gap > _POINTS:
        return
    told = f"{text[every.start : then[0].end].strip()}: every {gap:g} days to day {last:g}"
    for number in range(1, int(last / gap * (1 - _ROUNDED)) + 1):
        yield Time(every.start, then[0].end, round(number * gap, 4), told)


def _says_again(text: str, last: Group, group: Group) -> bool:
    """Whether brackets say the same in other words: "12 months (52 weeks)"."""
    if not last.numbers or not _BRACKET.fullmatch(text, last.end, group.start):
        return False
    one, other = last.in_days[-1], group.in_days[0]
    return abs(one - other) <= _ALIKE * max(one, other)


def _composite(text: str, one: Group, other: Group) -> float | None:
    """The days of "3 years 5 months", which are one time; None of two."""
    if len(one.numbers) != 1 or len(other.numbers) != 1:
        return None
    blank = text[one.end : other.start]
    units = one.unit[0].lower(), other.unit[0].lower()
    if not blank or not text[one.end - 1].isalpha() or other.often:
        return None  # "year 2 6 months"
    told = text[max(0, one.start - 40) : one.start]
    joined = blank.strip() == "and" or (blank.strip() == "," and _UNTIL.search(told))
    if not (
        (joined and units == ("y", "m") and other.numbers[0] < _MONTHS)
        or (not blank.strip() and units in (("y", "m"), ("m", "w"), ("m", "d"), ("w", "d")))
    ):
        return None
    return one.in_days[0] + other.in_days[0]
