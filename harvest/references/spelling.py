"""How titles, names and journals are spelt alike: without accents, markup, marks and case."""

import re
import unicodedata
from functools import lru_cache

from harvest.text import clean

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu",
    "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon",
    "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
_LETTERS = {
    **_GREEK, "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
    "ı": "i", "&": " and ",
}  # fmt: skip
_TABLE = str.maketrans(_LETTERS)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,40}>")
_WORD = re.compile(r"[^\W_]+")
_ENGLISH = {"oe": "o", "ae": "a", "ue": "u"}


@lru_cache(maxsize=1 << 15)
def folded(text: str) -> str:
    """The text in small letters without accents and markup; Greek letters by their names."""
    if "<" in text:
        text = _TAG.sub("", text)
    text = unicodedata.normalize("NFKC", clean(text)).casefold().translate(_TABLE)
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, as they are compared."""
    return tuple(_WORD.findall(folded(text)))


def glued(text: str) -> str:
    """The words without what stands between them: "follow-up" and "follow up" are one."""
    return "".join(words(text))


def plain_name(text: str) -> str:
    """A family name as it is compared: umlauts written in two letters are one."""
    found = glued(text)
    for two, one in _ENGLISH.items():
        found = found.replace(two, one)
    return found
