"""Held trials that no search brings, asked for by number: whose turn it is, and what is believed.

Relies on stand-ins.
"""

from datetime import date, timedelta
from pathlib import Path

import pytest

from harvest.records import Absent, Event, Held, Page, WalkEnd
from harvest.sources import walking
from harvest.standin import Faults, at, serve
from harvest.standin.faults.content import rewritten
from harvest.standin.faults.schedule import NO_FAULTS
from tests.helpers.registries import isrctn
from tests.helpers.registries.isrctn import answered, corpus, numbered

FIVE = frozenset(f"ISRCTN2000000{n}" for n in range(1, 6))
FIRST_DAY = date(2026, 11, 24)


def walked(folder: Path, held: Held, days: int = 0, faults: Faults = NO_FAULTS) -> list[Event]:
    """What a run brings of a registry that has none of what is held, so many days later."""
    today = FIRST_DAY + timedelta(days=days)
    with serve(corpus(numbered(10000001)), faults=faults) as standin:
        return list(isrctn.walked(standin, folder, held, today=today))


def gone(events: list[Event]) -> set[str]:
    return {event.id for event in events if isinstance(event, Absent)}


def ended(events: list[Event]) -> WalkEnd:
    return [event for event in events if isinstance(event, WalkEnd)][-1]


def test_of_more_than_a_run_asks_for_each_has_its_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "BY_NUMBER", 2)
    held = Held(delivered={"isrctn": FIVE})
    runs = [walked(tmp_path, held, day) for day in range(3)]
    assert [len(gone(events)) for events in runs] in ([2, 2, 1], [2, 1, 2], [1, 2, 2])
    assert set.union(*map(gone, runs)) == FIVE
    assert {ended(events).state for events in runs} == {"complete"}
    assert [ended(events).promised for events in runs] == [len(gone(events)) for events in runs]


def test_runs_on_every_third_day_reach_all_of_three_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "BY_NUMBER", 2)
    held = Held(delivered={"isrctn": FIVE})
    assert set.union(*(gone(walked(tmp_path, held, day)) for day in range(0, 36, 3))) == FIVE


def test_one_that_was_not_found_the_last_time_is_asked_for_in_every_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "BY_NUMBER", 2)
    missed = "ISRCTN20000003"
    held = Held(delivered={"isrctn": FIVE}, missed=frozenset({missed, "NCT90000001"}))
    for day in range(3):
        asked = gone(walked(tmp_path, held, day))
        assert missed in asked
        assert len(asked) == 3


def test_an_answer_that_is_not_whole_says_of_no_trial_that_it_is_gone(tmp_path: Path) -> None:
    cut = rewritten("cut", lambda _: answered(total=7))
    held = Held(delivered={"isrctn": FIVE})
    events = walked(tmp_path, held, faults=Faults(at(cut, service="isrctn", nth=3)))
    assert gone(events) == FIVE - {min(FIVE)}
    end = ended(events)
    assert (end.state, end.missing, end.fetched) == ("partial", (min(FIVE),), 0)
    assert end.error == "ISRCTN20000001: 7 studies were announced, 0 received"
    assert len([event for event in events if isinstance(event, Page)]) == 1
