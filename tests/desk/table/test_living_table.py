"""A table that was exported is brought up to date: what changed is marked, what is mine is kept.

Relies on stand-ins and the sample's year.
"""

import io
import shutil
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from harvest.cli import run
from harvest.config import Config
from harvest.desk.table.comparing import same
from harvest.desk.table.plan import CAME, CHANGED, CONFLICT, GONE, Plan
from harvest.desk.table.updating import update
from harvest.errors import UpstreamDataError, UsageError
from harvest.export import saved
from harvest.export.tables import Table
from harvest.packs.folders import using
from harvest.publish import publish
from harvest.publish.read import open_published
from harvest.queries import find
from harvest.run.progress import Bars
from harvest.run.upgrade import bring_up_to_date
from tests.helpers.bases.sample_year import EPOCHS, Noon, Year


def table(year: Year, epoch: int, slug: str = "characteristics") -> Table:
    """A saved query as of an epoch of the sample's year."""
    with closing(open_published(at(year.config, year.published(epoch)))) as connection:
        query = find(slug)
        assert query is not None
        return saved.table_of(connection, query, {})


def at(config: Config, path: Path) -> Config:
    return replace(config, publish=replace(config.publish, path=path))


def updated(year: Year, epoch: int, file: Path) -> tuple[Path, Plan]:
    """The file brought up to date from an epoch's publication, in a new file."""
    with closing(open_published(at(year.config, year.published(epoch)))) as connection:
        body, plan, lost = update(connection, file)
    assert lost == ()
    new = file.with_name(f"{file.stem}+{epoch}{file.suffix}")
    new.write_bytes(body)
    return new, plan


def exported(year: Year, folder: Path, form: str = "xlsx", slug: str = "characteristics") -> Path:
    path = folder / f"table.{form}"
    path.write_bytes(saved.file_of(table(year, 0, slug), form))
    return path


def marks(sheet: Worksheet) -> Mapping[tuple[str, str], tuple[str, str]]:
    """By row and heading of each coloured cell its colour and what its comment says."""
    heads = [str(cell.value) for cell in sheet[1]]
    return {
        (str(row[0].value), heads[cell.column - 1]): (
            str(cell.fill.start_color.rgb)[2:],
            cell.comment.text if cell.comment else "",
        )
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.fill.fill_type == "solid"
    }


def differing(before: Table, after: Table) -> set[tuple[str, str]]:
    """Row and heading of each cell that differs between two tables of trials."""
    there = {row[0]: row for row in after.rows}
    return {
        (str(row[0]), label)
        for row in before.rows
        if row[0] in there
        for (_, label), old, new in zip(before.columns, row, there[row[0]], strict=True)
        if not same(old, new)
    }


@pytest.fixture(autouse=True)
def _packs(sample_year: Year) -> Any:
    with using(sample_year.config.topic.packs):
        yield


def test_over_the_year_each_changed_cell_is_marked_with_its_cause_and_no_other(
    sample_year: Year, tmp_path: Path
) -> None:
    file, marked = exported(sample_year, tmp_path), 0
    before = table(sample_year, 0)
    for epoch in range(1, EPOCHS):
        file, plan = updated(sample_year, epoch, file)
        after = table(sample_year, epoch)
        sheet = load_workbook(file)["Table"]
        found = marks(sheet)
        changed = {place: said for place, (colour, said) in found.items() if colour == CHANGED}
        assert changed.keys() == differing(before, after), epoch
        for said in changed.values():
            assert said.startswith("Was: ")
            assert "computed from other records" not in said
        keys, new = ({str(row[0]) for row in each.rows} for each in (before, after))
        assert {row for (row, _), (c, _) in found.items() if c == CAME} == new - keys
        assert {row for (row, _), (c, _) in found.items() if c == GONE} >= keys - new
        assert plan.count("conflict") == 0
        before, marked = after, marked + len(changed)
    assert marked > 80


def test_a_cause_names_event_record_values_and_the_registrys_day(
    sample_year: Year, tmp_path: Path
) -> None:
    file, _ = updated(sample_year, EPOCHS - 1, exported(sample_year, tmp_path))
    found = marks(load_workbook(file)["Table"])
    assert found["NCT90000001", "Participants"][1] == (
        "Was: 200. Now: 160. Cause: Planned enrolment cut, NCT90000001: 200 → 160 (-40) "
        "(2026-01-01)."
    )
    assert "Corrected, 99000038" in found["NCT90000043", "Marked papers"][1]
    assert "merged into NCT90000047" in found["NCT90000048", "Trial number"][1]
    assert "removed from its registry" in found["NCT90000036", "Trial number"][1]
    assert "New trial, NCT90000064" in found["NCT90000064", "Trial number"][1]


def test_the_changes_are_listed_in_a_sheet_and_a_second_update_changes_nothing(
    sample_year: Year, tmp_path: Path
) -> None:
    file, plan = updated(sample_year, EPOCHS - 1, exported(sample_year, tmp_path))
    book = load_workbook(file)
    assert book.sheetnames == ["Table", "Notes", "Changes", "harvest"]
    assert book["harvest"].sheet_state == "hidden"
    listed = [row for row in book["Changes"].iter_rows(min_row=5, values_only=True)]
    assert len(listed) == len(plan.lines())
    again, plan = updated(sample_year, EPOCHS - 1, file)
    assert plan.nothing
    assert marks(load_workbook(again)["Table"]) == {}


class Edited:
    """A workbook that a person has worked on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: Workbook = load_workbook(path)
        self.sheet: Worksheet = self.book["Table"]

    def cell(self, trial: str, heading: str) -> Any:
        heads = [cell.value for cell in self.sheet[1]]
        (row,) = (row for row in self.sheet.iter_rows() if row[0].value == trial)
        return row[heads.index(heading)]

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path


def test_what_a_person_wrote_is_kept_and_a_conflict_is_told_and_never_overwritten(
    sample_year: Year, tmp_path: Path
) -> None:
    mine = Edited(exported(sample_year, tmp_path))
    mine.cell("NCT90000001", "Participants").value = 180  # changes at the registry too
    mine.cell("NCT90000001", "Acronym").value = "MINE"  # does not
    mine.cell("NCT90000041", "Participants").value = 210  # is what the registry says now
    file, plan = updated(sample_year, EPOCHS - 1, mine.save())
    now = Edited(file)
    assert now.cell("NCT90000001", "Participants").value == 180
    assert now.cell("NCT90000001", "Acronym").value == "MINE"
    found = marks(now.sheet)
    colour, said = found["NCT90000001", "Participants"]
    assert colour == CONFLICT
    assert said.startswith("Conflict, left as you wrote it. Exported: 200. Now: 160.")
    assert ("NCT90000001", "Acronym") not in found
    assert ("NCT90000041", "Participants") not in found
    assert plan.count("conflict") == 1
    again, plan = updated(sample_year, EPOCHS - 1, file)
    assert plan.nothing  # told once
    assert Edited(again).cell("NCT90000001", "Participants").value == 180


def test_own_columns_rows_widths_headings_and_order_are_kept(
    sample_year: Year, tmp_path: Path
) -> None:
    mine = Edited(exported(sample_year, tmp_path))
    sheet = mine.sheet
    sheet.insert_cols(2)
    sheet["B1"] = "Risk of bias"
    sheet.column_dimensions["C"].width = 77
    for row in sheet.iter_rows(min_row=2):
        row[1].value = f"bias of {row[0].value}"
    sheet.append(["Total", "of all"])
    for cell in sheet[1]:
        if cell.value == "Primary outcomes":
            cell.value = "What was measured"
        if cell.value == "Acronym":
            acronym = cell.column
    sheet.delete_cols(acronym)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for place, values in enumerate(reversed(rows), start=2):  # sorted the other way
        for number, value in enumerate(values, start=1):
            sheet.cell(place, number).value = value
    gone = next(r for r in range(2, 60) if sheet.cell(r, 1).value == "NCT90000010")
    sheet.delete_rows(gone)
    file, plan = updated(sample_year, EPOCHS - 1, mine.save())
    now = Edited(file)
    assert now.cell("NCT90000022", "Risk of bias").value == "bias of NCT90000022"
    assert now.cell("Total", "Risk of bias").value == "of all"
    assert now.sheet.column_dimensions["C"].width == 77
    assert now.cell("NCT90000011", "What was measured").value == (
        "Laennec fibrosis score (12 months)"
    )
    assert "NCT90000010" not in {row[0].value for row in now.sheet.iter_rows()}
    assert [row[0] for row in plan.comparison.left_out] == ["NCT90000010"]
    expected = {
        place
        for place in differing(table(sample_year, 0), table(sample_year, EPOCHS - 1))
        if place[0] != "NCT90000010" and place[1] != "Acronym"
    }
    marked = {place for place, (colour, _) in marks(now.sheet).items() if colour == CHANGED}
    renamed = {(row, "Primary outcomes" if h == "What was measured" else h) for row, h in marked}
    assert renamed == expected


def test_a_word_file_is_brought_up_to_date_as_well(sample_year: Year, tmp_path: Path) -> None:
    path = exported(sample_year, tmp_path, "docx")
    document = Document(str(path))
    heads = [cell.text for cell in document.tables[0].rows[0].cells]
    row = next(r for r in document.tables[0].rows if r.cells[0].text == "NCT90000022")
    row.cells[heads.index("Sponsor")].text = "my sponsor"
    document.tables[0].rows[0].cells[1].text = "Study"
    document.save(str(path))
    path, plan = updated(sample_year, EPOCHS - 1, path)
    document = Document(str(path))
    grid = document.tables[0]
    rows = {r.cells[0].text: r.cells for r in grid.rows}
    participants = rows["NCT90000022"][heads.index("Participants")]
    assert participants.text == "600"
    assert CHANGED in participants._tc.xml
    assert rows["NCT90000022"][heads.index("Sponsor")].text == "my sponsor"
    assert GONE in rows["NCT90000048"][0]._tc.xml
    assert CAME in rows["NCT90000064"][0]._tc.xml
    said = [comment.text for comment in document.comments]
    assert any("Was: 1000. Now: 600. Cause: Planned enrolment cut" in text for text in said)
    assert len(said) == len(plan.changes) + len(plan.gone) + len(plan.came)
    coloured = sum(CHANGED in cell._tc.xml for r in grid.rows for cell in r.cells)
    assert coloured == len(plan.changes)
    again, plan = updated(sample_year, EPOCHS - 1, path)
    assert plan.nothing
    document = Document(str(again))
    assert not list(document.comments)
    assert CHANGED not in document.element.xml


def test_a_table_with_several_rows_of_one_record_is_matched_row_by_row(
    sample_year: Year, tmp_path: Path
) -> None:
    slug = "outcome-measures"
    path = exported(sample_year, tmp_path, slug=slug)
    _, plan = updated(sample_year, EPOCHS - 1, path)
    assert plan.changes
    today = table(sample_year, EPOCHS - 1, slug)
    then = table(sample_year, 0, slug)
    assert len(then.rows) - len(plan.gone) + len(plan.came) == len(today.rows)


def test_a_corrected_facet_is_told_as_the_cause(sample_year: Year, tmp_path: Path) -> None:
    config = sample_year.copy(tmp_path / "base")
    config = replace(
        config, judgements=replace(config.judgements, folder=tmp_path / "base" / "judgements")
    )
    file = tmp_path / "table.xlsx"
    file.write_bytes(saved.file_of(table(sample_year, EPOCHS - 1), "xlsx"))
    config.judgements.folder.mkdir(exist_ok=True)
    (config.judgements.folder / "corrections.csv").write_text(
        "kind,id,facet,value,label,reason,who,when\n"
        "trial,NCT90000001,donor,autologous,Autologous,the cells are the patient's own,AB,\n"
    )
    bring_up_to_date(config, Noon(EPOCHS - 1), Bars(quiet=True))
    publish(config)
    with closing(open_published(config)) as connection:
        body, plan, _ = update(connection, file)
    ((change, cause),) = plan.changes
    assert (change.records, change.name) == (("NCT90000001",), "donor")
    assert "corrected by AB" in cause.text
    assert "the cells are the patient's own" in cause.text
    assert marks(load_workbook(io.BytesIO(body))["Table"]).keys() == {("NCT90000001", "Donor")}


def test_a_file_that_does_not_say_what_it_is_of_is_refused(
    sample_year: Year, tmp_path: Path
) -> None:
    Workbook().save(tmp_path / "own.xlsx")
    Document().save(str(tmp_path / "own.docx"))
    (tmp_path / "text.xlsx").write_text("a,b")
    for name, told in (
        ("own.xlsx", "has no hidden sheet"),
        ("own.docx", "does not say what it was exported from"),
        ("text.xlsx", "is neither a Word file"),
    ):
        with pytest.raises(UpstreamDataError, match=told):
            updated(sample_year, 1, tmp_path / name)
    with pytest.raises(UsageError, match="no such file"):
        updated(sample_year, 1, tmp_path / "none.xlsx")


def test_a_table_without_the_column_of_numbers_is_refused(
    sample_year: Year, tmp_path: Path
) -> None:
    mine = Edited(exported(sample_year, tmp_path))
    mine.sheet.delete_cols(1)
    with pytest.raises(UsageError, match="has no column “Trial number” any more"):
        updated(sample_year, 1, mine.save())


def test_a_merged_cell_and_lines_above_the_headings_cost_nothing(
    sample_year: Year, tmp_path: Path
) -> None:
    path = exported(sample_year, tmp_path, "docx")
    document = Document(str(path))
    (row,) = (r for r in document.tables[0].rows if r.cells[0].text == "NCT90000022")
    last = row._tr.tc_lst[-1]
    row._tr.remove(last)
    document.save(str(path))
    _, plan = updated(sample_year, EPOCHS - 1, path)
    assert plan.count("conflict") == 0
    mine = Edited(exported(sample_year, tmp_path))
    mine.sheet.insert_rows(1, 2)
    mine.sheet["A1"] = "Table 1. Trials"
    _, plan = updated(sample_year, EPOCHS - 1, mine.save())
    assert plan.count("changed") == len(
        differing(table(sample_year, 0), table(sample_year, EPOCHS - 1))
    )


def test_a_file_of_a_later_publication_or_of_another_topic_is_refused(
    sample_year: Year, tmp_path: Path
) -> None:
    path = tmp_path / "later.xlsx"
    path.write_bytes(saved.file_of(table(sample_year, 3), "xlsx"))
    with pytest.raises(UsageError, match="publication 4, this database has publication 1"):
        updated(sample_year, 0, path)
    other = table(sample_year, 0)
    assert other.origin is not None
    path.write_bytes(
        saved.file_of(replace(other, origin=replace(other.origin, title="Another")), "xlsx")
    )
    with pytest.raises(UsageError, match="was exported from “Another”"):
        updated(sample_year, 1, path)


def test_the_command_writes_a_new_file_and_never_over_one(
    sample_year: Year, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = exported(sample_year, tmp_path)
    before = file.read_bytes()
    config = tmp_path / "config.toml"
    shutil.copyfile(sample_year.published(5), tmp_path / "public.db")
    text = (Path(__file__).parents[3] / "config.toml").read_text()
    config.write_text(text.replace("db/build/evidence.db", "public.db"))
    asked = ["table", "update", str(file), "--config", str(config)]
    assert run(asked) == 0
    assert "changed cells" in capsys.readouterr().out
    assert file.read_bytes() == before
    assert (tmp_path / "table-updated.xlsx").is_file()
    assert run(asked) == 73
    assert "is there already" in capsys.readouterr().err
    assert run([*asked, "--out", str(file)]) == 2
