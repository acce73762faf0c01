"""The bench of this folder, and what no refresh on it may show."""

import logging
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from harvest import sources
from harvest.sources.clinicaltrials import walk
from harvest.standin import Faults, serve
from harvest.web import Door
from tests.helpers.faults.fault_bench import BOUNDS, CONTACT, KEY, Bench, two_states


@pytest.fixture(scope="module")
def module_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with serve(two_states(), faults=Faults()) as standin:
        yield Bench(standin, tmp_path_factory.mktemp("faults"))


@pytest.fixture
def bench(module_bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """The bench, with bounds that a test can wait for and pages small enough to need several."""

    def door(*asked: Any, **named: Any) -> Door:
        return Door(*asked, **{**named, "limits": BOUNDS, "random": Random(5)})

    monkeypatch.setattr(sources, "Door", door)
    monkeypatch.setattr(walk, "PAGE_SIZE", 10)
    _ = module_bench.start, module_bench.goal
    module_bench.standin.set_epoch(1)
    return module_bench


@pytest.fixture(autouse=True)
def no_secret_is_seen(
    bench: Bench, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> Iterator[None]:
    """F63: neither the key nor the contact is in a log, in what is printed, or in any file."""
    caplog.set_level(logging.DEBUG)
    before = bench.number
    yield
    seen = caplog.text + "".join(capfd.readouterr())
    assert KEY not in seen
    assert CONTACT not in seen
    for number in range(before + 1, bench.number + 1):
        for file in (bench.folder / str(number)).rglob("*"):
            if file.is_file() and file.name != "config.toml":
                body = file.read_bytes()
                assert KEY.encode() not in body, file.name
                assert CONTACT.encode() not in body, file.name
