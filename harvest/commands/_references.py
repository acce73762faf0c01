"""``harvest import references``: what is asked, what is done and what is said of it."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from harvest.commands import Invocation
from harvest.commands._judgements import warn
from harvest.config import Config, SourceConfig
from harvest.dates import parse
from harvest.errors import UpstreamDataError, UsageError
from harvest.sources.references.importing import NAME, Given

_LONGEST = 20_000
_SHOWN = 10


def bring(
    invocation: Invocation,
    files: Sequence[Path],
    database: str | None,
    searched: str | None,
    day: str | None,
) -> None:
    """Import the files; a file that can't be read is told and costs no other.

    Ends with exit code 65 if one could not be read, or with that of the run.
    """
    from harvest.identifiers.about import about
    from harvest.references.reading import read
    from harvest.run.refresh import refresh

    config = invocation.config(kept=True)
    warn(config)
    asking = sys.stdin.isatty() and not invocation.quiet
    said = _said(database, searched, day, asking=asking)
    given: list[Given] = []
    problems: list[UpstreamDataError] = []
    for path in files:
        try:
            given.append(Given(read(path), *said))
        except UpstreamDataError as error:
            problems.append(error)
    exit_code = problems[0].exit_code if problems else 0
    if wanted := _wanted(config, given):
        section = SourceConfig(NAME, about(NAME).base_url, 1.0)
        config = replace(config, sources={**config.sources, NAME: section})
        outcome = refresh(config, sources=[NAME], quiet=invocation.quiet, given=wanted)
        problems += [UpstreamDataError(text) for text in outcome.problems]
        exit_code = outcome.exit_code or exit_code
    if not invocation.quiet:
        for each in given:
            for line in _told(each):
                click.echo(line)
    for each in given:
        for line in _unreadable(each):
            click.echo(line, err=True)
    for problem in problems:
        click.echo(f"harvest: {problem}", err=True)
    if exit_code:
        raise click.exceptions.Exit(exit_code)


def _said(
    database: str | None, searched: str | None, day: str | None, *, asking: bool
) -> tuple[str, str, str]:
    """Database, search and day: given, or asked for where a person sits at a terminal."""
    return (
        _text("--database", database, "Which database was searched", 100, asking),
        _text("--search", searched, "What was searched for, exactly", _LONGEST, asking),
        _day(_text("--day", day, "On which day, as 2026-06-29", 10, asking)),
    )


def _text(flag: str, value: str | None, question: str, longest: int, asking: bool) -> str:
    if value is None and asking:
        value = click.prompt(question)
    if value is None:
        raise UsageError(f"{flag}: is missing; the search report of a review needs it")
    text = " ".join(value.split())
    if not text or not text.isprintable():
        raise UsageError(f"{flag}: is empty or can't be printed; the search report needs it")
    if len(text) > longest:
        raise UsageError(f"{flag}: is {len(text):,} characters long; at most {longest:,} may be")
    return text


def _day(text: str) -> str:
    from harvest.clock import SystemClock

    found = parse(text)
    if found is None or found.precision != "day":
        raise UsageError(f"--day {text}: is not a date; write it as 2026-06-29")
    if found.earliest > SystemClock().now().date():
        raise UsageError(f"--day {text}: is yet to come")
    return text


def _wanted(config: Config, given: Sequence[Given]) -> list[Given]:
    """The files that change anything, each once; of the others it is noted since when."""
    from harvest.store import imported, reader
    from harvest.store.schema import bring_up_to_date, storage_errors

    known: dict[str, imported.KnownFile] = {}
    if config.store.path.is_file():
        with storage_errors(config.store.path):
            bring_up_to_date(config.store.path)
            with closing(reader(config.store.path)) as work:
                known = imported.files(work)
    wanted: dict[str, Given] = {}
    for each in given:
        before = known.get(each.file_id)
        if before is not None and each.is_told_by(before):
            each.known_since = before.imported_at
        elif each.file_id in wanted:
            each.known_since = "a moment ago"
        else:
            wanted[each.file_id] = each
    return list(wanted.values())


def _told(given: Given) -> Iterator[str]:
    """What came of a file, and the pairs that a person may want to look at."""
    name, entries = given.file.name, given.file.entries
    if given.known_since and not given.sorted:
        what = "database, search and day are corrected" if given.corrected else "nothing changed"
        yield f"{name}: imported before ({given.known_since}); {what}"
        return
    bad = sum(each.reference is None for each in entries)
    words = [
        f"{given.count('new'):,} new",
        f"{given.count('known'):,} in the database already",
        f"{given.count('repeated'):,} twice in the file",
        *([f"{bad:,} unreadable, in quarantine"] if bad else []),
    ]
    yield (
        f"{name}: {given.file.format}, {given.database}: {len(entries):,} references: "
        + ", ".join(words)
    )
    near = [each for each in given.sorted if each.resembles]
    for each in near[:_SHOWN]:
        yield f"  record {each.number} kept apart from {each.resembles}: {each.apart}"
    if len(near) > _SHOWN:
        yield f"  {len(near) - _SHOWN:,} more are in the table imported_references"


def _unreadable(given: Given) -> Iterator[str]:
    bad = [each for each in given.file.entries if each.reference is None]
    for each in bad[:_SHOWN]:
        yield f"{given.file.name}: record {each.number}: {each.problem}; it is in quarantine"
    if len(bad) > _SHOWN:
        yield f"{given.file.name}: {len(bad) - _SHOWN:,} more records can't be read"
