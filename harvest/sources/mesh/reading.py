"""What is kept of a descriptor, read into rows."""

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from harvest.errors import RecordError
from harvest.records import Digest, Raw, Record
from harvest.rows import MeshEntryTerm, MeshTerm, MeshTree
from harvest.text import clean, line

VOCABULARY = "http://id.nlm.nih.gov/mesh/"
UI = re.compile(r"D[0-9]{6,9}")

ACTIVE = frozenset({"true", "1"})
"""``meshv:active`` of what was not withdrawn; Virtuoso writes its booleans as numbers."""

_TREE_NUMBER = re.compile(r"[A-Z][0-9]{2}(?:\.[0-9]{3})*")
_WITHDRAWN = re.compile(r"\s*\[OBSOLETE\]\s*", re.IGNORECASE)


class Descriptor(msgspec.Struct):
    """What is kept of one descriptor: the rows of the answers about it, in a fixed order."""

    ui: str
    bindings: list[dict[str, str]]


class _Facts(NamedTuple):
    withdrawn: bool
    names: list[str]
    notes: list[str]
    trees: list[str]
    terms: list[str]


def local(uri: str) -> str:
    """What a URI of MeSH names: ``http://id.nlm.nih.gov/mesh/D008103`` → ``D008103``."""
    return uri.removeprefix(VOCABULARY)


def places(descriptors: Iterable[Descriptor]) -> set[str]:
    """All tree numbers of these descriptors."""
    return {tree for each in descriptors for tree in _facts(each).trees}


def plain_name(label: str) -> str:
    """A label without the mark that MeSH sets before the names of what it has withdrawn."""
    mark = _WITHDRAWN.match(label)
    return line(label[mark.end() :] if mark else label)


def digest(body: bytes) -> Digest:
    """Hash of a descriptor: its rows stand in a fixed order. Raises RecordError."""
    _decoded("?", body)
    return Digest(hashlib.sha256(body).hexdigest())


def normalise(raw: Raw) -> Record:
    """The rows of a descriptor. Raises RecordError if its body is not one, or of another."""
    descriptor = _decoded(raw.id, raw.body)
    if descriptor.ui != raw.id or UI.fullmatch(raw.id) is None:
        raise RecordError(raw.id, f"ui: it is {line(descriptor.ui, 20)}, another descriptor")
    facts = _facts(descriptor)
    names = [name for name in map(plain_name, facts.names) if name]
    if not names:
        raise RecordError(raw.id, "name: missing")
    note = clean(facts.notes[0]) if facts.notes else None
    terms = dict.fromkeys(plain_name(term) for term in facts.terms)
    entries = [term for term in terms if term and term != names[0]]
    numbers = "|".join(facts.trees) or None
    term = MeshTerm(raw.id, names[0], note or None, numbers, 1 if facts.withdrawn else None)
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


def _facts(descriptor: Descriptor) -> _Facts:
    """What the rows say, by kind, each once and in order."""

    def values(name: str) -> list[str]:
        return sorted({row[name] for row in descriptor.bindings if name in row})

    trees = [tree for tree in map(local, values("tree")) if _TREE_NUMBER.fullmatch(tree)]
    names = values("name")
    withdrawn = any(_WITHDRAWN.match(name) for name in names)
    withdrawn |= any(value.casefold() not in ACTIVE for value in values("active"))
    return _Facts(withdrawn, names, values("note"), trees, values("term"))


def _decoded(ui: str, body: bytes) -> Descriptor:
    try:
        return msgspec.json.decode(body, type=Descriptor)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RecordError(ui, f"not a descriptor: {line(str(error), 100)}") from None
