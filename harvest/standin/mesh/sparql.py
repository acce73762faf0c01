"""As much of SPARQL as asks MeSH for its descriptors; whatever else a query holds is refused.

Understood: PREFIX, SELECT [DISTINCT] of variables or ``*``, FROM, WHERE with triples (``;``, paths
by ``/``, a step of a path repeated by ``+``), OPTIONAL, UNION, VALUES of one variable,
``FILTER(?x IN (…))``, ORDER BY variables, LIMIT and OFFSET. Terms are equal only if their languages
and types are. What ORDER BY leaves open comes in another order with each OFFSET, as an engine may.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from harvest.standin.mesh.syntax import (
    Binding,
    Group,
    Node,
    Select,
    SparqlError,
    Step,
    Term,
    Triple,
    Union,
    Values,
    parse,
)

__all__ = ["Binding", "Graph", "Node", "Select", "SparqlError", "parse", "run"]


class Graph(Protocol):
    """Triples, looked up from either end; predicates are full URIs."""

    def objects(self, subject: Node, predicate: str) -> Iterable[Node]:
        """The objects of a subject and a predicate."""
        ...

    def subjects(self, predicate: str, wanted: Node | None) -> Iterable[Node]:
        """The subjects of a predicate, with this object if one is given."""
        ...


def run(query: Select, graph: Graph, *, offset: int = 0, most: int | None = None) -> list[Binding]:
    """The solutions of a query, ordered as it says, cut by its own LIMIT and OFFSET or by these."""
    found = list(_Solver(graph).solve(query.where, [{}]))
    names = query.variables
    found = [{name: b[name] for name in names if name in b} for b in found]
    if query.distinct:
        found = list({frozenset(b.items()): b for b in found}.values())
    start = (query.offset or 0) + offset
    random.Random(start).shuffle(found)
    for name, descending in reversed(query.order):
        found.sort(key=lambda binding: _rank(binding.get(name)), reverse=descending)
    ends = [end for end in (query.limit, most) if end is not None]
    return found[start : start + min(ends) if ends else None]


def _rank(node: Node | None) -> tuple[int, str, str]:
    """SPARQL's order of terms: nothing, URIs, literals."""
    return (0, "", "") if node is None else (1 if node.uri else 2, node.value, node.language)


@dataclass(frozen=True, slots=True)
class _Solver:
    graph: Graph

    def solve(self, group: Group, bindings: list[Binding]) -> list[Binding]:
        """Extend the bindings by what the group says, part by part."""
        waiting: list[Triple] = []
        for part in (*group.parts, None):
            if isinstance(part, Triple):
                waiting.append(part)
                continue
            bindings, waiting = self._joined(waiting, bindings), []
            if isinstance(part, Values):
                bindings = [
                    {**binding, part.name: node}
                    for binding in bindings
                    for node in part.nodes
                    if binding.get(part.name, node) == node
                ]
            elif isinstance(part, Union):
                bindings = [more for each in part.groups for more in self.solve(each, bindings)]
            elif isinstance(part, Group):  # OPTIONAL
                bindings = [more for one in bindings for more in (self.solve(part, [one]) or [one])]
        for name, nodes in group.filters:
            bindings = [binding for binding in bindings if binding.get(name) in nodes]
        return bindings

    def _joined(self, triples: list[Triple], bindings: list[Binding]) -> list[Binding]:
        """Extend by several triples, those first that are bound best: none walks all of MeSH."""
        while triples and bindings:
            known = set(bindings[0])
            best = min(triples, key=lambda triple: _cost(triple, known))
            triples = [triple for triple in triples if triple is not best]
            bindings = [more for binding in bindings for more in self._match(best, binding)]
        return bindings

    def _match(self, triple: Triple, binding: Binding) -> Iterator[Binding]:
        subject, wanted = (
            binding.get(term) if isinstance(term, str) else term
            for term in (triple.subject, triple.object)
        )
        once = not any(step.repeated for step in triple.path)
        if subject is None and wanted is not None and once:
            for start in self._starts(triple.path, wanted):
                found = dict(binding)
                if _bind(found, triple.subject, start):
                    yield found
            return
        known = (
            self.graph.subjects(triple.path[0].predicate, None) if subject is None else (subject,)
        )
        for start in known:
            for end in self._ends(start, triple.path):
                found = dict(binding)
                if _bind(found, triple.subject, start) and _bind(found, triple.object, end):
                    yield found

    def _starts(self, path: tuple[Step, ...], end: Node) -> list[Node]:
        starts = [end]
        for step in reversed(path):
            starts = [each for n in starts for each in self.graph.subjects(step.predicate, n)]
        return starts

    def _ends(self, start: Node, path: tuple[Step, ...]) -> list[Node]:
        ends = [start]
        for step in path:
            ends = [end for node in ends for end in self._step(node, step)]
        return ends

    def _step(self, node: Node, step: Step) -> list[Node]:
        found = list(self.graph.objects(node, step.predicate))
        if not step.repeated:
            return found
        reached = dict.fromkeys(found)
        while found:
            nearer = [end for node in found for end in self.graph.objects(node, step.predicate)]
            found = [end for end in dict.fromkeys(nearer) if end not in reached]
            reached.update(dict.fromkeys(found))
        return list(reached)


def _cost(triple: Triple, known: set[str]) -> int:
    free = [isinstance(t, str) and t not in known for t in (triple.subject, triple.object)]
    return 2 * free[0] + free[1]


def _bind(binding: Binding, term: Term, node: Node) -> bool:
    """Bind a variable, if it is one; whether the node can stand there."""
    if isinstance(term, str):
        return binding.setdefault(term, node) == node
    return term == node
