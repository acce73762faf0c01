"""Judgements that an older program left are moved, and what is told of those in use.

Relies on stand-ins.
"""

import re
from pathlib import Path

import pytest

from harvest.config import load
from harvest.errors import UsageError
from harvest.facets import names
from harvest.health.doctor import examine
from harvest.judgements import CORRECTIONS, SPONSORS, STUDIES, VERDICTS, move, read
from harvest.judgements.check import misnamed
from harvest.standin import StandIn
from tests.helpers.bases.judged import (
    DONOR,
    FIX,
    JUDGED,
    NOW,
    PAPER,
    TRIAL,
    YES,
    command,
    harvested,
    judge,
    published,
    topic,
)
from tests.helpers.bases.work_base import config_text
from tests.helpers.clock import FakeClock
from tests.helpers.places import ROOT


@pytest.fixture(autouse=True)
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the program of before kept judgements, empty."""
    folder = tmp_path / "program" / "db"
    folder.mkdir(parents=True)
    monkeypatch.setattr(move, "OLD", folder)
    return folder


# --- what an older program left ---


def test_an_upgraded_program_warns_of_what_nobody_applies_any_more_until_it_is_moved(
    tmp_path: Path, registries: StandIn, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = topic(tmp_path / "a", registries)
    harvested(config)
    (old / VERDICTS.name).write_text(YES)
    (old / CORRECTIONS.name).write_text(CORRECTIONS.head + "\n")  # as it was delivered
    assert command(config, "publish", "--quiet") == 0
    said = capsys.readouterr().err
    assert str(old / VERDICTS.name) in said
    assert "`harvest judgements move`" in said
    assert CORRECTIONS.name not in said
    assert published(config) == ([], [])
    assert command(config, "judgements", "move", "--quiet") == 0
    capsys.readouterr()
    assert command(config, "publish", "--quiet") == 0
    assert capsys.readouterr().err == ""
    assert published(config)[0] == JUDGED[0]


def test_moving_says_what_it_did_and_twice_is_as_once(
    tmp_path: Path, registries: StandIn, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = topic(tmp_path / "a", registries)
    (old / VERDICTS.name).write_text(f"{YES}NCT99000001,99000004,no,CD,,\n")
    (old / CORRECTIONS.name).write_text(FIX)
    folder = config.judgements.folder
    assert command(config, "judgements", "move") == 0
    said = capsys.readouterr().out
    assert f"{folder / VERDICTS.name}: 2 rows copied from {old / VERDICTS.name}, 0 already" in said
    assert f"{folder / CORRECTIONS.name}: 1 row copied" in said
    assert "harvest publish" in said
    held = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert held == {path.name: path.read_bytes() for path in old.iterdir()}
    assert command(config, "judgements", "move") == 0
    said = capsys.readouterr().out
    assert f"{folder / VERDICTS.name}: 0 rows copied from {old / VERDICTS.name}, 2 already" in said
    assert "harvest publish" not in said
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == held


def test_what_stands_here_otherwise_is_told_and_never_overwritten(
    tmp_path: Path, registries: StandIn, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = topic(tmp_path / "a", registries)
    mine = f"paper,trial,verdict,who\r\n{PAPER},{TRIAL},no,ME"
    folder = judge(config, verdicts=mine)
    (old / VERDICTS.name).write_text(f"{YES}NCT99000001,99000004,no,CD,,\n")
    other = DONOR.replace("autologous", "allogeneic")
    (old / CORRECTIONS.name).write_text(f"{CORRECTIONS.head}\n{other}\n")
    assert command(config, "judgements", "move") == 0
    told = capsys.readouterr()
    assert "1 row copied" in told.out
    assert "0 already here, 1 different here" in told.out
    verdict, correction = told.err.splitlines()
    assert f"{old / VERDICTS.name}: line 2 ({TRIAL}, {PAPER}, yes, AB" in verdict
    assert f"{old / CORRECTIONS.name}: line 2" in correction
    brought = f"{mine}\r\n99000004,NCT99000001,no,CD\r\n"
    assert (folder / VERDICTS.name).read_bytes() == brought.encode()
    assert (folder / CORRECTIONS.name).read_text() == FIX


def test_a_column_that_is_missing_here_is_made_rather_than_its_text_lost(
    tmp_path: Path, registries: StandIn, old: Path
) -> None:
    config = topic(tmp_path / "a", registries)
    judge(config, verdicts=f"paper,trial,verdict\n{PAPER},{TRIAL},no\n")
    row = 'NCT99000001,99000004,no,CD,2026,"why, and how"'
    (old / VERDICTS.name).write_text(f"{VERDICTS.head}\n{row}\n")
    assert command(config, "judgements", "move") == 0
    text = (config.judgements.folder / VERDICTS.name).read_text()
    assert text == f"{VERDICTS.head}\n{TRIAL},{PAPER},no,,,\n{row}\n"


@pytest.mark.parametrize("inside", ["", "db", "harvest/_shared/db"])
def test_the_folder_of_an_older_program_may_be_named(
    tmp_path: Path, registries: StandIn, inside: str
) -> None:
    config = topic(tmp_path / "a", registries)
    (tmp_path / "older" / inside).mkdir(parents=True)
    (tmp_path / "older" / inside / VERDICTS.name).write_text(YES)
    assert command(config, "judgements", "move", str(tmp_path / "older")) == 0
    assert (config.judgements.folder / VERDICTS.name).read_text() == YES


@pytest.mark.parametrize("named", ["nowhere", "a/judgements"])
def test_a_folder_that_holds_nothing_to_move_is_a_mistake(
    tmp_path: Path, registries: StandIn, named: str
) -> None:
    config = topic(tmp_path / "a", registries)
    judge(config)
    assert command(config, "judgements", "move", str(tmp_path / named)) == UsageError.exit_code


def test_a_wrong_row_in_the_old_files_moves_nothing(
    tmp_path: Path, registries: StandIn, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = topic(tmp_path / "a", registries)
    (old / VERDICTS.name).write_text(YES)
    (old / CORRECTIONS.name).write_text(FIX.replace("donor", "colour"))
    assert command(config, "judgements", "move") == 78
    assert f"{old / CORRECTIONS.name}: line 2, facet" in capsys.readouterr().err
    assert not config.judgements.folder.exists()
    assert command(config, "judgements", "check") == 0
    assert str(old / CORRECTIONS.name) in capsys.readouterr().err


# --- what is told of them ---


def test_check_counts_the_rows_and_names_those_that_wait_for_a_record(
    tmp_path: Path, registries: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    config = topic(tmp_path / "a", registries)
    harvested(config)
    assert command(config, "judgements", "check") == 0
    assert f"its first line is {VERDICTS.head}" in capsys.readouterr().out
    judge(config, verdicts=f"{YES}NCT99000001,1234,no,CD,,\n")
    assert command(config, "judgements", "check") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{config.judgements.folder}: 2 verdicts, 1 correction"
    assert said[1].endswith(f"{STUDIES.name}: none yet; its first line is {STUDIES.head}")
    assert said[2].endswith(f"{SPONSORS.name}: none yet; its first line is {SPONSORS.head}")
    assert said[3:] == ["verdict on NCT99000001 and 1234: 1234 not found"]


def test_the_doctor_names_the_folder_in_use_and_what_lies_elsewhere(
    tmp_path: Path, old: Path
) -> None:
    (tmp_path / "config.toml").write_text(config_text("w.db", "p.db"))
    config = load(tmp_path / "config.toml", env={})

    def told() -> list[tuple[str, str, int]]:
        found = examine(config, clock=FakeClock(NOW))
        return [(f.level, f.text, f.exit_code) for f in found if f.about == "judgements"]

    assert told() == [("ok", f"{config.judgements.folder}: none yet", 0)]
    folder = judge(config)
    ((level, text, _),) = told()
    assert (level, text.partition(";")[0]) == ("ok", f"{folder}: 1 verdict, 1 correction")
    assert "harvest backup" in text
    (old / VERDICTS.name).write_text(f"{VERDICTS.head}\nNCT99000001,1,no,,,\n")
    assert [level for level, _, _ in told()] == ["ok", "warning"]
    judge(config, verdicts="trial\n")
    assert [(level, code) for level, _, code in told()] == [("problem", 78)]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("verdict.csv", "rename it to verdicts.csv"),
        ("Corrections.CSV", "rename it to corrections.csv"),
        ("decisions.csv.csv", "rename it to decisions.csv"),
        ("sponsors.xlsx", "save it as sponsors.csv"),
        ("studies (1).csv", "rename it to studies.csv"),
    ],
)
def test_a_file_whose_name_nobody_reads_is_named_until_the_right_one_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, told: str
) -> None:
    (tmp_path / "config.toml").write_text(config_text("w.db", "p.db"))
    config = load(tmp_path / "config.toml", env={})
    folder = config.judgements.folder
    folder.mkdir()
    for other in (name, "README.txt", "notes.csv", ".gitignore"):
        (folder / other).write_text("")
    assert command(config, "judgements", "check") == 0
    said = [line for line in capsys.readouterr().err.splitlines() if "is not read" in line]
    assert said == [f"harvest: {folder / name}: is not read, and nothing of it is applied; {told}"]
    found = examine(config, clock=FakeClock(NOW))
    assert [f.level for f in found if "is not read" in f.text] == ["warning"]
    (folder / told.split()[-1]).write_text("")
    assert list(misnamed(folder)) == []


def test_backup_says_that_judgements_are_not_part_of_it_and_restore_applies_them(
    tmp_path: Path, registries: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    config = topic(tmp_path / "a", registries)
    harvested(config)
    folder = judge(config)
    assert command(config, "backup", str(tmp_path / "copy.db")) == 0
    assert f"{folder}: judgements are not in it" in capsys.readouterr().out
    assert command(config, "restore", str(tmp_path / "copy.db"), "--quiet") == 0
    assert published(config) == JUDGED


def test_the_documents_examples_are_files_that_can_be_read(tmp_path: Path) -> None:
    parts = re.findall(
        r"```csv\n(.*?)```", (ROOT / "docs" / "judgements.md").read_text(), re.DOTALL
    )
    for kind, text in zip((VERDICTS, STUDIES, CORRECTIONS, SPONSORS), parts, strict=True):
        (tmp_path / kind.name).write_text(text)
    found = read(tmp_path, names())
    assert len(found.verdicts) == len(found.studies) == len(found.corrections) == 2
    assert [line.relation for line in found.sponsors.values()] == ["same", "member", "apart"]
