"""One search, walked page by page until the ids seen are as many as the registry promised.

Whatever does not add up is walked again from the first page, a bounded number of times: the data
changed on the way, a page token was refused or came twice, a study is missing. What never adds up
ends as ``partial``, and only a complete walk says that a trial has left.
"""

from collections.abc import Generator
from dataclasses import dataclass, field

from harvest.errors import ConfigError, Forbidden, HarvestError, UpstreamUnavailable
from harvest.records import Event, Progress, WalkEnd, WalkState
from harvest.sources import Job
from harvest.sources.clinicaltrials.answers import cut, query_error
from harvest.sources.clinicaltrials.asking import FORMAT, NAME, PAGE_SIZE, Sent, Stamp
from harvest.strategy import Strategy
from harvest.web import Params, Refused

WALKS = 3
"""How often one search is walked at most."""
EXPECTED_LIMIT = 100_000
"""More than any topic brings: a query that the registry misread brings the whole of it.

A search whose text for this registry the operator wrote may bring as many as it likes.
"""
SPARE_PAGES = 20
"""Pages beyond those that the promised number needs: empty ones are allowed in between."""


class _Stop(Exception):
    """This search can't be walked, now or again; the text is fit to be shown."""


@dataclass(slots=True)
class _Walk:
    """What one walk has brought so far."""

    ids: set[str] = field(default_factory=set)
    nameless: set[str] = field(default_factory=set)
    promised: int | None = None
    problem: str | None = None


def walk_search(
    job: Job, strategy: Strategy, sent: Sent, stamp: Stamp
) -> Generator[Event, None, WalkEnd]:
    """Hand on the studies of one search; return how the walk ended, for the caller to hand on.

    Raises Forbidden and ConfigError; every other failure is told by the state.
    """
    walk = _Walk()
    timestamp: str | None = None
    error: str | None = None
    unavailable = False
    state: WalkState = "failed"
    try:
        for _ in range(WALKS):
            timestamp = stamp.before()
            walk = _Walk()
            yield from _walk_once(job, strategy, sent, walk)
            error = _problem(walk, timestamp, stamp.now())
            state = "partial" if error else "complete"
            if error is None or (walk.nameless and _adds_up(walk)):
                break
    except (Forbidden, ConfigError):
        raise
    except (_Stop, HarvestError) as stop:
        state, error = ("partial" if walk.ids else "failed"), str(stop)
        unavailable = isinstance(stop, UpstreamUnavailable)
        stamp.forget()
    return WalkEnd(
        source=NAME,
        kind="trial",
        search=strategy.search,
        purpose="search",
        sent=strategy.sent,
        state=state,
        warnings=strategy.warnings,
        promised=walk.promised,
        ids=frozenset(walk.ids),
        fetched=len(walk.ids),
        data_timestamp=timestamp,
        error=error,
        unavailable=unavailable,
    )


def _adds_up(walk: _Walk) -> bool:
    return walk.promised == len(walk.ids) + len(walk.nameless)


def _problem(walk: _Walk, before: str | None, after: str | None) -> str | None:
    """Why a walk is not complete; None if it is."""
    if walk.problem is not None:
        return walk.problem
    if before != after:
        return "the registry's data changed during the walk"
    if walk.promised is None:
        return "the registry did not say how many trials match"
    if walk.nameless and _adds_up(walk):
        return f"{len(walk.nameless)} of the trials have no readable number; see the quarantine"
    if walk.promised != len(walk.ids):
        return f"{len(walk.ids)} trials came, {walk.promised} were promised"
    return None


def _walk_once(
    job: Job, strategy: Strategy, sent: Sent, walk: _Walk
) -> Generator[Event, None, None]:
    """Walk from the first page to the last; what stands in the way is told by ``walk.problem``."""
    limit = _limit(job, strategy.search)
    params: Params = (*strategy.params, *FORMAT, ("pageSize", str(PAGE_SIZE)))
    token: str | None = None
    tokens: set[str] = set()
    pages_left = SPARE_PAGES
    while pages_left > 0:
        pages_left -= 1
        asked = (*params, ("pageToken", token)) if token else (*params, ("countTotal", "true"))
        try:
            answer = job.door.get("/studies", asked)
        except Refused as refused:
            if token is None:
                raise _Stop(_refusal(refused)) from None
            walk.problem = "the registry refused a page token of its own"
            return
        sheaf = cut(answer.body)
        if sheaf is None:
            walk.problem = "an answer without studies"
            return
        if token is None:
            walk.promised = sheaf.total
            pages_left += _pages_needed(sheaf.total or limit, len(sheaf.pieces))
        page, unreadable = sent.page(strategy.search, sheaf.pieces, answer.fetched_at)
        walk.ids.update(piece.id for piece in sheaf.pieces if piece.id is not None)
        walk.nameless.update(event.id for event in unreadable)
        number = max(walk.promised or 0, len(walk.ids))
        if number > limit:
            walk.ids.clear()  # none of them is a member of anything
            raise _Stop(_too_many(strategy.search, number))
        if page is not None:
            yield page
        yield from unreadable
        yield Progress(NAME, strategy.search, len(walk.ids), walk.promised)
        if sheaf.token is None:
            return
        if sheaf.token in tokens:
            walk.problem = "the same page token came twice"
            return
        token = sheaf.token
        tokens.add(token)
    walk.problem = "more pages came than the promised number of trials needs"


def _limit(job: Job, search: str) -> int:
    own_text = any(s.name == search and s.clinicaltrials for s in job.config.searches)
    return 10_000_000 if own_text else EXPECTED_LIMIT


def _pages_needed(total: int, first: int) -> int:
    """Pages for so many trials, if each holds half as many as the first, or is full where unknown.

    A registry that cuts pages shorter than asked for may cut later ones shorter still.
    """
    return 1 + 2 * total // min(first or PAGE_SIZE, PAGE_SIZE)


def _refusal(refused: Refused) -> str:
    said = query_error(refused.status, refused.body_text)
    if said is not None:
        return f"the registry can't read this search: {said}"
    if refused.status == 404:
        return f"{refused}; correct sources.{NAME}.base_url"
    if refused.status == 414:
        return f"{refused}; the search makes too long an address: shorten it or split it in two"
    return str(refused)


def _too_many(search: str, number: int) -> str:
    return (
        f"search {search} would bring {number:,} trials, more than the {EXPECTED_LIMIT:,} that a "
        "topic has; narrow it, or write its text for clinicaltrials yourself"
    )
