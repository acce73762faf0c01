"""Dates of PubMed records: as precise as given, never more (see ``harvest.dates``)."""

import re
from functools import lru_cache

from harvest.dates import PublicationDate, from_parts
from harvest.sources.pubmed.reading.draft import Draft, Element, children, first_three

_PARTS = {"Year": 0, "Month": 1, "Day": 2, "Season": 3, "MedlineDate": 4}
_TIME = frozenset({"Hour", "Minute", "Second"})
_YEAR = re.compile(r"[0-9]{4}")

_cached = lru_cache(maxsize=1 << 16)(from_parts)


def day(draft: Draft, element: Element) -> str | None:
    """The date in an element of Year, Month and Day, such as DateRevised or PubMedPubDate.

    By far the most frequent elements: what has the usual shape is told by its three texts alone.
    """
    texts = [child.text for child in first_three(element)]
    if len(texts) == 3:
        usual = _three(*texts)
        if usual is not None:
            return usual
    return read(draft, element).date


@lru_cache(maxsize=1 << 16)
def _three(year: str | None, month: str | None, day: str | None) -> str | None:
    """The date, if year, month and day stand in this order and the calendar has it."""
    if not (year and month and day and _YEAR.fullmatch(year)):
        return None
    found = from_parts(year, month, day)
    return found.date if found.text is None else None


def read(draft: Draft, element: Element) -> PublicationDate:
    """The date in a PubDate, BeginningDate … element, in whatever form; oddities are drift."""
    parts: list[str | None] = [None] * 5
    for child in children(element):
        place = _PARTS.get(child.tag)
        if place is not None:
            parts[place] = (child.text or "").strip() or None
        elif child.tag not in _TIME:
            draft.unknown(element, child)
    found = _cached(*parts)
    _year, _month, _day, season, words = parts
    if found.text is not None and not season and (not words or found.year is None):
        draft.odd(element.tag, found.text)
    return found
