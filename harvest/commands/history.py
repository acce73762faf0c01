"""``harvest history``."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from harvest.commands import Invocation, common
from harvest.errors import ConfigError, UpstreamDataError, UsageError

if TYPE_CHECKING:
    from harvest.records import Held
    from harvest.sources import Source


@click.command()
@common
@click.argument("trials", nargs=-1, metavar="[NCT…]...")
@click.option("everything", "--all", is_flag=True, help="All trials found by a search.")
def history(invocation: Invocation, trials: tuple[str, ...], everything: bool) -> None:
    """Fetch trials' past versions from the registry's (undocumented) history, and publish."""
    from harvest.clock import SystemClock
    from harvest.evidence import judged_by_persons
    from harvest.history.registry import collect, door
    from harvest.publish import publish
    from harvest.run.lock import run_lock
    from harvest.run.progress import Bars
    from harvest.run.upgrade import upgrade
    from harvest.sources import all_sources
    from harvest.store import Store

    if bool(trials) == everything:
        raise UsageError("give NCT numbers of trials, or --all")
    config = invocation.config()
    sources = {source.name: source for source in all_sources() if source.past is not None}
    clock, judged = SystemClock(), judged_by_persons(config)
    failed = asked = 0
    with run_lock(config.store.path), Store.open(config.store.path, clock=clock) as store:
        held = store.held()
        wanted = _all(held, sources) if everything else _named(held, sources, trials)
        for name in wanted:
            if name not in config.sources:
                raise ConfigError(
                    f"{config.path}: [sources.{name}] is missing; add it with its base_url, beside "
                    "which the registry keeps the history"
                )
        for name, numbers in wanted.items():
            asked += len(numbers)
            with door(config, sources[name], clock) as opened:
                for told in collect(store, opened, sources[name], numbers):
                    failed += told.error is not None
                    if told.error:
                        click.echo(told.error, err=True)
                    elif not invocation.quiet:
                        click.echo(
                            f"{told.trial_id}: {told.versions} "
                            f"version{'s' * (told.versions != 1)}, "
                            f"{told.fetched} fetched, {told.events} "
                            f"change{'s' * (told.events != 1)} before the first harvest"
                        )
        with Bars(quiet=invocation.quiet) as bars:
            upgrade(store, config.topic, judged, clock.now().date(), bars)
        publish(config, clock=clock)
    if failed:
        raise UpstreamDataError(f"{failed} of {asked} histories could not be read")


def _all(held: "Held", sources: Mapping[str, "Source"]) -> dict[str, list[str]]:
    """The trials that a search of a source that keeps past versions finds, by that source."""
    members: dict[str, set[str]] = {name: set() for name in sources}
    for (source, _), ids in held.members.items():
        if source in members:
            members[source] |= ids & held.trials
    return {source: sorted(ids) for source, ids in members.items() if ids}


def _named(
    held: "Held", sources: Mapping[str, "Source"], texts: tuple[str, ...]
) -> dict[str, list[str]]:
    """The trials that an operator named, by source. Raises UsageError for one that has no past."""
    from harvest import identifiers

    found: dict[str, list[str]] = {}
    for text in texts:
        number = identifiers.key(text)
        key = held.aliases.get(number, number)
        if key not in held.trials:
            raise UsageError(f"{text}: trial not found in the database; see `harvest search`")
        source = next(name for name, ids in held.delivered.items() if key in ids)
        if source not in sources:
            titles = ", ".join(each.title for each in sources.values())
            raise UsageError(f"{key}: past versions are known of trials of {titles} alone")
        found.setdefault(source, []).append(key)
    return found
