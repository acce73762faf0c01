"""``harvest desk link``, ``links`` and ``end-link``."""

import click

from harvest.commands import Invocation, common, options


@click.group()
@options
def desk() -> None:
    """Give people links by which the site knows them as those who decide.

    Needed where the site can be reached from elsewhere, with site = true below [desk].
    """


@desk.command()
@common
@click.argument("name")
def link(invocation: Invocation, name: str) -> None:
    """Print a secret link for NAME; the one of before ends. Send it to nobody else."""
    from harvest.desk import links

    config = invocation.config()
    secret = links.make(config, name)
    base = config.serve.base_url or f"http://{config.serve.host}:{config.serve.port}"
    click.echo(f"{base.rstrip('/')}/desk/enter?key={secret}")


@desk.command("links")
@common
def links_(invocation: Invocation) -> None:
    """List who has a link."""
    from harvest.desk import links

    for name in links.people(invocation.config()):
        click.echo(name)


@desk.command("end-link")
@common
@click.argument("name")
def end_link(invocation: Invocation, name: str) -> None:
    """End the link of NAME."""
    from harvest.desk import links

    links.end(invocation.config(), name)
    if not invocation.quiet:
        click.echo(f"{name}: the link has ended")
