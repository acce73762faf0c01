"""Trials that are held but that no search brought: asked for by number, many at a time.

A trial leaves a search when its record is edited; it is gone only when the registry itself says
that it has no such number. So the ones that a batch does not bring are asked for singly, and only
the registry's own sentence counts. Tombstones are asked for in batches alone: they are gone
already, and a batch brings those that came back.
"""

from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from harvest.errors import (
    UPSTREAM,
    Forbidden,
    UpstreamDataError,
    UpstreamUnavailable,
)
from harvest.records import Absent, Alias, Event, Progress, WalkEnd
from harvest.sources import Job
from harvest.sources.clinicaltrials.answers import Piece, cut, says_absent
from harvest.sources.clinicaltrials.asking import FORMAT, NAME, PAGE_SIZE, Sent
from harvest.sources.clinicaltrials.fingerprint import study_id
from harvest.sources.clinicaltrials.reading.normalise import NCT_ID
from harvest.web import Answer, Refused
from harvest.web.patience import Patience

BATCH = 200
"""Numbers in one address: about 3 kB of it."""
SINGLES = 1000
"""Numbers asked for singly in one run, at a second each; the others wait for the next."""

_LABEL = "trials by number"


@dataclass(slots=True)
class _Round:
    """What asking by number has brought so far."""

    fetched: int = 0
    found: set[str] = field(default_factory=set)  # asked numbers that a record answers
    missing: list[str] = field(default_factory=list)  # neither brought nor said to be absent
    error: str | None = None
    unavailable: bool = False
    patience: Patience = field(default_factory=lambda: Patience(NAME))

    def not_had(self, number: str, reason: str) -> None:
        """Note a number without an answer to be used; raises ServiceIll after too many of them."""
        self.missing.append(number)
        self.error = reason
        self.patience.failed(reason)


def confirm(job: Job, held: Collection[str], gone: Collection[str], sent: Sent) -> Iterator[Event]:
    """Ask for ``held`` and ``gone`` numbers; nothing is asked or reported if there are none."""
    asked = sorted(number for number in {*held, *gone} if NCT_ID.fullmatch(number))
    if not asked:
        return
    tally = _Round()
    try:
        for start in range(0, len(asked), BATCH):
            yield from _batch(job, asked[start : start + BATCH], sent, tally)
            yield Progress(NAME, _LABEL, min(start + BATCH, len(asked)), len(asked))
        left = [number for number in asked if number in held and number not in tally.found]
        for number in left[:SINGLES]:
            yield from _single(job, number, sent, tally)
        if len(left) > SINGLES:
            tally.missing += left[SINGLES:]
            tally.error = f"{len(left):,} trials to ask for singly; {SINGLES:,} a run are asked for"
    except Forbidden:
        raise
    except UPSTREAM as failure:
        tally.error = str(failure)
        tally.unavailable = isinstance(failure, UpstreamUnavailable)
        tally.missing = [each for each in asked if each in held and each not in tally.found]
    complete = tally.error is None and not tally.missing
    yield WalkEnd(
        source=NAME,
        kind="trial",
        search=None,
        purpose="confirm",
        sent=f"filter.ids={_numbers(asked)}",
        state="complete" if complete else "partial" if tally.found else "failed",
        promised=len(asked),
        fetched=tally.fetched,
        missing=tuple(tally.missing),
        error=tally.error or (None if complete else "not all numbers were answered"),
        unavailable=tally.unavailable,
    )


def _numbers(asked: Sequence[str]) -> str:
    """The numbers as they are sent, shortened where they are many."""
    shown = ",".join(asked[:20])
    return f"{shown},… ({len(asked):,} numbers)" if len(asked) > 20 else shown


def _batch(
    job: Job, numbers: Sequence[str], sent: Sent, tally: _Round
) -> Generator[Event, None, None]:
    """Ask for many at once; a batch that is refused is halved until the culprit stands alone."""
    params = (("filter.ids", ",".join(numbers)), *FORMAT, ("pageSize", str(PAGE_SIZE)))
    try:
        answer = job.door.get("/studies", params)
    except Refused as refused:
        tally.patience.failed(str(refused))
        if len(numbers) > 1:
            half = len(numbers) // 2
            yield from _batch(job, numbers[:half], sent, tally)
            yield from _batch(job, numbers[half:], sent, tally)
        return  # alone: asked for singly, whose answer says more
    sheaf = cut(answer.body)
    if sheaf is None:
        raise UpstreamDataError(f"{NAME}: a response without studies to a list of numbers")
    tally.patience.good()
    wanted = set(numbers)
    for piece in sheaf.pieces:
        if piece.id is None:
            continue  # asked for singly, where its number is known
        answers_for = wanted & {piece.id, *_aliases(piece)}
        if answers_for:  # anything else is another question's answer
            yield from _found(piece, answers_for, answer, sent, tally)


def _single(job: Job, number: str, sent: Sent, tally: _Round) -> Generator[Event, None, None]:
    try:
        answer = job.door.get(f"/studies/{number}", FORMAT)
    except Refused as refused:
        if says_absent(refused.status, refused.body_text, number):
            tally.patience.good()
            tally.found.add(number)
            yield Absent(NAME, "trial", number)
        else:
            tally.not_had(number, str(refused))
        return
    except UpstreamUnavailable:
        raise
    except UpstreamDataError as error:
        tally.not_had(number, str(error))
        return
    piece = Piece(study_id(answer.body) or _named_by_address(answer), answer.body)
    # Only an alias in the record, or the registry's own redirect, makes another number right.
    if piece.id is not None and (
        number in (piece.id, *_aliases(piece)) or _named_by_address(answer) == piece.id
    ):
        tally.patience.good()
        yield from _found(piece, {number}, answer, sent, tally)
    else:
        other = f"{NAME}: asked for {number}, received another record; it was not used"
        tally.not_had(number, other)


def _found(
    piece: Piece, numbers: set[str], answer: Answer, sent: Sent, tally: _Round
) -> Generator[Event, None, None]:
    tally.found |= numbers
    tally.fetched += 1
    page, _ = sent.page(None, (piece,), answer.fetched_at)
    if page is not None:
        yield page
    for number in sorted(numbers - {piece.id}):
        yield Alias(NAME, "trial", number, piece.id or number)


def _named_by_address(answer: Answer) -> str | None:
    """The number at the end of the final address, if it is one."""
    last = answer.url.rpartition("/")[2]
    return last if NCT_ID.fullmatch(last) else None


class _Identification(msgspec.Struct, rename="camel"):
    nct_id_aliases: tuple[str, ...] = ()


class _Protocol(msgspec.Struct, rename="camel"):
    identification_module: _Identification


class _Study(msgspec.Struct, rename="camel"):
    protocol_section: _Protocol


def _aliases(piece: Piece) -> tuple[str, ...]:
    try:
        study = msgspec.json.decode(piece.body, type=_Study)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ()
    return study.protocol_section.identification_module.nct_id_aliases
