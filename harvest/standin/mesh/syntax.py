"""Reads a SPARQL query; what is understood is said in ``sparql``, everything else is an error."""

import re
from dataclasses import dataclass, replace

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD = "http://www.w3.org/2001/XMLSchema#"
BOOLEAN = _XSD + "boolean"

_TOKEN = re.compile(
    r"""\s*(?:(?P<comment>\#[^\n]*) | (?P<token>
        <[^<>\s]*> | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | @[A-Za-z][\w-]* | \^\^
      | \?\w+ | [A-Za-z]?[\w-]*:(?:[\w.-]*[\w-])? | \w+ | [{}().;,/*+=]))""",
    re.VERBOSE,
)
_ESCAPES = {"\\n": "\n", "\\t": "\t", "\\r": "\r"}


class SparqlError(Exception):
    """The query can't be read, or asks for what this engine can't do."""


@dataclass(frozen=True, slots=True)
class Node:
    """An RDF term: a URI, or a literal with a language or a type (its full URI)."""

    value: str
    uri: bool = False
    language: str = ""
    datatype: str = ""


Binding = dict[str, Node]
Term = Node | str  # a str is the name of a variable


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path; ``repeated``: once or more often."""

    predicate: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Triple:
    """A pattern: subject, steps one after the other, object."""

    subject: Term
    path: tuple[Step, ...]
    object: Term


@dataclass(frozen=True, slots=True)
class Values:
    """The nodes that a variable may be."""

    name: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Union:
    """Alternatives; a group in braces alone is one of one."""

    groups: tuple["Group", ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between braces, in order; a group among its parts is optional."""

    parts: tuple["Triple | Values | Union | Group", ...] = ()
    filters: tuple[tuple[str, tuple[Node, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Select:
    """A query; ``order`` gives variables and whether they descend."""

    variables: tuple[str, ...]
    where: Group
    distinct: bool = False
    order: tuple[tuple[str, bool], ...] = ()
    limit: int | None = None
    offset: int | None = None


def parse(query: str) -> Select:
    """Read a query; raises SparqlError."""
    return _Parser(query).select()


def _tokens(query: str) -> list[str]:
    found = []
    at, end = 0, len(query.rstrip())
    while at < end:
        match = _TOKEN.match(query, at)
        if match is None:
            raise SparqlError(f"can't read {query[at : at + 20].strip()!r}")
        if match["token"]:
            found.append(match["token"])
        at = match.end()
    return found


class _Parser:
    def __init__(self, query: str) -> None:
        self._tokens = _tokens(query)
        self._at = 0
        self._prefixes: dict[str, str] = {}
        self._seen: dict[str, None] = {}  # variables, for SELECT *

    def select(self) -> Select:
        while self._taken("PREFIX"):
            name = self._take()
            if not name.endswith(":"):
                raise SparqlError(f"{name}: a prefix ends in a colon")
            self._prefixes[name[:-1]] = self._iri(self._take())
        self._expect("SELECT")
        distinct = self._taken("DISTINCT")
        variables: list[str] = []
        everything = self._taken("*")
        while not everything and self._peek().startswith("?"):
            variables.append(self._variable())
        if not (everything or variables):
            raise SparqlError(f"{self._peek()}: variables or * are expected")
        while self._taken("FROM"):
            self._iri(self._take())
        self._taken("WHERE")
        self._seen.clear()
        where = self._group()
        names = tuple(self._seen) if everything else tuple(variables)
        return self._modified(Select(names, where, distinct))

    def _modified(self, select: Select) -> Select:
        """What follows the pattern, in SPARQL's order."""
        if self._taken("ORDER"):
            self._expect("BY")
            order = [self._ordered()]
            while self._peek().startswith("?") or self._peek().upper() in ("ASC", "DESC"):
                order.append(self._ordered())
            select = replace(select, order=tuple(order))
        while self._peek().upper() in ("LIMIT", "OFFSET"):
            name = self._take().lower()
            if getattr(select, name) is not None:
                raise SparqlError(f"{name.upper()} comes twice")
            number = self._number()
            limited = name == "limit"
            select = replace(select, limit=number) if limited else replace(select, offset=number)
        if self._peek():
            raise SparqlError(f"can't read {self._peek()}")
        return select

    def _ordered(self) -> tuple[str, bool]:
        if self._peek().startswith("?"):
            return self._variable(), False
        word = self._take()
        descending = word.upper() == "DESC"
        if word.upper() not in ("ASC", "DESC"):
            raise SparqlError(f"{word}: can be no order here")
        self._expect("(")
        name = self._variable()
        self._expect(")")
        return name, descending

    def _number(self) -> int:
        token = self._take()
        if not (token.isascii() and token.isdigit()):
            raise SparqlError(f"{token}: not a number")
        return int(token)

    # --- tokens ---

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        self._at += 1
        if self._at > len(self._tokens):
            raise SparqlError("the query ends too soon")
        return self._tokens[self._at - 1]

    def _taken(self, word: str) -> bool:
        """Take the next token if it is this one."""
        found = self._peek().upper() == word
        self._at += found
        return found

    def _expect(self, word: str) -> None:
        token = self._take()
        if token.upper() != word:
            raise SparqlError(f"{word} expected, not {token}")

    # --- patterns ---

    def _group(self) -> Group:
        self._expect("{")
        parts: list[Triple | Values | Union | Group] = []
        filters: list[tuple[str, tuple[Node, ...]]] = []
        while not self._taken("}"):
            if self._taken("OPTIONAL"):
                parts.append(self._group())
            elif self._taken("VALUES"):
                parts.append(self._values())
            elif self._taken("FILTER"):
                filters.append(self._filter())
            elif self._peek() == "{":
                groups = [self._group()]
                while self._taken("UNION"):
                    groups.append(self._group())
                parts.append(Union(tuple(groups)))
            else:
                parts += self._triples()
                if self._peek() not in (".", "}", "{") and self._peek().upper() not in _CLAUSES:
                    raise SparqlError(f"{self._peek()}: a dot is expected between triples")
            self._taken(".")
        return Group(tuple(parts), tuple(filters))

    def _values(self) -> Values:
        name = self._variable()
        self._expect("{")
        nodes = []
        while not self._taken("}"):
            nodes.append(self._node())
        return Values(name, tuple(nodes))

    def _filter(self) -> tuple[str, tuple[Node, ...]]:
        self._expect("(")
        name = self._variable()
        self._expect("IN")
        self._expect("(")
        nodes = [self._node()]
        while self._taken(","):
            nodes.append(self._node())
        self._expect(")")
        self._expect(")")
        return name, tuple(nodes)

    def _triples(self) -> list[Triple]:
        subject = self._term()
        found = []
        while True:
            path = [self._step()]
            while self._taken("/"):
                path.append(self._step())
            found.append(Triple(subject, tuple(path), self._term()))
            if not self._taken(";") or self._peek() in (".", "}"):
                return found

    def _step(self) -> Step:
        if self._peek() == "a":
            self._take()
            return Step(_RDF_TYPE)
        node = self._node()
        if not node.uri:
            raise SparqlError(f"{node.value}: a predicate is a URI")
        return Step(node.value, self._taken("+"))

    def _variable(self) -> str:
        token = self._take()
        if not token.startswith("?"):
            raise SparqlError(f"{token}: a variable is expected")
        self._seen[token[1:]] = None
        return token[1:]

    def _term(self) -> Term:
        return self._variable() if self._peek().startswith("?") else self._node()

    def _node(self) -> Node:
        token = self._take()
        if token[0] in "\"'":
            return self._literal(token[1:-1])
        if token in ("true", "false"):
            return Node(token, datatype=BOOLEAN)
        return Node(self._iri(token), uri=True)

    def _literal(self, text: str) -> Node:
        value = re.sub(r"\\.", lambda found: _ESCAPES.get(found[0], found[0][1]), text)
        if self._peek().startswith("@"):
            return Node(value, language=self._take()[1:].lower())
        if self._taken("^^"):
            datatype = self._iri(self._take())
            return Node(value, datatype="" if datatype == _XSD + "string" else datatype)
        return Node(value)

    def _iri(self, token: str) -> str:
        if token.startswith("<"):
            return token[1:-1]
        prefix, colon, name = token.partition(":")
        if not colon or prefix not in self._prefixes:
            raise SparqlError(f"{token}: neither a term nor of a declared prefix")
        return self._prefixes[prefix] + name


_CLAUSES = frozenset({"OPTIONAL", "VALUES", "FILTER"})
