"""The trial registry's search language (Essie), as far as a harvester can meet it.

Operators in capitals; terms bind tighter than ``NOT`` and the context operators, those tighter
than ``AND``, that tighter than ``OR`` (a comma is an ``OR``). Words side by side must all occur; a
quoted phrase must occur in its order. What the registry does with concepts and weights is not
imitated: counts of real searches can't be had from a copy.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

COVERAGES = frozenset({"FullMatch", "StartsWith", "EndsWith", "Contains"})
MOST_WORDS_SIDE_BY_SIDE = 24  # a protocol's title as an unquoted query is too much for the registry
MOST_TOKENS = 1500
DEEPEST = 60

_EXPECTED = (
    "{<EOF>, '(', ',', 'NOT', 'AND', 'OR', 'SEARCH', 'AREA', 'RANGE', 'DISTANCE', Coverage, "
    "Expansion, 'TILT', 'ALL', 'MISSING', 'MIN', 'MAX', EscapedKeyword, BooleanLiteral, "
    "DecimalLiteral, DateLiteral, TimeLiteral, RadiusLiteral, StringLiteral, Term}"
)
_TOKEN = re.compile(
    r"""
    (?P<string>"(?:\\.|[^"\\])*")
  | (?P<context>(?:AREA|SEARCH|RANGE|DISTANCE|COVERAGE|EXPANSION|TILT)\[[^\]]*\])
  | (?P<punctuation>[(),\[\]"])
  | (?P<word>(?:\\.|[^\s()\[\],"\\])+|\\)
    """,
    re.VERBOSE,
)
_OPERATORS = frozenset({"AND", "OR", "NOT", "ALL", "MISSING", "(", ")", ",", "[", "]", '"'})


class EssieError(Exception):
    """The expression can't be read or names what isn't there; the text is the registry's own."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words side by side, or a phrase; ``text`` as written, for enumerations and dates."""

    text: str
    phrase: bool


@dataclass(frozen=True, slots=True)
class Range:
    """Between two values, both included; None is ``MIN`` or ``MAX``."""

    low: str | None
    high: str | None


@dataclass(frozen=True, slots=True)
class Distance:
    """Within a radius of a point, in kilometres."""

    latitude: float
    longitude: float
    kilometres: float


@dataclass(frozen=True, slots=True)
class Everything:
    """``ALL``: every study."""


@dataclass(frozen=True, slots=True)
class Missing:
    """``MISSING``: no value in the area."""


@dataclass(frozen=True, slots=True)
class Area:
    """``AREA[Name]…``; ``size``: about the length of the list, not its values."""

    name: str
    inner: "Node"
    size: bool = False


@dataclass(frozen=True, slots=True)
class SameItem:
    """``SEARCH[Location](…)``: all conditions in one item of the list."""

    name: str
    inner: "Node"


@dataclass(frozen=True, slots=True)
class Covered:
    """``COVERAGE[FullMatch]…``: the whole value, not a part of it."""

    coverage: str
    inner: "Node"


@dataclass(frozen=True, slots=True)
class Not:
    """Studies that do not match."""

    inner: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """Studies that match all parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Studies that match any part."""

    parts: tuple["Node", ...]


Node = Words | Range | Distance | Everything | Missing | Area | SameItem | Covered | Not | And | Or


def parse(expression: str) -> Node:
    """Read an expression; raises EssieError in the registry's own words."""
    return _Parser(expression).whole()


def areas(node: Node, default: str) -> Iterator[tuple[str, Node]]:
    """Each leaf of an expression with the area that it asks."""
    if isinstance(node, Area):
        yield from areas(node.inner, node.name)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from areas(part, default)
    elif isinstance(node, Not | SameItem | Covered):
        yield from areas(node.inner, default)
    else:
        yield default, node


class _Parser:
    def __init__(self, expression: str) -> None:
        self._expression = expression
        self._tokens = [match for match in _TOKEN.finditer(expression)]
        self._at = 0
        self._depth = 0
        if len(self._tokens) > MOST_TOKENS:
            raise EssieError("Too complicated query")

    def whole(self) -> Node:
        if not self._tokens:
            return Everything()
        node = self._or()
        if self._peek():
            raise self._unexpected()
        return node

    def _peek(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        self._at += 1
        return token

    def _unexpected(self) -> EssieError:
        token = self._peek()
        if token == '"':
            rest = self._expression[self._tokens[self._at].start() :]
            return EssieError(f"token recognition error at: '{rest}'")
        return EssieError(f"mismatched input '{token or '<EOF>'}' expecting {_EXPECTED}")

    def _or(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise EssieError("Too complicated query")
        parts = [self._and()]
        while self._peek() in ("OR", ","):
            self._take()
            parts.append(self._and())
        self._depth -= 1
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _and(self) -> Node:
        parts = [self._unary()]
        while self._peek():
            if self._peek() == "AND":
                self._take()
            elif self._peek() in ("OR", ",", ")", "[", "]", '"'):
                break
            parts.append(self._unary())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _unary(self) -> Node:
        token = self._peek()
        if token == "NOT":
            self._take()
            return Not(self._unary())
        if self._at < len(self._tokens) and self._tokens[self._at].lastgroup == "context":
            return self._context(self._take())
        return self._primary()

    def _context(self, token: str) -> Node:
        operator, _, inside = token[:-1].partition("[")
        inside = inside.strip()
        reader: dict[str, Callable[[str], Node]] = {
            "AREA": self._area,
            "SEARCH": lambda name: SameItem(name, self._unary()),
            "RANGE": _range,
            "DISTANCE": _distance,
            "COVERAGE": self._coverage,
            "EXPANSION": lambda _: self._unary(),
            "TILT": lambda _: self._unary(),
        }
        return reader[operator](inside)

    def _area(self, name: str) -> Node:
        name, _, suffix = name.partition(":")
        return Area(name, self._unary(), size=suffix == "size")

    def _coverage(self, coverage: str) -> Node:
        if coverage not in COVERAGES:
            raise EssieError(f"Invalid coverage: {coverage}")
        return Covered(coverage, self._unary())

    def _primary(self) -> Node:
        token = self._peek()
        if token == "(":
            self._take()
            node = self._or()
            if self._peek() != ")":
                if self._peek():
                    raise self._unexpected()
                raise EssieError("missing ')' at '<EOF>'")
            self._take()
            return node
        if token == "ALL":
            self._take()
            return Everything()
        if token == "MISSING":
            self._take()
            return Missing()
        if token.startswith('"') and len(token) > 1:
            return Words(_unescaped(self._take()[1:-1]), phrase=True)
        if not token or token in _OPERATORS:
            raise self._unexpected()
        return self._words()

    def _words(self) -> Node:
        taken = []
        while self._at < len(self._tokens) and self._tokens[self._at].lastgroup == "word":
            if self._peek() in _OPERATORS:
                break
            taken.append(_unescaped(self._take()))
        if len(taken) > MOST_WORDS_SIDE_BY_SIDE:
            raise EssieError("Too complicated query")
        return Words(" ".join(taken), phrase=False)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _range(inside: str) -> Node:
    low, comma, high = (part.strip() for part in inside.partition(","))
    if not comma or not low or not high:
        raise EssieError(f"mismatched input ']' expecting {_EXPECTED}")
    return Range(None if low == "MIN" else low, None if high == "MAX" else high)


def _distance(inside: str) -> Node:
    read = re.fullmatch(r"\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*,\s*([\d.]+)\s*(km|mi)\s*", inside)
    if not read:
        raise EssieError(f"mismatched input ']' expecting {_EXPECTED}")
    kilometres = float(read[3]) * (1.609344 if read[4] == "mi" else 1.0)
    return Distance(float(read[1]), float(read[2]), kilometres)
