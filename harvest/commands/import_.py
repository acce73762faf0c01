"""``harvest import``."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from harvest.commands import Invocation, common, options
from harvest.commands._judgements import warn
from harvest.errors import UsageError

if TYPE_CHECKING:
    from harvest.config import Config
    from harvest.sources.ictrp.delivery import Delivery, Searched


@click.group("import", no_args_is_help=False)
@options
def import_() -> None:
    """Import trials, references or notices from files that were exported by hand."""


@import_.command()
@common
@click.argument("files", type=Path, nargs=-1, required=True, metavar="FILE...")
@click.option("--searched", metavar="STRING", help="What was searched for at the portal.")
@click.option("--on", "day", metavar="DATE", help="When, as 2026-06-29; default: as the file says.")
@click.option("--hits", type=click.IntRange(min=0), help="How many records the portal announced.")
def ictrp(
    invocation: Invocation,
    files: tuple[Path, ...],
    searched: str | None,
    day: str | None,
    hits: int | None,
) -> None:
    """Import FILEs exported from WHO ICTRP: its XML, the full CSV, a CSV with a header.

    `harvest strategy` writes the search to paste at the portal. A file is imported whole or not at
    all; of a full export those rows are kept that match the topic's concepts.
    """
    from harvest.run.refresh import refresh
    from harvest.sources.ictrp.asking import NAME
    from harvest.sources.ictrp.delivery import prepare

    config = invocation.config(kept=True)
    warn(config)
    if NAME not in config.sources:
        raise UsageError(f"there is no [sources.{NAME}] in the configuration; add it")
    _check(files, searched, day, hits)
    asked = None if invocation.quiet or searched is not None else _asked(config, day, hits)
    said = asked or _said(searched, day, hits)
    ready: list[Delivery] = []
    try:
        for path in files:
            ready.append(prepare(path, config, NAME, said))
        outcome = refresh(config, sources=[NAME], quiet=invocation.quiet, given=ready)
    finally:
        for delivery in ready:
            delivery.close()
    if not invocation.quiet:
        for delivery, walk in zip(ready, outcome.walks, strict=False):
            click.echo(_line(delivery, walk.tally.new, walk.tally.changed))
            for warning in walk.end.warnings:
                click.echo(f"  {warning}", err=True)
    for problem in outcome.problems:
        click.echo(problem, err=True)
    if outcome.exit_code:
        raise click.exceptions.Exit(outcome.exit_code)


@import_.command()
@common
@click.argument("files", type=Path, nargs=-1, required=True, metavar="FILE...")
@click.option("--database", metavar="NAME", help="Where the search was made, as Embase.")
@click.option("--search", "searched", metavar="STRING", help="What was searched for, exactly.")
@click.option("--day", metavar="DATE", help="When it was searched, as 2026-06-29.")
def references(
    invocation: Invocation,
    files: tuple[Path, ...],
    database: str | None,
    searched: str | None,
    day: str | None,
) -> None:
    """Import FILEs of references from other databases: RIS, BibTeX, EndNote XML or NBIB.

    Each reference is compared with the papers in the database and with the others of the file. A
    new one becomes a record that is only a reference, until PubMed has the paper. The search report
    counts all of them; for that it needs to know database, search and day, which are asked
    for at a terminal. A file that was imported before changes nothing.
    """
    from harvest.commands._references import bring

    bring(invocation, files, database, searched, day)


@import_.command()
@common
@click.argument("files", type=Path, nargs=-1, required=True, metavar="FILE...")
def retractions(invocation: Invocation, files: tuple[Path, ...]) -> None:
    """Import Retraction Watch's list (CSV): notices about papers in the database.

    The lines about other papers are left out: import the list again when papers were added.
    """
    from harvest.config import SourceConfig
    from harvest.identifiers.about import about
    from harvest.run.refresh import refresh
    from harvest.sources.retractionwatch.importing import NAME
    from harvest.sources.retractionwatch.listing import prepare

    config = invocation.config(kept=True)
    warn(config)
    said = about(NAME)
    section = SourceConfig(NAME, said.base_url, said.rate, enabled=True)
    ready = [prepare(path) for path in files]
    config = replace(config, sources={**config.sources, NAME: section})
    outcome = refresh(config, sources=[NAME], quiet=invocation.quiet, given=ready)
    if not invocation.quiet:
        for listing, walk in zip(ready, outcome.walks, strict=False):
            told = f"{listing.held:,} about papers in the database"
            counts = f"{walk.tally.new:,} new, {walk.tally.changed:,} changed"
            click.echo(f"{listing.name}: {listing.rows:,} lines, {told}, {counts}")
            for warning in walk.end.warnings:
                click.echo(f"  {warning}", err=True)
    for problem in outcome.problems:
        click.echo(problem, err=True)
    if outcome.exit_code:
        raise click.exceptions.Exit(outcome.exit_code)


def _check(
    files: tuple[Path, ...], searched: str | None, day: str | None, hits: int | None
) -> None:
    from harvest.clock import SystemClock
    from harvest.dates import parse

    if searched is not None and not searched.strip():
        raise UsageError("--searched: is empty; give the words that were searched for")
    if hits is not None and searched is None:
        raise UsageError("--hits: says nothing without --searched")
    if hits is not None and len(files) > 1:
        raise UsageError("--hits: is of one search; import its file alone")
    found = parse(day) if day is not None else None
    if day is not None and (found is None or found.precision != "day"):
        raise UsageError(f"--on {day}: is not a date; write it as 2026-06-29")
    if found is not None and found.earliest > SystemClock().now().date():
        raise UsageError(f"--on {day}: is yet to come")


def _said(searched: str | None, day: str | None, hits: int | None) -> "Searched | None":
    from harvest.sources.ictrp.delivery import Searched

    if searched is None and day is None:
        return None
    return Searched(" ".join((searched or "").split()), day, hits)


def _asked(config: "Config", day: str | None, hits: int | None) -> "Searched | None":
    """What a person at a terminal answers; the search report of a review needs it."""
    from harvest.sources.searches import by_hand

    if not sys.stdin.isatty():
        return None
    first = next((each.sent for each in by_hand(config)), "")
    click.echo("Which search was made at the portal? A review's search report needs it.")
    text = click.prompt("Search", default=first)
    number = (
        click.prompt("Records that the portal announced", type=int, default=-1)
        if hits is None
        else hits
    )
    return _said(text, day, number if number >= 0 else None)


def _line(delivery: "Delivery", new: int, changed: int) -> str:
    """What came of one file."""
    words = [f"{len(delivery):,} trials", f"{new:,} new", f"{changed:,} changed"]
    more = {
        "whose own registry is read already and has priority": delivery.own,
        "older than the copy in the database, left out": delivery.older,
        "more than once in the file": delivery.twice,
        "rows that do not match the topic, left out": delivery.unmatched,
        "without a number, in quarantine": len(delivery.nameless),
    }
    words += [f"{number:,} {what}" for what, number in more.items() if number]
    dated = "exported" if delivery.dated else "taken to be exported (--on DATE says when)"
    day = delivery.exported.replace("T", " ")
    return f"{delivery.name}: {delivery.layout}, {dated} {day}: {', '.join(words)}"
