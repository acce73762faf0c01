"""The private work database: everything received, what it says, and what it said before.

This package is the only code that writes it, from one thread.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from harvest.clock import Clock, stamp
from harvest.errors import AlreadyRunning
from harvest.records import (
    Absent,
    Alias,
    Event,
    Held,
    Imported,
    Page,
    Progress,
    Undelivered,
    Unreadable,
    WalkEnd,
)
from harvest.store import imported, ledger, presence, quarantine, schema
from harvest.store.held import descriptors, held
from harvest.store.quarantine import Failure
from harvest.store.readings import Reader
from harvest.store.schema import BUSY_TIMEOUT, reader, storage_errors
from harvest.store.writer import Tally, write_page

__all__ = ["Reader", "RunState", "Store", "Tally", "reader"]

RunState = Literal["complete", "partial", "failed", "interrupted"]


class Store:
    """The writer of the work database; ``with Store.open(…) as store`` closes it again.

    Its methods raise StorageError when the disk is full or failing or the file is damaged, and
    AlreadyRunning when another program keeps it locked or another run has taken over.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, clock: Clock) -> None:
        self.path = path
        self.connection = connection
        self._clock = clock
        self._run_id: int | None = None
        self._full = False
        self._tallies: dict[str, Tally] = {}  # by source, of its walk under way

    @classmethod
    def open(cls, path: Path, *, clock: Clock, busy_timeout: float = BUSY_TIMEOUT) -> Self:
        """Open the database at ``path``, made or migrated as needed; its folder must exist."""
        return cls(path, schema.connect(path, busy_timeout), clock)

    def close(self) -> None:
        """Close the connection; what was not committed is undone."""
        self.connection.close()

    def __enter__(self) -> Self:
        """Use as a context."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    @contextmanager
    def transaction(self, name: str) -> Iterator[str]:
        """One write transaction of the run; yields the present moment as the database keeps it.

        ``name`` names its crash points. Raises AlreadyRunning if another run has taken over, which
        takes someone who removes the lock file: then the later run writes, and only that one.
        """
        with storage_errors(self.path), schema.transaction(self.connection, name):
            if self._run_id is not None and not ledger.is_running(self.connection, self._run_id):
                raise AlreadyRunning(f"{self.path}: another run has taken over; stopping this one")
            yield stamp(self._clock.now())

    def begin_run(self, full: bool) -> int:
        """A new run, marked as running; earlier ones that never ended are marked interrupted."""
        self._run_id = None
        with self.transaction("begin run") as now:
            run_id = ledger.begin_run(self.connection, full, now)
        self._run_id, self._full, self._tallies = run_id, full, {}
        return run_id

    def end_run(self, run_id: int, state: RunState, error: str | None = None) -> None:
        """Note how the run ended.

        A signal between the last line of a ``with`` and its exit leaves the transaction open, as
        nothing of the exit is run: what it wrote is undone here, as it is for any other signal.
        """
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
        with self.transaction("end run") as now:
            ledger.end_run(self.connection, run_id, state, error, now)
        self._run_id = None

    def apply(self, run_id: int, event: Event, sources: Mapping[str, Reader]) -> Tally:
        """Write what a source reports, in one transaction; returns what it brought.

        For the end of a walk that is the sum of all that its source reported since the one before,
        as the ledger has it.
        """
        match event:
            case Page():
                return self._apply_page(run_id, event, sources[event.source])
            case Unreadable():
                failure = Failure(event.source, event.kind, event.id, event.body, event.reason)
                with self.transaction("unreadable") as now:
                    quarantine.put(self.connection, [failure], run_id, now)
                return self._count(event.source, Tally(failed=1))
            case WalkEnd():
                tally = self._tallies.get(event.source, Tally())
                with self.transaction("walk end") as now:
                    ledger.end_walk(self.connection, event, tally, run_id, now)
                self._tallies.pop(event.source, None)
                return tally
            case Absent():
                with self.transaction("absent") as now:
                    presence.absent(self.connection, event, run_id, now)
            case Undelivered():
                with self.transaction("undelivered") as now:
                    quarantine.undelivered(self.connection, event, run_id, now)
            case Alias():
                with self.transaction("alias") as now:
                    presence.alias(self.connection, event, run_id, now)
            case Imported():
                with self.transaction("imported file") as now:
                    imported.put(self.connection, event, run_id, now)
            case Progress():
                pass
        return Tally()

    def _apply_page(self, run_id: int, page: Page, source: Reader) -> Tally:
        if not page.raws:
            return Tally()
        with self.transaction("page") as now:
            tally = write_page(
                self.connection, page, source, run_id=run_id, now=now, full=self._full
            )
        return self._count(page.source, tally)

    def _count(self, source: str, tally: Tally) -> Tally:
        self._tallies[source] = self._tallies.get(source, Tally()) + tally
        return tally

    def descriptors(self, page: Page) -> frozenset[str]:
        """The MeSH descriptors in use by the records of a page, as they are stored."""
        with storage_errors(self.path):
            return descriptors(self.connection, page)

    def retire_searches(self, searches: Iterable[str], by_hand: Iterable[str] = ()) -> None:
        """End the memberships of searches that are not among ``searches``.

        Those of the sources ``by_hand``, where persons search, stay.
        """
        with self.transaction("retire searches") as now:
            ledger.retire_searches(self.connection, searches, by_hand, now)

    def held(self) -> Held:
        """What the database holds, for the walks to come."""
        with storage_errors(self.path):
            return held(self.connection, stamp(self._clock.now()))
