"""One run over PubMed: the topic's searches, what changed in them, and what is due to be seen anew.

What other records call for (papers that trials cite, papers that name trials) is in ``follow``.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil

from harvest.records import Event, Held
from harvest.sources import Job
from harvest.sources.pubmed.asking import NAME, Visit
from harvest.sources.pubmed.efetch import Fetched, fetch_records
from harvest.sources.pubmed.esearch import search
from harvest.sources.pubmed.rendering import render
from harvest.sources.pubmed.walk import Walk, by_number, numbers
from harvest.strategy import Strategy, rendered

OVERLAP = timedelta(days=30)
"""How far a window of changes reaches back behind the one before: a date of revision is only a day,
and the index lags behind the records."""
CYCLE = timedelta(days=30)
"""Within which every paper held is fetched anew, so that retractions and deletions are noticed."""
SPREAD = 28
"""Days over which that is spread: each day has its share, with two days to spare."""


def fetch(job: Job) -> Iterator[Event]:
    """Walk each search and what changed in it; then fetch anew what is due."""
    visit = Visit(job)
    for strategy in rendered(job.config, {NAME: render}):
        yield from _topic(visit, strategy)
    yield from _due(visit)


def changed_until(search: str) -> str:
    """The cursor that says until which day revisions of a search's papers were seen."""
    return f"mdat/{search}"


def _topic(visit: Visit, strategy: Strategy) -> Iterator[Event]:
    """A search of the topic, and the held papers among its matches that were revised of late."""
    cursor = changed_until(strategy.search)
    since = _since(visit.job, cursor)
    walk = Walk("search", strategy.search, strategy.sent, strategy.warnings)
    yield from walk.run(_members(visit, strategy, walk, cursor if since is None else None))
    if since is not None and (walk.error is None or walk.pmids):
        term = f"({strategy.sent}) AND {since:%Y/%m/%d}:3000/12/31[mdat]"
        changed = Walk("changed", strategy.search, term)
        yield from changed.run(_revised(visit, strategy, changed, cursor))


def _members(
    visit: Visit, strategy: Strategy, walk: Walk, first_cursor: str | None
) -> Iterator[Event]:
    """All matches of a search; the records of those that are not held."""
    matches = yield from search(visit, strategy.sent, strategy.search, groups=strategy.groups)
    walk.matched(matches)
    visit.left |= visit.job.held.members.get((NAME, strategy.search), frozenset()) - matches.pmids
    new = matches.pmids - visit.job.held.articles - visit.fetched
    yield from fetch_records(
        visit, by_number(new), walk.tally, search=strategy.search, label=strategy.search
    )
    yield from walk.expect_all(visit.job.held.known_missing)
    if first_cursor is not None:
        walk.cursors = ((first_cursor, visit.day.isoformat()),)


def _revised(visit: Visit, strategy: Strategy, walk: Walk, cursor: str) -> Iterator[Event]:
    """The held papers that match a window of dates of revision, fetched anew."""
    label = f"{walk.search}: changed"
    matches = yield from search(visit, walk.sent, label, groups=strategy.groups)
    walk.matched(matches)
    walk.pmids = frozenset()  # a window makes no members
    held = (matches.pmids & visit.job.held.articles) - visit.fetched
    yield from fetch_records(visit, by_number(held), walk.tally, label=label)
    yield from walk.removed(visit.job.held.articles, asked=len(held))
    if not walk.tally.absent:  # listed as revised and not delivered: the window is not through
        walk.cursors = ((cursor, visit.day.isoformat()),)


def _since(job: Job, cursor: str) -> date | None:
    """Where the next window of changes begins; None if there was none before."""
    value = job.held.cursors.get(f"{NAME}/{cursor}")
    if value is None:
        return None
    return min(date.fromisoformat(value), job.today) - OVERLAP


# --- seen anew ---


def _due(visit: Visit) -> Iterator[Event]:
    """Fetch anew the held papers whose turn it is, and ask again for those that were removed.

    A paper that left its search, or was not found the last time, is asked for at once: only so is
    one that was removed told apart from one that no longer matches.
    """
    job = visit.job
    suspect = by_number((visit.left | job.held.left | job.held.missed) & job.held.articles)
    turn = due(job.held, job.today, full=job.full)
    held = [pmid for pmid in dict.fromkeys((*suspect, *turn)) if pmid not in visit.fetched]
    gone = by_number(numbers(job.held.gone) - visit.fetched)
    if held or gone:
        walk = Walk("refetch", None, walk_text([*held, *gone]))
        yield from walk.run(_anew(visit, held, gone, walk))


def walk_text(pmids: list[str]) -> str:
    """The PMIDs as they are sent, shortened where they are many."""
    shown = ",".join(pmids[:20])
    return f"id={shown},… ({len(pmids):,} PMIDs)" if len(pmids) > 20 else f"id={shown}"


def _anew(visit: Visit, held: list[str], gone: list[str], walk: Walk) -> Iterator[Event]:
    walk.promised = len(held)
    yield from fetch_records(visit, held, walk.tally, label="papers in the database")
    yield from walk.removed(visit.job.held.articles, asked=len(held))
    # These are gone already, and a batch brings those that came back.
    removed = Fetched()
    yield from fetch_records(visit, gone, removed, label="papers removed", confirm=False)
    walk.tally.found += removed.found


def due(held: Held, today: date, *, full: bool) -> list[str]:
    """The held papers to fetch anew, those seen longest ago first.

    Those seen a whole cycle ago, and so many more that with those seen today each day of the cycle
    has its share; with ``full`` all.
    """
    oldest = sorted(held.articles, key=lambda pmid: (held.last_fetched.get(pmid, ""), int(pmid)))
    if full:
        return oldest
    limit = (today - CYCLE).isoformat()
    late = sum(held.last_fetched.get(pmid, "")[:10] <= limit for pmid in oldest)
    seen_today = sum(held.last_fetched.get(pmid, "")[:10] >= today.isoformat() for pmid in oldest)
    share = ceil(len(oldest) / SPREAD) - seen_today
    return oldest[: max(late, share, 0)]
