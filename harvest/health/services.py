"""The services asked the run's own questions, and what a first run will cost by their answers."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from harvest.clock import Clock
from harvest.config import Config
from harvest.errors import HarvestError
from harvest.records import Held
from harvest.sources import Effort, Expected, Job, Source, all_sources, open_door
from harvest.sources.mesh.asking import NAME as MESH
from harvest.sources.mesh.names import Doubt, doubtful
from harvest.web import Limits, Refused

PATIENCE = Limits(tries=2, connect_timeout=5.0, read_timeout=30.0, deadline=60.0, budget=90.0)
"""Somebody waits: what is down is told soon."""


@contextmanager
def asking(
    config: Config, source: Source, clock: Clock, limits: Limits | None = None
) -> Iterator[Job]:
    """What to ask a service with, as a run does; nothing is held, so nothing is asked of that."""
    with open_door(config, source, clock, limits=limits or PATIENCE) as door:
        settings = config.sources[source.name]
        yield Job(config, settings, Held(), door, clock.now().date(), full=False, clock=clock)


def enabled(config: Config) -> tuple[Source, ...]:
    """The sources that a run asks, in the order of the configuration."""
    known = {source.name: source for source in all_sources()}
    return tuple(known[name] for name, each in config.sources.items() if each.enabled)


def explained(error: HarvestError, source: Source) -> str:
    """An error of a service in one line, with the cure if it is the address."""
    if isinstance(error, Refused) and error.status == 404:
        return f"{error}; correct sources.{source.name}.base_url"
    return str(error)


def mesh_doubts(config: Config, job: Job) -> list[Doubt]:
    """The MeSH names of the topic that MeSH does not have; raises what the door raises."""
    return doubtful(job.door, (name for each in config.topic.concepts for name in each.mesh))


def checks_names(source: Source) -> bool:
    """Whether this is the source that knows MeSH's names."""
    return source.name == MESH


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What a first run will cost, by the title of each source; they are asked at the same time."""

    efforts: Mapping[str, Effort]

    @property
    def minutes(self) -> int:
        """Minutes until all has come, at least 1."""
        longest = max((each.seconds for each in self.efforts.values()), default=0.0)
        return max(1, round(longest / 60))

    def __str__(self) -> str:
        total = sum(each.requests for each in self.efforts.values())
        parts = ", ".join(f"{title} {each.requests:,}" for title, each in self.efforts.items())
        plural = "s" * (self.minutes != 1)
        return f"about {total:,} requests ({parts}) and {self.minutes} minute{plural}"


def first_run(config: Config, found: Mapping[str, Sequence[int]]) -> FirstRun:
    """What a first run will cost; ``found``: how many records match, by source, a search each.

    A record that two searches find counts twice. A source of which nothing is known is left out,
    and so is all that follows from its records.
    """
    sources = enabled(config)

    def records(kind: str) -> int:
        return sum(sum(found.get(each.name, ())) for each in sources if kind in each.kinds)

    efforts = {}
    for source in sources:
        searched = source.count is not None
        if source.effort is None or (searched and not found.get(source.name)):
            continue
        rate = config.sources[source.name].requests_per_second
        searches = tuple(found.get(source.name, ()))
        expected = Expected(rate, searches, records("trial"), records("article"))
        efforts[source.title] = source.effort(expected)
    return FirstRun(efforts)
