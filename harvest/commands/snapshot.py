"""``harvest snapshot``."""

from pathlib import Path

import click

from harvest.commands import Invocation, common


@click.command()
@common
@click.argument("file", type=Path)
def snapshot(invocation: Invocation, file: Path) -> None:
    """Write the published site to FILE.zip: pages that open from a disk, without a network.

    Unpack it and double-click index.html. Lists, search, pages and downloads work; what a server
    has to answer (SQL, forms, feeds) is left out. The data file travels along.
    """
    from harvest.records import Progress
    from harvest.run.interrupts import interruptible
    from harvest.run.progress import Bars
    from harvest.snapshot import snapshot as make

    config = invocation.config()
    with interruptible(), Bars(quiet=invocation.quiet) as bars:
        made = make(
            config,
            file,
            told=lambda done, known: bars.show(Progress("snapshot", "addresses", done, known)),
        )
    for address in made.lost:
        click.echo(f"{address}: the site refused this page; links to it are left out", err=True)
    if not invocation.quiet:
        click.echo(f"{file}: {made.pages:,} pages, {made.bytes / 1e6:,.1f} MB")
