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
    required=True,
    help="TOML file with the watched trials, sponsors and queries.",
)
@click.option("--to", required=True, metavar="FILE|smtp", help="A file (.md or .html), or smtp.")
@click.option(
    "--since",
    default="last",
    show_default=True,
    help="A date, or `last`: since the last digest that was delivered.",
)
def digest(invocation: Invocation, watch: Path, to: str, since: str) -> None:
    """Report changes in watched trials, sponsors and saved queries, each change once.

    The watched items are listed in a TOML file as below. All lines are optional: without trials,
    sponsors and queries the whole topic is watched, without events every change. Only mail needs
    the part below [smtp]; its password comes from HARVEST_SMTP_PASSWORD.

    \b
      trials = ["NCT03626090"]
      sponsors = ["Beijing 302 Hospital"]
      queries = ["recruiting-trials"]
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

    if since != "last" and dates.parse(since) is None:
        raise UsageError(f"--since {since}: is not a date; write e.g. 2026-11-01, or last")
    config = invocation.config()
    reader = watches.read(watch)
    with closing(open_published(config)) as connection:
        sent = digests.run(connection, reader, None if since == "last" else since, to)
    if not invocation.quiet:
        told = f"{sent.changes} changes, {sent.query_rows} records in watched queries"
        click.echo(f"{told}: {'delivered' if sent.delivered else 'nothing to send'}")
