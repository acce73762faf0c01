"""``harvest run``."""

import click

from harvest.commands import Invocation, common
from harvest.commands._judgements import warn


@click.command()
@common
def run(invocation: Invocation) -> None:
    """Harvest, publish and serve; the sample, where nothing can be harvested yet."""
    from harvest.demo import run as harvest_and_serve

    config = invocation.config(kept=True)
    warn(config)
    harvest_and_serve(config)
