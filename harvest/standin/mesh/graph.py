"""Descriptors as the triples of MeSH RDF, made as they are asked for.

Of a descriptor's other terms every second one is a lexical variant of the one before it (altLabel),
and those from the third on belong to a narrower concept, so that every kind there is occurs.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from harvest.standin.corpora.corpus import Descriptor
from harvest.standin.mesh.syntax import BOOLEAN, Node

BASE = "http://id.nlm.nih.gov/mesh/"
VOCABULARY = BASE + "vocab#"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_WITHDRAWN = "[OBSOLETE] "

_IMPLIED: Mapping[str, str] = {
    VOCABULARY + "preferredConcept": VOCABULARY + "concept",
    VOCABULARY + "preferredTerm": VOCABULARY + "term",
    VOCABULARY + "prefLabel": _LABEL,
    VOCABULARY + "altLabel": _LABEL,
}
"""What inference adds: sub-property → property, as the published vocabulary has it."""

_TREE_NUMBER = VOCABULARY + "treeNumber"
_PARENT = VOCABULARY + "parentTreeNumber"
_OF_PLACES = frozenset({_TREE_NUMBER, _PARENT})
_OF_MEANING = frozenset(
    VOCABULARY + name for name in ("preferredConcept", "concept", "preferredTerm", "term")
)
_LABELS = frozenset({_LABEL, VOCABULARY + "prefLabel", VOCABULARY + "altLabel"})
_PLACE = re.compile(r"[A-Z][0-9]{2}(?:\.[0-9]+)+")  # one with another above it
_KEPT = 8_000  # descriptors whose triples are kept: some 30 MB

_Triples = dict[tuple[Node, str], list[Node]]


def label(descriptor: Descriptor) -> str:
    """The descriptor's name, with the mark of one that was withdrawn."""
    return descriptor.name if descriptor.active else _WITHDRAWN + descriptor.name


class Descriptors:
    """All descriptors of one state of the vocabulary."""

    def __init__(self, held: Mapping[str, Descriptor]) -> None:
        self.held = held
        self.by_tree = {tree: d for d in held.values() for tree in d.tree_numbers}
        self.by_word: dict[str, dict[str, Descriptor]] = {}
        for d in held.values():
            for word in (label(d), d.name, *d.entry_terms, *d.tree_numbers):
                self.by_word.setdefault(word, {})[d.ui] = d
        self._graphs = {inference: _Graph(self, inference) for inference in (False, True)}

    def graph(self, *, inference: bool) -> "_Graph":
        """The triples; with ``inference`` those too that follow from the vocabulary."""
        return self._graphs[inference]


@dataclass(frozen=True)
class _Graph:
    descriptors: Descriptors
    inference: bool
    _kept: dict[tuple[str, bool], _Triples] = field(default_factory=dict)

    def objects(self, subject: Node, predicate: str) -> list[Node]:
        """The objects of a subject and a predicate."""
        key = subject.value.removeprefix(BASE)
        if predicate == _PARENT:  # of a place that no descriptor holds, too: its name says it
            return [_uri(key.rpartition(".")[0])] if _PLACE.fullmatch(key) else []
        owner = self._owner(key)
        return self._triples(owner, predicate).get((subject, predicate), []) if owner else []

    def subjects(self, predicate: str, wanted: Node | None) -> list[Node]:
        """The subjects of a predicate, with this object if one is given."""
        found: dict[Node, None] = {}
        candidates = self._candidates(predicate, wanted)
        read = self._made if len(candidates) > _KEPT else self._triples
        for descriptor in filter(None, candidates):
            for (subject, held), objects in read(descriptor, predicate).items():
                if held == predicate and (wanted is None or wanted in objects):
                    found[subject] = None
        return list(found)

    def _owner(self, key: str) -> Descriptor | None:
        """The descriptor among whose triples those of this node stand."""
        tree = self.descriptors.by_tree.get(key)
        return tree or self.descriptors.held.get("D" + key[1:].partition("-")[0])

    def _candidates(self, predicate: str, wanted: Node | None) -> Collection[Descriptor | None]:
        """The descriptors among whose triples there may be one with this object."""
        held = self.descriptors.held
        if wanted is not None and predicate == _TREE_NUMBER:
            return (self.descriptors.by_tree.get(wanted.value.removeprefix(BASE)),)
        if wanted is not None and predicate == VOCABULARY + "identifier":
            return (held.get("D" + wanted.value[1:].partition("-")[0]),)
        if wanted is not None and predicate in _OF_MEANING:
            return (self._owner(wanted.value.removeprefix(BASE)),)
        if wanted is not None and predicate in _LABELS:
            return self.descriptors.by_word.get(wanted.value, {}).values()
        return held.values()

    def _triples(self, descriptor: Descriptor, predicate: str) -> _Triples:
        """Its triples with this predicate and others, kept for the next question about it."""
        key = (descriptor.ui, predicate in _OF_PLACES)
        if key not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[key] = self._made(descriptor, predicate)
        return self._kept[key]

    def _made(self, descriptor: Descriptor, predicate: str) -> _Triples:
        made: _Triples = {}
        places = predicate in _OF_PLACES  # most questions need no more
        for subject, held, thing in (_places if places else _asserted)(descriptor):
            made.setdefault((subject, held), []).append(thing)
            if self.inference and held in _IMPLIED:
                made.setdefault((subject, _IMPLIED[held]), []).append(thing)
        return made


def _places(descriptor: Descriptor) -> Iterator[tuple[Node, str, Node]]:
    """Where the descriptor stands in the tree, and what is above these places."""
    for tree in descriptor.tree_numbers:
        yield _uri(descriptor.ui), _TREE_NUMBER, _uri(tree)
        while "." in tree:
            above = tree.rpartition(".")[0]
            yield _uri(tree), _PARENT, _uri(above)
            tree = above


def _asserted(descriptor: Descriptor) -> Iterator[tuple[Node, str, Node]]:
    """What else MeSH RDF states of a descriptor, its places, concepts and terms."""
    subject = _uri(descriptor.ui)
    yield subject, _TYPE, _uri("vocab#TopicalDescriptor")
    yield subject, _LABEL, _text(label(descriptor))
    yield subject, VOCABULARY + "identifier", Node(descriptor.ui)
    yield subject, VOCABULARY + "active", Node(str(descriptor.active).lower(), datatype=BOOLEAN)
    for tree in descriptor.tree_numbers:
        yield _uri(tree), _TYPE, _uri("vocab#TreeNumber")
        yield _uri(tree), _LABEL, _text(tree)
    yield from _concepts(descriptor, subject)


def _concepts(descriptor: Descriptor, subject: Node) -> Iterator[tuple[Node, str, Node]]:
    concept = _uri(descriptor.concept_ui)
    yield subject, VOCABULARY + "preferredConcept", concept
    yield concept, _TYPE, _uri("vocab#Concept")
    yield concept, _LABEL, _text(descriptor.name)
    yield concept, VOCABULARY + "identifier", Node(descriptor.concept_ui)
    if descriptor.scope_note:
        yield concept, VOCABULARY + "scopeNote", _text(descriptor.scope_note)
    term = _term(descriptor, 0)
    yield subject, VOCABULARY + "preferredTerm", term
    yield concept, VOCABULARY + "preferredTerm", term
    yield term, VOCABULARY + "prefLabel", _text(descriptor.name)
    narrower = _uri(f"{descriptor.concept_ui}-1")
    for number, word in enumerate(descriptor.entry_terms):
        if number % 2:
            yield term, VOCABULARY + "altLabel", _text(word)
            continue
        term = _term(descriptor, number + 1)
        if number == 2:
            yield subject, VOCABULARY + "concept", narrower
            yield narrower, _LABEL, _text(word)
            yield narrower, VOCABULARY + "preferredTerm", term
        else:
            yield narrower if number > 2 else concept, VOCABULARY + "term", term
        yield term, VOCABULARY + "prefLabel", _text(word)


def _term(descriptor: Descriptor, place: int) -> Node:
    return _uri(f"T{descriptor.ui[1:]}-{place}")


def _uri(name: str) -> Node:
    return Node(BASE + name, uri=True)


def _text(value: str) -> Node:
    return Node(value, language="en")
