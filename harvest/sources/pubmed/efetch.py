"""Records by PMID: asked for in batches, and none believed to be missing until asked for alone.

efetch leaves out silently what it does not have, and sometimes what it has; so the PMIDs that came
are compared with those that were asked for, by the record's own PMID, never by order or number.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field

from harvest.errors import Forbidden, UpstreamDataError, UpstreamUnavailable
from harvest.records import Event, Page, Progress, Raw, Unreadable, unnamed
from harvest.sources.pubmed.asking import NAME, Visit, WalkFailed
from harvest.sources.pubmed.judge import says_no_ids
from harvest.sources.pubmed.reading.split import Piece, deleted, newest, split
from harvest.web import Answer, Refused
from harvest.web.patience import ServiceIll

BATCH = 200
"""PMIDs in one request: 2 to 4 MB of XML; single records of 1 MB exist."""
FEW = 20
"""What is still asked for when a whole batch seems too much for the service."""
SINGLES = 500
"""PMIDs asked for singly by one walk; the others wait for the next run."""
TRIES = 3
"""How often an answer to another question is asked for again."""


@dataclass(slots=True)
class Fetched:
    """What asking for records has brought so far."""

    found: int = 0
    absent: list[str] = field(default_factory=list)  # PubMed itself says: no such record
    unread: list[str] = field(default_factory=list)  # never answered for in a form to be believed
    deleted: set[str] = field(default_factory=set)  # named in a DeleteCitation
    problem: str | None = None


def fetch_records(
    visit: Visit,
    pmids: Sequence[str],
    tally: Fetched,
    *,
    search: str | None = None,
    label: str,
    confirm: bool = True,
) -> Iterator[Event]:
    """Hand on the records of ``pmids``, one page a batch; ``tally`` tells what did not come.

    What the batches leave out is asked for again, then singly. Where absence is of no consequence
    (``confirm`` false) only a few are asked for singly. Raises what the door raises when PubMed
    can't be reached or refuses us, WalkFailed, and ServiceIll when no answer can be used.
    """
    try:
        yield from _all(visit, pmids, tally, search, label, confirm=confirm)
    except ServiceIll:
        told = {*visit.fetched, *tally.absent, *tally.unread}
        tally.unread += [pmid for pmid in pmids if pmid not in told]
        raise


def _all(
    visit: Visit,
    pmids: Sequence[str],
    tally: Fetched,
    search: str | None,
    label: str,
    *,
    confirm: bool,
) -> Iterator[Event]:
    missing: list[str] = []
    for start in range(0, len(pmids), BATCH):
        missing += yield from _batch(visit, list(pmids[start : start + BATCH]), search, tally)
        yield Progress(NAME, label, min(start + BATCH, len(pmids)), len(pmids))
    if len(missing) > FEW:
        again, missing = missing, []
        for start in range(0, len(again), BATCH):
            missing += yield from _batch(visit, again[start : start + BATCH], search, tally)
    if confirm or len(missing) <= FEW:
        yield from _singly(visit, missing, search, tally)
    else:
        tally.absent += missing


def _singly(
    visit: Visit, missing: Sequence[str], search: str | None, tally: Fetched
) -> Iterator[Event]:
    """Ask for each alone, as long as that may tell anything."""
    for asked, pmid in enumerate(missing):
        if asked == SINGLES or (asked == FEW and not visit.fetched):
            tally.unread += missing[asked:]
            tally.problem = (
                f"PubMed did not deliver {len(missing):,} papers in batches, nor most of the "
                f"{asked:,} that were asked for singly; the others are asked for in the next run"
            )
            return
        yield from _single(visit, pmid, search, tally)


def _batch(
    visit: Visit, pmids: list[str], search: str | None, tally: Fetched
) -> Generator[Event, None, list[str]]:
    """Hand on what one request brings; returns the PMIDs that it did not bring.

    A request that fails for its size or for one of its records is made again in smaller parts.
    """
    try:
        answer, pieces = _asked(visit, pmids)
    except (Forbidden, ServiceIll):
        raise
    except UpstreamUnavailable as error:
        if len(pmids) <= FEW:
            visit.down = error
            raise
        size = FEW
    except UpstreamDataError as error:
        if isinstance(error, Refused) and error.status < 500 and error.status != 413:
            cure = f"; correct sources.{NAME}.base_url" if error.status == 404 else ""
            raise WalkFailed(f"{error}{cure}") from None
        _endure(visit, pmids, error)
        if len(pmids) == 1:
            return pmids
        size = (len(pmids) + 1) // 2
    else:
        visit.patience.good()
        return (yield from _handed_on(visit, pmids, answer, pieces, search, tally))
    missing: list[str] = []
    for start in range(0, len(pmids), size):
        missing += yield from _batch(visit, pmids[start : start + size], search, tally)
    return missing


def _endure(visit: Visit, pmids: list[str], error: UpstreamDataError) -> None:
    """Go on after a bad answer, if a smaller question may have a good one; else ServiceIll.

    Before a batch is halved, a paper that was had before is asked for, in this run or an earlier
    one; where there is none yet, three of the batch. Any readable answer will do.
    """
    try:
        visit.patience.failed(str(error))
        if not visit.sound and len(pmids) > 1:
            visit.sound = any(_is_readable(visit, pmid) for pmid in _proofs(visit, pmids))
            if not visit.sound:
                raise ServiceIll(
                    f"no response of efetch is usable, not even for a single paper: {error}; "
                    "the service has problems, try again later"
                )
    except ServiceIll as ill:
        visit.ill = ill
        raise


def _proofs(visit: Visit, pmids: list[str]) -> list[str]:
    """What to ask for to see whether efetch gives any good answer."""
    had = (visit.fetched or visit.job.held.articles) - set(pmids)
    if had:
        return [min(had, key=int)]
    return list(dict.fromkeys((pmids[0], pmids[len(pmids) // 2], pmids[-1])))


def _is_readable(visit: Visit, pmid: str) -> bool:
    try:
        _asked(visit, [pmid])
    except (Forbidden, UpstreamUnavailable):
        raise
    except UpstreamDataError:
        return False
    return True


def _handed_on(
    visit: Visit,
    pmids: list[str],
    answer: Answer,
    pieces: list[Piece],
    search: str | None,
    tally: Fetched,
) -> Generator[Event, None, list[str]]:
    records = {pmid: piece for pmid, piece in newest(pieces).items() if piece.problem is None}
    tally.deleted |= deleted(answer.body)
    yield from _page(visit, list(records.values()), answer, search, tally)
    for piece in pieces:
        if piece.pmid is None:
            yield Unreadable(NAME, "article", unnamed(piece.body), piece.body, _reason(piece))
    return [pmid for pmid in pmids if pmid not in records]


def _single(visit: Visit, pmid: str, search: str | None, tally: Fetched) -> Iterator[Event]:
    """Ask for one record alone: only now its absence, or its state, is believed."""
    try:
        answer, pieces = _asked(visit, [pmid])
    except UpstreamUnavailable as error:
        if not isinstance(error, Forbidden):
            visit.down = error
        raise
    except ServiceIll:
        raise
    except UpstreamDataError as error:
        _endure(visit, [pmid], error)
        tally.unread.append(pmid)
        tally.problem = str(error)
        body = error.answer.body if isinstance(error, Refused) else b""
        yield Unreadable(NAME, "article", pmid, body, "PubMed's answer for it can't be read")
        return
    visit.patience.good()
    tally.deleted |= deleted(answer.body)
    piece = newest(pieces).get(pmid)
    if piece is not None:
        yield from _page(visit, [piece], answer, search, tally)
        return
    for piece in pieces:
        yield Unreadable(NAME, "article", unnamed(piece.body), piece.body, _reason(piece))
    (tally.unread if pieces else tally.absent).append(pmid)


def _page(
    visit: Visit, pieces: list[Piece], answer: Answer, search: str | None, tally: Fetched
) -> Iterator[Page]:
    if pieces:
        tally.found += len(pieces)
        visit.fetched.update(piece.pmid or "" for piece in pieces)
        yield Page(
            NAME,
            search,
            tuple(
                Raw(NAME, "article", piece.pmid or "", piece.body, answer.fetched_at)
                for piece in pieces
            ),
        )


def _asked(visit: Visit, pmids: list[str]) -> tuple[Answer, list[Piece]]:
    """One answer to exactly this question: no record in it that was not asked for."""
    wanted = set(pmids)
    for _ in range(TRIES):
        try:
            answer = visit.efetch(pmids)
        except Refused as refused:
            if says_no_ids(refused.body_text):
                return refused.answer, []
            raise
        try:
            pieces = list(split(answer.body))
        except UpstreamDataError as error:
            problem = error
            continue
        others = {piece.pmid for piece in pieces if piece.pmid is not None} - wanted
        if not others:
            return answer, pieces
        problem = UpstreamDataError(
            f"{NAME}: {len(others)} records received that were not requested; none was used"
        )
    raise problem


def _reason(piece: Piece) -> str:
    return piece.problem or "a record that can't be named"
