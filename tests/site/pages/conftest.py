"""The site on the base in which one trial and one paper have everything."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from datasette.app import Datasette

from harvest.config import Config, load
from tests.helpers.bases.rich_base import build
from tests.helpers.economy.made_once import made_once
from tests.helpers.site.real_topic import harvest_topic
from tests.helpers.site.recounted import Recounted
from tests.helpers.site.site_pages import served


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return build(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()


@pytest.fixture(scope="package", params=["the sample", "real records of the topic"])
def recounted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Recounted]:
    """The site on a base of real variety, and its published file to count in."""
    if request.param == "the sample":
        config = request.getfixturevalue("sample_year").copy(tmp_path_factory.mktemp("sample"))
    else:
        shared = request.getfixturevalue("shared")
        made = partial(harvest_topic, shared)
        harvested, folder = made_once(tmp_path_factory, "topic", made)
        config = load(folder / Path(str(harvested.path)).name, {})
    site = served(config)
    with closing(sqlite3.connect(f"file:{config.publish.path}?mode=ro", uri=True)) as file:
        yield Recounted(site, file)
    site.get_database("evidence").close()
