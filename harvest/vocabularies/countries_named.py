"""Countries by all the names that people write: USA, Republic of Korea, Türkiye, Czech Republic.

Registries write some of them in several ways themselves; whatever names a country names all values
that mean it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from harvest.fulltext import says_nothing
from harvest.vocabularies.countries import Country, countries, unaccented

_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_WORDS = re.compile(r"\w+")


class Found(NamedTuple):
    """Where a text names a country, and a value that means it."""

    start: int
    end: int
    value: str


def countries_in(text: str, values: Iterable[str]) -> Iterator[Found]:
    """Where a text names a country, with each of the ``values`` that mean it.

    With its usual name where no value does. A name that two countries of the values share
    ("Korea", "Congo") names none. "us" is a country in capitals alone.
    """
    meant: dict[Country, list[str]] = {}
    for value in values:
        if country := _named_so().get(_key(value)) or _named_so().get(_key(_bare(value))):
            meant.setdefault(country, []).append(value)
    shared = Counter(key for country in meant for key in {_key(name) for name in country.names})
    bare = unaccented(text)
    words = set(_key(text).split())
    for country in countries():
        for name in country.names:
            key = _key(name)
            if not words.issuperset(key.split()) or shared[key] > 1:
                continue
            if shared[key] == 0 and key in _ambiguous():
                continue
            for match in _pattern(key).finditer(bare):
                if not says_nothing(match[0]):
                    for value in meant.get(country, country.names[:1]):
                        yield Found(match.start(), match.end(), value)


@cache
def _named_so() -> dict[str, Country]:
    """Each country by the names that are its alone."""
    return {
        key: country
        for country in countries()
        for name in country.names
        if (key := _key(name)) not in _ambiguous()
    }


@cache
def _ambiguous() -> frozenset[str]:
    keys = Counter(key for each in countries() for key in {_key(name) for name in each.names})
    return frozenset(key for key, number in keys.items() if number > 1)


@cache
def _pattern(key: str) -> re.Pattern[str]:
    inner = r"\W+".join(map(re.escape, key.split()))
    return re.compile(rf"(?<!\w){inner}(?!\w)", re.IGNORECASE)


def _key(name: str) -> str:
    """The words of a name, without accents, case and marks between them."""
    return " ".join(_WORDS.findall(unaccented(name).casefold()))


def _bare(value: str) -> str:
    return _IN_BRACKETS.sub("", value)
