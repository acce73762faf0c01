"""Folders that the program makes for itself: of a mode of its own, whatever the umask says."""

import errno
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from harvest.errors import HarvestError, NoPermission, StorageError

STATE = "HARVEST_STATE"
"""Environment variable that names the folder for :func:`pace` instead of the user's own."""

_READABLE = 0o755  # a site under another user reads what is published
_PRIVATE = 0o700


def make(folder: Path, mode: int = _READABLE) -> None:
    """Make a folder and the parents that it lacks, each of that mode.

    Raises OSError if it can't be made, or is something else.
    """
    missing: list[Path] = []
    for each in (folder, *folder.parents):
        if each.is_dir():
            break
        missing.append(each)
    for each in reversed(missing):
        try:
            each.mkdir(mode)
        except FileExistsError:  # another process made it first, or it is a file
            if each.is_dir():
                continue
            raise
        each.chmod(mode)


def make_private(folder: Path) -> None:
    """Make a folder that nobody else can write to or read, or see that it is one.

    Raises NoPermission if it belongs to somebody else or may not be made, StorageError if it is
    something else (a link, too: it may lead to another user's folder) or the disk fails.
    """
    try:
        make(folder, _PRIVATE)
        there = folder.lstat()
        if not stat.S_ISDIR(there.st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if there.st_uid != os.geteuid():
            raise PermissionError(errno.EACCES, "it belongs to another user")
        if stat.S_IMODE(there.st_mode) != _PRIVATE:
            folder.chmod(_PRIVATE)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EROFS, os.strerror(errno.EROFS))
    except OSError as error:
        raise no_pace(folder, error) from error


def pace(env: Mapping[str, str] = os.environ) -> Path:
    """The folder that keeps the pace of requests: one for all processes of a user.

    It lies where the user's programs keep their state (``$XDG_STATE_HOME``, else
    ``~/.local/state``), or, where that can't be written, in the folder for temporary files under
    the user's number.

    Raises NoPermission or StorageError if neither can be had: without it a registry could be asked
    faster than it allows.
    """
    refused: HarvestError | None = None
    for folder in _places(env):
        try:
            make_private(folder)
        except HarvestError as error:
            refused = error
        else:
            return folder
    assert refused is not None
    raise refused


def _places(env: Mapping[str, str]) -> Iterator[Path]:
    if named := env.get(STATE):
        yield Path(named).absolute() / "pace"
        return
    state = Path(env.get("XDG_STATE_HOME", ""))
    if state.is_absolute():  # the XDG specification has a relative one ignored
        yield state / "harvest" / "pace"
    elif (home := Path(env.get("HOME") or os.path.expanduser("~"))).is_absolute():  # noqa: PTH111 (Path.expanduser raises where there is none)
        yield home / ".local" / "state" / "harvest" / "pace"
    yield Path(tempfile.gettempdir()) / f"harvest-{os.geteuid()}"


def no_pace(folder: Path, error: OSError) -> HarvestError:
    """The error for a folder in which the pace can't be kept."""
    kind = NoPermission if isinstance(error, PermissionError) else StorageError
    return kind(
        f"{folder}: the pace of requests can't be kept there ({error.strerror}); give it to the "
        f"user of harvest, move it away, or name another folder in {STATE}"
    )
