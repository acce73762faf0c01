"""A harvested topic with judgements, and what of them is published."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from harvest.cli import run
from harvest.config import Config, load
from harvest.judgements import CORRECTIONS, VERDICTS
from harvest.run.refresh import Outcome, refresh
from harvest.standin import StandIn
from tests.helpers.bases import old_bases
from tests.helpers.clock import FakeClock
from tests.helpers.sources.addresses import at_any_pace

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TRIAL, PAPER = "NCT99000002", "99000003"
YES = f"{VERDICTS.head}\n{TRIAL},{PAPER},yes,AB,2026-11-24,read it whole\n"
DONOR = f"trial,{TRIAL},donor,autologous,autologous,The summary says so,AB,2026-11-24"
FIX = f"{CORRECTIONS.head}\n{DONOR}\n"


def topic(folder: Path, registries: StandIn) -> Config:
    """The configuration of a topic in a folder of its own."""
    folder.mkdir(exist_ok=True)
    lines = at_any_pace(registries)
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
            "SELECT rule, relation FROM trial_articles WHERE trial_id = ? AND article_id = ?",
            (TRIAL, PAPER),
        ).fetchall()
        donors = base.execute(
            "SELECT value, evidence FROM facets WHERE trial_id = ? AND facet = 'donor'", (TRIAL,)
        ).fetchall()
    return links, donors


JUDGED = ([("verdict", "results")], [("autologous", "The summary says so")])
