"""``harvest …``: starts a command and turns whatever ends it into one line and an exit code."""

import errno
import logging
import os
import signal
import sqlite3
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from harvest import __version__
from harvest.commands import Commands, options
from harvest.errors import HarvestError, NoPermission, StorageError, UsageError
from harvest.interrupts import Interrupted, interruptible
from harvest.log import redact

log = logging.getLogger("harvest")

_DISK = {
    errno.ENOSPC: "the disk is full; free some space, then run again",
    errno.EDQUOT: "the disk quota is used up; free some space, then run again",
    errno.EROFS: "the file system is read-only; choose another place or remount it",
    errno.EMFILE: "too many files are open; raise the limit (ulimit -n), then run again",
}


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
        known = _known(error)
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
            from harvest.packages import missing

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
    with interruptible():
        code = run()
    sys.exit(code)
