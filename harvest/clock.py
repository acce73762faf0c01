"""Time, passed in: intervals on the monotonic clock, stored times in UTC."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the program needs of time; tests pass one that they move themselves."""

    def monotonic(self) -> float:
        """Seconds on a clock that never goes back."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait that long."""
        ...

    def now(self) -> datetime:
        """The present moment, with zone UTC."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's own clock."""

    def monotonic(self) -> float:
        """Seconds since an arbitrary point."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait that long."""
        time.sleep(seconds)

    def now(self) -> datetime:
        """The present moment, with zone UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class ShiftedClock:
    """A clock that is ahead of another by a fixed time."""

    clock: Clock
    by: timedelta

    def monotonic(self) -> float:
        """Seconds on the other clock."""
        return self.clock.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait that long."""
        self.clock.sleep(seconds)

    def now(self) -> datetime:
        """The moment that the other clock does not show yet, with zone UTC."""
        return self.clock.now() + self.by


@dataclass(frozen=True, slots=True)
class FixedClock(SystemClock):
    """The machine's own intervals, but always the same moment."""

    moment: datetime

    def now(self) -> datetime:
        """That moment."""
        return self.moment


def stamp(moment: datetime) -> str:
    """A moment as the database keeps it: ``2026-11-24T05:51:53Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def age_of(moment: str | None, clock: Clock) -> timedelta | None:
    """The time since a stored moment; None if there is none, or if it is still to come.

    A moment to come was stored by a clock that was wrong: nothing is known from it.
    """
    if moment is None:
        return None
    age = clock.now() - datetime.fromisoformat(moment).astimezone(UTC)
    return age if age >= timedelta() else None
