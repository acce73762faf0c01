"""The topic's base from a lake, then from the services what is newer than it.

Two runs of the one line that there is: in the first the lake answers in the place of the registries
that it has files of, and nothing is asked elsewhere but what is below the topic's headings; the
second is a refresh like any other. It fetches what its searches find and is not held, and what was
revised since the day of the lake.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from harvest.bulk.lake import POLL, Lake, opened
from harvest.bulk.parse import read_by
from harvest.bulk.topic.answers import answering, of_lake, placed
from harvest.clock import Clock, SystemClock
from harvest.config import Config
from harvest.errors import UPSTREAM, ConfigError, UsageError
from harvest.rows import Kind
from harvest.run.outcome import Outcome
from harvest.run.publisher import OnPublished, nobody
from harvest.run.refresh import refresh
from harvest.sources import Source, all_sources, open_door
from harvest.sources.mesh import SOURCE as MESH
from harvest.sources.mesh import below
from harvest.sources.mesh.below import Headings
from harvest.store.schema import bring_up_to_date, reader

log = logging.getLogger("harvest.bulk.topic")

_DATES = "SELECT kind, id, coalesce(source_date, '') FROM records WHERE kind <> 'descriptor'"


class Both(NamedTuple):
    """How the run from the lake ended, and the one from the services; None if there was none."""

    lake: Outcome
    services: Outcome | None

    @property
    def exit_code(self) -> int:
        """That of the last word on what is held: the services', where they were asked."""
        return (self.services or self.lake).exit_code


def topic(
    config: Config,
    where: str,
    *,
    mesh: Path | None = None,
    network: bool = True,
    quiet: bool = False,
    clock: Clock | None = None,
    told: OnPublished = nobody,
    say: Callable[[str], None] = log.info,
) -> Both:
    """Harvest the topic from the lake at a path or an address, and publish it.

    ``mesh`` is a file of NLM that says what is below a heading; without it MeSH is asked, or,
    without the network, the database. ``told`` hears of each publication.

    Raises UsageError where there is no lake, none of its sources is in the configuration, or it is
    not known what is below a heading; and as ``refresh`` does.
    """
    clock = clock or SystemClock()
    on = [each for each in all_sources() if each.name in config.sources]
    on = [each for each in on if config.sources[each.name].enabled]
    turn = Lock()
    with opened(where) as lake, _released(lake, turn):
        sources = of_lake(on, lake)
        if not sources:
            raise UsageError(
                f"{where}: the lake has {', '.join(sorted(lake.rows))}, of which config.toml has "
                "none on; add its section [sources.…]"
            )
        headings = _headings(config, mesh, clock, network=network)
        _say_stale(sources, lake, say)
        dates = _dates(config.store.path)
        asked = [answering(each, lake, headings, dates, turn) for each in sources]
        with placed(lake.address):
            first = refresh(config, quiet=quiet, clock=clock, told=told, answering=asked)
    if not network or first.state == "interrupted":
        return Both(first, None)
    return Both(first, refresh(config, quiet=quiet, clock=clock, told=told))


@contextmanager
def _released(lake: Lake, turn: Lock) -> Iterator[None]:
    """Let nobody ask DuckDB after this block.

    A run that is ended does not wait for its walks; a connection that one of them is using can't
    be closed, and a process that ends meanwhile is aborted.
    """
    try:
        yield
    finally:
        while not turn.acquire(timeout=POLL):
            lake.connection.interrupt()
        lake.connection.close()
        turn.release()


def _dates(work: Path) -> dict[tuple[Kind, str], str]:
    """When each record that is held was last revised, as its registry says."""
    if not work.is_file():
        return {}
    bring_up_to_date(work)
    with closing(reader(work)) as connection:
        return {(kind, key): date for kind, key, date in connection.execute(_DATES)}


def _say_stale(sources: Sequence[Source], lake: Lake, say: Callable[[str], None]) -> None:
    for source in sources:
        by = read_by(source)
        old = [unit for unit, row in lake.rows[source.name].items() if row.read_by != by]
        if old:
            say(
                f"{source.title}: {len(old):,} of {len(lake.rows[source.name]):,} parts of the "
                "lake were read by another version: each of their records is read again, which "
                "takes longer; harvest bulk parse renews them"
            )


def _headings(config: Config, file: Path | None, clock: Clock, *, network: bool) -> Headings:
    used = {name for search in config.searches for name in search.all}
    names = [name for each in config.topic.concepts if each.name in used for name in each.mesh]
    if not names:
        return Headings("", {})
    if file is not None:
        found = below.read(file, names)
    elif network and (section := config.sources.get(MESH.name)) and section.enabled:
        try:
            with closing(open_door(config, MESH, clock)) as door:
                found = below.asked(door, names)
        except UPSTREAM as error:
            log.warning("%s; what is below a heading is taken from the database", error)
            found = _held(config, names)
    else:
        found = _held(config, names)
    if len(found.unknown(names)) == len(set(names)):
        raise ConfigError(
            f"what is below {names[0]} and the other headings of MeSH is not known here; give "
            "--mesh FILE, mtreesYYYY.bin or descYYYY.xml of NLM"
        )
    return found


def _held(config: Config, names: Sequence[str]) -> Headings:
    if not config.store.path.is_file():
        return Headings("", {})
    with closing(reader(config.store.path)) as connection:
        return below.held(connection, names)
