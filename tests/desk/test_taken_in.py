"""Files of other programs are read as they give them, and what fits nothing is listed.

Relies on nothing beside the program.
"""

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from harvest.config import Config
from harvest.desk.decisions import Decision, path_of, read, write
from harvest.desk.exchange.exporting import for_tool
from harvest.desk.exchange.importing import Asked, Taken, take_in
from harvest.desk.exchange.lists import LISTS
from harvest.errors import UsageError
from harvest.publish.read import open_published
from tests.helpers.clock import FakeClock
from tests.helpers.desk.topics import ONE, OTHER, PAPER, THREE, TWO, decided


def came(
    topic: Config, folder: Path, name: str, body: str | bytes, **asked: object
) -> tuple[Taken, list[tuple[str, ...]]]:
    """Take in a file; what came of it, and all decisions as tuples."""
    file = folder / name
    file.write_bytes(body if isinstance(body, bytes) else body.encode())
    with closing(open_published(topic)) as public:
        taken = take_in(topic, public, file, Asked(**asked), FakeClock())  # type: ignore[arg-type]
        rows = read(topic, public)
    return taken, [(d.record, d.stage, d.decision, d.person, d.reason, d.note) for d in rows]


RAYYAN = (
    'RAYYAN-INCLUSION: {"Kofi"=>"Excluded", "Ama"=>"Maybe"} | RAYYAN-LABELS: ML,Hospital | '
    "RAYYAN-EXCLUSION-REASONS: foreign language,wrong population | "
    'USER-NOTES: {"Kofi"=>["check \\"it\\" later", "twice"]}'
)


def test_rayyan_s_notes_are_read_with_all_their_parts(topic: Config, tmp_path: Path) -> None:
    text = f"TY  - JOUR\nID  - rayyan-17\nAN  - {PAPER}\nN1  - mine | {RAYYAN}\nER  -\n"
    taken, rows = came(topic, tmp_path, "articles.ris", text)
    assert rows == [
        (PAPER, "title", "exclude", "Kofi", "wrong population",
         'check "it" later; twice; also foreign language; label ML; label Hospital'),
        (PAPER, "title", "undecided", "Ama", "", "label ML; label Hospital"),
    ]  # fmt: skip
    assert taken.left == []


def test_rayyan_s_table_is_read_in_any_order_and_with_names_of_here(
    topic: Config, tmp_path: Path
) -> None:
    notes = 'USER-NOTES: {"أمل"=>["نعم"]} | RAYYAN-INCLUSION: {"أمل"=>"Included"}'.replace(
        '"', '""'
    )
    body = f'key,title,notes,pubmed_id\n1,Whatever,"{notes}",{PAPER}\n'
    _, rows = came(topic, tmp_path, "a.csv", body, names={"أمل": "Amal"}, stage="full-text")
    assert rows == [(PAPER, "full-text", "include", "Amal", "", "نعم")]


def test_a_decision_that_was_changed_there_comes_back_and_others_stay(
    topic: Config, public: sqlite3.Connection, tmp_path: Path, clock: FakeClock
) -> None:
    rows = [
        Decision(PAPER, "title", "include", "Ama", note="mine", decided_at="2026-11-01"),
        Decision(PAPER, "title", "include", "Kofi", decided_at="2026-11-01"),
    ]
    write(topic, rows, clock=clock)
    body = for_tool(public, read(topic, public), "rayyan", "ris", decided_only=True).body
    changed = body.decode().replace('"Kofi"=>"Included"', '"Kofi"=>"Excluded"')
    taken, found = came(topic, tmp_path, "back.ris", changed)
    assert (taken.changed, taken.same) == (1, 1)
    assert [row[2:4] + row[5:] for row in found] == [
        ("include", "Ama", "mine"),
        ("exclude", "Kofi", ""),
    ]


def test_what_was_changed_here_and_there_is_listed_and_nothing_is_written_over(
    topic: Config, public: sqlite3.Connection, tmp_path: Path, clock: FakeClock
) -> None:
    write(topic, [Decision(PAPER, "title", "include", "Ama", decided_at="2026-11-01")], clock=clock)
    body = for_tool(public, read(topic, public), "rayyan", "ris", decided_only=True).body.decode()
    write(topic, [decided(PAPER, "undecided", "Ama")], clock=clock)
    taken, found = came(topic, tmp_path, "back.ris", body.replace("Included", "Excluded"))
    assert [row[2] for row in found] == ["undecided"]
    assert [(left.why, left.decisions) for left in taken.left] == [
        ("changed here and there", ("Ama: exclude",))
    ]
    assert came(topic, tmp_path, "old.ris", body)[0].left == []  # unchanged there: no news


def test_asreview_s_labels_are_read_from_tables_and_ris(topic: Config, tmp_path: Path) -> None:
    body = (
        "title,doi,asreview_label,exported_notes_1,asreview_prior\n"
        f"A,10.5555/{PAPER},1,good one,0\nB,https://doi.org/10.5555/{OTHER},0,,1\nC,,,,\n"
    )
    taken, rows = came(topic, tmp_path, "a.csv", body, person="Ama")
    assert rows == [
        (PAPER, "title", "include", "Ama", "", "good one"),
        (OTHER, "title", "exclude", "Ama", "", ""),
    ]
    assert [left.entry.title for left in taken.left] == ["C"]
    text = (
        f"TY  - RPRT\nAN  - {ONE}\nN1  - ASReview_prior\nN1  - ASReview_validate_relevant\nER  -\n"
        f"TY  - RPRT\nAN  - {TWO}\nN1  - ASReview_not_seen\nER  -\n"
        f"TY  - RPRT\nAN  - {THREE}\nN1  - ASReview_irrelevant\nER  -\n"
    )
    _, rows = came(topic, tmp_path, "a.ris", text, person="Kofi")
    assert [row[0:4] for row in rows[2:]] == [
        (ONE, "title", "include", "Kofi"),
        (THREE, "title", "exclude", "Kofi"),
    ]


@pytest.mark.parametrize(
    ("label", "word"),
    [("relevant", "include"), ("TRUE", "include"), ("Included", "include"), ("1.0", "include"),
     ("irrelevant", "exclude"), ("False", "exclude"), ("no", "exclude"),
     ("-1", None), ("nan", None), ("not_seen", None)],
)  # fmt: skip
def test_labels_that_spreadsheets_and_scripts_spell_otherwise_are_read(
    topic: Config, tmp_path: Path, label: str, word: str | None
) -> None:
    body = f"title,doi,included\nA,10.5555/{PAPER},{label}\n"
    taken, rows = came(topic, tmp_path, "a.csv", body, person="Ama")
    assert [row[2] for row in rows] == ([word] if word else [])
    assert (taken.undecided_there, taken.left) == (0 if word else 1, [])


def test_a_label_that_says_neither_is_listed_and_not_dropped(topic: Config, tmp_path: Path) -> None:
    body = f"title,doi,included\nA,10.5555/{PAPER},2\nB,10.5555/{OTHER},0\n"
    taken, rows = came(topic, tmp_path, "a.csv", body, person="Ama")
    assert [row[:3] for row in rows] == [(OTHER, "title", "exclude")]
    assert [(left.record, left.decisions) for left in taken.left] == [(PAPER, ("included: 2",))]


def test_a_pubmed_number_that_a_script_made_a_decimal_is_that_paper(
    topic: Config, tmp_path: Path
) -> None:
    body = f"title,pubmed_id,included\nCut,{PAPER}.0,1\n"
    _, rows = came(topic, tmp_path, "a.csv", body, person="Ama")
    assert [row[:3] for row in rows] == [(PAPER, "title", "include")]


def test_the_line_that_tells_a_spreadsheet_the_separator_is_no_head(
    topic: Config, tmp_path: Path
) -> None:
    body = f"sep=;\r\ntitle;doi;included\r\nA;10.5555/{PAPER};1\r\nB;;\r\n"
    taken, rows = came(topic, tmp_path, "a.csv", body, person="Ama")
    assert [row[:3] for row in rows] == [(PAPER, "title", "include")]
    assert [left.entry.place for left in taken.left] == [4]


@pytest.mark.parametrize(
    ("name", "stage", "word", "reason"),
    [
        ("review_1_irrelevant_csv_2026", "title", "exclude", ""),
        ("review_1_full_text_review", "title", "include", ""),
        ("review_1_excluded_csv", "full-text", "exclude", "wrong population"),
        ("review_1_included_csv", "full-text", "include", ""),
    ],
)
def test_covidence_s_lists_are_told_by_their_names(
    topic: Config, tmp_path: Path, name: str, stage: str, word: str, reason: str
) -> None:
    body = (
        "Title,Authors,Accession Number,DOI,Ref,Covidence #,Study,Notes,Tags\n"
        f"T,A,,10.5555/{PAPER},7,#12,Tester 2025,Exclusion reason: Wrong population;,\n"
    )
    _, rows = came(topic, tmp_path, f"{name}.csv", body, person="Ama")
    assert [row[:5] for row in rows] == [(PAPER, stage, word, "Ama", reason)]


def test_a_list_of_covidence_that_has_another_name_must_be_told(
    topic: Config, tmp_path: Path
) -> None:
    body = f"Title,DOI,Covidence #\nT,10.5555/{PAPER},12\n"
    with pytest.raises(UsageError, match="which list of Covidence is it"):
        came(topic, tmp_path, "download.csv", body, person="Ama")
    _, rows = came(topic, tmp_path, "download.csv", body, person="Ama", list=LISTS["included"])
    assert rows[0][:3] == (PAPER, "full-text", "include")


def test_decisions_without_a_name_ask_for_one(topic: Config, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the file does not say who decided"):
        came(topic, tmp_path, "a.csv", f"title,doi,included\nA,10.5555/{PAPER},1\n")
    assert not path_of(topic).exists()


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("ID  - 5\nDO  - 10.5555/90000001", PAPER),
        ("UR  - https://pubmed.ncbi.nlm.nih.gov/90000002/", OTHER),
        ("N1  - PMID: 90000002", OTHER),
        (f"TY2 - x\nUR  - https://clinicaltrials.gov/study/{ONE}", ONE),
        ("AN  - NCT90000099", THREE),  # a former number
        ("TI  - CORD CELLS FOR CIRRHOSIS - TRIAL REPORT 2\nPY  - 2025", OTHER),
        ("TI  - Cord cells for\n  cirrhosis: trial report 2\nPY  - 2026//", OTHER),
        ("TI  - [RETRACTED publication] Cord cells for cirrhosis: trial report 2", OTHER),
        ("TI  - Cord cells for cirrhosis: trial report 2\nPY  - 1999", None),
        (f"AN  - {PAPER}\nTI  - Something wholly different about kidney stones", None),
        (f"TI  - A letter about something\nN1  - Trial registration: {ONE}", None),
    ],
)  # fmt: skip
def test_a_record_is_found_by_its_numbers_and_then_by_title_and_year(
    topic: Config, tmp_path: Path, fields: str, found: str | None
) -> None:
    text = f'TY  - JOUR\n{fields}\nN1  - RAYYAN-INCLUSION: {{"Ama"=>"Included"}}\nER  - \n'
    taken, rows = came(topic, tmp_path, "a.ris", text)
    assert [row[0] for row in rows] == ([found] if found else [])
    assert len(taken.left) == (found is None)


def test_what_fits_nothing_is_listed_in_a_file_beside_with_all_that_it_said(
    topic: Config, tmp_path: Path
) -> None:
    body = (
        "key,title,notes\n"
        '9,=Not here,"RAYYAN-INCLUSION: {""Ama""=>""Excluded""} | '
        'USER-NOTES: {""Ama""=>[""why""]}"\n'
        f'{ONE},Odd,"RAYYAN-INCLUSION: {{""Ama""=>""Perhaps""}}"\n'
    )
    taken, rows = came(topic, tmp_path, "back.csv", body)
    assert rows == []
    assert taken.path == tmp_path / "back-not-matched.csv"
    with taken.path.open(newline="") as file:
        listed = list(csv.DictReader(file))
    assert [(row["line"], row["record"], row["decisions"]) for row in listed] == [
        ("2", "", "Ama: exclude (why)"),
        ("3", ONE, "Ama: Perhaps"),
    ]
    assert listed[0]["title"] == "'=Not here"
    assert json.loads(listed[0]["everything"])["key"] == "9"
    came(topic, tmp_path, "back.csv", body)
    came(topic, tmp_path, "back.csv", body.replace("why", "why not"))
    assert {path.name for path in tmp_path.glob("back-*")} == {
        "back-not-matched.csv",
        "back-not-matched-2.csv",
    }


def test_two_records_of_a_file_that_are_one_here_are_not_taken_for_each_other(
    topic: Config, tmp_path: Path
) -> None:
    def record(title: str, word: str) -> str:
        said = f'N1  - RAYYAN-INCLUSION: {{"Ama"=>"{word}"}}'
        return f"TY  - JOUR\nTI  - {title}\nDO  - 10.5555/{PAPER}\n{said}\nER  - \n"

    text = record("One", "Included") + record("Again", "Included") + record("Other", "Excluded")
    taken, rows = came(topic, tmp_path, "twice.ris", text)
    assert [row[:4] for row in rows] == [(PAPER, "title", "include", "Ama")]
    assert (taken.new, taken.changed) == (1, 0)
    assert [(left.entry.title, left.why) for left in taken.left] == [
        ("Other", "another record of the file says otherwise")
    ]


def test_old_encodings_cut_marks_and_odd_ends_are_read(topic: Config, tmp_path: Path) -> None:
    said = 'N1  - RAYYAN-INCLUSION: {"Zoë"=>"Included"}'
    for number, encoding in enumerate(("utf-8-sig", "latin-1", "utf-16")):
        text = f"\r\nTY  - JOUR\r\nDO  - 10.5555/{PAPER}\r\n{said}\r\n"
        _, rows = came(topic, tmp_path, f"{number}.ris", text.encode(encoding))
        assert [row[:4] for row in rows] == [(PAPER, "title", "include", "Zoë")]
    escaped = said.replace('"', "&quot;").replace(">", "&gt;")
    text = f"TY  - JOUR\nDO  - 10.5555/{OTHER}\n{escaped}\nER  - \n"
    assert came(topic, tmp_path, "escaped.ris", text)[1][1][:4] == (
        OTHER, "title", "include", "Zoë"
    )  # fmt: skip
    cut = f'TY  - JOUR\nN1  - HARVEST-RECORD: {{"record": "{OTHER}", "sta\n{said}\nER  - \n'
    taken, _ = came(topic, tmp_path, "cut.ris", cut)
    assert (taken.same, taken.left) == (1, [])


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("a.csv", "", "is empty"),
        ("a.csv", "colour,size\nred,1\n", "line 1: has no column title or record"),
        ("a.csv", "PK\x03\x04\x14", "is a workbook of a spreadsheet"),
        ("a.ris", "hello\nTY  - JOUR\n", "line 1: has no column title or record"),
    ],
)
def test_a_file_of_something_else_is_refused_in_one_line(
    topic: Config, tmp_path: Path, name: str, body: str, told: str
) -> None:
    with pytest.raises(UsageError) as error:
        came(topic, tmp_path, name, body)
    assert told in str(error.value)


def test_our_own_table_is_edited_in_a_spreadsheet_and_taken_back(
    topic: Config, public: sqlite3.Connection, tmp_path: Path, clock: FakeClock
) -> None:
    write(topic, [decided(ONE, "include", "Ama"), decided(TWO, "include", "Ama")], clock=clock)
    text = for_tool(public, read(topic, public), "csv", "csv").body.decode("utf-8-sig")
    edited = text.replace(f"{ONE},title,include", f"{ONE},title,exclude").replace(
        f"{TWO},title,include", f"{TWO},title,maybe"
    )
    taken, rows = came(topic, tmp_path, "mine.csv", edited)
    assert [row[:3] for row in rows] == [(ONE, "title", "exclude"), (TWO, "title", "include")]
    assert [left.why for left in taken.left] == ["can't be read"]
    assert "line 3, decision: 'maybe'" in taken.left[0].decisions[0]
    clock.advance(9_000_000)
    write(topic, [decided(ONE, "undecided", "Ama")], clock=clock)
    taken, rows = came(topic, tmp_path, "old.csv", text)
    assert [row[2] for row in rows] == ["undecided", "include"]
    assert [left.why for left in taken.left] == ["decided here later"]
