"""``harvest seed``."""

from pathlib import Path

import click

from harvest.commands import Invocation, common


@click.command()
@common
@click.argument("page", type=Path)
@click.option("as_json", "--json", is_flag=True, help="For programs: one JSON object.")
def seed(invocation: Invocation, page: Path, as_json: bool) -> None:
    """List the trials, papers and terms that a saved web PAGE names, and which are found."""
    from contextlib import closing

    from harvest import seed as seeds
    from harvest.publish.read import open_published

    with closing(open_published(invocation.config())) as connection:
        seen = seeds.read(page, connection)
    click.echo(seeds.as_json(seen) if as_json else seeds.as_text(seen))
