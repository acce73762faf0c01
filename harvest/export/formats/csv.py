"""CSV, for spreadsheets and programs."""

import csv
import io

from harvest.export.format import TableFormat
from harvest.export.tables import Cell, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def dumps(table: Table) -> bytes:
    """RFC 4180 text with a header of column names; a cell that a spreadsheet would run is quoted.

    OWASP's rule: text that begins with ``= + - @``, tab or CR gets an apostrophe in front; numbers
    stay numbers. A cell is one line: its line breaks are blanks.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([name for name, _ in table.columns])
    writer.writerows([[_one_line(_harmless(cell)) for cell in row] for row in table.rows])
    return out.getvalue().encode()


def _harmless(cell: Cell) -> Cell:
    """The cell, unable to act as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _one_line(cell: Cell) -> Cell:
    """The cell on one line: what reads a table line by line sees a line a row."""
    return " ".join(cell.splitlines()) if isinstance(cell, str) else cell


FORMAT = TableFormat(
    name="csv",
    label="CSV",
    ending="csv",
    media_type="text/csv",
    most=100_000,
    place=5,
    dumps=dumps,
)
