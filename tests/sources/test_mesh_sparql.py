"""The questions to MeSH in a real SPARQL engine; and the stand-in's own engine beside it.

Relies on stand-ins, a SPARQL engine and ../shared.
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import requests

from harvest.records import Held
from harvest.sources.mesh import SOURCE, accompany, asking, normalise
from harvest.sources.mesh.asking import (
    above,
    ancestor_query,
    described,
    description_query,
    names_query,
)
from harvest.sources.mesh.reading import plain_name
from harvest.standin import Descriptor, Fixed, StandIn, State, serve
from harvest.standin.corpora.folder import Folder
from tests.helpers.sources.mesh_engine import RDFS, VOCABULARY, Engine, engine, triples
from tests.helpers.sources.walking import came, job

WITHDRAWN = Descriptor("D011958", "Receptors, Old", entry_terms=("Old Receptors",), active=False)
VOCAB = (
    Descriptor("D000001", "Top", ("C01",), (), "The highest."),
    Descriptor("D000002", "Middle", ("C01.100", "D02"), ("Centre", "Half Way", "Mid")),
    Descriptor("D000003", "Low", ("C01.100.200", "E05.010"), ("Bottom",), 'Below "Middle".'),
    Descriptor("D000004", "Elsewhere", ("E05",)),
    Descriptor("D000005", "Side", ("D02.300",), ("Édge, 2'-side",)),
    Descriptor("D000006", "Place of None"),
    WITHDRAWN,
)


def held_by(vocabulary: tuple[Descriptor, ...]) -> Fixed:
    return Fixed((State({}, {}, {d.ui: d for d in vocabulary}, "2026-11-24T05:00:00"),))


@pytest.fixture(scope="module")
def standin() -> Iterator[StandIn]:
    with serve(held_by(VOCAB)) as running:
        yield running


@pytest.fixture
def real() -> Engine:
    return engine(triples(VOCAB))


def test_one_question_brings_everything_about_many_descriptors(real: Engine) -> None:
    found, _ = described(real, [d.ui for d in VOCAB] + ["D099999"])
    assert len(real.asked) == 1
    assert found.keys() == {d.ui for d in VOCAB}
    for d in VOCAB:
        rows = found[d.ui].bindings
        names = {row["name"] for row in rows if "name" in row}
        assert {plain_name(name) for name in names} == {d.name}
        assert {row["note"] for row in rows if "note" in row} == {d.scope_note} - {None}
        trees = {row["tree"].rpartition("/")[2] for row in rows if "tree" in row}
        assert trees == set(d.tree_numbers)
        assert {row["term"] for row in rows if "term" in row} == {d.name, *d.entry_terms}
        assert any("active" in row for row in rows) == (not d.active)


def test_one_question_brings_all_that_stand_above_at_whatever_height(real: Engine) -> None:
    assert above(real, ["D000003"]) == {"D000001", "D000002", "D000004"}
    assert above(real, ["D000005", "D000006"]) == {"D000002"}
    assert above(real, ["D000001", "D011958", "D099999"]) == set()
    assert len(real.asked) == 3


def test_the_walk_over_a_real_engine_brings_what_it_brings_from_the_stand_in(
    tmp_path: Path, standin: StandIn, real: Engine
) -> None:
    held = Held(descriptors=frozenset({"D000003", "D000005", "D000006", "D011958", "D099999"}))
    with job(tmp_path, standin, SOURCE, held=held, searches={"x": "y"}) as work:
        ours, theirs = came(accompany(work)), came(accompany(replace(work, door=real)))
    rows = [{ui: normalise(raw).tables for ui, raw in each.raws.items()} for each in (ours, theirs)]
    assert rows[0] == rows[1]
    assert rows[0].keys() == {d.ui for d in VOCAB}  # D02, above D000005, is an ancestor elsewhere
    assert ours.end("descriptors").missing == theirs.end("descriptors").missing == ("D099999",)


def test_a_withdrawn_descriptor_is_read_by_its_name_without_the_mark(real: Engine) -> None:
    found, _ = described(real, [WITHDRAWN.ui])
    (name,) = (row for row in found[WITHDRAWN.ui].bindings if "name" in row)
    assert name["name"] == "[OBSOLETE] Receptors, Old"
    assert name["active"] == "false"


@pytest.mark.parametrize("rows", [1, 2, 5, 7])
def test_the_pages_of_a_long_answer_join_without_gap_or_overlap(
    real: Engine, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    whole, _ = described(real, [d.ui for d in VOCAB])
    monkeypatch.setattr(asking, "ROWS", rows)
    again, _ = described(real, [d.ui for d in VOCAB])
    assert again == whole
    assert len(real.asked) > 2


UIS = [d.ui for d in VOCAB]
QUERIES = [
    description_query(UIS),
    description_query(["D000003", "D099999"]),
    ancestor_query(UIS),
    ancestor_query(["D000005"]),
    names_query(["Middle", "Half Way", "Édge, 2'-side", "Nothing", "Receptors, Old"]),
]


@pytest.mark.parametrize("query", QUERIES)
def test_the_stand_in_answers_each_question_as_a_real_engine_does(
    standin: StandIn, real: Engine, query: str
) -> None:
    for offset in (0, 3) if "?asked" not in query else (0,):
        params = {
            "query": query,
            "format": "JSON",
            "inference": "true",
            "limit": "99",
            "offset": str(offset),
        }
        answer = requests.get(f"{standin.mesh_url}/sparql", params, timeout=60)
        theirs = json.loads(real.get("/sparql", params.items()).body)
        ours = answer.json()
        assert ours["head"]["vars"] == theirs["head"]["vars"]
        rows = [descriptors_alone(each) for each in (ours, theirs)]
        assert rows[0] == rows[1]
        assert rows[0] or offset


def descriptors_alone(result: dict) -> list[dict]:
    """The rows without those of concepts and terms, whose numbers differ, as the program does."""
    return [row for row in plain(result) if re.search("/D[0-9]+$", row.get("d", "/D1"))]


def plain(result: dict) -> list[dict]:
    """The rows, in order, a boolean as Virtuoso writes it."""
    booleans = {"true": "1", "false": "0"}
    return [
        {name: booleans.get(node["value"], node["value"]) for name, node in row.items()}
        for row in result["results"]["bindings"]
    ]


PREFIXES = asking._PREFIXES  # the product's own; what it does not declare is unknown


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?d WHERE { ?d rdfs:label ?n FILTER(lang(?n) = 'de') }",
        "SELECT ?d WHERE { ?d rdfs:label ?n } GROUP BY ?d",
        "SELECT (COUNT(*) AS ?n) WHERE { ?d rdfs:label ?x }",
        "SELECT ?d WHERE { ?d rdfs:label|meshv:active ?n }",
        "SELECT ?d WHERE { ?d ^meshv:treeNumber ?n }",
        "SELECT ?d WHERE { ?d meshv:parentTreeNumber* ?n }",
        "SELECT ?d WHERE { ?d unheard:of ?n }",
        "SELECT ?d WHERE { ?d rdfs:label ?n ?d meshv:active ?a }",
        "SELECT ?d WHERE { ?d rdfs:label ?n MINUS { ?d meshv:active true } }",
        "SELECT ?d WHERE { ?d rdfs:label ?n } ORDER BY LCASE(?n)",
        "SELECT ?d WHERE { ?d rdfs:label ?n } ORDER ?n",
        "SELECT ?d WHERE { ?d rdfs:label ?n",
        "SELECT WHERE { ?d rdfs:label ?n }",
        "ASK { ?d rdfs:label ?n }",
        "",
    ],
)
def test_the_stand_in_refuses_what_it_does_not_understand(standin: StandIn, query: str) -> None:
    params = {"query": f"{PREFIXES}\n{query}", "format": "JSON"}
    answer = requests.get(f"{standin.mesh_url}/sparql", params, timeout=60)
    assert (answer.status_code, answer.text[:13]) == (400, "Query error: ")


@pytest.mark.parametrize(
    "pattern",
    [
        '?d rdfs:label "Low"@en ; meshv:active true',
        '?d rdfs:label "Low" ; meshv:active true',  # without a language it is another text
        "?d meshv:active false ; meshv:treeNumber ?t",
        "?d meshv:active true . OPTIONAL { ?d meshv:treeNumber/meshv:parentTreeNumber ?t }",
        "?d a meshv:TopicalDescriptor . FILTER(?d IN (:D000001, :D000009))",
        "{ ?d meshv:treeNumber :C01 } UNION { ?d meshv:treeNumber :E05 } ?d rdfs:label ?t",
        "?x meshv:scopeNote ?t . ?d meshv:preferredConcept ?x",
        "VALUES ?t { :C01 } ?p meshv:parentTreeNumber+ ?t . ?d meshv:treeNumber ?p",
    ],
)
def test_the_stand_in_reads_other_patterns_as_a_real_engine_does(
    standin: StandIn, real: Engine, pattern: str
) -> None:
    query = f"{PREFIXES}\nSELECT DISTINCT ?d ?t {asking._FROM} WHERE {{ {pattern} }} ORDER BY ?d ?t"
    params = {"query": query, "format": "JSON", "limit": "99", "offset": "0", "inference": "true"}
    answer = requests.get(f"{standin.mesh_url}/sparql", params, timeout=60)
    assert answer.status_code == 200, answer.text
    assert plain(answer.json()) == plain(json.loads(real.get("/sparql", params.items()).body))


def test_what_order_by_leaves_open_comes_in_another_order_on_each_page(standin: StandIn) -> None:
    """As in an engine at work: a client that relies on an order that it did not ask for fails."""
    query = f"{PREFIXES}\nSELECT DISTINCT ?d ?n WHERE {{ ?d a meshv:TopicalDescriptor }}"
    seen = []
    for offset in range(len(VOCAB)):
        params = {"query": query, "limit": "1", "offset": str(offset)}
        answer = requests.get(f"{standin.mesh_url}/sparql", params, timeout=60).json()
        seen += [row["d"]["value"] for row in answer["results"]["bindings"]]
    assert len(set(seen)) < len(VOCAB)


# --- NLM's own triples ---


@pytest.fixture(scope="module")
def samples(shared: Path) -> Engine:
    """NLM's sample triples, with what follows from NLM's vocabulary."""
    folder = shared / "corpus" / "mesh"
    with gzip.open(folder / "meshrdf-vocabulary.ttl.gz") as file:
        vocabulary = list(ox.parse(file.read(), format=ox.RdfFormat.TURTLE))
    implied = {
        each.subject.value: each.object.value
        for each in vocabulary
        if each.predicate.value == RDFS + "subPropertyOf"
    }
    with gzip.open(folder / "meshrdf-samples.nt.gz") as file:
        stated = [each.triple for each in ox.parse(file.read(), format=ox.RdfFormat.N_TRIPLES)]
    return engine(stated, implied)


def test_the_questions_find_in_nlms_own_triples_what_stands_in_them(samples: Engine) -> None:
    """Against the triples followed by hand, one by one."""

    def objects(subject: ox.NamedNode, *path: str) -> set:
        found = {subject}
        for name in path:
            predicate = ox.NamedNode(name if "#" in name else VOCABULARY + name)
            found = {
                quad.object
                for each in found
                for quad in samples.store.quads_for_pattern(each, predicate, None)
            }
        return found

    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    kinds = ("TopicalDescriptor", "PublicationType", "CheckTag", "GeographicalDescriptor")
    uris = {
        quad.subject.value.rpartition("/")[2]: quad.subject
        for name in kinds
        for quad in samples.store.quads_for_pattern(None, kind, ox.NamedNode(VOCABULARY + name))
    }
    uris = {ui: uri for ui, uri in uris.items() if re.fullmatch("D[0-9]+", ui)}
    assert len(uris) == 43
    found, _ = described(samples, sorted(uris))
    assert found.keys() == uris.keys()
    notes = 0
    for ui, uri in uris.items():
        rows = found[ui].bindings

        def values(name: str, rows: list = rows) -> set[str]:
            return {row[name] for row in rows if name in row}

        (label,) = objects(uri, RDFS + "label")
        assert values("name") == {label.value}
        assert values("note") == {n.value for n in objects(uri, "preferredConcept", "scopeNote")}
        notes += bool(values("note"))
        assert values("tree") == {tree.value for tree in objects(uri, "treeNumber")}
        terms = [objects(uri, "concept", "term", name) for name in ("prefLabel", "altLabel")]
        assert values("term") == {term.value for term in set().union(*terms)}
        assert label.value in values("term")
    assert notes == 41
    assert above(samples, sorted(uris)) == {
        quad.subject.value.rpartition("/")[2]
        for uri in uris.values()
        for tree in ancestors_of(objects(uri, "treeNumber"), samples)
        for quad in samples.store.quads_for_pattern(
            None, ox.NamedNode(VOCABULARY + "treeNumber"), tree
        )
    }


def ancestors_of(trees: set, samples: Engine) -> set:
    """The places above these, by the triples."""
    found: set = set()
    while trees:
        trees = {
            quad.object
            for tree in trees
            for quad in samples.store.quads_for_pattern(
                tree, ox.NamedNode(VOCABULARY + "parentTreeNumber"), None
            )
        }
        found |= trees
    return found


# --- what a first run costs ---


def test_a_first_run_over_the_shared_corpus_asks_mesh_a_fifth_of_what_it_used_to(
    tmp_path: Path, shared: Path
) -> None:
    """1,219 requests before: a query a property, and one for every forty places of a tree."""
    held = used(shared)
    assert len(held) == 4_943
    vocabulary = Folder(shared / "corpus" / "mesh").state(0).descriptors
    with (
        serve(Fixed((State({}, {}, vocabulary, "2026-11-24"),))) as standin,
        job(tmp_path, standin, SOURCE, held=Held(descriptors=held), searches={"x": "y"}) as work,
    ):
        found = came(accompany(work))
        requested = standin.requests.requests()
    assert found.end("descriptors").state == "complete"
    assert found.raws.keys() == with_all_above(held, vocabulary)
    assert len(requested) <= 150 < 1_219 // 5  # the rows alone fill 59 answers
    assert max(request.query_length for request in requested) < 3_000


def with_all_above(uis: Iterable[str], vocabulary: Mapping[str, Descriptor]) -> set[str]:
    """These descriptors and all above them in any of their places, by their tree numbers."""
    holder = {tree: d.ui for d in vocabulary.values() for tree in d.tree_numbers}
    found: set[str] = set()
    waiting = list(uis)
    while waiting:
        ui = waiting.pop()
        if ui not in found:
            found.add(ui)
            for tree in vocabulary[ui].tree_numbers:
                places = tree.split(".")
                above = (".".join(places[:length]) for length in range(1, len(places)))
                waiting += [holder[place] for place in above if place in holder]
    return found


def used(shared: Path) -> frozenset[str]:
    """The descriptors that the papers of the corpus carry."""
    found: set[bytes] = set()
    for file in sorted((shared / "corpus" / "pubmed").glob("*.xml.gz")):
        with gzip.open(file) as packed:
            found.update(re.findall(rb'<DescriptorName[^>]* UI="(D[0-9]+)"', packed.read()))
    return frozenset(ui.decode() for ui in found)
