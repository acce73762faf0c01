"""How much room words take in a picture, before any browser has drawn them."""

import unicodedata
from functools import lru_cache

HEIGHT = 12
"""Units of a letter's height in every picture."""

_NARROW = frozenset("fijlrtI.,:;'|!()[]/- ")
_BROAD = frozenset("mwMW@%&")


def width(words: str) -> float:
    """Units that the words need, in whatever system font: rather too many than too few."""
    return sum(map(_advance, words))


@lru_cache(4096)
def _advance(letter: str) -> float:
    if letter in _NARROW:
        return 5
    if letter in _BROAD:
        return 12
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 13
    return 8.5 if letter.isupper() or not letter.isascii() else 7.7


def fitted(words: str, room: float) -> str:
    """The words, cut with an ellipsis where they need more units than ``room``."""
    if width(words) <= room:
        return words
    kept, left = "", room - width("…")
    for letter in words:
        left -= _advance(letter)
        if left < 0:
            break
        kept += letter
    return kept.rstrip() + "…"
