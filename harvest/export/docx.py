"""Documents (Office Open XML) for a manuscript's appendix: landscape, the header row repeated."""

import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from harvest.export.tables import Cell, Table, printable


def dumps(table: Table) -> bytes:
    """A landscape document: title, table with a header repeated on each page, notes."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.5)
    document.styles["Normal"].font.size = Pt(8)
    document.styles["Normal"].font.name = "Calibri"
    document.add_heading(printable(table.title), level=1)
    grid = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    header = grid.rows[0]
    properties = header._tr.get_or_add_trPr()
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    properties.append(repeated)
    for cell, (_, label) in zip(header.cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(label).bold = True
    # Cells are appended as elements: the library's own access by row costs the square of the rows.
    for row in table.rows:
        line = OxmlElement("w:tr")
        for value in row:
            line.append(_docx_cell(value))
        grid._tbl.append(line)
    for note in table.notes:
        document.add_paragraph(printable(note))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _docx_cell(value: Cell) -> Any:  # an lxml element, untyped in the library
    cell = OxmlElement("w:tc")
    for line in str("" if value is None else value).split("\n"):
        paragraph, run, text = (OxmlElement(tag) for tag in ("w:p", "w:r", "w:t"))
        text.text = printable(line)
        text.set(qn("xml:space"), "preserve")
        run.append(text)
        paragraph.append(run)
        cell.append(paragraph)
    return cell
