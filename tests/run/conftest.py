"""What the tests of this folder are given."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from harvest.config import Config, SourceConfig
from harvest.run import refresh as module
from harvest.run.refresh import Outcome, refresh
from harvest.sources import Source
from tests.helpers.bases.work_base import make_config
from tests.helpers.clock import FakeClock


@pytest.fixture
def config(tmp_path: Path) -> Config:
    sources = {name: SourceConfig(name, "http://127.0.0.1:9", 1.0) for name in ("a", "b", "mesh")}
    return replace(make_config(tmp_path / "base"), sources=sources)


@pytest.fixture
def run(
    config: Config, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Outcome]:
    """A refresh with the given sources, which publishes nothing."""

    def run(*sources: Source, **options: object) -> Outcome:
        monkeypatch.setattr(module, "all_sources", lambda: sources)
        return refresh(config, clock=clock, **{"publish": False} | options)  # type: ignore[arg-type]

    return run
