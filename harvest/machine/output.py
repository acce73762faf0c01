"""Files that a command writes where the user asks for them."""

import errno
import os
import secrets
from pathlib import Path

from harvest.errors import CannotCreate, HarvestError, NoPermission, StorageError
from harvest.machine.crash_points import point

_FAILING = {errno.ENOSPC, errno.EDQUOT, errno.EIO}


def write(path: Path, body: bytes, *, aside: str | None = None, private: bool = False) -> None:
    """Write ``body`` to ``path``: whole, or not at all.

    It is written beside the file of before and takes its place and mode when it is on the disk;
    where a link leads, there. What is no plain file (a pipe, ``/dev/stdout``) is written as it is.
    ``aside`` is the name that it has until then, for who writes alone and removes what a process
    that was killed has left; a ``private`` file that is new is for its owner alone.

    Raises NoPermission, StorageError if the disk is full or failing, and CannotCreate if the file
    can't be made there for any other reason.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(body)
        else:
            _replace(path.resolve(), body, aside, 0o600 if private else 0o666)
    except OSError as error:
        raise _explained(path, error) from error


def _replace(path: Path, body: bytes, name: str | None, usual: int) -> None:
    mode = path.stat().st_mode & 0o777 if path.exists() else None
    aside = path.with_name(name or f".harvest-{secrets.token_hex(8)}.partial")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, usual)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        point("output: written aside")
        aside.replace(path)
        point("output: in its place")
    finally:
        aside.unlink(missing_ok=True)


def _explained(path: Path, error: OSError) -> HarvestError:
    if error.errno in _FAILING:
        return StorageError(f"{path}: {error.strerror}; free some space, or choose another disk")
    kind = NoPermission if isinstance(error, PermissionError) else CannotCreate
    return kind(f"{path}: can't be written ({error.strerror}); choose another")
