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
    """Serve the public file; a newly published one is picked up without a restart.

    With --config once for each of several topics, all are served: a page about all of them with
    one search, and each topic below /t/NAME, the slug of its [topic].
    """
    from harvest.site import serve as run

    first, *others = invocation.configs()
    settings = first.serve
    if host is not None:
        settings = replace(settings, host=host)
    if port is not None:
        settings = replace(settings, port=port)
    run(replace(first, serve=settings), *others, sample=False)
