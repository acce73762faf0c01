"""How the registry is asked: ``POST /search`` for rows, ``GET /retrieve/NUMBER`` for a trial."""

import json
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field

from harvest.errors import UpstreamDataError
from harvest.records import Absent, Event, Page, Progress, Raw, Undelivered, WalkEnd
from harvest.sources import Hits, Job
from harvest.sources.ctis.listing import Row, Rows, every, part
from harvest.sources.ctis.people import without_persons
from harvest.sources.ctis.record import key_of, latest
from harvest.sources.ctis.rendering import NAME, criteria, render
from harvest.sources.walking import Walk, confirm, each_search
from harvest.strategy import Strategy
from harvest.web import Refused
from harvest.web.patience import Patience


def greet(job: Job) -> str:
    """Ask for nothing but the number of all trials."""
    return f"{part(job, {}, 1, size=1).total:,} trials"


def count(job: Job, strategy: Strategy) -> Hits:
    """Ask how many trials match, where one question says so."""
    asked = criteria(strategy)
    if len(asked) != 1:
        names = " and ".join(name for name, _ in strategy.groups)
        note = f"asks for {names} each by itself; a run counts the trials that all of them find"
        return Hits(None, notes=(note,))
    try:
        return Hits(part(job, asked[0], 1, size=1).total)
    except UpstreamDataError as error:
        return Hits(None, problem=str(error))


@dataclass(slots=True)
class _Run:
    """What this run has asked: lists by question, and the trials that were handed on."""

    lists: dict[str, Rows] = field(default_factory=dict)
    handed: set[str] = field(default_factory=set)

    def rows(self, job: Job, asked: Mapping[str, str]) -> Rows:
        """The rows of a question, which is asked once whatever the number of searches."""
        name = json.dumps(asked, sort_keys=True)
        if name not in self.lists:
            self.lists[name] = every(job, asked)
        return self.lists[name]


def fetch(job: Job) -> Iterator[Event]:
    """Walk each search whole; then ask by number for held trials that no search brought."""
    run = _Run()
    rest = yield from each_search(job, render, lambda strategy: _walk(job, strategy, run))
    yield from confirm(job, rest, "number", lambda key: _by_number(job, key))


def _walk(job: Job, strategy: Strategy, run: _Run) -> Generator[Event, None, WalkEnd]:
    walk = Walk(NAME, strategy.search, "search", strategy.sent)
    patience = Patience(NAME)
    with walk.trouble_noted():
        lists = [run.rows(job, asked) for asked in criteria(strategy)]
        walk.error = next((each.problem for each in lists if each.problem), None)
        common = set(lists[0].found).intersection(*(each.found for each in lists[1:]))
        rows = latest({number: lists[0].found[number] for number in common})
        walk.listed, walk.promised = rows, len(rows)
        for key, row in sorted(rows.items()):
            if key in run.handed:
                walk.answered.add(key)
                continue
            event = _trial(job, strategy.search, key, row)
            if isinstance(event, str):
                walk.error = walk.error or event
                yield Undelivered(NAME, "trial", key)
                patience.failed(event)
                continue
            patience.good()
            run.handed.add(key)
            walk.answered.add(key)
            yield event
            yield Progress(NAME, strategy.search, len(walk.answered), walk.promised)
    return walk.end()


def _trial(job: Job, search: str | None, key: str, row: Row) -> Page | str:
    """The trial of a row, with that row; or why it is not to be had.

    Raises what the door raises but a refusal.
    """
    number = str(row["ctNumber"])
    try:
        answer = job.door.get(f"/retrieve/{number}")
    except Refused as refused:
        return f"{number}: listed, but not delivered ({refused.status})"
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or key_of(told.get("ctNumber")) != key:
        return f"{number}: what is delivered is not this trial"
    body = without_persons({"search": dict(row), "retrieve": told})
    written = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    raw = Raw(NAME, "trial", key, written.encode("utf-8", "replace"), answer.fetched_at)
    return Page(NAME, search, (raw,))


def _by_number(job: Job, key: str) -> Page | Absent | str:
    """The trial, asked for by its number; only a whole list without it says that it is gone."""
    listed = every(job, {"number": key})
    row = latest(listed.found).get(key)
    if row is not None:
        return _trial(job, None, key, row)
    return f"{key}: {listed.problem}" if listed.problem else Absent(NAME, "trial", key)
