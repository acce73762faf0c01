"""A registry asked as a run asks it, for a topic of two concepts, about cells for the liver."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from harvest.config import load
from harvest.records import Event, Held
from harvest.sources import Job, Source
from harvest.web import Door, Limits
from tests.helpers.clock import FakeClock

TODAY = date(2026, 11, 24)
NOTHING_HELD = Held()


def topic(*, condition: str = "", therapy: str = "") -> str:
    """The topic and its search; what a concept has besides, such as a registry's own words."""
    return f"""
[topic]
title = "Cells for the liver"
[topic.concepts.condition]
terms = ["liver cirrhosis", "scarred liver"]
{condition}
[topic.concepts.therapy]
terms = ["stem cell", "stem cells"]
{therapy}
[[search]]
name = "core"
all = ["condition", "therapy"]
"""


def walked(
    source: Source, config: str, folder: Path, held: Held = NOTHING_HELD, today: date = TODAY
) -> Iterator[Event]:
    """What a run brings of a registry that the configuration has a section for."""
    path = folder / "config.toml"
    path.write_text(config, encoding="utf-8")
    loaded, clock = load(path, {}), FakeClock()
    section = loaded.sources[source.name]
    with Door(
        section.base_url,
        requests_per_second=1.0,
        judge=source.judge,
        user_agent="harvest-tests",
        lock_dir=folder,
        clock=clock,
        random=Random(1),
        limits=Limits(tries=3),
    ) as door:
        yield from source.fetch(Job(loaded, section, held, door, today, False, clock))
