"""One page of a saved query's result, and its picture."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from harvest.export.saved import label
from harvest.queries import Query, Shape
from harvest.site.charts import Bar, Cell, Column, Picture, bars, columns, on_both
from harvest.site.page import statement

ROWS = 100
"""Rows on a page; the whole is in the downloads."""
_DRAWN = {"bars": 25, "columns": 40}

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page of the result, in which order: by ``sort``, or as the query has it."""

    page: int = 1
    sort: str = ""
    down: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """One page of rows; ``more`` if another follows."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    more: bool
    picture: Picture | None

    @property
    def record_columns(self) -> tuple[str, ...]:
        """The columns that name trials or papers."""
        return tuple(name for name in ("trial_id", "article_id") if name in self.columns)

    @property
    def naming_columns(self) -> tuple[str, ...]:
        """Those of them in which a row names one; all where none does, or where more follow."""
        found = tuple(
            name
            for name in self.record_columns
            if self.more or any(row[self.columns.index(name)] for row in self.rows)
        )
        return found or self.record_columns


def result(connection: sqlite3.Connection, query: Query, values: Values, asked: Asked) -> Result:
    """The rows of a page. A column to sort by that the result does not have is left out."""
    names = _names(connection, query, values)
    order = ""
    if asked.sort in names:
        name = f'"{asked.sort}"'
        order = f"ORDER BY {name} IS NULL, {name} {'DESC' if asked.down else 'ASC'}"
    sql = statement("query_page").replace(":query", query.sql).replace(":order", order)
    bound = {**values, "_limit": ROWS + 1, "_offset": (asked.page - 1) * ROWS}
    rows = [tuple(row) for row in connection.execute(sql, bound)]
    drawn = _picture(connection, query, values, names) if query.picture and rows else None
    return Result(names, rows[:ROWS], len(rows) > ROWS, drawn)


def total(connection: sqlite3.Connection, query: Query, values: Values) -> int:
    """The number of rows of the whole result."""
    sql = statement("query_count").replace(":query", query.sql)
    return int(connection.execute(sql, dict(values)).fetchone()[0])


def _names(connection: sqlite3.Connection, query: Query, values: Values) -> tuple[str, ...]:
    sql = statement("query_page").replace(":query", query.sql).replace(":order", "")
    cursor = connection.execute(sql, {**values, "_limit": 0, "_offset": 0})
    return tuple(column[0] for column in cursor.description)


def _picture(
    connection: sqlite3.Connection, query: Query, values: Values, names: tuple[str, ...]
) -> Picture | None:
    """The first rows drawn as the query's head asks, in the query's own order."""
    shape = query.picture
    if shape is None or not {shape.label, *shape.values} <= set(names):
        return None
    sql = statement("query_page").replace(":query", query.sql).replace(":order", "")
    bound = {**values, "_limit": _DRAWN[shape.kind], "_offset": 0}
    rows = [dict(zip(names, row, strict=True)) for row in connection.execute(sql, bound)]
    title = f"{query.title}: {' and '.join(map(_words, shape.values))} by {_words(shape.label)}"
    drawn = _columns(title, shape, rows) if shape.kind == "columns" else _bars(title, shape, rows)
    return Picture(
        "picture",
        title,
        drawn,
        (label(shape.label), *map(label, shape.values)),
        [[Cell(row[name]) for name in (shape.label, *shape.values)] for row in rows],
    )


def _columns(title: str, shape: Shape, rows: Sequence[Mapping[str, Any]]) -> Markup:
    found = {str(row[shape.label]): tuple(row[name] or 0 for name in shape.values) for row in rows}
    nothing = (0,) * len(shape.values)
    shown = [Column(name, found.get(name, nothing)) for name in _axis(sorted(found))]
    kinds = ("amount", "second", "completed", "stopped")
    series = [(kind, _words(name)) for kind, name in zip(kinds, shape.values, strict=False)]
    said = "One group of columns for each of the first rows."
    return on_both(lambda sheet: columns(title, said, shown, series, sheet))


def _axis(names: Sequence[str]) -> Sequence[str]:
    """The names in order; of years also those between them, of which there are no rows."""
    if not all(len(name) == len("2026") and name.isdecimal() for name in names):
        return names
    last = int(names[-1])
    return [str(year) for year in range(max(int(names[0]), last - _DRAWN["columns"] + 1), last + 1)]


def _bars(title: str, shape: Shape, rows: Sequence[Mapping[str, Any]]) -> Markup:
    name = shape.values[0]
    shown = [Bar(str(row[shape.label]), row[name] or 0) for row in rows]
    said = "One bar for each of the first rows."
    return on_both(lambda sheet: bars(title, said, shown, _words(name), sheet))


def _words(name: str) -> str:
    return name.replace("_", " ")
