"""How the register is asked: a page of a search's list, then the protocols of that page.

A record is asked for by its EudraCT number with the same questions.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field

from harvest.errors import UPSTREAM, Forbidden, UpstreamDataError, UpstreamUnavailable
from harvest.records import Absent, Event, Page, Progress, Raw, Unreadable, WalkEnd, unnamed
from harvest.sources import Hits, Job
from harvest.sources.euctr.answers import LIST, TEXTS, Listed, cut, listed, number_of
from harvest.sources.euctr.rendering import NAME, render
from harvest.strategy import Strategy, rendered
from harvest.web import Refused

AT_ONCE = 20
"""Trials on a page of the register."""
BY_NUMBER = 100
"""EudraCT numbers asked for in one run; the others wait for the next."""


def page(job: Job, query: str, number: int = 1) -> Listed:
    """A page of what a search finds. Raises what the door raises."""
    params = [("query", query)] if number == 1 else [("query", query), ("page", str(number))]
    found = listed(job.door.get(LIST, params).body)
    if found is None:
        raise UpstreamDataError(f"{NAME}: a list without the number of trials; it was not used")
    return found


def greet(job: Job) -> str:
    """Ask for nothing but the number of all trials."""
    return f"{page(job, '').total:,} trials"


def count(job: Job, strategy: Strategy) -> Hits:
    """Ask how many trials match."""
    try:
        total = page(job, dict(strategy.params)["query"]).total
    except Refused as refused:
        if refused.status == 404:
            raise
        return Hits(None, problem=f"the register refuses this search ({refused.status})")
    except UpstreamDataError as error:
        return Hits(None, problem=str(error))
    return Hits(total, notes=("trials; a run keeps one record for each of their countries",))


@dataclass(slots=True)
class _Query:
    """What one question brought so far: keys that were listed, and that came."""

    listed: set[str] = field(default_factory=set)
    came: set[str] = field(default_factory=set)
    total: int | None = None

    @property
    def problem(self) -> str | None:
        """Why it is not all; None where it is."""
        trials = {number_of(key) for key in self.listed}
        if self.total is not None and len(trials) != self.total:
            return f"{self.total:,} trials were announced, {len(trials):,} listed"
        if missing := self.listed - self.came:
            return f"{len(self.listed):,} records were listed, {len(missing):,} of them not sent"
        return None


@dataclass(slots=True)
class _Run:
    """What this run has handed on: a record that two searches find travels once."""

    marks: dict[str, int] = field(default_factory=dict)

    def walk(
        self,
        job: Job,
        query: str,
        search: str | None,
        so_far: _Query,
        only: frozenset[str] | None = None,
    ) -> Iterator[Event]:
        """Every page of a question with its records, or ``only`` with those of these keys.

        Raises what the door raises.
        """
        number = 1
        while True:
            part = page(job, query, number)
            so_far.total = part.total
            so_far.listed |= part.protocols
            if not part.protocols:
                return
            for event in self._texts(job, query, number, search, part, so_far):
                if isinstance(event, Page) and only is not None:
                    raws = tuple(raw for raw in event.raws if raw.id in only)
                    if not raws:
                        continue
                    event = Page(NAME, search, raws)
                yield event
            if number * AT_ONCE >= part.total:
                return
            number += 1

    def _texts(
        self, job: Job, query: str, number: int, search: str | None, part: Listed, so_far: _Query
    ) -> Iterator[Event]:
        asked = (("query", query), ("page", str(number)), ("mode", "current_page"))
        answer = job.door.get(TEXTS, asked)
        new = []
        for piece in cut(answer.body, part.results):
            if piece.id is None:
                yield Unreadable(NAME, "trial", unnamed(piece.body), piece.body, piece.reason)
                continue
            so_far.came.add(piece.id)
            if self.marks.get(piece.id) != hash(piece.body):
                self.marks[piece.id] = hash(piece.body)
                new.append(Raw(NAME, "trial", piece.id, piece.body, answer.fetched_at))
        if new:
            yield Page(NAME, search, tuple(new))
        if search is not None:
            listed_trials = {number_of(key) for key in so_far.listed}
            yield Progress(NAME, search, len(listed_trials), part.total)


def fetch(job: Job) -> Iterator[Event]:
    """Walk each search whole; then ask by number for held records that no search brought."""
    run = _Run()
    brought: set[str] = set()
    whole = True
    for strategy in rendered(job.config, {NAME: render}):
        end = yield from _walk(job, strategy, run)
        brought |= end.ids
        whole = whole and end.state == "complete"
        yield end
    if whole:
        yield from _confirm(job, job.held.of(NAME) - brought, run)


def _walk(job: Job, strategy: Strategy, run: _Run) -> Generator[Event, None, WalkEnd]:
    so_far = _Query()
    error: str | None = None
    unavailable = False
    try:
        yield from run.walk(job, dict(strategy.params)["query"], strategy.search, so_far)
        error = so_far.problem
    except Forbidden:
        raise
    except UPSTREAM as failure:
        error, unavailable = str(failure), isinstance(failure, UpstreamUnavailable)
    return WalkEnd(
        source=NAME,
        kind="trial",
        search=strategy.search,
        purpose="search",
        sent=strategy.sent,
        state="complete" if error is None else "partial" if so_far.came else "failed",
        promised=None if so_far.total is None else len(so_far.listed),
        ids=frozenset(so_far.came),
        fetched=len(so_far.came),
        missing=tuple(sorted(so_far.listed - so_far.came)),
        error=error,
        unavailable=unavailable,
    )


def _confirm(job: Job, held: frozenset[str], run: _Run) -> Iterator[Event]:
    """Ask for each number; only a list without a country says that its record is gone."""
    if not held:
        return
    numbers = sorted(set(map(number_of, held)))
    asked_for = numbers[:BY_NUMBER]
    error: str | None = None
    unavailable = False
    answered: set[str] = set()
    fetched: set[str] = set()
    try:
        for number in asked_for:
            so_far = _Query()
            wanted = frozenset(key for key in held if number_of(key) == number)
            yield from run.walk(job, f"eudract_number:{number}", None, so_far, wanted)
            fetched |= wanted & so_far.came
            answered |= wanted & so_far.came
            if so_far.problem is None:
                for key in sorted(wanted - so_far.listed - so_far.came):
                    yield Absent(NAME, "trial", key)
                    answered.add(key)
    except Forbidden:
        raise
    except UPSTREAM as failure:
        error, unavailable = str(failure), isinstance(failure, UpstreamUnavailable)
    missing = tuple(sorted(held - answered))
    if missing and error is None:
        error = f"{len(missing):,} of {len(held):,} records were not had by their number"
    yield WalkEnd(
        source=NAME,
        kind="trial",
        search=None,
        purpose="confirm",
        sent="query=eudract_number:"
        + ", ".join(asked_for[:20])
        + (", …" if len(asked_for) > 20 else ""),
        state="complete" if error is None else "partial" if answered else "failed",
        promised=len(held),
        fetched=len(fetched),
        missing=missing,
        error=error,
        unavailable=unavailable,
    )
