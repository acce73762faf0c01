"""The registries, one package each: to add one is to add its package, and nothing else.

A package says what its registry is in ``about.toml`` (:class:`About`) and what can be done with it
in its ``SOURCE`` (:class:`Source`): together all that the rest of the program knows of a registry.
A source is given a :class:`Job`, opens no connection itself (it asks ``job.door``) and writes
nothing: it yields events, in order. ``docs/adding-a-registry.md`` goes through it step by step.
"""

import importlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from harvest import staleness
from harvest.clock import Clock
from harvest.config import Concept, Config, Search, SourceConfig, folders
from harvest.identifiers.about import About, abouts
from harvest.paths import added_sources
from harvest.records import Digest, Event, Held, Raw, Readers, Record
from harvest.rows import Kind
from harvest.sources.files import Bulk
from harvest.sources.matching import Question
from harvest.strategy import Alone, Renderer, Strategy
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
    given: tuple[object, ...] = ()
    """What somebody hands in for this source, in its own form: files to be imported."""
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
class PastVersion:
    """A version of a record that its registry keeps, counted from 0, and when it is of.

    ``modules`` are the parts of the record that changed with it, in the registry's words.
    """

    number: int
    date: str
    status: str | None
    modules: tuple[str, ...]


Below = Callable[[str], frozenset[str]]
"""Of the name of a MeSH heading: its name and those of all below it, in lower case."""


@dataclass(frozen=True, slots=True)
class Matching:
    """How a registry's records are asked what its service is asked.

    ``question`` is what a search asks; None where its text is in the service's own language.
    ``naming`` asks for the records that name held trials, None if there are none; ``changed_until``
    names the cursor of a search that says until when changes of its records were seen.
    """

    question: Callable[[Search, tuple[Concept, ...], Below], Question | None]
    naming: Callable[[Held], Question | None] | None = None
    changed_until: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """How a registry is asked for its own past versions of a record, for ``harvest history``.

    ``base_url`` makes the address where they are from that of the source; ``index`` lists them,
    earliest first, none if there are none; ``version`` is one as bytes that the source's
    ``normalise`` reads. Both raise UpstreamDataError for an answer of another form.
    """

    base_url: Callable[[str], str]
    index: Callable[[Door, str], list[PastVersion]]
    version: Callable[[Door, str, int], bytes]


@dataclass(frozen=True, slots=True)
class Source:
    """A registry: what it is, how to ask it, and how to read what it answers.

    ``fetch`` walks the topic's searches; ``follow`` asks for what other sources' records call for
    and runs after every fetch; ``look_up`` asks what a service knows of all that is held, after
    every follow, and ``retrieve`` for what that has shown to be there; ``accompany`` runs beside
    all of these and asks for what ``job.called_for`` brings. Each ends each query with a WalkEnd,
    whose state tells a query that failed; they raise only what ends the run: Forbidden and
    ConfigError.

    ``digest`` and ``normalise`` are pure, picklable and raise nothing but RecordError. They read
    the records of this source and of no other, whatever the kind: today's, those of past days, both
    sides of a change.
    """

    about: About
    judge: Judge
    fetch: Callable[[Job], Iterator[Event]]
    digest: Callable[[bytes], Digest]
    normalise: Callable[[Raw], Record]
    render: Renderer | None = None
    """The topic's searches in the registry's own language; None for a source without searches.

    Pure. What it returns is sent, shown by ``harvest strategy``, kept and reported."""
    by_hand: Renderer | None = None
    """The topic's searches as a person asks them where no program may; shown, never sent."""
    words: Callable[[Concept], Iterator[Alone]] | None = None
    """Each word of a concept alone, for ``harvest strategy --counts``; None: as ``render`` has a
    search for that word and nothing else."""
    follow: Callable[[Job], Iterator[Event]] | None = None
    look_up: Callable[[Job], Iterator[Event]] | None = None
    retrieve: Callable[[Job], Iterator[Event]] | None = None
    accompany: Callable[[Job], Iterator[Event]] | None = None
    if_refused: str = ""
    """What an operator can do where this registry turns us away (403); "" for the usual advice."""
    greet: Callable[[Job], str] | None = None
    """Ask for the least that a run asks for, in one request; what the service says of itself.

    Raises what the door raises."""
    count: Callable[[Job, Strategy], Hits] | None = None
    """Ask how many records match, in one request.

    Raises what the door raises; Refused only where the address is wrong."""
    single: Callable[[Job, str], Raw | None] | None = None
    """Ask for one record by its number, in one request; None if the registry has none of it.

    Raises what the door raises."""
    effort: Callable[[Expected], Effort] | None = None
    """What a first run will cost, at a request's own pace and the time that answers take."""
    dated: Callable[[bytes, date], bytes] | None = None
    """A record's bytes as they would have been kept had it been asked for on another day.

    For one of which the registry computes something from the day; None where it does not."""
    limits: Limits | None = None
    """Bounds of one request, where its answers can be larger than those of others"""
    past: Past | None = None
    """None for a registry that gives out no past versions"""
    bulk: Bulk | None = None
    """The files in which it gives out all of its records; None where there are none"""
    matching: Matching | None = None
    """How its records themselves are asked, where its files answer in place of its service"""

    @property
    def name(self) -> str:
        """The package, ``[sources.<name>]``, ``records.source``."""
        return self.about.name

    @property
    def title(self) -> str:
        """What people call it."""
        return self.about.title

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of records that it delivers."""
        return self.about.kinds

    @property
    def home(self) -> str:
        """The web site that people know."""
        return self.about.home

    def requests_per_second_limit(self, config: Config) -> float:
        """How often it may be asked at most."""
        return self.about.limit(config.api_key)

    @property
    def made_from(self) -> str:
        """What its records are read by; where it moves, what is held has to be read anew."""
        return staleness.digest(
            self.digest.__module__, self.normalise.__module__, "harvest.store.tables"
        )


def all_sources() -> tuple[Source, ...]:
    """Every source that there is, by name.

    Raises ValueError naming the package that has no SOURCE of its own.
    """
    for folder in map(str, added_sources()):
        if folder not in __path__:
            __path__.append(folder)
    found = []
    for said in abouts():
        source = getattr(importlib.import_module(f"{__name__}.{said.name}"), "SOURCE", None)
        if not isinstance(source, Source) or source.about is not said:
            raise ValueError(
                f"source {said.name}: its package needs a SOURCE, made with about({said.name!r})"
            )
        found.append(source)
    return tuple(found)


def readers(sources: Iterable[Source]) -> Readers:
    """What reads the records of each of these sources, by its name."""
    return {source.name: source.normalise for source in sources}


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
        limits=limits or source.limits or Limits(),
        secrets=tuple(filter(None, (config.api_key, config.contact))),
        if_refused=source.if_refused,
        record=record,
    )
