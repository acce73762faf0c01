"""The site: Datasette on the public file, with pages of its own for each kind of record."""

from harvest.config import Config


def serve(*configs: Config, sample: bool = False) -> None:
    """Serve the public file of a topic, or those of several, until a signal ends it.

    ``sample`` puts a banner on every page: what is shown is the bundled sample.

    Raises StorageError if there is no public file of one alone yet, CannotCreate if the port is
    taken, ConfigError for several that can't be told apart.
    """
    from harvest.site.server import run  # Datasette takes a second to import

    run(*configs, sample=sample)


__all__ = ["serve"]
