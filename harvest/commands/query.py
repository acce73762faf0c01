"""``harvest query list`` and ``harvest query show``."""

import click

from harvest.commands import Invocation, common


@click.group(no_args_is_help=False)
def query() -> None:
    """Saved evidence queries: which there are, and what each one asks."""


@query.command("list")
@common
def list_(invocation: Invocation) -> None:
    """List the saved queries with their titles and whom they are for."""
    from harvest.queries import load

    del invocation  # the queries stand beside the program, not in the configuration
    queries = load()
    width = max((len(saved.slug) for saved in queries), default=0)
    for saved in queries:
        click.echo(f"{saved.slug:{width}}  {saved.title} (for {', '.join(saved.audiences)})")


@query.command()
@common
@click.argument("slug")
def show(invocation: Invocation, slug: str) -> None:
    """Show one saved query: what it is for, its parameters and its SQL."""
    from harvest.queries import named

    del invocation
    saved = named(slug)
    click.echo(f"{saved.title} (for {', '.join(saved.audiences)})\n{saved.description}")
    for parameter in saved.params:
        default = f" [default: {parameter.default}]" if parameter.default else ""
        click.echo(f"  {parameter.name}: {parameter.label} ({parameter.type}){default}")
    click.echo(f"\n{saved.sql};")
