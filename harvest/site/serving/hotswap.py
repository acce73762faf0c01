"""Keeps the served file up to date without a failed request.

A publication replaces the file at the served path. SQLite goes on reading the replaced file through
connections that are open, and Datasette caches connections by the name of the database: left alone
it serves the old file for ever, or, thread by thread, a mixture. Here each file that stood at the
path is a :class:`Generation` with connections and threads of its own. A request is bound to the
generation that was current when it came, so all that it reads comes from one file, and no later
request is answered from an earlier file. A large file takes the place of the one before when what
its pages need is worked out: until then, some seconds, nobody waits and the one before is served.
"""

import asyncio
import logging
import os
import queue
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from contextvars import ContextVar, copy_context
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeVar

from datasette.app import Datasette
from datasette.database import Database, QueryInterrupted, Results
from datasette.utils import sqlite_timelimit
from datasette.views.base import DatasetteError

from harvest.clock import Clock
from harvest.errors import NoPermission, StorageError
from harvest.publish import APPLICATION_ID, counts_of
from harvest.publish.read import sources
from harvest.site.serving import limits
from harvest.site.serving.visitor import visit

T = TypeVar("T")

THREADS = 4
"""Statements on a file at the same time."""
PATIENT_THREADS = 2
"""Threads besides, for work that takes long: nothing else waits for them."""
LOOK_EVERY = 1.0
"""Seconds between two looks at the path."""
LARGE = 5_000
"""Records from which a file is made ready before it is served."""
_ATTEMPTS = 10

_log = logging.getLogger(__name__)
_bound: ContextVar["Generation | None"] = ContextVar("generation", default=None)


class FileKey(NamedTuple):
    """What tells one file at a path from the next."""

    device: int
    inode: int
    size: int
    changed: int


def key_of(path: Path) -> FileKey:
    """The key of the file that stands at ``path``."""
    there = path.stat()
    return FileKey(there.st_dev, there.st_ino, there.st_size, there.st_mtime_ns)


class Unusable(Exception):
    """What stands at the path can't be served; the message says why."""


class Generation:
    """One published file, open. Its connections all read the same file, whatever the path says."""

    def __init__(self, path: Path, prepare: Callable[[sqlite3.Connection], None]) -> None:
        """Open the file at ``path``.

        Raises Unusable if it is no readable publication, OSError if there is none.
        """
        self.path, (self.key, connections) = path, _open_all(path, prepare)
        try:
            self.facts = _facts(connections[0])
        except Unusable:
            for connection in connections:
                connection.close()
            raise
        self.sources = sources(connections[0])
        self.number = int(self.facts["generation"])
        self.counts = counts_of(self.facts)
        self.records = self.counts.get("trials", 0) + self.counts.get("articles", 0)
        self._quick = _Lane(f"read-{self.number}", connections[:THREADS])
        self._patient = _Lane(f"patient-{self.number}", connections[THREADS:])
        self._users = 0
        self._retired = False

    async def run(self, work: Callable[[sqlite3.Connection], T], *, patient: bool = False) -> T:
        """Call ``work`` with a connection, in a thread.

        ``patient`` work may take seconds, such as a download of thousands of records; it waits its
        turn in threads of its own.
        """
        if not (patient or visit().heavy):
            return await self._quick.run(work)
        return await self._patient.run(work if patient else limits.in_time(work))

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Bind what runs inside to this generation, and keep it open until the end."""
        self._users += 1
        token = _bound.set(self)
        try:
            yield
        finally:
            _bound.reset(token)
            self._users -= 1
            self._close_if_idle()

    def retire(self) -> None:
        """Close it as soon as nobody uses it."""
        self._retired = True
        self._close_if_idle()

    def _close_if_idle(self) -> None:
        if self._retired and self._users == 0:
            # Work that was handed to a thread and whose request is gone may still be running.
            self._quick.submit(self.close)

    def close(self) -> None:
        """Close the connections that are idle and take no more work."""
        self._quick.close()
        self._patient.close()


class _Lane:
    """Threads with a connection each, for the work of one kind."""

    def __init__(self, name: str, connections: list[sqlite3.Connection]) -> None:
        self._idle: queue.SimpleQueue[sqlite3.Connection] = queue.SimpleQueue()
        for connection in connections:
            self._idle.put(connection)
        self._threads = ThreadPoolExecutor(len(connections), thread_name_prefix=name)
        self._closed = False

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        def in_thread() -> T:
            connection = self._idle.get_nowait()  # there are as many as threads
            try:
                return work(connection)
            finally:
                if self._closed:
                    connection.close()
                else:
                    self._idle.put(connection)

        loop, packs = asyncio.get_running_loop(), copy_context()
        return await loop.run_in_executor(self._threads, packs.run, in_thread)

    def submit(self, work: Callable[[], None]) -> None:
        self._threads.submit(work)

    def close(self) -> None:
        self._closed = True
        self._threads.shutdown(wait=False)
        while True:
            try:
                self._idle.get_nowait().close()
            except queue.Empty:
                return


def _open_all(
    path: Path, prepare: Callable[[sqlite3.Connection], None]
) -> tuple[FileKey, list[sqlite3.Connection]]:
    """Connections that are all to the same file, even if the path is replaced meanwhile."""
    for _ in range(_ATTEMPTS):
        # Held open so that its number can't be given to another file while we look.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            before = key_of(path)
            # The file never changes in place, so no locks; a stale sidecar is not looked at.
            connections = [
                sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True, check_same_thread=False)
                for _ in range(THREADS + PATIENT_THREADS)
            ]
            for connection in connections:
                prepare(connection)
            if key_of(path) == before:
                return before, connections
        except sqlite3.DatabaseError as error:
            raise Unusable(str(error)) from error
        finally:
            os.close(descriptor)
        for connection in connections:
            connection.close()
    raise Unusable("it is being replaced faster than it can be opened")


def _facts(connection: sqlite3.Connection) -> dict[str, Any]:
    try:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise Unusable("it is not a publication of harvest")
        with closing(connection.execute("SELECT * FROM publication")) as cursor:
            row = cursor.fetchone()
            return dict(zip((column[0] for column in cursor.description), row, strict=True))
    except (sqlite3.DatabaseError, TypeError) as error:
        raise Unusable(f"its table publication can't be read ({error})") from error


class ServedDatabase(Database):  # type: ignore[misc] # Datasette ships no types
    """The database of a site, ``evidence``: whatever was last published at a path."""

    def __init__(
        self,
        datasette: Datasette,
        path: Path,
        clock: Clock,
        prepare: Callable[[], Awaitable[None]],
        name: str = "evidence",
    ) -> None:
        """Open what stands at ``path``; ``prepare`` makes the generation ready that it runs in.

        Raises StorageError if nothing that can be served stands there.
        """
        super().__init__(datasette, path=str(path), is_mutable=False)
        self.name = name
        self._path = path
        self._clock = clock
        self._prepare = prepare
        self._taking_over: asyncio.Task[None] | None = None
        self._next_look = clock.monotonic() + LOOK_EVERY
        self._passed_over: FileKey | None = None
        try:
            self.current = self._open()
        except FileNotFoundError:
            raise StorageError(
                f"{path}: nothing is published yet; run harvest refresh first"
            ) from None
        except PermissionError:
            raise NoPermission(f"{path}: no permission to read; check owner and mode") from None
        except (OSError, Unusable) as error:
            raise StorageError(
                f"{path}: can't be served: {error}; move it away and run `harvest publish`"
            ) from error

    def _open(self) -> Generation:
        return Generation(self._path, lambda conn: self.ds._prepare_connection(conn, self.name))

    async def look(self) -> None:
        """See whether another file was published, at most once in :data:`LOOK_EVERY` seconds."""
        now = self._clock.monotonic()
        if now < self._next_look or (self._taking_over and not self._taking_over.done()):
            return
        self._next_look = now + LOOK_EVERY
        try:
            key = key_of(self._path)
            if key in (self.current.key, self._passed_over):
                return
            new = await asyncio.to_thread(self._open)
        except (OSError, Unusable) as error:
            self._pass_over(error)
            return
        if new.number < self.current.number and not self._is_later(new):
            self._pass_over(Unusable(f"its generation {new.number} is older than what is served"))
            new.close()
            return
        if new.records < LARGE:
            self._take_over(new)
        else:
            self._taking_over = asyncio.create_task(self._make_ready_and_take_over(new))

    def _is_later(self, new: Generation) -> bool:
        """Whether a file was published later than what is served, though its number is lower.

        Numbers begin anew where the work database and the public file were both lost.
        """
        return str(new.facts["published_at"]) > str(self.current.facts["published_at"])

    async def watch(self) -> NoReturn:
        """Look again and again: where nobody asks, what was published is ready for who asks next.

        Requests look as well, so that a small publication is served as soon as it stands there.
        """
        while True:
            await asyncio.sleep(LOOK_EVERY)
            await self.look()

    async def make_ready(self) -> None:
        """Work out what the pages of the current generation need."""
        await self._make_ready(self.current)

    async def _make_ready(self, generation: Generation) -> None:
        with generation.in_use():
            work = asyncio.ensure_future(self._prepare())
            await asyncio.wait({work})
        if (fault := work.exception()) is not None:
            # Pages work it out themselves, or tell the fault to who asked.
            _log.error("%s: not made ready: %s", self.name, fault, exc_info=fault)

    async def _make_ready_and_take_over(self, new: Generation) -> None:
        try:
            await self._make_ready(new)
        except asyncio.CancelledError:
            new.close()
            raise
        self._take_over(new)

    def _take_over(self, new: Generation) -> None:
        old, self.current = self.current, new
        old.retire()
        _log.info("%s: serving generation %d", self.name, new.number)

    def _pass_over(self, error: Exception) -> None:
        """Go on with what is served, and say so once for each file."""
        try:
            key = key_of(self._path)
        except OSError:
            key = FileKey(0, 0, 0, 0)
        if key != self._passed_over:
            self._passed_over = key
            _log.warning("%s: not served, keeping the previous file: %s", self._path.name, error)

    @property
    def generation(self) -> Generation:
        """The generation of this request; outside a request the current one."""
        bound = _bound.get()
        return bound if bound is not None and bound.path == self._path else self.current

    # --- what Datasette asks of a database ---

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        """Call ``fn`` with a connection to the generation of this request."""
        return await self.generation.run(fn)

    async def execute(
        self,
        sql: str,
        params: Mapping[str, object] | Sequence[object] | None = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,
    ) -> Results:
        """The rows of a statement of Datasette's pages or of a visitor.

        As Datasette's own, but with a limit to what they hold together, and without writing whole
        statements of visitors to the log.

        Raises QueryInterrupted, DatasetteError where it is too much, and what sqlite3 raises.
        """
        most = self.ds.max_returned_rows + (self.ds.max_returned_rows == page_size)
        time_limit = min(custom_time_limit or limits.LONGEST_MS, self.ds.sql_time_limit_ms)
        own = visit().own_sql

        def run(connection: sqlite3.Connection) -> Results:
            with (
                sqlite_timelimit(connection, time_limit),
                limits.for_own_statement(connection) if own else nullcontext(),
            ):
                try:
                    rows, described = limits.fetch(
                        connection, sql, params or {}, most + 1 if truncate and most else None
                    )
                except limits.TooMuch as error:
                    # Datasette takes an error of SQLite for an answer without rows, as CSV.
                    raise DatasetteError(str(error), status=400) from error
                except sqlite3.DatabaseError as error:
                    if error.args == ("interrupted",):
                        raise QueryInterrupted(error, sql, params) from error
                    raise
            truncated = truncate and len(rows) > most
            return Results(rows[:most] if truncate else rows, truncated, described)

        return await self.execute_fn(run)

    async def execute_write_fn(self, fn: object, block: bool = True) -> NoReturn:
        """Refuse: the public file is written by the publication alone."""
        raise PermissionError("the published file is read-only")

    @property
    def hash(self) -> str:
        """The hash of the content, as the publication tells it."""
        return str(self.generation.facts["content_hash"])

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self.generation.key.size

    @property
    def mtime_ns(self) -> int:
        """When the file was last changed."""
        return self.generation.key.changed

    @property
    def cached_table_counts(self) -> dict[str, int]:
        """Rows by table, as the publication tells them: nothing has to be counted."""
        return self.generation.counts

    def close(self) -> None:
        """Close the current generation."""
        self.current.close()
