"""Help for a search that finds little: which word is to blame, and what may have been meant."""

import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from datasette.app import Datasette

from harvest.fulltext import match_expression, words
from harvest.site.cache import once
from harvest.site.page import read, statement

_WORD = re.compile(r"[^\W\d_]{4,}")
_NEAREST = 0.74  # how alike two words must be, by difflib's ratio
_MOST_WORDS = 8
_LENGTHS = 2  # letters by which a word may be longer or shorter


@dataclass(frozen=True, slots=True)
class Help:
    """``unfound`` are words that stand nowhere; ``instead`` the search with the nearest spelling.

    ``names`` are what MeSH calls what was written; ``wider`` are searches that find something.
    """

    unfound: tuple[str, ...]
    instead: str | None
    names: tuple[str, ...]
    wider: tuple[str, ...]


async def help_with(datasette: Datasette, text: str) -> Help:
    """What to try instead of a search that found nothing."""
    known = await once(datasette, "spelling", _vocabulary)
    wanted = words(text)[:_MOST_WORDS]
    found = await _finding(datasette, wanted)
    unfound = tuple(word for word in wanted if not found[word])
    instead = text
    for word in unfound:
        if (guess := nearest(word, known)) is not None:
            instead = re.sub(re.escape(word), guess, instead, flags=re.IGNORECASE)
    [names] = await read(datasette, ("spelling_names", {"term": text.strip().strip('"')}))
    wider = [" ".join(word for word in wanted if found[word])]
    if len(wanted) > 1:
        wider.append(" OR ".join(_quoted(word) for word in wanted))
    wider += [f"{word[:-2]}*" for word in unfound if len(word) > 6]
    finding = await _finding(datasette, [w for w in wider if w and w != text])
    return Help(
        unfound=unfound,
        instead=instead if instead.lower() != text.lower() else None,
        names=tuple(str(row["name"]) for row in names),
        wider=tuple(search for search, finds in finding.items() if finds),
    )


def nearest(word: str, known: Mapping[str, frozenset[str]]) -> str | None:
    """The known word that is spelt most like it and begins with its letter."""
    word = word.lower()
    alike = [
        other
        for other in known.get(word[:1], ())
        if abs(len(other) - len(word)) <= _LENGTHS and other != word
    ]
    guesses = get_close_matches(word, sorted(alike), 1, _NEAREST)
    return guesses[0] if guesses else None


def _vocabulary(connection: sqlite3.Connection) -> Mapping[str, frozenset[str]]:
    """Words of the vocabulary, by their first letter."""
    rows: Iterable[tuple[str]] = connection.execute(statement("spelling_words"))
    by_letter: dict[str, set[str]] = {}
    for (term,) in rows:
        for word in _WORD.findall(term.lower()):
            by_letter.setdefault(word[0], set()).add(word)
    return {letter: frozenset(those) for letter, those in by_letter.items()}


async def _finding(datasette: Datasette, searches: Iterable[str]) -> dict[str, bool]:
    """Whether each of the searches finds a trial or a paper."""
    asked = list(dict.fromkeys(searches))
    answers = await read(
        datasette, *(("spelling_finds", {"match": match_expression(text)}) for text in asked)
    )
    return {text: bool(rows[0]["finds"]) for text, rows in zip(asked, answers, strict=True)}


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word
