"""Workbooks (Office Open XML) that open with numbers as numbers and no formula."""

import io
import textwrap
from collections.abc import Sequence
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from harvest.export.format import TableFormat
from harvest.export.origin import pack
from harvest.export.package import timeless
from harvest.export.tables import Cell, Exhibit, Table, link_of, printable, widths

ORIGIN = "harvest"
"""The sheet, hidden, that says what the table was made from."""
_PIECE = 30_000
_SHEET_LIMIT = 32_767
"""UTF-16 units in a cell of a spreadsheet: most characters are one, emoji and rare letters two."""
_HIGHEST = 409  # points that a row may have
_LINE = 15  # points
_PAGE = 150  # characters beside each other that can be read on a printed page
_FONT = "Calibri"
_TOP = Alignment(wrap_text=True, vertical="top")


def dumps(table: Table) -> bytes:
    """A workbook: the table with a frozen header and filters, its exhibits, a sheet of notes.

    It prints on A4 in landscape, as many pages wide as it takes to be read, with the header and
    the first column on each.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Table")
    sheet.freeze_panes = "B2"
    # Before the first row: what stands above the rows in the file is written with it.
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    wide = widths(table)
    for number, width in enumerate(wide, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    header = [_text_cell(sheet, label) for _, label in table.columns]
    for cell in header:
        cell.font = Font(name=_FONT, bold=True)
    labels = [label for _, label in table.columns]
    # Not every program works out the height of a row whose text is wrapped.
    sheet.row_dimensions[1].height = _height(labels, wide)
    sheet.append(header)
    for place, row in enumerate(table.rows, start=2):
        sheet.row_dimensions[place].height = _height(row, wide)
        sheet.append(
            [
                _sheet_cell(sheet, name, cell)
                for (name, _), cell in zip(table.columns, row, strict=True)
            ]
        )
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = ceil(sum(wide) / _PAGE)
    sheet.page_setup.fitToHeight = 0  # as many as it takes
    sheet.print_title_rows = "1:1"
    sheet.print_title_cols = "A:A"
    for exhibit in table.exhibits:
        _exhibit(book.create_sheet(exhibit.name), exhibit)
    notes = book.create_sheet("Notes")
    notes.column_dimensions["A"].width = 100
    for place, line in enumerate((table.title, *table.notes, *_cuts(table)), start=1):
        notes.row_dimensions[place].height = _height([line], [100])
        notes.append([_text_cell(notes, line)])
    if packed := pack(table):
        carry(book.create_sheet(ORIGIN), packed)
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())


def carry(sheet: Worksheet, packed: str) -> None:
    """Write what the table was made from into a hidden sheet, a piece a row."""
    sheet.sheet_state = "hidden"
    for start in range(0, len(packed), _PIECE):
        sheet.append([packed[start : start + _PIECE]])


def _exhibit(sheet: Worksheet, exhibit: Exhibit) -> None:
    """A sheet of what is drawn in a picture, to draw it anew; its caption stands below."""
    columns = tuple((label, label) for label in exhibit.columns)
    wide = widths(Table(exhibit.title, columns, exhibit.rows))
    sheet.freeze_panes = "B2"
    for number, width in enumerate(wide, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    header = [_text_cell(sheet, label) for label in exhibit.columns]
    for cell in header:
        cell.font = Font(name=_FONT, bold=True)
    sheet.append(header)
    for place, row in enumerate(exhibit.rows, start=2):
        sheet.row_dimensions[place].height = _height(row, wide)
        sheet.append([_sheet_cell(sheet, "", cell) for cell in row])
    caption = _text_cell(sheet, exhibit.caption)
    caption.alignment = Alignment(vertical="top")  # as long as the sheet is wide
    sheet.append([])
    sheet.append([caption])


def _height(row: Sequence[Cell], wide: Sequence[int]) -> int:
    """Points for the cell of a row that takes the most lines."""
    lines = (
        sum(max(1, len(textwrap.wrap(line, width))) for line in cell.split("\n"))
        for cell, width in zip(row, wide, strict=True)
        if isinstance(cell, str)
    )
    return min(max(lines, default=1) * _LINE, _HIGHEST)


def _sheet_cell(sheet: Worksheet, name: str, value: Cell) -> SheetCell:
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value)
        cell.alignment = Alignment(vertical="top")
        return cell
    cell = _text_cell(sheet, value)
    if link := link_of(name, value):
        cell.hyperlink = link
        cell.font = Font(name=_FONT, color="0563C1", underline="single")
    return cell


def fitting(text: str) -> str:
    """The text as a cell can hold it, with "…" where it is cut, never within a character."""
    units = text.encode("utf-16-le")
    if len(units) <= _SHEET_LIMIT * 2:
        return text
    return units[: (_SHEET_LIMIT - 1) * 2].decode("utf-16-le", "ignore") + "…"


def _cuts(table: Table) -> list[str]:
    """A note for each cell that is cut: what is missing must be known to be."""
    return [
        f"Cut, longer than a cell can be: {label}, row {place}"
        + (f" ({row[0]})" if row[0] is not None and number else "")
        for place, row in enumerate(table.rows, start=2)
        for number, ((_, label), cell) in enumerate(zip(table.columns, row, strict=True))
        if isinstance(cell, str) and len(cell) * 2 > _SHEET_LIMIT
        if fitting(whole := printable(cell)) != whole
    ]


def _text_cell(sheet: Worksheet, value: str) -> SheetCell:
    cell = WriteOnlyCell(sheet, fitting(printable(value)))
    cell.data_type = "s"  # whatever the text begins with, it is text
    cell.alignment = _TOP
    return cell


FORMAT = TableFormat(
    name="xlsx",
    label="Excel (XLSX)",
    ending="xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    text=False,
    most=10_000,
    place=6,
    dumps=dumps,
    exhibits="rows",
)
