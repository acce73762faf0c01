"""The lines about held papers of a list that somebody hands in; nothing is ever asked."""

import json
from collections.abc import Iterator

from harvest.clock import stamp
from harvest.records import Event, Page, Raw, WalkEnd
from harvest.sources import Job
from harvest.sources.retractionwatch.listing import Listing, Order
from harvest.sources.retractionwatch.reading import plain_doi, plain_number, plain_pmid
from harvest.web import Answer, Verdict, generic_judge

NAME = "retractionwatch"
_PAGE = 200
_general = generic_judge("json")
_AMBIGUOUS = "no date of the file says whether the day or the month comes first: dates are left out"


def judge(answer: Answer) -> tuple[Verdict, str]:
    """It is never asked."""
    return _general(answer)


def fetch(job: Job) -> Iterator[Event]:
    """Keep what the given files say of held papers; without a file nothing."""
    for listing in (each for each in job.given if isinstance(each, Listing)):
        yield from _stored(job, listing)


def _stored(job: Job, listing: Listing) -> Iterator[Event]:
    now = stamp(job.clock.now())
    raws: list[Raw] = []
    nameless = 0
    for cells in listing.lines():
        doi = plain_doi(cells["OriginalPaperDOI"])
        pmid = plain_pmid(cells["OriginalPaperPubMedID"])
        number = plain_number(cells["Record ID"])
        about_held = doi in job.held.dois or pmid in job.held.articles
        nameless += about_held and not number
        if about_held and number:
            listing.held += 1
            body = kept(cells, listing.order)
            raws.append(Raw(NAME, "notice", f"RW:{number}", body, now))
        if len(raws) == _PAGE:
            yield Page(NAME, None, tuple(raws))
            raws = []
    if raws:
        yield Page(NAME, None, tuple(raws))
    doubts = [_AMBIGUOUS] if listing.held and listing.order == "unknown" else []
    if nameless:
        doubts.append(f"left out, without a Record ID: {nameless:,} about papers in the database")
    yield WalkEnd(
        source=NAME,
        kind="notice",
        search=None,
        purpose="import",
        sent=f"{listing.name}: {listing.rows:,} lines; kept: those about papers in the database",
        state="complete",
        warnings=tuple(doubts),
        promised=listing.held,
        fetched=listing.held,
    )


def kept(cells: dict[str, str], order: Order) -> bytes:
    """A line as it is stored: every column, and how dates are written in its file."""
    return json.dumps({"dates": order, **cells}, ensure_ascii=False).encode()
