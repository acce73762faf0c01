"""Full-text search as readers write it, in the query language of SQLite's FTS5.

A reader may write words (all must be found), ``"a phrase"``, a beginning of three letters or more
with a star (``random*``),
``OR`` between two words, and ``-word`` for what must not be found. Nothing that anybody writes is
an error: marks without a meaning are left out, and a text without any word finds nothing. Words
that say nothing of a subject ("for", "who") are left out beside others. A Greek letter finds its
name and a name its letter (``TGF-β``, ``TGF-beta``), ``IL10`` finds ``IL-10``; ligatures and wide
forms are plain letters, as :func:`harvest.legible.searched` has them in the index.
"""

import re
import sqlite3
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import product

from harvest.legible import GREEK, SIGN, compatible, names_of, searched
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


_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_LETTERS_OF = {name: letter for letter, name in GREEK.items() if letter != "ς"}
_NAMES = "|".join(sorted(_LETTERS_OF, key=len, reverse=True))
_NAME = re.compile(
    rf"(?<![^\W\d_])(?i:{_NAMES})(?![^\W\d_])"
    rf"|(?<=[A-Z])(?:{_NAMES})(?![a-z])"  # TGFbeta1
    rf"|(?<![^\W\d_])(?:{_NAMES})(?=[A-Z])"  # alphaSMA
)
_POWER = re.compile(r"(?<=\d)(?:\^(\d+)|([⁰¹²³⁴-⁹]+))")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOOSE, _RAISE = "\x1f", "\x1e"  # no text of a reader holds them
_BREAK = r"\s\u2010-\u2015\u2212-"
_NUMBERED = re.compile(
    rf"(?<![^\W_])([A-Za-z]{{1,6}})[{_BREAK}]?(?=\d{{1,4}}(?!\d))|(?<!\d)(\d{{1,4}})(?=[A-Za-z])"
)
_PART = re.compile(r"[^\W_]+")
_ONLY_LOOSE = re.compile(rf"[{_LOOSE}{_BREAK}]+")
_MOST_LOOSE = 3


@dataclass(frozen=True, slots=True)
class _Term:
    texts: tuple[str, ...]  # any of them
    excluded: bool
    plain: str


def match_expression(text: str | None) -> str:
    """The FTS5 expression for what a reader wrote; never raises, never an invalid expression.

    ``OR`` binds its two neighbours more tightly than the other words: ``placebo OR sham surgery``
    is (placebo or sham) and surgery.
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
    given = _NOT_STORED.sub(" ", text[:LONGEST]).translate(_WIDE)
    matches = list(_TOKEN.finditer(given))
    telling = [match for match in matches if not says_nothing(match[4])]
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
        found.append(_Term(texts, bool(minus), " ".join(compatible(phrase).split())))
        if len(found) == MOST:
            break
    return found


def _spellings(phrase: str) -> tuple[str, ...]:
    """The phrase as it is indexed, and as others write it.

    A Greek letter or its name may stand apart from what is beside it or not, and so may the number
    of a name: ``TGF-β1``, ``TGFbeta1``; ``IL10``, ``IL-10``. A power may be raised or not.
    """
    marked = compatible(_POWER.sub(lambda power: f"{_RAISE}{power[1] or power[2]}", phrase))
    marked = SIGN.sub(lambda sign: _loosely(*names_of(sign[0])), marked)
    marked = _NAME.sub(lambda name: _loosely(name[0].lower()), marked)
    marked = _NUMBERED.sub(lambda name: f"{name[1] or name[2]}{_LOOSE}", marked)
    found = [phrase, searched(phrase)]
    parts = _parts(marked)
    if sum(gap != " " for gap, _ in parts[1:]) <= _MOST_LOOSE:
        joined = list(product(*(_ways(gap, word) for gap, word in parts)))
        found += ["".join(way).strip() for way in joined if len(parts) > 1]
        if any(word in _LETTERS_OF for _, word in parts):
            found += ["".join(map(_lettered, way)).strip() for way in joined]
    return tuple(dict.fromkeys(found))


def _loosely(*names: str) -> str:
    return f"{_LOOSE}{_LOOSE.join(names)}{_LOOSE}"


def _parts(marked: str) -> list[tuple[str, str]]:
    """The words of a phrase, each with what parts it from the one before."""
    parts: list[tuple[str, str]] = []
    end = 0
    for match in _PART.finditer(marked):
        between = marked[end : match.start()]
        end = match.end()
        gap = " "
        if _RAISE in between:
            gap = _RAISE
        elif _LOOSE in between and _ONLY_LOOSE.fullmatch(between):
            gap = _LOOSE
        parts.append((gap if parts else "", match[0]))
    return parts


def _ways(gap: str, word: str) -> tuple[str, ...]:
    if gap == _RAISE:
        digits = unicodedata.normalize("NFKC", word)
        return f" {digits}", digits.translate(_RAISED)
    return (word, f" {word}") if gap == _LOOSE else (f"{gap}{word}",)


def _lettered(word: str) -> str:
    bare = word.strip()
    return word.replace(bare, _LETTERS_OF.get(bare, bare))


@cache
def empty_words() -> frozenset[str]:
    """The words that say nothing of a subject."""
    return frozenset((DB / "vocabularies" / "stop_words.txt").read_text("utf-8").split())


def says_nothing(word: str | None) -> bool:
    """Whether a word is no word of a subject; in capitals it may be an abbreviation (US, IT)."""
    bare = (word or "").strip(".,;:?!()")
    if bare == "AND":
        return True
    return bare.lower() in empty_words() and (len(bare) == 1 or not bare.isupper())


def _is_searched(character: str) -> bool:
    """Whether the tokenizer (unicode61) keeps it: letters, digits and private-use characters."""
    return unicodedata.category(character)[0] in "LN" or unicodedata.category(character) == "Co"


def register(connection: sqlite3.Connection) -> None:
    """Make ``escape_fts(text)`` known to a connection, as Datasette's table pages call it."""
    connection.create_function("escape_fts", 1, _sql_match, deterministic=True)


def _sql_match(value: object) -> str:
    return match_expression(None if value is None else str(value))
