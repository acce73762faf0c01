"""What `harvest status` says of a base, from nothing harvested to a failed run.

Relies on nothing beside the program.
"""

import json
import sqlite3
from pathlib import Path

import psutil
import pytest

from harvest.cli import run
from harvest.config import Config, load
from harvest.errors import StorageError
from harvest.health.status import Members, Publication, Quarantined, as_text, status
from harvest.publish.read import open_published
from harvest.records import Unreadable, WalkEnd
from harvest.store import Store
from tests.helpers.bases.work_base import config_text
from tests.helpers.clock import FakeClock

CONFIG = config_text("harvest.db", "evidence.db") + "[serve]\nstale_after_hours = 24\n"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "config.toml").write_text(CONFIG)
    return load(tmp_path / "config.toml", {})


def one_run(config: Config, clock: FakeClock, state: str = "complete") -> None:
    """A run of one query and one record that can't be read."""
    with Store.open(config.store.path, clock=clock) as store:
        number = store.begin_run(full=False)
        bad = Unreadable("clinicaltrials", "trial", "NCT90000001", b"{", "no title")
        store.apply(number, bad, {})
        end = WalkEnd(
            source="clinicaltrials",
            kind="trial",
            search="core",
            purpose="search",
            sent="query.cond=x",
            state=state,  # type: ignore[arg-type]
            promised=12,
            fetched=11,
            error=None if state == "complete" else "one id never came",
        )
        store.apply(number, end, {})
        store.end_run(number, state, end.error)  # type: ignore[arg-type]


def test_before_the_first_harvest_it_says_what_to_do(config: Config, clock: FakeClock) -> None:
    state = status(config, clock=clock)
    assert state.runs == ()
    assert state.stale
    assert as_text(state) == "Nothing has been harvested yet; run `harvest refresh`."
    assert not config.store.path.exists()


def test_a_complete_run_ages_and_goes_stale(config: Config, clock: FakeClock) -> None:
    one_run(config, clock)
    fresh = status(config, clock=clock)
    assert (fresh.age_hours, fresh.stale) == (0, False)
    clock.advance(25 * 3600)
    old = status(config, clock=clock)
    assert (old.age_hours, old.stale) == (25, True)
    assert "25 hours ago (stale); nothing is published" in as_text(old)


def test_a_failed_run_leaves_the_age_of_the_complete_one(config: Config, clock: FakeClock) -> None:
    one_run(config, clock)
    clock.advance(3600)
    one_run(config, clock, "partial")
    state = status(config, clock=clock)
    assert [run.state for run in state.runs] == ["partial", "complete"]
    assert state.age_hours == 1
    text = as_text(state)
    assert "clinicaltrials, core (search): partial, 12 found, 11 downloaded, 0 new" in text
    assert "one id never came" in text


def test_the_questions_of_a_run_stand_under_that_run(config: Config, clock: FakeClock) -> None:
    one_run(config, clock)
    one_run(config, clock, "partial")
    state = status(config, clock=clock)
    assert [query.state for query in state.queries] == ["partial"]  # those of the last run
    assert [[query.state for query in run.queries] for run in state.runs] == [
        ["partial"],
        ["complete"],
    ]
    lines = as_text(state).splitlines()
    last, first = (
        next(place for place, line in enumerate(lines) if line.startswith(f"run {number},"))
        for number in (2, 1)
    )
    assert "core (search): partial" in lines[last + 1]
    assert first == last + 2
    assert "core (search): complete" in lines[first + 1]


def test_only_failed_runs_are_never_fresh(config: Config, clock: FakeClock) -> None:
    one_run(config, clock, "failed")
    state = status(config, clock=clock)
    assert (state.last_complete, state.age_hours, state.stale) == (None, None, True)
    assert "No run has been complete yet" in as_text(state)


def test_quarantine_and_members_are_counted(config: Config, clock: FakeClock) -> None:
    one_run(config, clock)
    connection = sqlite3.connect(config.store.path)
    with connection:
        connection.executemany(
            "INSERT INTO memberships VALUES ('trial', ?, 'core', 'clinicaltrials', 'a', 'b', ?)",
            [("NCT90000001", None), ("NCT90000002", None), ("NCT90000003", "2026-11-24")],
        )
    connection.close()
    state = status(config, clock=clock)
    assert state.members == (Members("core", "clinicaltrials", 2),)
    assert state.quarantine == (
        Quarantined("clinicaltrials", "no title", 1, "2026-11-24T06:00:00Z"),
    )
    assert "quarantine, clinicaltrials: 1: no title" in as_text(state)


def test_the_published_generation_is_shown(config: Config, clock: FakeClock) -> None:
    one_run(config, clock)
    connection = sqlite3.connect(config.publish.path)
    with connection:
        connection.execute("CREATE TABLE publication (generation INTEGER, published_at TEXT)")
        connection.execute("INSERT INTO publication VALUES (7, '2026-11-24T06:00:00Z')")
    connection.close()
    state = status(config, clock=clock)
    assert state.publication == Publication(7, "2026-11-24T06:00:00Z")
    assert "generation 7 is published" in as_text(state)


def test_another_programs_file_is_no_publication(config: Config, clock: FakeClock) -> None:
    sqlite3.connect(config.publish.path).close()
    assert status(config, clock=clock).publication == Publication(None, None)


def test_the_command_speaks_to_people_and_to_programs(
    config: Config, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    one_run(config, clock)
    assert run(["status", "--config", str(config.path)]) == 0
    assert capsys.readouterr().out.startswith("Complete as of 2026-11-24T06:00:00Z")
    assert run(["status", "--config", str(config.path), "--json"]) == 0
    state = json.loads(capsys.readouterr().out)
    assert state["runs"][0]["state"] == "complete"
    assert state["quarantine"][0]["records"] == 1


def test_a_damaged_database_is_one_line_of_code_74(
    config: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    config.store.path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    assert run(["status", "--config", str(config.path)]) == 74
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 1


@pytest.mark.parametrize(
    "content", [b"no database at all", b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_damaged_public_file_is_named_as_what_it_is_with_its_own_cure(
    content: bytes, config: Config, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    one_run(config, clock)
    config.publish.path.write_bytes(content)
    for command in (["status"], ["search", "cells"], ["serve", "--port", "0"], ["doctor"]):
        assert run([*command, "--config", str(config.path)]) == 74, command
        output = capsys.readouterr()
        said = next(
            line for line in (output.out + output.err).splitlines() if "evidence.db" in line
            and "can be written" not in line
        )  # fmt: skip
        assert "work database" not in said, command
        assert "move it away and run `harvest publish`" in said, command


def test_a_damaged_public_file_is_not_left_open(config: Config) -> None:
    config.publish.path.write_bytes(b"no database at all")
    with pytest.raises(StorageError) as found:
        open_published(config)
    here = {Path(each.path) for each in psutil.Process().open_files()}
    assert config.publish.path not in here
    assert found.tb is not None  # what is raised holds all that it passed through


@pytest.mark.parametrize(("purpose", "shown"), [("search", True), ("changed", False)])
def test_what_a_service_says_of_a_search_stands_below_it(
    config: Config, clock: FakeClock, purpose: str, shown: bool
) -> None:
    said = ("asked in 2 parts", "No items found.")
    with Store.open(config.store.path, clock=clock) as store:
        number = store.begin_run(full=False)
        end = WalkEnd("pubmed", "article", "core", purpose, "x", "complete", warnings=said)
        store.apply(number, end, {})
        store.end_run(number, "complete", None)
    text = as_text(status(config, clock=clock))
    assert [f"    {each}" in text.splitlines() for each in said] == [shown] * 2
