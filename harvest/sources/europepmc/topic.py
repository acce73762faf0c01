"""The preprints of the topic: each search walked to its end, page by page."""

from collections.abc import Generator, Iterator

from harvest.errors import UPSTREAM, Forbidden, UpstreamUnavailable
from harvest.records import Event, Page, Progress, Raw, Unreadable, WalkEnd, WalkState, unnamed
from harvest.sources import Hits, Job
from harvest.sources.europepmc import answers
from harvest.sources.europepmc.preprint import KEY, SOURCE
from harvest.sources.europepmc.rendering import NAME, render
from harvest.strategy import Strategy, rendered
from harvest.web import Refused

AT_ONCE = 200
"""Records that are stored together."""


def fetch(job: Job) -> Iterator[Event]:
    """Walk each search; after one that fails because nobody answers, no other is asked."""
    for strategy in rendered(job.config, {NAME: render}):
        end = yield from _walk(job, strategy)
        if end.unavailable:
            return


def count(job: Job, strategy: Strategy) -> Hits:
    """Ask how many preprints match."""
    try:
        return Hits(answers.count(job.door, _query(strategy)))
    except Refused as refused:
        if refused.status == 404:
            raise
        return Hits(None, problem=f"Europe PMC refuses this search ({refused.status})")


def stored(found: dict[str, bytes], search: str | None, fetched_at: str) -> Iterator[Event]:
    """Preprints among these results as they are stored; what has no number of one is told."""
    raws = []
    for key, body in found.items():
        number = key.removeprefix(f"{SOURCE}:")
        if key.startswith(f"{SOURCE}:") and KEY.fullmatch(number):
            raws.append(Raw(NAME, "article", number, body, fetched_at))
        else:
            yield Unreadable(NAME, "article", unnamed(body), body, f"{key} is not a preprint")
    for start in range(0, len(raws), AT_ONCE):
        yield Page(NAME, search, tuple(raws[start : start + AT_ONCE]))


def _walk(job: Job, strategy: Strategy) -> Generator[Event, None, WalkEnd]:
    ids: set[str] = set()
    came = 0
    promised: int | None = None
    error: str | None = None
    unavailable = False
    try:
        for part in answers.parts(job.door, _query(strategy)):
            promised = part.announced
            came += len(part.results)
            for event in stored(part.results, strategy.search, part.fetched_at):
                if isinstance(event, Page):
                    ids |= {raw.id for raw in event.raws}
                yield event
            yield Progress(NAME, strategy.search, came, promised)
    except Forbidden:
        raise
    except UPSTREAM as failure:
        error, unavailable = str(failure), isinstance(failure, UpstreamUnavailable)
    state: WalkState = "complete" if error is None else "partial" if ids else "failed"
    end = WalkEnd(
        source=NAME,
        kind="article",
        search=strategy.search,
        purpose="search",
        sent=strategy.sent,
        state=state,
        warnings=strategy.warnings,
        promised=promised,
        ids=frozenset(ids),
        fetched=len(ids),
        error=error,
        unavailable=unavailable,
    )
    yield end
    return end


def _query(strategy: Strategy) -> str:
    return dict(strategy.params)["query"]
