"""``harvest refresh``."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import click

from harvest.commands import Invocation, common
from harvest.commands._judgements import warn
from harvest.commands._several import one_after_another
from harvest.config import Config
from harvest.errors import UsageError

if TYPE_CHECKING:
    from harvest.run.outcome import Outcome
    from harvest.web import Recording

log = logging.getLogger("harvest.run.refresh")

_NOTHING = "nothing received, nothing published"


@click.command()
@common
@click.option("--full", is_flag=True, help="Fetch all records again, whatever their age.")
@click.option(
    "sources",
    "--source",
    metavar="NAME",
    multiple=True,
    help="Query only this source; repeatable.",
)
@click.option(
    "--accept-shrink",
    is_flag=True,
    help="Publish even if many rows or values are missing compared with before.",
)
@click.option(
    "--start-anew",
    is_flag=True,
    help="Start a new work database where the previous one was emptied; its history is lost.",
)
@click.option(
    "folder",
    "--record",
    type=Path,
    metavar="FOLDER",
    help="Save every response as received in a new folder, without your key and people's "
    "addresses.",
)
def refresh(
    invocation: Invocation,
    full: bool,
    sources: tuple[str, ...],
    accept_shrink: bool,
    start_anew: bool,
    folder: Path | None,
) -> None:
    """Fetch what is new or changed, store it, link it, and publish.

    With --config once for each of several topics they are refreshed one after another; the exit
    code is the most serious of theirs.
    """

    def one(topic: Invocation) -> int:
        return _refresh(topic, full, sources, accept_shrink, start_anew, folder)

    if len(invocation.config_paths) < 2:
        code = one(invocation)
    elif folder or accept_shrink or start_anew:
        raise UsageError(
            "--record, --accept-shrink and --start-anew are for one topic; give one --config"
        )
    else:
        code = one_after_another(invocation, one)
    if code:
        raise click.exceptions.Exit(code)


def _refresh(
    invocation: Invocation,
    full: bool,
    sources: tuple[str, ...],
    accept_shrink: bool,
    start_anew: bool,
    folder: Path | None,
) -> int:
    """Refresh one topic; returns the exit code of its run."""
    from harvest.run.estimate import nothing
    from harvest.run.refresh import refresh as run

    config = invocation.config(kept=True)
    warn(config)
    _check_sources(config, sources)
    _advise(config)
    recording = _recording(config, folder) if folder else None
    outcome = run(
        config,
        full=full,
        sources=sources or None,
        quiet=invocation.quiet,
        accept_shrink=accept_shrink,
        say=nothing if invocation.quiet else click.echo,
        recording=recording,
        start_anew=start_anew,
    )
    tell(outcome, quiet=invocation.quiet)
    if recording is not None:
        _tell(recording, quiet=invocation.quiet)
    return outcome.exit_code


def tell(outcome: "Outcome", *, quiet: bool) -> None:
    """Say how a run ended; with ``quiet`` only what went wrong."""
    for problem in outcome.problems:
        log.warning("%s", problem)
    if not quiet:
        tally, published = outcome.tally, outcome.published
        click.echo(
            f"run {outcome.run_id}: {outcome.state}; {tally.new:,} new, {tally.changed:,} changed, "
            f"{tally.failed:,} unreadable; {outcome.quarantined:,} in quarantine; "
            + (f"published as generation {published.generation}" if published else _NOTHING)
        )


def _check_sources(config: Config, names: tuple[str, ...]) -> None:
    from harvest.config.reader import listed, nearest

    for name in names:
        if name not in config.sources:
            guess = nearest(name, config.sources)
            cure = f"did you mean {guess}?" if guess else f"there are {listed(config.sources)}"
            raise UsageError(f"--source {name}: unknown source; {cure}")


def _recording(config: Config, folder: Path) -> "Recording":
    from harvest.clock import SystemClock
    from harvest.web import Recording

    addresses = {name: source.base_url for name, source in config.sources.items()}
    secrets = tuple(filter(None, (config.api_key, config.contact)))
    return Recording(folder, addresses, secrets, SystemClock())


def _tell(recording: "Recording", *, quiet: bool) -> None:
    """Say what was recorded; raises what kept it from being written whole."""
    if recording.failure is not None:
        raise recording.failure
    if not quiet:
        click.echo(
            f"{recording.answers:,} responses recorded in {recording.folder}; keys, the contact "
            "and "
            "people's addresses are removed, but check before sharing it"
        )


def _advise(config: Config) -> None:
    """Say what is no mistake but worth mending; not under --quiet, or cron would mail it daily."""
    from harvest.sources.searches import render

    if not config.contact:
        log.info("contact is empty: NCBI asks for an e-mail address; set it in config.toml")
    for strategy in render(config):
        for warning in strategy.warnings:
            log.info("search %s, %s: %s", strategy.search, strategy.source, warning)
