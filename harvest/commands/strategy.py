"""``harvest strategy``."""

from contextlib import closing
from pathlib import Path

import click

from harvest.commands import Invocation, common


@click.command()
@common
def strategy(invocation: Invocation) -> None:
    """Show the searches: the exact strings that each source is sent, with warnings."""
    from harvest.strategy import render, unused_concepts

    config = invocation.config()
    for rendered in render(config, _descriptors(config.store.path)):
        click.echo(f"[{rendered.search}] {rendered.source}")
        for name, value in rendered.params:
            click.echo(f"  {name} = {value}")
        for warning in rendered.warnings:
            click.echo(f"  warning: {warning}")
        click.echo()
    for name in unused_concepts(config):
        click.echo(f"warning: [topic.concepts.{name}]: no search asks for it; add it to one")


def _descriptors(database: Path) -> tuple[str, ...]:
    """Names of the MeSH descriptors that held records carry; none before the first harvest."""
    from harvest.store.schema import reader, storage_errors

    if not database.is_file():
        return ()
    with storage_errors(database), closing(reader(database)) as connection:
        return tuple(name for (name,) in connection.execute("SELECT name FROM mesh_terms"))
