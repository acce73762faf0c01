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
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")
"""Without width as well, though Unicode counts them among letters and marks."""


@lru_cache(maxsize=1 << 14)
def _read_as(character: str) -> str:
    """What one character reads as; itself where nothing is to be done."""
    code = ord(character)
    if code < 128:
        return character
    category = unicodedata.category(character)
    if character in _DASHES or category == "Pd":
        return "-"
    if category in ("Zs", "Zl", "Zp") or character.isspace():
        return " "
    if category == "Cf" or character in _UNSEEN or 0xFE00 <= code <= 0xFE0F:
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


GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu",
    "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau",
    "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
"""Small Greek letters and their English names."""
SIGN = re.compile(r"(?<![Α-Ωα-ωά-ώ])[Α-Ωα-ω]{1,3}(?![Α-Ωα-ωά-ώ])")
"""Greek letters that stand for themselves, not in a Greek word."""
_NO_WIDTH = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_INSIDE = re.compile(rf"(?<=[^\W_])[{_NO_WIDTH}]+|[{_NO_WIDTH}]+(?=[^\W_])")
_EXPONENT = re.compile(r"(?<=\d)[⁰¹²³⁴-⁹]+")
_WORD = re.compile(r"[^\W_]+")


def searched(text: str) -> str:
    """The copy of a text for full-text search, in the same words one by one.

    Compatibility forms (ligatures, wide letters, raised and lowered digits) are their plain
    letters, Greek letters that stand for themselves their English names, and nothing without width
    parts a word. As many words as the tokenizer finds in the text itself, so that the place of a
    word here is its place there. Raised digits behind digits stay: 10⁶ is not 106.
    """
    if text.isascii() or not any(map(_is_folded, set(text))):
        return text
    return SIGN.sub(lambda sign: "".join(names_of(sign[0])), compatible(text))


def compatible(text: str) -> str:
    """The copy for full-text search, with Greek letters as they are."""
    return _WORD.sub(_plain_word, _INSIDE.sub("", text))


def names_of(sign: str) -> list[str]:
    """The English names of Greek letters."""
    return [GREEK[letter] for letter in sign.lower()]


@lru_cache(maxsize=1 << 14)
def _is_folded(character: str) -> bool:
    """Whether the copy for search may have something else in a character's place."""
    return not character.isascii() and (
        character.lower() in GREEK
        or _INSIDE.match(f"a{character}", 1) is not None
        or (character.isalnum() and unicodedata.normalize("NFKC", character) != character)
    )


def _plain_word(match: re.Match[str]) -> str:
    word = match[0]
    if word.isascii():
        return word
    kept = _EXPONENT.search(word)
    if kept is not None:
        before, behind = word[: kept.start()], word[kept.end() :]
        return f"{_plain_letters(before)}{kept[0]}{_plain_letters(behind)}"
    return _plain_letters(word)


def _plain_letters(word: str) -> str:
    """The word in plain letters; a character that would part it (½ is 1⁄2) as it is."""
    plain_word = unicodedata.normalize("NFKC", word)
    if _is_one_word(plain_word):
        return plain_word
    letters = (unicodedata.normalize("NFKC", character) for character in word)
    pairs = zip(word, letters, strict=True)
    return "".join(read if _is_one_word(read) else character for character, read in pairs)


def _is_one_word(text: str) -> bool:
    return all(unicodedata.category(c)[0] in "LN" or "\u0300" <= c <= "\u0331" for c in text)
