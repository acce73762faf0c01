"""The numbers that a text names, those that are written wrongly, and digits that could be several.

Nothing is corrected silently and nothing is guessed: what could be meant is said beside it.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from harvest.identifiers import Found, Registry, find, registries, registry
from harvest.legible import legible

_LIKE_DIGITS = "0-9OoIl"
_LEAST_DIGITS = 4
_ALSO = {"PMID": "pmid", "EudraCT": "eudract"}
"""What people write before numbers that have no letters of their own."""
_PREFIX = re.compile(r"[A-Za-z]{3,}")
_DIGITS = re.compile(r"(?<![\w.,/:=+%$€£-])[1-9][0-9]{5,7}(?![\w%/]|[.,:-][0-9])")
_COUNTED = re.compile(
    r"\s*(?:(?:[\w-]+\s){0,2}?(?:cells?|patients?|participants?|people|persons?|subjects?|IU|"
    r"units?|"
    r"copies|euros?|dollars?|USD|EUR|mg|ml|kg|inhabitants|cases|deaths|records|years?)\b|×|x\s?10)",
    re.IGNORECASE,
)


class Wrong(NamedTuple):
    """Letters of a registry with digits behind them that are no number of it."""

    registry: Registry
    start: int
    end: int
    said: str
    digits: str


class Bare(NamedTuple):
    """Digits alone, which could be of PubMed, PubMed Central or nobody."""

    start: int
    end: int
    digits: str


class Named(NamedTuple):
    """What a text names, in reading order each."""

    found: tuple[Found, ...]
    wrong: tuple[Wrong, ...]
    bare: tuple[Bare, ...]


def named(text: str) -> Named:
    """The numbers in a text."""
    found = _outermost(find(text))
    taken = [(each.start, each.end) for each in found]
    wrong = tuple(
        each for each in _wrong(text) if not any(a < each.end and each.start < b for a, b in taken)
    )
    taken += [(each.start, each.end) for each in wrong]
    bare = tuple(
        Bare(match.start(), match.end(), match[0])
        for match in _DIGITS.finditer(text)
        if not any(a < match.end() and match.start() < b for a, b in taken)
        and not _COUNTED.match(text, match.end())
    )
    return Named(found, wrong, bare)


def _outermost(hits: tuple[Found, ...]) -> tuple[Found, ...]:
    """Without what stands inside another number: a PMID in the address of a DOI."""
    kept: list[Found] = []
    for hit in sorted(hits, key=lambda each: (each.start, -each.end)):
        if not kept or hit.end > kept[-1].end or (hit.start, hit.end) == kept[-1][2:4]:
            kept.append(hit)
    return tuple(kept)


@cache
def _prefixes() -> dict[str, Registry]:
    """What numbers of each registry begin with, in capitals."""
    found: dict[str, Registry] = {}
    for each in registries():
        prefix = _PREFIX.match(each.canonical)
        if prefix:
            found.setdefault(prefix[0].upper(), each)
    return found | {prefix.upper(): registry(code) for prefix, code in _ALSO.items()}


@cache
def _misspelt() -> re.Pattern[str]:
    either = "|".join(sorted(map(re.escape, _prefixes()), key=len, reverse=True))
    return re.compile(
        rf"(?<![A-Za-z])({either})[\s:#-]{{0,3}}(?=[{_LIKE_DIGITS}/-]*[0-9])"
        rf"([{_LIKE_DIGITS}](?:[/-]?[{_LIKE_DIGITS}])*)(?![A-Za-z0-9])",
        re.IGNORECASE,
    )


def _wrong(text: str) -> Iterator[Wrong]:
    copy = legible(text)
    for match in _misspelt().finditer(copy.text):
        if sum(character.isdigit() for character in match[2]) < _LEAST_DIGITS:
            continue
        start, end = copy.back(*match.span())
        of = _prefixes()[match[1].upper()]
        yield Wrong(of, start, end, text[start:end], match[2])


def one_apart(digits: str) -> frozenset[str]:
    """What differs from these digits by one: another, missing, added, or two in each other's place.

    Letters that look like digits are read as these first.
    """
    plain = digits.translate(str.maketrans("OoIl", "0011"))
    every = "0123456789"
    found = {plain} if plain != digits else set()
    for place in range(len(plain) + 1):
        before, behind = plain[:place], plain[place:]
        found |= {f"{before}{digit}{behind}" for digit in every}
        if behind:
            found.add(before + behind[1:])
            found |= {f"{before}{digit}{behind[1:]}" for digit in every}
        if len(behind) > 1:
            found.add(f"{before}{behind[1]}{behind[0]}{behind[2:]}")
    return frozenset(found - {digits})
