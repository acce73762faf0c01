"""The columns of the parts: the rows that a reader makes, as the published schema types them."""

import hashlib
from collections.abc import Mapping
from functools import cache

import pyarrow as pa

from harvest.publish import schema
from harvest.rows import ROWS, Kind

RECORD = "_record"
"""In every part: which record of the lake a row is of, the same in all parts of its unit."""

_TYPES: Mapping[str, pa.DataType] = {
    "TEXT": pa.string(),
    "INTEGER": pa.int64(),
    "REAL": pa.float64(),
}

INDEX = pa.schema(
    [
        pa.field(RECORD, pa.int64(), nullable=False),
        pa.field("record_id", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("version", pa.int64(), nullable=False),
        pa.field("source_date", pa.string()),
        pa.field("as_of", pa.string()),
        pa.field("number", pa.int64(), nullable=False),
        pa.field("unit", pa.string(), nullable=False),
        pa.field("frame", pa.int64(), nullable=False),
        pa.field("frame_length", pa.int64(), nullable=False),
        pa.field("start", pa.int64(), nullable=False),
        pa.field("length", pa.int64(), nullable=False),
    ]
)
"""Each record that was read: what makes it newer than another of its number, and where its bytes
are: ``length`` bytes from ``start`` on in the unpacked frame, which is ``frame_length`` bytes of
the unit's ``raw.zst`` from ``frame`` on."""

DELETED = pa.schema(
    [
        pa.field("record_id", pa.string(), nullable=False),
        pa.field("version", pa.int64()),
        pa.field("number", pa.int64(), nullable=False),
        pa.field("unit", pa.string(), nullable=False),
    ]
)
"""Records that a file declares deleted; an empty version is all of them."""

QUARANTINE = pa.schema(
    [
        pa.field("record_id", pa.string(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("unit", pa.string(), nullable=False),
        pa.field("frame", pa.int64(), nullable=False),
        pa.field("frame_length", pa.int64(), nullable=False),
        pa.field("start", pa.int64(), nullable=False),
        pa.field("length", pa.int64(), nullable=False),
    ]
)
"""Records that can't be read, the reason, and where their bytes are."""


@cache
def tables(kind: Kind) -> Mapping[str, pa.Schema]:
    """The parts of a kind of record by table, its own first: columns, types and what they hold."""
    published = {table.name: table for table in schema.read()}
    found = {}
    for name, row in ROWS[kind].items():
        said = {column.name: column for column in published[name].columns}
        fields = [pa.field(RECORD, pa.int64(), nullable=False)]
        for field in row._fields:  # type: ignore[attr-defined]  # all are NamedTuples
            column = said[field]
            told = {"description": column.description}
            fields.append(pa.field(field, _TYPES[column.type], metadata=told))
        found[name] = pa.schema(fields, metadata={"description": published[name].description})
    return found


def shape(kind: Kind) -> str:
    """A digest of the names and types of all columns: what parts of another can't be read with."""
    lines = [
        f"{name} {field.name} {field.type}"
        for name, columns in {**tables(kind), "": INDEX, " ": DELETED, "  ": QUARANTINE}.items()
        for field in columns
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
