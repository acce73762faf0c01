"""Papers that other records call for: those that held trials cite, and those that name them."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from harvest.records import Event
from harvest.sources import Job
from harvest.sources.numbers import trial_numbers
from harvest.sources.pubmed.asking import NAME, Visit
from harvest.sources.pubmed.efetch import Fetched, fetch_records
from harvest.sources.pubmed.esearch import search
from harvest.sources.pubmed.fetch import walk_text
from harvest.sources.pubmed.walk import Walk, by_number, numbers

ASK_AGAIN = timedelta(days=30)
"""When a cited PMID that PubMed did not have is asked for again: registrants mistype them."""
NAMES = 125
"""Trial numbers in one search for the papers that name them: about 5 kB of term."""

_MISSING = "cited-missing"
_WORD = re.compile(r"[A-Za-z0-9]+")


def follow(job: Job) -> Iterator[Event]:
    """Fetch the papers that held trials cite, and the papers that name held trials."""
    visit = Visit(job)
    yield from _cited(visit)
    yield from _naming(visit)


# --- cited ---


def _cited(visit: Visit) -> Iterator[Event]:
    held = visit.job.held
    missed = _remembered(visit.job)
    wanted = by_number(
        numbers(held.cited)
        - held.articles
        - held.gone
        - {p for each in missed.values() for p in each}
    )
    if wanted:
        walk = Walk("cited", None, walk_text(wanted))
        yield from walk.run(_fetch_cited(visit, wanted, missed, walk))


def _fetch_cited(
    visit: Visit, wanted: list[str], missed: dict[str, list[str]], walk: Walk
) -> Iterator[Event]:
    walk.promised = len(wanted)
    label = "papers cited by trials"
    yield from fetch_records(visit, wanted, walk.tally, label=label, confirm=False)
    absent = walk.tally.absent
    walk.missing += absent
    if absent and not walk.tally.found:
        yield from _delivers_at_all(visit, walk)
    today = visit.job.today.isoformat()
    missed = {**missed, today: by_number({*missed.get(today, ()), *absent})}
    kept = {day: pmids for day, pmids in sorted(missed.items()) if pmids}
    walk.cursors = ((_MISSING, json.dumps(kept, separators=(",", ":"))),)


def _delivers_at_all(visit: Visit, walk: Walk) -> Iterator[Event]:
    """Ask for a paper that is held: where that one does not come either, nothing is believed."""
    known = next(iter(by_number(visit.job.held.articles)), None)
    if known is not None:
        proof = Fetched()
        yield from fetch_records(visit, [known], proof, label="a known paper")
        if not proof.found:
            walk.error = (
                "PubMed delivers no paper at all, not even one that it has; ignored as implausible"
            )


def _remembered(job: Job) -> dict[str, list[str]]:
    """By day, the cited PMIDs that PubMed did not have when last asked; those of late only."""
    value = job.held.cursors.get(f"{NAME}/{_MISSING}")
    if value is None or job.full:
        return {}
    days: dict[str, list[str]] = json.loads(value)
    return {
        day: pmids
        for day, pmids in days.items()
        if job.today - ASK_AGAIN < date.fromisoformat(day) <= job.today
    }


# --- naming ---


def _naming(visit: Visit) -> Iterator[Event]:
    if asked := trial_numbers(visit.job.held):
        shown = _named(asked[:20])
        sent = f"{shown} OR … ({len(asked):,} numbers)" if len(asked) > 20 else shown
        walk = Walk("naming", None, sent)
        yield from walk.run(_fetch_naming(visit, asked, walk))


def _fetch_naming(visit: Visit, asked: list[str], walk: Walk) -> Iterator[Event]:
    found: set[str] = set()
    label = "papers naming trials"
    for start in range(0, len(asked), NAMES):
        # Of most trials no paper is known, and then PubMed does not know the number as a phrase.
        matches = yield from search(
            visit, _named(asked[start : start + NAMES]), label, absent_phrases_are_fine=True
        )
        walk.error = walk.error or matches.problem
        found |= matches.pmids
    walk.promised = len(found)
    new = by_number(found - visit.job.held.articles - visit.fetched)
    yield from fetch_records(visit, new, walk.tally, label=label)
    yield from walk.expect_all(visit.job.held.known_missing)


def _named(numbers: Sequence[str]) -> str:
    """The term for papers with one of these numbers, in their data bank list or in their text.

    Of the papers that name a trial, one in six does so in its text alone, the newest above all:
    PubMed's indexers write the list, later or never.
    """
    return " OR ".join(
        f"{term}[si] OR {term}[tiab]"
        for number in numbers
        for term in [number if _WORD.fullmatch(number) else f'"{number}"']
    )
