"""The questions to MeSH, in SPARQL, and their answers row by row.

The service gives 1,000 rows an answer and its answers are small, so what counts is to fill them:
one question brings everything about a hundred descriptors, one more whatever stands above them.
Both ran on Virtuoso, the engine of id.nlm.nih.gov, over all of MeSH in the published schema.
"""

import json
from collections.abc import Iterable
from urllib.parse import urlsplit

import msgspec

from harvest.errors import UpstreamDataError
from harvest.sources import Job
from harvest.sources.mesh.reading import ACTIVE, Descriptor, local
from harvest.text import line
from harvest.web import Answer, Door, Verdict, generic_judge

NAME = "mesh"
ROWS = 1000
"""Rows of one answer: the service gives no more, and fewer unless asked."""
DESCRIBED = 100
"""Descriptors in one question for everything about them: eight rows each on average."""
CLIMBED = 200
"""Descriptors in one question for what stands above them: two or three rows each, and an address of
3 kB, which gets through everywhere."""

_PREFIXES = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX meshv: <http://id.nlm.nih.gov/mesh/vocab#>
PREFIX : <http://id.nlm.nih.gov/mesh/>"""
LOOK_UP = "/lookup/descriptor"
_FROM = "FROM <http://id.nlm.nih.gov/mesh>"
# One alternative a property: in one pattern their rows would multiply.
_DESCRIBED = """{ ?d rdfs:label ?name OPTIONAL { ?d meshv:active ?active }
  OPTIONAL { ?d meshv:preferredConcept/meshv:scopeNote ?note } }
UNION { ?d meshv:treeNumber ?tree }
UNION { ?d meshv:concept/meshv:term/meshv:prefLabel ?term }
UNION { ?d meshv:concept/meshv:term/meshv:altLabel ?term }"""
_NAMED = """{ ?d rdfs:label ?asked }
UNION { ?d meshv:concept/meshv:term/meshv:prefLabel ?asked }
UNION { ?d meshv:concept/meshv:term/meshv:altLabel ?asked }
?d rdfs:label ?name"""
_BELOW = "?top meshv:treeNumber ?t . ?d meshv:treeNumber/meshv:parentTreeNumber+ ?t"
_ONE = ":D008103 rdfs:label ?name . :D008103 meshv:preferredConcept/meshv:scopeNote ?note"
_ABOVE = "?d meshv:treeNumber/meshv:parentTreeNumber+ ?t . ?a meshv:treeNumber ?t"

_general = generic_judge("json")


class _Value(msgspec.Struct):
    value: str


class _Rows(msgspec.Struct):
    bindings: list[dict[str, _Value]]


class _Result(msgspec.Struct):
    results: _Rows


class _Labelled(msgspec.Struct):
    label: str


def judge(answer: Answer) -> tuple[Verdict, str]:
    """Read an answer: SPARQL results or a look-up's list as JSON, errors as text."""
    verdict, reason = _general(answer)
    if verdict is Verdict.OK:
        try:
            listed = urlsplit(answer.url).path.endswith(LOOK_UP)
            msgspec.json.decode(answer.body, type=list[_Labelled] if listed else _Result)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return Verdict.MALFORMED, "JSON without a query result"
    return verdict, reason


def description_query(uis: Iterable[str]) -> str:
    """Everything about these descriptors: name and definition, places in the tree, terms."""
    order = "?d ?name ?active ?note ?tree ?term"  # all: else the pages of an answer may overlap
    values = " ".join(f":{ui}" for ui in uis)
    return (
        f"{_PREFIXES}\nSELECT DISTINCT {order} {_FROM} WHERE {{\nVALUES ?d {{ {values} }}\n"
        f"{_DESCRIBED} }}\nORDER BY {order}"
    )


def ancestor_query(uis: Iterable[str]) -> str:
    """The descriptors that stand above these, at whatever height."""
    values = " ".join(f":{ui}" for ui in uis)
    return (
        f"{_PREFIXES}\nSELECT DISTINCT ?a {_FROM} WHERE {{\nVALUES ?d {{ {values} }}\n"
        f"{_ABOVE} }}\nORDER BY ?a"
    )


def names_query(names: Iterable[str]) -> str:
    """The descriptors that bear these names, as their own or as another term for them."""
    quoted = " ".join(f"{json.dumps(name, ensure_ascii=False)}@en" for name in names)
    return (
        f"{_PREFIXES}\nSELECT DISTINCT ?asked ?d ?name {_FROM} WHERE {{\n"
        f"VALUES ?asked {{ {quoted} }}\n{_NAMED} }}\nORDER BY ?asked ?d ?name"
    )


def narrower_query(names: Iterable[str]) -> str:
    """The descriptors that stand below those that bear these names, at whatever depth."""
    quoted = " ".join(f"{json.dumps(name, ensure_ascii=False)}@en" for name in names)
    named = _NAMED.replace("?d ", "?top ").rpartition("\n")[0]
    return (
        f"{_PREFIXES}\nSELECT DISTINCT ?asked ?d ?name {_FROM} WHERE {{\n"
        f"VALUES ?asked {{ {quoted} }}\n{named}\n{_BELOW} .\n?d rdfs:label ?name }}\n"
        "ORDER BY ?asked ?d ?name"
    )


def looked_up(door: Door, text: str, match: str) -> list[str]:
    """Labels of descriptors, at most 50; ``match``: contains, startswith or exact."""
    params = (("label", text), ("match", match), ("year", "current"), ("limit", "50"))
    answer = door.get(LOOK_UP, params)
    return [each.label for each in msgspec.json.decode(answer.body, type=list[_Labelled])]


def greet(job: Job) -> str:
    """Ask for one descriptor with its definition, in a row.

    Raises UpstreamDataError if MeSH has none, and what the door raises.
    """
    answer, _ = ask(
        job.door, f"{_PREFIXES}\nSELECT ?name ?note {_FROM} WHERE {{\n{_ONE} }}", most=1
    )
    if not answer:
        raise UpstreamDataError(f"{NAME}: it has no definition of Liver Cirrhosis (D008103)")
    return f"defines {line(answer[0]['name'], 60)} (D008103)"


def described(door: Door, uis: list[str]) -> tuple[dict[str, Descriptor], str]:
    """What MeSH says of these descriptors, those that it does not know left out; and when."""
    rows: dict[str, list[dict[str, str]]] = {}
    fetched_at = ""
    for start in range(0, len(uis), DESCRIBED):
        answer, fetched_at = ask(door, description_query(uis[start : start + DESCRIBED]))
        for row in (row for row in answer if "d" in row):
            if (row.get("active") or "").casefold() in ACTIVE:
                del row["active"]  # as nearly all are: only what was withdrawn is worth keeping
            rows.setdefault(local(row["d"]), []).append(row)
    return {
        ui: Descriptor(ui, sorted(_distinct(rows[ui]), key=_order))
        for ui in sorted(rows)
        if any("name" in row for row in rows[ui])
    }, fetched_at


def above(door: Door, uis: list[str]) -> set[str]:
    """The numbers of the descriptors that stand above these in the tree."""
    found: set[str] = set()
    for start in range(0, len(uis), CLIMBED):
        answer, _ = ask(door, ancestor_query(uis[start : start + CLIMBED]))
        found |= {local(row["a"]) for row in answer if "a" in row}
    return found


def ask(door: Door, query: str, most: int | None = None) -> tuple[list[dict[str, str]], str]:
    """All rows of a query, page by page, or the first ``most``; and when the last page came."""
    rows: list[dict[str, str]] = []
    while True:
        params = (
            ("query", query),
            ("format", "JSON"),
            ("limit", str(most or ROWS)),
            ("offset", str(len(rows))),
            ("inference", "true"),  # the preferred concept and term are concepts and terms as well
        )
        answer = door.get("/sparql", params)
        page = msgspec.json.decode(answer.body, type=_Result).results.bindings
        rows += [{name: each.value for name, each in row.items()} for row in page]
        if most or len(page) < ROWS:
            return rows, answer.fetched_at


def _distinct(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [dict(items) for items in {tuple(sorted(row.items())) for row in rows}]


def _order(row: dict[str, str]) -> str:
    return json.dumps(row, sort_keys=True)
