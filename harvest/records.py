"""What travels between the stages: raw bytes, normalised records, and what a walk reports."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal, NamedTuple

from harvest.errors import RecordError
from harvest.rows import Kind

WalkState = Literal["complete", "partial", "failed"]


@dataclass(frozen=True, slots=True)
class Raw:
    """One record as a registry sent it, not yet read."""

    source: str
    kind: Kind
    id: str
    body: bytes
    fetched_at: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What a record says (``content``) and what the registry computes about it (``derived``).

    A change of ``content`` is a new version; a change of ``derived`` alone only renews the rows.
    """

    content: str
    derived: str = ""


@dataclass(frozen=True, slots=True)
class Drift:
    """Something in a record that the program does not know yet: a path or a term."""

    path: str
    example: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record, normalised: rows by table, as ``ROWS[kind]`` names them; empty ones left out."""

    kind: Kind
    id: str
    source_date: str | None  # last update posted, or date revised: never goes back
    tables: Mapping[str, Sequence[tuple[object, ...]]]
    aliases: tuple[str, ...] = ()
    drift: tuple[Drift, ...] = ()
    computed: frozenset[str] = frozenset()
    """Columns of its own row that follow from the day, as a status from dates does: where both
    states of a record work one out, another value is no change"""


Readers = Mapping[str, Callable[[Raw], Record]]
"""By source, what reads its records: whose record it is decides, never of which kind it is."""


def read_by(readers: Readers, raw: Raw) -> Record:
    """The record as the reader of its source reads it.

    Raises RecordError if it can't be read, or if no such source is there any more.
    """
    reader = readers.get(raw.source)
    if reader is None:
        raise RecordError(raw.id, f"no source {raw.source} is there to read it")
    return reader(raw)


# --- what a source reports: of one walk any number of pages, then its end, then of the next ---


@dataclass(frozen=True, slots=True)
class Page:
    """Records that arrived together; stored in one transaction.

    ``search`` names the search whose members these are; None for records asked for by number.
    """

    source: str
    search: str | None
    raws: tuple[Raw, ...]


@dataclass(frozen=True, slots=True)
class WalkEnd:
    """The end of one query: what was sent, what was promised, what came.

    ``ids`` are all ids that the source says match (only for searches that make members, and for
    imported files). Members of a search that are not among them have left, if ``state`` is
    complete. ``cursors`` move in the same transaction. A complete walk with an ``error`` lacks a
    very few records: it tells which, and the run is not complete. ``not_found`` are words among
    alternatives that no record there has: the answer is right without them. ``unavailable`` tells a
    query that failed because the registry could not be reached or asks us to wait, from one whose
    answer can't be trusted. ``bulk_files`` says which of the registry's files answered in place of
    its service.
    """

    source: str
    kind: Kind
    search: str | None
    purpose: str  # a key of publish.completeness.PURPOSES, or run
    sent: str
    state: WalkState
    translation: str | None = None
    warnings: tuple[str, ...] = ()
    not_found: tuple[str, ...] = ()
    promised: int | None = None
    ids: frozenset[str] = frozenset()
    fetched: int = 0
    missing: tuple[str, ...] = ()
    data_timestamp: str | None = None
    error: str | None = None
    unavailable: bool = False
    cursors: tuple[tuple[str, str], ...] = ()
    bulk_files: str | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """The registry says that it has no such record (asked for by number)."""

    source: str
    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Alias:
    """The registry answers an old number with a record of another number."""

    source: str
    kind: Kind
    alias: str
    id: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a walk is, for the progress bar; total None while unknown."""

    source: str
    label: str
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Bytes that hold no record that can be named; quarantined under ``id`` with the reason."""

    source: str
    kind: Kind
    id: str
    body: bytes
    reason: str


def unnamed(body: bytes) -> str:
    """A name for bytes that hold no number of a record: the same in every run."""
    return f"unnamed-{sha256(body).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A search lists this record, but the registry does not deliver it when asked for it alone."""

    source: str
    kind: Kind
    id: str


class ImportedReference(NamedTuple):
    """What became of one reference of a file: a row of ``imported_references``."""

    file_id: str
    position: int
    record_id: str
    outcome: Literal["new", "repeated", "known"]
    reason: str
    resembles: str | None = None
    apart: str | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """A file of references whose records have been stored: where it comes from, and what of it."""

    source: str
    file_id: str
    name: str
    format: str
    database: str
    searched: str
    day: str
    records: int
    unreadable: tuple[str, ...]
    """The ids of its records in quarantine"""
    references: tuple[ImportedReference, ...]


Event = Page | WalkEnd | Absent | Alias | Progress | Unreadable | Undelivered | Imported


@dataclass(frozen=True, slots=True)
class Held:
    """What the work database holds when a walk starts; ids as sets, so that a walk asks nothing."""

    trials: frozenset[str] = frozenset()  # numbers of every registry, tombstones left out
    articles: frozenset[str] = frozenset()  # PMIDs, tombstones left out
    gone: frozenset[str] = frozenset()  # tombstones of both kinds: asked again, never forgotten
    missed: frozenset[str] = frozenset()  # not found the last time they were asked for, once
    left: frozenset[str] = frozenset()  # left every search, and not fetched since
    members: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """(source, search) → ids that were members at the last complete walk"""
    last_fetched: Mapping[str, str] = field(default_factory=dict)
    """PMID, descriptor ui or DOI → when last fetched, UTC"""
    known_missing: frozenset[str] = frozenset()
    """Listed by a search and asked for in vain so often that a walk is complete without them"""
    cited: frozenset[str] = frozenset()  # PMIDs that held trials cite
    dois: frozenset[str] = frozenset()  # of held papers, in small letters
    open_articles: Mapping[str, str] = field(default_factory=dict)
    """PMC numbers of held papers that are open access → day from which they are free; "" for now"""
    without_pmid: frozenset[str] = frozenset()
    """Held papers that have a DOI and neither a PMID nor ``PPR…``, as ``doi:…``"""
    preprints: frozenset[str] = frozenset()
    """Of held papers, not held themselves: ``PPR…``, or ``doi:…`` where only that is known"""
    named: Callable[[], Mapping[str, frozenset[str]]] = dict
    """By paper, the numbers of trials that its abstract, title, data bank list or, as found out
    before, its full text has; read when it is called, in whichever thread"""
    descriptors: frozenset[str] = frozenset()  # uis in use by held trials and papers
    descriptors_held: frozenset[str] = frozenset()
    cursors: Mapping[str, str] = field(default_factory=dict)  # "source/name" → value
    aliases: Mapping[str, str] = field(default_factory=dict)  # alias → canonical id
    delivered: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """source → ids of the records that it delivered last, tombstones among them"""
    derived: Mapping[str, str] = field(default_factory=dict)
    """Of a trial, what its source computes about it (``Digest.derived``)"""

    copied: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(source, trial) → the same of its latest copy of a trial that its own registry delivers"""

    def of(self, source: str) -> frozenset[str]:
        """The records, not removed, that are held from a source."""
        return self.delivered.get(source, frozenset()) - self.gone
