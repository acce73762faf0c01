"""One run at a time: a lock that the kernel holds, so that it can't outlive its process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harvest.errors import AlreadyRunning, CannotCreate, NoPermission

_ATTEMPTS = 5


def lock_path(database: Path) -> Path:
    """Where the lock of a work database lies: beside it."""
    return database.with_name(f"{database.name}.lock")


@contextmanager
def run_lock(database: Path) -> Iterator[None]:
    """Hold the lock of the work database at ``database``; its folder must exist.

    The file is never removed: whoever waits for a file that another removes would hold a lock that
    nobody sees. Its presence means nothing, only the kernel's lock on it does.

    Raises AlreadyRunning if another process holds it, CannotCreate or NoPermission if the file
    can't be made.
    """
    descriptor = _acquire(lock_path(database))
    try:
        yield
    finally:
        os.close(descriptor)


def _acquire(path: Path) -> int:
    for _ in range(_ATTEMPTS):
        descriptor = _open(path)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise AlreadyRunning(
                f"{path}: another run is in progress; wait until it ends"
            ) from None
        # Between open and lock another process may have removed the file that we now hold.
        if _is_at(descriptor, path):
            return descriptor
        os.close(descriptor)
    raise AlreadyRunning(f"{path}: something keeps removing the lock file; leave it in place")


def _open(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        return os.open(path, flags, 0o600)
    except PermissionError:
        raise NoPermission(f"{path}: no permission to open the lock file; check owner") from None
    except OSError as error:
        raise CannotCreate(
            f"{path}: can't make the lock file ({error.strerror}); make its folder writable, or "
            "name another [store] path"
        ) from error


def _is_at(descriptor: int, path: Path) -> bool:
    held = os.fstat(descriptor)
    try:
        there = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return False
    return (held.st_dev, held.st_ino) == (there.st_dev, there.st_ino)
