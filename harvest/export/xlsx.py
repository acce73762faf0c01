"""Workbooks (Office Open XML) that open with numbers as numbers and no formula."""

import io

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from harvest.export.tables import Cell, Table, link_of, printable

_SHEET_LIMIT = 32_767  # characters in a cell of a spreadsheet


def dumps(table: Table) -> bytes:
    """A workbook: the table with a frozen header and filters, and a sheet of notes."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Table")
    sheet.freeze_panes = "A2"
    for number, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    header = []
    for _, label in table.columns:
        cell = WriteOnlyCell(sheet, label)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        header.append(cell)
    sheet.append(header)
    for row in table.rows:
        sheet.append(
            [
                _sheet_cell(sheet, name, cell)
                for (name, _), cell in zip(table.columns, row, strict=True)
            ]
        )
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"
    notes = book.create_sheet("Notes")
    notes.column_dimensions["A"].width = 100
    for line in (table.title, *table.notes):
        notes.append([_text_cell(notes, line)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_cell(sheet: Worksheet, name: str, value: Cell) -> SheetCell:
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = _text_cell(sheet, value)
    if link := link_of(name, value):
        cell.hyperlink = link
        cell.font = Font(color="0563C1", underline="single")
    return cell


def _text_cell(sheet: Worksheet, value: str) -> SheetCell:
    cell = WriteOnlyCell(sheet, printable(value)[:_SHEET_LIMIT])
    cell.data_type = "s"  # whatever the text begins with, it is text
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _widths(table: Table) -> list[float]:
    widths = []
    for number, (_, label) in enumerate(table.columns):
        longest = max((len(str(row[number] or "")) for row in table.rows[:200]), default=0)
        widths.append(float(min(max(longest + 2, len(label) + 2, 8), 60)))
    return widths
