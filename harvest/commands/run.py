"""``harvest run``."""

import click

from harvest.commands import Invocation, common


@click.command()
@common
def run(invocation: Invocation) -> None:
    """Harvest, publish and serve; the sample, where nothing can be harvested yet."""
    from harvest.demo import run as harvest_and_serve

    harvest_and_serve(invocation.config(kept=True))
