"""``harvest serve``."""

from dataclasses import replace

import click

from harvest.commands import Invocation, common


@click.command()
@common
@click.option("--host", help="Address to listen on. [default: as in config.toml]")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port; 0 takes a free one. [default: as there]"
)
def serve(invocation: Invocation, host: str | None, port: int | None) -> None:
    """Serve the public file; a newly published one is picked up without a restart."""
    from harvest.site import serve as run

    config = invocation.config()
    settings = config.serve
    if host is not None:
        settings = replace(settings, host=host)
    if port is not None:
        settings = replace(settings, port=port)
    run(replace(config, serve=settings), sample=False)
