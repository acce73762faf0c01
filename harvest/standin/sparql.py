"""As much of SPARQL as asks MeSH for its descriptors: SELECT over basic graph patterns.

Understood: PREFIX, SELECT [DISTINCT], FROM, triples with ``;`` and paths by ``/``, OPTIONAL,
VALUES, FILTER by ``IN`` or ``lang``, ORDER BY (ignored: answers are in order), LIMIT, OFFSET.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

PREFIXES = {
    "mesh": "http://id.nlm.nih.gov/mesh/",
    "meshv": "http://id.nlm.nih.gov/mesh/vocab#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
_TOKEN = re.compile(
    r"""<[^<>\s]*> | "(?:\\.|[^"\\])*"(?:@[\w-]+|\^\^\S+)? | '(?:\\.|[^'\\])*'(?:@[\w-]+)?
      | \?\w+ | \w*:[\w.-]*\w | \w*: | \w+ | [{}().;,/*=]""",
    re.VERBOSE,
)


class SparqlError(Exception):
    """The query can't be read, or asks for what this engine can't do."""


@dataclass(frozen=True, slots=True)
class Node:
    """An RDF term: a URI or a literal in a language."""

    value: str
    uri: bool = False
    language: str = ""


Binding = dict[str, Node]
Term = Node | str  # a str is the name of a variable
Objects = Callable[[Node, str], list[Node]]
"""The objects of a subject and a predicate (its full URI)."""
Subjects = Callable[[str, Node | None], list[Node]]
"""The subjects of a predicate, with this object if one is given."""


@dataclass(frozen=True, slots=True)
class Triple:
    """A pattern: subject, predicates one after the other, object."""

    subject: Term
    path: tuple[str, ...]
    object: Term


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between braces."""

    triples: tuple[Triple, ...] = ()
    optional: tuple["Group", ...] = ()
    given: tuple[tuple[str, tuple[Node, ...]], ...] = ()  # VALUES and FILTER IN


@dataclass(frozen=True, slots=True)
class Select:
    """A query; no ``variables`` means all."""

    variables: tuple[str, ...]
    where: Group
    distinct: bool = False
    limit: int | None = None
    offset: int = 0


def parse(query: str) -> Select:
    """Read a query; raises SparqlError."""
    return _Parser(query).select()


def run(query: Select, objects: Objects, subjects: Subjects) -> list[Binding]:
    """The solutions of a query, in order, with its DISTINCT, LIMIT and OFFSET applied."""
    found = list(_solve(query.where, [{}], objects, subjects))
    if query.variables:
        found = [{name: b[name] for name in query.variables if name in b} for b in found]
    if query.distinct:
        found = list({tuple(sorted(b.items(), key=str)): b for b in found}.values())
    found.sort(key=lambda binding: [node.value for _, node in sorted(binding.items())])
    end = None if query.limit is None else query.offset + query.limit
    return found[query.offset : end]


def _solve(
    group: Group, bindings: list[Binding], objects: Objects, subjects: Subjects
) -> Iterator[Binding]:
    for name, nodes in group.given:
        bindings = [
            {**binding, name: node}
            for binding in bindings
            for node in nodes
            if binding.get(name, node) == node
        ]
    waiting = list(group.triples)
    while waiting and bindings:
        # Work next on what is bound best, so that no pattern walks the whole vocabulary.
        known = set(bindings[0])
        best = min(waiting, key=lambda triple: _cost(triple, known))
        waiting.remove(best)
        bindings = [more for b in bindings for more in _match(best, b, objects, subjects)]
    for binding in bindings:
        extended = [binding]
        for optional in group.optional:
            extended = [
                more
                for one in extended
                for more in (list(_solve(optional, [one], objects, subjects)) or [one])
            ]
        yield from extended


def _cost(triple: Triple, known: set[str]) -> int:
    free = [isinstance(t, str) and t not in known for t in (triple.subject, triple.object)]
    return 2 * free[0] + free[1]


def _match(
    triple: Triple, binding: Binding, objects: Objects, subjects: Subjects
) -> Iterator[Binding]:
    subject, wanted = (
        binding.get(term) if isinstance(term, str) else term
        for term in (triple.subject, triple.object)
    )
    if subject is None:
        only = wanted if len(triple.path) == 1 else None
        starts = subjects(triple.path[0], only)
    else:
        starts = [subject]
    for start in starts:
        ends = [start]
        for predicate in triple.path:
            ends = [end for node in ends for end in objects(node, predicate)]
        for end in ends:
            if wanted is not None and not _same(end, wanted):
                continue
            found = dict(binding)
            if isinstance(triple.subject, str):
                found[triple.subject] = start
            if isinstance(triple.object, str):
                found[triple.object] = end
            yield found


def _same(held: Node, wanted: Node) -> bool:
    """Equal, where a literal without a language equals one with."""
    language = wanted.language in ("", held.language)
    return held.value == wanted.value and held.uri == wanted.uri and language


class _Parser:
    def __init__(self, query: str) -> None:
        self._tokens: list[str] = _TOKEN.findall(re.sub(r"(?m)(?:^|\s)#[^\n]*$", " ", query))
        self._at = 0
        self._prefixes = dict(PREFIXES)

    def select(self) -> Select:
        while self._peek().upper() == "PREFIX":
            self._take()
            name = self._take().rstrip(":")
            self._prefixes[name] = self._take().strip("<>")
        self._expect("SELECT")
        distinct = self._peek().upper() == "DISTINCT"
        if distinct:
            self._take()
        variables = []
        while self._peek().startswith("?") or self._peek() == "*":
            variables.append(self._take().lstrip("?"))
        while self._peek().upper() == "FROM":
            self._take()
            self._take()
        if self._peek().upper() == "WHERE":
            self._take()
        where = self._group()
        names = tuple(name for name in variables if name != "*")
        return self._modified(Select(names, where, distinct))

    def _modified(self, select: Select) -> Select:
        while self._peek():
            word = self._take().upper()
            if word == "LIMIT":
                select = replace(select, limit=self._number())
            elif word == "OFFSET":
                select = replace(select, offset=self._number())
            elif word not in ("ORDER", "BY", "ASC", "DESC", "(", ")") and word[0] != "?":
                raise SparqlError(f"can't read {word}")
        return select

    def _number(self) -> int:
        token = self._take()
        if not token.isdigit():
            raise SparqlError(f"{token}: not a number")
        return int(token)

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        self._at += 1
        if self._at > len(self._tokens):
            raise SparqlError("the query ends too soon")
        return self._tokens[self._at - 1]

    def _expect(self, word: str) -> None:
        token = self._take()
        if token.upper() != word:
            raise SparqlError(f"{word} expected, not {token}")

    def _group(self) -> Group:
        self._expect("{")
        triples: list[Triple] = []
        optional: list[Group] = []
        given: list[tuple[str, tuple[Node, ...]]] = []
        while self._peek() != "}":
            word = self._peek().upper()
            if word == "OPTIONAL":
                self._take()
                optional.append(self._group())
            elif word == "VALUES":
                self._take()
                given.append(self._values())
            elif word == "FILTER":
                self._take()
                given.extend(self._filter())
            elif word == ".":
                self._take()
            else:
                triples.extend(self._triples())
        self._take()
        return Group(tuple(triples), tuple(optional), tuple(given))

    def _values(self) -> tuple[str, tuple[Node, ...]]:
        name = self._variable()
        self._expect("{")
        nodes = []
        while self._peek() != "}":
            nodes.append(self._node())
        self._take()
        return name, tuple(nodes)

    def _filter(self) -> Iterator[tuple[str, tuple[Node, ...]]]:
        """``FILTER(?x IN (…))``; a filter on the language lets everything through."""
        self._expect("(")
        if self._peek().upper() in ("LANG", "LANGMATCHES"):
            depth = 1
            while depth:
                token = self._take()
                depth += (token == "(") - (token == ")")
            return
        name = self._variable()
        self._expect("IN")
        self._expect("(")
        nodes = []
        while self._peek() != ")":
            if self._peek() == ",":
                self._take()
                continue
            nodes.append(self._node())
        self._take()
        self._expect(")")
        yield name, tuple(nodes)

    def _triples(self) -> Iterator[Triple]:
        subject = self._term()
        while True:
            path = [self._predicate()]
            while self._peek() == "/":
                self._take()
                path.append(self._predicate())
            yield Triple(subject, tuple(path), self._term())
            if self._peek() != ";":
                return
            self._take()
            if self._peek() in (".", "}"):
                return

    def _predicate(self) -> str:
        if self._peek() == "a":
            self._take()
            return PREFIXES["rdf"] + "type"
        return self._node().value

    def _variable(self) -> str:
        token = self._take()
        if not token.startswith("?"):
            raise SparqlError(f"{token}: a variable is expected")
        return token[1:]

    def _term(self) -> Term:
        return self._variable() if self._peek().startswith("?") else self._node()

    def _node(self) -> Node:
        token = self._take()
        if token.startswith("<"):
            return Node(token[1:-1], uri=True)
        if token[0] in "\"'":
            text, _, language = token[1:].rpartition(token[0])
            return Node(text, language=language.lstrip("@") if "@" in language else "")
        prefix, colon, name = token.partition(":")
        if not colon or prefix not in self._prefixes:
            raise SparqlError(f"{token}: not a term of MeSH")
        return Node(self._prefixes[prefix] + name, uri=True)
