"""The site on the base in which one trial and one paper have everything."""

from collections.abc import Iterator

import pytest
from datasette.app import Datasette

from harvest.config import Config
from tests.helpers.bases.rich_base import build
from tests.helpers.site.site_pages import served


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return build(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()
