"""Publishes what a run brings: at its end, and on a first run as soon as the trials are there.

Papers take minutes and definitions longer; the trials of a topic come within seconds. So whoever
waits for a first harvest is shown them at once, on pages that say what is still coming. Evidence is
left to the end.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from harvest.clock import Clock
from harvest.config import Config
from harvest.publish import Published
from harvest.publish import publish as publish_base
from harvest.run.early import Early, Failed, Order
from harvest.run.outcome import Walk, complete_sources
from harvest.run.progress import Bars
from harvest.sources import Source

log = logging.getLogger("harvest.run.publisher")

GRACE = 1.0
"""Seconds; what is whole so soon after its trials is not published twice …"""
_MANY = 200
"""… unless there are so many trials that the evidence takes longer than that."""

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
    _due: float | None = field(default=None, init=False)
    """When they are to be, seconds of the monotonic clock"""
    _trials: int = field(default=0, init=False)
    _at_work: Early | None = field(default=None, init=False)

    def publish(self) -> Published:
        """Publish what is held. Raises what ``harvest.publish.publish`` raises."""
        self.stop()  # one at a time: the later one holds more
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
        """Publish the trials soon, if ``source`` is where they come from and all have come."""
        if not self.early or "trial" not in source.kinds:
            return
        if source.name not in complete_sources(walks):
            return
        self._trials = sum(len(w.end.ids) for w in walks if w.end.source == source.name)
        if self._trials:
            self.early = False
            self._due = self.clock.monotonic() + GRACE

    def look(self) -> None:
        """Begin the early publication when it is due, tell of it when it stands."""
        if self._at_work is not None and not self._at_work.at_work:
            self._tell()
        elif self._due is not None and self.clock.monotonic() >= self._due:
            self._begin()

    def all_stored(self) -> None:
        """See the early publication through, before what takes long and looks no more."""
        if self._due is not None and self._trials >= _MANY:
            self._begin()
        self._due = None
        if self._at_work is not None:
            self._tell()

    def stop(self) -> None:
        """Give up the early publication, if one is due or at work."""
        self._due = None
        if self._at_work is not None:
            self._at_work.stop()
            self._at_work = None

    def _begin(self) -> None:
        self._due = None
        order = Order(self.config, self.clock.now(), self.accept_shrink, self.start_anew)
        try:
            self._at_work = Early(order)
        except OSError as error:
            self._give_up(str(error))

    def _tell(self) -> None:
        """Wait for what is at work. The run goes on without it: it ends with one of all."""
        assert self._at_work is not None
        try:
            published = self._at_work.result()
        except Failed as failed:
            self._give_up(str(failed))
        else:
            self.told(published)
        finally:
            self._at_work = None

    def _give_up(self, reason: str) -> None:
        log.warning("the trials can't be published before the rest has come: %s", reason)
