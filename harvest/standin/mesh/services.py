"""The MeSH service as a stand-in: SPARQL, look-ups by label, and single descriptors as JSON-LD.

As there, the scope note hangs on the preferred concept (M…) and not on the descriptor; preferred
concepts and terms are concepts and terms only if a query asks for inference; an answer holds 1,000
rows at most; a descriptor that was withdrawn stays, inactive, with a mark before its name.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from harvest.standin.corpora.corpus import Corpus, Descriptor, PerEpoch
from harvest.standin.http.server import Request, Response
from harvest.standin.mesh.graph import BASE, VOCABULARY, Descriptors, label
from harvest.standin.mesh.sparql import Binding, SparqlError, parse, run
from harvest.standin.mesh.syntax import BOOLEAN

MOST_ROWS = 1000


class Mesh:
    """The service; ``epoch`` says which state of the corpus it answers from at each request."""

    def __init__(self, corpus: Corpus, epoch: Callable[[], int]) -> None:
        self.corpus = corpus
        self.epoch = epoch
        self._descriptors = PerEpoch(lambda number: Descriptors(corpus.state(number).descriptors))

    def __call__(self, request: Request) -> Response:
        """Answer one request."""
        descriptors = self._descriptors(self.epoch())
        path = request.path.rstrip("/")
        single = re.fullmatch(r"/mesh/(D\d+)\.json", path, re.ASCII)
        if path == "/mesh/sparql":
            return _sparql(request, descriptors)
        if path == "/mesh/lookup/descriptor":
            return _look_up(request, descriptors)
        if path == "/mesh/lookup/details":
            return _details(request, descriptors)
        if single and single[1] in descriptors.held:
            return _linked_data(descriptors.held[single[1]])
        return _json({"error": "Not Found", "status": 404}, 404)


def _sparql(request: Request, descriptors: Descriptors) -> Response:
    most, start = request.param("limit") or str(MOST_ROWS), request.param("offset") or "0"
    try:
        if not all(re.fullmatch("[0-9]+", number) for number in (most, start)):
            raise SparqlError("limit and offset are numbers")
        query = parse(request.param("query"))
        graph = descriptors.graph(inference=request.param("inference") == "true")
        rows = run(query, graph, offset=int(start), most=min(int(most), MOST_ROWS))
    except SparqlError as error:
        return Response(f"Query error: {error}".encode(), 400, "text/plain; charset=UTF-8")
    result = {
        "head": {"link": [], "vars": list(query.variables)},
        "results": {"distinct": False, "ordered": True, "bindings": [_bound(row) for row in rows]},
    }
    return _json(result, content_type="application/sparql-results+json")


def _bound(row: Binding) -> dict[str, dict[str, str]]:
    """One row as Virtuoso writes it, its booleans as numbers."""
    bound = {}
    for name, node in row.items():
        bound[name] = {"type": "uri" if node.uri else "literal", "value": node.value}
        if node.language:
            bound[name]["xml:lang"] = node.language
        if node.datatype:
            value = str(int(node.value == "true")) if node.datatype == BOOLEAN else node.value
            bound[name] = {"type": "typed-literal", "datatype": node.datatype, "value": value}
    return bound


def _look_up(request: Request, descriptors: Descriptors) -> Response:
    wanted = request.param("label").lower()
    if not wanted:
        return _json({"error": {"label": ["must not be empty"]}}, 400)
    tests: dict[str, Callable[[str], bool]] = {
        "exact": lambda name: name == wanted,
        "contains": lambda name: wanted in name,
        "startswith": lambda name: name.startswith(wanted),
    }
    test = tests.get(request.param("match") or "exact")
    if test is None:
        return _json({"error": {"match": ["must be one of exact, contains, startswith"]}}, 400)
    found = [d for d in descriptors.held.values() if test(label(d).lower())]
    most = min(int(request.param("limit") or 10), 50)
    return _json([{"resource": BASE + d.ui, "label": label(d)} for d in found[:most]])


def _details(request: Request, descriptors: Descriptors) -> Response:
    ui = request.param("descriptor").removeprefix(BASE)
    descriptor = descriptors.held.get(ui)
    if descriptor is None:
        return _json({"error": {"descriptor": ["must be a descriptor of MeSH"]}}, 400)
    terms = [
        {"resource": f"{BASE}T{ui[1:]}-{place}", "label": text, "preferred": place == 0}
        for place, text in enumerate((descriptor.name, *descriptor.entry_terms))
    ]
    return _json({"descriptor": BASE + ui, "terms": terms, "qualifiers": [], "seealso": []})


def _linked_data(descriptor: Descriptor) -> Response:
    return _json(
        {
            "@context": {"@vocab": VOCABULARY},
            "@id": BASE + descriptor.ui,
            "@type": "TopicalDescriptor",
            "identifier": descriptor.ui,
            "label": {"@language": "en", "@value": label(descriptor)},
            "treeNumber": [BASE + number for number in descriptor.tree_numbers],
            "preferredConcept": BASE + descriptor.concept_ui,
        }
    )


def _json(value: Any, status: int = 200, content_type: str = "application/json") -> Response:
    return Response(json.dumps(value, ensure_ascii=False).encode(), status, content_type)
