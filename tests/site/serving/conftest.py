"""What the tests of this folder are given."""

from pathlib import Path

import pytest

from harvest.config import Config
from harvest.errors import UpstreamDataError
from harvest.publish import publish
from tests.helpers.bases.work_base import execute, filled


@pytest.fixture
def refused(tmp_path: Path) -> Config:
    """A base whose second publication was refused."""
    config = filled(tmp_path, 30, 30)
    publish(config)
    execute(config.store.path, "DELETE FROM locations")
    with pytest.raises(UpstreamDataError, match="locations 60 → 0"):
        publish(config)
    return config
