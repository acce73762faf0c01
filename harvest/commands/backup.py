"""``harvest backup``."""

from pathlib import Path

import click

from harvest.commands import Invocation, common


@click.command()
@common
@click.argument("file", type=Path)
def backup(invocation: Invocation, file: Path) -> None:
    """Copy the work database to FILE, even while it is in use; the copy is checked."""
    from harvest.store.backup import backup as copy

    size = copy(invocation.config().store.path, file)
    if not invocation.quiet:
        click.echo(f"{file}: {size / 1e6:,.1f} MB, whole")
