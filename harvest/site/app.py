"""Makes the Datasette application of a site."""

import ipaddress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from weakref import WeakKeyDictionary

from datasette.app import Datasette
from datasette.plugins import pm
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from harvest.clock import Clock, SystemClock
from harvest.config import Config
from harvest.site import filters
from harvest.site.hotswap import THREADS, ServedDatabase
from harvest.site.metadata import metadata
from harvest.site.visitor import visit

HERE = Path(__file__).parent

SETTINGS = {
    "num_sql_threads": THREADS,
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 300,
    "max_returned_rows": 1000,
    "default_page_size": 50,
    "suggest_facets": False,
    "allow_download": False,
    "allow_csv_stream": False,
    "default_cache_ttl": 5,
    "truncate_cells_html": 400,
}


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages of one site share."""

    config: Config
    sample: bool
    clock: Clock
    database: ServedDatabase
    templates: Environment
    public_sql: bool

    @property
    def takes_sql(self) -> bool:
        """Whether the visitor at hand may send SQL: not through a proxy, unless it is set so."""
        return self.public_sql and (self.config.serve.public_sql == "on" or not visit().proxied)


_sites: WeakKeyDictionary[Datasette, Site] = WeakKeyDictionary()


def site_of(datasette: Datasette) -> Site | None:
    """The site that a Datasette belongs to; None for one that is not ours."""
    return _sites.get(datasette)


def make(config: Config, *, sample: bool = False, clock: Clock | None = None) -> Datasette:
    """The application that serves the public file of ``config``.

    Raises StorageError if nothing is published there.
    """
    _register_plugin()
    public_sql = may_run_sql(config)
    datasette = Datasette(
        [],
        memory=False,
        metadata=metadata(config.topic.title),
        settings=SETTINGS | {"default_allow_sql": public_sql},
        template_dir=str(HERE / "stock"),
        static_mounts=[("static", str(HERE / "static"))],
    )
    datasette.remove_database("_memory")
    clock = clock or SystemClock()
    # The database first: opening it calls the plugin, which asks for the site only by its presence.
    from harvest.site.ready import everything  # the pages need site_of

    database = ServedDatabase(datasette, config.publish.path, clock, lambda: everything(datasette))
    datasette.add_database(database, name="evidence")
    _sites[datasette] = Site(config, sample, clock, database, _templates(), public_sql)
    # Its own client was made with it, before the hooks could know the site.
    datasette.client.app = datasette.app()
    return datasette


def may_run_sql(config: Config) -> bool:
    """Whether visitors may send SQL of their own: by default only on the machine itself.

    A public address stands for a proxy before the site; one that is not told of is seen by each
    request (:mod:`harvest.site.visitor`).
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


@cache
def _templates() -> Environment:
    environment = Environment(
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
    from harvest.site.plugin import Plugin  # it needs site_of

    pm.register(Plugin(), "harvest")
