"""ClinicalTrials.gov, ISRCTN and CTIS harvested together: told by each reader, whole or marked.

Relies on stand-ins.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from harvest.cli import run as command
from harvest.config import Config, load
from harvest.run.refresh import Outcome, refresh
from harvest.standin import Fixed, StandIn, State, serve
from tests.helpers.bases.tiny import state as tiny
from tests.helpers.bases.tiny import study
from tests.helpers.clock import FakeClock
from tests.helpers.registries import ctis, isrctn

NAMES = ("clinicaltrials", "isrctn", "ctis")
CONFIG = """
[topic]
title = "Cells for the liver"
[topic.concepts.condition]
terms = ["liver cirrhosis", "liver"]
[[search]]
name = "core"
all = ["condition"]
{sources}
[store]
path = "work.db"
[publish]
path = "public.db"
"""
THERE = ("ISRCTN10000001", "ISRCTN10000002")
OVER_THERE = ("2023-500001-13", "2023-500002-13")


def moment(studies: dict[str, bytes], trials: list[dict[str, Any]]) -> State:
    both = {
        "isrctn": studies,
        "ctis": {each["search"]["ctNumber"]: ctis.body(each) for each in trials},
    }
    first = tiny([study(1)], [], "2026-11-20T09:00:05")
    return State(first.studies, {}, first.descriptors, first.data_timestamp, registrations=both)


BEFORE = moment(
    isrctn.numbered(10000001, recruitmentStart="2026-11-25T00:00:00.000Z")
    | isrctn.numbered(10000002),
    [ctis.trial(1), ctis.trial(2)],
)
AFTER = moment(
    isrctn.numbered(10000001, recruitmentStart="2026-11-25T00:00:00.000Z")
    | isrctn.numbered(10000002, targetEnrolment="20"),
    [ctis.trial(1, ctStatus=8, submission=1), ctis.trial(2, totalNumberEnrolled="10")],
)


@contextmanager
def served(folder: Path, *names: str) -> Iterator[tuple[Config, StandIn]]:
    with serve(Fixed((BEFORE, AFTER))) as standin:
        lines = standin.config_lines(*names or NAMES)
        lines = lines.replace("]\n", "]\nrequests_per_second = 1000\n")
        path = folder / "config.toml"
        path.write_text(CONFIG.format(sources=lines))
        yield load(path, {}), standin


def harvest(config: Config, clock: FakeClock) -> Outcome:
    return refresh(config, quiet=True, clock=clock)


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_all_are_published_each_by_its_number_and_in_our_words(tmp_path: Path) -> None:
    with served(tmp_path) as (config, _):
        outcome = harvest(config, FakeClock())
    assert (outcome.exit_code, outcome.problems) == (0, ())
    found = rows(config.publish.path, "SELECT trial_id, registry_label, status FROM trials")
    assert sorted(found) == sorted(
        [
            ("NCT99000001", "ClinicalTrials.gov", "RECRUITING"),
            (THERE[0], "ISRCTN", "NOT_YET_RECRUITING"),
            (THERE[1], "ISRCTN", "RECRUITING"),
            (OVER_THERE[0], "EU CTIS", "RECRUITING"),
            (OVER_THERE[1], "EU CTIS", "RECRUITING"),
        ]
    )
    text = config.publish.path.read_bytes() + config.store.path.read_bytes()
    assert b"Exemplar" not in text


def test_edits_are_told_and_what_the_day_brings_is_not(tmp_path: Path) -> None:
    clock = FakeClock()
    with served(tmp_path) as (config, standin):
        harvest(config, clock)
        clock.advance(7 * 86_400)
        standin.set_epoch(1)
        assert harvest(config, clock).exit_code == 0
        told = rows(config.store.path, "SELECT record_id, field, old, new FROM changes")
        now = dict(rows(config.publish.path, "SELECT trial_id, status FROM trials"))
        versions = rows(config.store.path, "SELECT id, max(version) FROM versions GROUP BY id")
        clock.advance(86_400)
        harvest(config, clock)
        again = rows(config.store.path, "SELECT record_id, field, old, new FROM changes")
    assert now[THERE[0]] == "RECRUITING", "its day has come"
    assert dict(versions)[THERE[0]] == 1
    assert [each for each in told if each[0] in THERE] == [(THERE[1], "enrollment", "40", "20")]
    assert (OVER_THERE[0], "status", "RECRUITING", "COMPLETED") in told
    assert (OVER_THERE[1], "enrollment", "24", "10") in told
    assert {each[0] for each in told} == {THERE[1], *OVER_THERE}
    assert again == told


@pytest.mark.parametrize("name", ["ctis", "isrctn"])
def test_one_that_turns_us_away_leaves_the_others_published_and_marked(
    tmp_path: Path, name: str
) -> None:
    with served(tmp_path) as (config, standin):
        standin.edge.refuse(name, "all")
        outcome = harvest(config, FakeClock())
    assert (outcome.exit_code, outcome.published is not None) == (69, True)
    assert any(name in problem for problem in outcome.problems)
    found = {row[0] for row in rows(config.publish.path, "SELECT trial_id FROM trials")}
    expected = {"NCT99000001", *(THERE if name == "ctis" else OVER_THERE)}
    assert found == expected


def test_a_configuration_without_their_sections_leaves_them_off_and_doctor_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(tmp_path, "clinicaltrials") as (config, standin):
        assert harvest(config, FakeClock()).exit_code == 0
        capsys.readouterr()
        command(["doctor", "--config", str(config.path)])
        said = capsys.readouterr().out
        assert standin.requests.requests("isrctn") == standin.requests.requests("ctis") == []
    for title, name in (("EU CTIS", "ctis"), ("ISRCTN", "isrctn")):
        assert f"{title} is not asked: there is no [sources.{name}]" in said
