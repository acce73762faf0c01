"""The PRISMA flow equals a count by hand, and each number has its records.

Relies on nothing beside the program.
"""

import csv
import io
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document

from harvest.cli import run
from harvest.config import Config
from harvest.desk.decisions import Decision, Decisions, write
from harvest.desk.flow import documents, drawing
from harvest.desk.flow.counting import flow
from harvest.desk.flow.model import Flow, Number
from harvest.publish.read import open_published
from tests.helpers.bases.work_base import config_text
from tests.helpers.clock import FakeClock
from tests.helpers.desk.reviewed import KEYS, UPDATE, base, decisions
from tests.helpers.desk.topics import own

NAMES = {key: name for name, key in KEYS.items()}

WHOLE = {
    "identified-1": "CENTRAL: E1 P6 E3",
    "identified-2": "Embase: P1 E1 E2 E1 ?",
    "identified-3": "PubMed: P1 P2 P3 P4 P2 P3 P5 P6",
    "identified-4": "ClinicalTrials.gov: T1 T2 T3 T4",
    "duplicates": "Duplicate records: P2 P3 P1 E1 E1 P6",
    "automation": "Marked as ineligible by automation (off topic): P4",
    "gone": "Removed from their registry: T3",
    "unreadable": "Unreadable: ?",
    "screened": "Records screened: P1 P2 P3 P6 E1 E2 E3 T1 T4",
    "excluded": "Records excluded: P2 E2 E3",
    "undecided": "Not decided yet: P5 T2",
    "sought": "Reports sought for retrieval: P1 P3 P6 E1 T1 T4",
    "not-retrieved": "Reports not retrieved: E1",
    "unassessed": "Not assessed yet: ",
    "assessed": "Reports assessed for eligibility: P1 P3 P6 T1 T4",
    "reason-1": "Duplicate: T4",
    "reason-2": "Wrong population: P3",
    "other-identified-1": "Citation searching: T5 T6",
    "other-screened": "Records screened: T5 T6",
    "other-excluded": "Records excluded: ",
    "other-undecided": "Not decided yet: ",
    "other-sought": "Reports sought for retrieval: T5 T6",
    "other-not-retrieved": "Reports not retrieved: ",
    "other-unassessed": "Not assessed yet: T6",
    "other-assessed": "Reports assessed for eligibility: T5",
    "included-studies": "Studies included in review: T1 T5",
    "included-reports": "Reports of included studies: P1 P6 T1 T5",
}
"""Counted by hand from the tables of tests/helpers/desk/reviewed.py."""

UPDATED = {
    "previous-studies": "Studies included in previous version of review: T1 T5",
    "previous-reports": "Reports of studies included in previous version of review: P1 T1 T5",
    "identified-1": "CENTRAL: E1 P6 E3",
    "identified-2": "PubMed: P6",
    "identified-3": "ClinicalTrials.gov: T4",
    "duplicates": "Duplicate records: P6",
    "earlier": "Already found before this update: E1",
    "automation": "Marked as ineligible by automation (off topic): ",
    "screened": "Records screened: P6 E3 T4",
    "excluded": "Records excluded: E3",
    "undecided": "Not decided yet: ",
    "sought": "Reports sought for retrieval: P6 T4",
    "not-retrieved": "Reports not retrieved: ",
    "unassessed": "Not assessed yet: ",
    "assessed": "Reports assessed for eligibility: P6 T4",
    "reason-1": "Duplicate: T4",
    "other-identified-1": "Citation searching: T6",
    "other-screened": "Records screened: T6",
    "other-excluded": "Records excluded: ",
    "other-undecided": "Not decided yet: ",
    "other-sought": "Reports sought for retrieval: T6",
    "other-not-retrieved": "Reports not retrieved: ",
    "other-unassessed": "Not assessed yet: T6",
    "other-assessed": "Reports assessed for eligibility: ",
    "included-studies": "New studies included in review: ",
    "included-reports": "Reports of new included studies: ",
    "included-further": "New reports of studies included before: P6",
    "total-studies": "Total studies included in review: T1 T5",
    "total-reports": "Reports of total included studies: P1 P6 T1 T5",
}


@pytest.fixture(scope="module")
def review(desk_base: Config, tmp_path_factory: pytest.TempPathFactory) -> Config:
    return base(desk_base, tmp_path_factory.mktemp("reviewed"))


@pytest.fixture
def reviewed(review: Config) -> Iterator[sqlite3.Connection]:
    with closing(open_published(review)) as connection:
        yield connection


def counted(made: Flow) -> dict[str, str]:
    """Each number by its code: its words and the names of its records, in order."""
    return {each.code: f"{each.words}: {_in_order(each)}" for each in made.numbers()}


def by_hand(said: dict[str, str]) -> dict[str, str]:
    """The same of what was counted by hand: the order of records says nothing."""
    return {
        code: f"{words}: {' '.join(sorted(names.split()))}"
        for code, (words, names) in ((code, text.split(": ")) for code, text in said.items())
    }


def _in_order(number: Number) -> str:
    assert number.n == len(number.rows)
    return " ".join(sorted(NAMES.get(row.record, "?") for row in number.rows))


def test_the_flow_of_three_searches_and_two_files_is_what_a_hand_counts(
    reviewed: sqlite3.Connection,
) -> None:
    made = flow(reviewed, Decisions(tuple(decisions())))
    assert counted(made) == by_hand(WHOLE)


def test_the_flow_of_an_update_is_what_a_hand_counts(reviewed: sqlite3.Connection) -> None:
    made = flow(reviewed, Decisions(tuple(decisions())), since=UPDATE)
    assert counted(made) == by_hand(UPDATED)


@pytest.mark.parametrize("since", [None, UPDATE, "2026-10-01", "2027-01-01"])
def test_it_adds_up_from_box_to_box(reviewed: sqlite3.Connection, since: str | None) -> None:
    made = flow(reviewed, Decisions(tuple(decisions())), since=since)
    included = 0
    for arm in (made.searches, made.others):
        left = sum(each.n for each in arm.identified) - sum(each.n for each in arm.removed)
        assert left == arm.screened.n + arm.undecided.n
        assert arm.sought.n == arm.screened.n - arm.excluded.n
        assert arm.assessed.n == arm.sought.n - arm.not_retrieved.n - arm.unassessed.n
        included += arm.assessed.n - sum(each.n for each in arm.reasons)
    new = made.new
    assert included == new.reports.n + (new.further.n if new.further else 0)
    if made.previous and made.total:
        assert made.total.reports.n == made.previous.reports.n + included
        assert made.total.studies.n == made.previous.studies.n + new.studies.n


def test_only_what_two_people_agree_on_or_a_third_settled_counts(
    reviewed: sqlite3.Connection,
) -> None:
    one, key = decisions("Ama"), KEYS["P1"]
    waiting = flow(reviewed, Decisions((*one, Decision(KEYS["P5"], "title", "include", "Kofi"))))
    assert waiting.searches.screened.n == 0
    off = Decision(KEYS["P4"], "title", "include", "Ama")
    blind = flow(reviewed, Decisions((off, Decision(KEYS["P5"], "title", "include", "Kofi"))))
    assert blind.number("automation") == flow(reviewed, Decisions()).number("automation")
    two = Decisions((*one, *(each for each in decisions("Kofi") if each.record != key)))
    assert key not in {row.record for row in flow(reviewed, two).searches.screened.rows}
    split = Decision(key, "title", "exclude", "Kofi")
    third = Decision(key, "title", "exclude", "Nuria")
    told = flow(reviewed, Decisions((*two.rows, split))).searches
    assert key in {row.record for row in told.undecided.rows}
    settled = flow(reviewed, Decisions((*two.rows, split, third))).searches
    assert key in {row.record for row in settled.excluded.rows}


def test_a_review_that_begins_has_a_flow_too(reviewed: sqlite3.Connection) -> None:
    made = flow(reviewed, Decisions())
    assert made.new.reports.n == made.searches.screened.n == 0
    assert made.searches.undecided.n == 10
    assert "(n\u00a0=\u00a010)" in drawing.svg(made)


@pytest.mark.parametrize("since", [None, UPDATE])
def test_the_picture_has_every_number_with_a_link_to_its_records(
    reviewed: sqlite3.Connection, since: str | None
) -> None:
    made = flow(reviewed, Decisions(tuple(decisions())), since=since)
    tree = ElementTree.fromstring(drawing.svg(made, lambda each: f"/desk/flow/{each.code}?a&b"))
    space = "{http://www.w3.org/2000/svg}"
    links: dict[str, str] = {}
    for each in tree.iter(f"{space}a"):
        text = "".join(each.itertext())
        links[each.attrib["href"]] = links.get(each.attrib["href"], "") + text
    shown = {number.code for number in made.numbers() if number.n}
    unshown = {"other-screened"}  # PRISMA has no such box for other methods
    assert {f"/desk/flow/{code}?a&b" for code in shown - unshown} <= set(links)
    for number in made.numbers():
        if text := links.get(f"/desk/flow/{number.code}?a&b"):
            assert re.findall(r"\(n\s=\s([0-9,]+)\)", text) == [f"{number.n:,}"]
    assert "<a " not in drawing.svg(made)


def test_the_document_has_boxes_and_the_table_every_number(reviewed: sqlite3.Connection) -> None:
    made = flow(reviewed, Decisions(tuple(decisions())), since=UPDATE)
    diagram, numbers = Document(io.BytesIO(documents.docx(made))).tables
    cells = {cell.text.replace("\u00a0", " ") for row in diagram.rows for cell in row.cells}
    assert "Records screened (n = 3)" in cells
    assert (
        "Total studies included in review (n = 2)\nReports of total included studies (n = 4)"
        in cells
    )
    assert {"→", "↓"} <= cells
    rows = [(row.cells[0].text, row.cells[1].text) for row in numbers.rows[1:]]
    assert rows == [(words, number) for words, number, _ in documents.table(made)]
    assert {code for *_, code in documents.table(made) if code} == {n.code for n in made.numbers()}


def test_the_command_writes_each_form_and_lists_the_records_of_a_number(
    review: Config, tmp_path: Path, capsys: pytest.CaptureFixture[str], clock: FakeClock
) -> None:
    topic = own(review, tmp_path)
    write(topic, decisions(), clock=clock)
    file = tmp_path / "config.toml"
    file.write_text(config_text(topic.store.path, topic.publish.path))

    def say(*words: str) -> tuple[int, str, str]:
        code = run(["report", "flow", *words, "--config", str(file)])
        return code, *capsys.readouterr()

    code, out, _ = say()
    assert code == 0
    assert "| Records screened | 9 | screened |" in out
    for name in ("flow.svg", "flow.docx", "flow.csv", "flow.md"):
        assert say("--since", UPDATE, "-o", str(tmp_path / name))[0] == 0
    assert (tmp_path / "flow.svg").read_text().startswith("<svg")
    for row in csv.DictReader((tmp_path / "flow.csv").read_text().splitlines()):
        if row["Code"]:
            _, out, _ = say("--since", UPDATE, "--records", row["Code"])
            assert len(out.splitlines()) - 1 == int(row["Number"])
    assert say("--since", "soon")[2] == (
        "harvest: --since soon: is not a date; write it as 2026-06-29\n"
    )
    assert say("--records", "all")[0] == say("-o", "flow.pdf")[0] == 2
    assert "Ama" not in (tmp_path / "flow.svg").read_text() + (tmp_path / "flow.md").read_text()


def test_a_file_of_an_earlier_version_says_what_to_do(
    review: Config, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "old.db"
    shutil.copy(review.publish.path, old)
    with closing(sqlite3.connect(old)) as db, db:
        db.execute("DROP TABLE imported_references")
    file = tmp_path / "config.toml"
    file.write_text(config_text(review.store.path, old))
    assert run(["report", "flow", "--config", str(file)]) == 74
    assert capsys.readouterr().err == (
        f"harvest: {old}: published by an earlier version; run `harvest publish`\n"
    )
