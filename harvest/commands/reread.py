"""``harvest reread``."""

import click

from harvest.commands import Invocation, common
from harvest.commands._judgements import warn
from harvest.errors import UsageError


@click.command()
@common
@click.option(
    "sources",
    "--source",
    metavar="NAME",
    multiple=True,
    help="Only the records of this source; repeatable.",
)
@click.option(
    "everything",
    "--all",
    is_flag=True,
    help="Also records already read by this version of the program.",
)
def reread(invocation: Invocation, sources: tuple[str, ...], everything: bool) -> None:
    """Read the stored records again with this version of the program, and publish; no network.

    `harvest refresh` and `harvest publish` do so by themselves for records read by another version.
    """
    from harvest.clock import SystemClock
    from harvest.evidence import judged_by_persons
    from harvest.publish import publish
    from harvest.run import upgrade
    from harvest.run.interrupts import interruptible
    from harvest.run.lock import run_lock
    from harvest.run.progress import Bars
    from harvest.sources import all_sources
    from harvest.store import Store
    from harvest.store.schema import reader

    known = [source.name for source in all_sources()]
    for name in sources:
        if name not in known:
            raise UsageError(f"--source {name}: unknown source; there are {', '.join(known)}")
    config, clock = invocation.config(), SystemClock()
    warn(config)
    judged = judged_by_persons(config)
    reader(config.store.path).close()  # nothing is made where there is nothing to read
    with run_lock(config.store.path), interruptible(), Bars(quiet=invocation.quiet) as bars:
        with Store.open(config.store.path, clock=clock) as store:
            done = upgrade.reread(store, bars, names=sources or None, everything=everything)
            with bars.step("evidence"):
                upgrade.work_out(store, config.topic, judged, clock.now().date())
        with bars.step("publish"):
            published = publish(config, clock=clock)
    if invocation.quiet:
        return
    for name, figures in done.items():
        click.echo(f"{name}: {figures.read:,} read again, {figures.unreadable:,} unreadable")
    if not done:
        click.echo("nothing to read again")
    click.echo(f"{published.path}: generation {published.generation}")
