"""What persons decided stands beside the configuration, is applied, and never lost.

Relies on stand-ins.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from harvest.config import load
from harvest.demo import sample_config
from harvest.errors import ConfigError, NoPermission
from harvest.facets import names
from harvest.history import as_of
from harvest.judgements import CORRECTIONS, VERDICTS, read
from harvest.paths import DB
from harvest.run.progress import Bars
from harvest.run.upgrade import bring_up_to_date
from harvest.standin import StandIn
from tests.helpers.bases.judged import (
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
from tests.helpers.clock import FakeClock

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
        read(tmp_path, names())
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
        read(tmp_path, names())
    assert str(error.value).startswith(f"{tmp_path / CORRECTIONS.name}: {told}")


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path, encoding: str) -> None:
    (tmp_path / VERDICTS.name).write_bytes(YES.replace("AB", "Åsa").encode(encoding))
    with pytest.raises(ConfigError, match="UTF-8"):
        read(tmp_path, names())


def test_a_file_that_may_not_be_read_is_not_taken_for_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> bytes:
        raise PermissionError(13, os.strerror(13), str(path))

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(NoPermission, match=r"verdicts\.csv: may not be read"):
        read(tmp_path, names())


@pytest.mark.parametrize("broken", ["judgements", "judgements/verdicts.csv"])
def test_a_link_that_leads_nowhere_is_not_taken_for_none(tmp_path: Path, broken: str) -> None:
    (tmp_path / broken).parent.mkdir(exist_ok=True)
    (tmp_path / broken).symlink_to(tmp_path / "a disk that is not there")
    with pytest.raises(ConfigError, match=f"{broken}: is a broken link"):
        read(tmp_path / "judgements", names())


def test_numbers_and_words_are_taken_as_people_write_them(tmp_path: Path) -> None:
    (tmp_path / VERDICTS.name).write_text(
        "\ufeffverdict,paper,trial,,\r\n Yes ,PMID 99000003, nct99000002 ,,\r\n"
        "NO,1,NCT 99000001\r\n"
    )
    found = read(tmp_path, names()).verdicts
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
