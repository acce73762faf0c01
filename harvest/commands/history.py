"""``harvest history``."""

import click

from harvest.commands import Invocation, common
from harvest.errors import ConfigError, UpstreamDataError, UsageError


@click.command()
@common
@click.argument("trials", nargs=-1, metavar="[NCT…]...")
@click.option("everything", "--all", is_flag=True, help="All trials found by a search.")
def history(invocation: Invocation, trials: tuple[str, ...], everything: bool) -> None:
    """Fetch trials' past versions from the registry's (undocumented) history, and publish."""
    from harvest import identifiers
    from harvest.clock import SystemClock
    from harvest.config import folders
    from harvest.evidence import judged_by_persons
    from harvest.history import fetch
    from harvest.history.registry import collect
    from harvest.publish import publish
    from harvest.run.lock import run_lock
    from harvest.run.progress import Bars
    from harvest.run.upgrade import upgrade
    from harvest.sources.clinicaltrials import SOURCE
    from harvest.store import Store
    from harvest.web import Door, user_agent

    if bool(trials) == everything:
        raise UsageError("give NCT numbers of trials, or --all")
    config = invocation.config()
    settings = config.sources.get(SOURCE.name)
    if settings is None:
        raise ConfigError(
            f"{config.path}: [sources.{SOURCE.name}] is missing; add it with its base_url, beside "
            "which the registry keeps the history"
        )
    clock, judged = SystemClock(), judged_by_persons(config)
    with run_lock(config.store.path), Store.open(config.store.path, clock=clock) as store:
        held = store.held()
        wanted = []
        for text in trials:
            found = identifiers.canonical(text)
            number = held.aliases.get(found.id, found.id) if found else None
            if number not in held.trials:
                raise UsageError(f"{text}: trial not found in the database; see `harvest search`")
            wanted.append(number)
        if everything:
            members = (ids for (source, _), ids in held.members.items() if source == SOURCE.name)
            wanted = sorted(set().union(*members) & held.trials)
        door = Door(
            fetch.base_url(settings.base_url),
            requests_per_second=settings.requests_per_second,
            judge=SOURCE.judge,
            user_agent=user_agent(settings.user_agent),
            lock_dir=folders.pace(),
            clock=clock,
            secrets=tuple(filter(None, (config.api_key, config.contact))),
            if_refused=SOURCE.if_refused,
        )
        failed = 0
        for told in collect(store, door, wanted):
            failed += told.error is not None
            if told.error:
                click.echo(told.error, err=True)
            elif not invocation.quiet:
                click.echo(
                    f"{told.nct_id}: {told.versions} version{'s' * (told.versions != 1)}, "
                    f"{told.fetched} fetched, {told.events} "
                    f"change{'s' * (told.events != 1)} before the first harvest"
                )
        with Bars(quiet=invocation.quiet) as bars:
            upgrade(store, config.topic, judged, clock.now().date(), bars)
        publish(config, clock=clock)
    if failed:
        raise UpstreamDataError(f"{failed} of {len(wanted)} histories could not be read")
