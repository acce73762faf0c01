"""What differs between two results of one saved query: rows that came, went, or changed, by cell.

A row is recognised by the records that it names. Where a record has several rows, equal ones are
paired first and then those that share most cells.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from harvest.export.tables import Cell, Table

_KEYS = ("trial_id", "article_id", "record_id")
_MOVES_WITH_THE_DAY = ("days_",)
"""Beginnings of columns that count from the day of publication: that they move is no change."""

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell that changed; ``column`` by its name."""

    column: str
    old: Cell
    new: Cell


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that is in both results, as it is now, and its cells that differ."""

    row: Row
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two results of a query; ``columns`` are (name, label), ``same`` counts rows unchanged."""

    columns: tuple[tuple[str, str], ...]
    entered: tuple[Row, ...]
    left: tuple[Row, ...]
    changed: tuple[Changed, ...]
    same: int

    def key(self, row: Row) -> str:
        """What a row is called: the records that it names, else its first cell."""
        names = [name for name, _ in self.columns]
        found = [str(row[names.index(k)]) for k in _KEYS if k in names and row[names.index(k)]]
        return " ".join(found) or str(row[0])


def compare(before: Table, after: Table) -> Comparison:
    """The differences of two results of the same query."""
    names = [name for name, _ in after.columns]
    # A query may name a paper of each trial: then the pair tells its rows apart.
    places = [names.index(key) for key in _KEYS if key in names] or [0]
    compared = [
        place for place, name in enumerate(names) if not name.startswith(_MOVES_WITH_THE_DAY)
    ]
    old, new = _grouped(before.rows, places), _grouped(after.rows, places)
    entered: list[Row] = []
    left: list[Row] = []
    changed: list[Changed] = []
    same = 0
    for key in dict.fromkeys((*new, *old)):
        pairs, gone, come = _paired(old.get(key, []), new.get(key, []), compared)
        entered += come
        left += gone
        for one, other in pairs:
            edits = tuple(
                Edit(names[place], one[place], other[place])
                for place in compared
                if one[place] != other[place]
            )
            if edits:
                changed.append(Changed(other, edits))
            else:
                same += 1
    return Comparison(after.columns, tuple(entered), tuple(left), tuple(changed), same)


def _grouped(rows: Sequence[Row], places: Sequence[int]) -> dict[tuple[Cell, ...], list[Row]]:
    found: dict[tuple[Cell, ...], list[Row]] = defaultdict(list)
    for row in rows:
        found[tuple(row[place] for place in places)].append(row)
    return found


def _paired(
    old: list[Row], new: list[Row], compared: Sequence[int]
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Pairs of rows of one record, and those left over on either side."""
    pairs, rest_old = [], []
    rest_new = list(new)
    for row in old:
        twin = next((o for o in rest_new if all(o[p] == row[p] for p in compared)), None)
        if twin is None:
            rest_old.append(row)
        else:
            rest_new.remove(twin)
            pairs.append((row, twin))
    while rest_old and rest_new:
        # Of two as much alike, the one that shares the first columns: they name, the others tell.
        _, i, j = max(
            (_alike(one, other, compared), -i, -j)
            for i, one in enumerate(rest_old)
            for j, other in enumerate(rest_new)
        )
        pairs.append((rest_old.pop(-i), rest_new.pop(-j)))
    return pairs, rest_old, rest_new


def _alike(one: Row, other: Row, compared: Sequence[int]) -> tuple[int, list[bool]]:
    equal = [one[place] == other[place] for place in compared]
    return sum(equal), equal


def as_text(found: Comparison) -> str:
    """Lines for a terminal: ``+`` came, ``-`` went, ``~`` changed with its cells."""
    lines = [f"+ {_line(found, row)}" for row in found.entered]
    lines += [f"- {_line(found, row)}" for row in found.left]
    for each in found.changed:
        lines.append(f"~ {found.key(each.row)}")
        lines += [f"    {e.column}: {_shown(e.old)} → {_shown(e.new)}" for e in each.edits]
    lines.append(
        f"{len(found.entered)} added, {len(found.left)} removed, {len(found.changed)} changed, "
        f"{found.same} unchanged"
    )
    return "\n".join(lines)


def as_json(found: Comparison) -> str:
    """An object with the lists ``entered``, ``left`` and ``changed`` and the number ``same``."""
    names = [name for name, _ in found.columns]
    body = {
        "entered": [dict(zip(names, row, strict=True)) for row in found.entered],
        "left": [dict(zip(names, row, strict=True)) for row in found.left],
        "changed": [
            {
                "row": dict(zip(names, each.row, strict=True)),
                "cells": {e.column: {"old": e.old, "new": e.new} for e in each.edits},
            }
            for each in found.changed
        ],
        "same": found.same,
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def as_table(found: Comparison, title: str, notes: tuple[str, ...] = ()) -> Table:
    """One row a difference, for spreadsheets: what, the record, the column, old and new."""
    columns = tuple((c, c.capitalize()) for c in ("difference", "row", "column", "old", "new"))
    return Table(title, columns, list(_rows(found)), notes)


def _rows(found: Comparison) -> Iterator[Row]:
    for row in found.entered:
        yield ("came", found.key(row), None, None, _line(found, row))
    for row in found.left:
        yield ("went", found.key(row), None, _line(found, row), None)
    for each in found.changed:
        for edit in each.edits:
            yield ("changed", found.key(each.row), edit.column, edit.old, edit.new)


def _line(found: Comparison, row: Row) -> str:
    """The key and the first telling cell of a row."""
    key = found.key(row)
    texts = (" ".join(cell.split()) for cell in row if isinstance(cell, str) and cell not in key)
    title = next((text for text in texts if len(text) > 10), "")
    return f"{key}  {title}".rstrip()


def _shown(cell: Cell) -> str:
    return "(empty)" if cell is None else " ".join(str(cell).split())
