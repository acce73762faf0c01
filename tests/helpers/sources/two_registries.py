"""Four days of two registries of trials: ClinicalTrials.gov and the register of Ruritania."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from harvest.cli import run
from harvest.config import Config, load
from harvest.run.refresh import refresh
from harvest.standin import Fixed, serve
from tests.helpers.bases.tiny import citation, state, study
from tests.helpers.clock import FakeClock
from tests.helpers.sources.addresses import at_any_pace
from tests.helpers.sources.ruritania import PACKAGES, Register, register, trial

CHANGED, QUIET, LOST = "TR-2024/0007", "TR-2024/0008", "TR-2023/0100"
FIRST, SECOND = "NCT99000001", "NCT99000002"
CONFIG = """
[topic]
title = "Cells for the liver"
seed_trial = "TR-2024/0007"
[topic.concepts.condition]
terms = ["liver", "scarred liver"]
ruritania_terms = ["weary liver"]
[[search]]
name = "core"
all = ["condition"]
[[search]]
name = "own"
ruritania = '("Strelsau")'
{sources}
[sources.ruritania]
base_url = "{url}"
requests_per_second = 1000
[store]
path = "work.db"
[publish]
path = "public.db"
"""


@dataclass(frozen=True)
class Story:
    """Four days of both registries, and what was published on each."""

    config: Config
    register: Register
    days: tuple[str, ...]

    def work(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Rows of the work database."""
        return rows(self.config.store.path, sql, *values)

    def public(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Rows of the public file."""
        return rows(self.config.publish.path, sql, *values)

    def says(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
        """What a command prints."""
        capsys.readouterr()
        assert run([*arguments, "--config", str(self.config.path)]) == 0
        return capsys.readouterr().out


def rows(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


@contextmanager
def four_days(folder: Path) -> Iterator[Story]:
    """Both, harvested and published in a folder on each of the days."""
    papers = [citation(1), citation(2, names=FIRST), citation(7, names=CHANGED)]
    before = state([study(1), study(2), study(3)], papers, "2026-11-20T09:00:05")
    stopped = study(2, updated="2026-11-22", status="TERMINATED")
    after = state([study(1), stopped, study(3)], papers, "2026-11-24T09:00:05")
    patch = pytest.MonkeyPatch()
    patch.setenv("HARVEST_SOURCES", str(PACKAGES))
    with serve(Fixed((before, after))) as standin, register() as held:
        path = folder / "config.toml"
        path.write_text(CONFIG.format(sources=at_any_pace(standin), url=held.url))
        config, clock = load(path, {}), FakeClock()
        held.put(
            trial(CHANGED),
            trial(QUIET, state="resting", elsewhere=[FIRST]),
            trial(LOST, begins="2022"),
        )
        days = []
        for day in range(4):
            if day == 1:
                standin.set_epoch(1)
                held.put(trial(CHANGED, state="Closed  early", volunteers=24, changed="2026-11-25"))
            if day == 2:
                del held.trials[LOST]
            outcome = refresh(config, quiet=True, clock=clock)
            assert outcome.exit_code == 0, outcome.problems
            days.append(clock.now().date().isoformat())
            clock.advance(86_400)
        yield Story(config, held, tuple(days))
    patch.undo()
