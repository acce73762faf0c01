"""The commands, one small file each: to add one is to add its file.

A file holds the click command, named as the file is, and little else; what it does lives in a
module of its own, imported inside the function, so that ``harvest --help`` needs neither
configuration nor network nor time.
"""

import functools
import importlib
import keyword
import pkgutil
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Concatenate, ParamSpec

import click

from harvest.config import Config, load, write_default
from harvest.errors import UsageError
from harvest.machine import log, sqlite
from harvest.packs.folders import use

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Invocation:
    """What every command is told: which configuration, and how much to say.

    ``config_paths`` are several only for commands that take several topics.
    """

    config_paths: tuple[Path, ...]
    quiet: bool
    verbose: bool

    def config(self, *, kept: bool = False) -> Config:
        """The configuration, read and checked; its secrets are kept out of messages from here on.

        With ``kept``, for commands that make a base, the default one is written into the folder
        where there is none: it belongs to the data, and an upgrade must not change it unseen.

        Raises ConfigError, NoPermission or OSError.
        """
        if len(self.config_paths) > 1:
            raise UsageError("--config is given twice; this command takes one topic at a time")
        path = next(iter(self.config_paths), None)
        config = load(path)
        if kept and config.path is None:
            click.echo(f"No configuration here: wrote the default one, {write_default()}", err=True)
            config = load(path)
        return self._of(config)

    def configs(self) -> tuple[Config, ...]:
        """The configuration of each topic. Raises what ``config`` raises."""
        if len(self.config_paths) < 2:
            return (self.config(),)
        return tuple(self._of(load(path)) for path in self.config_paths)

    def _of(self, config: Config) -> Config:
        log.hide(config.api_key, config.contact)
        use(config.topic.packs)
        return config

    def each(self) -> list["Invocation"]:
        """This invocation for each topic alone."""
        return [replace(self, config_paths=(path,)) for path in self.config_paths]


def _told(name: str) -> Callable[[click.Context, click.Parameter, object], None]:
    """Remember what an option says for the command at the end of the line, wherever it stands."""

    def remember(context: click.Context, parameter: click.Parameter, value: object) -> None:
        del parameter
        if value:
            context.meta[f"harvest.{name}"] = value

    return remember


def options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command, which may stand before its name as well as after it."""
    for option in (
        click.option(
            "--config",
            type=Path,
            metavar="PATH",
            multiple=True,
            expose_value=False,
            callback=_told("config"),
            help="The configuration file. "
            "[default: $HARVEST_CONFIG, ./config.toml or the built-in one]",
        ),
        click.option(
            "--quiet",
            "-q",
            is_flag=True,
            expose_value=False,
            callback=_told("quiet"),
            help="Show problems only.",
        ),
        click.option(
            "--verbose",
            "-v",
            is_flag=True,
            expose_value=False,
            callback=_told("verbose"),
            help="Show every detail.",
        ),
    )[::-1]:
        command = option(command)
    return command


def common(run: Callable[Concatenate[Invocation, P], None]) -> Callable[..., None]:
    """Give a command ``--config``, ``--quiet`` and ``--verbose``, and the Invocation they make."""

    @options
    @functools.wraps(run)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        told = click.get_current_context().meta
        quiet, verbose = bool(told.get("harvest.quiet")), bool(told.get("harvest.verbose"))
        if quiet and verbose:
            raise UsageError("--quiet and --verbose exclude each other; give one of them")
        log.set_up(quiet=quiet, verbose=verbose)
        if click.get_current_context().command.name != "doctor":  # which tells it with the rest
            sqlite.check()
        invocation = Invocation(told.get("harvest.config", ()), quiet, verbose)
        copy_context().run(run, invocation, *args, **kwargs)  # the packs of its topic end with it

    return wrapped


class Commands(click.Group):
    """The group whose commands are the files of this folder.

    One that is called as a word of Python has a ``_`` behind its name there.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names, in alphabetical order."""
        return sorted(
            module.name.removesuffix("_")
            for module in pkgutil.iter_modules(__path__)
            if module.name[0] != "_"
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None if there is no such file."""
        if cmd_name not in self.list_commands(ctx):
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command = getattr(importlib.import_module(f"{__name__}.{name}"), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"harvest/commands/{name}.py: {name} is not a click command")
        return command
