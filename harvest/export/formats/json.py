"""JSON, for programs."""

import json

from harvest.export.format import TableFormat
from harvest.export.tables import Table
from harvest.text import allowed


def dumps(table: Table) -> bytes:
    """An object with title, notes and rows, each row an object by column name."""
    names = [name for name, _ in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    body = {"title": table.title, "notes": table.notes, "rows": rows}
    return allowed(json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


FORMAT = TableFormat(
    name="json",
    label="JSON",
    ending="json",
    media_type="application/json",
    most=100_000,
    place=8,
    dumps=dumps,
)
