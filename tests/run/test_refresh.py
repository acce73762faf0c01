"""A run from start to end: with made-up sources here, against the stand-ins in test_harvest.

Relies on servers that misbehave.
"""

import json
import shutil
import sqlite3
import threading
import time
from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from harvest.config import Config, Search, SourceConfig
from harvest.errors import (
    AlreadyRunning,
    CannotCreate,
    Forbidden,
    HarvestError,
    RecordError,
    StorageError,
    UpstreamDataError,
    UpstreamUnavailable,
    UsageError,
)
from harvest.identifiers.about import about
from harvest.records import Digest, Event, Page, Progress, Raw, Record, WalkEnd
from harvest.rows import Condition, Kind, MeshTerm, Trial, TrialMesh
from harvest.run import publisher, walks
from harvest.run import refresh as module
from harvest.run.lock import run_lock
from harvest.run.refresh import Outcome, refresh
from harvest.sources import Job, Source
from harvest.web import generic_judge
from tests.helpers.bases.work_base import make_config
from tests.helpers.clock import FakeClock
from tests.helpers.faults.faultserver import FaultServer, as_json

Fetch = Callable[[Job], Iterator[Event]]


def _normalise(raw: Raw) -> Record:
    if raw.kind == "descriptor":
        return Record(
            "descriptor", raw.id, None, {"mesh_terms": (MeshTerm(raw.id, "x", None, None),)}
        )
    blank: dict[str, object] = dict.fromkeys(Trial._fields)
    own = Trial(**blank | {"nct_id": raw.id, "has_results": 0, "url": "u"})  # type: ignore[arg-type]
    return Record(
        "trial",
        raw.id,
        None,
        {
            "trials": (own,),
            "conditions": (Condition(raw.id, 1, "c"),),
            "trial_mesh": (TrialMesh(raw.id, f"D{raw.id[1:]:0>6}", "condition", 0, "c"),),
        },
    )


def source(
    name: str,
    fetch: Fetch,
    follow: Fetch | None = None,
    kinds: tuple[Kind, ...] = ("trial",),
    accompany: Fetch | None = None,
) -> Source:
    return Source(
        about=replace(about("clinicaltrials"), name=name, title=name, kinds=kinds),
        judge=generic_judge,
        fetch=fetch,
        follow=follow,
        digest=lambda body: Digest(body.decode()),
        normalise=_normalise,
        accompany=accompany,
    )


def page(name: str, *ids: str, kind: Kind = "trial", search: str | None = "core") -> Page:
    at = "2026-01-01T00:00:00Z"
    return Page(name, search, tuple(Raw(name, kind, each, each.encode(), at) for each in ids))


def end(name: str, *ids: str, **more: object) -> WalkEnd:
    found = WalkEnd(name, "trial", "core", "search", "q", "complete", ids=frozenset(ids))
    return replace(found, **{"fetched": len(ids)} | more)  # type: ignore[arg-type]


def whole(name: str, *ids: str) -> Fetch:
    """A walk that brings these records and ends well."""

    def fetch(job: Job) -> Iterator[Event]:
        yield Progress(name, "trials", 0, len(ids))
        yield page(name, *ids)
        yield end(name, *ids)

    return fetch


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


def rows(config: Config, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(config.store.path)) as connection:
        return connection.execute(statement).fetchall()


def test_a_run_stores_what_its_sources_bring(config: Config, run: Callable[..., Outcome]) -> None:
    outcome = run(source("a", whole("a", "T1", "T2")), source("b", whole("b", "T3")))
    assert (outcome.state, outcome.exit_code, outcome.problems) == ("complete", 0, ())
    assert (outcome.tally.new, outcome.tally.changed, outcome.quarantined) == (3, 0, 0)
    assert {walk.end.source for walk in outcome.walks} == {"a", "b"}
    assert rows(config, "SELECT nct_id FROM trials ORDER BY 1") == [("T1",), ("T2",), ("T3",)]
    assert rows(config, "SELECT state, error FROM runs") == [("complete", None)]


def test_sources_are_asked_at_the_same_time(run: Callable[..., Outcome]) -> None:
    both = threading.Barrier(2, timeout=10)

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


def test_a_walker_that_waits_for_more_ends_with_a_run_that_fails(
    run: Callable[..., Outcome],
) -> None:
    waited = threading.Event()

    def accompany(job: Job) -> Iterator[Event]:
        yield from (end("mesh") for called in job.called_for if called)
        waited.set()

    with pytest.raises(ZeroDivisionError):
        run(
            source("a", failing(ZeroDivisionError())),
            source("mesh", whole("mesh"), kinds=("descriptor",), accompany=accompany),
        )
    assert waited.wait(10)


@pytest.mark.parametrize(
    ("unavailable", "exit_code"), [(True, 69), (False, 65)], ids=["unavailable", "bad data"]
)
def test_a_query_that_fails_leaves_the_run_partial_and_what_came_is_published(
    config: Config, run: Callable[..., Outcome], unavailable: bool, exit_code: int
) -> None:
    def fetch(job: Job) -> Iterator[Event]:
        yield page("b", "T3")
        yield end("b", "T3", state="partial", error="2 of 3 came", unavailable=unavailable)

    outcome = run(source("a", whole("a", "T1")), source("b", fetch), publish=True)
    assert (outcome.state, outcome.exit_code) == ("partial", exit_code)
    assert outcome.problems == ("b core search: partial: 2 of 3 came",)
    assert outcome.published is not None
    assert outcome.published.counts["trials"] == 2
    assert rows(config, "SELECT count(*) FROM trials") == [(2,)]
    assert rows(config, "SELECT record_id FROM memberships") == [("T1",)]


def test_a_walk_most_of_whose_records_can_not_be_read_is_not_complete_whatever_it_searched(
    run: Callable[..., Outcome],
) -> None:
    def unreadable(raw: Raw) -> Record:
        if raw.id.startswith("X"):
            raise RecordError(raw.id, "another form")
        return _normalise(raw)

    def fetch(job: Job) -> Iterator[Event]:
        yield page("a", "T1")
        yield end("a", "T1")
        yield page("a", *(f"X{n}" for n in range(12)), search=None)  # asked for by number
        yield end("a", purpose="changed", fetched=12)
        yield page("a", "T2", search=None)
        yield end("a", search=None, purpose="refetch", fetched=1)

    outcome = run(replace(source("a", fetch), normalise=unreadable))
    states = [(walk.end.purpose, walk.end.state, walk.tally.failed) for walk in outcome.walks]
    assert states == [
        ("search", "complete", 0),
        ("changed", "partial", 12),
        ("refetch", "complete", 0),
    ]
    assert "12 of 12 records can't be read" in outcome.problems[0]


def test_a_run_none_of_whose_queries_ended_well_has_failed(run: Callable[..., Outcome]) -> None:
    def fetch(job: Job) -> Iterator[Event]:
        yield end("a", state="failed", error="out of reach", unavailable=True)

    outcome = run(source("a", fetch))
    assert (outcome.state, outcome.exit_code) == ("failed", 69)


def failing(error: Exception) -> Fetch:
    def fetch(job: Job) -> Iterator[Event]:
        raise error
        yield

    return fetch


def test_a_source_that_can_not_be_reached_leaves_the_others_at_work(
    config: Config, run: Callable[..., Outcome]
) -> None:
    outcome = run(
        source("a", failing(UpstreamUnavailable("host: gave up"))), source("b", whole("b", "T1"))
    )
    assert (outcome.state, outcome.exit_code) == ("partial", 69)
    assert outcome.problems == ("a run: failed: host: gave up",)
    assert rows(config, "SELECT nct_id FROM trials") == [("T1",)]
    assert rows(config, "SELECT state FROM run_queries WHERE source = 'a'") == [("failed",)]


def test_a_source_that_refuses_us_leaves_the_others_to_finish_and_is_asked_nothing_more(
    config: Config, run: Callable[..., Outcome]
) -> None:
    followed: list[str] = []

    def follow(job: Job) -> Iterator[Event]:
        followed.append(job.source.name)
        yield end(job.source.name, search=None, purpose="cited")

    outcome = run(
        source("a", failing(Forbidden("host: 403; write to them")), follow),
        source("b", whole("b", "T1"), follow),
    )
    assert (outcome.state, outcome.exit_code) == ("partial", 69)
    assert outcome.problems == ("a run: failed: host: 403; write to them",)
    assert outcome.refused_by == {"a"}
    assert followed == ["b"]
    assert rows(config, "SELECT nct_id FROM trials") == [("T1",)]
    assert rows(config, "SELECT state FROM runs") == [("partial",)]


def test_what_goes_along_and_fails_does_not_end_the_others_before_their_time(
    config: Config, run: Callable[..., Outcome]
) -> None:
    down = threading.Event()

    def slow(job: Job) -> Iterator[Event]:
        assert down.wait(10)
        time.sleep(0.3)  # the run hears of the end of the other one meanwhile
        yield page("a", "T1")
        yield end("a", "T1")

    def accompany(job: Job) -> Iterator[Event]:
        down.set()
        yield end("mesh", search=None, purpose="descriptors", state="failed", error="down")

    seen: list[frozenset[str]] = []

    def follow(job: Job) -> Iterator[Event]:
        seen.append(job.held.trials)
        yield end("a", search=None, purpose="cited")

    mesh = source("mesh", whole("mesh"), kinds=("descriptor",), accompany=accompany)
    assert run(mesh, source("a", slow, follow)).state == "partial"
    assert seen == [{"T1"}]


def test_when_a_run_has_ended_its_walkers_ask_nothing_more(
    config: Config, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking, ended = threading.Event(), threading.Event()

    def endless(job: Job) -> Iterator[Event]:
        try:
            while True:
                job.door.get("/studies")
                asking.set()
        finally:
            ended.set()
        yield

    def wrong(job: Job) -> Iterator[Event]:
        assert asking.wait(10)
        raise ZeroDivisionError
        yield

    with FaultServer([as_json({"studies": []})]) as server:
        here = {name: replace(each, base_url=server.url) for name, each in config.sources.items()}
        sources = (source("a", endless), source("b", wrong))
        sources = tuple(replace(each, judge=generic_judge("json")) for each in sources)
        monkeypatch.setattr(module, "all_sources", lambda: sources)
        with pytest.raises(ZeroDivisionError):
            refresh(replace(config, sources=here), clock=clock)
        assert ended.wait(10)
        asked = len(server.requests)
        assert asked > 0
        time.sleep(0.3)
        assert len(server.requests) == asked


def test_a_mistake_in_a_source_is_not_swallowed(
    config: Config, run: Callable[..., Outcome]
) -> None:
    with pytest.raises(ZeroDivisionError):
        run(source("a", failing(ZeroDivisionError())))
    assert rows(config, "SELECT state FROM runs") == [("failed",)]
    run(source("a", whole("a", "T1")))
    assert rows(config, "SELECT state FROM runs") == [("failed",), ("complete",)]


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
    assert rows(config, "SELECT nct_id FROM trials") == [("T1",)]


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
