"""How many requests came within the last second: what the services refuse by."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class RateGate:
    """Counts the starts of requests of the last second, per key."""

    clock: Callable[[], float] = time.monotonic
    _starts: dict[str, deque[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, key: str) -> int:
        """How many requests this key has started within the last second, with this one."""
        with self._lock:
            now = self.clock()
            starts = self._starts.setdefault(key, deque())
            while starts and starts[0] <= now - 1.0:
                starts.popleft()
            starts.append(now)
            return len(starts)
