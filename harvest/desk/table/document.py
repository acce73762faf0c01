"""A Word file that is brought up to date: cells, marks and comments, and a list of changes."""

import io
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table as Grid
from docx.table import _Cell
from lxml import etree

from harvest.desk.table.comparing import Comparison, same
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
from harvest.desk.table.workbook import Read
from harvest.export.formats.docx import ORIGIN, carry
from harvest.export.origin import Packed, unpack
from harvest.export.package import timeless
from harvest.export.tables import Cell, printable

_OURS = frozenset((CHANGED, CONFLICT, CAME, GONE))


class Paper:
    """The document of a file. Raises ValueError for one that carries no table of ours."""

    def __init__(self, body: bytes) -> None:
        self._document = Document(io.BytesIO(body))
        self._part = self._carried()
        element = etree.fromstring(
            self._part.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True)
        )
        self.packed: Packed = unpack(element.text or "")
        self._clear()
        self._grids = self._found()

    def tables(self) -> list[Read]:
        """Headings and rows of each part of the table."""
        return [
            ([_text(cell) for cell in rows[0]], [[_text(cell) for cell in row] for row in rows[1:]])
            for rows in map(_rows, self._grids)
        ]

    def apply(self, plan: Plan, comparisons: list[Comparison], packed: str) -> bytes:
        """The same document with all that the plan says, and with what it is of from now on."""
        grids = [
            (grid, _rows(grid), each) for grid, each in zip(self._grids, comparisons, strict=True)
        ]
        for change, cause in plan.changes:
            for _, rows, found in grids:
                if change in found.changes:
                    cell = rows[change.row + 1][change.column]
                    if change.kind == "changed":
                        _write(cell, change.new)
                    colour = CHANGED if change.kind == "changed" else CONFLICT
                    self._mark(cell, colour, note(change, cause))
        for at, row, cause in plan.gone:
            for number, (_, rows, found) in enumerate(grids):
                place = next(
                    (there for there, old in found.gone if old is row), at if not number else None
                )
                if place is not None:
                    said = f"No longer in the table. Cause: {cause.text} ({cause.day})."
                    self._strike(rows[place + 1], said if not number else "")
        for new, cause in plan.came:
            for number, (grid, _, found) in enumerate(grids):
                said = f"New row. Cause: {cause.text} ({cause.day})."
                self._append(grid, new, found, said if not number else "")
        self._changes(plan)
        self._replace(packed)
        out = io.BytesIO()
        self._document.save(out)
        return timeless(out.getvalue())

    # --- finding ---

    def _carried(self) -> Any:
        """The relation to the part that says what the table was made from."""
        for relation in self._document.part.rels.values():
            ours = relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML and not relation.is_external
            if ours and ORIGIN.encode() in relation.target_part.blob[:400]:
                return relation
        raise ValueError("does not say what it was exported from")

    def _found(self) -> list[Grid]:
        """The tables whose headings are those of the exported one, or of a part of it."""
        labels = {label for _, label in self.packed.columns}
        key = self.packed.columns[0][1]
        found = []
        for grid in self._document.tables:
            heads = {str(_text(cell)) for cell in _rows(grid)[0]}
            if key in heads and len(heads & labels) * 2 >= len(heads):
                found.append(grid)
        if not found:
            raise ValueError("has no table with the headings of the one that was exported")
        return found

    # --- writing ---

    def _mark(self, cell: _Cell, colour: str, text: str) -> None:
        _shade(cell, colour)
        if text:
            paragraph = cell.paragraphs[0]
            runs = paragraph.runs or [paragraph.add_run()]
            self._document.add_comment(runs, text=printable(text), author=MARKED_BY, initials="h")

    def _strike(self, row: Sequence[_Cell], text: str) -> None:
        for cell in row:
            _shade(cell, GONE)
            for paragraph in cell.paragraphs:
                for run in _runs(paragraph):
                    run.get_or_add_rPr().append(OxmlElement("w:strike"))
        self._mark(row[0], GONE, text)

    def _append(self, grid: Grid, new: Sequence[Cell], found: Comparison, text: str) -> None:
        """A new row below the last one, looking as it does."""
        line = deepcopy(grid._tbl.tr_lst[-1])
        grid._tbl.append(line)
        cells = _rows(grid)[-1]
        for cell in cells:
            _write(cell, None)
            for strike in list(cell._tc.iter(qn("w:strike"))):
                _remove(strike)
        for number, column in found.places.items():
            _write(cells[column], new[number])
            _shade(cells[column], CAME)
        self._mark(cells[min(found.places.values())], CAME, text)

    def _changes(self, plan: Plan) -> None:
        # Without styles: an office program that saved the file drops those it does not use.
        self._document.add_paragraph().add_run(TITLE).bold = True
        self._document.add_paragraph(printable(plan.sentence()))
        lines = plan.lines()
        if not lines:
            return
        grid = self._document.add_table(rows=1, cols=len(HEADINGS))
        grid._tbl.replace(grid._tbl.tblPr, deepcopy(self._grids[0]._tbl.tblPr))
        for cell, head in zip(grid.rows[0].cells, HEADINGS, strict=True):
            cell.paragraphs[0].add_run(head).bold = True
        for line in lines:
            row = OxmlElement("w:tr")
            for value in line:
                row.append(_new_cell(value))
            grid._tbl.append(row)

    def _replace(self, packed: str) -> None:
        self._document.part.drop_rel(self._part.rId)
        carry(self._document, packed)

    def _clear(self) -> None:
        """Take out the marks of an earlier update, and its list of changes."""
        body = self._document.element.body
        for fill in list(body.iter(qn("w:shd"))):
            if fill.get(qn("w:fill")) in _OURS:
                _remove(fill)
        ours = {
            str(each.comment_id) for each in self._document.comments if each.author == MARKED_BY
        }
        for tag in ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"):
            for mark in list(body.iter(qn(tag))):
                if mark.get(qn("w:id")) in ours:
                    _remove(mark.getparent() if tag == "w:commentReference" else mark)
        for comment in list(self._document.comments._comments_elm):
            if comment.get(qn("w:id")) in ours:
                _remove(comment)
        heads = [p for p in self._document.paragraphs if p.text == TITLE]
        for head in heads:
            for element in _until_table(head._p):
                body.remove(element)


def _until_table(first: Any) -> Iterator[Any]:
    """A heading and what follows it: a sentence and, if there is one, the table of changes."""
    found, each = [first], first.getnext()
    if each is not None and each.tag == qn("w:p"):
        found.append(each)
        each = each.getnext()
    if each is not None and each.tag == qn("w:tbl"):
        found.append(each)
    yield from found


def _rows(grid: Grid) -> list[list[_Cell]]:
    """The cells of each row, from its elements: the library's own way costs the square of them."""
    return [[_Cell(cell, grid) for cell in row.tc_lst] for row in grid._tbl.tr_lst]


def _text(cell: _Cell) -> Cell:
    """What a cell says, links and all."""
    said = {qn("w:br"): "\n", qn("w:tab"): " "}
    lines = [
        "".join(said.get(part.tag) or part.text or "" for part in paragraph.iter(qn("w:t"), *said))
        for paragraph in cell._tc.iter(qn("w:p"))
    ]
    return "\n".join(lines) or None


def _remove(element: Any) -> None:
    element.getparent().remove(element)


def _runs(paragraph: Any) -> list[Any]:
    return list(paragraph._p.iter(qn("w:r")))


def _write(cell: _Cell, value: Cell) -> None:
    """Put a value into a cell in the look of its first letters."""
    if same(_text(cell), value) and value is not None:
        return
    first = next(cell._tc.iter(qn("w:r")), None)
    looks = None if first is None else first.find(qn("w:rPr"))
    paragraphs = list(cell._tc.iter(qn("w:p")))
    for other in paragraphs[1:]:
        _remove(other)
    kept = paragraphs[0]
    for element in list(kept):
        if element.tag != qn("w:pPr"):
            kept.remove(element)
    lines = printable("" if value is None else str(value)).split("\n")
    run = OxmlElement("w:r")
    if looks is not None:
        run.append(deepcopy(looks))
    for number, line in enumerate(lines):
        if number:
            run.append(OxmlElement("w:br"))
        text = OxmlElement("w:t")
        text.text = line
        text.set(qn("xml:space"), "preserve")
        run.append(text)
    kept.append(run)


def _new_cell(value: Cell) -> Any:
    cell, paragraph, run, text = (OxmlElement(tag) for tag in ("w:tc", "w:p", "w:r", "w:t"))
    text.text = printable(" ".join(str("" if value is None else value).split("\n")))
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    paragraph.append(run)
    cell.append(paragraph)
    return cell


def _shade(cell: _Cell, colour: str) -> None:
    properties = cell._tc.get_or_add_tcPr()
    for old in properties.findall(qn("w:shd")):
        properties.remove(old)
    fill = OxmlElement("w:shd")
    fill.set(qn("w:val"), "clear")
    fill.set(qn("w:color"), "auto")
    fill.set(qn("w:fill"), colour)
    properties.append(fill)
