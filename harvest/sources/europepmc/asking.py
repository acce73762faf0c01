"""The numbers of all trials of the database, asked for in batches; and which of them it was.

A batch says which papers name one of its numbers, not which. That is known where the paper's
abstract or PubMed's data bank list has one of them, or where it was found out before; the rest are
found out by further questions, so many a run. Numbers that were never asked for make batches of
their own, so that a paper known for an old number is not taken to be known for a new one.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

from harvest.errors import UPSTREAM, Forbidden, UpstreamUnavailable
from harvest.records import Event, Page, Progress, Raw, WalkEnd, WalkState
from harvest.sources import Job
from harvest.sources.europepmc import held
from harvest.sources.europepmc.answers import Found, count, naming, search
from harvest.sources.europepmc.articles import asking as articles
from harvest.sources.europepmc.naming import resolve
from harvest.sources.europepmc.reading import named_paper, with_names
from harvest.sources.europepmc.rendering import NAME
from harvest.sources.numbers import trial_numbers

BATCH = 100
"""Numbers in one question: about 2.5 kB of address."""
FEW = 7
"""As many numbers are asked for each alone: then nothing has to be found out."""
FURTHER = 200
"""Questions of a run that find out which number a paper names."""

_LABEL = "papers naming trials"
_ASKED = "asked"


def greet(job: Job) -> str:
    """Ask how many papers name the topic's own trial, and for the text of one known article.

    Raises what the door raises.
    """
    words = job.config.topic.seed_trial or "clinical trial"
    naming_it = count(job.door, naming([words]))
    return f"{naming_it:,} papers contain {words}; {articles.greet(job)}"


def look_up(job: Job) -> Iterator[Event]:
    """Ask for the papers that name a trial in their full text, then for those that are held."""
    known = dict(job.held.named())
    for event in _naming(job, known):
        yield event
        if isinstance(event, WalkEnd) and event.unavailable:
            return
    yield from held.look_up(job, known)


def _naming(job: Job, known: dict[str, frozenset[str]]) -> Iterator[Event]:
    numbers = trial_numbers(job.held)
    if not numbers:
        return
    visit = _Visit(job, known)
    try:
        yield from visit.batches(numbers)
    except Forbidden:
        raise
    except UPSTREAM as error:
        visit.error = str(error)
        visit.unavailable = isinstance(error, UpstreamUnavailable)
    yield visit.end(len(numbers))


def parts(numbers: Sequence[str]) -> Iterator[Sequence[str]]:
    """The numbers in batches of about the same size; a few of them one by one."""
    batches = len(numbers) if len(numbers) <= FEW else ceil(len(numbers) / BATCH)
    for place in range(batches):
        yield numbers[place::batches]


@dataclass(slots=True)
class _Visit:
    """One run's questions to Europe PMC."""

    job: Job
    known: dict[str, frozenset[str]]
    """By paper (PMID, and as Europe PMC names it) the numbers that it is known to name"""
    asked: set[str] = field(default_factory=set)
    handed: set[str] = field(default_factory=set)
    pages: int = 0
    questions: int = 0
    left: int = 0
    """Papers of which it is still to be found out"""
    error: str | None = None
    unavailable: bool = False

    def batches(self, numbers: Sequence[str]) -> Iterator[Event]:
        value = self.job.held.cursors.get(f"{NAME}/{_ASKED}")
        before = set(json.loads(value)) if value else set()
        old = [each for each in numbers if each in before]
        new = [each for each in numbers if each not in before]
        done = 0
        for listed in (new, old):
            for part in parts(listed):
                yield from self._batch(part)
                done += len(part)
                yield Progress(NAME, _LABEL, done, len(numbers))

    def _batch(self, part: Sequence[str]) -> Iterator[Event]:
        found = search(self.job.door, naming(part))
        self.pages += found.pages
        papers = {key: named_paper(body) for key, body in found.results.items()}
        wanted = frozenset(part)
        unexplained = frozenset(
            key for key, paper in papers.items() if not self._known(key, paper.pmid) & wanted
        )
        most = max(FURTHER - self.questions, 0)
        answer = resolve(part, unexplained, self._naming, most) if unexplained else None
        if answer is not None:
            self.questions += answer.questions
            self.left += len(answer.open)
            yield from self._page(found, answer.named)
        if answer is None or not answer.open:
            self.asked |= wanted
        else:  # asked for again as new ones
            self.asked -= wanted

    def _known(self, key: str, pmid: str | None) -> frozenset[str]:
        none = frozenset[str]()
        source, _, number = key.partition(":")
        own = pmid or (number if source == "PPR" else "")
        return self.known.get(key, none) | self.known.get(own, none)

    def _naming(self, numbers: Sequence[str]) -> frozenset[str]:
        found = search(self.job.door, naming(numbers))
        return frozenset(found.results)

    def _page(self, found: Found, named: dict[str, set[str]]) -> Iterator[Event]:
        raws = []
        for key, numbers in sorted(named.items()):
            self.known[key] = self._known(key, None) | numbers
            body = with_names(found.results[key], self.known[key])
            raws.append(Raw(NAME, "text", key, body, found.fetched_at))
        self.handed |= named.keys()
        if raws:
            yield Page(NAME, None, tuple(raws))

    def end(self, numbers: int) -> WalkEnd:
        """The end of it; what was not found out is in another run."""
        state: WalkState = (
            "complete" if self.error is None else "partial" if self.handed else "failed"
        )
        waiting = (
            f"{self.left:,} papers name a trial in their full text; which one is found out by the "
            "next runs"
        )
        return WalkEnd(
            source=NAME,
            kind="text",
            search=None,
            purpose="naming",
            sent=f"{numbers:,} numbers, {self.pages:,} pages, {self.questions:,} further questions",
            state=state,
            warnings=(waiting,) if self.left else (),
            fetched=len(self.handed),
            error=self.error,
            unavailable=self.unavailable,
            cursors=((_ASKED, json.dumps(sorted(self.asked), separators=(",", ":"))),),
        )
