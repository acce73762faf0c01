"""Write the records of a page: skip what has not changed, keep every version, lose nothing."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

from harvest.machine.collector import collector_paused
from harvest.records import Page
from harvest.rows import Kind
from harvest.store import copies, presence, quarantine, raw
from harvest.store.quarantine import Failure
from harvest.store.readings import Reader, Reading, batches, read
from harvest.store.tables import tables

_BATCH = 200  # records whose rows are in memory at a time

# What the driver says when a value, not the disk, is at fault.
_REFUSED = (
    sqlite3.DataError,
    sqlite3.IntegrityError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
    OverflowError,
    UnicodeError,
)

_SEEN = """
UPDATE records SET last_fetched = ?, missed = 0, missed_run = NULL, removed_on = NULL
WHERE kind = ? AND id IN (SELECT value FROM json_each(?))
"""
_RECORD = """
INSERT INTO records
    (kind, id, source, version, content_digest, derived_digest, source_date, sha256, software,
     first_seen, last_fetched)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (kind, id) DO UPDATE SET
    source = excluded.source, version = excluded.version, content_digest = excluded.content_digest,
    derived_digest = excluded.derived_digest,
    source_date = CASE source WHEN excluded.source
        THEN coalesce(excluded.source_date, source_date) ELSE excluded.source_date END,
    sha256 = excluded.sha256,
    software = excluded.software, last_fetched = excluded.last_fetched,
    missed = 0, missed_run = NULL, removed_on = NULL
"""
_VERSION = """
INSERT INTO versions
    (kind, id, version, sha256, content_digest, source_date, seen_at, run_id, source)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_STOOD_AGAIN = """
INSERT INTO stood_again (kind, id, version, seen_at, run_id) VALUES (?, ?, ?, ?, ?)
"""
_DRIFT = """
INSERT INTO drift (source, path, example, record_id, first_seen) VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records came new, changed, or went to quarantine."""

    new: int = 0
    changed: int = 0
    failed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(self.new + other.new, self.changed + other.changed, self.failed + other.failed)


def write_page(
    connection: sqlite3.Connection, page: Page, reader: Reader, *, run_id: int, now: str, full: bool
) -> Tally:
    """Write the records of ``page``; ``full`` writes the rows of unchanged ones anew too.

    The caller holds the transaction.
    """
    tally = Tally()
    with collector_paused():
        for raws in batches(page.raws, reader, _BATCH):
            readings = read(connection, raws, reader, full)
            copies.keep(connection, readings.copies, reader)
            writer = RowWriter(connection, page.source, raws[0].kind, run_id, now, reader.made_from)
            written = writer.write(readings.believed, readings.failures)
            _seen(connection, raws[0].kind, [each.id for each in readings.unchanged], now)
            well = [
                *(each.id for each in readings.unchanged),
                *(each.record.id for each in written),
            ]
            quarantine.release(connection, page.source, raws[0].kind, well)
            quarantine.put(connection, readings.failures, run_id, now)
            tally += Tally(
                new=sum(each.held is None for each in written),
                changed=sum(each.held is not None and each.rewritten for each in written),
                failed=len(readings.failures),
            )
    return tally


def _seen(connection: sqlite3.Connection, kind: Kind, ids: Sequence[str], now: str) -> None:
    if ids:
        connection.execute(_SEEN, (now, kind, json.dumps(ids)))


@dataclass(frozen=True, slots=True)
class RowWriter:
    """Writes records of one kind, each once, that differ from what is held."""

    connection: sqlite3.Connection
    source: str
    kind: Kind
    run_id: int
    now: str
    made_from: str

    def write(self, readings: Sequence[Reading], failures: list[Failure]) -> Sequence[Reading]:
        """Write all at once; where a value is refused, one by one, to find whose it is.

        Returns those written; the others are added to ``failures``.
        """
        if not readings:
            return []
        try:
            with _savepoint(self.connection):
                self._insert(readings)
        except _REFUSED as error:
            if len(readings) > 1:
                return [one for each in readings for one in self.write([each], failures)]
            (refused,) = readings
            failures.append(
                Failure(
                    self.source,
                    self.kind,
                    refused.record.id,
                    refused.raw.body,
                    f"the database refuses it: {error}",
                )
            )
            return []
        return readings

    def _insert(self, readings: Sequence[Reading]) -> None:
        names = [_raw_name(each) for each in readings]
        raw.keep(
            self.connection,
            (
                (name, each.raw.body)
                for name, each in zip(names, readings, strict=True)
                if each.held is None or each.held.sha256 != name
            ),
        )
        self._insert_rows(readings)
        self._insert_ledger(readings, names)
        self._insert_notes(readings)

    def _insert_rows(self, readings: Sequence[Reading]) -> None:
        copies.keep_replaced(self.connection, readings, self.source)
        own, *children = tables(self.kind)
        # Evidence refers to the record's own row, which therefore stays; its children are renewed.
        self.connection.executemany(own.upsert, _rows(readings, own.name))
        renewed = [each.record.id for each in readings if each.held]
        for table in children:
            if renewed:
                self.connection.execute(table.delete, (json.dumps(renewed),))
            self.connection.executemany(table.insert, _rows(readings, table.name))

    def _insert_ledger(self, readings: Sequence[Reading], names: Sequence[str]) -> None:
        records: list[tuple[object, ...]] = []
        versions: list[tuple[object, ...]] = []
        again: list[tuple[object, ...]] = []
        for name, each in zip(names, readings, strict=True):
            key, date, content = each.record.id, each.record.source_date, each.digest.content
            fetched_at = each.raw.fetched_at
            # A registry that alternates between two answers adds no version each time.
            version = each.versions.get(content)
            if version is None:
                version = max(each.versions.values(), default=0) + 1
                said = (name, content, date, fetched_at, self.run_id, self.source)
                versions.append((self.kind, key, version, *said))
            elif each.held is not None and each.held.version != version:
                again.append((self.kind, key, version, fetched_at, self.run_id))
            rows = (content, each.digest.derived, date, name, self.made_from)
            records.append((self.kind, key, self.source, version, *rows, fetched_at, fetched_at))
        self.connection.executemany(_RECORD, records)
        self.connection.executemany(_VERSION, versions)
        self.connection.executemany(_STOOD_AGAIN, again)

    def _insert_notes(self, readings: Sequence[Reading]) -> None:
        """Aliases, and what the program does not know yet."""
        self.connection.executemany(
            presence.ALIAS,
            (
                (self.kind, alias, each.record.id, self.now)
                for each in readings
                for alias in each.record.aliases
                if alias != each.record.id
            ),
        )
        self.connection.executemany(
            _DRIFT,
            (
                (self.source, drift.path, drift.example, each.record.id, self.now)
                for each in readings
                for drift in each.record.drift
            ),
        )


def _rows(readings: Sequence[Reading], table: str) -> Iterable[tuple[object, ...]]:
    return chain.from_iterable(each.record.tables.get(table, ()) for each in readings)


def _raw_name(reading: Reading) -> str:
    """The SHA-256 of the bytes that the rows come from; the same bytes if they say the same."""
    if reading.held and reading.held.digest == reading.digest:
        return reading.held.sha256
    return raw.sha256(reading.raw.body)


@contextmanager
def _savepoint(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("SAVEPOINT records")
    try:
        yield
    except BaseException:
        # A full disk may have ended the whole transaction, savepoint included.
        if connection.in_transaction:
            connection.execute("ROLLBACK TO records")
            connection.execute("RELEASE records")
        raise
    connection.execute("RELEASE records")
