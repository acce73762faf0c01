"""``harvest strategy``."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from harvest.commands import Invocation, common
from harvest.config import Config
from harvest.identifiers.about import about

if TYPE_CHECKING:
    from harvest.strategy import Strategy
    from harvest.strategy.not_found import NotFound


@click.command()
@common
@click.option(
    "--counts",
    "ask_services",
    is_flag=True,
    help="Ask the services for the number of records of each word and search; takes a "
    "minute or two.",
)
def strategy(invocation: Invocation, ask_services: bool) -> None:
    """Show the searches: the exact strings that each source is sent, with warnings."""
    from harvest.strategy import unused_concepts

    config = invocation.config()
    if ask_services:
        _show_counted(config, quiet=invocation.quiet)
    else:
        _show(config)
    for name in unused_concepts(config):
        click.echo(f"warning: [topic.concepts.{name}]: no search uses it; add it to one")


def _show(config: Config) -> None:
    from harvest.sources.searches import by_hand, render
    from harvest.strategy.not_found import told

    words = _not_found(config.store.path)
    for rendered in render(config):
        _show_search(rendered)
        absent = [each.word for each in words if _is_in(each, rendered)]
        if absent:
            click.echo(f"  warning: {told(absent)} (as of the last run)")
        click.echo()
    for rendered in by_hand(config):
        _show_search(rendered)
        click.echo(
            f"  paste it at {about(rendered.source).home} and export all results; then "
            f"`harvest import {rendered.source} FILE`"
        )
        click.echo()


def _show_search(rendered: "Strategy") -> None:
    click.echo(f"[{rendered.search}] {rendered.source}")
    for name, value in rendered.params:
        click.echo(f"  {name} = {value}")
    for warning in rendered.warnings:
        click.echo(f"  warning: {warning}")


def _show_counted(config: Config, *, quiet: bool) -> None:
    """The searches with what they find, then the words; ends with the code of what failed."""
    from harvest.clock import SystemClock
    from harvest.health import counting
    from harvest.run.progress import Bars

    plan = counting.plan(config)
    if not quiet:
        click.echo(str(plan), err=True)
    with Bars(quiet=quiet) as bars:
        counts = counting.count(plan, SystemClock(), bars.show)
    for rendered in plan.strategies:
        _show_search(rendered)
        hits = counts.searches.get((rendered.search, rendered.source))
        for text in counting.of_search(hits):
            click.echo(f"  {text}")
        click.echo()
    for row in counting.table(plan, counts):
        click.echo(row)
    click.echo()
    for doubt in counts.names:
        click.echo(f"warning: MeSH name {doubt.name}: {doubt.text}")
    for trouble in counts.troubles:
        click.echo(f"{trouble.source}: {trouble.text}", err=True)
    if counts.exit_code:
        raise click.exceptions.Exit(counts.exit_code)


def _not_found(database: Path) -> "tuple[NotFound, ...]":
    """The words that the last run did not find; none before the first harvest."""
    from harvest.store.schema import reader, storage_errors
    from harvest.strategy.not_found import read

    if not database.is_file():
        return ()
    with storage_errors(database), closing(reader(database)) as connection:
        return read(connection)


def _is_in(word: "NotFound", rendered: "Strategy") -> bool:
    """Whether the search still has the word: it may have been corrected since."""
    asked = (rendered.search, rendered.source) == (word.search, word.source)
    return asked and word.word.removesuffix(" (MeSH)") in rendered.sent
