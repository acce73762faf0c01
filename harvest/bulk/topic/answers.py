"""A lake in the place of the registries: sources that answer a run's questions from it.

They report what those of the registries do, so that all that follows is the same: the store, the
evidence, the publication. A record is handed on where it is not held, or is newer than what is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from threading import Lock

from harvest.bulk.addresses import Address
from harvest.bulk.lake import Lake
from harvest.bulk.manifest import Manifest
from harvest.bulk.topic.described import described, missing
from harvest.bulk.topic.selection import Selection
from harvest.clock import stamp
from harvest.errors import HarvestError
from harvest.records import Absent, Event, Page, Progress, Raw, WalkEnd
from harvest.rows import Kind
from harvest.sources import Job, Matching, Source
from harvest.sources.mesh.below import Headings
from harvest.strategy import Strategy, concepts_of, rendered

_PAGE = 200  # records in a transaction

_LAKE = "LAKE"
"""What stands for the address of a lake, as in the help of the command"""
_ENDPOINT = re.compile(r"\bhttps?://[^\s\"')]+")

_OWN_TEXT = (
    "its text is in the service's own language, which only the service reads; harvest refresh asks "
    "the service"
)


def answering(
    source: Source,
    lake: Lake,
    headings: Headings,
    dates: Mapping[tuple[Kind, str], str],
    turn: Lock,
) -> Source:
    """The source, asking the lake; ``dates`` says of each record held when it was last revised.

    ``turn`` is held while DuckDB is asked, which one walk does at a time.
    """
    assert source.matching is not None
    desk = _Desk(source, source.matching, lake, headings, dates, turn)
    follow = None if source.follow is None else desk.follow
    return replace(source, fetch=desk.fetch, follow=follow, accompany=None)


@dataclass(slots=True)
class _Walk:
    """One question: what it brought, of how many."""

    purpose: str
    search: str | None
    sent: str
    ids: set[str] = field(default_factory=set)
    given: int = 0


@dataclass(slots=True)
class _Desk:
    """Answers for one source; each of its walks is a thread of its own."""

    source: Source
    matching: Matching
    lake: Lake
    headings: Headings
    dates: Mapping[tuple[Kind, str], str]
    turn: Lock
    given: set[str] = field(default_factory=set)
    """Records that this run has handed on"""

    @property
    def _kind(self) -> Kind:
        return self.source.kinds[0]

    def fetch(self, job: Job) -> Iterator[Event]:
        """The topic's searches, then what the registry's files declare deleted."""
        with _without_place(self.lake.address):
            yield from self._fetch(job)

    def follow(self, job: Job) -> Iterator[Event]:
        """The papers that held trials cite, and those that name them."""
        with _without_place(self.lake.address):
            yield from self._follow(job)

    def _fetch(self, job: Job) -> Iterator[Event]:
        selection = self._selection(job)
        assert self.source.render is not None
        for strategy in rendered(job.config, {self.source.name: self.source.render}):
            yield from self._search(job, selection, strategy)
        for each in sorted(selection.removed() & job.held.of(self.source.name)):
            yield Absent(self.source.name, self._kind, each)

    def _follow(self, job: Job) -> Iterator[Event]:
        selection = self._selection(job)
        wanted = sorted(job.held.cited - job.held.articles - job.held.gone - self.given)
        if wanted:
            walk = _Walk("cited", None, f"{len(wanted):,} numbers of papers that trials cite")
            yield from self._hand_on(selection, walk, selection.raws(wanted))
            absent = tuple(sorted(set(wanted) - walk.ids))
            yield replace(self._end(selection, walk), promised=len(wanted), missing=absent)
        if self.matching.naming is not None and (question := self.matching.naming(job.held)):
            numbers = len(question.lists[0].phrases)
            walk = _Walk("naming", None, f"{numbers:,} numbers of trials")
            yield from self._hand_on(selection, walk, selection.matching(question))
            yield self._end(selection, walk)

    def _selection(self, job: Job) -> Selection:
        return Selection(self.lake, self.source, stamp(job.clock.now()), self.turn)

    def _search(self, job: Job, selection: Selection, strategy: Strategy) -> Iterator[Event]:
        search = next(each for each in job.config.searches if each.name == strategy.search)
        concepts = concepts_of(job.config, search)
        question = self.matching.question(search, concepts, self.headings.below)
        walk = _Walk("search", strategy.search, strategy.sent)
        if question is None:
            yield replace(self._end(selection, walk), state="failed", error=_OWN_TEXT)
            return
        yield from self._hand_on(selection, walk, selection.matching(question))
        end = self._end(selection, walk)
        names = [name for concept in concepts for name in concept.mesh]
        unknown = self.headings.unknown(names) if self.headings.found else ()
        yield replace(
            end,
            # What the lake does not have may be newer: only the service says that it has left.
            ids=end.ids | self._newer(job, selection, strategy.search, end.ids),
            warnings=(
                *strategy.warnings,
                *(f"{name}: no heading of MeSH" for name in unknown),
                *self._unreadable(),
            ),
            cursors=self._cursors(job, selection, strategy.search),
        )

    def _unreadable(self) -> Iterator[str]:
        number = sum(row.quarantined for row in self.lake.rows[self.source.name].values())
        if number:
            yield f"{number:,} records of the files can't be read: see the lake's quarantine"

    def _newer(
        self, job: Job, selection: Selection, search: str, found: frozenset[str]
    ) -> frozenset[str]:
        """Members of a search of which the lake has nothing, or nothing as new as what is held."""
        members = job.held.members.get((self.source.name, search), frozenset()) - found
        there = selection.dates(sorted(members))
        return frozenset(
            each
            for each in members
            if each not in there or there[each] < self.dates.get((self._kind, each), "")
        )

    def _cursors(self, job: Job, selection: Selection, search: str) -> tuple[tuple[str, str], ...]:
        """Until when changes were seen: the service is asked for those after it."""
        until = selection.newest()
        if self.matching.changed_until is None or until is None:
            return ()
        name = self.matching.changed_until(search)
        before = job.held.cursors.get(f"{self.source.name}/{name}", "")
        return ((name, max(before, min(until, job.today.isoformat()))),)

    def _hand_on(self, selection: Selection, walk: _Walk, found: Iterator[Raw]) -> Iterator[Event]:
        label = walk.search or walk.purpose
        name = self.source.name
        while page := tuple(islice(found, _PAGE)):
            walk.ids.update(raw.id for raw in page)
            new = tuple(raw for raw in page if self._is_new(raw, selection.revised))
            self.given.update(raw.id for raw in new)
            walk.given += len(new)
            if new:
                yield Page(name, walk.search, new)
            yield Progress(name, label, len(walk.ids), None)

    def _is_new(self, raw: Raw, revised: Mapping[str, str]) -> bool:
        held = self.dates.get((self._kind, raw.id))
        return raw.id not in self.given and (held is None or revised.get(raw.id, "") > held)

    def _end(self, selection: Selection, walk: _Walk) -> WalkEnd:
        rows = self.lake.rows[self.source.name]
        lacks = missing(Manifest(self.lake.address, self.source.name).plan(), rows)
        return WalkEnd(
            source=self.source.name,
            kind=self._kind,
            search=walk.search,
            purpose=walk.purpose,
            sent=walk.sent,
            state="partial" if lacks else "complete",
            promised=len(walk.ids),
            ids=frozenset(walk.ids if walk.search is not None else ()),
            fetched=walk.given,
            data_timestamp=selection.newest(),
            error=lacks,
            bulk_files=described(self.source, rows, self.headings.of),
        )


@contextmanager
def _without_place(place: Address) -> Iterator[None]:
    """What goes wrong in this block, told without where the lake is: the ledger is published."""
    try:
        yield
    except HarvestError as error:
        error.args = (_ENDPOINT.sub("the endpoint", str(error).replace(place.text, _LAKE)),)
        raise


@contextmanager
def placed(place: Address) -> Iterator[None]:
    """What goes wrong in this block, told with where the lake is, for whoever named it."""
    try:
        yield
    except HarvestError as error:
        error.args = (str(error).replace(_LAKE, place.text),)
        raise


def of_lake(sources: Sequence[Source], lake: Lake) -> list[Source]:
    """Those of the sources of which the lake has records, and that can be asked there."""
    return [each for each in sources if each.matching is not None and lake.rows.get(each.name)]
