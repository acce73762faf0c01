"""The papers of the database at Europe PMC: where each can be read, and its preprints.

Papers are asked for by number, a batch in one question; each again after a month, those that were
never asked for first. What a paper says of its preprints is asked for in the same run, what
Crossref says of them in the next.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote_plus

from harvest.errors import UPSTREAM, Forbidden, UpstreamDataError, UpstreamUnavailable
from harvest.records import Absent, Event, Page, Progress, Raw, WalkEnd, WalkState
from harvest.sources import Job, unknown
from harvest.sources.europepmc import answers
from harvest.sources.europepmc.preprint import KEY, SOURCE
from harvest.sources.europepmc.reading import named_paper, preprints_of, with_names
from harvest.sources.europepmc.rendering import NAME
from harvest.sources.europepmc.topic import stored

BATCH = 100
"""Papers in one question."""
LONGEST = 6_000
"""Bytes of its query."""
DAILY = 36
"""Questions of a run."""
AGAIN = timedelta(days=28)
"""When a paper is asked for again."""

_LABEL = "papers to read"
_ASKED = "without a record"
_PMID = re.compile(r"[0-9]+")
_DOI = re.compile(r"doi:(10\.[^\s\"]+/[^\s\"]+)")

Numbers = Mapping[str, frozenset[str]]
"""By paper, the numbers of trials that it is known to name."""


def look_up(job: Job, known: Numbers) -> Iterator[Event]:
    """Ask for the papers whose turn it is, then for the preprints that they name."""
    visit = _Visit(job, known, unknown.remembered(job, _ASKED))
    wanted = visit.due()
    if not wanted:
        return
    visit.asked_for = len(wanted)
    try:
        yield from visit.batches(wanted)
        yield from visit.batches(sorted(visit.named - job.held.articles - set(wanted)))
    except Forbidden:
        raise
    except UPSTREAM as error:
        visit.error = str(error)
        visit.unavailable = isinstance(error, UpstreamUnavailable)
    yield visit.end()


@dataclass(slots=True)
class _Visit:
    """One run's questions by number; a paper is named as ``articles`` does, or by ``doi:…``."""

    job: Job
    known: Numbers
    asked: unknown.Days
    """Papers asked for of late for which Europe PMC has no record under their own number"""
    asked_for: int = 0
    questions: int = 0
    found: int = 0
    named: set[str] = field(default_factory=set)
    """Preprints that papers name"""
    without: set[str] = field(default_factory=set)
    error: str | None = None
    unavailable: bool = False

    def due(self) -> list[str]:
        """The papers to ask for, those never asked for first, then those seen longest ago."""
        held = self.job.held
        times = {key: held.last_fetched.get(_record(key), "") for key in held.articles | held.gone}
        mine = {key: time for key, time in times.items() if _clause(key) is not None}
        late = (self.job.today - AGAIN).isoformat()
        wanted = {key for key, time in mine.items() if self.job.full or time[:10] <= late}
        wanted |= held.preprints | held.without_pmid
        wanted -= unknown.numbers(self.asked)
        # One that left its search, or was not there the last time, is asked for at once.
        wanted |= {key for key in held.left | held.missed if KEY.fullmatch(key)}
        return sorted(wanted, key=lambda key: (times.get(key, ""), key))

    def batches(self, wanted: Sequence[str]) -> Iterator[Event]:
        """Ask for these, as far as the questions of a run reach."""
        for source in ("MED", SOURCE, ""):
            of_source = [key for key in wanted if _source(key) == source]
            for part in _parts(of_source):
                if self.questions >= DAILY and not self.job.full:
                    return
                yield from self._batch(source, part)
                yield Progress(NAME, _LABEL, self.found, self.asked_for)

    def _batch(self, source: str, part: Sequence[str]) -> Iterator[Event]:
        self.questions += 1
        clauses = [clause for clause in map(_clause, part) if clause is not None]
        found = answers.search(self.job.door, answers.by_number(source, clauses))
        keys = {key: _keys(key, body) for key, body in found.results.items()}
        asked = {key.casefold() for key in part}
        if strangers := [key for key, names in keys.items() if names.isdisjoint(asked)]:
            raise UpstreamDataError(
                f"{NAME}: {strangers[0]} was sent though other papers were asked for; the answer "
                "was not used"
            )
        came = {name for names in keys.values() for name in names}
        missing = [key for key in part if key.casefold() not in came]
        self.found += len(part) - len(missing)
        preprints = {k: body for k, body in found.results.items() if k.startswith(f"{SOURCE}:")}
        yield from stored(preprints, None, found.fetched_at)
        yield from self._texts(found)
        if source == SOURCE and len(missing) * 2 <= len(part):  # else it is the question that fails
            for key in missing:
                yield Absent(NAME, "article", key)
        self.without |= set(missing) | {key for key in part if _record(key) not in found.results}

    def _texts(self, found: answers.Found) -> Iterator[Event]:
        raws = []
        for key, body in sorted(found.results.items()):
            self.named |= preprints_of(body)
            names = self.known.get(key, frozenset())
            raws.append(Raw(NAME, "text", key, with_names(body, names), found.fetched_at))
        if raws:
            yield Page(NAME, None, tuple(raws))

    def end(self) -> WalkEnd:
        """The end of it; what was not reached is asked for in another run."""
        state: WalkState = (
            "complete" if self.error is None else "partial" if self.found else "failed"
        )
        return WalkEnd(
            source=NAME,
            kind="text",
            search=None,
            purpose="texts",
            sent=f"the numbers of {self.asked_for:,} papers, {self.questions:,} questions",
            state=state,
            promised=self.asked_for,
            fetched=self.found,
            error=self.error,
            unavailable=self.unavailable,
            cursors=((_ASKED, unknown.noted(self.asked, self.job.today, self.without)),),
        )


def _source(key: str) -> str:
    """The part of Europe PMC that has a paper; "" where its number does not say."""
    return "MED" if _PMID.fullmatch(key) else SOURCE if KEY.fullmatch(key) else ""


def _record(key: str) -> str:
    """The record by which it is known when a paper was last asked for."""
    return f"{_source(key)}:{key}" if _source(key) else key


def _clause(key: str) -> str | None:
    """How a paper is asked for; None for one that has no number."""
    if _PMID.fullmatch(key) or KEY.fullmatch(key):
        return f"EXT_ID:{key}"
    found = _DOI.fullmatch(key)
    return f'DOI:"{found[1]}"' if found else None


def _keys(key: str, body: bytes) -> set[str]:
    """Every name by which a result may have been asked for, in small letters."""
    paper = named_paper(body)
    source, _, number = key.partition(":")
    names = {number if source in ("MED", SOURCE) else "", paper.pmid or ""}
    return {name.casefold() for name in (*names, f"doi:{paper.doi}") if name}


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    part: list[str] = []
    size = 0
    for key in keys:
        length = len(quote_plus(f"{_clause(key)} OR "))
        if part and (len(part) == BATCH or size + length > LONGEST):
            yield part
            part, size = [], 0
        part.append(key)
        size += length
    if part:
        yield part
