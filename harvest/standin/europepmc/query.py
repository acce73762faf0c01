"""The query language of Europe PMC, as far as it is used: phrases, AND, OR, NOT, brackets, fields.

``SRC:PPR AND (TITLE_ABS:"liver cirrhosis" OR TITLE_ABS:"cirrhosis")``, ``EXT_ID:26062731``
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(
    r'\s*(?:(?P<bracket>[()])|(?:(?P<field>[A-Za-z_]+):)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s()":]+)))'
)
_WORD = re.compile(r"\w+")
_OPERATORS = ("AND", "OR", "NOT")
_EXACT = {"SRC": "source", "EXT_ID": "id", "DOI": "doi", "PMCID": "pmcid"}
_WORDS = ("TITLE", "ABSTRACT", "TITLE_ABS")


class QueryError(ValueError):
    """A query that the service does not understand."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a query looks at: a result, and its words in small letters, each between blanks."""

    result: dict[str, Any]
    title: str
    abstract: str
    whole: str


Matches = Callable[[Text], bool]
Token = tuple[str, Matches | None]
"""What was read, and what it asks for; None for an operator or a bracket."""


def text_of(result: dict[str, Any], full_text: str) -> Text:
    """A paper as queries look at it."""
    title, abstract = (str(result.get(name, "")) for name in ("title", "abstractText"))
    whole = f"{title} {abstract} {full_text}"
    return Text(result, _plain(title), _plain(abstract), _plain(whole))


def parsed(query: str) -> Matches:
    """What a query asks for. Raises QueryError."""
    tokens = _tokens(query)
    if not tokens:
        raise QueryError("an empty query")
    found, rest = _any(tokens)
    if rest:
        raise QueryError(f"what is left over: {rest[0][0]}")
    return found


def _tokens(query: str) -> list[Token]:
    found: list[Token] = []
    at = 0
    while query[at:].strip():
        token = _TOKEN.match(query, at)
        if token is None:
            raise QueryError(f"a quotation mark is left open: {query[at : at + 20]}")
        at = token.end()
        bare = token["word"] if token["field"] is None else None
        if token["bracket"] or bare in _OPERATORS:
            found.append((token["bracket"] or token["word"], None))
        else:
            said = token["phrase"] if token["phrase"] is not None else token["word"]
            found.append((token[0].strip(), _term(token["field"], said)))
    return found


def _term(field: str | None, said: str) -> Matches:
    if field in _EXACT:
        name, wanted = _EXACT[field], said.casefold()
        return lambda text: str(text.result.get(name, "")).casefold() == wanted
    phrase = _plain(said)
    if not phrase.strip():
        raise QueryError("a phrase without a word")
    if field is None:
        return lambda text: phrase in text.whole
    if field not in _WORDS:
        raise QueryError(f"no such field: {field}")
    title, abstract = field != "ABSTRACT", field != "TITLE"
    return lambda text: (title and phrase in text.title) or (abstract and phrase in text.abstract)


def _plain(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.lower()))} "


def _any(tokens: list[Token]) -> tuple[Matches, list[Token]]:
    first, rest = _all(tokens)
    every = [first]
    while rest and rest[0][0] == "OR":
        other, rest = _all(rest[1:])
        every.append(other)
    return (first if len(every) == 1 else lambda text: any(one(text) for one in every)), rest


def _all(tokens: list[Token]) -> tuple[Matches, list[Token]]:
    first, rest = _one(tokens)
    every = [first]
    while rest and rest[0][0] not in ("OR", ")"):
        other, rest = _one(rest[1:] if rest[0][0] == "AND" else rest)
        every.append(other)
    return (first if len(every) == 1 else lambda text: all(one(text) for one in every)), rest


def _one(tokens: list[Token]) -> tuple[Matches, list[Token]]:
    if not tokens:
        raise QueryError("something is missing at its end")
    (said, matches), *rest = tokens
    if matches is not None:
        return matches, rest
    if said == "NOT":
        inner, rest = _one(rest)
        return (lambda text: not inner(text)), rest
    if said == "(":
        inner, rest = _any(rest)
        if not rest or rest[0][0] != ")":
            raise QueryError("a bracket is left open")
        return inner, rest[1:]
    raise QueryError(f"{said} where a word is expected")
