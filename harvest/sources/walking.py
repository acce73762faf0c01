"""What the walks of registries share that deliver each trial for its number."""

from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil
from zlib import crc32

from harvest.errors import UPSTREAM, Forbidden, UpstreamUnavailable
from harvest.records import Absent, Event, Page, Progress, WalkEnd
from harvest.sources import Job
from harvest.strategy import Renderer, Strategy, rendered
from harvest.web.patience import Patience

BY_NUMBER = 200
"""Trials asked for by number in one run, at a second each; of more, others on the next day."""


@dataclass(slots=True)
class Walk:
    """One query for trials: what was listed, what was answered, and why it is not whole."""

    source: str
    search: str | None
    purpose: str
    sent: str
    promised: int | None = None
    listed: Collection[str] = ()
    answered: set[str] = field(default_factory=set)
    absent: int = 0
    """Of those answered, how many the registry says that it does not have"""
    error: str | None = None
    unavailable: bool = False

    @contextmanager
    def trouble_noted(self) -> Iterator[None]:
        """Note what goes wrong at the registry, which ends the query; Forbidden passes through."""
        try:
            yield
        except Forbidden:
            raise
        except UPSTREAM as failure:
            self.error = str(failure)
            self.unavailable = isinstance(failure, UpstreamUnavailable)

    def end(self) -> WalkEnd:
        """The end of the query; only a search makes members."""
        return WalkEnd(
            source=self.source,
            kind="trial",
            search=self.search,
            purpose=self.purpose,
            sent=self.sent,
            state="complete" if self.error is None else "partial" if self.answered else "failed",
            promised=self.promised,
            ids=frozenset(self.answered if self.search is not None else ()),
            fetched=len(self.answered) - self.absent,
            missing=tuple(sorted(set(self.listed) - self.answered)),
            error=self.error,
            unavailable=self.unavailable,
        )


def each_search(
    job: Job, render: Renderer, walk: Callable[[Strategy], Generator[Event, None, WalkEnd]]
) -> Generator[Event, None, frozenset[str]]:
    """Walk each search; gives the held trials that none of them brought, for ``confirm``.

    Of a search that is not whole nobody knows what the rest of it has: then none is given.
    """
    source = job.source.name
    brought: set[str] = set()
    whole = True
    for strategy in rendered(job.config, {source: render}):
        end = yield from walk(strategy)
        brought |= end.ids
        whole = whole and end.state == "complete"
        yield end
    return job.held.of(source) - brought if whole else frozenset()


def confirm(
    job: Job, held: Collection[str], parameter: str, ask: Callable[[str], Page | Absent | str]
) -> Iterator[Event]:
    """Ask by number for held trials that no search brought; nothing if there are none.

    ``ask`` gives what the registry has under a number, or that it has no such trial, or why its
    answer is of no use; it raises what the door raises. ``parameter`` names the number as sent.
    """
    numbers = _due(job, held)
    if not numbers:
        return
    source = job.source.name
    shown = ", ".join(numbers[:20]) + (
        f", … ({len(numbers):,} numbers)" if len(numbers) > 20 else ""
    )
    walk = Walk(
        source, None, "confirm", f"{parameter}={shown}", promised=len(numbers), listed=numbers
    )
    patience = Patience(source)
    with walk.trouble_noted():
        for number in numbers:
            told = ask(number)
            if isinstance(told, str):
                walk.error = walk.error or told
                patience.failed(told)
                continue
            patience.good()
            walk.answered.add(number)
            walk.absent += isinstance(told, Absent)
            yield told
            yield Progress(source, "trials by number", len(walk.answered), len(numbers))
    yield walk.end()


def _due(job: Job, held: Collection[str]) -> list[str]:
    """Those whose turn it is today, so that in some days each is asked for; with ``full`` all.

    One that was not found the last time is asked for at once: its removal waits for that. Each
    round begins elsewhere, so that runs on every second or seventh day reach all of them too.
    """
    rest = sorted(set(held) - job.held.missed)
    missed = sorted(set(held) & job.held.missed)
    if job.full or not rest:
        return [*missed, *rest]
    days = ceil(len(rest) / BY_NUMBER)
    round_, day = divmod(job.today.toordinal(), days)
    first = crc32(round_.to_bytes(4)) % days
    return [*missed, *rest[(first + day) % days :: days]]
