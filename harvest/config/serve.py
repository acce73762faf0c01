"""How the site is served: ``[serve]`` of the configuration."""

from dataclasses import dataclass
from typing import Literal, cast
from urllib.parse import urlsplit

from harvest.config.reader import Table

PublicSql = Literal["auto", "on", "off"]


@dataclass(frozen=True, slots=True)
class ServeConfig:
    """The site. ``base_url`` is its public address, with a path or without: all is below it.

    ``mcp`` lets assistants in. ``mount`` is the last part of the address, ``/t/asthma``, where
    several topics are served together.
    """

    host: str = "127.0.0.1"
    port: int = 8001
    public_sql: PublicSql = "auto"
    stale_after_hours: float = 48.0
    base_url: str | None = None
    mcp: bool = False
    mount: str = ""

    @property
    def prefix(self) -> str:
        """The path of ``base_url``, ``/evidence-base`` or empty: what every link begins with."""
        return self.mount if self.base_url is None else urlsplit(self.base_url).path

    @property
    def database(self) -> str:
        """What Datasette calls the database; each of several topics has a name of its own."""
        return f"evidence-{self.mount.rpartition('/')[2]}" if self.mount else "evidence"


def read_serve(root: Table) -> ServeConfig:
    """The section ``[serve]``. Raises ConfigError."""
    keys = ("host", "port", "public_sql", "stale_after_hours", "base_url", "mcp")
    table = root.table("serve", keys)
    return ServeConfig(
        host=table.host("host", "127.0.0.1", "127.0.0.1"),
        port=table.whole("port", 8001, 0, 65535),
        public_sql=cast("PublicSql", table.choice("public_sql", "auto", ("auto", "on", "off"))),
        stale_after_hours=table.number("stale_after_hours", 48, 0.01, 100_000),
        base_url=table.url("base_url", None, public=True) if "base_url" in table.values else None,
        mcp=table.flag("mcp", default=False),
    )
