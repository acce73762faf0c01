"""How the registry is asked: ``/query/format/default?q=…&limit=…``, all that match in one answer.

It knows no pages: ``limit=0`` says how many match, and the same number is asked for then. A record
is asked for by its number with the same question.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field

from harvest.errors import UpstreamDataError
from harvest.records import Absent, Event, Page, Progress, Raw, Unreadable, WalkEnd, unnamed
from harvest.sources import Hits, Job
from harvest.sources.isrctn.answers import Listed, Piece, cut
from harvest.sources.isrctn.rendering import NAME, render
from harvest.sources.walking import Walk, confirm, each_search
from harvest.strategy import Strategy
from harvest.web import Refused

PATH = "/query/format/default"
EVERYTHING = "lastEdited GE 1990-01-01T00:00:00.000Z"
AT_ONCE = 200
"""Records on a page that is stored together, and of an answer to a number."""
_NOT_A_LIST = "an answer without the number of studies"


def asked(job: Job, query: str, limit: int) -> tuple[Listed, str]:
    """The first ``limit`` records that match and how many do, and when that was said.

    Raises what the door raises.
    """
    answer = job.door.get(PATH, (("q", query), ("limit", str(limit))))
    listed = cut(answer.body, job.today)
    if listed is None:
        raise UpstreamDataError(f"{NAME}: {_NOT_A_LIST}; it was not used")
    return listed, answer.fetched_at


def greet(job: Job) -> str:
    """Ask for nothing but the number of all studies."""
    return f"{asked(job, EVERYTHING, 0)[0].total:,} studies"


def count(job: Job, strategy: Strategy) -> Hits:
    """Ask how many studies match."""
    try:
        return Hits(asked(job, dict(strategy.params)["q"], 0)[0].total)
    except Refused as refused:
        if refused.status == 404:
            raise
        return Hits(None, problem=f"the registry refuses this search ({refused.status})")
    except UpstreamDataError as error:
        return Hits(None, problem=str(error))


@dataclass(slots=True)
class _Handed:
    """What this run has handed on: a record that two searches find travels once."""

    marks: dict[str, int] = field(default_factory=dict)

    def events(
        self, search: str | None, pieces: Sequence[Piece], fetched_at: str
    ) -> Iterator[Event]:
        """Pages of what is new among these, and what has no number to be kept by."""
        new = []
        for piece in pieces:
            if piece.id is None:
                reason = "no ISRCTN number of eight digits where a study has its own"
                _, _, study = piece.body.partition(b"?>")  # it is the same on every day
                yield Unreadable(NAME, "trial", unnamed(study), piece.body, reason)
            elif self.marks.get(piece.id) != hash(piece.body):
                self.marks[piece.id] = hash(piece.body)
                new.append(Raw(NAME, "trial", piece.id, piece.body, fetched_at))
        for start in range(0, len(new), AT_ONCE):
            yield Page(NAME, search, tuple(new[start : start + AT_ONCE]))


def fetch(job: Job) -> Iterator[Event]:
    """Walk each search whole; then ask by number for held trials that no search brought."""
    handed = _Handed()
    rest = yield from each_search(job, render, lambda strategy: _walk(job, strategy, handed))
    yield from confirm(job, rest, "q", lambda number: _by_number(job, number))


def _walk(job: Job, strategy: Strategy, handed: _Handed) -> Generator[Event, None, WalkEnd]:
    query = dict(strategy.params)["q"]
    walk = Walk(NAME, strategy.search, "search", strategy.sent)
    with walk.trouble_noted():
        walk.promised = asked(job, query, 0)[0].total
        if walk.promised:
            listed, fetched_at = asked(job, query, walk.promised)
            walk.promised = listed.total
            walk.answered = {piece.id for piece in listed.pieces if piece.id}
            yield from handed.events(strategy.search, listed.pieces, fetched_at)
            came = len(walk.answered)
            yield Progress(NAME, strategy.search, came, walk.promised)
            if came != walk.promised:
                walk.error = f"{walk.promised:,} studies were announced, {came:,} received"
    return walk.end()


def _by_number(job: Job, number: str) -> Page | Absent | str:
    """The study, asked for by its number; only a whole answer without it says that it is gone."""
    listed, fetched_at = asked(job, f'"{number}"', AT_ONCE)
    for piece in listed.pieces:
        if piece.id == number:
            return Page(NAME, None, (Raw(NAME, "trial", number, piece.body, fetched_at),))
    if listed.total != len(listed.pieces):
        return f"{number}: {listed.total:,} studies were announced, {len(listed.pieces):,} received"
    return Absent(NAME, "trial", number)
