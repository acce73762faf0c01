"""Sources that bring what a test says, and a run over them."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

from harvest.config import Config
from harvest.identifiers.about import about
from harvest.records import Digest, Event, Page, Progress, Raw, Record, WalkEnd
from harvest.rows import Condition, Kind, MeshTerm, Trial, TrialMesh
from harvest.sources import Job, Source
from harvest.web import generic_judge

Fetch = Callable[[Job], Iterator[Event]]


def normalise(raw: Raw) -> Record:
    if raw.kind == "descriptor":
        return Record(
            "descriptor", raw.id, None, {"mesh_terms": (MeshTerm(raw.id, "x", None, None),)}
        )
    blank: dict[str, object] = dict.fromkeys(Trial._fields)
    least = {"trial_id": raw.id, "has_results": 0, "url": "u", "registry": "nct"}
    own = Trial(**blank | least)  # type: ignore[arg-type]
    return Record(
        "trial",
        raw.id,
        None,
        {
            "trials": (own,),
            "conditions": (Condition(raw.id, 1, "c"),),
            "trial_mesh": (TrialMesh(raw.id, f"D{raw.id[1:]:0>6}", "condition", 0, "c"),),
        },
    )


def source(
    name: str,
    fetch: Fetch,
    follow: Fetch | None = None,
    kinds: tuple[Kind, ...] = ("trial",),
    accompany: Fetch | None = None,
) -> Source:
    return Source(
        about=replace(about("clinicaltrials"), name=name, title=name, kinds=kinds),
        judge=generic_judge,
        fetch=fetch,
        follow=follow,
        digest=lambda body: Digest(body.decode()),
        normalise=normalise,
        accompany=accompany,
    )


def page(name: str, *ids: str, kind: Kind = "trial", search: str | None = "core") -> Page:
    at = "2026-01-01T00:00:00Z"
    return Page(name, search, tuple(Raw(name, kind, each, each.encode(), at) for each in ids))


def end(name: str, *ids: str, **more: object) -> WalkEnd:
    found = WalkEnd(name, "trial", "core", "search", "q", "complete", ids=frozenset(ids))
    return replace(found, **{"fetched": len(ids)} | more)  # type: ignore[arg-type]


def whole(name: str, *ids: str) -> Fetch:
    """A walk that brings these records and ends well."""

    def fetch(job: Job) -> Iterator[Event]:
        yield Progress(name, "trials", 0, len(ids))
        yield page(name, *ids)
        yield end(name, *ids)

    return fetch


def rows(config: Config, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(config.store.path)) as connection:
        return connection.execute(statement).fetchall()


def failing(error: Exception) -> Fetch:
    def fetch(job: Job) -> Iterator[Event]:
        raise error
        yield

    return fetch
