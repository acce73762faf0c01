"""Countries by one name each, whatever a registry calls them.

Registries name one country in several ways, some of them in several ways themselves: Korea,
Republic of; South Korea; Republic of Korea. ``db/vocabularies/countries.csv`` has the usual name
and the others; parts of a country (England) are among them.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from harvest.legible import legible
from harvest.paths import DB
from harvest.vocabularies import entries

_WORDS = re.compile(r"\w+")
_IN_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_SHORT = {"st": "saint", "ste": "sainte"}


class Country(NamedTuple):
    """A country's code of two letters (ISO 3166) and what it is called, its usual name first.

    ``in_lists`` are names that mean it where a list of countries has them, though a sentence may
    mean another: the Congo of every list is that of Brazzaville.
    """

    code: str
    names: tuple[str, ...]
    in_lists: tuple[str, ...]


@cache
def countries() -> tuple[Country, ...]:
    """Every country that there is, and some that were."""
    found = entries(DB / "vocabularies" / "countries.csv", "names", "in_lists")
    return tuple(
        Country(
            each.code,
            (each.label, *_several(each.more["names"])),
            _several(each.more["in_lists"]),
        )
        for each in found
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


@lru_cache(maxsize=4096)
def country(name: str) -> str | None:
    """The usual name of the country that a field of a record names; None where it names none.

    ``Iran (Islamic Republic of)`` and ``Turkey (Türkiye)`` are countries, ``Africa`` is none and
    ``Korea`` may be two. What stands in brackets may say which one is meant, and may not gainsay.
    """
    found = _by_key().get(_key(name))
    if found is None and (repaired := _repaired(name)) is not None:
        return country(repaired)
    if found is None and (inside := _IN_BRACKETS.findall(name)):
        outer = _by_key().get(_key(_IN_BRACKETS.sub(" ", name)))
        others = {_by_key().get(_key(each)) for each in inside} - {None, outer}
        found = None if others else outer
    return found


def code_of(name: str) -> str | None:
    """The code of the country that a field of a record names; None where it names none."""
    return _codes().get(country(name) or "")


@cache
def _codes() -> dict[str, str]:
    return {each.names[0]: each.code for each in countries()}


@cache
def _by_key() -> dict[str, str]:
    """Names that are those of one country, as a field is compared with them."""
    found: dict[str, set[str]] = {}
    for each in countries():
        for name in each.names:
            found.setdefault(_key(name), set()).add(each.names[0])
    known = {key: next(iter(usual)) for key, usual in found.items() if len(usual) == 1}
    return known | {_key(name): each.names[0] for each in countries() for name in each.in_lists}


def _key(name: str) -> str:
    """The words of a name, without articles, accents, case and the marks between them."""
    words = _WORDS.findall(unaccented(legible(name).text).casefold().replace("&", " and "))
    return " ".join(_SHORT.get(word, word) for word in words if word != "the")


def _repaired(name: str) -> str | None:
    """A name whose letters were read in the wrong encoding, "TÃ¼rkiye"; None for any other."""
    if name.isascii():
        return None
    for encoding in ("cp1252", "latin-1"):
        try:
            return name.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return None


def unaccented(text: str) -> str:
    """The text without accents, each letter in its place."""
    return "".join(unicodedata.normalize("NFKD", letter)[0] for letter in text)
