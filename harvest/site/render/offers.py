"""Which downloads a page offers: those that hold so many records with ease."""

from collections.abc import Iterable, Mapping

from harvest.export import REFERENCE_FORMATS, TABLE_FORMATS

MOST: Mapping[str, int] = dict.fromkeys(REFERENCE_FORMATS, 20_000) | {
    "csv": 100_000,
    "json": 100_000,
    "xlsx": 10_000,
    "docx": 2_000,
}
"""Records in one download by format: as many as the program that it is for can open with ease."""

FORMATS: Mapping[str, str] = {
    form.ending: name
    for formats in (REFERENCE_FORMATS, TABLE_FORMATS)
    for name, form in formats.items()
}
"""Formats by their ending in an address."""


def offered(endings: Iterable[str], number: int | None) -> list[str]:
    """The endings whose files hold ``number`` records; all where the number is not known."""
    return [ending for ending in endings if number is None or number <= _most(ending)]


def withheld(endings: Iterable[str], number: int | None) -> list[tuple[str, int]]:
    """The other endings, each with the number of records that its file holds."""
    others = list(endings)
    kept = offered(others, number)
    return [(ending, _most(ending)) for ending in others if ending not in kept]


def _most(ending: str) -> int:
    return MOST[FORMATS[ending.removeprefix(".")]]
