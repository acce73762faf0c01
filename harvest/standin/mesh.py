"""The MeSH service as a stand-in: SPARQL, look-ups by label, and single descriptors as JSON-LD.

As there, the scope note hangs on the preferred concept (M…) and not on the descriptor.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from harvest.standin.corpus import Corpus, Descriptor, PerEpoch
from harvest.standin.server import Request, Response
from harvest.standin.sparql import PREFIXES, Binding, Node, SparqlError, parse, run

BASE = PREFIXES["mesh"]
MOST_ROWS = 1000
_VOCABULARY = PREFIXES["meshv"]
_LABEL = PREFIXES["rdfs"] + "label"
_TYPE = PREFIXES["rdf"] + "type"


class Mesh:
    """The service; ``epoch`` says which state of the corpus it answers from at each request."""

    def __init__(self, corpus: Corpus, epoch: Callable[[], int]) -> None:
        self.corpus = corpus
        self.epoch = epoch
        self._graph = PerEpoch(lambda number: _Graph(corpus.state(number).descriptors))

    def __call__(self, request: Request) -> Response:
        """Answer one request."""
        graph = self._graph(self.epoch())
        path = request.path.rstrip("/")
        single = re.fullmatch(r"/mesh/(D\d+)\.json", path, re.ASCII)
        if path == "/mesh/sparql":
            return _sparql(request, graph)
        if path == "/mesh/lookup/descriptor":
            return _look_up(request, graph)
        if path == "/mesh/lookup/details":
            return _details(request, graph)
        if single and single[1] in graph.descriptors:
            return _linked_data(graph.descriptors[single[1]])
        return _json({"error": "Not Found", "status": 404}, 404)


class _Graph:
    """The descriptors as RDF."""

    def __init__(self, descriptors: Mapping[str, Descriptor]) -> None:
        self.descriptors = descriptors
        self._by_name = {d.name: d for d in descriptors.values()}
        self._by_tree = {tree: d for d in descriptors.values() for tree in d.tree_numbers}

    def objects(self, subject: Node, predicate: str) -> list[Node]:
        """The objects of a subject and a predicate."""
        key = subject.value.removeprefix(BASE)
        if predicate == _LABEL and key in self._by_tree:
            return [Node(key, language="en")]
        descriptor = self.descriptors.get("D" + key[1:].partition("-")[0])
        if descriptor is None:
            return []
        name = predicate.removeprefix(_VOCABULARY)
        if key.startswith("D"):
            return _of_descriptor(descriptor, name)
        if key.startswith("M"):
            return _of_concept(descriptor, name)
        return _of_term(descriptor, int(key.partition("-")[2]), name)

    def subjects(self, predicate: str, wanted: Node | None) -> list[Node]:
        """The descriptors that have a predicate, with this object if one is given."""
        found: list[Descriptor | None]
        if predicate == _VOCABULARY + "identifier" and wanted:
            found = [self.descriptors.get(wanted.value)]
        elif predicate == _LABEL and wanted:
            found = [self._by_name.get(wanted.value)]
        elif predicate == _VOCABULARY + "treeNumber" and wanted:
            found = [self._by_tree.get(wanted.value.removeprefix(BASE))]
        else:
            found = list(self.descriptors.values())
        return [Node(BASE + descriptor.ui, uri=True) for descriptor in found if descriptor]


def _of_descriptor(descriptor: Descriptor, name: str) -> list[Node]:
    concept = Node(BASE + descriptor.concept_ui, uri=True)
    held: dict[str, list[Node]] = {
        "identifier": [Node(descriptor.ui)],
        _LABEL: [Node(descriptor.name, language="en")],
        _TYPE: [Node(_VOCABULARY + "TopicalDescriptor", uri=True)],
        "treeNumber": [Node(BASE + number, uri=True) for number in descriptor.tree_numbers],
        "preferredConcept": [concept],
        "concept": [concept],
        "active": [Node("true")],
    }
    return held.get(name, [])


def _of_concept(descriptor: Descriptor, name: str) -> list[Node]:
    terms = [
        Node(f"{BASE}T{descriptor.ui[1:]}-{place}", uri=True)
        for place in range(len(descriptor.entry_terms) + 1)
    ]
    held: dict[str, list[Node]] = {
        "identifier": [Node(descriptor.concept_ui)],
        _LABEL: [Node(descriptor.name, language="en")],
        "scopeNote": [Node(descriptor.scope_note, language="en")] if descriptor.scope_note else [],
        "preferredTerm": terms[:1],
        "term": terms,
    }
    return held.get(name, [])


def _of_term(descriptor: Descriptor, place: int, name: str) -> list[Node]:
    label = (descriptor.name, *descriptor.entry_terms)[place]
    return [Node(label, language="en")] if name in (_LABEL, "prefLabel") else []


def _sparql(request: Request, graph: _Graph) -> Response:
    try:
        query = parse(request.param("query"))
        rows = run(query, graph.objects, graph.subjects)
    except SparqlError as error:
        return Response(f"Query error: {error}".encode(), 400, "text/plain; charset=UTF-8")
    most = min(int(request.param("limit") or MOST_ROWS), MOST_ROWS)
    start = int(request.param("offset") or 0)
    names = query.variables or tuple(sorted({name for row in rows for name in row}))
    result = {
        "head": {"link": [], "vars": list(names)},
        "results": {
            "distinct": False,
            "ordered": True,
            "bindings": [_bound(row) for row in rows[start : start + most]],
        },
    }
    return _json(result, content_type="application/sparql-results+json")


def _bound(row: Binding) -> dict[str, dict[str, str]]:
    bound = {}
    for name, node in row.items():
        bound[name] = {"type": "uri" if node.uri else "literal", "value": node.value}
        if node.language:
            bound[name]["xml:lang"] = node.language
    return bound


def _look_up(request: Request, graph: _Graph) -> Response:
    label = request.param("label").lower()
    if not label:
        return _json({"error": {"label": ["must not be empty"]}}, 400)
    tests: dict[str, Callable[[str], bool]] = {
        "exact": lambda name: name == label,
        "contains": lambda name: label in name,
        "startswith": lambda name: name.startswith(label),
    }
    test = tests.get(request.param("match") or "exact")
    if test is None:
        return _json({"error": {"match": ["must be one of exact, contains, startswith"]}}, 400)
    found = [d for d in graph.descriptors.values() if test(d.name.lower())]
    most = min(int(request.param("limit") or 10), 50)
    return _json([{"resource": BASE + d.ui, "label": d.name} for d in found[:most]])


def _details(request: Request, graph: _Graph) -> Response:
    ui = request.param("descriptor").removeprefix(BASE)
    descriptor = graph.descriptors.get(ui)
    if descriptor is None:
        return _json({"error": {"descriptor": ["must be a descriptor of MeSH"]}}, 400)
    terms = [
        {"resource": f"{BASE}T{ui[1:]}-{place}", "label": label, "preferred": place == 0}
        for place, label in enumerate((descriptor.name, *descriptor.entry_terms))
    ]
    return _json({"descriptor": BASE + ui, "terms": terms, "qualifiers": [], "seealso": []})


def _linked_data(descriptor: Descriptor) -> Response:
    return _json(
        {
            "@context": {"@vocab": _VOCABULARY},
            "@id": BASE + descriptor.ui,
            "@type": "TopicalDescriptor",
            "identifier": descriptor.ui,
            "label": {"@language": "en", "@value": descriptor.name},
            "treeNumber": [BASE + number for number in descriptor.tree_numbers],
            "preferredConcept": BASE + descriptor.concept_ui,
        }
    )


def _json(value: Any, status: int = 200, content_type: str = "application/json") -> Response:
    return Response(json.dumps(value, ensure_ascii=False).encode(), status, content_type)
