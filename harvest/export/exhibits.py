"""Pictures and small tables behind the table of a document, each with its caption."""

import io
import struct
from collections.abc import Sequence
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt, RGBColor

from harvest.export.tables import Exhibit, printable

_LONG, _SHORT = 29.7, 21.0  # A4, in centimetres
_CAPTION = 2.0  # centimetres of height that are kept for it
_SQUEEZED = 1.2
"""How much too high a picture may be for a sheet that lies, and is made smaller to fit on it."""
_TOLD = 2_000
"""Characters of the words for those who do not see a picture; the caption comes first."""


def add_exhibits(document: Any, exhibits: Sequence[Exhibit], margin: float) -> None:
    """Add each as a figure or table with a number, on A4: across, or upright where it is tall.

    ``margin`` is in centimetres. A picture has its rows as the words for those who don't see it.
    """
    if not exhibits:
        return
    look = document.styles["Caption"]
    look.font.size, look.font.bold, look.font.color.rgb = Pt(9), False, RGBColor(0, 0, 0)
    look.paragraph_format.space_before = look.paragraph_format.space_after = Pt(6)
    figures, tables = 0, 1  # the table that they go along with is the first
    for place, exhibit in enumerate(exhibits):
        if exhibit.picture is None:
            tables += 1
            _turn(document, upright=False, anew=place == 0)
            _caption(document, f"Table {tables}. {exhibit.caption}").keep_with_next = True
            _grid(document, exhibit)
        else:
            figures += 1
            _picture(document, exhibit.picture, _told(exhibit), margin, anew=place == 0)
            _caption(document, f"Figure {figures}. {exhibit.caption}")


def _caption(document: Any, words: str) -> Any:
    return document.add_paragraph(printable(words), style="Caption").paragraph_format


def _picture(document: Any, png: bytes, told: str, margin: float, *, anew: bool) -> None:
    wide, tall = struct.unpack(">II", png[16:24])
    across, up = _LONG - 2 * margin, _SHORT - 2 * margin - _CAPTION
    upright = tall * across / wide > up * _SQUEEZED
    if upright:
        across, up = _SHORT - 2 * margin, _LONG - 2 * margin - _CAPTION
    _turn(document, upright=upright, anew=anew)
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    width = Cm(min(across, up * wide / tall))
    shape = paragraph.add_run().add_picture(io.BytesIO(png), width=width)
    shape._inline.docPr.set("descr", told)


def _turn(document: Any, *, upright: bool, anew: bool) -> None:
    """Go on with a sheet that lies or stands; on the same one where it does so already."""
    kind = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    if not anew and document.sections[-1].orientation == kind:
        return
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = kind
    section.page_width, section.page_height = map(
        Cm, (_SHORT, _LONG) if upright else (_LONG, _SHORT)
    )


def _told(exhibit: Exhibit) -> str:
    rows = (", ".join(str(cell) for cell in row if cell not in (None, "")) for row in exhibit.rows)
    said = printable(f"{exhibit.title}. {'; '.join(rows)}")
    return said if len(said) <= _TOLD else said[: _TOLD - 1] + "…"


def _grid(document: Any, exhibit: Exhibit) -> None:
    grid = document.add_table(rows=1, cols=len(exhibit.columns), style="Table Grid")
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, label in zip(grid.rows[0].cells, exhibit.columns, strict=True):
        cell.paragraphs[0].add_run(printable(label)).bold = True
    for row in exhibit.rows:
        line = grid.add_row()
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, value in zip(line.cells, row, strict=True):
            cell.text = "" if value is None else printable(str(value))
