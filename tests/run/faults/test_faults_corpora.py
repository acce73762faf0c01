"""Refreshes over other corpora: next year's form; records that vanish, come back and are merged.

Relies on stand-ins.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from harvest.run.refresh import refresh
from harvest.standin import Faults, Fixed, State, serve
from tests.helpers.faults.fault_bench import Bench, TickingClock


@pytest.fixture
def other(bench: Bench, tmp_path: Path) -> Iterator[Callable[..., Bench]]:
    """A maker of benches on other corpora; the bounds are those of ``bench``."""
    with ExitStack() as stack:

        def make(*states: State, **options: object) -> Bench:
            serving = serve(Fixed(states), faults=Faults(), **options)  # type: ignore[arg-type]
            return Bench(stack.enter_context(serving), tmp_path)

        yield make


def _first_state(bench: Bench) -> State:
    return bench.standin.corpus.state(0)


def test_a_document_type_of_next_year_is_read_all_the_same(
    bench: Bench, other: Callable[..., Bench]
) -> None:
    """F37: nothing is fetched from the host that the DOCTYPE names."""
    future = other(bench.standin.corpus.state(0), dtd="290101")
    assert future.start.records() == bench.start.records()


def test_a_third_of_the_trials_vanishing_is_not_published_unless_accepted(
    bench: Bench, other: Callable[..., Bench]
) -> None:
    """F66."""
    whole = _first_state(bench)
    kept = dict(list(whole.studies.items())[: len(whole.studies) // 2])
    shrunk = other(whole, replace(whole, studies=kept, data_timestamp="2026-11-24T09:00:00"))
    base = shrunk.start
    published, records = base.public.read_bytes(), base.records()
    shrunk.standin.set_epoch(1)
    ending = shrunk.refresh(base, 25)
    assert ending.code == 65
    assert "--accept-shrink" in ending.said
    assert base.public.read_bytes() == published
    assert base.records() == records  # one confirmation is none
    accepted = refresh(
        shrunk.config(base), clock=TickingClock(datetime(2026, 11, 26, tzinfo=UTC)), quiet=True,
        accept_shrink=True,
    )  # fmt: skip
    assert accepted.exit_code == 0
    gone = "SELECT count(*) FROM trials WHERE removed_on IS NOT NULL"
    assert base.rows(gone, public=True) == [(len(whole.studies) - len(kept),)]
    assert base.rows("SELECT count(*) FROM trials") == [(len(whole.studies),)]


def test_a_trial_that_vanishes_and_comes_back_is_intact(
    bench: Bench, other: Callable[..., Bench]
) -> None:
    """F69."""
    whole = _first_state(bench)
    lost, *_ = whole.studies
    without = {trial_id: body for trial_id, body in whole.studies.items() if trial_id != lost}
    coming = other(whole, replace(whole, studies=without, data_timestamp="2026-11-24T09:00:00"))
    base = coming.start
    before = base.rows("SELECT * FROM trials")
    coming.standin.set_epoch(1)
    for day in (25, 26):
        ending = coming.refresh(base, day)
        assert (ending.code, ending.said) == (0, "")
        removed = base.rows("SELECT id FROM records WHERE removed_on IS NOT NULL")
        assert removed == ([] if day == 25 else [(lost,)])
    coming.standin.set_epoch(0)
    assert coming.refresh(base, 27).code == 0
    assert base.rows("SELECT id FROM records WHERE removed_on IS NOT NULL") == []
    assert base.rows("SELECT * FROM trials") == before


def test_a_trial_that_was_merged_into_another_becomes_its_alias(
    bench: Bench, other: Callable[..., Bench]
) -> None:
    """F68: asked for one number, the registry answers with another's record."""
    whole = _first_state(bench)
    (old, _), (new, body), *_ = whole.studies.items()
    merged = body.replace(
        f'"nctId":"{new}"'.encode(), f'"nctId":"{new}","nctIdAliases":["{old}"]'.encode(), 1
    )
    studies = {trial_id: text for trial_id, text in whole.studies.items() if trial_id != old}
    later = replace(
        whole, studies=studies | {new: merged}, aliases={old: new},
        data_timestamp="2026-11-24T09:00:00",
    )  # fmt: skip
    merging = other(whole, later)
    base = merging.start
    merging.standin.set_epoch(1)
    for day in (25, 26):
        ending = merging.refresh(base, day)
        assert (ending.code, ending.said) == (0, "")
    assert (old, new) in base.rows("SELECT alias, id FROM aliases WHERE kind = 'trial'")
    assert (old,) in base.rows("SELECT trial_id FROM trials")
