"""``harvest demo``."""

import click

from harvest.commands import Invocation, common


@click.command()
@common
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port of the site; 0 takes a free one. [default: as in config.toml]",
)
@click.option("--topics", is_flag=True, help="Serve two more topics beside it, all made up.")
def demo(invocation: Invocation, port: int | None, topics: bool) -> None:
    """Harvest the bundled sample from stand-in registries and serve it; no network."""
    from harvest.demo import demo as serve_sample

    config = invocation.config()
    serve_sample(config, config.serve.port if port is None else port, several=topics)
