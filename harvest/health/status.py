"""How the last runs went, how fresh the base is and what it holds, from the work database."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from harvest.clock import Clock, age_of, stamp
from harvest.config import Config
from harvest.dates import ago
from harvest.publish.completeness import Completeness, SearchState, completeness
from harvest.store import reader
from harvest.store.publishing import Refused, standing
from harvest.store.schema import damaged_publication, storage_errors
from harvest.strategy import not_found

T = TypeVar("T")

_RUNS = """
    SELECT run_id, state, started, finished, error, {refused}
    FROM runs ORDER BY run_id DESC LIMIT ?
"""
_QUERIES = """
    SELECT source, search, purpose, state, promised, fetched, new, changed, failed, error, warnings
    FROM run_queries WHERE run_id = ? ORDER BY id
"""
_COUNTS = """
    SELECT kind, count(*) - count(removed_on), count(removed_on)
    FROM records GROUP BY kind ORDER BY kind
"""
_MEMBERS = """
    SELECT search, source, count(*) FROM memberships WHERE left_on IS NULL
    GROUP BY search, source ORDER BY search, source
"""
_QUARANTINE = """
    SELECT source, reason, count(*), max(last_seen) FROM quarantine
    GROUP BY source, reason ORDER BY count(*) DESC, source, reason
"""
_MASS_CHANGES = """
    SELECT id, run_id, kind, field, records, held FROM upstream_changes
    WHERE released_on IS NULL AND field <> '(form only)' ORDER BY id DESC
"""
_LAST_COMPLETE = "SELECT max(finished) FROM runs WHERE state = 'complete' AND finished <= ?"


@dataclass(frozen=True, slots=True)
class Run:
    """One run; times in UTC, ``error`` what ended it.

    ``refused`` is why what it brought was not published, also where a later publication was.
    """

    run_id: int
    state: str
    started: str
    finished: str | None
    error: str | None
    refused: str | None = None
    queries: tuple["Query", ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """One query of a run: what was promised, what came, and what that changed."""

    source: str
    search: str | None
    purpose: str
    state: str
    promised: int | None
    fetched: int
    new: int
    changed: int
    failed: int
    error: str | None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """Records of one kind: those held, and those that the registry has removed."""

    kind: str
    held: int
    removed: int


@dataclass(frozen=True, slots=True)
class Members:
    """How many records one search finds at one source."""

    search: str
    source: str
    records: int


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Records of one source that can't be read for one reason."""

    source: str
    reason: str
    records: int
    last_seen: str


@dataclass(frozen=True, slots=True)
class MassChange:
    """A field that a registry wrote anew in very many records at once; no alert tells of it."""

    id: int
    run_id: int
    kind: str
    field: str
    records: int
    held: int


@dataclass(frozen=True, slots=True)
class Publication:
    """The public file; None in both where there is none that can be read."""

    generation: int | None
    published_at: str | None


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a base.

    ``age_hours`` is the time since the last complete run; ``refused`` the publication that was
    refused, until one is accepted; ``queries`` are those of the last run.
    """

    last_complete: str | None
    age_hours: float | None
    stale: bool
    publication: Publication
    refused: Refused | None = None
    runs: tuple[Run, ...] = ()
    queries: tuple[Query, ...] = ()
    counts: tuple[Count, ...] = ()
    members: tuple[Members, ...] = ()
    words_not_found: tuple[not_found.NotFound, ...] = ()
    quarantine: tuple[Quarantined, ...] = ()
    mass_changes: tuple[MassChange, ...] = ()
    searches: tuple[SearchState, ...] = ()
    missing: tuple[str, ...] = ()
    """What is missing, in sentences; empty if nothing is"""
    first_harvest_incomplete: bool = False


def status(config: Config, *, clock: Clock, runs: int = 5) -> Status:
    """The state of the base, with the last ``runs`` runs; before the first harvest an empty one.

    Raises StorageError if a database is damaged.
    """
    publication = _publication(config.publish.path)
    path = config.store.path
    if not path.is_file():
        return Status(None, None, stale=True, publication=publication)
    with storage_errors(path), closing(reader(path)) as connection:
        last_runs = _runs(connection, runs)
        last_complete: str | None = connection.execute(
            _LAST_COMPLETE, (stamp(clock.now()),)
        ).fetchone()[0]
        old = age_of(last_complete, clock)
        age = None if old is None else round(old.total_seconds() / 3600, 2)
        found = completeness(connection, config) if last_runs else Completeness()
        return Status(
            last_complete=last_complete,
            age_hours=age,
            stale=age is None or age > config.serve.stale_after_hours,
            publication=publication,
            runs=last_runs,
            refused=standing(connection),
            queries=last_runs[0].queries if last_runs else (),
            counts=_read(connection, Count, _COUNTS),
            members=_read(connection, Members, _MEMBERS),
            words_not_found=not_found.read(connection),
            quarantine=_read(connection, Quarantined, _QUARANTINE),
            mass_changes=_read(connection, MassChange, _MASS_CHANGES),
            searches=found.searches,
            missing=found.missing,
            first_harvest_incomplete=found.unfinished,
        )


def as_text(state: Status) -> str:
    """The state as a few lines for a terminal."""
    lines = [_freshness(state)]
    if state.missing:
        lines.append("first harvest incomplete:" if state.first_harvest_incomplete else "missing:")
    lines += [f"  {sentence}" for sentence in state.missing]
    lines += [f"{c.kind}s: {c.held:,} records, {c.removed:,} removed" for c in state.counts]
    lines += [f"search {m.search}, {m.source}: {m.records:,} records" for m in state.members]
    lines += not_found.lines(state.words_not_found)
    lines += [
        f"search {s.search}, {s.source}: {s.state}, last complete {s.last_complete or 'never'}"
        for s in state.searches
    ]
    lines += [
        f"quarantine, {q.source}: {q.records:,}: {q.reason} (last {q.last_seen})"
        for q in state.quarantine
    ]
    lines += [
        f"registry-wide update {m.id}, run {m.run_id}: {m.field} in {m.records:,} of {m.held:,} "
        f"{m.kind}s; if these are real changes: harvest changes --release {m.id}"
        for m in state.mass_changes
    ]
    for run in state.runs:
        why = f": {run.error}" if run.error else ""
        lines.append(f"run {run.run_id}, {run.started}: {run.state}{why}")
        if run.refused:
            lines.append(f"  its publication was refused: {run.refused}")
        lines += [line for query in run.queries for line in _told(query)]
    return "\n".join(lines)


def _told(query: Query) -> Iterator[str]:
    what = f"{query.search} ({query.purpose})" if query.search else query.purpose
    # What has not changed since the last run is found and not downloaded again.
    found = "" if query.promised is None else f"{query.promised:,} found, "
    why = f": {query.error}" if query.error else ""
    yield (
        f"  {query.source}, {what}: {query.state}, {found}{query.fetched:,} downloaded, "
        f"{query.new:,} new, {query.changed:,} changed, {query.failed:,} unreadable{why}"
    )
    if query.purpose == "search":  # that a window of changes is empty is no news
        yield from (f"    {warning}" for warning in query.warnings)


def _query(*values: Any) -> Query:
    """A row of the ledger, whose warnings are a JSON list."""
    *columns, warnings = values
    return replace(Query(*columns), warnings=tuple(json.loads(warnings)))


def _freshness(state: Status) -> str:
    if not state.runs:
        return "Nothing has been harvested yet; run `harvest refresh`."
    shown = state.publication.generation
    public = f"generation {shown} is published" if shown is not None else "nothing is published"
    if state.last_complete is None or state.age_hours is None:
        if any(run.state == "complete" for run in state.runs):
            return f"Date of the last complete run: unknown; see `harvest doctor`; {public}."
        return f"No run has been complete yet; {public}."
    stale = " (stale)" if state.stale else ""
    age = ago(timedelta(hours=state.age_hours))
    complete = f"Complete as of {state.last_complete}, {age}{stale}; {public}."
    if state.refused is None:
        return complete
    return (
        f"The data of run {state.refused.run_id} are not published: refused on {state.refused.at}: "
        f"{state.refused.reason}\n{complete}"
    )


def read_public(path: Path) -> sqlite3.Connection:
    """A connection to the public file that takes it as it stands.

    A file that is replaced whole is immutable; opened in any other way, SQLite would apply to it a
    sidecar that was left by the file before.
    """
    return sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)


def _publication(path: Path) -> Publication:
    if not path.is_file():
        return Publication(None, None)
    with storage_errors(path, damaged_publication), closing(read_public(path)) as connection:
        try:
            row = connection.execute("SELECT generation, published_at FROM publication").fetchone()
        except sqlite3.OperationalError:  # a file of another program
            row = None
    return Publication(*row) if row else Publication(None, None)


def _runs(connection: sqlite3.Connection, number: int) -> tuple[Run, ...]:
    columns = {row[1] for row in connection.execute("PRAGMA table_info(runs)")}
    # A database that an earlier version made is shown before anything brings it up to date.
    asked = _RUNS.format(refused="refused" if "refused" in columns else "NULL")
    return tuple(
        replace(run, queries=_read(connection, _query, _QUERIES, run.run_id))
        for run in _read(connection, Run, asked, number)
    )


def _read(
    connection: sqlite3.Connection, make: Callable[..., T], query: str, *values: object
) -> tuple[T, ...]:
    return tuple(make(*row) for row in connection.execute(query, values))
