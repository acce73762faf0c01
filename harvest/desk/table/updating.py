"""A file with an exported table is brought up to date from the published database."""

import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from harvest.desk.table.causes import Causes
from harvest.desk.table.comparing import Comparison, compare
from harvest.desk.table.document import Paper
from harvest.desk.table.plan import Plan, plan
from harvest.desk.table.workbook import Book, Read, lost
from harvest.errors import NoPermission, UpstreamDataError, UsageError
from harvest.export import saved
from harvest.export.origin import Packed, pack
from harvest.export.tables import Table, chosen
from harvest.queries import find

_MOST = 100 * 1024 * 1024


class _File(Protocol):
    packed: Packed

    def tables(self) -> list[Read]: ...

    def apply(self, plan: Plan, comparisons: list[Comparison], packed: str) -> bytes: ...


def update(connection: sqlite3.Connection, path: Path) -> tuple[bytes, Plan, tuple[str, ...]]:
    """The file brought up to date, what was done, and what of it could not be kept.

    Raises UsageError for a file that is not there or was exported from another database, by a saved
    query that is no longer there or by a later version; UpstreamDataError for one that is no Word
    file or workbook, or that does not say what it was exported from.
    """
    body = _read(path)
    file = _opened(path, body)
    packed = file.packed
    today = _today(connection, path, packed)
    assert today.origin is not None
    try:
        comparisons = [
            compare(packed.columns, packed.rows, today.rows, heads, rows)
            for heads, rows in file.tables()
        ]
    except ValueError as error:
        raise UsageError(f"{path}: {error}; put it back with its numbers") from error
    whole = comparisons[0]
    for other in comparisons[1:]:  # a table in parts: each has some of the columns
        whole = replace(whole, changes=[*whole.changes, *other.changes])
    done = plan(whole, Causes(connection, packed.origin), today.origin)
    return (
        file.apply(done, comparisons, pack(today)),
        done,
        lost(body) if isinstance(file, Book) else (),
    )


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST:
            raise UsageError(f"{path}: is larger than 100 MB; is this the exported table?")
        return path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise UsageError(f"{path}: is a folder; name a file") from None
    except PermissionError:
        raise NoPermission(f"{path}: may not be read; check its owner and mode") from None


def _opened(path: Path, body: bytes) -> _File:
    """The file by what is in it, whatever it is called."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
        if "xl/workbook.xml" in names:
            return Book(body)
        if "word/document.xml" in names:
            return Paper(body)
    except zipfile.BadZipFile:
        names = set()
    except (ValueError, KeyError) as error:
        raise UpstreamDataError(
            f"{path}: {error}; only a Word file or workbook that harvest export or the site made "
            "can be updated, saved in its own format"
        ) from error
    raise UpstreamDataError(f"{path}: is neither a Word file (.docx) nor a workbook (.xlsx)")


def _today(connection: sqlite3.Connection, path: Path, packed: Packed) -> Table:
    """The same table from the database of today."""
    origin = packed.origin
    (title, generation) = connection.execute("SELECT title, generation FROM publication").fetchone()
    if title != origin.title:
        raise UsageError(f"{path}: was exported from “{origin.title}”, this database is “{title}”")
    if generation < origin.generation:
        raise UsageError(
            f"{path}: was exported from publication {origin.generation}, this database has "
            f"publication {generation}, which is older"
        )
    if origin.made_by == "query":
        query = find(origin.query)
        if query is None:
            raise UsageError(f"{path}: the saved query {origin.query} is no longer there")
        table = saved.table_of(connection, query, dict(origin.params or {}))
    elif origin.made_by == "trials":
        table = saved.trial_table(connection, origin.ids)
    elif origin.made_by == "papers":
        table = saved.paper_table(connection, origin.ids)
    else:
        table = saved.mixed_table(connection, origin.ids, "Trials and papers")
    known = {name for name, _ in table.columns}
    kept = [name for name, _ in packed.columns if name in known]
    if missing := [label for name, label in packed.columns if name not in known]:
        raise UsageError(f"{path}: the table no longer has the columns {', '.join(missing)}")
    return chosen(table, kept)
