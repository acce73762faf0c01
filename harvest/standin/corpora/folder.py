"""A corpus from a folder of records, found by the form of its files."""

import csv
import gzip
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from lxml import etree

from harvest.errors import UsageError
from harvest.standin.corpora.corpus import Descriptor, State, aliases_of

_NCT_ID = re.compile(rb'"nctId":\s*"(NCT\d{8})"')
_UPDATED = re.compile(rb'"lastUpdatePostDateStruct":\s*\{\s*"date":\s*"([\d-]+)"')
CITATION = re.compile(
    rb"<PubmedArticle[ >].*?</PubmedArticle>|<PubmedBookArticle[ >].*?</PubmedBookArticle>",
    re.DOTALL,
)
_PMID = re.compile(rb'<PMID(?: Version="(\d+)")?[^>]*>(\d+)</PMID>')
_REVISED = re.compile(
    rb"<DateRevised>\s*<Year>(\d+)</Year>\s*<Month>(\d+)</Month>\s*<Day>(\d+)</Day>"
)

_Versions = dict[str, list[bytes]]


class Folder:
    """The records of a folder, at any depth.

    ``*.jsonl``: studies, one a line; ``*.xml``: a PubmedArticleSet or a DescriptorRecordSet;
    ``descriptors*.tsv``: descriptors with the columns ``ui``, ``name``, ``tree_numbers``,
    ``entry_terms`` and ``scope_note``. All may be gzipped; other files, and folders named
    ``responses``, are left alone. Where a number comes twice the newest record wins (last update
    posted; version and revision of a citation), then the longest. With ``past`` the older ones make
    up the states before the last.
    """

    def __init__(self, path: Path, *, past: bool = False) -> None:
        if not path.is_dir():
            raise UsageError(f"{path}: no such folder of records; give one with *.jsonl or *.xml")
        self._path = path
        self._past = past

    @property
    def epochs(self) -> int:
        """One, or with ``past`` as many as the record with the most versions has."""
        return len(self._states)

    def state(self, epoch: int) -> State:
        """The state at an epoch; the last one for every number beyond it."""
        return self._states[min(epoch, len(self._states) - 1)]

    @cached_property
    def _states(self) -> tuple[State, ...]:
        studies: _Versions = {}
        citations: _Versions = {}
        descriptors: dict[str, Descriptor] = {}
        for file in sorted(self._path.rglob("*")):
            name = file.name.removesuffix(".gz")
            if "responses" in file.relative_to(self._path).parts:
                continue
            if name.endswith(".jsonl"):
                _gather(studies, _studies(file))
            elif name.endswith(".xml"):
                body = _bytes(file)
                _gather(citations, _citations(body))
                descriptors |= _descriptor_records(body)
            elif name.startswith("descriptors") and name.endswith(".tsv"):
                descriptors = _descriptor_table(file) | descriptors
        _sort(studies, _study_age)
        _sort(citations, _citation_age)
        many = max((len(v) for v in (*studies.values(), *citations.values())), default=1)
        choices = range(many) if self._past else (-1,)
        return tuple(_state(studies, citations, descriptors, choice) for choice in choices)


def _state(
    studies: _Versions, citations: _Versions, descriptors: Mapping[str, Descriptor], choice: int
) -> State:
    """Each record's version number ``choice``, or its last where it has fewer."""
    chosen = {nct_id: v[min(choice, len(v) - 1)] for nct_id, v in studies.items()}
    newest = max((_study_age(body)[0] for body in chosen.values()), default=b"2020-01-01").decode()
    return State(
        studies=chosen,
        citations={pmid: v[min(choice, len(v) - 1)] for pmid, v in citations.items()},
        descriptors=descriptors,
        data_timestamp=f"{newest[:10]:0<10}T09:00:0{max(choice, 0) % 10}",
        aliases=aliases_of(chosen),
    )


def _bytes(file: Path) -> bytes:
    data = file.read_bytes()
    return gzip.decompress(data) if file.name.endswith(".gz") else data


def _gather(into: _Versions, records: Iterator[tuple[str, bytes]]) -> None:
    for record_id, body in records:
        into.setdefault(record_id, []).append(body)


def _sort(records: _Versions, age: Callable[[bytes], tuple[bytes | int, ...]]) -> None:
    for versions in records.values():
        versions.sort(key=age)


def _studies(file: Path) -> Iterator[tuple[str, bytes]]:
    for body in _bytes(file).splitlines():
        named = _NCT_ID.search(body)
        if named:
            yield named[1].decode(), body


def _study_age(body: bytes) -> tuple[bytes, int]:
    updated = _UPDATED.search(body)
    return (updated[1] if updated else b"", len(body))


def _citations(body: bytes) -> Iterator[tuple[str, bytes]]:
    for element in CITATION.finditer(body):
        named = _PMID.search(element[0])
        if named:
            yield named[2].decode(), element[0]


def _citation_age(body: bytes) -> tuple[int, bytes, int]:
    named, revised = _PMID.search(body), _REVISED.search(body)
    version = int(named[1] or 1) if named else 1
    return (version, b"-".join(revised.groups()) if revised else b"", len(body))


def _descriptor_table(file: Path) -> dict[str, Descriptor]:
    rows = csv.DictReader(
        _bytes(file).decode().splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return {
        row["ui"]: Descriptor(
            ui=row["ui"],
            name=row["name"],
            tree_numbers=tuple(filter(None, row["tree_numbers"].split("|"))),
            entry_terms=tuple(filter(None, row["entry_terms"].split("|"))),
            scope_note=row["scope_note"] or None,
        )
        for row in rows
    }


def _descriptor_records(body: bytes) -> dict[str, Descriptor]:
    if b"<DescriptorRecord " not in body:
        return {}
    found = {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for record in etree.fromstring(body, parser).iter("DescriptorRecord"):
        ui, name = record.findtext("DescriptorUI"), record.findtext("DescriptorName/String")
        if not ui or not name:
            continue
        terms = [t.text or "" for t in record.iterfind("ConceptList/Concept/TermList/Term/String")]
        note = record.findtext("ConceptList/Concept[@PreferredConceptYN='Y']/ScopeNote")
        found[ui] = Descriptor(
            ui=ui,
            name=name,
            tree_numbers=tuple(t.text or "" for t in record.iterfind("TreeNumberList/TreeNumber")),
            entry_terms=tuple(term for term in terms if term != name),
            scope_note=note.strip() if note else None,
        )
    return found
