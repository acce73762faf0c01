"""One writer at a time in the folder of the judgements: a lock that the kernel holds.

It is on the folder itself, so that no file of it lies about, and ends with its process.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harvest.clock import Clock
from harvest.errors import AlreadyRunning, NoPermission, StorageError

_PATIENCE = 20.0
_PAUSE = 0.02
"""Seconds that a writer waits for another, and between two attempts: one takes milliseconds."""


@contextmanager
def alone(folder: Path, clock: Clock) -> Iterator[None]:
    """Hold the lock of a folder, which must exist: of commands and site alike.

    Raises AlreadyRunning if another holds it all the time, NoPermission or StorageError if the
    folder can't be locked.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except PermissionError:
        raise NoPermission(f"{folder}: may not be read; check its owner and mode") from None
    except OSError as error:
        raise StorageError(f"{folder}: can't be read ({error.strerror}); check the disk") from error
    try:
        _wait(descriptor, folder, clock)
        yield
    finally:
        os.close(descriptor)


def _wait(descriptor: int, folder: Path, clock: Clock) -> None:
    until = clock.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if clock.monotonic() >= until:
                raise AlreadyRunning(
                    f"{folder}: another process has been writing there for {_PATIENCE:.0f} s; "
                    "stop it, then try again"
                ) from None
            clock.sleep(_PAUSE)
        except OSError as error:
            raise StorageError(
                f"{folder}: can't be locked ({error.strerror}); choose a disk that has locks "
                "as [judgements] folder"
            ) from error
        else:
            return
