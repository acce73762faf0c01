"""A work database of its own for each test of studies."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from harvest.store import Store
from tests.helpers.clock import FakeClock


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(tmp_path / "work.db", clock=FakeClock())) as opened:
        opened.begin_run(False)
        yield opened
