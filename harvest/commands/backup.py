"""``harvest backup``."""

from pathlib import Path

import click

from harvest.commands import Invocation, common


@click.command()
@common
@click.argument("file", type=Path)
def backup(invocation: Invocation, file: Path) -> None:
    """Copy the work database to FILE, even while it is in use; the copy is checked.

    The configuration and the judgements beside it are files of their own: copy them as well.
    """
    from harvest.store.backup import backup as copy

    config = invocation.config()
    size = copy(config.store.path, file)
    if not invocation.quiet:
        click.echo(f"{file}: {size / 1e6:,.1f} MB, whole")
        if config.judgements.folder.is_dir():
            click.echo(f"{config.judgements.folder}: judgements are not in it, copy them as well")
