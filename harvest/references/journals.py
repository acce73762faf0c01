"""Whether two names of a journal are of one: whole, abbreviated, or by its initials."""

import re
from functools import lru_cache

from harvest.references.model import Reference
from harvest.references.spelling import words

_SMALL = frozenset(
    [
        "a",
        "and",
        "at",
        "der",
        "des",
        "die",
        "et",
        "fur",
        "for",
        "in",
        "la",
        "le",
        "of",
        "official",
        "on",
        "the",
        "to",
        "und",
        "und",
        "de",
        "del",
        "y",
        "e",
    ]
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SUBTITLE = re.compile(r"\s*(?: : | = |: |; | / |\. (?=[A-Z][a-z]+ [a-z])).*$", re.DOTALL)
_ISSN = re.compile(r"\b(\d{4})-?(\d{3}[\dXx])\b")


def agree(one: Reference, other: Reference) -> bool | None:
    """Whether two references are of one journal; None where one of them names none."""
    if _numbers(one.issn) & _numbers(other.issn):
        return True
    mine, others = _names(one), _names(other)
    if not mine or not others:
        return None
    return any(_one_journal(a, b) for a in mine for b in others)


def _names(reference: Reference) -> tuple[str, ...]:
    found = (reference.journal, reference.journal_abbrev)
    return tuple(dict.fromkeys(each for each in found if each))


def _numbers(issn: str | None) -> frozenset[str]:
    return frozenset(a + b.upper() for a, b in _ISSN.findall(issn or ""))


@lru_cache(maxsize=1 << 14)
def _one_journal(one: str, other: str) -> bool:
    return any(_alike(a, b) for a in _forms(one) for b in _forms(other))


@lru_cache(maxsize=1 << 14)
def _forms(name: str) -> tuple[tuple[str, ...], ...]:
    """The words of a name: as it is, without what stands in brackets, without its subtitle."""
    bare = _ASIDE.sub(" ", name)
    found = (name, bare, _SUBTITLE.sub("", bare), _SUBTITLE.sub("", name))
    forms = (tuple(w for w in words(each) if w not in _SMALL) for each in found)
    return tuple(dict.fromkeys(each for each in forms if each))


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if one == other or "".join(one) == "".join(other):
        return True
    if len(one) == len(other):
        return all(map(_one_word, one, other))
    short, long = sorted((one, other), key=len)
    if len(short) == 1 and 3 <= len(short[0]) <= 8 and len(long) > 2:
        initials = "".join(word[0] for word in long)
        return initials == short[0] or (len(short[0]) > 3 and initials.startswith(short[0]))
    return False


def _one_word(one: str, other: str) -> bool:
    """Whether one word abbreviates the other: J, Gastroenterol, Natl, Dtsch."""
    short, long = sorted((one, other), key=len)
    if short == long or long.startswith(short):
        return short == long or len(short) >= 3 or len(short) == 1
    if short[0] != long[0] or short.isdigit():
        return False
    rest = iter(long)
    return all(letter in rest for letter in short)
