"""``harvest publish``."""

import click

from harvest.commands import Invocation, common


@click.command()
@common
@click.option(
    "--accept-shrink",
    is_flag=True,
    help="Publish even if much less is left, columns are much emptier, or no run was complete.",
)
def publish(invocation: Invocation, accept_shrink: bool) -> None:
    """Rebuild the public file from the work database and swap it in; no network."""
    from harvest.errors import StorageError
    from harvest.lock import run_lock
    from harvest.publish import publish as build

    config = invocation.config()
    if not config.store.path.is_file():
        raise StorageError(
            f"{config.store.path}: nothing has been harvested yet; run `harvest refresh` first"
        )
    with run_lock(config.store.path):
        published = build(config, accept_shrink=accept_shrink)
    if not invocation.quiet:
        counts = published.counts
        click.echo(
            f"{published.path}: generation {published.generation}, "
            f"{counts.get('trials', 0):,} trials, {counts.get('articles', 0):,} papers"
        )
