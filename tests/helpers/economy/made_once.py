"""What costs much to make and is only read or copied: made once for all processes of a run."""

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")


def made_once(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], T]
) -> tuple[T, Path]:
    """What ``make`` returns of the folder that it fills, and a copy of that folder.

    Whoever comes first makes it, the others wait; where that one dies, the next makes it. Paths
    in what is returned are of that first folder: the caller turns them to the copy, which this
    process has for itself.
    """
    place = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent  # of all workers of this run
    first, said = place / f"once-{name}", place / f"once-{name}.pickle"
    with (place / f"once-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            shutil.rmtree(first, ignore_errors=True)  # of one that failed
            first.mkdir()
            made = make(first)
            whole = said.with_suffix(".whole")
            whole.write_bytes(pickle.dumps(made))
            whole.replace(said)
    own = factory.mktemp(name) / "copy"
    shutil.copytree(first, own, symlinks=True)
    found: T = pickle.loads(said.read_bytes())
    return found, own
