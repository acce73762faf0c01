"""ClinicalTrials.gov asked: a stand-in of five studies, what was sent, and how each walk ended."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from harvest.config import load
from harvest.records import Event, Held, Page, WalkEnd
from harvest.sources import Job
from harvest.sources.clinicaltrials import SOURCE
from harvest.standin import StandIn, State
from harvest.standin.corpora.corpus import aliases_of
from harvest.standin.faults import content as content
from harvest.standin.faults import transport as transport
from harvest.web import Door, Limits
from tests.helpers.bases.tiny import study
from tests.helpers.clock import FakeClock

CONFIG = """
[topic]
title = "Cells for the liver"
[topic.concepts.condition]
terms = ["liver cirrhosis"]
[[search]]
name = "core"
all = ["condition"]
[[search]]
name = "everything"
clinicaltrials = "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"
pubmed = "1800:3000[dp]"
"""
FIVE = dict(study(number) for number in range(1, 6))
IDS = frozenset(FIVE)
STAMP = "2026-11-20T09:00:04"  # the date that the studies carry
NOTHING_HELD = Held()


def state(studies: dict[str, bytes] = FIVE, stamp: str = STAMP) -> State:
    return State(studies, {}, {}, stamp, aliases_of(studies))


@dataclass
class Ask:
    """A door to a stand-in, and what a run brings through it."""

    standin: StandIn
    folder: Path
    clock: FakeClock

    def run(self, held: Held = NOTHING_HELD, *, config: str = CONFIG) -> list[Event]:
        return list(self.events(held, config=config))

    def events(self, held: Held = NOTHING_HELD, *, config: str = CONFIG) -> Iterator[Event]:
        path = self.folder / "config.toml"
        path.write_text(config + self.standin.config_lines(), encoding="utf-8")
        loaded = load(path, {})
        section = loaded.sources["clinicaltrials"]
        with Door(
            section.base_url,
            requests_per_second=1.0,
            judge=SOURCE.judge,
            user_agent="harvest-tests",
            lock_dir=self.folder,
            clock=self.clock,
            random=Random(1),
            limits=Limits(tries=3),
        ) as door:
            today = date(2026, 11, 24)
            yield from SOURCE.fetch(Job(loaded, section, held, door, today, False, self.clock))

    def asked(self, path: str = "/studies") -> list[dict[str, str]]:
        return [dict(r.params) for r in self.standin.requests.requests("clinicaltrials", path)]


Asking = Callable[..., Any]


def ends(events: list[Event]) -> dict[str | None, WalkEnd]:
    return {event.search: event for event in events if isinstance(event, WalkEnd)}


def sent(events: list[Event]) -> list[str]:
    return [raw.id for event in events if isinstance(event, Page) for raw in event.raws]
