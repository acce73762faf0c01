"""What an exported table was made from, packed so that a file can carry it and be updated later.

With the origin goes the table as it was exported: what a person has changed since, and what has
changed in the records, can only be told apart by comparing both with it.
"""

import base64
import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from harvest.export.tables import Cell, Origin, Table

_SQL = Path(__file__).with_name("sql")
_FORM = 1
_MOST = 64 * 1024 * 1024  # characters of a packed table, unpacked

RECORD_COLUMNS = ("trial_id", "article_id", "record_id", "other_trial_id")
"""Columns that name the records of a row; the first that a table has names the row itself."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A table as it was exported, with its origin."""

    origin: Origin
    columns: tuple[tuple[str, str], ...]
    rows: list[list[Cell]]


def of(
    connection: sqlite3.Connection,
    table: Table,
    made_by: Literal["query", "trials", "papers", "records"],
    **more: object,
) -> Table:
    """The table with its origin, from a connection to the public file."""
    title, generation, published_at, last = connection.execute(
        (_SQL / "origin.sql").read_text("utf-8")
    ).fetchone()
    keys = sorted({key for row in table.rows for key in records_of(table.columns, row)})
    versions = dict(
        connection.execute(
            (_SQL / "origin_versions.sql").read_text("utf-8"), {"ids": json.dumps(keys)}
        )
    )
    origin = Origin(made_by, title, generation, published_at, last, versions=versions)
    return replace(table, origin=replace(origin, **more))  # type: ignore[arg-type]  # names of its fields


def records_of(columns: Iterable[tuple[str, str]], row: Sequence[Cell]) -> list[str]:
    """The keys of the records that a row is of, its own first."""
    names = [name for name, _ in columns]
    return [
        str(row[names.index(name)])
        for name in RECORD_COLUMNS
        if name in names and row[names.index(name)] is not None
    ]


def pack(table: Table) -> str:
    """The table and its origin as letters and digits; "" for one that has none."""
    if table.origin is None:
        return ""
    said = {
        "form": _FORM,
        "origin": asdict(table.origin),
        "columns": table.columns,
        "rows": [list(row) for row in table.rows],
    }
    packed = zlib.compress(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"), 9)
    return base64.b64encode(packed).decode("ascii")


def unpack(text: str) -> Packed:
    """What ``pack`` wrote. Raises ValueError for anything else, and for a later version's."""
    try:
        unpacker = zlib.decompressobj()
        body = unpacker.decompress(base64.b64decode(text, validate=True), _MOST)
        said = json.loads(body)
        if said["form"] != _FORM:
            raise ValueError("a later version wrote it")
        origin = said["origin"]
        return Packed(
            Origin(**{**origin, "ids": tuple(origin["ids"])}),
            tuple((str(name), str(label)) for name, label in said["columns"]),
            [list(row) for row in said["rows"]],
        )
    except (zlib.error, KeyError, TypeError) as error:
        raise ValueError(str(error)) from error
