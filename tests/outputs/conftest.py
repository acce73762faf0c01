"""A published base in which changes have been told."""

from pathlib import Path

import pytest

from harvest.config import Config
from harvest.publish import publish
from tests.helpers.bases.told import ONE, TWO, tell
from tests.helpers.bases.work_base import filled


@pytest.fixture
def base(tmp_path: Path) -> Config:
    config = filled(tmp_path, 3, 3)
    tell(config, ONE, "status", "RECRUITING", "COMPLETED", field="status",
         seen_at="2026-11-20T06:00:00Z")  # fmt: skip
    tell(config, TWO, "stopped", "RECRUITING", "TERMINATED", note="<b>slow</b>\x0b")
    tell(config, "90000001", "retracted", None, "retracted")
    publish(config)
    return config
