"""The bundled sample, through the whole pipeline; and ``harvest run``, which may fall back on it.

The sample is harvested from stand-in registries over HTTP into files of its own, month by month
through its year, so that the site has changes to show. Sample and real data never meet: other
topic, other files, and a banner on every page.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from harvest.clock import Clock, ShiftedClock, SystemClock
from harvest.config import Config, JudgementsConfig, SourceConfig, folders, load
from harvest.errors import HarvestError, UpstreamUnavailable
from harvest.health.doctor import ask
from harvest.publish import publish
from harvest.publish.completeness import title
from harvest.publish.read import has_keys_of_before
from harvest.run.lock import run_lock
from harvest.run.progress import Bars
from harvest.run.refresh import Outcome, refresh
from harvest.run.upgrade import bring_up_to_date
from harvest.site import serve
from harvest.site.beside import Beside
from harvest.sources import all_sources
from harvest.standin import StandIn, sample
from harvest.standin import serve as serve_registries
from harvest.standin.sample import (
    AGES,
    EPOCHS,
    FILE,
    STATES,
    TOPICS,
    exported,
    last_data,
    other_topics,
)

log = logging.getLogger("harvest.demo")

_SAMPLE_CONFIG = Path(__file__).parent / "standin" / "sample" / "config.toml"
_RATE = 1_000.0  # requests a second: nobody has to be spared on loopback
_OUT_OF_REACH = 69
_SIGNALLED = 128  # exit codes from here on say which signal ended a run


def demo(config: Config, port: int, *, clock: Clock | None = None, several: bool = False) -> None:
    """Harvest the sample, and with ``several`` two more topics, and serve it until a signal."""
    clock = clock or SystemClock()
    click.echo("Harvesting the bundled sample (one year) from stand-in registries …")
    topics = [harvest_sample(config, clock=clock)]
    if several:
        topics += harvest_topics(config, clock=clock)
    serve(*(_on_port(topic, port) for topic in topics), sample=True)


def run(config: Config, *, clock: Clock | None = None) -> None:
    """Harvest, publish and serve.

    Where no registry can be reached, what was published before is served; where nothing was, the
    sample. Where one of them turns us away, what the others brought is served. Raises click's Exit
    with the run's own code if it failed and there is nothing to serve.
    """
    clock = clock or SystemClock()
    published = config.publish.path.is_file()
    held = config.store.path.is_file()
    if published and held and has_keys_of_before(config.publish.path):
        _publish_anew(config, clock)
    beside = Beside(config)
    try:
        if _out_of_reach(config, clock):
            _without_registries(config, clock, beside, published=published)
            return
        _harvest_and_serve(config, clock, beside, published=published)
    finally:
        beside.end()


def _publish_anew(config: Config, clock: Clock) -> None:
    """Publish what is held once more: a file of an earlier version can't be served until then."""
    click.echo("Bringing the database up to date with this version of harvest …")
    try:
        with run_lock(config.store.path), Bars(quiet=False) as bars:
            bring_up_to_date(config, clock, bars)
            publish(config, clock=clock)
    except HarvestError as error:
        log.warning("%s", error)


def _harvest_and_serve(config: Config, clock: Clock, beside: Beside, *, published: bool) -> None:
    """Harvest, and serve as soon as there is something to serve."""
    if published:
        beside.begin()
    try:
        outcome = refresh(config, clock=clock, told=lambda _: beside.begin(), say=click.echo)
    except UpstreamUnavailable as error:
        log.warning("%s", error)
        _without_registries(config, clock, beside, published=config.publish.path.is_file())
        return
    except HarvestError as error:
        if not config.publish.path.is_file():
            raise
        log.warning("%s", error)
        click.echo("The harvest failed: serving the previous publication.")
        _serve(config, beside)
        return
    for problem in outcome.problems:
        log.warning("%s", problem)
    if outcome.exit_code >= _SIGNALLED:
        raise click.exceptions.Exit(outcome.exit_code)
    if outcome.published and outcome.refused_by:
        click.echo(_refused(outcome))
    if config.publish.path.is_file():
        _serve(config, beside)
    elif outcome.exit_code == _OUT_OF_REACH:
        _without_registries(config, clock, beside, published=False)
    else:
        raise click.exceptions.Exit(outcome.exit_code)


def _refused(outcome: Outcome) -> str:
    """Which registries are missing, where the others were harvested."""
    named = " and ".join(title(name) for name in sorted(outcome.refused_by))
    return (
        f"{named} can't be reached or refuses our requests, see the warning for what to do: what "
        "is stored is served, and every page says what is missing. Run again to complete it."
    )


def harvest_sample(config: Config, *, clock: Clock, through: int = EPOCHS - 1) -> Config:
    """Harvest the sample anew, through its year to the state ``through``; the year ends now.

    Returns the configuration that its files were made with, which the site is served from: the
    settings of ``config`` with the sample's topic and files. These lie in a folder ``sample``
    beside the work database of ``config`` and are made anew each time.
    """
    folder = config.store.path.parent / "sample"
    folders.make(folder)
    for file in folder.glob("*.db*"):
        file.unlink()
    with serve_registries(sample(ends=last_data(clock.now()))) as registries:
        mine = sample_config(config, folder, registries)
        for epoch in range(through + 1):
            then = ShiftedClock(clock, -AGES[epoch])
            registries.set_epoch(epoch)
            registries.today = then.now
            _export(registries, mine)
            _complete(refresh(mine, quiet=True, clock=then, publish=epoch == through))
    return mine


def harvest_topics(config: Config, *, clock: Clock) -> list[Config]:
    """Harvest the made-up records of two more topics, each into a folder beside the sample's.

    Returns their configurations, as ``harvest_sample`` does that of the sample.
    """
    found = []
    with serve_registries(other_topics(ends=last_data(clock.now()))) as registries:
        for name, file in TOPICS.items():
            folder = config.store.path.parent / "sample" / name
            folders.make(folder)
            for old in folder.glob("*.db*"):
                old.unlink()
            topic = load(file, env={})
            mine = replace(_with_files(config, topic, folder, registries), path=file)
            for state, age in enumerate(AGES[-STATES:]):
                then = ShiftedClock(clock, -age)
                registries.set_epoch(state)
                registries.today = then.now
                _complete(refresh(mine, quiet=True, clock=then, publish=state == STATES - 1))
            found.append(mine)
    return found


def _export(registries: StandIn, config: Config) -> None:
    """Put into the inbox what a person would export from WHO's portal on the day of this state."""
    inbox = config.sources["ictrp"].inbox
    file = exported(registries.corpus.state(registries.epoch))
    if inbox is not None and file is not None:
        folders.make(inbox)
        (inbox / FILE).write_bytes(file)


def sample_config(config: Config, folder: Path, registries: StandIn) -> Config:
    """The sample's configuration: its topic and searches, its files, the stand-ins' addresses.

    Judgements on real records stay away from it: it has a folder of its own for them.
    """
    return _with_files(config, load(_SAMPLE_CONFIG, env={}), folder, registries)


def _with_files(config: Config, topic: Config, folder: Path, registries: StandIn) -> Config:
    """The settings of ``config`` for another topic, its files in a folder."""
    return replace(
        config,
        topic=topic.topic,
        searches=topic.searches,
        sources={
            name: replace(section, inbox=folder / "inbox")
            if section.inbox
            else SourceConfig(name, registries.addresses[name], _RATE)
            for name, section in topic.sources.items()
        },
        store=replace(config.store, path=folder / "harvest.db"),
        publish=replace(config.publish, path=folder / "evidence.db"),
        judgements=JudgementsConfig(folder / "judgements"),
        api_key=None,
        subscriptions=None,
    )


def _complete(outcome: Outcome) -> None:
    for problem in outcome.problems:
        log.warning("%s", problem)
    if outcome.exit_code:
        raise click.exceptions.Exit(outcome.exit_code)


def _serve(config: Config, beside: Beside) -> None:
    """Serve until a signal ends it, on from where that has begun already."""
    if beside.at_work:
        beside.wait()
    else:
        serve(config)


def _without_registries(config: Config, clock: Clock, beside: Beside, *, published: bool) -> None:
    if published:
        click.echo("The registries can't be reached: serving the previous publication.")
        _serve(config, beside)
        return
    click.echo(
        "The registries can't be reached and nothing has been harvested yet: "
        "serving the bundled sample."
    )
    mine = harvest_sample(config, clock=clock)
    serve(_on_port(mine, config.serve.port), sample=True)


def _out_of_reach(
    config: Config,
    clock: Clock,
    probe: Callable[[Config, SourceConfig, Clock], None] = ask,
) -> bool:
    """Is none of the registries to be reached? Asked once, so that nobody waits for retries."""
    answering = {each.name for each in all_sources() if each.greet is not None}
    asked = [each for each in config.sources.values() if each.enabled and each.name in answering]
    for source in asked:
        try:
            probe(config, source, clock)
        except UpstreamUnavailable as error:
            log.debug("%s", error)
        else:
            return False
    return bool(asked)


def _on_port(config: Config, port: int) -> Config:
    return replace(config, serve=replace(config.serve, port=port))
