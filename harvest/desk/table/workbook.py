"""A workbook that is brought up to date: cells, marks, a sheet of changes; all else stays."""

import io
from collections.abc import Callable
from copy import copy
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from harvest.desk.table.comparing import Comparison
from harvest.desk.table.plan import (
    CAME,
    CHANGED,
    CONFLICT,
    GONE,
    HEADINGS,
    MARKED_BY,
    TITLE,
    Plan,
    note,
)
from harvest.export.formats.xlsx import ORIGIN, carry, fitting
from harvest.export.origin import Packed, unpack
from harvest.export.package import timeless
from harvest.export.tables import Cell, link_of, printable

Read = tuple[list[Cell], list[list[Cell]]]
_OURS = frozenset(f"00{each}" for each in (CHANGED, CONFLICT, CAME, GONE))
_SHEET = "Changes"
_WIDTHS = (24, 22, 22, 40, 40, 40, 60, 12)
_LIKELY = 0.5


class Book:
    """The workbook of a file. Raises ValueError for one that carries no table of ours."""

    def __init__(self, body: bytes) -> None:
        self._book: Workbook = load_workbook(io.BytesIO(body))
        if ORIGIN not in self._book.sheetnames:
            raise ValueError("has no hidden sheet that says what it was exported from")
        pieces = self._book[ORIGIN].iter_rows(max_col=1, values_only=True)
        self.packed: Packed = unpack("".join(str(row[0] or "") for row in pieces))
        self._sheet, self._head = self._find()
        self._clear()

    def tables(self) -> list[Read]:
        """Headings and rows of the one table that there is."""
        values = [
            [_value(cell.value) for cell in row]
            for row in self._sheet.iter_rows(min_row=self._head)
        ]
        return [(values[0], values[1:])]

    def apply(self, plan: Plan, comparisons: list[Comparison], packed: str) -> bytes:
        """The same workbook with all that the plan says, and with what it is of from now on."""
        places = comparisons[0].places
        for change, cause in plan.changes:
            cell = self._cell(change.row, change.column)
            if change.kind == "changed":
                _write(cell, change.new)
            self._mark(cell, CHANGED if change.kind == "changed" else CONFLICT, note(change, cause))
        for row, _, cause in plan.gone:
            for column in places.values():
                cell = self._cell(row, column)
                cell.font = _with(cell.font, strike=True)
                cell.fill = _filled(GONE)
            self._mark(
                self._cell(row, min(places.values())),
                GONE,
                f"No longer in the table. Cause: {cause.text} ({cause.day}).",
            )
        for new, cause in plan.came:
            self._append(new, places, f"New row. Cause: {cause.text} ({cause.day}).")
        self._changes(plan)
        del self._book[ORIGIN]
        carry(self._book.create_sheet(ORIGIN), packed)
        out = io.BytesIO()
        self._book.save(out)
        return timeless(out.getvalue())

    def _find(self) -> tuple[Worksheet, int]:
        """The sheet and the row of the headings, wherever they are now."""
        labels = {label for _, label in self.packed.columns}
        best, place = 0, (self._book.worksheets[0], 1)
        for sheet in self._book.worksheets:
            if sheet.title in (ORIGIN, _SHEET):
                continue
            for number, row in enumerate(sheet.iter_rows(max_row=30, values_only=True), start=1):
                known = len(labels & {str(each) for each in row})
                if known > best:
                    best, place = known, (sheet, number)
        if best < _LIKELY * len(labels):
            raise ValueError("has no sheet with the headings of the table that was exported")
        return place

    def _cell(self, row: int, column: int) -> Any:
        return self._sheet.cell(self._head + 1 + row, column + 1)

    def _mark(self, cell: Any, colour: str, text: str) -> None:
        cell.fill = _filled(colour)
        theirs = f"{cell.comment.text}\n" if cell.comment is not None else ""
        comment = Comment(printable(f"{theirs}{text}"), MARKED_BY, height=160, width=320)
        cell.comment = comment

    def _append(self, row: list[Cell] | Any, places: dict[int, int], text: str) -> None:
        """A new row below all that is there, looking as the one above it."""
        above = self._sheet.max_row
        for number, column in places.items():
            cell, model = (self._sheet.cell(at, column + 1) for at in (above + 1, above))
            cell.alignment = copy(model.alignment)  # type: ignore[assignment]  # of that kind
            cell.font = _with(model.font, strike=False)
            _write(cell, row[number])
            if link := link_of(self.packed.columns[number][0], str(row[number])):
                cell.hyperlink = link
            cell.fill = _filled(CAME)
        self._mark(self._sheet.cell(above + 1, min(places.values()) + 1), CAME, text)
        if (height := self._sheet.row_dimensions[above].height) is not None:
            self._sheet.row_dimensions[above + 1].height = height

    def _clear(self) -> None:
        """Take out the marks of an earlier update."""
        if _SHEET in self._book.sheetnames and self._book[_SHEET]["A1"].value == TITLE:
            del self._book[_SHEET]
        for row in self._sheet.iter_rows(min_row=self._head):
            for cell in row:
                if cell.fill.fill_type == "solid" and cell.fill.start_color.rgb in _OURS:
                    cell.fill = PatternFill()
                if cell.comment is not None and cell.comment.author == MARKED_BY:
                    cell.comment = None

    def _changes(self, plan: Plan) -> None:
        sheet = self._book.create_sheet(_SHEET)
        _write(sheet["A1"], TITLE)
        sheet["A1"].font = Font(bold=True)
        _write(sheet["A2"], plan.sentence())
        for number, (label, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True), start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
            cell = sheet.cell(4, number)
            _write(cell, label)
            cell.font = Font(bold=True)
        for place, line in enumerate(plan.lines(), start=5):
            for number, value in enumerate(line, start=1):
                cell = sheet.cell(place, number)
                _write(cell, value)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = "A5"


def lost(body: bytes) -> tuple[str, ...]:
    """What a workbook has that is not kept when it is written again."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(body)) as package:
        names = package.namelist()
    kinds: dict[str, Callable[[str], bool]] = {
        "charts": lambda part: part.startswith("xl/charts/"),
        "pivot tables": lambda part: part.startswith("xl/pivotTables/"),
        "macros": lambda part: part.endswith("vbaProject.bin"),
    }
    return tuple(kind for kind, is_one in kinds.items() if any(map(is_one, names)))


def _write(cell: Any, value: Cell) -> None:
    if isinstance(value, str):
        cell.value = fitting(printable(value))
        cell.data_type = "s"  # whatever the text begins with, it is text
    else:
        cell.value = value


def _value(value: object) -> Cell:
    return value if value is None or isinstance(value, int | float) else str(value)


def _filled(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


def _with(font: Any, *, strike: bool) -> Any:
    changed = copy(font)
    changed.strike = strike
    return changed
