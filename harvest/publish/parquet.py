"""The public file as Parquet: a file for each table, for DuckDB, Polars, pandas and the like.

It is made from the public file alone, so nothing is in it that is not published. Types are those of
the declared columns; what a table and each of its columns hold stands in the files, from the same
descriptions as ``docs/tables.md``. Full text is left out: it is an index of the others.

A folder that keeps step with the publications has a folder for each of the last two, with a
``manifest.json`` written last, and ``current``, a link that leads to the newest: it is moved in one
step, and a reader at work on the one before still finds its files.
"""

import errno
import hashlib
import importlib
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from harvest.config import folders
from harvest.errors import CannotCreate, HarvestError, StorageError
from harvest.machine.crash_points import point
from harvest.machine.packages import missing
from harvest.publish import schema

if TYPE_CHECKING:
    import pyarrow

MANIFEST = "manifest.json"
CURRENT = "current"

_AT_ONCE = 2_000  # rows
_GROUP = 32 * 1024 * 1024  # bytes of a group of rows, in memory
_KEPT = 2  # generations: a reader may still be at work on the one before
_GENERATION = re.compile(r"generation-(\d+)")
_ASIDE = ".next-parquet-"


def check_installed() -> None:
    """Raise ConfigError, which says what to install, where Parquet can't be written."""
    try:
        importlib.import_module("pyarrow.parquet")
    except ModuleNotFoundError as error:
        raise missing(error, "bulk") from error


def prepare(folder: Path) -> None:
    """See that publications can be kept in ``folder``, and clear what a killed one left.

    Raises ConfigError where pyarrow is missing, CannotCreate or StorageError for the folder.
    """
    check_installed()
    with _explained(folder):
        folders.make(folder)
        for left in sorted(folder.glob(f"{_ASIDE}*")):
            if left.is_symlink():
                left.unlink()
            else:
                shutil.rmtree(left)


def keep_up(published: Path, folder: Path, generation: int) -> None:
    """Put the publication at ``published`` into ``folder``, and let ``current`` lead to it.

    Raises CannotCreate, or StorageError if the disk is full: ``current`` stays as it was.
    """
    prepare(folder)
    home = folder / f"generation-{generation}"
    with (
        _explained(folder),
        closing(sqlite3.connect(f"{published.as_uri()}?mode=ro", uri=True)) as connection,
        _written(connection, folder / f"{_ASIDE}{generation}") as made,
    ):
        if home.exists():  # of another work database, or the run was killed before the last step
            home.rename(folder / f"{_ASIDE}before-{generation}")
        made.replace(home)
        _sync(folder)
        point("parquet: written")
        link = folder / f"{_ASIDE}{CURRENT}"
        link.symlink_to(home.name)
        link.replace(folder / CURRENT)
        _sync(folder)
        point("parquet: current")
        for left in _outdated(folder, generation):
            shutil.rmtree(left)
    prepare(folder)


def write(connection: sqlite3.Connection, folder: Path) -> None:
    """Write every table of a public file into ``folder``, which must not exist or be empty.

    It is there whole or not at all. Raises ConfigError where pyarrow is missing, CannotCreate if
    the folder can't be made or holds anything, StorageError if the disk is full.
    """
    check_installed()
    target = folder.absolute()
    with _explained(folder):
        if target.is_dir() and any(target.iterdir()):
            raise CannotCreate(f"{folder}: the folder is not empty; name a new one")
        if target.exists() and not target.is_dir():
            raise CannotCreate(f"{folder}: is not a folder; name a new one")
        folders.make(target.parent)
        with _written(connection, target.with_name(f"{_ASIDE}{target.name}")) as made:
            made.replace(target)  # also in the place of an empty folder
            _sync(target.parent)


@contextmanager
def _written(connection: sqlite3.Connection, aside: Path) -> Iterator[Path]:
    """Every table in a folder that the block puts in its place."""
    if aside.exists():
        shutil.rmtree(aside)
    aside.mkdir(0o755)
    try:
        _write_tables(connection, aside)
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write_tables(connection: sqlite3.Connection, folder: Path) -> None:
    cursor = connection.execute("SELECT generation, published_at, software, title FROM publication")
    names = [column[0] for column in cursor.description]
    said = dict(zip(names, cursor.fetchone(), strict=True))
    held = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    tables: dict[str, dict[str, object]] = {}
    for table in schema.read():
        if table.virtual or table.name not in held:
            continue
        path = folder / f"{table.name}.parquet"
        rows = _write_table(connection, table, path, {"generation": str(said["generation"])})
        with path.open("rb") as file:
            sum_ = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        tables[table.name] = {
            "file": path.name,
            "rows": rows,
            "bytes": path.stat().st_size,
            "sha256": sum_,
        }
    with (folder / MANIFEST).open("x", encoding="utf-8") as manifest:
        json.dump({**said, "tables": tables}, manifest, ensure_ascii=False, indent=1)
        manifest.flush()
        os.fsync(manifest.fileno())


def _write_table(
    connection: sqlite3.Connection, table: schema.Table, path: Path, said: Mapping[str, str]
) -> int:
    """Write one table, a group of rows at a time; gives the number of rows."""
    import pyarrow
    from pyarrow import parquet

    form = _form(connection, table, said)
    columns = ", ".join(f"[{name}]" for name in form.names)
    cursor = connection.execute(f"SELECT {columns} FROM [{table.name}]")  # noqa: S608 (names come from the schema)
    count = 0
    waiting: list[pyarrow.RecordBatch] = []
    with parquet.ParquetWriter(path, form, compression="zstd") as writer:
        while rows := cursor.fetchmany(_AT_ONCE):
            count += len(rows)
            arrays = [
                pyarrow.array(values, field.type)
                for values, field in zip(zip(*rows, strict=True), form, strict=True)
            ]
            waiting.append(pyarrow.RecordBatch.from_arrays(arrays, schema=form))
            if sum(each.nbytes for each in waiting) >= _GROUP:
                writer.write_table(pyarrow.Table.from_batches(waiting, form))
                waiting = []
        writer.write_table(pyarrow.Table.from_batches(waiting, form))
    return count


def _form(
    connection: sqlite3.Connection, table: schema.Table, said: Mapping[str, str]
) -> "pyarrow.Schema":
    """The columns as they are declared, each with what it holds; so says the file of the table."""
    import pyarrow

    types = {
        "TEXT": pyarrow.string(),
        "INTEGER": pyarrow.int64(),
        "REAL": pyarrow.float64(),
        "BLOB": pyarrow.binary(),
    }
    about = {column.name: column.description for column in table.columns}
    declared = connection.execute(
        "SELECT name, type, [notnull], pk FROM pragma_table_info(?)", (table.name,)
    ).fetchall()
    fields = [
        pyarrow.field(name, types[kind], not notnull, {"description": about.get(name, "")})
        for name, kind, notnull, _ in declared
    ]
    key = [name for place, name in sorted((pk, name) for name, _, _, pk in declared if pk)]
    # The comments of columns are Arrow's; what reads no Arrow schema finds them here.
    described = {
        "description": table.description,
        "columns": json.dumps(about, ensure_ascii=False),
        "primary_key": json.dumps(key),
        **said,
    }
    return pyarrow.schema(fields, described)


def _outdated(folder: Path, generation: int) -> Iterator[Path]:
    """Publications of before that are no longer kept; nothing that somebody else put there."""
    found = {
        int(name[1]): path
        for path in folder.iterdir()
        if (name := _GENERATION.fullmatch(path.name)) and (path / MANIFEST).is_file()
    }
    newest = sorted(found, key=lambda each: (each == generation, each))[-_KEPT:]
    yield from (path for number, path in found.items() if number not in newest)


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _cannot(folder, error) from error


def _cannot(folder: Path, error: OSError) -> HarvestError:
    said = error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
        return StorageError(f"{folder}: no Parquet is written: {said}; free some space")
    return CannotCreate(f"{folder}: no Parquet is written: {said}; check owner and mount")


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
