"""What the pages of a site stand on: its configuration, its clock, its file, its templates."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from datasette.app import Datasette
from jinja2 import Environment

from harvest.clock import Clock
from harvest.config import Config
from harvest.site.serving.hotswap import THREADS, ServedDatabase
from harvest.site.serving.visitor import visit

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
    still: bool = False
    """Its pages are kept as files, where nothing answers"""

    @property
    def takes_sql(self) -> bool:
        """Whether the visitor at hand may send SQL: not through a proxy, unless it is set so."""
        return self.public_sql and (self.config.serve.public_sql == "on" or not visit().proxied)


_sites: WeakKeyDictionary[Datasette, Site] = WeakKeyDictionary()


def site_of(datasette: Datasette) -> Site | None:
    """The site that a Datasette belongs to; None for one that is not ours."""
    return _sites.get(datasette)


def belongs(datasette: Datasette, site: Site) -> None:
    """Let a Datasette serve a site from now on."""
    _sites[datasette] = site
