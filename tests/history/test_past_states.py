"""What a run would overwrite is kept: an earlier version that stands again is told of its days.

Relies on stand-ins.
"""

import shutil
from contextlib import closing
from dataclasses import replace

import pytest

from harvest.config import Config, load
from harvest.history import as_of
from harvest.paths import PACKS
from harvest.run import upgrade
from harvest.run.progress import Bars
from harvest.run.refresh import refresh
from harvest.standin import Fixed, serve
from tests.helpers.bases.tiny import state, study
from tests.helpers.clock import FakeClock
from tests.helpers.sources.addresses import at_any_pace

DAY = 24 * 3600.0
STATUSES = ("RECRUITING", "SUSPENDED", "RECRUITING")
"""The same date of update throughout, as when a registry answers from two caches by turns."""


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """A base harvested on three days in a row, from 24 November on; its pack is not a usual one."""
    folder = tmp_path_factory.mktemp("three-days")
    states = tuple(
        state([study(1, status=status), study(2)], [], f"2026-11-2{number}T09:00:05")
        for number, status in enumerate(STATUSES)
    )
    clock = FakeClock()
    with serve(Fixed(states)) as registries:
        path = folder / "config.toml"
        path.write_text(
            '[topic]\ntitle = "Everything"\npacks = ["drug"]\n'
            '[topic.concepts.condition]\nterms = ["cirrhosis"]\n'
            '[[search]]\nname = "everything"\n'
            'clinicaltrials = "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"\n'
            'pubmed = "1800:3000[dp]"\n'
            + at_any_pace(registries)
            + '[store]\npath = "harvest.db"\n[publish]\npath = "evidence.db"\n'
        )
        config = load(path, {})
        for number in range(len(states)):
            registries.set_epoch(number)
            outcome = refresh(config, quiet=True, clock=clock)
            assert outcome.exit_code == 0, outcome.problems
            clock.advance(DAY)
    return config


def test_each_day_shows_the_version_that_stood_on_it(config):
    told = []
    for day in ("2026-11-24", "2026-11-25", "2026-11-26"):
        db = as_of.open_past(config, as_of.find(config, day))
        told += db.execute("SELECT status FROM trials WHERE trial_id = 'NCT99000001'").fetchone()
        db.close()
    assert tuple(told) == STATUSES


def test_a_run_leaves_nothing_to_work_out_with_the_packs_of_its_topic(config, monkeypatch):
    monkeypatch.delattr(upgrade.Store, "open")  # is opened where anything is due
    with Bars(quiet=True) as bars:
        assert upgrade.bring_up_to_date(config, FakeClock(), bars) == {}


def test_a_past_day_has_the_packs_of_the_topic_wherever_they_lie(config, tmp_path):
    past = as_of.find(config, "2026-11-24")
    with closing(as_of.open_past(config, past)) as db:
        described = {name for (name,) in db.execute("SELECT facet FROM facet_descriptions")}
    assert "drug" in described
    assert "aetiology" not in described
    mine = tmp_path / "first", tmp_path / "second"
    for folder in mine:
        shutil.copytree(PACKS / "lupus", folder / "lupus")
    moved = [
        replace(config, topic=replace(config.topic, packs=(folder / "lupus",))) for folder in mine
    ]
    states = [as_of.find(each, "2026-11-24").state for each in moved]
    assert states[0] == states[1] != past.state
