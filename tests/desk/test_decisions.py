"""Decisions are kept in a file that people edit too, follow merges, and never get lost.

Relies on other processes.
"""

import csv
import json
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from harvest.clock import SystemClock
from harvest.config import Config
from harvest.desk import decisions
from harvest.desk.decisions import Decision, has_changed, new, read, take_back, write
from harvest.errors import AlreadyRunning, ConfigError, UsageError
from harvest.judgements.files import DECISIONS
from harvest.judgements.lock import alone
from tests.helpers.clock import FakeClock
from tests.helpers.desk.topics import FORMER, ONE, OTHER, PAPER, THREE, TWO, decided, own
from tests.helpers.places import ROOT

HEAD = "record,stage,decision,reason,note,person,decided_at,record_version"


def text(topic: Config) -> str:
    return decisions.path_of(topic).read_text()


def by_hand(topic: Config, body: str | bytes) -> Path:
    path = decisions.path_of(topic)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return path


def test_a_decision_is_a_line_that_an_editor_reads_and_comes_back_as_it_was(
    topic: Config, public: sqlite3.Connection, clock: FakeClock
) -> None:
    made = new(topic, public, "nct 9000 0001", "exclude", stage="full-text", person="Ama",
               reason="Wrong Population", note=" mice,\nnot  people ")  # fmt: skip
    assert write(topic, [made], clock=clock) == [None]
    line = f'{ONE},full-text,exclude,wrong population,"mice, not people",Ama,2026-11-24T06:00:00Z,1'
    assert text(topic) == f"{HEAD}\n{line}\n"
    assert list(read(topic)) == [replace(made, decided_at="2026-11-24T06:00:00Z")]


def test_another_word_of_the_same_person_takes_the_place_of_the_first(
    topic: Config, clock: FakeClock
) -> None:
    write(topic, [decided(ONE, "include", "Ama"), decided(TWO, "include", "Ama")], clock=clock)
    (before,) = write(topic, [decided(ONE, "exclude", "ama ")], clock=clock)
    assert before is not None
    assert before.decision == "include"
    assert [(d.record, d.decision) for d in read(topic)] == [(ONE, "exclude"), (TWO, "include")]


def test_a_decision_is_taken_back_and_put_back_as_easily_as_it_was_made(
    topic: Config, clock: FakeClock
) -> None:
    write(topic, [decided(ONE, "include", "Ama", note="unsure")], clock=clock)
    before = text(topic)
    taken = take_back(topic, ONE, "title", "AMA", clock=clock)
    assert text(topic) == f"{HEAD}\n"
    assert taken is not None
    write(topic, [taken], clock=clock)
    assert text(topic) == before
    assert take_back(topic, TWO, "title", "Ama", clock=clock) is None


def test_stages_and_people_and_pairs_are_decided_apart(topic: Config, clock: FakeClock) -> None:
    pair = f"{ONE}+{PAPER}"
    given = [
        decided(ONE, "include", "Ama"),
        decided(ONE, "exclude", "Ama", "full-text"),
        decided(ONE, "exclude", "Kofi"),
        decided(pair, "undecided", "Ama"),
        decided("doi:10.5555/a+b", "include", "Ama"),
    ]
    write(topic, given, clock=clock)
    found = read(topic)
    assert [d.person for d in found.of(ONE, "title")] == ["Ama", "Kofi"]
    assert [d.decision for d in found.of(pair, "title")] == ["undecided"]
    assert found.records() == (ONE, pair, "doi:10.5555/a+b")


@pytest.mark.parametrize(
    ("spelled", "key"),
    [
        (f"{PAPER}+{ONE}", f"{ONE}+{PAPER}"),
        (f"nct90000001 + PMID {PAPER}", f"{ONE}+{PAPER}"),
        (f"{ONE}+{TWO}", f"{ONE}+{TWO}"),
        ("https://doi.org/10.5555/90000001", PAPER),
        (f"10.5555/90000001+{ONE}", f"{ONE}+{PAPER}"),
        (FORMER, THREE),
    ],
)
def test_a_record_is_known_however_it_is_spelled(
    public: sqlite3.Connection, spelled: str, key: str
) -> None:
    assert decisions.find(public, spelled) == key


def test_what_a_hand_wrote_keeps_its_text_and_harmless_habits_do_no_harm(
    topic: Config, clock: FakeClock
) -> None:
    mine = (
        "\ufeffperson,decision, record ,stage,note,reason,decided_at,record_version,,\r\n"
        '"Ama", INCLUDE ,PMID 90000001,Title and abstract,"a ""quoted"", note",,2026-11-20,,\r\n'
        "\r\n"
        "Kofi,undecided,nct90000001,full text,,,2026-11-20 08:15,\r\n"
    )
    path = by_hand(topic, mine)
    assert list(read(topic)) == [
        decided(PAPER, "include", "Ama", note='a "quoted", note', decided_at="2026-11-20"),
        decided(ONE, "undecided", "Kofi", "full-text", decided_at="2026-11-20T08:15:00Z"),
    ]
    write(topic, [decided(TWO, "include", "Ama")], clock=clock)
    assert path.read_bytes().decode().startswith(mine)
    write(topic, [decided(ONE, "include", "Kofi", "full-text")], clock=clock)
    kept = path.read_bytes().decode()
    assert kept.startswith(mine[: mine.index("Kofi")])
    assert "Kofi,include,NCT90000001,full-text,,,2026-11-24T06:00:00Z,\r\n" in kept


WRONG = {
    "a word that is none": (f"{HEAD}\n\n{ONE},title,maybe,,,A,,\n", "line 3, decision: 'maybe'"),
    "a misspelt decision": (f"{HEAD}\n{ONE},title,exlude,,,A,,\n", "did you mean exclude?"),
    "an unknown stage": (f"{HEAD}\n{ONE},later,include,,,A,,\n", "line 2, stage: 'later' is"),
    "a cut number": (f"{HEAD}\nNCT9000,title,include,,,A,,\n", "line 2, record: 'NCT9000' is not"),
    "a pair of papers": (f"{HEAD}\n1+2,title,include,,,A,,\n", "line 2, record:"),
    "nobody": (f"{HEAD}\n{ONE},title,include,,,,,\n", "line 2, person: is empty"),
    "a date as a spreadsheet likes it": (
        f"{HEAD}\n{ONE},title,include,,,A,30/11/2026,\n",
        "line 2, decided_at: '30/11/2026' is not a date; write it as 2026-11-24",
    ),
    "a version that is none": (f"{HEAD}\n{ONE},title,include,,,A,,v2\n", "line 2, record_version"),
    "an odd column": ("record,stage,decision,person,colour\n", "'colour' is not a column of dec"),
    "semicolons": (HEAD.replace(",", ";"), "line 1: is not separated by commas; save it as CSV"),
    "a comma in a note": (f"{HEAD}\n{ONE},title,include,,so, so,A,,1\n", "line 2: has 9 cells"),
    "no people": ("record,stage,decision\n", "has no column person"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_line_is_named_with_its_cure_and_nothing_is_written_over_it(
    topic: Config, clock: FakeClock, name: str
) -> None:
    body, told = WRONG[name]
    path = by_hand(topic, body)
    for attempt in (read, lambda topic: write(topic, [decided(ONE, "include", "B")], clock=clock)):
        with pytest.raises(ConfigError) as error:
            attempt(topic)
        assert str(error.value).startswith(f"{path}: ")
        assert told in str(error.value)
    assert path.read_text() == body


def test_text_that_a_spreadsheet_would_run_is_disarmed_in_the_file_and_comes_back_whole(
    topic: Config, clock: FakeClock
) -> None:
    notes = ["=1+1", "'=1+1", "-5", "@me", "+ more cells", "it's = fine", "''-"]
    given = [decided(str(number), "include", "Ama", note=n) for number, n in enumerate(notes, 1)]
    write(topic, given, clock=clock)
    with decisions.path_of(topic).open(newline="") as file:
        cells = [row["note"] for row in csv.DictReader(file)]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert [d.note for d in read(topic)] == notes


# --- records that change, merge, go and come back ---


def test_a_record_that_changed_since_says_so(topic: Config, public: sqlite3.Connection) -> None:
    made = new(topic, public, ONE, "include", person="Ama")
    pair = new(topic, public, f"{THREE}+{PAPER}", "include", person="Ama")
    assert (made.record_version, pair.record_version) == ("1", "1+1")
    now = decisions.versions(public)
    assert not has_changed(made, now)
    assert has_changed(made, now | {ONE: "2"})
    assert has_changed(pair, now | {PAPER: "2"})
    assert not has_changed(pair, now | {ONE: "2"})
    assert not has_changed(replace(made, record_version=""), now | {ONE: "2"})


def test_a_merged_record_brings_its_decisions_and_the_later_of_one_person_counts(
    topic: Config, public: sqlite3.Connection, clock: FakeClock
) -> None:
    early, late = "2026-11-01", "2026-11-20T10:00:00Z"
    given = [
        decided(FORMER, "exclude", "Ama", decided_at=late),
        decided(THREE, "include", "Ama", decided_at=early),
        decided(FORMER, "include", "Kofi", decided_at=early),
    ]
    write(topic, given, clock=clock)
    found = read(topic, public)
    assert [(d.record, d.decision) for d in found.of(FORMER, "title")] == [
        (THREE, "exclude"),
        (THREE, "include"),
    ]
    assert text(topic).count(FORMER) == 2  # no line is lost before somebody decides again
    (before,) = write(topic, [decided(THREE, "undecided", "Ama")], clock=clock, former=found.former)
    assert before is not None
    assert before.decision == "exclude"
    assert [(d.record, d.decision) for d in read(topic, public)] == [
        (THREE, "undecided"),
        (THREE, "include"),
    ]


def test_a_decision_on_a_record_that_is_not_there_waits_for_it(
    topic: Config, public: sqlite3.Connection, clock: FakeClock
) -> None:
    write(topic, [decided("NCT99999998", "include", "Ama")], clock=clock)
    assert [d.decision for d in read(topic, public).of("NCT99999998", "title")] == ["include"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"record": "NCT99999998"}, "NCT99999998: not found in the database"),
        ({"record": f"{ONE}+12345"}, "12345: not found in the database"),
        ({"record": "cells"}, "'cells' is not a trial number"),
        ({"reason": "wrong poplation"}, "did you mean 'wrong population'?"),
        ({"decision": "include", "reason": "duplicate"}, "a reason is for exclude"),
        ({"stage": "full-text"}, "at full text a record is excluded for a reason; choose from"),
        ({"person": " "}, "name: is empty"),
        ({"person": 'A"b'}, "name: a name can't contain"),
        ({"person": "A\u202eb"}, "name: contains a character that is not printed"),
        ({"note": "x" * 3000}, "note: is longer"),
    ],
)
def test_what_can_not_be_meant_is_refused_in_one_line(
    topic: Config, public: sqlite3.Connection, given: dict[str, str], told: str
) -> None:
    values = {"record": ONE, "decision": "exclude", "person": "Ama"} | given
    with pytest.raises(UsageError) as error:
        new(topic, public, **values)  # type: ignore[arg-type]  # words as a person types them
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_the_file_is_its_owner_s_alone_unless_the_owner_says_otherwise(
    topic: Config, clock: FakeClock
) -> None:
    write(topic, [decided(ONE, "include", "Ama")], clock=clock)
    path = decisions.path_of(topic)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    write(topic, [decided(TWO, "include", "Ama")], clock=clock)
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_an_editor_changes_is_read_at_once(topic: Config, clock: FakeClock) -> None:
    write(topic, [decided(ONE, "include", "Ama")], clock=clock)
    assert [d.decision for d in read(topic)] == ["include"]
    by_hand(topic, text(topic).replace("include", "exclude"))
    assert [d.decision for d in read(topic)] == ["exclude"]
    decisions.path_of(topic).unlink()
    assert len(read(topic)) == 0


# --- writers that meet, and writers that are killed ---


def test_of_two_writers_at_once_both_are_kept(topic: Config) -> None:
    def writes(person: str) -> None:
        for number in range(1, 26):
            write(topic, [decided(str(number), "include", person)], clock=SystemClock())

    threads = [threading.Thread(target=writes, args=(name,)) for name in ("Ama", "Kofi")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {(d.record, d.person) for d in read(topic)} == {
        (str(number), person) for number in range(1, 26) for person in ("Ama", "Kofi")
    }


def test_a_writer_waits_for_another_but_not_for_ever(topic: Config, clock: FakeClock) -> None:
    folder = topic.judgements.folder
    folder.mkdir()
    with (
        alone(folder, clock),
        pytest.raises(AlreadyRunning, match="another process has been writing there for 20 s"),
    ):
        write(topic, [decided(ONE, "include", "Ama")], clock=clock)
    write(topic, [decided(ONE, "include", "Ama")], clock=clock)
    assert len(read(topic)) == 1
    assert list(folder.iterdir()) == [decisions.path_of(topic)]


def test_a_file_is_whole_whenever_its_writer_is_killed_and_the_next_tidies_up(
    topic: Config, tmp_path: Path, clock: FakeClock
) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.helpers.desk.killed_writer", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [code for code, *_ in told] == [-9, -9]
    assert [len(list(csv.DictReader(body.splitlines()))) for _, body, _ in told] == [1, 2]
    assert told[0][2] == [".harvest-decisions.csv.partial"]
    (tmp_path / "judgements" / told[0][2][0]).write_text("half a l")
    write(topic, [decided(PAPER, "include", "Ama")], clock=clock)
    assert [d.record for d in read(topic)] == [ONE, TWO, PAPER]
    assert list(topic.judgements.folder.iterdir()) == [decisions.path_of(topic)]


def test_a_line_is_as_long_as_the_columns_that_a_hand_left(topic: Config, clock: FakeClock) -> None:
    by_hand(topic, f"record,stage,decision,person\n{ONE},title,include,Ama")
    write(topic, [Decision(OTHER, "title", "include", "Ama")], clock=clock)
    assert text(topic) == (
        f"{DECISIONS.head}\n{ONE},title,include,,,Ama,,\n"
        f"{OTHER},title,include,,,Ama,2026-11-24T06:00:00Z,\n"
    )


def test_names_are_spelled_as_the_configuration_has_them(
    topic: Config, tmp_path: Path, public: sqlite3.Connection
) -> None:
    named = own(topic, tmp_path, people=("Ama", "Kofi"))
    assert new(named, public, ONE, "include", person="KOFI").person == "Kofi"
