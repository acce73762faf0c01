"""What the tests of this folder are given."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from datasette.app import Datasette

from tests.helpers.site.site_pages import served

if TYPE_CHECKING:
    from tests.helpers.bases.sample_year import Year


@pytest.fixture(scope="package")
def sample(sample_year: "Year") -> Iterator[Datasette]:
    """The site on the sample after its year; nothing of it is written."""
    made = served(sample_year.config)
    yield made
    made.get_database("evidence").close()
