"""The sample harvested through its year, and what was published after each of its states."""

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from harvest.config import Config, load
from harvest.demo import sample_config
from harvest.run.refresh import refresh
from harvest.standin import StandIn, sample, serve
from harvest.standin.sample import EPOCHS, STAMPS
from tests.helpers.places import ROOT

ALREADY_TOLD = "SELECT coalesce(max(id), 0) FROM changes"
TOLD = "SELECT kind, record_id, event, old, new FROM changes WHERE id > ? AND upstream IS NULL"


class Noon:
    """A clock that stands on the day after a state of the registries came out."""

    def __init__(self, epoch: int) -> None:
        self.moment = datetime.fromisoformat(STAMPS[epoch]).replace(tzinfo=UTC) + timedelta(days=1)
        self.elapsed = 0.0

    def monotonic(self) -> float:
        return self.elapsed

    def sleep(self, seconds: float) -> None:
        self.elapsed += seconds

    def now(self) -> datetime:
        return self.moment + timedelta(seconds=self.elapsed)


@dataclass(frozen=True)
class Year:
    """What is left of it: ``told[epoch]`` are the events of each refresh, each counted."""

    config: Config
    told: list[Counter[tuple[object, ...]]]

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Rows of the work database."""
        return rows(self.config.store.path, sql, *values)

    def published(self, epoch: int) -> Path:
        """The file that was published after an epoch's refresh."""
        return self.config.publish.path.with_name(f"kept-{epoch}.db")

    def work(self, epoch: int) -> Path:
        """The work database after an epoch's refresh."""
        return self.config.store.path.with_name(f"work-{epoch}.db")

    def moved(self, folder: Path) -> "Year":
        """The same in another folder, to which all files have been copied."""
        return replace(self, config=_in(self.config, folder))

    def copy(self, folder: Path) -> Config:
        """A configuration over a copy of both databases, for a test that writes."""
        folder.mkdir(parents=True, exist_ok=True)
        config = self.config
        for path in (config.store.path, config.publish.path):
            shutil.copyfile(path, folder / path.name)
        return _in(config, folder)


def rows(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


def _in(config: Config, folder: Path) -> Config:
    return replace(
        config,
        store=replace(config.store, path=folder / config.store.path.name),
        publish=replace(config.publish, path=folder / config.publish.path.name),
    )


def configuration(folder: Path, registries: StandIn) -> Config:
    """The sample's configuration in a folder, of the registries whose records change."""
    base = load(ROOT / "config.toml", env={})
    made = sample_config(base, folder, registries)
    asked = ("clinicaltrials", "pubmed", "mesh")
    return replace(made, sources={name: made.sources[name] for name in asked})


def harvest_year(folder: Path) -> Year:
    """Twelve refreshes, each published and the file kept."""
    told = []
    with serve(sample()) as registries:
        config = configuration(folder, registries)
        for epoch in range(EPOCHS):
            registries.set_epoch(epoch)
            there = config.store.path.exists()
            (before,) = rows(config.store.path, ALREADY_TOLD)[0] if there else (0,)
            outcome = refresh(config, quiet=True, clock=Noon(epoch))
            assert outcome.exit_code == 0, outcome.problems
            told.append(Counter(rows(config.store.path, TOLD, before)))
            for path, kept in ((config.publish.path, "kept"), (config.store.path, "work")):
                shutil.copyfile(path, path.with_name(f"{kept}-{epoch}.db"))
    return Year(config, told)


def day_after(epoch: int, days: int = 9) -> str:
    return (date.fromisoformat(STAMPS[epoch][:10]) + timedelta(days=days)).isoformat()
