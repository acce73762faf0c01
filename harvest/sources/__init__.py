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
from harvest.config import Config, SourceConfig
from harvest.records import Digest, Event, Held, Raw, Record
from harvest.rows import Kind
from harvest.web import Door, Judge


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
