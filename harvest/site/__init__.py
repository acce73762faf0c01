"""The site: Datasette on the public file, with pages of its own for each kind of record."""

from harvest.config import Config


def serve(config: Config, *, sample: bool = False) -> None:
    """Serve the public file of ``config`` until a signal ends it.

    ``sample`` puts a banner on every page: what is shown is the bundled sample.

    Raises StorageError if there is no public file yet, CannotCreate if the port is taken.
    """
    from harvest.site.server import run  # Datasette takes a second to import

    run(config, sample=sample)


__all__ = ["serve"]
