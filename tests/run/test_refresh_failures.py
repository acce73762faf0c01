"""What fails in a run ends nothing else, and is told.

Relies on servers that misbehave.
"""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from harvest.config import Config
from harvest.errors import (
    Forbidden,
    RecordError,
    UpstreamUnavailable,
)
from harvest.records import Event, Raw, Record
from harvest.run import refresh as module
from harvest.run.refresh import Outcome, refresh
from harvest.sources import Job
from harvest.web import generic_judge
from tests.helpers.bases.made_up_sources import end, failing, normalise, page, rows, source, whole
from tests.helpers.clock import FakeClock
from tests.helpers.faults.faultserver import FaultServer, as_json


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
        return normalise(raw)

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


def test_a_source_that_can_not_be_reached_leaves_the_others_at_work(
    config: Config, run: Callable[..., Outcome]
) -> None:
    outcome = run(
        source("a", failing(UpstreamUnavailable("host: gave up"))), source("b", whole("b", "T1"))
    )
    assert (outcome.state, outcome.exit_code) == ("partial", 69)
    assert outcome.problems == ("a run: failed: host: gave up",)
    assert rows(config, "SELECT trial_id FROM trials") == [("T1",)]
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
    assert rows(config, "SELECT trial_id FROM trials") == [("T1",)]
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
