"""How the register is asked: ``/find?ask=…&from=…`` and ``/trial?no=…``.

Its language has ``|`` for or, ``&`` for and, and quotes around every word or phrase.
"""

import json
from collections.abc import Iterator
from typing import NamedTuple

from harvest.config import Concept, Search
from harvest.errors import UPSTREAM, Forbidden, UpstreamUnavailable
from harvest.records import Absent, Event, Page, Progress, Raw, WalkEnd
from harvest.sources import Job
from harvest.strategy import Strategy, distinct, rendered
from harvest.web import Answer, Refused, Verdict, generic_judge

NAME = "ruritania"
_general = generic_judge("json")
_NO_SUCH = "There is no such trial in the register."


def judge(answer: Answer) -> tuple[Verdict, str]:
    """The register answers in JSON and nothing else."""
    return _general(answer)


def render(search: Search, concepts: tuple[Concept, ...]) -> Strategy | None:
    """What a search asks the register; None where its text is for another source."""
    if NAME in search.texts:
        ask = search.texts[NAME]
    elif concepts:
        ask = " & ".join(f"({_group(concept)})" for concept in concepts)
    else:
        return None
    return Strategy(search.name, NAME, ask, (("ask", ask),), ())


def _group(concept: Concept) -> str:
    words = distinct((*concept.terms, *concept.own_terms(NAME), *concept.mesh))
    return " | ".join(f'"{word}"' for word in words)


class Listed(NamedTuple):
    """A part of an answer: how many match in all, and the trials from the one asked for."""

    total: int
    pieces: tuple[tuple[str, bytes], ...]
    fetched_at: str


def listed(job: Job, ask: str, start: int) -> Listed:
    """Ask for the trials that match, from the number ``start`` on. Raises what the door raises."""
    answer = job.door.get("/find", (("ask", ask), ("from", str(start))))
    found = json.loads(answer.body)
    pieces = tuple((each["number"], json.dumps(each).encode()) for each in found["trials"])
    return Listed(found["total"], pieces, answer.fetched_at)


def fetch(job: Job) -> Iterator[Event]:
    """Walk each search whole; then ask by number for held trials that no search brought."""
    brought: set[str] = set()
    whole = True
    for strategy in rendered(job.config, {NAME: render}):
        end = yield from _walk(job, strategy)
        brought |= end.ids
        whole = whole and end.state == "complete"
        yield end
    if whole:
        yield from _confirm(job, sorted(job.held.delivered.get(NAME, frozenset()) - brought))


def _walk(job: Job, strategy: Strategy) -> Iterator[Event]:
    ids: set[str] = set()
    total: int | None = None
    error: str | None = None
    unavailable = False
    try:
        while total is None or len(ids) < total:
            part = listed(job, strategy.sent, len(ids))
            total = part.total
            raws = [
                Raw(NAME, "trial", number, body, part.fetched_at) for number, body in part.pieces
            ]
            if not raws:
                break
            ids |= {raw.id for raw in raws}
            yield Page(NAME, strategy.search, tuple(raws))
            yield Progress(NAME, strategy.search, len(ids), total)
    except Forbidden:
        raise
    except UPSTREAM as failure:
        error, unavailable = str(failure), isinstance(failure, UpstreamUnavailable)
    complete = error is None and len(ids) == total
    return WalkEnd(
        source=NAME,
        kind="trial",
        search=strategy.search,
        purpose="search",
        sent=strategy.sent,
        state="complete" if complete else "partial" if ids else "failed",
        promised=total,
        ids=frozenset(ids),
        fetched=len(ids),
        error=error,
        unavailable=unavailable,
    )


def _confirm(job: Job, numbers: list[str]) -> Iterator[Event]:
    if not numbers:
        return
    fetched = 0
    for number in numbers:
        try:
            answer = job.door.get("/trial", (("no", number),))
        except Refused as refused:
            if refused.status == 404 and _NO_SUCH in refused.body_text:
                yield Absent(NAME, "trial", number)
            continue
        fetched += 1
        body = json.dumps(json.loads(answer.body)).encode()
        yield Page(NAME, None, (Raw(NAME, "trial", number, body, answer.fetched_at),))
    sent = f"no={', '.join(numbers)}"
    yield WalkEnd(NAME, "trial", None, "confirm", sent, "complete", fetched=fetched)
