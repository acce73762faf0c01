"""Which lines on sponsors have no effect."""

import sqlite3
from collections.abc import Iterator

from harvest.sponsors.rolling import Lines
from harvest.sponsors.spelling import keys

_WRITTEN = "SELECT DISTINCT name FROM sponsors WHERE name IS NOT NULL"


def unnamed(connection: sqlite3.Connection, own: Lines) -> Iterator[str]:
    """The topic's lines on sponsors that no trial of the work database names, in words."""
    if not own:
        return
    written = [name for (name,) in connection.execute(_WRITTEN)]
    spelt = keys([*written, *own])
    held = {*written, *(spelt[name] for name in written)}
    for name, line in own.items():
        if (name if line.relation == "apart" else spelt[name]) not in held:
            yield f"line on the sponsor {name}: no trial names it"
