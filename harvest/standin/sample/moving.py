"""The sample's dates, moved as a whole: each by as many days, none more precise than it was.

A month stands for its middle and a year for its first of July, so that months and years keep their
distance from the days around them as well as they can.
"""

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import msgspec
from lxml import etree

from harvest.dates import PartialDate, month_number, parse
from harvest.standin.corpora.corpus import Corpus, State, line
from harvest.standin.europepmc.services import ARTICLES

_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
         "October", "November", "December")  # fmt: skip
_SEASONS = ("Winter", "Spring", "Summer", "Fall")
_QUARTERS = ("1st", "2nd", "3rd", "4th")
_DATED = frozenset(
    {"PubDate", "ArticleDate", "DateCompleted", "DateRevised", "PubMedPubDate", "ContributionDate"}
)
_SPAN = re.compile(rf"(\d{{4}}) ({'|'.join(_SHORT)})-({'|'.join(_SHORT)})")
_QUARTER = re.compile(rf"(\d{{4}}) ({'|'.join(_QUARTERS)}) Quarter")
_MONTH_IN_WORDS = re.compile(rf"\b({'|'.join(_LONG)}) (\d{{4}})\b")
_YEAR_OF_VOLUME = re.compile(r"\b\d{4}(?=;\d)")
_WHOLE_DAY = re.compile(rb'\b\d{4}-\d{2}-\d{2}(?=T|")')
_DAY_FIRST = re.compile(rb"\b(\d{2})/(\d{2})/(\d{4})\b")
_decode = msgspec.json.Decoder().decode


def moved(text: str, days: int) -> str:
    """A date of the registries (a day, a month or a year), so many days later; else the text."""
    found = parse(text)
    return text if found is None else str(_moved(found, days))


def _moved(found: PartialDate, days: int) -> PartialDate:
    year, month, day = found
    stands_for = date(year, month or 7, day or (15 if month else 1))
    there = stands_for + timedelta(days=days)
    if day is not None:
        return PartialDate(there.year, there.month, there.day)
    return PartialDate(there.year, there.month if month else None)


def _moved_month(year: int, month: int, days: int) -> tuple[int, int]:
    there = _moved(PartialDate(year, month), days)
    return there.year, there.month or 1


def _moved_quarter(year: int, quarter: int, days: int) -> tuple[int, int]:
    """Year and quarter (0 to 3) of a quarter's middle, moved."""
    year, month = _moved_month(year, quarter * 3 + 2, days)
    return year, (month - 1) // 3


# --- studies ---


def _study(body: bytes, days: int) -> bytes:
    return line(_part(_decode(body), days))


def _part(value: Any, days: int, key: str = "") -> Any:
    """A part of a study with its dates moved; which texts are dates, their names tell."""
    if isinstance(value, dict):
        return {name: _part(held, days, name) for name, held in value.items()}
    if isinstance(value, list):
        return [_part(held, days, key) for held in value]
    if not isinstance(value, str):
        return value
    if key == "statusVerifiedDate":  # the month of a day that is moved too, and never after it
        return moved(f"{value}-01", days)[:7]
    if key == "versionHolder" or "date" in key.lower():
        return moved(value, days)
    return _words(value, days)


def _words(text: str, days: int) -> str:
    """A text with the months and the years of volumes in it moved."""

    def month(match: re.Match[str]) -> str:
        year, number = _moved_month(int(match[2]), _LONG.index(match[1]) + 1, days)
        return f"{_LONG[number - 1]} {year}"

    text = _MONTH_IN_WORDS.sub(month, text)
    return _YEAR_OF_VOLUME.sub(lambda match: moved(match[0], days), text)


# --- papers ---


def _paper(body: bytes, days: int) -> bytes:
    root = etree.fromstring(body)
    for element in root.iter():
        if element.tag in _DATED:
            _dated(element, days)
        elif element.tag in ("AbstractText", "RefSource") and element.text:
            element.text = _words(element.text, days)
    return etree.tostring(root, encoding="unicode").encode()


def _dated(element: etree._Element, days: int) -> None:
    """Move a date of PubMed, which may be given in parts, by its season or in words."""
    parts = {str(child.tag): child for child in element}
    if (words := parts.get("MedlineDate")) is not None:
        words.text = _in_words(words.text or "", days)
        return
    year = int(parts["Year"].text or "")
    if (season := parts.get("Season")) is not None:
        year, number = _moved_quarter(year, _SEASONS.index(season.text or ""), days)
        season.text = _SEASONS[number]
    elif (month := parts.get("Month")) is not None:
        named = (month.text or "").isalpha()
        day = parts.get("Day")
        there = _moved(
            PartialDate(
                year,
                month_number(month.text or ""),
                None if day is None else int(day.text or ""),
            ),
            days,
        )
        year = there.year
        month.text = _SHORT[(there.month or 1) - 1] if named else f"{there.month:02}"
        if day is not None:
            day.text = f"{there.day}" if named else f"{there.day:02}"
    else:
        year = _moved(PartialDate(year), days).year
    parts["Year"].text = str(year)


def _in_words(text: str, days: int) -> str:
    if match := _QUARTER.fullmatch(text):
        year, quarter = _moved_quarter(int(match[1]), _QUARTERS.index(match[2]), days)
        return f"{year} {_QUARTERS[quarter]} Quarter"
    if match := _SPAN.fullmatch(text):
        first, last = (_SHORT.index(match[place]) for place in (2, 3))
        year, number = _moved_month(int(match[1]), first + 1, days)
        began = number - 1
        ended = began + (last - first) % len(_SHORT)
        then = f"{year + 1} " if ended >= len(_SHORT) else ""
        return f"{year} {_SHORT[began]}-{then}{_SHORT[ended % len(_SHORT)]}"
    raise ValueError(f"a date of the sample that can't be moved: {text}")


# --- records of other registries ---


def _registration(body: bytes, days: int) -> bytes:
    """A record of another registry: whole days alone, the year or the day first."""

    def later(found: re.Match[bytes]) -> bytes:
        return moved(found[0].decode(), days).encode()

    def day_first(found: re.Match[bytes]) -> bytes:
        year, month, day = moved(b"-".join(found.group(3, 2, 1)).decode(), days).split("-")
        return f"{day}/{month}/{year}".encode()

    return _DAY_FIRST.sub(day_first, _WHOLE_DAY.sub(later, body))


def _article(body: bytes, days: int) -> bytes:
    """An article in JATS, whose text gives its dates as months in words."""
    return _words(body.decode(), days).encode()


# --- the corpus ---


class Moved:
    """A corpus whose every date is so many days later."""

    def __init__(self, corpus: Corpus, days: int) -> None:
        self._corpus = corpus
        self._days = days
        self._states: dict[int, State] = {}
        self._bodies: dict[bytes, bytes] = {}  # most records stay as they are from state to state
        self._lock = threading.Lock()  # several services may ask for the next state at once

    @property
    def epochs(self) -> int:
        """How many states there are."""
        return self._corpus.epochs

    def state(self, epoch: int) -> State:
        """The state at an epoch; the last one for every number beyond it."""
        with self._lock:
            if epoch not in self._states:
                self._states[epoch] = self._move(self._corpus.state(epoch))
            return self._states[epoch]

    def _move(self, state: State) -> State:
        study = partial(self._once, _study)
        paper = partial(self._once, _paper)
        day, _, time = state.data_timestamp.partition("T")
        return replace(
            state,
            studies={nct_id: study(body) for nct_id, body in state.studies.items()},
            citations={pmid: paper(body) for pmid, body in state.citations.items()},
            earlier={
                nct_id: tuple(study(body) for body in bodies)
                for nct_id, bodies in state.earlier.items()
            },
            registrations={
                source: {
                    number: self._once(_article if source == ARTICLES else _registration, body)
                    for number, body in held.items()
                }
                for source, held in state.registrations.items()
            },
            data_timestamp=f"{moved(day, self._days)}T{time}",
        )

    def _once(self, move: Callable[[bytes, int], bytes], body: bytes) -> bytes:
        if body not in self._bodies:
            self._bodies[body] = move(body, self._days)
        return self._bodies[body]
