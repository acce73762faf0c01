"""MeSH: name, definition, synonyms and places in the tree of each descriptor in use.

Asked by SPARQL (id.nlm.nih.gov), many descriptors at a time, a few properties a query: all in one
would multiply their rows. With the descriptors in use come their ancestors, so that the tree can be
shown. What is held is asked for again after a year, as MeSH is renewed yearly.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

import msgspec

from harvest.config import Config
from harvest.errors import UPSTREAM, Forbidden, RecordError, UpstreamUnavailable
from harvest.records import Absent, Digest, Event, Page, Progress, Raw, Record, WalkEnd
from harvest.rows import MeshEntryTerm, MeshTerm, MeshTree
from harvest.sources import Job, Source
from harvest.text import clean, line
from harvest.web import Answer, Refused, Verdict, generic_judge

NAME = "mesh"
REQUESTS_PER_SECOND = 2.5
"""The service publishes no limit; the same pace as NLM's other service."""
RENEWED_AFTER = timedelta(days=365)
BATCH = 100
"""Descriptors in one query: about 2 kB of address."""
TREES = 40
"""Tree numbers in one query; they are spelt in full there, for the dots in them."""
ROWS = 1000
"""Rows of one answer: the service gives no more, and fewer unless asked."""
BELIEVED_ABSENT = 5
"""If more are unknown to MeSH and none is known, one that is held is asked for as a test."""

_WITHOUT = f"to publish without definitions set enabled = false under [sources.{NAME}]"

_VOCABULARY = "http://id.nlm.nih.gov/mesh/"
_UI = re.compile(r"D[0-9]{6,9}")
_TREE_NUMBER = re.compile(r"[A-Z][0-9]{2}(?:\.[0-9]{3})*")
_PREFIXES = f"""PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX meshv: <{_VOCABULARY}vocab#>
PREFIX mesh: <{_VOCABULARY}>"""
_SELECT = ("SELECT DISTINCT *", "FROM <http://id.nlm.nih.gov/mesh>", "WHERE")
_NAMES = "?d rdfs:label ?name . OPTIONAL { ?d meshv:preferredConcept/meshv:scopeNote ?note }"
_DETAILS = (
    "?d meshv:treeNumber ?tree",
    "?d meshv:concept/meshv:term/meshv:prefLabel ?term",
    "?d meshv:concept/meshv:term/meshv:altLabel ?term",
)
_general = generic_judge("json")


class _Value(msgspec.Struct):
    value: str


_Binding = dict[str, _Value]


class _Rows(msgspec.Struct):
    bindings: list[_Binding]


class _Result(msgspec.Struct):
    results: _Rows


class _Descriptor(msgspec.Struct):
    """What is kept of one descriptor: the rows of the answers about it, in a fixed order."""

    ui: str
    bindings: list[dict[str, str]]


def judge(answer: Answer) -> tuple[Verdict, str]:
    """Read an answer: SPARQL results as JSON, errors as text."""
    verdict, reason = _general(answer)
    if verdict is Verdict.OK:
        try:
            msgspec.json.decode(answer.body, type=_Result)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return Verdict.MALFORMED, "JSON that holds no query result"
    return verdict, reason


# --- asking ---


@dataclass(slots=True)
class _Walk:
    """What asking for descriptors brought so far."""

    known: set[str] = field(default_factory=set)  # held already, or handed on in this walk
    wanted: set[str] = field(default_factory=set)  # not held, or to be asked for again
    fetched: int = 0
    unknown: list[str] = field(default_factory=list)
    error: str | None = None
    unavailable: bool = False


def nothing(job: Job) -> Iterator[Event]:
    """MeSH has no search of the topic: what is asked depends on the other sources' records."""
    del job
    return iter(())


def accompany(job: Job) -> Iterator[Event]:
    """Fetch the descriptors in use that are not held, with their ancestors, and those grown old.

    Asked for while the records still come that use them: in full batches, and the rest whenever
    nothing more is to come for a while.
    """
    held = job.held
    old = {ui for ui in held.descriptors_held if _is_old(held.last_fetched.get(ui), job.today)}
    gone = {ui for ui in held.gone if _UI.fullmatch(ui)} & held.descriptors
    again = held.descriptors_held if job.full else frozenset(old)
    wanted = (held.descriptors - held.descriptors_held) | again | gone
    walk = _Walk(
        known=set(held.descriptors_held) - again,
        wanted={ui for ui in wanted if _UI.fullmatch(ui)},
    )
    try:
        for batch in _batches(job.called_for, walk):
            yield from _batch(job, batch, walk)
            done = len(walk.wanted & walk.known) + len(walk.unknown)
            yield Progress(NAME, "descriptors", done, len(walk.wanted))
        yield from _absent(job, walk)
    except Forbidden:
        raise
    except UPSTREAM as error:
        wrong = isinstance(error, Refused) and error.status == 404
        cure = f"; correct sources.{NAME}.base_url" if wrong else ""
        walk.error = f"{error}{cure}; {_WITHOUT}"
        walk.unavailable = isinstance(error, UpstreamUnavailable)
    if walk.wanted:
        yield _end(walk)


def _batches(called_for: Iterable[frozenset[str]], walk: _Walk) -> Iterator[list[str]]:
    """What to ask for next, as records call for it; what came as an ancestor is not asked for."""
    held = frozenset(walk.known)
    asked: set[str] = set()
    nothing_more = frozenset[str]()
    for called in chain([nothing_more], called_for, [nothing_more]):
        walk.wanted |= {ui for ui in called - held if _UI.fullmatch(ui)}
        while waiting := walk.wanted - walk.known - asked:
            if called and len(waiting) < BATCH:
                break  # more may come, and a request costs as much for few as for many
            batch = sorted(waiting)[:BATCH]
            asked |= set(batch)
            yield batch


def _end(walk: _Walk) -> WalkEnd:
    wanted = sorted(walk.wanted)
    shown = " ".join(wanted[:20])
    return WalkEnd(
        source=NAME,
        kind="descriptor",
        search=None,
        purpose="descriptors",
        sent=f"{shown} … ({len(wanted):,} descriptors)" if len(wanted) > 20 else shown,
        state="complete" if walk.error is None else "partial" if walk.fetched else "failed",
        promised=None,  # ancestors come along that nobody counted
        fetched=walk.fetched,
        missing=tuple(sorted(walk.unknown)),
        error=walk.error,
        unavailable=walk.unavailable,
    )


def _is_old(fetched_at: str | None, today: date) -> bool:
    return (fetched_at or "")[:10] <= (today - RENEWED_AFTER).isoformat()


def _batch(job: Job, asked: list[str], walk: _Walk) -> Iterator[Event]:
    """Hand on descriptors, their ancestors first: where one is held, its ancestors are as well.

    An ancestor may stand in other places of the tree too, below yet others.
    """
    descriptors, fetched_at = _described(job, asked)
    walk.unknown += [ui for ui in asked if ui not in descriptors]
    generations = [descriptors]
    known = walk.known | descriptors.keys()
    while above := _above(job, generations[-1].values(), known):
        ancestors, fetched_at = _described(job, above)
        generations.append(ancestors)
        known |= set(above)
    for found in reversed(generations):
        walk.known |= found.keys()
        walk.fetched += len(found)
        if found:
            yield Page(
                NAME,
                None,
                tuple(
                    Raw(NAME, "descriptor", ui, msgspec.json.encode(each), fetched_at)
                    for ui, each in found.items()
                ),
            )


def _absent(job: Job, walk: _Walk) -> Iterator[Event]:
    """Report the held descriptors that MeSH no longer has, unless it seems to have none at all."""
    if len(walk.unknown) > BELIEVED_ABSENT and not walk.fetched and not _knows_another(job, walk):
        walk.error = f"MeSH knows none of {len(walk.unknown):,} descriptors; not believed"
        return
    for ui in walk.unknown:
        if ui in job.held.descriptors_held:
            yield Absent(NAME, "descriptor", ui)


def _knows_another(job: Job, walk: _Walk) -> bool:
    """Whether MeSH still describes one that it described before: then it is at work."""
    others = sorted(job.held.descriptors_held.difference(walk.unknown))
    return bool(others and _described(job, others[:1])[0])


def _described(job: Job, uis: list[str]) -> tuple[dict[str, _Descriptor], str]:
    """What MeSH says of these descriptors, those that it does not know left out; and when."""
    rows: dict[str, list[dict[str, str]]] = {}
    fetched_at = ""
    for start in range(0, len(uis), BATCH):
        values = " ".join(f"mesh:{ui}" for ui in uis[start : start + BATCH])
        named, fetched_at = _ask(job, f"VALUES ?d {{ {values} }} {_NAMES}")
        for row in named:
            rows.setdefault(_local(row["d"]), []).append(row)
        for pattern in _DETAILS if rows else ():
            details, _ = _ask(job, f"VALUES ?d {{ {values} }} {pattern}")
            for row in details:
                if _local(row["d"]) in rows:
                    rows[_local(row["d"])].append(row)
    return {
        ui: _Descriptor(ui, sorted(_distinct(rows[ui]), key=_order)) for ui in sorted(rows)
    }, fetched_at


def _distinct(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [dict(items) for items in {tuple(sorted(row.items())) for row in rows}]


def _order(row: dict[str, str]) -> str:
    return json.dumps(row, sort_keys=True)


def _above(job: Job, descriptors: Iterable[_Descriptor], known: set[str]) -> list[str]:
    """The descriptors that stand above these in the tree and are not known yet."""
    trees = {tree for each in descriptors for tree in _facts(each).trees}
    parents = sorted(
        {".".join(t.split(".")[:n]) for t in trees for n in range(1, t.count(".") + 1)}
    )
    found: set[str] = set()
    for start in range(0, len(parents), TREES):
        values = " ".join(f"<{_VOCABULARY}{tree}>" for tree in parents[start : start + TREES])
        rows, _ = _ask(job, f"VALUES ?tree {{ {values} }} ?d meshv:treeNumber ?tree")
        found |= {_local(row["d"]) for row in rows}
    return sorted(ui for ui in found - known if _UI.fullmatch(ui))


def _ask(job: Job, where: str) -> tuple[list[dict[str, str]], str]:
    """All rows of a query, page by page, and when the last page came."""
    variables = sorted(set(re.findall(r"[?][a-z]+", where)))
    order = " ".join(variables)  # without one the pages of an answer may overlap
    query = "\n".join((_PREFIXES, *_SELECT, "{", where, "}", f"ORDER BY {order}"))
    rows: list[dict[str, str]] = []
    while True:
        params = (
            ("query", query),
            ("format", "JSON"),
            ("limit", str(ROWS)),
            ("offset", str(len(rows))),
            ("inference", "true"),  # the preferred concept and term are concepts and terms as well
        )
        answer = job.door.get("/sparql", params)
        page = msgspec.json.decode(answer.body, type=_Result).results.bindings
        rows += [{name: each.value for name, each in row.items()} for row in page]
        if len(page) < ROWS:
            return [row for row in rows if "d" in row], answer.fetched_at


def _local(uri: str) -> str:
    return uri.removeprefix(_VOCABULARY)


# --- reading ---


class _Facts(NamedTuple):
    names: list[str]
    notes: list[str]
    trees: list[str]
    terms: list[str]


def _facts(descriptor: _Descriptor) -> _Facts:
    """What the rows say, by kind, each once and in order."""

    def values(name: str) -> list[str]:
        return sorted({row[name] for row in descriptor.bindings if name in row})

    trees = [tree for tree in map(_local, values("tree")) if _TREE_NUMBER.fullmatch(tree)]
    return _Facts(values("name"), values("note"), trees, values("term"))


def digest(body: bytes) -> Digest:
    """Hash of a descriptor: its rows stand in a fixed order. Raises RecordError."""
    _decoded("?", body)
    return Digest(hashlib.sha256(body).hexdigest())


def normalise(raw: Raw) -> Record:
    """The rows of a descriptor. Raises RecordError if its body is not one, or of another."""
    descriptor = _decoded(raw.id, raw.body)
    if descriptor.ui != raw.id or _UI.fullmatch(raw.id) is None:
        raise RecordError(raw.id, f"ui: it is {line(descriptor.ui, 20)}, another descriptor")
    facts = _facts(descriptor)
    names = [line(name) for name in facts.names if line(name)]
    if not names:
        raise RecordError(raw.id, "name: missing")
    note = clean(facts.notes[0]) if facts.notes else None
    terms = dict.fromkeys(line(term) for term in facts.terms)
    entries = [term for term in terms if term and term != names[0]]
    term = MeshTerm(raw.id, names[0], note or None, "|".join(facts.trees) or None)
    trees = [MeshTree(raw.id, tree) for tree in facts.trees]
    synonyms = [MeshEntryTerm(raw.id, n, entry) for n, entry in enumerate(entries, 1)]
    tables: dict[str, list[tuple[object, ...]]] = {
        "mesh_terms": [term],
        "mesh_trees": [*trees],
        "mesh_entry_terms": [*synonyms],
    }
    return Record(
        kind="descriptor",
        id=raw.id,
        source_date=None,
        tables={name: rows for name, rows in tables.items() if rows},
    )


def _decoded(ui: str, body: bytes) -> _Descriptor:
    try:
        return msgspec.json.decode(body, type=_Descriptor)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RecordError(ui, f"not a descriptor: {line(str(error), 100)}") from None


def _limit(config: Config) -> float:
    del config  # no key raises it
    return REQUESTS_PER_SECOND


SOURCE = Source(
    name=NAME,
    title="MeSH",
    kinds=("descriptor",),
    home="https://meshb.nlm.nih.gov",
    requests_per_second_limit=_limit,
    judge=judge,
    fetch=nothing,
    follow=None,
    digest=digest,
    normalise=normalise,
    accompany=accompany,
)
