"""The pictures of docs/worked-topics.md: three topics from one server, their records made up."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from docs.screenshots.shots import Shot
from harvest.config import load
from harvest.demo import harvest_sample, harvest_topics
from harvest.paths import CHECKOUT
from harvest.site.serving.guard import App
from harvest.site.several.server import Several
from tests.helpers.clock import FakeClock

PAGE = CHECKOUT / "docs" / "worked-topics.md"
MOST = 90_000
"""Bytes of a picture at most: there are as many as of the tour."""

SHOTS = (
    Shot("front", "/", "All topics", "What each has, how fresh it is, what is new."),
    Shot("front-phone", "/", "All topics on a phone", "The same on 390 pixels.", "phone"),
    Shot("search", "/search?q=fatty+liver", "One search across",
         "Results by topic; a trial of two topics is shown once, with both."),
    Shot("cirrhosis", "/t/cirrhosis/trials?status=RECRUITING", "Stem cells in cirrhosis",
         "Cells, route and disease of each trial."),
    Shot("lupus", "/t/lupus/trials", "CAR-T in lupus",
         "Kind of lupus, SLEDAI at entry and class of nephritis."),
    Shot("lupus-compared", "/t/lupus/compare?ids=NCT90000201,NCT90000202,NCT90000205",
         "Trials in lupus side by side", "The same facets in a table."),
    Shot("fatty-liver", "/t/fatty-liver/trials", "GLP-1 in fatty liver",
         "Medicine, dose in one unit, how often and by which route."),
    Shot("fatty-liver-picture", "/t/fatty-liver/landscape#drug-routes", "Medicine and route",
         "A picture of the pack.", dark=True),
)  # fmt: skip


@contextmanager
def served(folder: Path, day: datetime) -> Iterator[App]:
    """The application of the three, harvested on that day."""
    base = load(CHECKOUT / "config.toml", env={})
    config = replace(base, store=replace(base.store, path=folder / "harvest.db"))
    clock = FakeClock(day)
    topics = [harvest_sample(config, clock=clock), *harvest_topics(config, clock=clock)]
    several = Several(topics, sample=True, clock=clock)
    asyncio.run(several.make_ready())
    try:
        yield several.asgi
    finally:
        several.close()
