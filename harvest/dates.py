"""Dates as the registries give them: a year, a month or a day, never more precise than said.

A partial date travels as text (``2019``, ``2019-03``, ``2019-03-07``), sorts as text, and is read
by :func:`parse` where its precision or its bounds matter.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

Precision = Literal["year", "month", "day"]

EARLIEST_YEAR = 1500
"""Papers of the 1850s are in PubMed; anything before printing is an error."""
LATEST_YEAR = 2199
"""The registries hold completion dates as far as 2099."""

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class PartialDate(NamedTuple):
    """A calendar date of which the day, or the month and the day, may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> Precision:
        """The smallest unit that is known."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def earliest(self) -> date:
        """The first day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> PartialDate | None:
    """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None for anything else.

    A day that the calendar lacks (2023-02-30), digits other than 0-9 and blanks are not accepted.
    """
    match = _PARTIAL.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    return _checked(year, month, day) if year else None


class Days(NamedTuple):
    """A number of days of which only the bounds are known; equal when both dates have a day."""

    least: int
    most: int


def days_between(start: PartialDate, end: PartialDate) -> Days:
    """Days from ``start`` to ``end``, negative if ``end`` comes first, as far as they tell."""
    return Days(
        (end.earliest - start.latest).days,
        (end.latest - start.earliest).days,
    )


_AGES = (
    ("minute", 60),
    ("hour", 3600),
    ("day", 86_400),
    ("month", 31_557_600 // 12),
    ("year", 31_557_600),
)
"""Units of age in words, in seconds."""


def lasting(age: timedelta) -> str:
    """A length of time in the largest unit of which there are two, or else one.

    ``1 minute``, ``90 minutes``, ``47 hours``, ``2 days``, ``23 months``, ``17 years``; below a
    minute, and of what is negative, ``less than a minute``.
    """
    seconds = int(age.total_seconds())
    name, length = next(
        ((name, length) for name, length in reversed(_AGES) if seconds >= 2 * length), _AGES[0]
    )
    number = seconds // length
    if number < 1:
        return "less than a minute"
    return f"{number:,} {name}{'s' if number > 1 else ''}"


def ago(age: timedelta) -> str:
    """How long ago something was, as ``23 months ago``; what lies ahead was just now."""
    return f"{lasting(age)} ago"


_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def in_words(text: str | None) -> str:
    """``2026-11-24`` as ``24 November 2026``, ``2026-11`` as ``November 2026``; else as it is."""
    parts = (text or "")[:10].split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts) == 1:
        return text or ""
    month = int(parts[1])
    if not 1 <= month <= 12:
        return text or ""
    day = f"{int(parts[2])} " if len(parts) > 2 else ""
    return f"{day}{_NAMES[month - 1]} {parts[0]}"


# --- dates in words and parts, as PubMed gives them ---


class PublicationDate(NamedTuple):
    """What a publication date says: the part that is certain, the year, and the words.

    ``text`` holds what ``date`` can't: a season, a span of months, a free text.
    """

    date: str | None
    year: int | None
    text: str | None


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_WORD_DATE = re.compile(r"([0-9]{4})(?: ([A-Za-z]{3,9})\.?(?: ([0-9]{1,2}))?)?")
_SAME_MONTH = re.compile(r"([0-9]{4}) ([A-Za-z]{3,9})\.? [0-9]{1,2} ?[-–/] ?[0-9]{1,2}")


def month_number(text: str) -> int | None:
    """1 to 12 for ``Jan``, ``January``, ``1`` or ``01``; None for anything else."""
    text = text.strip()
    if re.fullmatch(r"[0-9]{1,2}", text):
        number = int(text)
        return number if 1 <= number <= 12 else None
    return _MONTHS.get(text.lower().rstrip("."))


def from_parts(
    year: str | None,
    month: str | None = None,
    day: str | None = None,
    season: str | None = None,
    medline_date: str | None = None,
) -> PublicationDate:
    """Read the children of a PubMed date element (``Year Month Day Season``, or ``MedlineDate``).

    ``date`` keeps only what is certain: ``2014 Nov-Dec`` gives ``2014``, ``2011 Sep 15-30`` gives
    ``2011-09``, a season gives its year, a span over two years gives no date and its first year.
    A month or day that can't be is dropped and shown in ``text``.
    """
    if not year:
        return _from_words(medline_date) if medline_date else PublicationDate(None, None, None)
    if not re.fullmatch(r"[0-9]{4}", year.strip()):
        return _from_words(" ".join(part for part in (year, month, day, season) if part))
    number = month_number(month) if month else None
    whole = _checked(int(year), number, _day_number(day) if number else None)
    best = whole or _checked(int(year), number) or _checked(int(year))
    if best is None:
        return PublicationDate(None, None, " ".join(p for p in (year, month, day) if p))
    lost = (month and best.month is None) or (day and best.day is None)
    words = season or (" ".join(p for p in (year, month, day) if p) if lost else None)
    return PublicationDate(str(best), best.year, words)


def _from_words(text: str) -> PublicationDate:
    """Read a free-text date such as ``2014 Nov-Dec``, ``Spring 2010`` or ``1998 Dec-1999 Jan``."""
    words = " ".join(text.split())
    years = [y for y in map(int, _YEAR.findall(words)) if EARLIEST_YEAR <= y <= LATEST_YEAR]
    if not years:
        return PublicationDate(None, None, words or None)
    exact = _WORD_DATE.fullmatch(words) or _SAME_MONTH.fullmatch(words)
    if exact is not None:
        groups = [*exact.groups(), None, None]
        number = month_number(groups[1]) if groups[1] else None
        best = _checked(years[0], number, _day_number(groups[2]) if number else None)
        if best is not None:
            # 2014 Jan 5 is told whole by the date; anything vaguer keeps its words beside it
            told = exact.re is _WORD_DATE and (number is not None or groups[1] is None)
            return PublicationDate(str(best), best.year, None if told else words)
    return PublicationDate(str(years[0]) if len(set(years)) == 1 else None, years[0], words)


def _day_number(text: str | None) -> int | None:
    if text is None or not re.fullmatch(r"[0-9]{1,2}", text.strip()):
        return None
    return int(text)


def _checked(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    """The date, if the calendar has it."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    if month is None:
        return PartialDate(year)
    if not 1 <= month <= 12:
        return None
    if day is not None and not 1 <= day <= monthrange(year, month)[1]:
        return None
    return PartialDate(year, month, day)
