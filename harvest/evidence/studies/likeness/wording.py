"""Words of titles, conditions and sponsors in one form, however a registry writes them."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from harvest.evidence.reading.tokens import fold, stem, stop_words, words

SAME = Path(__file__).with_name("same_words.txt")

_AFTER_S = re.compile(r"is(e|ed|es|ing|ation|ations)$")
_OUR = re.compile(r"our(s?)$")
_NAME = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
_LEGAL = Path(__file__).with_name("empty_names.txt")
_INITIALS = range(3, 9)
_LATIN = re.compile(r"[a-z0-9]")


@cache
def _same() -> dict[str, str]:
    """Word → the first of its line, which stands for all of them."""
    found: dict[str, str] = {}
    for line in SAME.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            first, *others = line.split()
            found |= {stem(_spelt(other)): stem(_spelt(first)) for other in others}
    return found


@lru_cache(maxsize=65_536)
def _spelt(word: str) -> str:
    """American and British spellings as one; what comes out need not be a word."""
    if len(word) < 5:
        return word
    word = word.replace("ae", "e").replace("oe", "e").replace("ph", "f")
    word = _AFTER_S.sub(r"iz\1", word)
    word = _OUR.sub(r"or\1", word)
    return word.replace("centre", "center").replace("fibre", "fiber").replace("litre", "liter")


@lru_cache(maxsize=65_536)
def _term(word: str) -> str:
    stemmed = stem(_spelt(word))
    return _same().get(stemmed, stemmed)


def terms(*texts: str) -> list[str]:
    """The words of some texts in one form, in order, stop words left out."""
    return [_term(word) for text in texts for word in words(text)]


def term_of_stem(stemmed: str) -> str:
    """The same of a word that is a stem already."""
    return _term(stemmed)


@cache
def _empty() -> frozenset[str]:
    return frozenset(_LEGAL.read_text("utf-8").split())


def name_terms(name: str) -> list[str]:
    """The words of an organisation's name in one form; what tells only its legal form left out."""
    plain = _DOTTED.sub(lambda m: m[0].replace(".", ""), _POSSESSIVE.sub("", fold(name)))
    found = [_org(word) for word in _NAME.findall(plain) if word not in _empty()]
    return [word for word in found if len(word) > 1]


@cache
def _org_words() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in Path(__file__).with_name("same_names.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            first, *_ = every = line.split()
            found |= dict.fromkeys(every, first)
    return found


def general_names() -> frozenset[str]:
    """Words that the names of many organisations have, in the form that stands for them."""
    return frozenset(_org_words().values())


def telling_names(*names: str) -> frozenset[str]:
    """Words of some names by which an organisation is told from others: whose, or where.

    In Latin letters: a name in others may be the same.
    """
    found = frozenset(word for name in names for word in name_terms(name)) - general_names()
    return frozenset(word for word in found if _LATIN.search(word))


def _org(word: str) -> str:
    return _org_words().get(word, word)


def initials(name: str) -> str:
    """The first letters of a name's words, as an abbreviation of it would be; else nothing."""
    made = "".join(word[0] for word in name_terms(name))
    return made if len(made) in _INITIALS else ""


def abbreviations(names: Iterable[str]) -> frozenset[str]:
    """What may abbreviate one of some names: its words in capitals, and its initials."""
    found = {initials(name) for name in names} - {""}
    for name in names:
        plain = name.replace(".", "")
        found |= {
            word.lower()
            for word in re.findall(r"\b[A-Z][A-Z&\-]{2,7}\b", plain)
            if word.lower() not in stop_words()
        }
    return frozenset(word.replace("-", "").replace("&", "") for word in found)
