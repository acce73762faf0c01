"""What a run would overwrite is kept: an earlier version that stands again is told of its days.

Relies on stand-ins.
"""

from pathlib import Path

import pytest

from harvest.config import Config, load
from harvest.history import as_of
from harvest.run.refresh import refresh
from harvest.standin import Fixed, serve
from tests.helpers.bases.tiny import state, study
from tests.helpers.clock import FakeClock
from tests.helpers.sources.addresses import at_any_pace

DAY = 24 * 3600.0
STATUSES = ("RECRUITING", "SUSPENDED", "RECRUITING")
"""The same date of update throughout, as when a registry answers from two caches by turns."""


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A base harvested on three days in a row, from 24 November on."""
    states = tuple(
        state([study(1, status=status), study(2)], [], f"2026-11-2{number}T09:00:05")
        for number, status in enumerate(STATUSES)
    )
    clock = FakeClock()
    with serve(Fixed(states)) as registries:
        path = tmp_path / "config.toml"
        path.write_text(
            '[topic]\ntitle = "Everything"\n[topic.concepts.condition]\nterms = ["cirrhosis"]\n'
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
