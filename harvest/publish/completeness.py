"""How complete what is held is: search by search and source by source, from the run ledger.

A search is whole once one of its walks was complete. Until each search of each source has been so
once, the first harvest is incomplete; after that a source that fails keeps its records, and what
is shown of it is of the day of its last complete walk.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from harvest.config import Config
from harvest.identifiers import about
from harvest.sources.searches import render

PURPOSES = {
    "search": "a search of the topic",
    "import": "an export file",
    "changed": "recently revised papers",
    "refetch": "papers in the database, fetched again",
    "cited": "papers that trials cite",
    "naming": "papers that name a trial",
    "confirm": "records no longer found by any search",
    "descriptors": "MeSH terms used by records",
    "full texts": "full texts of papers in the database",
    "texts": "where papers in the database can be read, and their preprints",
    "notices": "retractions and corrections of papers in the database",
}
"""What a question to a registry was for."""

SearchStatus = Literal["complete", "incomplete", "out of date", "coming", "not asked"]

_LONGEST_REASON = 160
_ASKED = """
SELECT q.source, q.search, min(q.finished) FILTER (WHERE q.state = 'complete') AS first_complete,
    max(q.finished) FILTER (WHERE q.state = 'complete') AS last_complete, max(q.id) AS last_id
FROM run_queries AS q
WHERE q.purpose = 'search' AND q.search IS NOT NULL
GROUP BY q.source, q.search
"""
_LAST = "SELECT run_id, state, promised, fetched, error FROM run_queries WHERE id = ?"
_LAST_RUNS = "SELECT source, max(run_id) FROM run_queries GROUP BY source"
_TROUBLES = """
SELECT search, purpose, state, error FROM run_queries
WHERE source = ? AND run_id = ? AND (state <> 'complete' OR error IS NOT NULL) ORDER BY id
"""
_EVER_COMPLETE = """
SELECT EXISTS (
    SELECT 1 FROM runs WHERE state = 'complete' AND (
        NOT EXISTS (SELECT 1 FROM run_queries AS q WHERE q.run_id = runs.run_id)
        OR EXISTS (
            SELECT 1 FROM run_queries AS q WHERE q.run_id = runs.run_id AND q.purpose <> 'import'
        )
    )
)
"""
"""Of the runs that asked the registries: an imported file alone completes no search."""
_RUNNING = "SELECT coalesce(max(run_id), 0) FROM runs WHERE state = 'running'"
_ANYTHING = """
SELECT EXISTS (SELECT 1 FROM records) OR EXISTS (SELECT 1 FROM runs WHERE state = 'complete')
    OR EXISTS (SELECT 1 FROM run_queries WHERE purpose = 'search' AND state = 'complete')
"""


class SearchState(NamedTuple):
    """How complete one search of one source is.

    ``first_complete`` and ``last_complete`` are the ends of walks, UTC, None if there was none;
    ``promised``, ``fetched`` and ``error`` tell of the last walk.
    """

    source: str
    search: str
    state: SearchStatus
    first_complete: str | None
    last_complete: str | None
    promised: int | None
    fetched: int | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete a base is; ``missing`` are sentences for people, empty if nothing is."""

    searches: tuple[SearchState, ...] = ()
    missing: tuple[str, ...] = ()
    unfinished: bool = False
    """Whether a search of the topic has never been complete"""


def anything(connection: sqlite3.Connection) -> bool:
    """Whether there is anything to publish: a record, or a search that truly found none."""
    return bool(connection.execute(_ANYTHING).fetchone()[0])


def is_first(connection: sqlite3.Connection, config: Config) -> bool:
    """Whether no run has been complete and nothing stands where the site looks for it."""
    (ever,) = connection.execute(_EVER_COMPLETE).fetchone()
    return not ever and not config.publish.path.exists()


def completeness(connection: sqlite3.Connection, config: Config) -> Completeness:
    """How complete the work database is, for the searches and sources that ``config`` has on."""
    (running,) = connection.execute(_RUNNING).fetchone()
    (ever,) = connection.execute(_EVER_COMPLETE).fetchone()
    asked = {(row[0], row[1]): row[2:] for row in connection.execute(_ASKED)}
    last_runs = dict(connection.execute(_LAST_RUNS).fetchall())
    wanted = {(each.source, each.search): None for each in render(config)}
    searches = tuple(
        _search_state(connection, pair, asked.get(pair), last_runs, running) for pair in wanted
    )
    # A base of a complete run whose ledger says nothing of a search: that search is a new one.
    never = [
        s
        for s in searches
        if s.first_complete is None and ((s.source, s.search) in asked or not ever)
    ]
    missing = [_never(s, running) for s in never]
    searched = {each.source for each in searches}
    for source in (name for name, each in config.sources.items() if each.enabled):
        if never and running and source not in last_runs and source not in searched:
            missing.append(f"{title(source)}: still coming")
        if source in last_runs:
            dates = [s.last_complete for s in searches if s.source == source and s.last_complete]
            skip = {s.search for s in never if s.source == source}
            rows = connection.execute(_TROUBLES, (source, last_runs[source])).fetchall()
            missing += _troubles(source, rows, min(dates, default=None), skip)
    return Completeness(searches, tuple(dict.fromkeys(missing)), unfinished=bool(never))


def _search_state(
    connection: sqlite3.Connection,
    pair: tuple[str, str],
    ledger: Sequence[object] | None,
    last_runs: Mapping[str, int],
    running: int,
) -> SearchState:
    source, search = pair
    if ledger is None:
        # The source itself may have failed before its search was over.
        failed = connection.execute(_TROUBLES, (source, last_runs.get(source, 0))).fetchone()
        error = failed[3] if failed else None
        state: SearchStatus = "incomplete" if failed else "coming" if running else "not asked"
        return SearchState(source, search, state, None, None, None, None, error)
    first, last, last_id = ledger
    run_id, walked, promised, fetched, error = connection.execute(_LAST, (last_id,)).fetchone()
    behind = run_id < last_runs.get(source, 0)  # asked since, and no walk of it came to its end
    if walked == "complete" and not behind:
        state = "complete"
    elif first is None:
        state = "incomplete"
    else:
        state = "out of date"
    return SearchState(
        *(source, search, state),
        *(None if first is None else str(first), None if last is None else str(last)),
        *(promised, fetched, error),
    )


def _never(search: SearchState, running: int) -> str:
    what = f"{title(search.source)}, search {search.search}"
    if search.state == "coming" and running:
        return f"{what}: still coming"
    if search.state == "not asked":
        return f"{what}: not queried yet"
    return f"{what}: incomplete{_because(search.error)}"


def _troubles(
    source: str,
    rows: Sequence[tuple[str | None, str, str, str | None]],
    date: str | None,
    skip: set[str],
) -> list[str]:
    """What the last run that asked this source could not bring up to date."""
    found = []
    for search, purpose, state, error in rows:
        if search in skip or (purpose == "run" and skip):
            continue  # told already
        what = f"search {search}" if purpose == "search" else PURPOSES.get(purpose, "")
        named = ", ".join(filter(None, (title(source), what)))
        if state == "complete":
            found.append(f"{named}: {_short(error)}")
            continue
        shown = f"; data shown are of {date[:10]}" if date and purpose in ("search", "run") else ""
        found.append(f"{named}: not updated{_because(error)}{shown}")
    return found


def _because(error: str | None) -> str:
    return f" ({_short(error)})" if error else ""


def _short(error: str | None) -> str:
    """The first clause of what went wrong: what it means for the operator stands in the ledger."""
    clause = (error or "").partition(";")[0].strip()
    return clause if len(clause) <= _LONGEST_REASON else f"{clause[: _LONGEST_REASON - 1]}…"


def title(source: str) -> str:
    """The name of a source as people know it."""
    return about.named(source)
