"""The file operations of a publication: build aside, sync, replace, sync the folder.

At every moment the published path holds a whole file. A name that this module removes or replaces
is always one that it made itself, or a sidecar that SQLite would wrongly apply to the new file.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harvest.config import folders
from harvest.errors import CannotCreate, StorageError
from harvest.machine.crash_points import point

_SIDECARS = ("-wal", "-shm", "-journal")
_MODE = 0o644  # a site under another user reads it


def prepare(target: Path) -> None:
    """See that a file can be published at ``target``, and clear what a killed publication left.

    Raises CannotCreate before anything is changed.
    """
    folder = target.parent
    try:
        folders.make(folder)
        _check_target(target, folder.stat().st_dev)
        for left in sorted(folder.glob(".next-*.db*")):
            left.unlink()
            point(f"publish: removed {left.name}")
    except OSError as error:
        raise _cannot(target, error) from error


def _check_target(target: Path, device: int) -> None:
    try:
        there = target.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(there.st_mode):
        raise CannotCreate(
            f"{target}: is not a plain file; name a plain file as [publish] path in config.toml"
        )
    if there.st_dev != device:
        raise CannotCreate(
            f"{target}: lies on another file system than its folder, so it can't be replaced in "
            "one step; mount the folder, not the file"
        )


@contextmanager
def aside(target: Path, generation: int) -> Iterator[Path]:
    """An empty file beside ``target`` to build in; removed at the end unless it was moved.

    Raises CannotCreate if the folder takes no file.
    """
    path = target.with_name(f".next-{generation}.db")
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, _MODE)
    except OSError as error:
        raise _cannot(target, error) from error
    os.fchmod(descriptor, _MODE)  # whatever the umask says
    os.close(descriptor)
    point("publish: created")
    try:
        yield path
    finally:
        for left in (path, *(path.with_name(path.name + end) for end in _SIDECARS)):
            left.unlink(missing_ok=True)


def replace(new: Path, target: Path) -> None:
    """Put the whole file ``new`` in the place of ``target``, safe against a power cut.

    Raises StorageError if the disk fails.
    """
    try:
        _sync(new, os.O_RDWR)
        point("publish: synced")
        for end in _SIDECARS:
            # Nobody may write to a published file, so a sidecar is stale; SQLite would apply it to
            # the new file and answer with old data, and integrity_check would still say ok.
            sidecar = target.with_name(target.name + end)
            if sidecar.exists():
                sidecar.unlink()
                point(f"publish: removed stale {end}")
        new.replace(target)
        point("publish: replaced")
        _sync(target.parent, os.O_RDONLY | os.O_DIRECTORY)
        point("publish: folder synced")
    except OSError as error:
        raise StorageError(f"{target}: can't be replaced: {error.strerror}") from error


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _cannot(target: Path, error: OSError) -> CannotCreate | StorageError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
        return StorageError(f"{target}: {error.strerror}; free some space and run again")
    return CannotCreate(
        f"{target}: can't write in its folder: {error.strerror}; check owner and mount, or name "
        "another [publish] path in config.toml"
    )
