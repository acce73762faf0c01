"""Read the records of a page, and judge whether each may replace what is held of it."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from harvest import identifiers
from harvest.errors import RecordError
from harvest.records import Digest, Raw, Record
from harvest.rows import Kind
from harvest.store.quarantine import Failure
from harvest.store.tables import tables

_REQUIRED: Mapping[Kind, tuple[str, ...]] = {
    "trial": ("brief_title", "status", "study_type", "lead_sponsor", "brief_summary"),
    "article": ("title", "abstract", "journal", "year", "doi"),
    "descriptor": ("name",),
    "doi": ("title",),
    "notice": ("nature",),
    "text": ("title",),
    "full_text": ("title",),
}
"""Fields that do not vanish unless the record has a newer date: else the registry had a bad day."""

UNREADABLE = "unreadable: "
"""Before the digest of the code that could not read anew what is held."""

# What a reader may meet in a record that is not as documented.
UNREADABLE_BODY = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)

_HELD = """
SELECT id, version, content_digest, derived_digest, source_date, sha256, software, source
FROM records WHERE kind = ? AND id IN (SELECT value FROM json_each(?))
"""
_VERSIONS = """
SELECT id, version, content_digest
FROM versions WHERE kind = ? AND id IN (SELECT value FROM json_each(?))
"""


class Reader(Protocol):
    """What the store needs of a source: how to read its records."""

    @property
    def digest(self) -> Callable[[bytes], Digest]:
        """Cheap; raises RecordError."""
        ...

    @property
    def normalise(self) -> Callable[[Raw], Record]:
        """Pure; raises RecordError."""
        ...

    @property
    def made_from(self) -> str:
        """What the two are made from: the same text, the same rows of the same bytes."""
        ...


class HeldRecord(NamedTuple):
    """What the ledger says of a record that is held."""

    id: str
    version: int
    digest: Digest
    source_date: str | None
    sha256: str
    software: str
    source: str


class Reading(NamedTuple):
    """A record read anew, and what is held of it."""

    raw: Raw
    digest: Digest
    record: Record
    held: HeldRecord | None
    versions: Mapping[str, int]  # content digest → number, of all the versions held

    @property
    def rewritten(self) -> bool:
        """Whether the registry changed what the record says."""
        return self.held is None or self.held.digest.content != self.digest.content


class Copy(NamedTuple):
    """What a source sent of a record that is its own registry's."""

    raw: Raw
    digest: Digest


class Readings(NamedTuple):
    """What came of a batch of records."""

    believed: list[Reading]  # to be written
    unchanged: list[Raw]  # nothing to write
    failures: list[Failure]
    copies: list[Copy]


def batches(raws: Sequence[Raw], reader: Reader, size: int) -> Iterator[Sequence[Raw]]:
    """Batches of one kind in which no id comes twice; of two answers the older comes first.

    Of two with the same date the one received later comes later, and so stays.
    """
    for kind in dict.fromkeys(each.kind for each in raws):
        rest = [each for each in raws if each.kind == kind]
        times = Counter(each.id for each in rest)
        if len(times) < len(rest):
            rest.sort(key=lambda each: _date(each, reader) if times[each.id] > 1 else "")
        while rest:
            batch: dict[str, Raw] = {}
            later = [each for each in rest if batch.setdefault(each.id, each) is not each]
            unique = list(batch.values())
            for start in range(0, len(unique), size):
                yield unique[start : start + size]
            rest = later


def read(
    connection: sqlite3.Connection, raws: Sequence[Raw], reader: Reader, full: bool
) -> Readings:
    """Read those of ``raws`` that differ from what is held, or all of them if ``full``.

    They are of one kind, each id once.
    """
    kind = raws[0].kind
    result = Readings([], [], [], [])
    digests: dict[str, Digest] = {}
    for each in raws:
        try:
            digests[each.id] = reader.digest(each.body)
        except (RecordError, *UNREADABLE_BODY) as error:
            result.failures.append(failure(each, reason(error)))
    held = _held(connection, kind, digests)
    for each in raws:
        if each.id in held and not _may_replace(each, held[each.id]):
            result.copies.append(Copy(each, digests.pop(each.id)))
    changed: list[tuple[Raw, Record]] = []
    for each in raws:
        if each.id not in digests:
            continue
        if not full and _is_held(held.get(each.id), digests[each.id], reader):
            result.unchanged.append(each)
            continue
        try:
            changed.append((each, normalised(each, reader)))
        except (RecordError, *UNREADABLE_BODY) as error:
            result.failures.append(failure(each, reason(error)))
    versions = _versions(connection, kind, [each.id for each, _ in changed if each.id in held])
    readings = [
        Reading(each, digests[each.id], record, held.get(each.id), versions.get(each.id, {}))
        for each, record in changed
    ]
    _judge(connection, kind, readings, result)
    return result


def _judge(
    connection: sqlite3.Connection, kind: Kind, readings: Sequence[Reading], result: Readings
) -> None:
    """Sort out the records that must not replace what is held.

    A registry with several back ends may answer with an older revision or, on a bad day, leave out
    what every record has. What a third party said before is no measure: its date is that of a copy.
    """
    before = _required(connection, kind, [r.record.id for r in readings if r.held and r.rewritten])
    for reading in readings:
        new, old = reading.record.source_date, reading.held and reading.held.source_date
        lost = _lost(reading.record, before.get(reading.record.id))
        if not (reading.held and reading.rewritten) or reading.held.source != reading.raw.source:
            result.believed.append(reading)
        elif new and old and new < old:
            if reading.digest.content in reading.versions:
                result.unchanged.append(reading.raw)
            else:
                why = (
                    f"dated {new}: older than the version in the database, of {old}, which is kept"
                )
                result.failures.append(failure(reading.raw, why))
        elif lost and not (new and (not old or new > old)):
            why = (
                f"has lost its {', '.join(lost)} without a newer date; the previous values are kept"
            )
            result.failures.append(failure(reading.raw, why))
        else:
            result.believed.append(reading)


def normalised(each: Raw, reader: Reader) -> Record:
    """The record that the bytes hold. Raises RecordError, or one of ``UNREADABLE_BODY``."""
    record = reader.normalise(each)
    if record.id != each.id:
        raise RecordError(each.id, f"the record calls itself {record.id}")
    return record


def _date(each: Raw, reader: Reader) -> str:
    try:
        return reader.normalise(each).source_date or ""
    except (RecordError, *UNREADABLE_BODY):
        return ""


def failure(each: Raw, why: str) -> Failure:
    """A record that goes to quarantine."""
    return Failure(each.source, each.kind, each.id, each.body, why)


def reason(error: Exception) -> str:
    """Why a record can't be read."""
    if isinstance(error, RecordError):
        return error.reason
    return f"not as documented: {type(error).__name__}: {error}"


def _may_replace(each: Raw, held: HeldRecord) -> bool:
    """Whether a source's record may take the place of what another source delivered.

    Only where its number is the source's own: nothing that a third party says of a trial replaces
    what the trial's registry says, and two third parties do not take turns.
    """
    registry = identifiers.registry_of(each.id)
    own = registry.source.name if registry and registry.source else None
    return each.source in (held.source, own)


def _is_held(held: HeldRecord | None, digest: Digest, reader: Reader) -> bool:
    """Whether the rows say what the record says, as it is read today."""
    return held is not None and held.digest == digest and held.software == reader.made_from


def _held(connection: sqlite3.Connection, kind: Kind, ids: Iterable[str]) -> dict[str, HeldRecord]:
    rows = connection.execute(_HELD, (kind, json.dumps(list(ids))))
    return {
        key: HeldRecord(key, version, Digest(content, derived), date, sha256, software, source)
        for key, version, content, derived, date, sha256, software, source in rows
    }


def _versions(
    connection: sqlite3.Connection, kind: Kind, ids: Sequence[str]
) -> dict[str, dict[str, int]]:
    versions: dict[str, dict[str, int]] = {}
    if ids:
        for key, version, content in connection.execute(_VERSIONS, (kind, json.dumps(ids))):
            versions.setdefault(key, {})[content] = version
    return versions


def _required(
    connection: sqlite3.Connection, kind: Kind, ids: Sequence[str]
) -> dict[str, tuple[object, ...]]:
    if not ids:
        return {}
    statement = tables(kind)[0].select(_REQUIRED[kind])
    return {row[0]: row[1:] for row in connection.execute(statement, (json.dumps(ids),))}


def _lost(record: Record, before: tuple[object, ...] | None) -> list[str]:
    """The required fields that had a value and have none now."""
    if before is None:
        return []
    (row,) = record.tables[tables(record.kind)[0].name]
    required = _REQUIRED[record.kind]
    return [
        field
        for field, value in zip(required, before, strict=True)
        if value is not None and getattr(row, field) is None
    ]
