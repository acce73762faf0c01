"""Makes the Datasette application of a site."""

import importlib
import ipaddress
import logging
import re
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.plugins import pm
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from harvest.clock import Clock, SystemClock
from harvest.config import Config
from harvest.errors import ConfigError
from harvest.machine.packages import missing
from harvest.packs.folders import using
from harvest.publish.read import is_of_an_earlier_version
from harvest.site.context import SETTINGS, Site, belongs
from harvest.site.desk import persons
from harvest.site.plugin import Plugin, routes
from harvest.site.render import filters
from harvest.site.serving.hotswap import ServedDatabase
from harvest.site.serving.metadata import metadata
from harvest.site.warm_up import everything

HERE = Path(__file__).parent
_log = logging.getLogger(__name__)


def make(
    config: Config, *, sample: bool = False, clock: Clock | None = None, still: bool = False
) -> Datasette:
    """The application that serves the public file of ``config``.

    With ``still`` its pages are kept as files and offer nothing that a server has to answer.

    Raises StorageError if nothing is published there, ConfigError for a path of ``base_url`` that
    is one of the site's own.
    """
    with using(config.topic.packs):
        return _make(config, clock or SystemClock(), sample=sample, still=still)


def _make(config: Config, clock: Clock, *, sample: bool, still: bool) -> Datasette:
    _register_plugin()
    if config.serve.mcp:
        _check_packages()
    prefix = config.serve.prefix
    if prefix and prefix.split("/")[1] in _first_names():
        raise ConfigError(
            f"[serve] base_url: its path can't begin with {prefix.split('/')[1]!r}, the name of a "
            "page of the site; choose another path"
        )
    persons.check(config)
    public_sql = may_run_sql(config)
    datasette = Datasette(
        [],
        memory=False,
        metadata=metadata(config.topic.title, config.serve.database),
        settings=SETTINGS | {"default_allow_sql": public_sql, "base_url": f"{prefix}/"},
        template_dir=str(HERE / "stock"),
        static_mounts=[("static", str(HERE / "static"))],
    )
    datasette.remove_database("_memory")
    # The database first: opening it calls the plugin, which asks for the site only by its presence.
    database = ServedDatabase(
        datasette,
        config.publish.path,
        clock,
        lambda: _ready(datasette, config),
        config.serve.database,
    )
    datasette.add_database(database, name=config.serve.database)
    belongs(datasette, Site(config, sample, clock, database, templates(), public_sql, still))
    # Its own client was made with it, before the hooks could know the site.
    datasette.client.app = datasette.app()
    return datasette


def _check_packages() -> None:
    """Raise ConfigError where the packages that answer assistants are not there."""
    try:
        importlib.import_module("harvest.site.assistant.http")
    except ModuleNotFoundError as error:
        raise missing(error, "mcp") from error


async def _ready(datasette: Datasette, config: Config) -> None:
    """Work out what readers would wait for, whoever asks for it and whatever packs that one has."""
    with using(config.topic.packs):
        try:
            await everything(datasette)
        except sqlite3.OperationalError as error:
            if not is_of_an_earlier_version(error):
                raise
            path = config.publish.path
            _log.error("%s: published by an earlier version; run `harvest publish`", path)


def _first_names() -> set[str]:
    """What the addresses of the site begin with, ``trials`` for one."""
    found = {"evidence", "static", "-"}
    for pattern, _ in routes():
        found.update(re.findall(r"[a-z]+", pattern.removeprefix("^/").partition("/")[0]))
    return found


def may_run_sql(config: Config) -> bool:
    """Whether visitors may send SQL of their own: by default only on the machine itself.

    A public address stands for a proxy before the site; one that is not told of is seen by each
    request (:mod:`harvest.site.serving.visitor`).
    """
    if config.serve.public_sql != "auto":
        return config.serve.public_sql == "on"
    if config.serve.base_url is not None:
        return False
    host = config.serve.host
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Templates(Environment):
    """Templates in which ``row.title`` is a column of a row of SQL.

    That is what Jinja finds, too, but by way of an error for each: most of what a list costs.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is sqlite3.Row and attribute != "keys":
            try:
                return obj[attribute]
            except IndexError:
                return self.undefined(obj=obj, name=attribute)
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)


@cache
def templates() -> Environment:
    """The templates of our own pages, for every site."""
    environment = _Templates(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        auto_reload=False,  # looking at every file would cost more than the page
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters.FILTERS)
    return environment


@cache
def _register_plugin() -> None:
    pm.register(Plugin(), "harvest")
