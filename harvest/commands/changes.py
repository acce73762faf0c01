"""``harvest changes``."""

import click

from harvest.commands import Invocation, common
from harvest.errors import UsageError


@click.command()
@common
@click.option("--since", metavar="DATE", help="Changes since this date, e.g. 2026-11-01.")
@click.option(
    "form",
    "--format",
    type=click.Choice(["text", "json", "atom"]),
    default="text",
    help="Output format.",
)
@click.option("--event", default="", help="Only this type of change.")
@click.option("--record", default="", metavar="NUMBER", help="Only this trial or paper.")
@click.option(
    "--limit",
    type=click.IntRange(1, 100_000),
    default=1000,
    show_default=True,
    help="Maximum number of changes.",
)
@click.option(
    "released",
    "--release",
    type=click.IntRange(1),
    metavar="N",
    help="List the registry-wide update N (see `harvest status`) as changes of its "
    "records, and publish.",
)
def changes(
    invocation: Invocation,
    since: str | None,
    form: str,
    event: str,
    record: str,
    limit: int,
    released: int | None,
) -> None:
    """List the changes, field by field, newest first."""
    if (since is None) == (released is None):
        raise UsageError("give --since DATE, or --release N")
    if released is not None:
        _release(invocation, released)
    elif since is not None:
        _tell(invocation, since, form, event, record, limit)


def _tell(
    invocation: Invocation, since: str, form: str, event: str, record: str, limit: int
) -> None:
    from contextlib import closing

    from harvest import dates, feeds
    from harvest.changes import EVENTS
    from harvest.identifiers import key
    from harvest.publish.read import open_published

    if dates.parse(since) is None:
        raise UsageError(f"--since {since!r}: is not a date; write 2026, 2026-11 or 2026-11-24")
    if event and event not in EVENTS:
        raise UsageError(f"--event {event}: unknown value; choose from {', '.join(sorted(EVENTS))}")
    config = invocation.config()
    with closing(open_published(config)) as connection:
        wanted = feeds.Filter(since=since, event=event, record=key(record), limit=limit)
        found = feeds.read(connection, wanted)
    if form == "json":
        click.echo(feeds.as_json(found), nl=False)
    elif form == "atom":
        base = config.serve.base_url or f"http://{config.serve.host}:{config.serve.port}"
        title = f"Changes: {config.topic.title}"
        body = feeds.as_atom(found, title=title, base=base.rstrip("/"), path="/changes.atom")
        click.echo(body.decode())
    elif found:
        click.echo(feeds.as_text(found))
    elif not invocation.quiet:
        click.echo(f"No changes since {since}.")


def _release(invocation: Invocation, number: int) -> None:
    from harvest.clock import SystemClock
    from harvest.evidence import judged_by_persons
    from harvest.evidence.changes.record import release
    from harvest.publish import publish
    from harvest.run.lock import run_lock
    from harvest.run.progress import Bars
    from harvest.run.upgrade import upgrade
    from harvest.store import Store

    config, clock = invocation.config(), SystemClock()
    judged = judged_by_persons(config)
    with run_lock(config.store.path), Store.open(config.store.path, clock=clock) as store:
        with store.transaction("release changes"):
            found = release(store.connection, number, clock.now().date())
        if found is None:
            raise UsageError(
                f"--release {number}: unknown registry-wide update; `harvest status` lists them"
            )
        with Bars(quiet=invocation.quiet) as bars:
            upgrade(store, config.topic, judged, clock.now().date(), bars)
        publish(config, clock=clock)
    if not invocation.quiet:
        click.echo(
            f"{found.records} changes of {found.field} in {found.kind}s are listed from now on"
        )
