"""How the register is asked: ``/find?ask=…&from=…`` and ``/trial?no=…``.

Its language has ``|`` for or, ``&`` for and, and quotes around every word or phrase.
"""

import json
from collections.abc import Generator, Iterator
from typing import NamedTuple

from harvest.config import Concept, Search
from harvest.records import Absent, Event, Page, Progress, Raw, WalkEnd
from harvest.sources import Job
from harvest.sources.walking import Walk, confirm, each_search
from harvest.strategy import Strategy, distinct
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
    rest = yield from each_search(job, render, lambda strategy: _walk(job, strategy))
    yield from confirm(job, rest, "no", lambda no: _by_number(job, no))


def _walk(job: Job, strategy: Strategy) -> Generator[Event, None, WalkEnd]:
    walk = Walk(NAME, strategy.search, "search", strategy.sent)
    with walk.trouble_noted():
        while walk.promised is None or len(walk.answered) < walk.promised:
            part = listed(job, strategy.sent, len(walk.answered))
            walk.promised = part.total
            raws = [
                Raw(NAME, "trial", number, body, part.fetched_at) for number, body in part.pieces
            ]
            if not raws:
                break
            walk.answered |= {raw.id for raw in raws}
            yield Page(NAME, strategy.search, tuple(raws))
            yield Progress(NAME, strategy.search, len(walk.answered), walk.promised)
        if len(walk.answered) != walk.promised:
            walk.error = f"{walk.promised} trials were announced, {len(walk.answered)} received"
    return walk.end()


def _by_number(job: Job, number: str) -> Page | Absent | str:
    """The trial, or that the register has none, or why its answer is of no use."""
    try:
        answer = job.door.get("/trial", (("no", number),))
    except Refused as refused:
        gone = refused.status == 404 and _NO_SUCH in refused.body_text
        return Absent(NAME, "trial", number) if gone else str(refused)
    body = json.dumps(json.loads(answer.body)).encode()
    return Page(NAME, None, (Raw(NAME, "trial", number, body, answer.fetched_at),))
