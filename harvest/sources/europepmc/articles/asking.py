"""The articles that are asked for, ``/{PMCID}/fullTextXML``: held papers that are open access.

Those that were never fetched come first, then those fetched longest ago: ``DAILY`` a run, and each
again after ``ASK_AGAIN``. Which papers are open access, and from when, is what Europe PMC's search
has said of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from harvest.errors import UPSTREAM, Forbidden, RecordError, UpstreamDataError, UpstreamUnavailable
from harvest.records import Absent, Event, Page, Progress, Raw, Unreadable, WalkEnd, WalkState
from harvest.sources import Job, unknown
from harvest.sources.europepmc.articles.document import LARGEST
from harvest.sources.europepmc.articles.reading import kept
from harvest.web import Answer, Limits, Refused, Verdict, generic_judge
from harvest.web.patience import Patience

NAME = "europepmc"
PATH = "/fullTextXML"
DAILY = 100
"""Articles of a run."""
ASK_AGAIN = timedelta(days=30)
LIMITS = Limits(max_bytes=LARGEST, max_inflate=LARGEST)

_KNOWN = "PMC3257301"
"""An open-access article, the one of Europe PMC's own documentation"""
_LABEL = "full texts"
_MISSING = "articles without a text"
_NAMED = 5
_general = generic_judge("xml")


def judge(answer: Answer) -> tuple[Verdict, str]:
    """An article is XML, whole; whatever else comes with 200 is the trouble of one article."""
    verdict, reason = _general(answer)
    if verdict is Verdict.TRANSIENT and answer.status == 200:
        return Verdict.MALFORMED, reason
    return verdict, reason


def greet(job: Job) -> str:
    """Ask for the text of one known article; what that says of all. Raises what the door raises."""
    try:
        answer = job.door.get(f"/{_KNOWN}{PATH}")
        licence = kept(_KNOWN, answer.body, job.today).licence
    except Refused as refused:
        if refused.status != 404:
            raise
        return f"has no /{_KNOWN}{PATH}: whether it gives out full texts is not known"
    except RecordError as error:
        raise UpstreamDataError(f"{NAME}: /{_KNOWN}{PATH} {error.reason}") from None
    return f"gives out full texts (/{_KNOWN}{PATH}, {licence.name or 'without a licence'})"


def due(job: Job, missing: frozenset[str]) -> list[str]:
    """The articles to ask for, those that were asked longest ago first; with ``full`` all."""
    times = job.held.last_fetched
    today = job.today.isoformat()
    free = {number for number, day in job.held.open_articles.items() if day <= today}
    wanted = sorted(free - missing, key=lambda number: (times.get(number, ""), number))
    if job.full:
        return wanted
    before = (job.today - ASK_AGAIN).isoformat()
    return [each for each in wanted if times.get(each, "")[:10] <= before][:DAILY]


def retrieve(job: Job) -> Iterator[Event]:
    """Ask for the articles whose turn it is."""
    visit = _Visit(job, unknown.remembered(job, _MISSING))
    turn = due(job, unknown.numbers(visit.remembered))
    if not turn:
        return
    try:
        yield from visit.each(turn)
    except Forbidden:
        raise
    except UPSTREAM as error:
        visit.error = str(error)
        visit.unavailable = isinstance(error, UpstreamUnavailable)
    yield visit.end(len(turn))


@dataclass(slots=True)
class _Visit:
    """One run's questions for articles."""

    job: Job
    remembered: unknown.Days
    """Articles that had no text when last asked, or too large a one"""
    found: int = 0
    failed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    too_large: list[str] = field(default_factory=list)
    error: str | None = None
    unavailable: bool = False
    unreached: bool = False
    """Whether the service could not be reached for the last article"""
    patience: Patience = field(default_factory=lambda: Patience(NAME))

    def each(self, turn: list[str]) -> Iterator[Event]:
        """Ask for these, one by one; what is wrong with one of them costs no other."""
        for place, pmcid in enumerate(turn, 1):
            try:
                answer = self.job.door.get(f"/{pmcid}{PATH}")
            except Refused as refused:
                if refused.status != 404:
                    yield from self._bad(pmcid, str(refused))
                    continue
                self.missing.append(pmcid)
                yield Absent(NAME, "full_text", pmcid)
            except UpstreamDataError as error:
                if not _says_too_large(error):
                    yield from self._bad(pmcid, str(error))
                    continue
                self.too_large.append(pmcid)
                yield Unreadable(NAME, "full_text", pmcid, b"", f"larger than {LARGEST:,} bytes")
            except UpstreamUnavailable as error:
                if self.unreached:
                    raise  # not this article: the service
                self.unreached = True
                yield from self._bad(pmcid, str(error))
                continue
            else:
                yield from self._read(pmcid, answer)
            self.patience.good()
            self.unreached = False
            yield Progress(NAME, _LABEL, place, len(turn))

    def _read(self, pmcid: str, answer: Answer) -> Iterator[Event]:
        try:
            article = kept(pmcid, answer.body, self.job.today)
        except RecordError as error:
            yield Unreadable(NAME, "full_text", pmcid, answer.body, error.reason)
            return
        self.found += 1
        raw = Raw(NAME, "full_text", pmcid, article.body, answer.fetched_at)
        yield Page(NAME, None, (raw,))

    def _bad(self, pmcid: str, reason: str) -> Iterator[Event]:
        """An article whose answer can't be used: named, and asked for again in the next run."""
        self.failed.append(pmcid)
        self.error = self.error or f"{pmcid}: {reason}"
        yield Unreadable(NAME, "full_text", pmcid, b"", reason)
        self.patience.failed(reason)

    def end(self, asked_for: int) -> WalkEnd:
        """The end of it; what was not reached is asked for in another run."""
        gone = [*self.missing, *self.too_large]
        state: WalkState = (
            "complete" if self.error is None else "partial" if self.found else "failed"
        )
        return WalkEnd(
            source=NAME,
            kind="full_text",
            search=None,
            purpose="full texts",
            sent=f"{asked_for:,} articles",
            state=state,
            warnings=tuple(self._warnings()),
            promised=asked_for,
            fetched=self.found,
            missing=tuple(sorted({*gone, *self.failed})),
            error=self.error,
            unavailable=self.unavailable,
            cursors=((_MISSING, unknown.noted(self.remembered, self.job.today, gone)),),
        )

    def _warnings(self) -> Iterator[str]:
        if self.missing:
            yield f"Europe PMC calls these open access and has no text: {_listed(self.missing)}"
        if self.too_large:
            yield f"larger than {LARGEST:,} bytes, and left out: {_listed(self.too_large)}"


def _says_too_large(error: UpstreamDataError) -> bool:
    return f"more than {LARGEST:,} bytes" in str(error)


def _listed(numbers: list[str]) -> str:
    more = len(numbers) - _NAMED
    return ", ".join(numbers[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")
