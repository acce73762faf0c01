"""Ordinal points: named places at which a test may kill the process.

Every commit and every file operation of the store and of the publication passes one. With
``HARVEST_FAIL_AT=k`` the process kills itself, as SIGKILL does, at the k-th point that it passes;
with ``HARVEST_POINTS_LOG=path`` it appends the name of each. So a test can kill a run at each of
its points in turn, which proves more than killing it at random times.
"""

import os
import signal
from collections.abc import Mapping
from pathlib import Path

_LOG, _FAIL_AT = "HARVEST_POINTS_LOG", "HARVEST_FAIL_AT"
_passed = 0


def point(name: str) -> None:
    """Pass the point called ``name``; without the two variables this does nothing."""
    log = os.environ.get(_LOG)
    fail_at = os.environ.get(_FAIL_AT)
    if log is None and fail_at is None:
        return
    global _passed
    _passed += 1
    if log is not None:
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")
    if fail_at is not None and _passed == int(fail_at):
        os.kill(os.getpid(), signal.SIGKILL)


def without(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process whose points don't count: it would count from 1 again."""
    return {name: value for name, value in environment.items() if name not in (_LOG, _FAIL_AT)}
