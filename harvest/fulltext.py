"""Full-text search as readers write it, in the query language of SQLite's FTS5.

A reader may write words (all must be found), ``"a phrase"``, a beginning of three letters or more
with a star (``hepat*``),
``OR`` between two words, and ``-word`` for what must not be found. Nothing that anybody writes is
an error: marks without a meaning are left out, and a text without any word finds nothing. Words
that say nothing of a subject ("for", "who") are left out beside others. A Greek letter finds its
name and a name its letter (``TGF-β``, ``TGF-beta``), ``IL10`` finds ``IL-10``; ligatures and wide
forms are plain letters.
"""

import re
import sqlite3
import unicodedata
from dataclasses import dataclass
from functools import cache

from harvest.paths import DB

LONGEST = 1000
"""Characters of a search that are read; the rest is left out."""
MOST = 40
"""Words and phrases of a search that are read."""
SHORTEST_BEGINNING = 3
"""Letters that a beginning with a star must have: shorter ones match half of all words."""
MOST_BEGINNINGS = 4
"""Beginnings of a search that are read as such; further ones are words."""
_LIGHT = 8
"""Words from which a search may take long."""
NOTHING = '""'
"""An expression that is valid and finds nothing."""

_TOKEN = re.compile(r'(-?)"([^"]*)"?(\*?)|(\S+)')
_NOT_STORED = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "ω": "omega",
}  # fmt: skip
_LETTERS_OF = {name: letter for letter, name in _GREEK.items()}
_NUMBERED = re.compile(r"([A-Za-z]{1,6})[\s-]?(\d{1,4})")
_NAME = re.compile(rf"(?<![^\W\d_])({'|'.join(_LETTERS_OF)})(?![^\W\d_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Term:
    texts: tuple[str, ...]  # any of them
    excluded: bool
    plain: str


def match_expression(text: str | None) -> str:
    """The FTS5 expression for what a reader wrote; never raises, never an invalid expression.

    ``OR`` binds its two neighbours more tightly than the other words: ``umbilical OR cord liver``
    is (umbilical or cord) and liver.
    """
    wanted: list[list[str]] = []
    unwanted: list[str] = []
    joined = False
    for term in _terms(text or ""):
        if term is None:
            joined = bool(wanted)
        elif term.excluded:
            unwanted += term.texts
        elif joined:
            wanted[-1] += term.texts
            joined = False
        else:
            wanted.append(list(term.texts))
    if not wanted:
        return NOTHING
    groups = ["(" + " OR ".join(group) + ")" if len(group) > 1 else group[0] for group in wanted]
    expression = " AND ".join(groups)
    if unwanted:
        expression = f"({expression}) NOT ({' OR '.join(unwanted)})"
    return expression


def words(text: str) -> tuple[str, ...]:
    """The words and phrases that must or may be found, as the reader wrote them."""
    return tuple(term.plain for term in _terms(text) if term is not None and not term.excluded)


def is_heavy(text: str) -> bool:
    """Whether a search may cost many times what a usual one does."""
    terms = [term for term in _terms(text) if term is not None]
    return len(terms) > _LIGHT or any(term.texts[0].endswith("*") for term in terms)


def _terms(text: str) -> list[_Term | None]:
    """The terms in order; None stands for OR."""
    found: list[_Term | None] = []
    beginnings = 0
    given = unicodedata.normalize("NFKC", _NOT_STORED.sub(" ", text[:LONGEST]))
    matches = list(_TOKEN.finditer(given))
    telling = [match for match in matches if not _says_nothing(match[4])]
    if any(match[0] != "OR" for match in telling):
        matches = telling
    for match in matches:
        minus, phrase, star, word = match.groups()
        if word == "OR":
            found.append(None)
            continue
        if word is not None:
            minus = "-" if word.startswith("-") else ""
            star = "*" if word.endswith("*") else ""
            phrase = word.strip('-*"')
        if not any(_is_searched(character) for character in phrase):
            continue
        letters = sum(map(_is_searched, phrase))
        if star and letters >= SHORTEST_BEGINNING and beginnings < MOST_BEGINNINGS:
            beginnings += 1
        else:
            star = ""
        ending = " *" if star else ""
        texts = tuple(f'"{each}"{ending}' for each in _spellings(phrase.replace('"', " ")))
        found.append(_Term(texts, bool(minus), " ".join(phrase.split())))
        if len(found) == MOST:
            break
    return found


def _spellings(phrase: str) -> tuple[str, ...]:
    """The phrase, and as others write it.

    With Greek letters and their names in each other's place, and with the number of a name behind a
    hyphen or not: ``IL10``, ``IL-10``, ``CD34``.
    """
    low = phrase.lower()
    found = [phrase]
    if numbered := _NUMBERED.fullmatch(phrase.strip()):
        found += [f"{numbered[1]} {numbered[2]}", f"{numbered[1]}{numbered[2]}"]
    if any(letter in low for letter in _GREEK):
        for space in ("", " "):
            spelt = low
            for letter, name in _GREEK.items():
                spelt = spelt.replace(letter, f"{space}{name}")
            found.append(" ".join(spelt.split()))
    elif _NAME.search(phrase):
        found.append(_NAME.sub(lambda match: _LETTERS_OF[match[0].lower()], phrase))
        glued = re.sub(r"[\s-]+(?=[α-ω])", "", found[-1])
        found.append(glued)
    return tuple(dict.fromkeys(found))


@cache
def _empty_words() -> frozenset[str]:
    return frozenset((DB / "vocabularies" / "stop_words.txt").read_text("utf-8").split())


def _says_nothing(word: str | None) -> bool:
    """Whether a word is no word of a subject; in capitals it may be an abbreviation (US, IT)."""
    bare = (word or "").strip(".,;:?!()")
    if bare == "AND":
        return True
    return bare.lower() in _empty_words() and (len(bare) == 1 or not bare.isupper())


def _is_searched(character: str) -> bool:
    """Whether the tokenizer (unicode61) keeps it: letters, digits and private-use characters."""
    return unicodedata.category(character)[0] in "LN" or unicodedata.category(character) == "Co"


def register(connection: sqlite3.Connection) -> None:
    """Make ``escape_fts(text)`` known to a connection, as Datasette's table pages call it."""
    connection.create_function("escape_fts", 1, _sql_match, deterministic=True)


def _sql_match(value: object) -> str:
    return match_expression(None if value is None else str(value))
