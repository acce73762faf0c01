"""``harvest …``: starts a command and turns whatever ends it into one line and an exit code."""

import errno
import logging
import os
import re
import signal
import sqlite3
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from harvest import __version__
from harvest.commands import Commands, options
from harvest.errors import HarvestError, NoPermission, StorageError, UsageError
from harvest.machine.log import redact
from harvest.machine.terminal import take_any_text
from harvest.run.interrupts import Interrupted, interruptible

log = logging.getLogger("harvest")

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


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="harvest")
@options
def cli() -> None:
    """Keep a living evidence base: trials, papers and MeSH terms on one topic."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code, whatever ends it."""
    try:
        code = _invoke(sys.argv[1:] if arguments is None else arguments)
        if sys.stdout is not None:
            sys.stdout.flush()  # a full disk or a closed pipe shows here, not at Python's end
    except BrokenPipeError:
        _forget_stdout()
        return 0  # the reader has what it wanted, as with `| head -1`
    except (KeyboardInterrupt, click.Abort):
        return _fail("stopped by SIGINT", 128 + signal.SIGINT)
    except Interrupted as stop:
        return _fail(f"stopped by {stop}", stop.exit_code)
    except Exception as error:  # the one place where everything ends
        known = _known(error) or _exhausted(error)
        if known is None:
            log.exception("this is a bug in harvest, not your mistake; please report it")
            return 1
        if isinstance(error, OSError):
            _forget_stdout()
        return _fail(str(known), known.exit_code)
    return code


def _invoke(arguments: Sequence[str]) -> int:
    try:
        with cli.make_context("harvest", list(arguments) or ["--help"]) as context:
            cli.invoke(context)
    except click.exceptions.Exit as end:  # --help, or a command with a code of its own
        return end.exit_code
    return 0


def _known(error: Exception) -> HarvestError | None:
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


def _exhausted(error: BaseException | None) -> HarvestError | None:
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


def _unraisable(met: "sys.UnraisableHookArgs") -> None:
    """What fails while things are put away is no news where the command has said the cause."""
    if met.exc_value is None or _exhausted(met.exc_value) is None:
        sys.__unraisablehook__(met)


def _file(error: OSError) -> str:
    return f"{error.filename}: " if error.filename else ""


def _fail(message: str, code: int) -> int:
    line = " ".join(redact(message).split())
    if sys.stderr is not None:
        click.echo(f"harvest: {line}", err=True)
    return code


def _forget_stdout() -> None:
    """Keep Python from complaining, at its end, of what can't be written any more."""
    try:
        descriptor = sys.stdout.fileno()
    except (AttributeError, OSError, ValueError):
        return  # closed already, or not a real file
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def main() -> NoReturn:
    """The console script."""
    take_any_text()
    sys.unraisablehook = _unraisable
    with interruptible():
        code = run()
    sys.exit(code)
