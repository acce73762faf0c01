"""One command for several topics, one after another."""

import logging
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context

import click

from harvest.commands import Invocation
from harvest.commands._faults import known
from harvest.config import load
from harvest.config.together import check_apart
from harvest.errors import HarvestError
from harvest.machine.log import redact

log = logging.getLogger("harvest")

_WORST_FIRST = (1, 74, 73, 77, 78, 2, 65, 69, 75)
"""Exit codes by how much there is to do about them: a bug, the machine, the configuration, what a
registry sent, a registry out of reach, another run at work"""
_SIGNALLED = 128


def one_after_another(invocation: Invocation, work: Callable[[Invocation], int]) -> int:
    """Do for each topic what ``work``, which gives its exit code, does for one.

    What ends one topic is told with its file, and the next one begins; a signal ends them all.
    Returns the worst of the codes. Raises ConfigError where two topics share what each has of its
    own.
    """
    _check(invocation)
    codes = [_one(each, work) for each in invocation.each()]
    return worst(codes)


def worst(codes: list[int]) -> int:
    """The code that tells of the most serious of what went wrong; 0 where nothing did."""
    return min(filter(None, codes), key=_gravity, default=0)


def _gravity(code: int) -> int:
    return _WORST_FIRST.index(code) if code in _WORST_FIRST else 0


def _check(invocation: Invocation) -> None:
    configs = []
    for path in invocation.config_paths:
        with suppress(HarvestError, OSError):  # told when its turn comes
            configs.append(load(path))
    check_apart(configs)


def _one(invocation: Invocation, work: Callable[[Invocation], int]) -> int:
    [path] = invocation.config_paths
    if not invocation.quiet:
        click.echo(f"{path}:")
    try:
        code = copy_context().run(work, invocation)
    except BrokenPipeError:
        raise
    except Exception as error:
        if (told := known(error)) is None:
            log.exception("%s: this is a bug in harvest; please report it", path)
            return 1
        line = " ".join(redact(str(told)).split())
        where = "" if line.startswith(str(path)) else f"{path}: "
        click.echo(f"harvest: {where}{line}", err=True)
        return told.exit_code
    if code >= _SIGNALLED:
        raise click.exceptions.Exit(code)
    if code:
        log.warning("%s: ended with exit code %d", path, code)
    return code
