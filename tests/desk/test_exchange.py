"""Decisions go to Rayyan, Covidence and ASReview and come back, and nothing is lost on the way.

Relies on nothing beside the program.
"""

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import rispy

from harvest.config import Config
from harvest.desk.decisions import STAGES, WORDS, Decision, Decisions, path_of, read, write
from harvest.desk.exchange.exporting import for_tool
from harvest.desk.exchange.importing import Asked, take_in
from harvest.desk.exchange.lists import ENDINGS
from harvest.errors import UsageError
from harvest.publish.read import open_published
from tests.helpers.clock import FakeClock
from tests.helpers.desk.topics import ONE, OTHER, PAPER, decided, many, own

FORMS = [(tool, form) for tool, forms in ENDINGS.items() for form in forms]
NOTES = ["", "check “table 2” | ask", "=1+1", 'says "no"', "Müller, p. 3; 王", "\\ back"]


@pytest.fixture(scope="module")
def large(desk_base: Config, tmp_path_factory: pytest.TempPathFactory) -> Config:
    return many(desk_base, tmp_path_factory.mktemp("many"), 70)


@pytest.fixture
def base(large: Config) -> Iterator[sqlite3.Connection]:
    with closing(open_published(large)) as connection:
        yield connection


def of_two_people(base: sqlite3.Connection) -> list[Decision]:
    """500 decisions and more of two people on records of both kinds, at both stages."""
    keys = [str(key) for (key,) in base.execute(
        "SELECT trial_id FROM trials WHERE trial_id LIKE 'NCT91%' UNION ALL "
        "SELECT article_id FROM articles WHERE article_id LIKE '91%'")]  # fmt: skip
    rows = []
    for number, key in enumerate(keys):
        for place, person in enumerate(("Ama Ñandú", "Kofi O'Hara, MD")):
            for stage in STAGES[: 2 - number % 5 // 4]:
                word = WORDS[(number + place * (number % 7 == 0)) % 3]
                reason = "wrong population" if word == "exclude" and number % 2 else ""
                note = NOTES[(number + place) % len(NOTES)]
                rows.append(
                    Decision(key, stage, word, person, reason, note, "2026-11-20T10:00:00Z", "1")
                )
    return rows


@pytest.mark.parametrize(
    ("tool", "form", "stage"),
    [
        *((*each, "title") for each in FORMS),
        ("rayyan", "ris", "full-text"),
        ("asreview", "csv", "full-text"),
    ],
)
def test_500_decisions_of_two_people_go_to_each_program_and_come_back_whole(
    large: Config,
    base: sqlite3.Connection,
    tmp_path: Path,
    clock: FakeClock,
    tool: str,
    form: str,
    stage: str,
) -> None:
    here, there = own(large, tmp_path / "a"), own(large, tmp_path / "b")
    given = of_two_people(base)
    assert len(given) >= 500
    write(here, given, clock=clock)
    seen = read(here, base).visible_to(None)
    assert len(seen) == len(given)
    written = for_tool(base, seen, tool, form, stage=stage)  # type: ignore[arg-type]
    file = tmp_path / f"sent.{form}"
    file.write_bytes(written.body)
    taken = take_in(there, base, file, Asked(person="Nobody"), clock)
    assert (taken.new, taken.changed, taken.left) == (len(given), 0, [])
    assert sorted(read(there, base), key=repr) == sorted(read(here, base), key=repr)
    before = path_of(there).read_bytes()
    assert take_in(there, base, file, Asked(person="Nobody"), clock).same == len(given)
    assert path_of(there).read_bytes() == before


def test_a_file_for_rayyan_has_what_rayyan_reads(base: sqlite3.Connection) -> None:
    rows = (
        decided(PAPER, "include", "Ama"),
        Decision(PAPER, "title", "exclude", "Kofi", "wrong population", 'so "far"'),
    )
    body = for_tool(base, Decisions(rows), "rayyan", "ris", decided_only=True).body.decode()
    (record,) = rispy.loads(body)
    assert record["accession_number"] == PAPER
    assert (
        'RAYYAN-INCLUSION: {"Ama"=>"Included", "Kofi"=>"Excluded"} | '
        "RAYYAN-EXCLUSION-REASONS: wrong population | "
        r'USER-NOTES: {"Kofi"=>["so \"far\""]}' in record["notes"]
    )
    trial = for_tool(base, Decisions((decided(ONE, "include", "Ama"),)), "rayyan", "ris",
                     decided_only=True).body.decode()  # fmt: skip
    assert {f"AN  - {ONE}", f"ID  - {ONE}"} <= set(trial.splitlines())


def test_a_file_for_asreview_has_its_labels_and_every_record_on_topic(
    base: sqlite3.Connection,
) -> None:
    rows = (decided("91000001", "include", "Ama"), decided("91000002", "exclude", "Ama"))
    body = for_tool(base, Decisions(rows), "asreview", "csv").body.decode()
    labels = {row["pubmed_id"]: row["included"] for row in csv.DictReader(body.splitlines())}
    assert (labels["91000001"], labels["91000002"], labels["91000003"]) == ("1", "0", "")
    assert body.startswith("title,abstract,")


def test_no_cell_of_an_export_runs_in_a_spreadsheet(base: sqlite3.Connection) -> None:
    row = Decision(PAPER, "title", "exclude", "@Ama", "=1+1", "-2+3")
    for tool, form in FORMS:
        if form == "csv":
            text = for_tool(base, Decisions((row,)), tool, form).body.decode("utf-8-sig")
            cells = [cell for line in csv.reader(text.splitlines()) for cell in line]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_what_a_person_may_not_see_is_in_no_file(base: sqlite3.Connection) -> None:
    rows = Decisions(
        (decided(PAPER, "include", "Ama", note="secret"), decided(OTHER, "include", "Kofi"))
    )
    for tool, form in FORMS:
        kofi = for_tool(base, rows.visible_to("Kofi"), tool, form).body
        assert b"Kofi" in kofi
        assert b"Ama" not in kofi
        assert b"secret" not in kofi
        nobody = for_tool(base, rows.visible_to(None), tool, form).body
        assert b"Kofi" not in nobody


def test_pairs_are_named_where_a_program_has_no_place_for_them(base: sqlite3.Connection) -> None:
    rows = Decisions((decided(f"{ONE}+{PAPER}", "include", "Ama"),))
    assert for_tool(base, rows, "rayyan", "ris").without == (f"{ONE}+{PAPER}",)
    assert f"{ONE}+{PAPER},title" in for_tool(base, rows, "csv", "csv").body.decode()


def test_a_file_name_that_a_program_does_not_read_is_refused(base: sqlite3.Connection) -> None:
    with pytest.raises(UsageError, match=r"for asreview the file name must end in \.csv or \.ris"):
        for_tool(base, Decisions(), "asreview", "docx")
