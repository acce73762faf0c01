"""Tables survive the round trip through the programs they are for, and act in none of them.

Relies on nothing beside the program.
"""

import csv
import io
import re
import struct
import time
import zipfile
import zlib
from dataclasses import replace

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from openpyxl import load_workbook

from harvest.export import TABLE_FORMATS
from harvest.export.tables import Exhibit, Table
from tests.helpers.line_breaks import BREAKS

TABLE = Table(
    title="Characteristics of trials",
    columns=(("trial_id", "Trial"), ("enrollment", "N"), ("note", "Note")),
    rows=[("NCT99000002", 40, "=cmd|' /C calc'!A0"), ("NCT99000003", None, "+1\x00\nsecond line")],
    notes=("Source: ClinicalTrials.gov, data of 2026-01-01",),
)


def test_csv_text_cannot_act_as_a_formula_and_numbers_stay_numbers():
    text = TABLE_FORMATS["csv"].dumps(TABLE).decode()
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["trial_id", "enrollment", "note"]
    assert rows[1] == ["NCT99000002", "40", "'=cmd|' /C calc'!A0"]
    assert rows[2][2].startswith("'+1")


def test_a_workbook_opens_with_numbers_as_numbers_links_and_no_formula():
    book = load_workbook(io.BytesIO(TABLE_FORMATS["xlsx"].dumps(TABLE)))
    sheet = book["Table"]
    assert [cell.value for cell in sheet[1]] == ["Trial", "N", "Note"]
    assert sheet["B2"].value == 40
    assert sheet["C2"].data_type == "s"
    assert sheet["C2"].value == "=cmd|' /C calc'!A0"
    assert sheet["A2"].hyperlink.target == "https://clinicaltrials.gov/study/NCT99000002"
    assert sheet.freeze_panes == "B2"
    assert sheet.page_setup.orientation == "landscape"
    assert [row[0].value for row in book["Notes"].rows] == [TABLE.title, *TABLE.notes]


def test_a_document_opens_in_landscape_with_its_header_repeated():
    document = Document(io.BytesIO(TABLE_FORMATS["docx"].dumps(TABLE)))
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    grid = document.tables[0]
    assert [cell.text for cell in grid.rows[0].cells] == ["Trial", "N", "Note"]
    assert [cell.text for cell in grid.rows[2].cells] == ["NCT99000003", "", "+1\nsecond line"]
    (link,) = grid.rows[2].cells[0].paragraphs[0].hyperlinks
    assert link.address == "https://clinicaltrials.gov/study/NCT99000003"
    assert "tblHeader" in grid.rows[0]._tr.xml
    assert document.paragraphs[-1].text == TABLE.notes[0]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("letter", ["a", "é", "\U0001f9eb"], ids=["one byte", "two", "a pair"])
@pytest.mark.parametrize("size", [32_766, 32_767, 32_768, 32_769, 70_000])
def test_a_cell_holds_what_a_spreadsheet_takes_and_says_where_it_is_cut(
    letter: str, size: int
) -> None:
    text = "b" * (size % units(letter)) + letter * (size // units(letter))
    assert units(text) == size
    table = Table("T", (("id", "Trial"), ("note", "Note")), [("NCT1", text), ("NCT2", "short")])
    book = load_workbook(io.BytesIO(TABLE_FORMATS["xlsx"].dumps(table)))
    found = book["Table"]["B2"].value
    notes = [row[0].value for row in book["Notes"].rows]
    if size <= 32_767:
        assert (found, notes) == (text, ["T"])
        return
    assert 32_765 < units(found) <= 32_767
    assert text.startswith(found.removesuffix("…"))
    assert found.endswith(f"{letter}…")
    assert notes == ["T", "Cut, longer than a cell can be: Note, row 2 (NCT1)"]


def test_text_that_is_a_number_is_no_formula() -> None:
    cells = ["-2.5", "+7", "-1e6", "-", "--1", "+1-2", "-1.", "@x", "\t1", "\r1", "=1"]
    text = TABLE_FORMATS["csv"].dumps(Table("T", (("a", "A"),), [(c,) for c in cells])).decode()
    harmless = [row[0] for row in csv.reader(io.StringIO(text))][1:]
    assert harmless[:3] == cells[:3]
    assert all(cell.startswith("'") for cell in harmless[3:])


@pytest.mark.parametrize("form", sorted(TABLE_FORMATS))
def test_no_character_that_xml_forbids_stands_in_a_table(form: str) -> None:
    odd = "one\ufdd0\uffff\U0010fffe\x07two"
    body = TABLE_FORMATS[form].dumps(Table("T", (("a", "A"),), [(odd,)]))
    if form == "xlsx":
        assert load_workbook(io.BytesIO(body))["Table"]["A2"].value == "onetwo"
    elif form == "docx":
        assert Document(io.BytesIO(body)).tables[0].rows[1].cells[0].text == "onetwo"
    else:
        text = body.decode().replace("\\u0007", "")  # JSON writes it so, and is true to the byte
        assert "onetwo" in text


WIDE = Table(
    title="Many columns",
    columns=(("trial_id", "Trial"), *((f"c{n}", f"Column {n}") for n in range(1, 21))),
    rows=[("NCT99000002", *(f"value {n} of a longer text of some words" for n in range(1, 21)))],
)


def test_a_wide_workbook_prints_with_its_header_and_first_column_on_every_page():
    sheet = load_workbook(io.BytesIO(TABLE_FORMATS["xlsx"].dumps(WIDE)))["Table"]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (3, 0)
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$A")
    assert sheet.row_dimensions[2].height > sheet.row_dimensions[1].height


def test_a_wide_document_comes_in_parts_that_fit_the_page_and_name_the_record():
    document = Document(io.BytesIO(TABLE_FORMATS["docx"].dumps(WIDE)))
    across = document.sections[0]
    room = across.page_width - across.left_margin - across.right_margin
    assert len(document.tables) > 1
    columns = []
    for grid in document.tables:
        labels = [cell.text for cell in grid.rows[0].cells]
        assert labels[0] == "Trial"
        assert grid.rows[1].cells[0].text == "NCT99000002"
        assert sum(cell.width for cell in grid.rows[0].cells) == pytest.approx(room, rel=0.01)
        columns += labels[1:]
    assert columns == [label for _, label in WIDE.columns[1:]]


@pytest.mark.parametrize("mark", BREAKS, ids=repr)
def test_a_row_of_csv_is_one_line_whatever_breaks_stand_in_its_cells(mark):
    table = Table("T", (("a", "A"), ("b", "B")), [(f"one{mark}two", 1), (f"{mark}=1+1", None)])
    text = TABLE_FORMATS["csv"].dumps(table).decode()
    assert text.splitlines()[1] == "one two,1"
    assert len(text.splitlines()) == 3


@pytest.mark.parametrize("mark", BREAKS[3:], ids=repr)
def test_odd_line_breaks_are_blanks_in_workbooks_and_documents(mark):
    table = Table("T", (("a", "A"),), [(f"one{mark}two",)])
    book = load_workbook(io.BytesIO(TABLE_FORMATS["xlsx"].dumps(table)))
    assert book["Table"]["A2"].value == "one two"
    grid = Document(io.BytesIO(TABLE_FORMATS["docx"].dumps(table))).tables[0]
    assert grid.rows[1].cells[0].text == "one two"


def png(wide: int, tall: int) -> bytes:
    """A black picture of that size."""

    def part(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", wide, tall, 8, 0, 0, 0, 0)
    lines = zlib.compress(bytes((wide + 1) * tall))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", lines) + part(b"IEND", b"")


@pytest.mark.parametrize(("wide", "tall", "stands"), [(900, 300, False), (300, 900, True)])
def test_a_picture_in_a_document_has_a_sheet_that_it_fits_on(wide, tall, stands):
    exhibit = Exhibit("Sizes", "Sizes", ("A",), [("=1\x00",)], "n = 3.", png(wide, tall))
    table = replace(TABLE, exhibits=(exhibit, replace(exhibit, picture=None)))
    document = Document(io.BytesIO(TABLE_FORMATS["docx"].dumps(table)))
    sheet = document.sections[1]
    assert (sheet.orientation == WD_ORIENT.PORTRAIT) == stands
    (shape,) = document.inline_shapes
    assert shape.width <= sheet.page_width - sheet.left_margin - sheet.right_margin
    assert shape.height <= sheet.page_height - sheet.top_margin - sheet.bottom_margin
    assert shape.width / shape.height == pytest.approx(wide / tall, abs=0.01)
    captions = [each.text for each in document.paragraphs if each.style.name == "Caption"]
    assert captions == ["Figure 1. Sizes. n = 3.", "Table 2. Sizes. n = 3."]
    assert document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    assert document.tables[1].rows[1].cells[0].text == "=1"


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_an_office_file_holds_no_time_of_the_machine(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        written.append(TABLE_FORMATS[form].dumps(TABLE))
    monkeypatch.undo()
    time.tzset()
    assert written[0] == written[1]
    with zipfile.ZipFile(io.BytesIO(written[0])) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        properties = package.read("docProps/core.xml")
    assert not re.search(rb"created|modified|\d{4}-\d\d-\d\dT", properties)
