"""Dates and spans of dates as prose writes them, never more precise than written.

"between 18 May 2010 and Feb 6, 2015", "from March to June 2014", "2011–13", "03/2012 to 05/2013".
A date in figures of which day and month could be either is taken as its year.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from harvest.dates import PartialDate, month_number, parse

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
_DAY = r"[0-3]?[0-9](?:\s?(?:st|nd|rd|th))?"
_THE = r"(?:the\s+)?"
_SEASON = r"(?:(?:early|mid|late|the|spring|summer|autumn|fall|winter)[\s-]+(?:of\s+)?){1,3}"


def _date(n: str, *, year: str = "") -> str:
    """A date; its groups end in ``n``. With ``year`` "?" it may lack the year."""
    said = rf"(?:(?:,?\s*(?:of\s+)?|-)(?P<y1{n}>{_YEAR})){year}"
    said2 = rf"(?:,?\s*(?P<y2{n}>{_YEAR})){year}"
    return (
        rf"(?:{_THE}(?P<d1{n}>{_DAY})(?:\s*|-)(?:of\s+)?(?P<m1{n}>{_MONTH}){said}"
        rf"|(?P<m2{n}>{_MONTH})(?:\s+(?P<d2{n}>{_DAY}))?(?![0-9]){said2}"
        rf"|(?P<y3{n}>{_YEAR})[-/.](?P<a{n}>[01]?[0-9])(?:[-/.](?P<b{n}>[0-3]?[0-9]))?(?![0-9-])"
        rf"|(?P<c{n}>[0-3]?[0-9])[-/.](?P<e{n}>[01]?[0-9]|[0-3][0-9])[-/.](?P<y4{n}>{_YEAR})"
        rf"|(?P<f{n}>[01]?[0-9])/(?P<y5{n}>{_YEAR})"
        rf"|(?:{_SEASON})?(?P<y6{n}>{_YEAR}))"
    )


_TO = r"\s*(?:,?\s*(?:and|to|until|till|through|thru|up to|into|ending (?:in|on))\s+|\s?-\s?)"
_UNTIL = r"(?:(?:the )?(?:end|beginning|start|middle) of\s+)?"
_SHORT = re.compile(r"(?<![0-9])(?P<from>(?:19|20)[0-9]{2})\s?[-/]\s?(?P<to>[0-9]{2})(?![0-9/-])")
_SPAN = re.compile(
    rf"(?<![0-9]){_UNTIL}{_date('A', year='?')}{_TO}{_UNTIL}{_date('B')}", re.IGNORECASE
)
_ONE = re.compile(rf"(?<![0-9]){_UNTIL}{_date('A')}", re.IGNORECASE)


class Span(NamedTuple):
    """From a date to another, where each is written, and where the whole is."""

    first: PartialDate
    last: PartialDate
    first_at: tuple[int, int]
    last_at: tuple[int, int]


class Day(NamedTuple):
    """A date and where it is written."""

    date: PartialDate
    start: int
    end: int


def spans(text: str) -> Iterator[Span]:
    """Every span of dates, in a text in the copy for reading."""
    for match in _SPAN.finditer(text):
        last, last_at = _read(match, "B")
        first, first_at = _read(match, "A", last)
        if first and last and first.earliest <= last.latest:
            yield Span(first, last, first_at, last_at)
    for match in _SHORT.finditer(text):
        began, ended = int(match["from"]), int(match["from"][:2] + match["to"])
        if began < ended <= began + 15:
            yield Span(PartialDate(began), PartialDate(ended), match.span("from"), match.span("to"))


def days(text: str) -> Iterator[Day]:
    """Every date by itself."""
    for match in _ONE.finditer(text):
        date, at = _read(match, "A")
        if date:
            yield Day(date, *at)


def _read(
    match: re.Match[str], n: str, other: PartialDate | None = None
) -> tuple[PartialDate | None, tuple[int, int]]:
    """The date of the groups ``n``; what lacks a year is of the other's year or the one before."""
    groups = {name: value for name, value in match.groupdict().items() if value and name[-1] == n}
    at = _place(match, groups)
    year = next((int(groups[f"y{k}{n}"]) for k in range(1, 7) if f"y{k}{n}" in groups), None)
    month_name = groups.get(f"m1{n}") or groups.get(f"m2{n}")
    month = month_number(month_name.rstrip(".")) if month_name else None
    day = _number(groups.get(f"d1{n}") or groups.get(f"d2{n}"))
    if f"a{n}" in groups:
        month, day = int(groups[f"a{n}"]), _number(groups.get(f"b{n}"))
    elif f"f{n}" in groups:
        month = int(groups[f"f{n}"])
    elif f"c{n}" in groups:
        day, month = _day_and_month(int(groups[f"c{n}"]), int(groups[f"e{n}"]))
    if year is None and other is not None and month is not None:
        later = other.month is not None and (month, day or 0) > (other.month, other.day or 31)
        year = other.year - 1 if later else other.year
    if year is None:
        return None, at
    return _sound(year, month, day), at


def _sound(year: int, month: int | None, day: int | None) -> PartialDate | None:
    parts = [f"{year:04}", *(f"{each:02}" for each in (month, day if month else None) if each)]
    return parse("-".join(parts)) or parse(f"{year:04}")


def _day_and_month(one: int, other: int) -> tuple[int | None, int | None]:
    if other > 12 >= one:
        return other, one
    if one > 12 >= other:
        return one, other
    return (one, one) if one == other <= 12 else (None, None)


def _number(text: str | None) -> int | None:
    found = re.match(r"[0-9]+", text or "")
    return int(found[0]) if found else None


def _place(match: re.Match[str], groups: dict[str, str]) -> tuple[int, int]:
    places = [match.span(name) for name in groups]
    return min(start for start, _ in places), max(end for _, end in places)
