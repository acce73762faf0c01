"""``harvest …``: starts a command and turns whatever ends it into one line and an exit code."""

import logging
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from harvest import __version__
from harvest.commands import Commands, options
from harvest.commands import _faults as faults
from harvest.machine.log import redact
from harvest.machine.terminal import take_any_text
from harvest.run.interrupts import Interrupted, interruptible

log = logging.getLogger("harvest")


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
        known = faults.known(error)
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


def _unraisable(met: "sys.UnraisableHookArgs") -> None:
    """What fails while things are put away is no news where the command has said the cause."""
    if met.exc_value is None or faults.exhausted(met.exc_value) is None:
        sys.__unraisablehook__(met)


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
