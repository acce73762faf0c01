"""Publishes what a run brings: at its end, and on a first run as soon as the trials are there.

Papers take minutes and definitions longer; the trials of a topic come within seconds. So whoever
waits for a first harvest is shown them at once, on pages that say what is still coming. Evidence is
left to the end: it would hold up the walks that are still under way.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from harvest.clock import Clock
from harvest.config import Config
from harvest.errors import UpstreamDataError
from harvest.publish import Published
from harvest.publish import publish as publish_base
from harvest.run.outcome import Walk, complete_sources
from harvest.run.progress import Bars
from harvest.sources import Source

log = logging.getLogger("harvest.run.publisher")

OnPublished = Callable[[Published], None]


def nobody(published: Published) -> None:
    """Tell nobody of a publication."""


@dataclass(slots=True)
class Publisher:
    """How a run publishes; ``told`` hears of each publication once it stands at its path."""

    config: Config
    clock: Clock
    bars: Bars
    accept_shrink: bool = False
    start_anew: bool = False
    told: OnPublished = nobody
    early: bool = False
    """Whether the trials are to be published before the run is over"""

    def publish(self) -> Published:
        """Publish what is held. Raises what ``harvest.publish.publish`` raises."""
        with self.bars.step("publish"):
            published = publish_base(
                self.config,
                clock=self.clock,
                accept_shrink=self.accept_shrink,
                start_anew=self.start_anew,
            )
        self.told(published)
        return published

    def source_ended(self, source: Source, walks: Sequence[Walk]) -> None:
        """Publish the trials, if ``source`` is where they come from and all have come."""
        if not self.early or "trial" not in source.kinds:
            return
        if source.name not in complete_sources(walks):
            return
        if not any(walk.end.source == source.name and walk.end.ids for walk in walks):
            return
        self.early = False
        try:
            self.publish()
        except UpstreamDataError as error:  # the run goes on, and what it ends with is checked anew
            log.warning("%s", error)
