"""A lake for readers: the current rows of every table by DuckDB, and the bytes that a record has.

Nothing is rewritten: which record is the newest of its number, and which was deleted, is worked out
from the index of all units when the lake is opened.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from tempfile import TemporaryDirectory
from threading import Event
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

import duckdb
import pyarrow as pa
import zstandard

from harvest.bulk import columns
from harvest.bulk.addresses import Address, address
from harvest.bulk.manifest import Manifest, Row, sources
from harvest.bulk.parse import named, read_by
from harvest.bulk.rawfile import unpacked
from harvest.errors import StorageError, UsageError
from harvest.records import Raw
from harvest.rows import Kind

OWN: Mapping[str, pa.Schema] = MappingProxyType(
    {"index": columns.INDEX, "deleted": columns.DELETED, "quarantine": columns.QUARANTINE}
)
"""Tables of a source beside those of its records: ``<source>_index`` and so on."""

_NEWEST_FIRST = "version DESC, number DESC, source_date DESC NULLS LAST, as_of DESC NULLS LAST"
_RAISED = re.compile(r"^Traceback .*?^(?:\w+\.)*(\w+): ([^\n]*)", re.DOTALL | re.MULTILINE)
"""An exception of Python as DuckDB tells it: its kind and what it says"""
_TYPES = {pa.string(): "VARCHAR", pa.int64(): "BIGINT", pa.float64(): "DOUBLE"}
POLL = 0.1
"""Seconds for DuckDB to end what it was told to leave, before it is told again"""
_Found = TypeVar("_Found")
_TOGETHER = 64
"""Frames that are asked for at once: behind an address each takes its time."""


class Frame(NamedTuple):
    """Bytes of a file that are unpacked together."""

    file: Address
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lake:
    """A lake as it was when it was opened.

    ``connection`` has a view for each table of the records (``articles``, ``trials`` and their
    children, by the names and types of ``db/public``), with the current records alone and the
    column ``_record`` that joins the rows of one; and for each source ``<source>_index``, the
    current records with their ``record_id`` and ``unit``, ``<source>_deleted`` and
    ``<source>_quarantine``.
    """

    address: Address
    connection: duckdb.DuckDBPyConnection
    rows: Mapping[str, Mapping[str, Row]]
    """source → unit → its row, of the units that are read"""

    def read(self, table: str) -> duckdb.DuckDBPyRelation:
        """The current rows of a table. Raises UsageError if the lake has no such table."""
        if table not in _names(self.rows):
            raise UsageError(f"{self.address.text}: no table {table} in this lake")
        return self.connection.table(table)

    def raws(self, source: str, ids: Iterable[str], fetched_at: str) -> Iterator[Raw]:
        """The records of these numbers as they are in the registry's files, in the files' order.

        A number without a current record is left out. Raises StorageError if the bytes are damaged.
        """
        listed = pa.table({"record_id": pa.array([*ids], pa.string())})
        with self.asked():
            self.connection.execute("CREATE OR REPLACE TEMP TABLE wanted (record_id VARCHAR)")
            self.connection.from_arrow(listed).insert_into("wanted")
            found = self.connection.execute(
                f"""
                SELECT record_id, kind, unit, frame, frame_length, start, length FROM {source}_index
                SEMI JOIN wanted USING (record_id) ORDER BY unit, frame, start
                """  # noqa: S608 (the name of a source)
            ).fetchall()
        parts = Manifest(self.address, source).parts
        frames: dict[Frame, list[tuple[Any, ...]]] = {}
        for record_id, kind, unit, offset, packed, start, length in found:
            folder = parts / self.rows[source][unit].folder
            frame = Frame(folder / "raw.zst", offset, offset + packed)
            frames.setdefault(frame, []).append((record_id, kind, start, start + length))
        waiting = iter(frames)
        while some := list(islice(waiting, _TOGETHER)):
            with self.asked():
                bodies = _unpacked(some)
            for frame, body in zip(some, bodies, strict=True):
                for record_id, kind, start, end in frames[frame]:
                    yield Raw(source, kind, record_id, body[start:end], fetched_at)

    def apart(self, asking: Callable[[], _Found]) -> _Found:
        """What a function gives that asks DuckDB, in a thread of its own.

        DuckDB sees a signal late or never, and tells it as an error; so this thread waits for it.
        """
        begun, ended, left = Event(), Event(), Event()

        def ask() -> _Found:
            begun.set()
            try:
                if left.is_set():
                    raise CancelledError
                return asking()
            finally:
                ended.set()

        thread = ThreadPoolExecutor(1)
        try:
            return thread.submit(ask).result()
        finally:  # a signal may come while the thread is started, which is then known to nobody
            left.set()
            while begun.is_set() and not ended.is_set():
                self.connection.interrupt()
                ended.wait(POLL)
            thread.shutdown(cancel_futures=True)

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Asks DuckDB, or reads files of the lake, in this block.

        Raises StorageError where parts can't be read; NoPermission and Unreached as addresses do.
        """
        with _asked(self.address):
            yield


@contextmanager
def opened(where: str) -> Iterator[Lake]:
    """The lake at a path or an address.

    Raises UsageError if there is none; StorageError, also in its block, where parts can't be read;
    NoPermission and Unreached, also in its block, as addresses do.
    """
    place = address(where)
    held = {name: counted(Manifest(place, name)) for name in sources(place)}
    if not held:
        raise UsageError(f"{where}: no lake there; harvest bulk parse makes one")
    with (
        TemporaryDirectory(prefix="harvest-lake-") as aside,  # what is too large for memory
        duckdb.connect(config={"temp_directory": aside}) as connection,
    ):
        if not place.local:
            connection.register_filesystem(place.fs)
            place.files()  # kept there, for DuckDB asks for the size of a file again and again
        with _asked(place):
            lake = Lake(place, connection, held)
            lake.apart(lambda: _all_views(lake))
            yield lake


@contextmanager
def _asked(place: Address) -> Iterator[None]:
    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        raise _unreadable(place, error) from error
    except duckdb.Error as error:
        # What the package behind an address raises comes back as its text alone.
        raised = _RAISED.search(str(error)) if type(error) is duckdb.Error else None
        if raised is None:
            raise
        kind, why = raised.groups()
        if kind == PermissionError.__name__:
            raise place.refused(why) from error
        if kind == FileNotFoundError.__name__:
            raise _unreadable(place, why) from error
        raise place.unreached(why) from error


@contextmanager
def read(where: str, table: str) -> Iterator[duckdb.DuckDBPyRelation]:
    """The current rows of one table of the lake at a path or an address."""
    with opened(where) as lake:
        yield lake.read(table)


def counted(manifest: Manifest) -> dict[str, Row]:
    """The rows of the units that are read.

    Of several series (a year's files) the newest that is whole; where none is, the newest.
    """
    rows, plan = manifest.rows(), manifest.plan()
    series = {row.series for row in rows.values()} - {0}
    whole = {each for each in series if rows.keys() >= set(plan.get(str(each), ()))}
    newest = max(whole or series, default=0)
    return {name: row for name, row in rows.items() if row.series in (0, newest)}


def _kind(source: str) -> Kind:
    (kind,) = named(source).kinds
    return kind


def _names(rows: Mapping[str, object]) -> set[str]:
    own = {f"{source}_{name}" for source in rows for name in OWN}
    return own.union(*(columns.tables(_kind(source)) for source in rows))


def _all_views(lake: Lake) -> None:
    for source, rows in lake.rows.items():
        _views(lake.connection, Manifest(lake.address, source), rows)


def _views(
    connection: duckdb.DuckDBPyConnection, manifest: Manifest, rows: Mapping[str, Row]
) -> None:
    source = manifest.source
    today = read_by(named(source))
    alike = all(row.read_by == today for row in rows.values())
    files = {name: _files(manifest, rows, name) for name in OWN}
    for name, shape in OWN.items():
        found = _select(files[name], shape, alike=alike)
        connection.execute(f"CREATE TEMP VIEW {source}_{name}_all AS {found}")
    connection.execute(
        f"""
        CREATE TEMP TABLE {source}_passed AS
        SELECT _record FROM (
            SELECT _record, row_number() OVER (
                PARTITION BY record_id ORDER BY {_NEWEST_FIRST}, _record DESC
            ) AS place
            FROM {source}_index_all AS i
            ANTI JOIN {source}_deleted_all AS d
            ON d.record_id = i.record_id AND d.number >= i.number
                AND coalesce(d.version, i.version) = i.version
        )
        WHERE place > 1
        UNION ALL
        SELECT _record FROM {source}_index_all AS i
        SEMI JOIN {source}_deleted_all AS d
        ON d.record_id = i.record_id AND d.number >= i.number
            AND coalesce(d.version, i.version) = i.version
        """  # noqa: S608 (a source's name, and a line of this file)
    )
    current = f"ANTI JOIN {source}_passed USING (_record)"
    connection.execute(
        f"CREATE TEMP VIEW {source}_index AS SELECT * FROM {source}_index_all {current}"  # noqa: S608
    )
    for name in ("deleted", "quarantine"):
        connection.execute(f"CREATE TEMP VIEW {source}_{name} AS FROM {source}_{name}_all")
    for name, shape in columns.tables(_kind(source)).items():
        listed = _select(_files(manifest, rows, name), shape, alike=alike)
        connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM ({listed}) {current}")  # noqa: S608


def _files(manifest: Manifest, rows: Mapping[str, Row], part: str) -> list[str]:
    places = (manifest.parts / row.folder for row in rows.values() if row.rows.get(part))
    return [(place / f"{part}.parquet").sql() for place in places]


def _select(files: Sequence[str], shape: pa.Schema, *, alike: bool) -> str:
    """The rows of files in today's columns; ``alike``: they have just these.

    Else a column that one lacks is empty there, which takes a look into each.
    """
    empty = ", ".join(f'NULL::{_TYPES[field.type]} AS "{field.name}"' for field in shape)
    empty = f"SELECT {empty} WHERE false"
    if not files:
        return empty
    cells = ", ".join(f'"{field.name}"' for field in shape)
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    # A folder that is called "year=2026" gives no column.
    options = f"hive_partitioning = false, union_by_name = {not alike}"
    found = f"FROM read_parquet([{listed}], {options})"
    if not alike:
        found = f"FROM ({empty} UNION ALL BY NAME {found})"
    return f"SELECT {cells} {found}"


def _unpacked(frames: Sequence[Frame]) -> list[bytes]:
    """The records of frames of one lake, read at once."""
    paths = [frame.file.path for frame in frames]
    starts, ends = [frame.start for frame in frames], [frame.end for frame in frames]
    place = frames[0].file
    try:
        with place.reached():
            packed = place.fs.cat_ranges(paths, starts, ends, on_error="raise")
    except FileNotFoundError as error:
        raise _unreadable(place, error) from error
    bodies = []
    for frame, body in zip(frames, packed, strict=True):
        try:
            bodies.append(unpacked(body))
        except zstandard.ZstdError as error:
            raise StorageError(
                f"{frame.file.text}: damaged ({error}); remove the row of this unit from the "
                "manifest, then run harvest bulk parse again"
            ) from error
    return bodies


def _unreadable(place: Address, error: object) -> StorageError:
    why = str(error).partition("\n")[0]
    return StorageError(
        f"{place.text}: a part of the lake is damaged, or was replaced while it was read ({why}); "
        "run again when harvest bulk parse has ended; if it stays so, remove the row of that unit "
        "from the manifest, then run harvest bulk parse again"
    )


def quarantined(lake: Lake, source: str) -> list[tuple[str, str, str]]:
    """Records that could not be read: unit, number and reason, in order."""
    return lake.read(f"{source}_quarantine").select("unit, record_id, reason").order(
        "unit, record_id"
    ).fetchall()  # fmt: skip
