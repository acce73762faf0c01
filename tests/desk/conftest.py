"""One published base, and for each test a topic of it with a folder of decisions of its own."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette

from harvest.config import Config
from harvest.publish.read import open_published
from harvest.site.app import make
from tests.helpers.clock import FakeClock
from tests.helpers.desk import topics


@pytest.fixture(scope="session")
def desk_base(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return topics.published(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def topic(desk_base: Config, tmp_path: Path) -> Config:
    return topics.own(desk_base, tmp_path)


@pytest.fixture
def public(desk_base: Config) -> Iterator[sqlite3.Connection]:
    with closing(open_published(desk_base)) as connection:
        yield connection


@pytest.fixture
def sites() -> Iterator[Callable[[Config], Datasette]]:
    made: list[Datasette] = []

    def site(config: Config) -> Datasette:
        made.append(make(config, clock=FakeClock()))
        return made[-1]

    yield site
    for each in made:
        each.get_database("evidence").close()
