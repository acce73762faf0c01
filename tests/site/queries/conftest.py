"""What the tests of this folder are given."""

from collections.abc import Iterator

import pytest
from datasette.app import Datasette

from harvest.config import Config
from harvest.publish import publish
from tests.helpers.bases.work_base import THAT_DAY, filled, insert, trial
from tests.helpers.clock import FakeClock
from tests.helpers.site.landscape import TRIALS
from tests.helpers.site.site_pages import (
    ONE,
    hostile,
    read_from_text,
    served,
    tell,
)


@pytest.fixture(scope="package")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    config = filled(tmp_path_factory.mktemp("queries"), 1, 3)
    for number in range(2, TRIALS):
        status = ("COMPLETED", "RECRUITING")[number % 2]
        insert(config.store.path, trial(number, status=status, enrollment=number))
    insert(config.store.path, hostile())
    read_from_text(
        config.store.path,
        ONE,
        ("cell_source", "umbilical_cord", "umbilical cord", "cord cells"),
        ("aetiology", "HBV", "hepatitis B", "HBV cirrhosis"),
    )
    tell(config.store.path, ONE, "status", "RECRUITING", "COMPLETED")
    tell(config.store.path, ONE, "phase", "NA", "PHASE1", seen_at="2026-10-01T06:00:00Z")
    publish(config, clock=FakeClock(THAT_DAY))
    return config


@pytest.fixture(scope="package")
def site(config: Config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()
