"""Read what is held anew from the bytes that are kept, where other code read it.

The registry has said nothing new: a record keeps its version and its times, and no change is told.
What today's code can't read keeps the rows that it has, and goes to quarantine with the reason.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import zstandard

from harvest.errors import RecordError
from harvest.machine.collector import collector_paused
from harvest.records import Digest, Raw
from harvest.rows import Kind
from harvest.store import copies, quarantine, raw
from harvest.store.quarantine import Failure
from harvest.store.readings import (
    UNREADABLE,
    UNREADABLE_BODY,
    HeldRecord,
    Reader,
    Reading,
    failure,
    normalised,
    reason,
)
from harvest.store.writer import RowWriter

BATCH = 200
"""Records of one transaction, whose rows are in memory together."""

_DUE = "source = ? AND (? OR software NOT IN (?, ?))"
_COUNT = f"SELECT count(*) FROM records WHERE {_DUE}"  # noqa: S608 (two lines of this file)
_NEXT = f"""
SELECT kind, id, version, content_digest, derived_digest, source_date, sha256, software,
       last_fetched
FROM records WHERE {_DUE} AND (kind, id) > (?, ?)
ORDER BY kind, id LIMIT {BATCH:d}
"""  # noqa: S608 (two lines of this file)
_READ = """
UPDATE records SET content_digest = ?, derived_digest = ?, source_date = coalesce(?, source_date),
    software = ?
WHERE kind = ? AND id = ?
"""
_NOT_READ = "UPDATE records SET software = ? WHERE kind = ? AND id = ?"
_VERSIONS = """
SELECT v.id, v.version, v.sha256, v.content_digest FROM versions AS v
WHERE v.kind = ? AND v.id IN (SELECT value FROM json_each(?))
"""
_VERSION = "UPDATE versions SET content_digest = ? WHERE kind = ? AND id = ? AND version = ?"
_DATED = """
UPDATE versions SET source_date = coalesce(?, source_date) WHERE kind = ? AND id = ? AND version = ?
"""
_LEARNED = """
DELETE FROM drift WHERE source = ? AND record_id IN (SELECT value FROM json_each(?))
    AND path NOT IN (SELECT value FROM json_each(?))
"""
_WELL = """
DELETE FROM quarantine
WHERE source = ? AND kind = ? AND record_id = ? AND sha256 = ?
"""
_LAST_RUN = "SELECT max(run_id) FROM runs"


@dataclass(frozen=True, slots=True)
class Reread:
    """How many records were read anew, and how many could not be read."""

    read: int = 0
    unreadable: int = 0

    def __add__(self, other: "Reread") -> "Reread":
        """Both together."""
        return Reread(self.read + other.read, self.unreadable + other.unreadable)


@dataclass(frozen=True, slots=True)
class Place:
    """How far a source has been read anew: the last record, as they are ordered."""

    kind: str = ""
    id: str = ""


def due(connection: sqlite3.Connection, source: str, reader: Reader, everything: bool) -> int:
    """The number of records of a source to be read anew, and of its copies of others' records."""
    count: int = connection.execute(_COUNT, _due(source, reader, everything)).fetchone()[0]
    return count + copies.due(connection, source, reader, everything)


def reread(
    connection: sqlite3.Connection,
    source: str,
    reader: Reader,
    now: str,
    *,
    after: Place,
    everything: bool,
) -> tuple[Reread, Place | None]:
    """Read the next batch; what it brought, and where it ended, None if nothing was left.

    Copies of records that are another's come last.

    The caller holds the transaction.
    """
    values = (*_due(source, reader, everything), after.kind, after.id)
    rows = connection.execute(_NEXT, values).fetchall()
    done = Reread()
    with collector_paused():
        for kind, batch in groupby(rows, key=lambda row: row[0]):
            done += _Batch(connection, source, kind, reader, now).read([*batch])
    if not rows:
        done = Reread(copies.reread(connection, source, reader, everything=everything))
    return done, Place(*rows[-1][:2]) if rows else None


def _due(source: str, reader: Reader, everything: bool) -> tuple[object, ...]:
    return source, everything, reader.made_from, UNREADABLE + reader.made_from


@dataclass(frozen=True, slots=True)
class _Batch:
    """Records of one kind that are read together."""

    connection: sqlite3.Connection
    source: str
    kind: Kind
    reader: Reader
    now: str

    def read(self, rows: Sequence[tuple[str, ...]]) -> Reread:
        failures: list[Failure] = []
        readings = list(self._readings(rows, failures))
        writer = _Rewriter(
            self.connection, self.source, self.kind, 0, self.now, self.reader.made_from
        )
        written = writer.write(readings, failures)
        self._renew_versions({each.record.id: each for each in written})
        self.connection.executemany(
            _WELL, ((self.source, self.kind, each.record.id, _name(each)) for each in written)
        )
        if failures:
            (run_id,) = self.connection.execute(_LAST_RUN).fetchone()
            quarantine.put(self.connection, failures, run_id, self.now)
            mark = UNREADABLE + self.reader.made_from
            self.connection.executemany(
                _NOT_READ, ((mark, self.kind, each.id) for each in failures)
            )
        return Reread(len(written), len(failures))

    def _readings(
        self, rows: Sequence[tuple[str, ...]], failures: list[Failure]
    ) -> Iterator[Reading]:
        for _, key, version, content, derived, dated, name, software, fetched_at in rows:
            said = Digest(content, derived)
            held = HeldRecord(key, int(version), said, dated, name, software, self.source)
            try:
                body = raw.body(self.connection, name)
            except (zlib.error, zstandard.ZstdError):
                kept = "its stored bytes are damaged; its rows are kept"
                failures.append(Failure(self.source, self.kind, key, b"", kept))
                continue
            each = Raw(self.source, self.kind, key, body, fetched_at)
            try:
                digest = self.reader.digest(body)
                yield Reading(each, digest, normalised(each, self.reader), held, {})
            except (RecordError, *UNREADABLE_BODY) as error:
                failures.append(failure(each, f"{reason(error)}; the previous values are kept"))

    def _renew_versions(self, written: Mapping[str, Reading]) -> None:
        """Tell versions apart as the code of today does, for when the registry returns to one."""
        rows = self.connection.execute(_VERSIONS, (self.kind, json.dumps([*written]))).fetchall()
        for key, version, name, content in rows:
            reading = written[key]
            if reading.held is not None and version == reading.held.version:
                dated = (reading.record.source_date, self.kind, key, version)
                self.connection.execute(_DATED, dated)
                found: str | None = reading.digest.content
            else:
                found = self._content(name)
            if found not in (None, content):
                self.connection.execute(_VERSION, (found, self.kind, key, version))

    def _content(self, name: str) -> str | None:
        try:
            return self.reader.digest(raw.body(self.connection, name)).content
        except (RecordError, zlib.error, zstandard.ZstdError, *UNREADABLE_BODY):
            return None


class _Rewriter(RowWriter):
    """Writes the rows of records that are held, and how they were read; no version, no time."""

    def _insert(self, readings: Sequence[Reading]) -> None:
        self._insert_rows(readings)
        self.connection.executemany(
            _READ,
            (
                (
                    each.digest.content,
                    each.digest.derived,
                    each.record.source_date,
                    self.made_from,
                    self.kind,
                    each.record.id,
                )
                for each in readings
            ),
        )
        ids = json.dumps([each.record.id for each in readings])
        paths = json.dumps([drift.path for each in readings for drift in each.record.drift])
        self.connection.execute(_LEARNED, (self.source, ids, paths))
        self._insert_notes(readings)


def _name(reading: Reading) -> str | None:
    return reading.held.sha256 if reading.held else None
