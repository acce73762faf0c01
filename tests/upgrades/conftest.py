"""The registries that the bases of earlier versions are of."""

from collections.abc import Iterator

import pytest

from harvest.standin import serve
from tests.helpers.bases.old_bases import Registries, beside, harvested, load, names, upstream


@pytest.fixture(scope="module")
def registries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registries]:
    folder = tmp_path_factory.mktemp("first")
    load(names()[-1], folder / "newest.db")
    with serve(upstream(folder / "newest.db")) as standin:
        config = beside(standin, folder)
        harvested(config)
        yield Registries(standin, config)
