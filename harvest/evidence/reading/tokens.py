"""Words and names brought to a form in which they can be compared."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise

import Stemmer

from harvest.facets import VOCABULARIES

_WORD = re.compile(r"[a-z0-9]+")
_STEMMER = Stemmer.Stemmer("english")
_DEGREE = re.compile(
    r"\b(?:jr|sr|ii|iii|iv|md|phd|dr|prof|professor|mbbs|msc|mph|facs|pharmd|rn|bsc|dsc)\b\.?",
    re.IGNORECASE,
)
_SHORT_NAME = re.compile(r"\s+[A-Z][A-Z\-]{0,4}(?:\s+(?:Jr|Sr|2nd|3rd|II|III))?$")
_INITIALS = re.compile(r"[A-Z]|[B-DF-HJ-NP-TV-XZ]{2,3}")  # two with a vowel may be a surname: LI
_PLAIN_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d"})
_TWO_LETTERS = re.compile(r"([aou])e")
_ACRONYM = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z0-9])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\b")


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing of a subject (``db/vocabularies/stop_words.txt``)."""
    return frozenset((VOCABULARIES / "stop_words.txt").read_text(encoding="utf-8").split())


def fold(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    for mark in filter(unicodedata.combining, set(plain)):  # a text has few different ones
        plain = plain.replace(mark, "")
    return plain.lower()


def parted(text: str) -> list[str]:
    """All words of a text, in order, folded."""
    return _WORD.findall(fold(text))


def words(text: str) -> list[str]:
    """The words of a text, in order, stop words left out."""
    stop = stop_words()
    return [word for word in parted(text) if word not in stop]


def stems(*texts: str | None) -> list[str]:
    """The stems of the words of the texts, in order, stop words left out."""
    return list(_STEMMER.stemWords([word for text in texts if text for word in words(text)]))


@lru_cache(maxsize=65_536)  # most words are written many times
def stem(word: str) -> str:
    """The stem of a word."""
    return str(_STEMMER.stemWord(word))


def pairs(words: list[str]) -> list[str]:
    """Neighbouring words, joined: what two texts share beyond single words."""
    return [f"{first}_{second}" for first, second in pairwise(words)]


def grams(text: str) -> list[str]:
    """Runs of three to five letters within words, their ends marked: what compounds share."""
    marked = [f" {word} " for word in parted(text)]
    return [
        word[start : start + size]
        for word in marked
        for size in (3, 4, 5)
        for start in range(max(1, len(word) - size + 1))
    ]


@lru_cache(maxsize=65_536)  # most people are named many times
def surname(full_name: str) -> str:
    """The folded surname of a name as registries write it: ``Heidi Nelson, MD`` → ``nelson``.

    What ends with initials begins with the surname: ``Nelson H``.
    """
    plain = re.sub(r"\([^)]*\)", "", full_name).split(",")[0]
    words = _DEGREE.sub("", plain).replace(".", " ").split()
    while len(words) > 1 and _INITIALS.fullmatch(words[-1]) and not words[0].isupper():
        words.pop()
    return fold(words[-1]) if words else ""


def initial(full_name: str) -> str:
    """The folded first letter of the given names of a name as registries write it; "" if none."""
    plain = re.sub(r"\([^)]*\)", "", full_name).split(",")[0]
    words = _DEGREE.sub("", plain).replace(".", " ").split()
    if len(words) < 2:
        return ""
    last = _INITIALS.fullmatch(words[-1]) and not words[0].isupper()
    return fold(words[-1] if last else words[0])[:1]


@lru_cache(maxsize=65_536)
def respelt(folded: str) -> str:
    """A folded name in one spelling where several are usual: ``koechli`` and ``kochli``."""
    return _TWO_LETTERS.sub(r"\1", folded.translate(_PLAIN_LETTERS))


def author_surname(name: str) -> str:
    """The folded surname of a name as bibliographies write it: ``van den Berg JM`` → ``berg``."""
    words = _SHORT_NAME.sub("", name.strip().rstrip(".")).split()
    return fold(words[-1]) if words else ""


def squeezed(text: str) -> str:
    """Letters and digits only, so that ``CALGB-9732`` is found in ``CALGB 9732``."""
    return "".join(parted(text))


def acronyms(texts: Iterable[str]) -> frozenset[str]:
    """Words with at least two capitals or a capital and a digit, as written."""
    return frozenset(word for text in texts for word in _ACRONYM.findall(text) if len(word) > 2)
