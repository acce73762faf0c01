"""Files that a command writes where the user asks for them."""

import errno
from pathlib import Path

from harvest.errors import CannotCreate, HarvestError, NoPermission, StorageError

_FAILING = {errno.ENOSPC, errno.EDQUOT, errno.EIO}


def write(path: Path, body: bytes) -> None:
    """Write ``body`` to ``path``.

    Raises NoPermission, StorageError if the disk is full or failing, and CannotCreate if the file
    can't be made there for any other reason.
    """
    try:
        path.write_bytes(body)
    except OSError as error:
        raise _explained(path, error) from error


def _explained(path: Path, error: OSError) -> HarvestError:
    if error.errno in _FAILING:
        return StorageError(f"{path}: {error.strerror}; free some space, or choose another disk")
    kind = NoPermission if isinstance(error, PermissionError) else CannotCreate
    return kind(f"{path}: can't be written ({error.strerror}); choose another")
