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
    from harvest.desk.decisions import read as decided
    from harvest.desk.decisions.told import counts, summary
    from harvest.errors import HarvestError
    from harvest.health.status import as_text
    from harvest.health.status import status as read

    config = invocation.config()
    state, decisions = read(config, clock=SystemClock()), None
    try:
        decisions = decided(config, former={})
    except HarvestError as error:  # a line of that file says nothing of the harvest
        click.echo(str(error), err=True)
    if as_json:
        told = dataclasses.asdict(state)
        if decisions:
            told["decisions"] = dict(counts(decisions))
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo(as_text(state))
        if decisions:
            click.echo(f"Decisions of the review: {summary(decisions)}")
