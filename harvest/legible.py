"""One copy of a text for reading: whatever sets the same words differently reads alike in it.

Publishers write "BM‑MSC" with a non-breaking hyphen, "10 ml" with a thin blank, "ﬁbrosis" with a
ligature. What is shown and exported keeps their characters; what is read (numbers, vocabularies,
doses, people) is read in this copy, and its places lead back to the text as it stands.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u02d7")
_LIKE_ASCII = ("<wide>", "<narrow>", "<noBreak>", "<font>")
_LIGATURES = range(0xFB00, 0xFB07)
_ROMAN = range(0x2160, 0x2180)
_JOINERS = "\u200c\u200d"  # without width as well, though they shape letters in some scripts


@lru_cache(maxsize=1 << 14)
def _read_as(character: str) -> str:
    """What one character reads as; itself where nothing is to be done."""
    code = ord(character)
    if code < 128:
        return character
    category = unicodedata.category(character)
    if character in _DASHES or category == "Pd":
        return "-"
    if category == "Zs":
        return " "
    if category == "Cf" or character in _JOINERS or 0xFE00 <= code <= 0xFE0F:
        return ""
    if code in _LIGATURES or code in _ROMAN:
        return unicodedata.normalize("NFKC", character)
    if unicodedata.decomposition(character).startswith(_LIKE_ASCII):
        return unicodedata.normalize("NFKC", character)
    return character


class Legible(NamedTuple):
    """The copy, and where each of its characters stands in the original; None if they are equal."""

    text: str
    places: tuple[int, ...] | None = None

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that ``text[start:end]`` was read from."""
        if self.places is None:
            return start, end
        first = self.places[start]
        return first, max(first, self.places[end - 1] + 1) if end > start else first


@lru_cache(maxsize=512)
def legible(text: str) -> Legible:
    """The copy of a text for reading."""
    if text.isascii():
        return Legible(text)
    read = {c: r for c in set(text) if (r := _read_as(c)) != c}
    if not read:
        return Legible(text)
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in read.get(character, character):
            letters.append(letter)
            places.append(place)
    places.append(len(text))
    return Legible("".join(letters), tuple(places))


_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """The copy alone, on one line: to compare two texts."""
    return _SPACES.sub(" ", legible(text).text).strip()
