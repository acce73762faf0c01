"""Full-text search as readers write it, in the query language of SQLite's FTS5.

A reader may write words (all must be found), ``"a phrase"``, a beginning of three letters or more
with a star (``hepat*``),
``OR`` between two words, and ``-word`` for what must not be found. Nothing that anybody writes is
an error: marks without a meaning are left out, and a text without any word finds nothing.
"""

import re
import sqlite3
import unicodedata
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class _Term:
    text: str
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
            unwanted.append(term.text)
        elif joined:
            wanted[-1].append(term.text)
            joined = False
        else:
            wanted.append([term.text])
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
    return len(terms) > _LIGHT or any(term.text.endswith("*") for term in terms)


def _terms(text: str) -> list[_Term | None]:
    """The terms in order; None stands for OR."""
    found: list[_Term | None] = []
    beginnings = 0
    for match in _TOKEN.finditer(_NOT_STORED.sub(" ", text[:LONGEST])):
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
        quoted = '"' + phrase.replace('"', " ") + '"' + (" *" if star else "")
        found.append(_Term(quoted, bool(minus), " ".join(phrase.split())))
        if len(found) == MOST:
            break
    return found


def _is_searched(character: str) -> bool:
    """Whether the tokenizer (unicode61) keeps it: letters, digits and private-use characters."""
    return unicodedata.category(character)[0] in "LN" or unicodedata.category(character) == "Co"


def register(connection: sqlite3.Connection) -> None:
    """Make ``escape_fts(text)`` known to a connection, as Datasette's table pages call it."""
    connection.create_function("escape_fts", 1, _sql_match, deterministic=True)


def _sql_match(value: object) -> str:
    return match_expression(None if value is None else str(value))
