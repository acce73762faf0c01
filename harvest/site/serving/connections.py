"""Connections that cost nothing to those who hold them open: how many, and for how long."""

import asyncio
import logging
import resource
import time
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

FILES = 8_192
"""Open files that are asked for at the start."""
_OTHER_FILES = 128
"""Open files that are no connections of visitors: databases, temporary files, the log."""
MOST = 1_000
"""Connections at the same time; further ones are closed at once."""
SILENT_SECONDS = 10.0
"""How long a connection may take to send the head of a request."""
REPEATED_SECONDS = 60.0
"""For how long an error that is told is not told again."""


def raise_file_limit() -> int:
    """Let the process open as many files as it may; returns how many connections that leaves."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return MOST if soft == resource.RLIM_INFINITY else max(16, min(MOST, soft - _OTHER_FILES))


def protocol(most: int, silent_seconds: float = SILENT_SECONDS) -> type[H11Protocol]:
    """uvicorn's protocol with a limit of connections and of the time before a request is there."""

    class Bounded(H11Protocol):
        """One connection."""

        _timer: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:
            """Take it, unless there are too many."""
            if len(self.connections) >= most:
                transport.abort()
                # uvicorn's own handling of the end looks at what its own beginning makes.
                self.transport, self.flow = transport, None  # type: ignore[assignment]
                return
            super().connection_made(transport)
            self._wait()

        def data_received(self, data: bytes) -> None:
            """Read on; the time runs while the head of a request is not whole."""
            super().data_received(data)
            if self.cycle is not None and not self.cycle.response_complete:
                self._stop_waiting()
            elif self._timer is None:
                self._wait()

        def connection_lost(self, exc: Exception | None) -> None:
            """Forget it."""
            self._stop_waiting()
            super().connection_lost(exc)

        def _wait(self) -> None:
            self._timer = self.loop.call_later(silent_seconds, self._give_up)

        def _stop_waiting(self) -> None:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

        def _give_up(self) -> None:
            self._timer = None
            if self.cycle is None or self.cycle.response_complete:
                self.transport.abort()

    return Bounded


class ToldOnce(logging.Filter):
    """Lets an error through once in :data:`REPEATED_SECONDS`, then with how often it came since."""

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[tuple[str, str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to tell it."""
        if record.levelno < logging.WARNING:
            return True
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        key = (record.name, str(record.msg), kind)
        now = time.monotonic()
        since, hidden = self._told.get(key, (-REPEATED_SECONDS, 0))
        if now - since < REPEATED_SECONDS:
            self._told[key] = (since, hidden + 1)
            return False
        if len(self._told) > 1_000:
            self._told.clear()
        self._told[key] = (now, 0)
        if hidden:
            record.msg = f"{record.getMessage()} ({hidden} more of these before)"
            record.args = None
        return True
