"""``harvest digest``."""

from pathlib import Path

import click

from harvest.commands import Invocation, common
from harvest.errors import UsageError


@click.command()
@common
@click.option(
    "--watch",
    type=Path,
    help="TOML file with the watched trials, sponsors, queries and lists.",
)
@click.option("--to", metavar="FILE|smtp", help="A file (.md or .html), or smtp.")
@click.option(
    "--since",
    default="last",
    show_default=True,
    help="A date, or `last`: since the last digest that was delivered.",
)
@click.option(
    "--subscribers",
    is_flag=True,
    help="Mail everybody who asked for it on the site and is due.",
)
def digest(
    invocation: Invocation, watch: Path | None, to: str | None, since: str, subscribers: bool
) -> None:
    """Report changes in watched trials, sponsors, queries and lists, each change once.

    The watched items are listed in a TOML file as below. All lines are optional: without trials,
    sponsors, queries and lists the whole topic is watched, without events every change. Only mail
    needs the part below [smtp]; its password comes from HARVEST_SMTP_PASSWORD.

    \b
      trials = ["NCT03626090"]
      sponsors = ["Beijing 302 Hospital"]
      queries = ["recruiting-trials"]
      lists = ["/trials?status=RECRUITING&country=China"]
      events = ["status", "results_posted", "retracted"]
      limit = 100
      [smtp]
      host = "mail.example.org"
      port = 587
      starttls = true
      user = "harvest"
      from = "harvest@example.org"
      to = ["reader@example.org"]
    """
    from contextlib import closing

    from harvest import dates
    from harvest import digest as digests
    from harvest.digest import watch as watches
    from harvest.publish.read import open_published
    from harvest.site.lists.records import records

    if subscribers:
        if watch is not None or to is not None or since != "last":
            raise UsageError("--subscribers: goes without --watch, --to and --since")
        _to_subscribers(invocation)
        return
    if watch is None or to is None:
        raise UsageError("give --watch FILE and --to FILE|smtp, or --subscribers")
    if since != "last" and dates.parse(since) is None:
        raise UsageError(f"--since {since}: is not a date; write e.g. 2026-11-01, or last")
    config = invocation.config()
    reader = watches.read(watch)
    with closing(open_published(config)) as connection:
        unknown = digests.unknown(connection, reader)
        sent = digests.run(connection, reader, None if since == "last" else since, to, records)
    for key, text in unknown:
        click.echo(
            f"{watch}: {key}: {text!r} is not in the database; its changes are unknown", err=True
        )
    if not invocation.quiet:
        told = f"{sent.changes} changes, {sent.query_rows} records in watched queries"
        click.echo(f"{told}: {'delivered' if sent.delivered else 'nothing to send'}")


def _to_subscribers(invocation: Invocation) -> None:
    from contextlib import closing

    from harvest.clock import SystemClock
    from harvest.config import folders
    from harvest.errors import ConfigError
    from harvest.publish.read import open_published
    from harvest.run.lock import run_lock
    from harvest.site.lists.records import records
    from harvest.subscriptions.sending import send

    config = invocation.config()
    offer, site = config.subscriptions, config.serve.base_url
    if offer is None or site is None:
        raise ConfigError(
            f"{config.path or 'config.toml'}: [subscriptions] host: is missing; nobody can ask for "
            "mail until it is there, see docs/following.md"
        )
    folders.make(offer.path.parent, 0o700)
    with run_lock(offer.path), closing(open_published(config)) as connection:
        sent = send(offer, site, connection, records, SystemClock())
    if not invocation.quiet:
        click.echo(sent.told)
