"""What ends a command, as one of our errors: one line and an exit code."""

import errno
import re
import sqlite3

import click

from harvest.errors import HarvestError, NoPermission, StorageError, UsageError

_DISK = {
    errno.ENOSPC: "the disk is full; free some space, then run again",
    errno.EDQUOT: "the disk quota is used up; free some space, then run again",
    errno.EROFS: "the file system is read-only; choose another place or remount it",
    errno.EFBIG: "a file may not grow so large here; raise the limit (ulimit -f), then run again",
    errno.EAGAIN: "no more processes may be started; raise the limit (ulimit -u), then run again",
    errno.ENOMEM: "not enough memory; free some, or raise the limit (ulimit -v), then run again",
    errno.ENFILE: "the machine has too many files open; close some programs, then run again",
    errno.EMFILE: "too many files are open; raise the limit (ulimit -n), then run again",
}
_LXML_WRITES = re.compile(r"IO_(\w+)")
_NO_MEMORY = ("annot allocate memory", "failed to map segment", "Memory allocation failed")


def known(error: Exception) -> HarvestError | None:
    """The error as one of ours; None for what only a mistake in the program explains."""
    return _ours(error) or exhausted(error)


def _ours(error: Exception) -> HarvestError | None:
    """The error as one of ours; None for what only a mistake in the program explains."""
    match error:
        case HarvestError():
            return error
        case click.UsageError():
            path = error.ctx.command_path if error.ctx else "harvest"
            return UsageError(f"{error.format_message()} See `{path} --help`.")
        case click.ClickException():
            return UsageError(error.format_message())
        case ModuleNotFoundError() if not (error.name or "harvest").startswith("harvest"):
            from harvest.machine.packages import missing

            return missing(error)
        case PermissionError():
            return NoPermission(f"{_file(error)}no permission; check its owner and mode")
        case OSError():
            cure = _DISK.get(error.errno or 0, "check the disk and the path, then run again")
            why = f"{error.strerror}; " if error.errno not in _DISK and error.strerror else ""
            return StorageError(f"{_file(error)}{why}{cure}")
        case sqlite3.DatabaseError():
            return StorageError(f"database: {error}; run `harvest doctor`")
    return None


def exhausted(error: BaseException | None) -> HarvestError | None:
    """The error as one of ours if the machine ran out of something, here or in what led here.

    A library that cleans up after a full disk often fails with an error of its own.
    """
    while error is not None:
        text = str(error)
        if isinstance(error, MemoryError) or any(words in text for words in _NO_MEMORY):
            return StorageError("not enough memory; free some, or raise the limit, then run again")
        if isinstance(error, RuntimeError) and "start new thread" in text:
            return StorageError("no more threads may be started; raise the limit, then run again")
        if isinstance(error, OSError) and error.errno in _DISK:
            return StorageError(f"{_file(error)}{_DISK[error.errno]}")
        if found := _LXML_WRITES.fullmatch(text):  # an OSError that lost its kind on the way
            number = getattr(errno, found[1], 0)
            return StorageError(f"a file can't be written: {_DISK.get(number, 'check the disk')}")
        error = error.__cause__ or error.__context__
    return None


def _file(error: OSError) -> str:
    return f"{error.filename}: " if error.filename else ""
