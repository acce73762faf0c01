"""What the tests of this folder are given."""

from collections.abc import Iterator

import pytest

from harvest.standin import StandIn, serve
from tests.helpers.bases import tiny


@pytest.fixture(scope="module")
def registries() -> Iterator[StandIn]:
    with serve(tiny.corpus()) as standin:
        yield standin
