"""What the tests of this folder are given."""

from collections.abc import Iterator

import pytest

from harvest.config import Config
from tests.helpers.site.several import Server, liver, lupus, topic


@pytest.fixture(scope="session")
def configs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Config, ...]:
    """Three topics; nothing is published of the last."""
    folder = tmp_path_factory.mktemp("several")
    return liver(folder), lupus(folder), topic(folder / "none", "glp-1", "GLP-1 in fatty liver")


@pytest.fixture(scope="session")
def server(configs: tuple[Config, ...]) -> Iterator[Server]:
    """One server of the three."""
    server = Server(configs)
    yield server
    server.close()
