"""Which DOIs are asked for, and how: in batches, or one by one where those are not taken.

The form of a batch is not described by the service: it is believed only where what it brings is
what was asked for. All DOIs are asked for daily as far as ``DAILY`` questions reach, those that
were asked longest ago first; a base that takes a few questions is asked for whole in every run.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from harvest.errors import UPSTREAM, Forbidden, UpstreamDataError, UpstreamUnavailable
from harvest.records import Event, Page, Progress, Raw, Unreadable, WalkEnd, WalkState, unnamed
from harvest.sources import Job, unknown
from harvest.sources.crossref.answers import NAME, PATH, Listed, batch, single
from harvest.web import Refused
from harvest.web.patience import Patience

BATCH = 100
"""DOIs in one question."""
LONGEST = 7_000
"""Bytes of its address."""
DAILY = 36
"""Questions of a run."""
FEW = 5
"""Questions that a run may cost whatever was asked on the same day."""

_LABEL = "notices about papers"
_UNKNOWN = "unknown"
_KNOWN = ("10.1016/s0140-6736(97)11096-0", "10.1038/s41586-020-2012-7")
"""Works that Crossref has: a retracted paper, and one with a preprint."""
_SLOWER = "Crossref takes no batches of DOIs: papers are looked up one by one, some each day"


def fetch(job: Job) -> Iterator[Event]:
    """Crossref has no search of the topic: it is asked of the papers that are held."""
    del job
    return iter(())


def greet(job: Job) -> str:
    """Ask for two known DOIs in a batch, and where that is refused for one of them alone.

    Raises what the door raises.
    """
    try:
        listed = batch(job.door, job.config, _KNOWN)
    except Refused as refused:
        if refused.status == 404:
            raise
        listed = None
    if listed is not None and listed.works.keys() == set(_KNOWN):
        return f"takes batches of DOIs ({PATH}?filter=doi:…)"
    if single(job.door, job.config, _KNOWN[0]) is None:
        return f"answers, but has no {_KNOWN[0]}: whether it takes batches of DOIs is not known"
    return f"takes no batches of DOIs; papers are looked up one by one, {DAILY} a run"


def look_up(job: Job) -> Iterator[Event]:
    """Ask for the works of the held papers whose turn it is."""
    visit = _Visit(job, unknown.remembered(job, _UNKNOWN))
    turn = due(job, visit.known_unknown)
    if not turn:
        return
    visit.asked_for = len(turn)
    try:
        yield from visit.batches(turn)
    except Forbidden:
        raise
    except UPSTREAM as error:
        visit.error = str(error)
        visit.unavailable = isinstance(error, UpstreamUnavailable)
    yield visit.end()


def due(job: Job, known_unknown: frozenset[str]) -> list[str]:
    """The DOIs to ask for, those that were asked longest ago first; with ``full`` all.

    What is asked for on one day is not asked for again on it, unless that takes few questions.
    """
    times = job.held.last_fetched
    wanted = sorted(job.held.dois - known_unknown, key=lambda doi: (times.get(doi, ""), doi))
    if job.full or len(wanted) <= FEW * BATCH:
        return wanted
    today = job.today.isoformat()
    return [doi for doi in wanted if times.get(doi, "")[:10] < today]


@dataclass(slots=True)
class _Visit:
    """One run's questions to Crossref."""

    job: Job
    remembered: unknown.Days
    """DOIs that Crossref did not know when it was last asked: they are another agency's"""
    asked_for: int = 0
    questions: int = 0
    found: int = 0
    strangers: list[str] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)
    trusted: bool = False
    """Whether batches have brought what they were asked for"""
    one_by_one: bool = False
    warnings: list[str] = field(default_factory=list)
    error: str | None = None
    unavailable: bool = False
    patience: Patience = field(default_factory=lambda: Patience(NAME))

    @property
    def known_unknown(self) -> frozenset[str]:
        return unknown.numbers(self.remembered)

    @property
    def spent(self) -> bool:
        return self.questions >= DAILY and not self.job.full

    def batches(self, dois: Sequence[str]) -> Iterator[Event]:
        """Ask for all of these, as far as the questions of a run reach."""
        rest = deque(_batches(dois))
        while rest and not self.spent:
            part = rest.popleft()
            if self.one_by_one or len(part) == 1 or not _listable(part[0]):
                yield from self._singly(part)
            else:
                yield from self._together(part, rest)
            yield Progress(NAME, _LABEL, len(self.settled), self.asked_for)

    def _together(self, part: list[str], rest: "deque[list[str]]") -> Iterator[Event]:
        try:
            listed = self._batch(part)
        except Refused as refused:
            if refused.status == 404:
                raise UpstreamDataError(f"{refused}; correct sources.{NAME}.base_url") from None
            if not self.trusted and not self._takes(part[:1]):
                self._give_up_batches()
                rest.appendleft(part)
            else:  # one of them is refused, and the others wait for it
                middle = len(part) // 2
                rest.extendleft([part[middle:], part[:middle]])
            return
        works = {doi: listed.works[doi] for doi in part if doi in listed.works}
        missing = [doi for doi in part if doi not in works]
        strangers = len(listed.works) > len(works)
        self.trusted = self.trusted or (2 * len(works) >= len(part) and not strangers)
        if strangers or (missing and not self.trusted and self._has(missing)):
            self._give_up_batches()  # it answers another question
            rest.appendleft(missing if not strangers else part)
            works = {} if strangers else works
            missing = []
        for body in listed.nameless:
            yield Unreadable(NAME, "doi", unnamed(body), body, "has no DOI")
        yield from self._page(works, listed.fetched_at)
        if not listed.nameless:  # else one of those may be what is missing: it is asked for again
            self._settle_unknown(missing)

    def _singly(self, part: Sequence[str]) -> Iterator[Event]:
        for doi in part:
            if self.spent:
                return
            self.questions += 1
            try:
                told = single(self.job.door, self.job.config, doi)
            except Refused as refused:
                self.error = self.error or f"{doi}: {refused}"
                self.patience.failed(str(refused))
                continue
            self.patience.good()
            if told is None:
                self._settle_unknown([doi])
            else:
                yield from self._page({doi: told[0]}, told[1])

    def _page(self, works: dict[str, bytes], fetched_at: str) -> Iterator[Event]:
        self.found += len(works)
        self.settled |= works.keys()
        if works:
            raws = (Raw(NAME, "doi", doi, body, fetched_at) for doi, body in sorted(works.items()))
            yield Page(NAME, None, tuple(raws))

    def _batch(self, part: Sequence[str]) -> Listed:
        self.questions += 1
        return batch(self.job.door, self.job.config, part)

    def _takes(self, part: Sequence[str]) -> bool:
        """Whether the form of a batch is taken at all."""
        try:
            self._batch(part)
        except Refused:
            return False
        return True

    def _has(self, missing: Sequence[str]) -> bool:
        """Whether Crossref has, asked for alone, what a batch did not bring."""
        for doi in missing[:2]:
            self.questions += 1
            if single(self.job.door, self.job.config, doi) is not None:
                return True
        return False

    def _give_up_batches(self) -> None:
        self.one_by_one = True
        self.warnings.append(_SLOWER)

    def _settle_unknown(self, dois: Sequence[str]) -> None:
        self.strangers += dois
        self.settled |= set(dois)

    def end(self) -> WalkEnd:
        """The end of it; what was not reached is asked for in another run."""
        state: WalkState = (
            "complete" if self.error is None else "partial" if self.found else "failed"
        )
        return WalkEnd(
            source=NAME,
            kind="doi",
            search=None,
            purpose="notices",
            sent=f"the DOIs of {self.asked_for:,} papers, {self.questions:,} questions",
            state=state,
            warnings=tuple(self.warnings),
            promised=self.asked_for,
            fetched=self.found,
            missing=tuple(sorted(self.strangers)),
            error=self.error,
            unavailable=self.unavailable,
            cursors=((_UNKNOWN, unknown.noted(self.remembered, self.job.today, self.strangers)),),
        )


def _batches(dois: Sequence[str]) -> Iterator[list[str]]:
    """As many DOIs together as a question may hold; one with a comma, which divides them, alone."""
    part: list[str] = []
    size = 0
    for doi in dois:
        length = len(quote(f"doi:{doi},", safe=""))
        if not _listable(doi):
            yield [doi]
            continue
        if part and (len(part) == BATCH or size + length > LONGEST):
            yield part
            part, size = [], 0
        part.append(doi)
        size += length
    if part:
        yield part


def _listable(doi: str) -> bool:
    return "," not in doi
