"""A work database to write into, and the small studies that tests of it send."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from harvest.errors import RecordError
from harvest.records import Digest, Drift, Page, Raw, Record, WalkEnd
from harvest.rows import Condition, Trial, TrialReference
from harvest.store import Store


def normalise(each: Raw) -> Record:
    """A study as these tests write it: JSON with the fields of a few tables."""
    try:
        study = json.loads(each.body)
    except ValueError:
        raise RecordError(each.id, "not JSON") from None
    if study.get("crash"):
        raise IndexError("list index out of range")
    blank: dict[str, object] = dict.fromkeys(Trial._fields)
    least = {"has_results": 0, "url": "u", "registry": "nct"}
    own = Trial(**blank | least | study["trial"])  # type: ignore[arg-type]
    key = own.trial_id
    rows: dict[str, tuple[tuple[object, ...], ...]] = {
        "trials": (own,),
        "conditions": tuple(
            Condition(key, number, name)
            for number, name in enumerate(study.get("conditions", []), 1)
        ),
        "trial_references": tuple(
            TrialReference(key, number, article_id, "RESULT", None, None)
            for number, article_id in enumerate(study.get("cites", []), 1)
        ),
    }
    return Record(
        "trial",
        key,
        study["trial"].get("last_updated"),
        {table: value for table, value in rows.items() if value},
        aliases=tuple(study.get("aliases", [])),
        drift=tuple(Drift(path, "x") for path in study.get("unknown", [])),
    )


def _digest(body: bytes) -> Digest:
    try:
        study = json.loads(body)
    except ValueError:
        raise RecordError("?", "not JSON") from None
    derived = study.pop("derived", "")
    return Digest(json.dumps(study, sort_keys=True), str(derived))


@dataclass
class FakeSource:
    digest: Callable[[bytes], Digest] = _digest
    normalise: Callable[[Raw], Record] = normalise
    made_from: str = "these lines"


SOURCES = {"registry": FakeSource()}


def study(number: int = 1, updated: str | None = "2025-01-01", **more: object) -> Raw:
    """A study whose fields may be changed, as the registry would send it."""
    key = f"NCT0000000{number}"
    trial = {
        "trial_id": key,
        "brief_title": f"Trial {number}",
        "status": "COMPLETED",
        "study_type": "INTERVENTIONAL",
        "lead_sponsor": "A",
        "brief_summary": "Text",
        "last_updated": updated,
    }
    trial |= more.pop("trial", {})  # type: ignore[arg-type]
    body = json.dumps({"trial": trial} | more).encode()
    return Raw("registry", "trial", key, body, "2026-01-01T00:00:00Z")


def page(*raws: Raw, search: str | None = "core") -> Page:
    return Page("registry", search, raws)


def walk(*ids: str, **more: object) -> WalkEnd:
    """A complete walk of the search ``core``."""
    end = WalkEnd("registry", "trial", "core", "search", "text", "complete", ids=frozenset(ids))
    return replace(end, **more)  # type: ignore[arg-type]


@contextmanager
def run(store: Store, full: bool = False, state: str = "complete") -> Iterator[Callable[..., None]]:
    """One run; gives a function that applies events."""
    run_id = store.begin_run(full)

    def apply(*events: object) -> None:
        for event in events:
            store.apply(run_id, event, SOURCES)  # type: ignore[arg-type]

    yield apply
    store.end_run(run_id, state)  # type: ignore[arg-type]


def rows(store: Store, statement: str, *values: object) -> list[tuple[object, ...]]:
    return store.connection.execute(statement, values).fetchall()
