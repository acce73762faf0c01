"""How the register is asked: a page of a search's list, then the protocols of that page.

A record is asked for by its EudraCT number with the same questions.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from itertools import count as numbers_from

from harvest.errors import UpstreamDataError
from harvest.records import Absent, Event, Page, Progress, Raw, Unreadable, WalkEnd, unnamed
from harvest.sources import Hits, Job
from harvest.sources.euctr.answers import LIST, TEXTS, Listed, Piece, cut, listed, number_of
from harvest.sources.euctr.rendering import NAME, render
from harvest.sources.walking import Walk, confirm, each_search
from harvest.strategy import Strategy
from harvest.web import Refused

AT_ONCE = 20
"""Trials on a page of the register."""


def page(job: Job, query: str, number: int = 1) -> Listed:
    """A page of what a search finds. Raises what the door raises."""
    params = [("query", query)] if number == 1 else [("query", query), ("page", str(number))]
    found = listed(job.door.get(LIST, params).body)
    if found is None:
        raise UpstreamDataError(f"{NAME}: a list without the number of trials; it was not used")
    return found


def protocols(
    job: Job, query: str, number: int, results: frozenset[str]
) -> tuple[tuple[Piece, ...], str]:
    """The records of the trials on a page, and when they came. Raises what the door raises."""
    asked = (("query", query), ("page", str(number)), ("mode", "current_page"))
    answer = job.door.get(TEXTS, asked)
    return cut(answer.body, results), answer.fetched_at


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
class _Run:
    """What this run has handed on, as a record that two searches find travels once.

    And what came for a EudraCT number, which is asked once for the records of all its countries.
    """

    marks: dict[str, int] = field(default_factory=dict)
    by_number: dict[str, tuple[Listed, dict[str, Raw]]] = field(default_factory=dict)

    def events(self, search: str, pieces: tuple[Piece, ...], fetched_at: str) -> Iterator[Event]:
        """A page of what is new among these, and what has no key to be kept by."""
        new = []
        for piece in pieces:
            if piece.id is None:
                yield Unreadable(NAME, "trial", unnamed(piece.body), piece.body, piece.reason)
            elif self.marks.get(piece.id) != hash(piece.body):
                self.marks[piece.id] = hash(piece.body)
                new.append(Raw(NAME, "trial", piece.id, piece.body, fetched_at))
        if new:
            yield Page(NAME, search, tuple(new))

    def numbered(self, job: Job, number: str) -> tuple[Listed, dict[str, Raw]]:
        """What the register lists and sends under a number. Raises what the door raises."""
        if number not in self.by_number:
            query = f"eudract_number:{number}"
            part = page(job, query)
            raws: dict[str, Raw] = {}
            if part.protocols:
                pieces, at = protocols(job, query, 1, part.results)
                raws = {p.id: Raw(NAME, "trial", p.id, p.body, at) for p in pieces if p.id}
            self.by_number[number] = part, raws
        return self.by_number[number]


def fetch(job: Job) -> Iterator[Event]:
    """Walk each search whole; then ask by number for held records that no search brought."""
    run = _Run()
    rest = yield from each_search(job, render, lambda strategy: _walk(job, strategy, run))
    yield from confirm(job, rest, "eudract_number", lambda key: _by_number(job, key, run))


def _walk(job: Job, strategy: Strategy, run: _Run) -> Generator[Event, None, WalkEnd]:
    query = dict(strategy.params)["query"]
    walk = Walk(NAME, strategy.search, "search", strategy.sent)
    due: set[str] = set()
    trials: set[str] = set()
    with walk.trouble_noted():
        for number in numbers_from(1):
            part = page(job, query, number)
            due |= part.protocols
            trials |= part.trials
            walk.listed, walk.promised = due, len(due)
            if part.protocols:
                pieces, fetched_at = protocols(job, query, number, part.results)
                walk.answered |= {piece.id for piece in pieces if piece.id}
                yield from run.events(strategy.search, pieces, fetched_at)
                yield Progress(NAME, strategy.search, len(trials), part.total)
            if not part.protocols or number * AT_ONCE >= part.total:
                break
        if len(trials) != part.total:
            walk.error = f"{part.total:,} trials were announced, {len(trials):,} listed"
        elif missing := due - walk.answered:
            walk.error = f"{len(due):,} records were listed, {len(missing):,} of them not sent"
    return walk.end()


def _by_number(job: Job, key: str, run: _Run) -> Page | Absent | str:
    """The record of a country; only a whole list without it says that it is gone."""
    part, raws = run.numbered(job, number_of(key))
    if key in raws:
        return Page(NAME, None, (raws[key],))
    if len(part.trials) != part.total:
        return f"{key}: {part.total:,} trials were announced, {len(part.trials):,} listed"
    return f"{key}: listed, but not sent" if key in part.protocols else Absent(NAME, "trial", key)
