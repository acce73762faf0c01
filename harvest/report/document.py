"""A report as blocks, written as Markdown or as a document."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from harvest.export.package import timeless
from harvest.export.tables import Cell, printable

_SMALL = Pt(8.5)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Text that must be copied exactly, such as a search string."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: labels and rows."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


Block = Heading | Paragraph | Verbatim | Grid


def as_markdown(blocks: Sequence[Block]) -> str:
    """The blocks as CommonMark with tables as GitHub writes them."""
    return "\n\n".join(_markdown(block) for block in blocks) + "\n"


def _markdown(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {text}"
        case Paragraph(text):
            return text
        case Verbatim(text):
            fence = "```"
            while fence in text:
                fence += "`"
            return f"{fence}\n{text}\n{fence}"
        case Grid(columns, rows):
            lines = [_line(columns), "|" + "---|" * len(columns)]
            return "\n".join([*lines, *(_line(row) for row in rows)])


def _line(cells: Sequence[Cell]) -> str:
    texts = ("" if cell is None else str(cell) for cell in cells)
    return "| " + " | ".join(" ".join(text.replace("|", r"\|").split()) for text in texts) + " |"


def as_docx(blocks: Sequence[Block]) -> bytes:
    """The blocks as a document of the word processor (Office Open XML)."""
    document = Document()
    section = document.sections[0]  # landscape: the ledger of runs has eleven columns
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(1.8)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10)
    for block in blocks:
        match block:
            case Heading(level, text):
                document.add_heading(printable(text), level=level)
            case Paragraph(text):
                document.add_paragraph(printable(text))
            case Verbatim(text):
                run = document.add_paragraph().add_run(printable(text))
                run.font.name, run.font.size = "Consolas", Pt(9)
            case Grid(columns, rows):
                _grid(document, columns, rows)
    out = io.BytesIO()
    document.save(out)
    return timeless(out.getvalue())


def _grid(document: Any, columns: tuple[str, ...], rows: Sequence[Sequence[Cell]]) -> None:
    """A table whose first row is repeated on every page, in smaller letters."""
    grid = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, label in zip(grid.rows[0].cells, columns, strict=True):
        run = cell.paragraphs[0].add_run(label)
        run.bold, run.font.size = True, _SMALL
    for row in rows:
        line = grid.add_row()
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, value in zip(line.cells, row, strict=True):
            text = printable("" if value is None else str(value))
            cell.paragraphs[0].add_run(text).font.size = _SMALL
    document.add_paragraph()
