"""A run from start to end: with made-up sources here, against the stand-ins in test_harvest.

Relies on nothing beside the program.
"""

import json
import shutil
import threading
from collections import namedtuple
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from harvest.config import Config, Search
from harvest.errors import (
    AlreadyRunning,
    CannotCreate,
    HarvestError,
    StorageError,
    UpstreamDataError,
    UpstreamUnavailable,
    UsageError,
)
from harvest.records import Event, Progress
from harvest.run import publisher, walks
from harvest.run import refresh as module
from harvest.run.lock import run_lock
from harvest.run.refresh import Outcome, refresh
from harvest.sources import Job
from tests.helpers.bases.made_up_sources import Fetch, end, failing, page, rows, source, whole
from tests.helpers.clock import FakeClock


def test_a_run_stores_what_its_sources_bring(config: Config, run: Callable[..., Outcome]) -> None:
    outcome = run(source("a", whole("a", "T1", "T2")), source("b", whole("b", "T3")))
    assert (outcome.state, outcome.exit_code, outcome.problems) == ("complete", 0, ())
    assert (outcome.tally.new, outcome.tally.changed, outcome.quarantined) == (3, 0, 0)
    assert {walk.end.source for walk in outcome.walks} == {"a", "b"}
    assert rows(config, "SELECT trial_id FROM trials ORDER BY 1") == [("T1",), ("T2",), ("T3",)]
    assert rows(config, "SELECT state, error FROM runs") == [("complete", None)]


def test_sources_are_asked_at_the_same_time(run: Callable[..., Outcome]) -> None:
    both = threading.Barrier(2, timeout=60)

    def meet(name: str) -> Fetch:
        def fetch(job: Job) -> Iterator[Event]:
            both.wait()
            yield end(name)

        return fetch

    assert run(source("a", meet("a")), source("b", meet("b"))).state == "complete"


def test_what_records_call_for_is_asked_after_all_fetches(run: Callable[..., Outcome]) -> None:
    seen: list[tuple[str, list[str]]] = []

    def follow(job: Job) -> Iterator[Event]:
        seen.append(("b", sorted(job.held.trials)))
        yield page("b", "T3", search=None)
        yield end("b", "T3", search=None, purpose="cited")

    run(source("a", whole("a", "T1")), source("b", whole("b", "T2"), follow))
    assert seen == [("b", ["T1", "T2"])]


def test_descriptors_are_asked_for_while_the_records_that_use_them_still_come(
    run: Callable[..., Outcome], config: Config
) -> None:
    asked = threading.Event()
    told: list[frozenset[str]] = []

    def fetch(job: Job) -> Iterator[Event]:
        yield page("a", "T1")
        assert asked.wait(10)  # the descriptor of T1 is stored before T2 comes
        yield page("a", "T2")
        yield end("a", "T1", "T2")

    def follow(job: Job) -> Iterator[Event]:
        yield page("a", "T3", search=None)
        yield end("a", "T3", search=None, purpose="cited")

    def accompany(job: Job) -> Iterator[Event]:
        for called in job.called_for:
            told.append(called)
            if called:
                yield page("mesh", *called, kind="descriptor", search=None)
                asked.set()
        yield end("mesh", search=None, purpose="descriptors")

    mesh = source("mesh", whole("mesh"), kinds=("descriptor",), accompany=accompany)
    outcome = run(mesh, source("a", fetch, follow))
    assert outcome.state == "complete"
    assert told == [{"D000001"}, {"D000002"}, frozenset(), {"D000003"}]
    assert rows(config, "SELECT ui FROM mesh_terms ORDER BY 1") == [
        ("D000001",), ("D000002",), ("D000003",)
    ]  # fmt: skip


def test_no_more_than_a_few_pages_wait_for_the_writer(
    config: Config, run: Callable[..., Outcome]
) -> None:
    yielded, lead = 0, 0

    def fetch(job: Job) -> Iterator[Event]:
        nonlocal yielded, lead
        for number in range(40):
            yielded += 1
            stored = 0
            if config.store.path.exists():
                ((stored,),) = rows(config, "SELECT count(*) FROM trials")  # type: ignore[assignment]
            lead = max(lead, yielded - stored)
            yield page("a", f"T{number}")
        yield end("a")

    run(source("a", fetch))
    assert rows(config, "SELECT count(*) FROM trials") == [(40,)]
    assert lead <= walks.QUEUED + 3


def test_a_run_always_ends(config: Config, run: Callable[..., Outcome], clock: FakeClock) -> None:
    def endless(job: Job) -> Iterator[Event]:
        yield page("a", "T1")
        while True:
            clock.advance(600)
            yield Progress("a", "trials", 0, None)

    with pytest.raises(UpstreamUnavailable, match="more than 6 hours"):
        run(source("a", endless))
    assert rows(config, "SELECT state FROM runs") == [("failed",)]
    assert rows(config, "SELECT trial_id FROM trials") == [("T1",)]


def test_only_the_named_sources_are_asked(run: Callable[..., Outcome], config: Config) -> None:
    both = source("a", whole("a", "T1")), source("b", whole("b", "T2"))
    assert [walk.end.source for walk in run(*both, sources=["b"]).walks] == ["b"]
    with pytest.raises(UsageError, match="there are a, b"):
        run(*both, sources=["c"])


def test_a_source_that_is_off_is_asked_for_its_searches_where_it_is_named(
    config: Config, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    off = replace(config.sources["a"], enabled=False)
    config = replace(config, sources={**config.sources, "a": off})
    searched: list[bool] = []

    def fetch(job: Job) -> Iterator[Event]:
        searched.append(job.config.sources["a"].enabled)
        yield end("a")

    monkeypatch.setattr(module, "all_sources", lambda: (source("a", fetch),))
    refresh(config, clock=clock, sources=["a"], publish=False)
    assert searched == [True]


def test_a_source_that_the_config_turns_off_is_not_asked(
    config: Config, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = source("a", whole("a", "T1")), source("b", whole("b", "T2"))
    monkeypatch.setattr(module, "all_sources", lambda: both)
    off = replace(config.sources["a"], enabled=False)
    config = replace(config, sources={**config.sources, "a": off})
    outcome = refresh(config, clock=clock, publish=False)
    assert [walk.end.source for walk in outcome.walks] == ["b"]


def test_members_of_a_search_that_is_no_longer_configured_have_left(
    config: Config,
    run: Callable[..., Outcome],
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run(source("a", whole("a", "T1")))

    def wide(job: Job) -> Iterator[Event]:
        yield end("a", search="wide")

    monkeypatch.setattr(module, "all_sources", lambda: (source("a", wide),))
    refresh(replace(config, searches=(Search("wide"),)), clock=clock, publish=False)
    ((left,),) = rows(config, "SELECT left_on FROM memberships")
    assert left is not None


def test_a_quiet_run_says_nothing(
    run: Callable[..., Outcome], capfd: pytest.CaptureFixture[str]
) -> None:
    run(source("a", whole("a", "T1")), quiet=True)
    assert capfd.readouterr() == ("", "")


def test_progress_is_shown_on_a_terminal_only(
    run: Callable[..., Outcome], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source("a", whole("a", "T1")))
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    run(source("a", whole("a", "T1", "T2")))
    out, err = capsys.readouterr()
    assert out == ""
    assert "a: trials" in err


def test_a_run_while_another_is_at_work_is_turned_away_and_changes_nothing(
    config: Config, run: Callable[..., Outcome]
) -> None:
    run(source("a", whole("a", "T1")))
    before = config.store.path.read_bytes()
    with run_lock(config.store.path), pytest.raises(AlreadyRunning):
        run(source("a", whole("a", "T2")))
    assert config.store.path.read_bytes() == before


# --- before the run ---


def test_missing_folders_are_made(config: Config, run: Callable[..., Outcome]) -> None:
    assert not config.store.path.parent.exists()
    assert run(source("a", whole("a"))).state == "complete"


def test_a_folder_that_can_not_be_made_is_named(
    config: Config, clock: FakeClock, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    place = replace(config.publish, path=tmp_path / "file" / "evidence.db")
    with pytest.raises(CannotCreate, match=r"\[publish\] path") as caught:
        refresh(replace(config, publish=place), clock=clock)
    assert caught.value.exit_code == 73
    assert not config.store.path.exists()


def test_a_disk_without_room_is_seen_before_anything_is_written(
    config: Config, run: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 10**6))
    with pytest.raises(StorageError, match="1 MiB free, a run may need 16 MiB") as caught:
        run(source("a", whole("a")))
    assert caught.value.exit_code == 74
    assert not config.store.path.exists()


# --- publishing ---


def test_a_refused_publication_is_reported_though_all_was_stored(
    config: Config, run: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise UpstreamDataError("30 % fewer trials")

    monkeypatch.setattr(publisher, "publish_base", refuse)
    with pytest.raises(HarvestError, match="fewer trials") as caught:
        run(source("a", whole("a", "T1")), publish=True)
    assert caught.value.exit_code == 65
    assert rows(config, "SELECT state FROM runs") == [("complete",)]


def test_no_folder_of_this_machine_stands_in_the_ledger(
    config: Config, run: Callable[..., Outcome]
) -> None:
    error = StorageError(f"{config.store.path}: the disk is full")
    with pytest.raises(StorageError):
        run(source("a", failing(error)), source("b", failing(error)))
    ledger = json.dumps(rows(config, "SELECT error FROM runs UNION SELECT error FROM run_queries"))
    assert str(config.store.path.parent) not in ledger
    assert "the disk is full" in ledger
