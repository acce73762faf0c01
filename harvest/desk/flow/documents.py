"""The flow as a table and as a document of the word processor, with boxes that can be edited."""

import csv
import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from harvest.desk.flow.layout import Box, Grid, grid
from harvest.desk.flow.model import Arm, Flow, Included, Number
from harvest.export.formats.csv import harmless
from harvest.export.package import timeless
from harvest.export.tables import printable
from harvest.report.document import Block, Heading, Paragraph
from harvest.report.document import Grid as TableBlock

COLUMNS = ("Step", "Number", "Code")


def blocks(flow: Flow) -> list[Block]:
    """The flow as a report: one table, step by step, with the code of each number."""
    found: list[Block] = [Heading(1, _title(flow))]
    if flow.since:
        found.append(Paragraph(f"Update: what was found after {flow.since}."))
    rows = [(words, number, code) for words, number, code in table(flow)]
    found.append(TableBlock(COLUMNS, rows))
    return [*found, *(Paragraph(note) for note in flow.notes)]


def table(flow: Flow) -> list[tuple[str, str, str]]:
    """Words, number and code of every number of the flow, with heads that have neither."""
    rows: list[tuple[str, str, str]] = []
    if flow.previous is not None:
        rows += [("Previous studies", "", ""), *_included(flow.previous)]
    rows += [("Databases and registers", "", ""), *_arm(flow.searches)]
    if any(each.n for each in flow.others.numbers()):
        rows += [("Other methods", "", ""), *_arm(flow.others)]
    rows += [("Included", "", ""), *_included(flow.new)]
    if flow.total is not None:
        rows += _included(flow.total)
    return rows


def records_csv(number: Number) -> bytes:
    """The records of a number: as many lines below the head as it says."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("record", "detail"))
    writer.writerows((harmless(row.record), harmless(row.detail)) for row in number.rows)
    return out.getvalue().encode()


def table_csv(flow: Flow) -> bytes:
    """The table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(tuple(harmless(cell) for cell in row) for row in table(flow))
    return out.getvalue().encode()


def docx(flow: Flow) -> bytes:
    """The diagram as boxes of a table that can be edited, and below it the table of numbers."""
    drawn = grid(flow)
    document: Any = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.2)
    section.top_margin = section.bottom_margin = Cm(1.2)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(8.5)
    document.styles["Normal"].paragraph_format.space_after = Pt(0)
    document.add_heading(printable(_title(flow)), level=1)
    _diagram(document, drawn)
    for note in flow.notes:
        document.add_paragraph(printable(note))
    document.add_page_break()
    numbers = document.add_table(rows=1, cols=2, style="Table Grid")
    for cell, label in zip(numbers.rows[0].cells, COLUMNS, strict=False):
        cell.paragraphs[0].add_run(label).bold = True
    for words, number, code in table(flow):
        cells = numbers.add_row().cells
        cells[0].paragraphs[0].add_run(printable(words)).bold = not code
        cells[1].paragraphs[0].add_run(number)
    out = io.BytesIO()
    document.save(out)
    return timeless(out.getvalue())


def _diagram(document: Any, drawn: Grid) -> None:
    """A row of the table for each row of boxes and for the arrows below it."""
    columns = sorted({box.column for box in drawn.boxes})
    rows = sorted({box.row for box in drawn.boxes})
    place = {column: 2 * number for number, column in enumerate(columns)}
    line = {row: 1 + 2 * number for number, row in enumerate(rows)}
    sheet = document.add_table(rows=2 * len(rows), cols=2 * len(columns) - 1)
    sheet.autofit = False
    box_width = (27.3 - 0.8 * (len(columns) - 1)) / len(columns)
    widths = [Cm(0.8 if number % 2 else box_width) for number in range(len(sheet.columns))]
    for column, width in zip(sheet.columns, widths, strict=True):
        column.width = width
    for row in sheet.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    for words, first, last in drawn.heads:
        head = sheet.cell(0, place[first]).merge(sheet.cell(0, place[last]))
        head.paragraphs[0].add_run(words).bold = True
        _border(head, "E7EDF2")
    for box in drawn.boxes:
        _fill(sheet.cell(line[box.row], place[box.column]), box)
    for (column, row), (to_column, to_row) in drawn.arrows:
        if row == to_row:
            _sign(sheet.cell(line[row], place[column] + 1), "→")
        elif column == to_column:
            for between in range(line[row] + 1, line[to_row]):
                _sign(sheet.cell(between, place[column]), "↓")
        else:
            _sign(sheet.cell(line[to_row], place[column]), "←" if column > to_column else "→")


def _fill(cell: Any, box: Box) -> None:
    for number, line in enumerate(box.lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.add_run(printable(line.text)).bold = line.number is None and not line.inner
        if line.inner:
            paragraph.paragraph_format.left_indent = Cm(0.3)
    _border(cell, "FFFFFF")


def _sign(cell: Any, sign: str) -> None:
    if not cell.text:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        cell.paragraphs[0].add_run(sign)


def _border(cell: Any, colour: str) -> None:
    properties = cell._tc.get_or_add_tcPr()
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "6"), ("color", "51606B")):
            edge.set(qn(f"w:{key}"), value)
        borders.append(edge)
    properties.append(borders)
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{key}"), value)
    properties.append(shade)


def _title(flow: Flow) -> str:
    return f"PRISMA 2020 flow: {flow.title}"


def _arm(arm: Arm) -> list[tuple[str, str, str]]:
    rows = [_row(f"Records identified from {each.words}", each) for each in arm.identified]
    rows += [_row(f"Removed before screening: {each.words}", each) for each in arm.removed]
    for each in (arm.screened, arm.excluded, arm.undecided, arm.sought, arm.not_retrieved):
        rows.append(_row(each.words, each))
    rows += [_row(arm.unassessed.words, arm.unassessed), _row(arm.assessed.words, arm.assessed)]
    return [*rows, *(_row(f"Reports excluded: {each.words}", each) for each in arm.reasons)]


def _included(included: Included) -> list[tuple[str, str, str]]:
    return [_row(each.words, each) for each in included.numbers()]


def _row(words: str, number: Number) -> tuple[str, str, str]:
    return words, f"{number.n:,}", number.code
