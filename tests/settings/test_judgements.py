"""What persons decided stands beside the configuration, is applied, and never lost.

Relies on stand-ins.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from harvest.cli import run
from harvest.config import Config, load
from harvest.demo import sample_config
from harvest.errors import ConfigError, NoPermission, UsageError
from harvest.evidence.reading.fact import FACETS
from harvest.health.doctor import examine
from harvest.history import as_of
from harvest.judgements import CORRECTIONS, VERDICTS, move, read
from harvest.paths import DB
from harvest.run.progress import Bars
from harvest.run.refresh import Outcome, refresh
from harvest.run.upgrade import bring_up_to_date
from harvest.standin import StandIn, serve
from tests.helpers.bases import old_bases, tiny
from tests.helpers.bases.work_base import config_text
from tests.helpers.clock import FakeClock
from tests.helpers.places import ROOT

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TRIAL, PAPER = "NCT99000002", "99000003"
YES = f"{VERDICTS.head}\n{TRIAL},{PAPER},yes,AB,2026-11-24,read it whole\n"
DONOR = f"trial,{TRIAL},donor,autologous,autologous,The summary says so,AB,2026-11-24"
FIX = f"{CORRECTIONS.head}\n{DONOR}\n"


@pytest.fixture(scope="module")
def registries() -> Iterator[StandIn]:
    with serve(tiny.corpus()) as standin:
        yield standin


@pytest.fixture(autouse=True)
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the program of before kept judgements, empty."""
    folder = tmp_path / "program" / "db"
    folder.mkdir(parents=True)
    monkeypatch.setattr(move, "OLD", folder)
    return folder


def topic(folder: Path, registries: StandIn) -> Config:
    """The configuration of a topic in a folder of its own."""
    folder.mkdir(exist_ok=True)
    lines = registries.config_lines().replace("]\n", "]\nrequests_per_second = 1000.0\n")
    (folder / "config.toml").write_text(old_bases.CONFIG + lines)
    return load(folder / "config.toml", env={})


def harvested(config: Config) -> Outcome:
    outcome = refresh(config, quiet=True, clock=FakeClock(NOW))
    assert outcome.exit_code == 0, outcome.problems
    return outcome


def judge(config: Config, verdicts: str = YES, corrections: str = FIX) -> Path:
    """Write the files as a person does; the folder that they stand in."""
    folder = config.judgements.folder
    folder.mkdir(exist_ok=True)
    (folder / VERDICTS.name).write_text(verdicts)
    (folder / CORRECTIONS.name).write_text(corrections)
    return folder


def command(config: Config, *arguments: str) -> int:
    return run([*arguments, "--config", str(config.path)])


def published(config: Config) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The relations of the pair, and the donors of the trial, as the site shows them."""
    with closing(sqlite3.connect(config.publish.path)) as base:
        links = base.execute(
            "SELECT rule, relation FROM trial_articles WHERE nct_id = ? AND pmid = ?",
            (TRIAL, PAPER),
        ).fetchall()
        donors = base.execute(
            "SELECT value, evidence FROM facets WHERE nct_id = ? AND facet = 'donor'", (TRIAL,)
        ).fetchall()
    return links, donors


JUDGED = ([("verdict", "results")], [("autologous", "The summary says so")])


# --- where they stand ---


def test_the_folder_stands_beside_the_configuration_unless_it_says_otherwise(
    tmp_path: Path, registries: StandIn
) -> None:
    config = topic(tmp_path / "a", registries)
    assert config.judgements.folder == tmp_path / "a" / "judgements"
    assert config.path is not None
    config.path.write_text(config.path.read_text() + '[judgements]\nfolder = "../ours"\n')
    assert load(config.path, env={}).judgements.folder.resolve() == tmp_path / "ours"


def test_a_folder_that_is_a_file_and_a_misspelt_key_are_mistakes_of_the_configuration(
    tmp_path: Path, registries: StandIn
) -> None:
    config = topic(tmp_path / "a", registries)
    assert config.path is not None
    text = config.path.read_text()
    config.path.write_text(text + '[judgements]\nfolder = "config.toml"\n')
    with pytest.raises(ConfigError, match=r"\[judgements\] folder: 'config.toml' is not a folder"):
        load(config.path, env={})
    config.path.write_text(text + '[judgements]\npath = "x"\n')
    with pytest.raises(ConfigError, match="known here: folder"):
        load(config.path, env={})


def test_the_program_keeps_no_judgements_of_anybody() -> None:
    assert [path.name for path in DB.iterdir() if path.is_file()] == []


def test_the_sample_has_a_folder_of_its_own(tmp_path: Path, registries: StandIn) -> None:
    config = topic(tmp_path / "a", registries)
    mine = sample_config(config, tmp_path / "sample", registries)
    assert mine.judgements.folder == tmp_path / "sample" / "judgements"


# --- they are applied ---


def test_a_judgement_is_applied_by_publish_alone_and_taken_back_by_it(
    tmp_path: Path, registries: StandIn
) -> None:
    config = topic(tmp_path / "a", registries)
    harvested(config)
    assert published(config) == ([], [])
    folder = judge(config)
    assert command(config, "publish", "--quiet") == 0
    assert published(config) == JUDGED
    judge(config, verdicts=YES.replace("yes", "no"))
    assert command(config, "publish", "--quiet") == 0
    assert published(config)[0] == [("verdict", "mention")]
    (folder / VERDICTS.name).unlink()
    (folder / CORRECTIONS.name).unlink()
    assert command(config, "publish", "--quiet") == 0
    assert published(config) == ([], [])


def test_a_judgement_is_applied_by_refresh_and_ends_as_one_that_publish_applied(
    tmp_path: Path, registries: StandIn
) -> None:
    at_first, later = topic(tmp_path / "a", registries), topic(tmp_path / "b", registries)
    judge(at_first)
    harvested(at_first)
    assert published(at_first) == JUDGED
    harvested(later)
    judge(later)
    harvested(later)
    assert published(later) == JUDGED


def test_judgements_that_say_the_same_make_nothing_anew(
    tmp_path: Path, registries: StandIn
) -> None:
    config = topic(tmp_path / "a", registries)
    judge(config)
    harvested(config)
    judge(config, verdicts=f"\ufeff{YES}\r\n\r\n")
    before = config.store.path.read_bytes()
    bring_up_to_date(config, FakeClock(NOW), Bars(quiet=True))
    assert config.store.path.read_bytes() == before


def test_a_judgement_of_one_topic_does_not_touch_another(
    tmp_path: Path, registries: StandIn
) -> None:
    one, other = topic(tmp_path / "a", registries), topic(tmp_path / "b", registries)
    judge(one)
    for config in (one, other):
        harvested(config)
    assert published(one) == JUDGED
    assert published(other) == ([], [])


def test_a_paper_that_a_verdict_links_is_told_as_a_change_by_the_next_run(
    tmp_path: Path, registries: StandIn
) -> None:
    config = topic(tmp_path / "a", registries)
    harvested(config)
    judge(config)
    assert command(config, "publish", "--quiet") == 0
    harvested(config)
    with closing(sqlite3.connect(config.publish.path)) as base:
        told = base.execute("SELECT event, record_id, new FROM changes").fetchall()
    assert told == [("paper_linked", TRIAL, PAPER)]


def test_a_past_day_is_made_anew_where_the_judgements_have_changed(
    tmp_path: Path, registries: StandIn
) -> None:
    config = topic(tmp_path / "a", registries)
    harvested(config)
    as_of.open_past(config, as_of.find(config, "2026-11-24")).close()
    assert as_of.find(config, "2026-11-24").ready
    judge(config)
    past = as_of.find(config, "2026-11-24")
    assert not past.ready
    with closing(as_of.open_past(config, past)) as base:
        relations = base.execute("SELECT relation FROM trial_articles WHERE rule = 'verdict'")
        assert relations.fetchall() == [("results",)]


# --- what is wrong is told, and nothing lost ---

WRONG = {
    "an answer that is none": (
        f"{VERDICTS.head}\n\n{TRIAL},{PAPER},maybe,A,,\n",
        "line 3, verdict:",
    ),
    "a cut trial number": (f"{VERDICTS.head}\nNCT9900000,{PAPER},yes,A,,\n", "line 2, trial:"),
    "two trial numbers": (f"{VERDICTS.head}\n{TRIAL} NCT99000001,1,yes,,,\n", "line 2, trial:"),
    "a paper by its title": (f"{VERDICTS.head}\n{TRIAL},Cells,no,A,,\n", "line 2, paper:"),
    "a misspelt column": ("trial,paper,verdict,notes\n", "did you mean note?"),
    "a column too few": ("trial,verdict\n", "has no column paper"),
    "a column twice": ("trial,paper,verdict,trial\n", "names the column trial twice"),
    "no first line": (f"{TRIAL},{PAPER},yes\n", "is not a column of verdicts.csv"),
    "semicolons": ("trial;paper;verdict\n", "line 1: is not separated by commas"),
    "a comma in a note": (f"{YES}{TRIAL},1,no,A,2026,so, so\n", "line 3: has 7 cells"),
    "a quotation mark left open": (f'{YES}{TRIAL},1,no,A,2026,"so\n', "line 3: is not valid CSV"),
    "nothing at all": ("", "is empty"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_verdict_is_one_line_that_names_file_line_and_column(
    tmp_path: Path, name: str
) -> None:
    text, told = WRONG[name]
    (tmp_path / VERDICTS.name).write_text(text)
    with pytest.raises(ConfigError) as error:
        read(tmp_path, FACETS)
    said = str(error.value)
    assert said.startswith(f"{tmp_path / VERDICTS.name}: ")
    assert told in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("paper,1,donor,x,,why,,", "line 2, kind: 'paper' is not known; write trial or article"),
        (f"trial,{PAPER},donor,x,,why,,", "line 2, id:"),
        (f"article,{TRIAL},donor,x,,why,,", "line 2, id:"),
        (
            f"trial,{TRIAL},doner,x,,why,,",
            "line 2, facet: 'doner' is not a facet; did you mean donor",
        ),
        (f"trial,{TRIAL},colour,x,,why,,", "line 2, facet: 'colour' is not a facet; there are aet"),
        (f"trial,{TRIAL},donor,x,,,,", "line 2, reason: is empty"),
    ],
)
def test_a_wrong_correction_is_one_line_too(tmp_path: Path, row: str, told: str) -> None:
    (tmp_path / CORRECTIONS.name).write_text(f"{CORRECTIONS.head}\n{row}\n")
    with pytest.raises(ConfigError) as error:
        read(tmp_path, FACETS)
    assert str(error.value).startswith(f"{tmp_path / CORRECTIONS.name}: {told}")


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path, encoding: str) -> None:
    (tmp_path / VERDICTS.name).write_bytes(YES.replace("AB", "Åsa").encode(encoding))
    with pytest.raises(ConfigError, match="UTF-8"):
        read(tmp_path, FACETS)


def test_a_file_that_may_not_be_read_is_not_taken_for_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> bytes:
        raise PermissionError(13, os.strerror(13), str(path))

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(NoPermission, match=r"verdicts\.csv: may not be read"):
        read(tmp_path, FACETS)


@pytest.mark.parametrize("broken", ["judgements", "judgements/verdicts.csv"])
def test_a_link_that_leads_nowhere_is_not_taken_for_none(tmp_path: Path, broken: str) -> None:
    (tmp_path / broken).parent.mkdir(exist_ok=True)
    (tmp_path / broken).symlink_to(tmp_path / "a disk that is not there")
    with pytest.raises(ConfigError, match=f"{broken}: is a broken link"):
        read(tmp_path / "judgements", FACETS)


def test_numbers_and_words_are_taken_as_people_write_them(tmp_path: Path) -> None:
    (tmp_path / VERDICTS.name).write_text(
        "\ufeffverdict,paper,trial,,\r\n Yes ,PMID 99000003, nct99000002 ,,\r\n"
        "NO,1,NCT 99000001\r\n"
    )
    found = read(tmp_path, FACETS).verdicts
    assert {key: given.yes for key, given in found.items()} == {
        (TRIAL, PAPER): True,
        ("NCT99000001", "1"): False,
    }


@pytest.mark.parametrize("arguments", [("publish",), ("refresh",), ("reread",)])
def test_a_wrong_row_stops_the_command_and_what_is_published_stays(
    tmp_path: Path,
    registries: StandIn,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
) -> None:
    config = topic(tmp_path / "a", registries)
    judge(config)
    harvested(config)
    files = (config.publish.path, config.store.path)
    before = [file.read_bytes() for file in files]
    judge(config, verdicts=YES.replace("yes", "perhaps"))
    assert command(config, *arguments, "--quiet") == 78
    (said,) = capsys.readouterr().err.splitlines()
    assert f"{config.judgements.folder / VERDICTS.name}: line 2, verdict: 'perhaps'" in said
    assert [file.read_bytes() for file in files] == before


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
    assert said[1:] == ["verdict on NCT99000001 and 1234: 1234 not found"]


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
    for kind, text in zip((VERDICTS, CORRECTIONS), parts, strict=True):
        (tmp_path / kind.name).write_text(text)
    found = read(tmp_path, FACETS)
    assert len(found.verdicts) == len(found.corrections) == 2
    facets = re.search(r"\| `facet` \| (.*) \|", (ROOT / "docs" / "judgements.md").read_text())
    assert facets is not None
    assert set(re.findall(r"`(\w+)`", facets[1])) == set(FACETS)
