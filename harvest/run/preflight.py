"""What must be so before a run begins: packs without a mistake, folders, room on the disk."""

import errno
import shutil
import tempfile
from pathlib import Path

from harvest.config import Config, folders
from harvest.errors import CannotCreate, HarvestError, NoPermission, StorageError
from harvest.evidence.facets.all import check
from harvest.packs.folders import using
from harvest.publish import parquet

_ROOM = 2.5  # times the work database: its journal, the new public file and the one before
_LEAST_ROOM = 16 * 1024 * 1024  # bytes


def preflight(config: Config) -> None:
    """See that the packs can be read; make the folders of both databases, see that they have room.

    Raises NoPermission, CannotCreate or, when the disk is full or nearly so, StorageError; and
    ConfigError for a mistake in a pack, or where Parquet is asked for and can't be written.
    """
    with using(config.topic.packs):
        check()
    for name, path in (("store", config.store.path), ("publish", config.publish.path)):
        _check_folder(name, path.parent)
    if config.publish.parquet is not None:
        parquet.prepare(config.publish.parquet)
    size = _size(config.store.path)
    needed = max(_LEAST_ROOM, int(_ROOM * size))
    for folder in {config.store.path.parent, config.publish.path.parent}:
        free = shutil.disk_usage(folder).free
        if free < needed:
            raise StorageError(
                f"{folder}: {_mib(free)} free, a run may need {_mib(needed)}; free some space"
            )


def _check_folder(section: str, folder: Path) -> None:
    try:
        folders.make(folder)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _explained(error, f"{folder}: [{section}] path") from error


def _explained(error: OSError, what: str) -> HarvestError:
    if error.errno in (errno.EACCES, errno.EPERM):
        return NoPermission(f"{what}: no permission to write to this folder; check owner and mode")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError(f"{what}: the disk is full; free some space, then run again")
    return CannotCreate(f"{what}: can't write to this folder: {error.strerror}; name another")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _mib(size: int) -> str:
    return f"{size / 1024**2:,.0f} MiB"
