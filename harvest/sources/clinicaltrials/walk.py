"""One search, walked page by page until the ids seen are as many as the registry promised.

Whatever does not add up is walked again from the first page, a bounded number of times: the data
changed on the way, a page token was refused or came twice, a study is missing. What never adds up
ends as ``partial``, and only a complete walk says that a trial has left.

A search that is too complicated for the registry, or makes too long an address, is walked in parts:
its longest list of alternatives is cut in two, until each part is taken. What all parts bring
together is what the whole would have brought, if every part brought what was promised of it.
"""

import logging
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field

from harvest.errors import UPSTREAM, Forbidden, UpstreamUnavailable
from harvest.records import Event, Progress, WalkEnd, WalkState
from harvest.sources import Job
from harvest.sources.clinicaltrials import essie
from harvest.sources.clinicaltrials.answers import asks_too_much, cut, query_error
from harvest.sources.clinicaltrials.asking import FORMAT, NAME, PAGE_SIZE, Sent, Stamp
from harvest.strategy import Strategy
from harvest.web import Params, Refused

log = logging.getLogger("harvest.clinicaltrials")

WALKS = 3
"""How often one search is walked at most."""
EXPECTED_LIMIT = 100_000
"""More than any topic brings: a query that the registry misread brings the whole of it.

A search whose text for this registry the operator wrote may bring as many as it likes.
"""
SPARE_PAGES = 20
"""Pages beyond those that the promised number needs: empty ones are allowed in between."""
MOST_PARTS = 64
"""Into so many parts a search is cut at most: a minute of requests for a small topic."""


class _Stop(Exception):
    """This search can't be walked, now or again; the text is fit to be shown."""


class _TooMany(_Stop):
    """More trials match than any topic has: the query was misread."""


class _TooMuch(Exception):
    """The registry finds a query too complicated, or its address too long; the text says which."""


@dataclass(slots=True)
class _Walk:
    """What one query has brought so far."""

    ids: set[str] = field(default_factory=set)
    nameless: set[str] = field(default_factory=set)
    promised: int | None = None
    problem: str | None = None


@dataclass(slots=True)
class _Parts:
    """The queries that a search is asked in, and what each has brought: one, if it may be."""

    queries: list[Params]
    expressions: list[essie.Expression | None]
    refused: str | None = None  # why there are several
    walks: list[_Walk] = field(default_factory=list)

    @property
    def ids(self) -> set[str]:
        """What any part has brought."""
        return set().union(*(walk.ids for walk in self.walks))

    @property
    def promised(self) -> int | None:
        """How many trials there are: of several parts known only once each of them adds up."""
        if len(self.queries) == 1:
            return self.walks[0].promised if self.walks else None
        if len(self.walks) < len(self.queries) or any(map(_problem_of_one, self.walks)):
            return None
        return len(self.ids)

    def halve(self, place: int, reason: str) -> None:
        """Put two queries in the place of one that was refused; raises _Stop if that can't be."""
        expression = self.expressions[place]
        if expression is None:
            raise _Stop(
                f"the registry calls this search {reason}; its text is your own, so that it can't "
                "be asked in parts: shorten it, or make several searches of it"
            )
        halves = expression.halves()
        if halves is None or len(self.queries) == MOST_PARTS:
            raise _Stop(
                f"the registry calls this search {reason}, down to {expression.alternatives} words "
                f"at a time, asked in {len(self.queries)} parts; shorten the lists of its concepts"
            )
        self.refused = reason
        self.expressions[place : place + 1] = halves
        self.queries[place : place + 1] = [half.params for half in halves]

    def sent(self) -> str:
        """Every query exactly as it was sent, a line each."""
        return "\n".join(map(essie.sent, self.queries))

    def warnings(self) -> Iterable[str]:
        """That there were several, how many trials each had, and why."""
        if len(self.queries) == 1:
            return
        counts = " + ".join("?" if w.promised is None else f"{w.promised:,}" for w in self.walks)
        yield (
            f"the registry called it {self.refused}, so it was asked in {len(self.queries)} parts, "
            f"which have {counts or 'no'} trials, some of them the same; shorter lists of words "
            "make fewer requests"
        )


def walk_search(
    job: Job, strategy: Strategy, sent: Sent, stamp: Stamp
) -> Generator[Event, None, WalkEnd]:
    """Hand on the studies of one search; return how the walk ended, for the caller to hand on.

    Raises Forbidden, and what is no fault of the registry; the state tells every other failure.
    """
    parts = _Parts([strategy.params], [essie.expression_of(strategy)])
    timestamp: str | None = None
    error: str | None = None
    unavailable = False
    state: WalkState = "failed"
    try:
        for _ in range(WALKS):
            timestamp = stamp.before()
            yield from _walk_parts(job, strategy, sent, parts)
            error = _problem(parts.walks, timestamp, stamp.now())
            state = "partial" if error else "complete"
            if error is None or _only_nameless(parts.walks):
                break
    except Forbidden:
        raise
    except (_Stop, *UPSTREAM) as stop:
        state, error = ("partial" if parts.ids else "failed"), str(stop)
        unavailable = isinstance(stop, UpstreamUnavailable)
        stamp.forget()
    return WalkEnd(
        source=NAME,
        kind="trial",
        search=strategy.search,
        purpose="search",
        sent=parts.sent(),
        state=state,
        warnings=(*strategy.warnings, *parts.warnings()),
        promised=parts.promised,
        ids=frozenset(parts.ids),
        fetched=len(parts.ids),
        data_timestamp=timestamp,
        error=error,
        unavailable=unavailable,
    )


def _adds_up(walk: _Walk) -> bool:
    return walk.promised == len(walk.ids) + len(walk.nameless)


def _only_nameless(walks: Iterable[_Walk]) -> bool:
    """Whether asking again would bring nothing more: what is missing has no readable number."""
    return all(
        walk.problem is None and _adds_up(walk) for walk in walks if _problem_of_one(walk)
    ) and any(walk.nameless for walk in walks)


def _problem(walks: list[_Walk], before: str | None, after: str | None) -> str | None:
    """Why a search is not complete; None if it is."""
    changed = "the registry's data changed during the retrieval" if before != after else None
    met = [walk.problem for walk in walks]
    if changed and not any(met):
        return changed
    for number, problem in enumerate(met if any(met) else map(_problem_of_one, walks), 1):
        if problem:
            return f"part {number} of {len(walks)}: {problem}" if len(walks) > 1 else problem
    return None


def _problem_of_one(walk: _Walk) -> str | None:
    """Why what one query brought is not all that it should have brought; None if it is."""
    if walk.problem is not None:
        return walk.problem
    if walk.promised is None:
        return "the registry did not say how many trials match"
    if walk.nameless and _adds_up(walk):
        return f"{len(walk.nameless)} of the trials have no readable number; see the quarantine"
    if walk.promised != len(walk.ids):
        return f"{len(walk.ids)} trials received, {walk.promised} were announced"
    return None


def _walk_parts(
    job: Job, strategy: Strategy, sent: Sent, parts: _Parts
) -> Generator[Event, None, None]:
    """Walk each part; a part that is too much is cut in two, which the next walk remembers."""
    parts.walks = []
    search = strategy.search
    while len(parts.walks) < len(parts.queries):
        place = len(parts.walks)
        walk = _Walk()
        parts.walks.append(walk)
        try:
            yield from _walk_once(job, search, parts.queries[place], sent, walk)
        except _TooMuch as refused:
            parts.walks.pop()
            if parts.refused is None:
                log.info("search %s: the registry calls it %s: asking in parts", search, refused)
            parts.halve(place, str(refused))
        except _TooMany:
            parts.walks = [_Walk(promised=walk.promised)]  # nothing is a member of anything
            raise


def _walk_once(
    job: Job, search: str, query: Params, sent: Sent, walk: _Walk
) -> Generator[Event, None, None]:
    """Walk from the first page to the last; what stands in the way is told by ``walk.problem``."""
    limit = _limit(job, search)
    params: Params = (*query, *FORMAT, ("pageSize", str(PAGE_SIZE)))
    token: str | None = None
    tokens: set[str] = set()
    pages_left = SPARE_PAGES
    while pages_left > 0:
        pages_left -= 1
        asked = (*params, ("pageToken", token)) if token else (*params, ("countTotal", "true"))
        try:
            answer = job.door.get("/studies", asked)
        except Refused as refused:
            if too_much := asks_too_much(refused.answer):  # also where the token makes it so
                raise _TooMuch(too_much) from None
            if token is None:
                raise _Stop(refusal(refused)) from None
            walk.problem = "the registry refused a page token of its own"
            return
        sheaf = cut(answer.body)
        if sheaf is None:
            walk.problem = "an answer without studies"
            return
        if token is None:
            walk.promised = sheaf.total
            pages_left += _pages_needed(sheaf.total or limit, len(sheaf.pieces))
        page, unreadable = sent.page(search, sheaf.pieces, answer.fetched_at)
        walk.ids.update(piece.id for piece in sheaf.pieces if piece.id is not None)
        walk.nameless.update(event.id for event in unreadable)
        number = max(walk.promised or 0, len(walk.ids))
        if number > limit:
            raise _TooMany(_too_many(search, number))
        if page is not None:
            yield page
        yield from unreadable
        yield Progress(NAME, search, len(walk.ids), walk.promised)
        if sheaf.token is None:
            return
        if sheaf.token in tokens:
            walk.problem = "the same page token was sent twice"
            return
        token = sheaf.token
        tokens.add(token)
    walk.problem = "more pages received than needed for the announced number of trials"


def _limit(job: Job, search: str) -> int:
    own_text = any(s.name == search and NAME in s.texts for s in job.config.searches)
    return 10_000_000 if own_text else EXPECTED_LIMIT


def _pages_needed(total: int, first: int) -> int:
    """Pages for so many trials, if each holds half as many as the first, or is full where unknown.

    A registry that cuts pages shorter than asked for may cut later ones shorter still.
    """
    return 1 + 2 * total // min(first or PAGE_SIZE, PAGE_SIZE)


def refusal(refused: Refused) -> str:
    """Why the registry does not take a search, fit to be shown."""
    said = query_error(refused.status, refused.body_text)
    if said is not None:
        return f"the registry can't read this search: {said}"
    if refused.status == 404:
        return f"{refused}; correct sources.{NAME}.base_url"
    return str(refused)


def _too_many(search: str, number: int) -> str:
    return (
        f"search {search} would find {number:,} trials, more than the {EXPECTED_LIMIT:,} that a "
        "topic has; narrow it, or write its text for clinicaltrials yourself"
    )
