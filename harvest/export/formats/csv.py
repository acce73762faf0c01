"""CSV, for spreadsheets and programs."""

import codecs
import csv
import io
import re

from harvest.export.format import TableFormat
from harvest.export.tables import Cell, Table
from harvest.text import allowed

_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def dumps(table: Table) -> bytes:
    """RFC 4180 text with a header of column names; a cell that a spreadsheet would run is quoted.

    OWASP's rule: text that begins with ``= + - @``, tab or CR gets an apostrophe in front; numbers
    stay numbers. A cell is one line: its line breaks are blanks. A file of it begins with the mark
    of UTF-8, without which Excel reads "Ã¼" for "ü".
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([name for name, _ in table.columns])
    writer.writerows([[_one_line(harmless(cell)) for cell in row] for row in table.rows])
    return out.getvalue().encode()


def harmless(cell: Cell) -> Cell:
    """The cell, unable to act as a formula; text that is a plain number stays one."""
    if isinstance(cell, str) and cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _one_line(cell: Cell) -> Cell:
    """The cell on one line: what reads a table line by line sees a line a row."""
    return allowed(" ".join(cell.splitlines())) if isinstance(cell, str) else cell


FORMAT = TableFormat(
    name="csv",
    label="CSV",
    ending="csv",
    media_type="text/csv",
    most=100_000,
    place=5,
    mark=codecs.BOM_UTF8,
    instead=("Excel", "xlsx"),  # it makes dates of 2025-01 and of the pages 11-25
    dumps=dumps,
)
