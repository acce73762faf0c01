"""Documents (Office Open XML) for a manuscript's appendix: landscape, the header row repeated."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as Grid

from harvest.export.exhibits import add_exhibits
from harvest.export.format import TableFormat
from harvest.export.origin import pack
from harvest.export.package import timeless
from harvest.export.tables import Cell, Table, chosen, link_of, printable, widths

ORIGIN = "urn:harvest:table"
"""The name of the part that says what the table was made from."""
_PROPERTIES = (
    '<ds:datastoreItem ds:itemID="{{{}}}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
)
_PAPER = ((29.7, 21.0), (42.0, 29.7))
"""Width and height of A4 and A3 in landscape, in centimetres."""
_MARGIN = 1.5  # centimetres
_CHARACTER = 0.185
"""Centimetres that a character of the table takes."""
_NARROW = 13
"""Characters that a long text may be squeezed to, so that a table needs no second part."""
_TWIPS = 567  # in a centimetre
_LINK_COLOUR = "0563C1"
_WARNINGS = ("integrity", "marked_papers", "retracted_papers")
"""Columns that warn of papers: never the part that is left out."""


def dumps(table: Table) -> bytes:
    """A landscape document: title, table with a header repeated on each page, notes, exhibits.

    It is one table as long as its columns can be squeezed onto A4 or A3; of more columns there are
    parts under each other, each with the first column. Record numbers lead to their registries.
    """
    natural, least = _centimetres(widths(table)), _centimetres(widths(table, _NARROW))
    paper = next((size for size in _PAPER if sum(least) <= _room(size)), None)
    parts = [[*range(len(natural))]] if paper else list(_parts(natural))
    paper = paper or _PAPER[0]
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = map(Cm, paper)
    section.left_margin = section.right_margin = Cm(_MARGIN)
    section.top_margin = section.bottom_margin = Cm(_MARGIN)
    document.styles["Normal"].font.size = Pt(8)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].paragraph_format.space_after = Pt(0)
    document.add_heading(printable(table.title), level=1)
    links: dict[str, str] = {}
    lengths = [1 + sum(len(str(row[c] or "")) for row in table.rows) for c in range(len(natural))]
    for number, columns in enumerate(parts, start=1):
        if len(parts) > 1:
            document.add_heading(f"Part {number} of {len(parts)}", level=2)
        labels = [table.columns[column][1] for column in columns]
        across = _spread([(natural[c], least[c], lengths[c]) for c in columns], _room(paper))
        grid = document.add_table(rows=1, cols=len(columns), style="Table Grid")
        _head(grid, labels, across)
        # Appended as elements: the library's own access by row costs the square of the rows.
        for row in table.rows:
            line = OxmlElement("w:tr")
            line.append(_whole_row())
            for column, width in zip(columns, across, strict=True):
                line.append(_cell(row[column], width, _link(table, column, row[column], links)))
            grid._tbl.append(line)
    # Named here: the library's own way looks through all links for each new one.
    for address, name in links.items():
        document.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, name, True)
    document.add_paragraph()
    for note in table.notes:
        document.add_paragraph(printable(note))
    add_exhibits(document, table.exhibits, _MARGIN)
    if packed := pack(table):
        carry(document, packed)
    out = io.BytesIO()
    document.save(out)
    return timeless(out.getvalue())


def carry(document: Any, packed: str) -> None:
    """Put what the table was made from into a part of the file that no reader sees."""
    package, properties = document.part.package, _PROPERTIES.format(uuid5(NAMESPACE_URL, ORIGIN))
    part = Part(
        PackURI("/customXml/item9.xml"),
        "application/xml",
        f'<table xmlns="{ORIGIN}">{packed}</table>'.encode(),
        package,
    )
    about = Part(
        PackURI("/customXml/itemProps9.xml"),
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        properties.encode(),
        package,
    )
    part.relate_to(about, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def fitting(table: Table) -> Table:
    """The columns that A4 holds beside each other, and a note that names the others.

    What warns of papers comes first, then what the table calls so, then the rest in its order.
    """
    labels = dict(table.columns)
    least = dict(zip(labels, _centimetres(widths(table, _NARROW)), strict=True))
    warned = [
        name
        for place, name in enumerate(labels)
        if name in _WARNINGS and any(row[place] for row in table.rows)
    ]
    kept: list[str] = []
    for name in dict.fromkeys((next(iter(labels)), *warned, *table.first, *labels)):
        if sum(least[each] for each in (*kept, name)) > _room(_PAPER[0]):
            break
        kept.append(name)
    out = [label for name, label in labels.items() if name not in kept]
    if not out:
        return table
    note = (
        f"Columns left out, as the page has no room for them: {', '.join(out)}. Choose columns "
        "where you download the document, or take XLSX, which has all."
    )
    return replace(chosen(table, kept), notes=(*table.notes, note))


def _centimetres(characters: Sequence[int]) -> list[float]:
    return [each * _CHARACTER for each in characters]


def _room(paper: tuple[float, float]) -> float:
    """Centimetres between the margins."""
    return paper[0] - 2 * _MARGIN


def _parts(centimetres: Sequence[float]) -> Iterator[list[int]]:
    """The columns of each part: the first, and those that still fit beside it."""
    part, taken = [0], centimetres[0]
    for column, width in enumerate(centimetres[1:], start=1):
        if len(part) > 1 and taken + width > _room(_PAPER[0]):
            yield part
            part, taken = [0], centimetres[0]
        part.append(column)
        taken += width
    yield part


def _spread(columns: Sequence[tuple[float, float, int]], room: float) -> list[float]:
    """The widths made to fill the page; columns are (centimetres, at least, characters in all).

    Room that is left goes to columns by how much they have to say: an abstract, not an address.
    Where there is too little, the wide ones give most.
    """
    needed, least = (sum(column[which] for column in columns) for which in (0, 1))
    if needed > room:
        share = (room - least) / (needed - least)
        return [narrow + (width - narrow) * share for width, narrow, _ in columns]
    characters = sum(length for *_, length in columns)
    return [width + (room - needed) * length / characters for width, _, length in columns]


def _head(grid: Grid, labels: Sequence[str], centimetres: Sequence[float]) -> None:
    grid.autofit = False
    header = grid.rows[0]
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    header._tr.get_or_add_trPr().append(repeated)
    for cell, column, label, width in zip(
        header.cells, grid.columns, labels, centimetres, strict=True
    ):
        cell.width = column.width = Cm(width)
        cell.paragraphs[0].add_run(label).bold = True


def _whole_row() -> Any:  # an lxml element, untyped in the library, as is that of a cell
    """The property of a row not to be divided between two pages."""
    properties, whole = OxmlElement("w:trPr"), OxmlElement("w:cantSplit")
    properties.append(whole)
    return properties


def _link(table: Table, column: int, value: Cell, links: dict[str, str]) -> str | None:
    """The name in the document of where a record number leads; a new one is added to ``links``."""
    address = link_of(table.columns[column][0], value) if isinstance(value, str) else None
    return None if address is None else links.setdefault(address, f"link{len(links) + 1}")


def _cell(value: Cell, centimetres: float, link: str | None) -> Any:
    cell, properties, width = (OxmlElement(tag) for tag in ("w:tc", "w:tcPr", "w:tcW"))
    width.set(qn("w:w"), str(round(centimetres * _TWIPS)))
    width.set(qn("w:type"), "dxa")
    properties.append(width)
    cell.append(properties)
    for line in str("" if value is None else value).split("\n"):
        paragraph, run, text = (OxmlElement(tag) for tag in ("w:p", "w:r", "w:t"))
        text.text = printable(line)
        text.set(qn("xml:space"), "preserve")
        if link is None:
            paragraph.append(run)
        else:
            run.append(_looks_of_a_link())
            leading = OxmlElement("w:hyperlink")
            leading.set(qn("r:id"), link)
            leading.append(run)
            paragraph.append(leading)
        run.append(text)
        cell.append(paragraph)
    return cell


def _looks_of_a_link() -> Any:
    looks, colour, line = (OxmlElement(tag) for tag in ("w:rPr", "w:color", "w:u"))
    colour.set(qn("w:val"), _LINK_COLOUR)
    line.set(qn("w:val"), "single")
    looks.extend((colour, line))
    return looks


FORMAT = TableFormat(
    name="docx",
    label="Word",
    ending="docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    text=False,
    most=2_000,
    place=7,
    dumps=dumps,
    unasked=fitting,
    exhibits="pictures",
)
