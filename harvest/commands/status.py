"""``harvest status``."""

import dataclasses
import json

import click

from harvest.commands import Invocation, common


@click.command()
@common
@click.option("as_json", "--json", is_flag=True, help="For programs: one JSON object.")
def status(invocation: Invocation, as_json: bool) -> None:
    """Show the last runs, freshness, counts by source and search, and what could not be read."""
    from harvest.clock import SystemClock
    from harvest.health.status import as_text
    from harvest.health.status import status as read

    state = read(invocation.config(), clock=SystemClock())
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(state), ensure_ascii=False, indent=2))
    else:
        click.echo(as_text(state))
