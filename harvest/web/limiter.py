"""One pace for each host, kept by all processes that share a folder.

The folder is :func:`harvest.config.folders.pace`.

Each host has a small file that holds the next permitted start on the monotonic clock. Whoever
wants to send takes the file's lock, reserves the next slot, lets go and only then sleeps, so that
waiting processes queue without blocking each other. A process that dies after its reservation
wastes one slot and nothing else.
"""

import math
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from filelock import FileLock, Timeout

from harvest.clock import Clock
from harvest.config.folders import make_private, no_pace
from harvest.errors import StorageError

LOCK_SECONDS = 30.0  # held for microseconds; longer means that a process stands still inside
_MODE = 0o600


class Limiter:
    """The pace of one host.

    ``host`` names the file, ``per_second`` is the highest rate of request starts, ``horizon`` the
    longest wait in seconds that is believed: a stored time further ahead comes from another clock.
    """

    def __init__(
        self, folder: Path, host: str, *, per_second: float, clock: Clock, horizon: float = 900.0
    ) -> None:
        if not (math.isfinite(per_second) and per_second > 0):
            raise ValueError(f"a rate must be a number above zero, not {per_second}")
        name = re.sub(r"[^a-z0-9.-]", "_", host.lower())
        self._state = folder / f"{name}.next"
        self._lock = folder / f"{name}.lock"
        self._interval = 1.0 / per_second
        self._clock = clock
        self._horizon = horizon

    def take(self) -> None:
        """Wait for this host's next slot; returns when the request may start."""
        with self._locked():
            now = self._clock.monotonic()
            start = max(now, self._next_start(now))
            self._store(start + self._interval)
        if start > now:
            self._clock.sleep(start - now)

    def hold(self, seconds: float) -> None:
        """Let no process start a request to this host for so long: the host asked for it."""
        with self._locked():
            now = self._clock.monotonic()
            self._store(max(self._next_start(now), now + min(seconds, self._horizon)))

    def _next_start(self, now: float) -> float:
        """The stored time; one interval from now where what is stored can't be believed."""
        try:
            stored = self._state.read_bytes()
        except FileNotFoundError:
            return now
        match stored.decode("ascii", "replace").split():
            case [boot, moment]:
                if boot != boot_id():
                    return now  # a restart takes longer than any interval
                try:
                    start = float(moment)
                except ValueError:
                    return now + self._interval
                # NaN fails the comparison too
                return start if start - now <= self._horizon else now + self._interval
            case _:  # cut short by a crash, or written by something else
                return now + self._interval

    def _store(self, start: float) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
        with os.fdopen(os.open(self._state, flags, _MODE), "w", encoding="ascii") as file:
            file.write(f"{boot_id()} {start:.6f}\n")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            make_private(self._lock.parent)
            with FileLock(self._lock, timeout=LOCK_SECONDS, poll_interval=0.005, mode=_MODE):
                yield
        except Timeout:
            raise StorageError(
                f"{self._lock.name}: another harvest process has kept it for {LOCK_SECONDS:.0f} s; "
                "that process is stuck; stop it"
            ) from None
        except OSError as error:
            raise no_pace(self._lock.parent, error) from error


@cache
def boot_id() -> str:
    """This start of the machine: monotonic times of another one mean nothing."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip() or "-"
    except OSError:
        return "-"  # no such file on this system: the horizon alone guards
