"""What an update does to a file, in words: one list for the file itself and for whoever asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from harvest.desk.table.causes import Cause, Causes
from harvest.desk.table.comparing import Change, Columns, Comparison, Row
from harvest.export.origin import records_of
from harvest.export.tables import Cell, Origin

MARKED_BY = "harvest"
"""The author of the comments, by which those of an earlier update are known."""

CHANGED, CONFLICT, CAME, GONE = "FFF2CC", "F8CBAD", "E2EFDA", "D9D9D9"
"""Colours of cells: yellow, orange, green, grey."""

HEADINGS = ("What", "Record", "Column", "Exported", "Now", "In your file", "Cause", "Date")
TITLE = "Changes of this update"


@dataclass(frozen=True, slots=True)
class Plan:
    """A comparison with the cause of each of its findings."""

    comparison: Comparison
    changes: tuple[tuple[Change, Cause], ...]
    gone: tuple[tuple[int, Row, Cause], ...]
    came: tuple[tuple[Row, Cause], ...]
    since: Origin
    now: Origin

    @property
    def nothing(self) -> bool:
        """Whether the file says already what the records say."""
        return not (self.changes or self.gone or self.came)

    def count(self, kind: str) -> int:
        """How many cells are of that kind."""
        return sum(change.kind == kind for change, _ in self.changes)

    def sentence(self) -> str:
        """In one line what came of it."""
        parts = {
            "changed cells": self.count("changed"),
            "conflicts with your own edits, left as they are": self.count("conflict"),
            "new rows": len(self.came),
            "rows that are no longer in the table": len(self.gone),
            "rows that you took out, left out": len(self.comparison.left_out),
        }
        said = ", ".join(f"{number:,} {what}" for what, number in parts.items() if number)
        return (
            f"exported from publication {self.since.generation} ({self.since.published_at[:10]}), "
            f"compared with publication {self.now.generation} ({self.now.published_at[:10]}): "
            f"{said or 'nothing has changed'}"
        )

    def lines(self) -> list[tuple[Cell, ...]]:
        """A row for each finding, under ``HEADINGS``."""
        columns = self.comparison.columns
        found: list[tuple[Cell, ...]] = []
        for change, cause in self.changes:
            what = "changed" if change.kind == "changed" else "conflict: left as in your file"
            mine = change.mine if change.kind == "conflict" else None
            record = ", ".join(change.records)
            cells = (change.label, change.old, change.new, mine)
            found.append((what, record, *cells, cause.text, cause.day))
        for row, cause in self.came:
            found.append(("new row", name(columns, row), None, None, None, None, *cause))
        for _, row, cause in self.gone:
            found.append(("no longer in the table", name(columns, row), *[None] * 4, *cause))
        for row in self.comparison.left_out:
            said = "you took the row out of the file"
            found.append(("left out", name(columns, row), *[None] * 4, said, None))
        return found


def plan(comparison: Comparison, causes: Causes, now: Origin) -> Plan:
    """Look up the cause of each finding."""
    columns = comparison.columns
    return Plan(
        comparison,
        tuple((each, causes.of(each)) for each in comparison.changes),
        tuple((at, row, causes.gone(records_of(columns, row))) for at, row in comparison.gone),
        tuple((row, causes.came(records_of(columns, row))) for row in comparison.came),
        causes.origin,
        now,
    )


def name(columns: Columns, row: Sequence[Cell]) -> str:
    """A row by its records; by its first cell where it is of none."""
    return ", ".join(records_of(columns, row)) or str(row[0])


def note(change: Change, cause: Cause) -> str:
    """What a comment beside a cell says."""
    was, now = _shown(change.old), _shown(change.new)
    if change.kind == "conflict":
        return (
            f"Conflict, left as you wrote it. Exported: {was}. Now: {now}. "
            f"Cause: {cause.text} ({cause.day})."
        )
    return f"Was: {was}. Now: {now}. Cause: {cause.text} ({cause.day})."


def _shown(cell: Cell) -> str:
    text = "empty" if cell is None or cell == "" else str(cell)
    return text if len(text) <= 500 else f"{text[:499]}…"
