"""``harvest restore``."""

from pathlib import Path

import click

from harvest.commands import Invocation, common


@click.command()
@common
@click.argument("file", type=Path)
def restore(invocation: Invocation, file: Path) -> None:
    """Put a copy made by `harvest backup` in the place of the work database, then publish."""
    from harvest import folders
    from harvest.lock import run_lock
    from harvest.publish import publish
    from harvest.store.backup import restore as put_back

    config = invocation.config()
    folders.make(config.store.path.parent)
    with run_lock(config.store.path):
        before = put_back(file, config.store.path)
        # An older state may hold less than what is served now; going back is what was asked for.
        published = publish(config, accept_shrink=True)
    if not invocation.quiet:
        kept = f"; the one before is {before}" if before else ""
        click.echo(f"{config.store.path}: restored from {file}{kept}")
        click.echo(f"{published.path}: generation {published.generation} published")
