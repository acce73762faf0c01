"""What the tests of this folder are given."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from harvest.sources.clinicaltrials import walk
from harvest.standin import Faults, Fixed, State, serve
from harvest.standin.faults import content as content
from harvest.standin.faults import transport as transport
from harvest.standin.faults.schedule import Rule
from tests.helpers.clock import FakeClock
from tests.helpers.sources.asking import Ask, Asking, state


@pytest.fixture
def asking(tmp_path: Path, clock: FakeClock) -> Asking:
    @contextmanager
    def opened(*states: State, faults: Iterable[Rule] = ()) -> Iterator[Ask]:
        with serve(Fixed(states or (state(),)), faults=Faults(*faults)) as standin:
            yield Ask(standin, tmp_path, clock)

    return opened


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two studies a page, so that five trials make three."""
    monkeypatch.setattr(walk, "PAGE_SIZE", 2)
