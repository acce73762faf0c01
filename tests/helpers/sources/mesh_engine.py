"""A real SPARQL engine in the place of id.nlm.nih.gov, over triples in its published schema."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from harvest.standin import Descriptor
from harvest.web import Answer

BASE = "http://id.nlm.nih.gov/mesh/"
VOCABULARY = BASE + "vocab#"
GRAPH = ox.NamedNode("http://id.nlm.nih.gov/mesh")
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SUB_PROPERTIES = {
    VOCABULARY + "preferredConcept": VOCABULARY + "concept",
    VOCABULARY + "preferredTerm": VOCABULARY + "term",
    VOCABULARY + "prefLabel": RDFS + "label",
    VOCABULARY + "altLabel": RDFS + "label",
}


@dataclass
class Engine:
    """Stands where a door stands; ``asked`` holds the queries as they came."""

    store: ox.Store
    asked: list[str] = field(default_factory=list)

    def get(self, path: str, params: Iterable[tuple[str, str]]) -> Answer:
        assert path == "/sparql"
        given = dict(params)
        assert (given.pop("format"), given.pop("inference")) == ("JSON", "true")
        self.asked.append(given["query"])
        cut = f"{given.pop('query')}\nLIMIT {given.pop('limit')} OFFSET {given.pop('offset')}"
        assert not given
        results = self.store.query(cut)
        assert isinstance(results, ox.QuerySolutions)
        body = results.serialize(format=ox.QueryResultsFormat.JSON)
        assert body is not None
        kind = "application/sparql-results+json"
        return Answer(200, body, kind, BASE + "sparql", "2026-11-24T06:00:00Z", {})


def engine(triples: Iterable[ox.Triple], implied: Mapping[str, str] = SUB_PROPERTIES) -> Engine:
    """An engine over these triples and what follows from the sub-properties among them."""
    store = ox.Store()
    for subject, predicate, thing in triples:
        store.add(ox.Quad(subject, predicate, thing, GRAPH))
        if predicate.value in implied:
            follows = ox.NamedNode(implied[predicate.value])
            store.add(ox.Quad(subject, follows, thing, GRAPH))
    return Engine(store)


def triples(descriptors: Iterable[Descriptor]) -> Iterable[ox.Triple]:
    """Descriptors as MeSH RDF has them, of their other terms one a concept of its own each."""

    def uri(name: str) -> ox.NamedNode:
        return ox.NamedNode(BASE + name)

    def means(name: str) -> ox.NamedNode:
        return ox.NamedNode(VOCABULARY + name)

    def text(words: str) -> ox.Literal:
        return ox.Literal(words, language="en")

    for d in descriptors:
        me, concept, term = uri(d.ui), uri("M" + d.ui[1:]), uri("T" + d.ui[1:])
        mark = "" if d.active else "[OBSOLETE] "
        yield ox.Triple(me, ox.NamedNode(RDF_TYPE), means("TopicalDescriptor"))
        yield ox.Triple(me, ox.NamedNode(RDFS + "label"), text(mark + d.name))
        yield ox.Triple(me, means("active"), ox.Literal(d.active))
        yield ox.Triple(me, means("preferredConcept"), concept)
        yield ox.Triple(me, means("preferredTerm"), term)
        yield ox.Triple(concept, means("preferredTerm"), term)
        yield ox.Triple(term, means("prefLabel"), text(d.name))
        if d.scope_note:
            yield ox.Triple(concept, means("scopeNote"), text(d.scope_note))
        for number, words in enumerate(d.entry_terms):
            other, its = uri(f"M{d.ui[1:]}{number}"), uri(f"T{d.ui[1:]}{number}")
            yield ox.Triple(me, means("concept"), other)
            yield ox.Triple(other, means("preferredTerm" if number % 2 else "term"), its)
            yield ox.Triple(its, means("altLabel" if number % 3 else "prefLabel"), text(words))
        for tree in d.tree_numbers:
            yield ox.Triple(me, means("treeNumber"), uri(tree))
            while "." in tree:
                above = tree.rpartition(".")[0]
                yield ox.Triple(uri(tree), means("parentTreeNumber"), uri(above))
                tree = above
