"""``harvest restore``."""

from pathlib import Path

import click

from harvest.commands import Invocation, common
from harvest.commands._judgements import warn


@click.command()
@common
@click.argument("file", type=Path)
def restore(invocation: Invocation, file: Path) -> None:
    """Replace the work database by a copy made by `harvest backup`, then publish."""
    from harvest.clock import SystemClock
    from harvest.config import folders
    from harvest.evidence import judged_by_persons
    from harvest.publish import publish
    from harvest.run.lock import run_lock
    from harvest.run.progress import Bars
    from harvest.run.upgrade import bring_up_to_date
    from harvest.store.backup import restore as put_back

    config = invocation.config()
    warn(config)
    judged_by_persons(config)  # a wrong row is told before anything is put back
    folders.make(config.store.path.parent)
    with run_lock(config.store.path), Bars(quiet=invocation.quiet) as bars:
        before = put_back(file, config.store.path)
        bring_up_to_date(config, SystemClock(), bars)
        # An older state may hold less than what is served now; going back is what was asked for.
        published = publish(config, accept_shrink=True)
    if not invocation.quiet:
        kept = f"; the previous one is {before}" if before else ""
        click.echo(f"{config.store.path}: restored from {file}{kept}")
        click.echo(f"{published.path}: generation {published.generation} published")
