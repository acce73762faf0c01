"""``harvest publish``."""

import click

from harvest.commands import Invocation, common
from harvest.commands._judgements import warn


@click.command()
@common
@click.option(
    "--accept-shrink",
    is_flag=True,
    help="Publish even if many rows or values are missing compared with before, or no run "
    "was complete.",
)
def publish(invocation: Invocation, accept_shrink: bool) -> None:
    """Rebuild the public file from the work database and swap it in; no network.

    Data read or computed by another version of the program are updated first, and people's
    judgements (see `harvest judgements`) are applied.
    """
    from harvest.clock import SystemClock
    from harvest.errors import StorageError
    from harvest.publish import publish as build
    from harvest.run.lock import run_lock
    from harvest.run.progress import Bars
    from harvest.run.upgrade import bring_up_to_date

    config = invocation.config()
    warn(config)
    if not config.store.path.is_file():
        raise StorageError(
            f"{config.store.path}: nothing has been harvested yet; run `harvest refresh` first"
        )
    with run_lock(config.store.path), Bars(quiet=invocation.quiet) as bars:
        bring_up_to_date(config, SystemClock(), bars)
        published = build(config, accept_shrink=accept_shrink)
    if not invocation.quiet:
        counts = published.counts
        click.echo(
            f"{published.path}: generation {published.generation}, "
            f"{counts.get('trials', 0):,} trials, {counts.get('articles', 0):,} papers"
        )
