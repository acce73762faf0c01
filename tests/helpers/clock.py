"""A clock that tests move."""

import threading
from datetime import UTC, datetime, timedelta


class FakeClock:
    """A harvest.clock.Clock that moves only when told, or when somebody sleeps on it.

    ``naps`` are the sleeps asked for, in seconds, in order. Safe to share between threads.
    """

    def __init__(self, start: datetime = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)) -> None:
        self.start = start
        self.elapsed = 0.0
        self.naps: list[float] = []
        self._lock = threading.Lock()

    def monotonic(self) -> float:
        with self._lock:
            return 1000.0 + self.elapsed

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.naps.append(seconds)
            self.elapsed += seconds

    def now(self) -> datetime:
        with self._lock:
            return self.start + timedelta(seconds=self.elapsed)

    def advance(self, seconds: float) -> None:
        """Let that much time pass without anybody sleeping."""
        with self._lock:
            self.elapsed += seconds
