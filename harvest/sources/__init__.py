"""The registries, one module each: to add one is to add its module, with a ``SOURCE`` in it.

What a source does is said by :class:`Source`; what it is given by :class:`Job`. A source opens no
connection itself (it asks ``job.door``) and writes nothing: it yields events, in order.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from harvest import staleness
from harvest.clock import Clock
from harvest.config import Config, SourceConfig, folders
from harvest.records import Digest, Event, Held, Raw, Record
from harvest.rows import Kind
from harvest.strategy import Strategy
from harvest.web import Door, Judge, Limits, user_agent
from harvest.web.recording import Record as Answers


@dataclass(frozen=True, slots=True)
class Job:
    """What one run wants of one source."""

    config: Config
    source: SourceConfig
    held: Held
    door: Door
    today: date
    full: bool
    """Fetch anew everything that is held, whatever its age."""
    clock: Clock
    called_for: Iterable[frozenset[str]] = ()
    """For ``accompany``: ids that the records call for which this run stores, set by set as it does
    so. To iterate is to wait; an empty set says that nothing more is to come for a while."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What a service says of one question, without any record.

    ``matching`` is None where it gives no number; ``notes`` are worth knowing, ``doubts`` are what
    a run would warn of, ``problem`` why a run would import nothing of it.
    """

    matching: int | None
    translation: str | None = None
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """How much a first run will find: records by search of the source that is asked, and in all.

    ``rate`` is how many requests a second that source is asked.
    """

    rate: float
    searches: tuple[int, ...]
    trials: int
    articles: int


@dataclass(frozen=True, slots=True)
class Effort:
    """What a first run will cost: requests, and seconds until all are answered."""

    requests: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Source:
    """A registry: how to ask it, and how to read what it answers.

    ``fetch`` walks the topic's searches; ``follow`` asks for what other sources' records call for
    and runs after every fetch; ``accompany`` runs beside all of these and asks for what
    ``job.called_for`` brings. Each ends each query with a WalkEnd, whose state tells a query that
    failed; they raise only what ends the run: Forbidden and ConfigError.

    ``digest`` and ``normalise`` are pure, picklable and raise nothing but RecordError.
    """

    name: str
    title: str
    kinds: tuple[Kind, ...]
    home: str
    requests_per_second_limit: Callable[[Config], float]
    judge: Judge
    fetch: Callable[[Job], Iterator[Event]]
    follow: Callable[[Job], Iterator[Event]] | None
    digest: Callable[[bytes], Digest]
    normalise: Callable[[Raw], Record]
    accompany: Callable[[Job], Iterator[Event]] | None = None
    if_refused: str = ""
    """What an operator can do where this registry turns us away (403); "" for the usual advice."""
    greet: Callable[[Job], str] | None = None
    """Ask for the least that a run asks for, in one request; what the service says of itself.

    Raises what the door raises."""
    count: Callable[[Job, Strategy], Hits] | None = None
    """Ask how many records match, in one request.

    Raises what the door raises; Refused only where the address is wrong."""
    effort: Callable[[Expected], Effort] | None = None
    """What a first run will cost, at a request's own pace and the time that answers take."""

    @property
    def made_from(self) -> str:
        """What its records are read by; where it moves, what is held has to be read anew."""
        return staleness.digest(
            self.digest.__module__, self.normalise.__module__, "harvest.store.tables"
        )


def all_sources() -> tuple[Source, ...]:
    """Every source that the package holds, by name."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        source = getattr(importlib.import_module(f"{__name__}.{module.name}"), "SOURCE", None)
        if isinstance(source, Source):
            found.append(source)
    return tuple(sorted(found, key=lambda source: source.name))


def open_door(
    config: Config,
    source: Source,
    clock: Clock,
    *,
    limits: Limits | None = None,
    record: Answers | None = None,
) -> Door:
    """The door to a source as the configuration says, at the pace of all processes of the user."""
    settings = config.sources[source.name]
    return Door(
        settings.base_url,
        requests_per_second=settings.requests_per_second,
        judge=source.judge,
        user_agent=user_agent(settings.user_agent),
        lock_dir=folders.pace(),
        clock=clock,
        limits=limits or Limits(),
        secrets=tuple(filter(None, (config.api_key, config.contact))),
        if_refused=source.if_refused,
        record=record,
    )
