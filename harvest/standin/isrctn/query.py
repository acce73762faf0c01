"""The query language of ISRCTN, as far as is known: phrases, AND, OR, NOT, brackets, a few fields.

``"liver cirrhosis" AND phase:"Phase II" AND lastEdited GE 2026-01-01T00:00:00.000Z``
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_TOKEN = re.compile(
    r'\s*(?:(?P<bracket>[()])|(?P<field>\w+):"(?P<value>[^"]*)"|"(?P<phrase>[^"]*)"'
    r'|(?P<edited>lastEdited)\s+(?P<order>GE|GT|LE|LT)\s+(?P<moment>[\d\-T:.]+Z)|(?P<word>[^\s()"]+))'
)
_ORDERS: dict[str, Callable[[str, str], bool]] = {
    "GE": lambda held, asked: held >= asked,
    "GT": lambda held, asked: held > asked,
    "LE": lambda held, asked: held <= asked,
    "LT": lambda held, asked: held < asked,
}
FIELDS = {"phase": "phase", "condition": "description", "sponsor": "organisation"}
"""Field → the element that it looks in."""


class QueryError(ValueError):
    """A query that the service does not understand."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a query looks at: all texts of a record in small letters, some by their element."""

    whole: str
    elements: dict[str, str]
    edited: str


Matches = Callable[[Text], bool]


def parsed(query: str) -> Matches:
    """What a query asks for. Raises QueryError."""
    tokens = list(_tokens(query))
    if not tokens:
        raise QueryError("an empty query")
    found, rest = _any(tokens)
    if rest:
        raise QueryError(f"what is left over: {rest[0][1]}")
    return found


Token = tuple[str, str, Matches | None]


def _tokens(query: str) -> list[Token]:
    found: list[Token] = []
    at = 0
    while query[at:].strip():
        token = _TOKEN.match(query, at)
        if token is None:
            raise QueryError(f"a quotation mark is left open: {query[at : at + 20]}")
        at = token.end()
        found.append(_token(token))
    return found


def _token(token: re.Match[str]) -> Token:
    if token["bracket"]:
        return "bracket", token["bracket"], None
    if token["order"]:
        compare, asked = _ORDERS[token["order"]], token["moment"]
        return "term", token[0], lambda text: compare(text.edited, asked)
    if token["field"]:
        if token["field"] not in FIELDS:
            raise QueryError(f"no such field: {token['field']}")
        element, value = FIELDS[token["field"]], _plain(token["value"])
        return "term", token[0], lambda text: value in text.elements.get(element, "")
    if token["word"] in ("AND", "OR", "NOT"):
        return "operator", token["word"], None
    phrase = f" {_plain(token['phrase'] if token['phrase'] is not None else token['word'])} "
    return "term", token[0], lambda text: phrase in text.whole


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def text_of(whole: str, elements: dict[str, str], edited: str) -> Text:
    """A record as queries look at it."""
    plain = {name: _plain(text) for name, text in elements.items()}
    return Text(f" {_plain(whole)} ", plain, edited)


def _any(tokens: list[Token]) -> tuple[Matches, list[Token]]:
    first, rest = _all(tokens)
    while rest and rest[0][1] == "OR":
        other, rest = _all(rest[1:])
        first = _either(first, other)
    return first, rest


def _either(one: Matches, other: Matches) -> Matches:
    return lambda text: one(text) or other(text)


def _both(one: Matches, other: Matches) -> Matches:
    return lambda text: one(text) and other(text)


def _all(tokens: list[Token]) -> tuple[Matches, list[Token]]:
    first, rest = _one(tokens)
    while rest and rest[0][1] not in ("OR", ")"):
        other, rest = _one(rest[1:] if rest[0][1] == "AND" else rest)
        first = _both(first, other)
    return first, rest


def _one(tokens: list[Token]) -> tuple[Matches, list[Token]]:
    if not tokens:
        raise QueryError("something is missing at its end")
    (kind, said, matches), *rest = tokens
    if said == "NOT" and kind == "operator":
        inner, rest = _one(rest)
        return (lambda text: not inner(text)), rest
    if said == "(" and kind == "bracket":
        inner, rest = _any(rest)
        if not rest or rest[0][1] != ")":
            raise QueryError("a bracket is left open")
        return inner, rest[1:]
    if matches is None:
        raise QueryError(f"a {said} where a word is expected")
    return matches, rest
