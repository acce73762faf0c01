"""Works of Crossref, and papers whose DOIs they are."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from harvest.config import Config, load
from harvest.records import Event, Held
from harvest.sources import Job
from harvest.sources.crossref import SOURCE
from harvest.standin import Faults, Fixed, StandIn, State, serve
from harvest.standin.faults.schedule import NO_FAULTS
from harvest.web import Door, Limits
from tests.helpers.bases import tiny
from tests.helpers.clock import FakeClock
from tests.helpers.registries.asked import topic

DAY = 86_400


def doi_of(number: int) -> str:
    return f"10.1000/paper.{number}"


def notice(kind: str, day: str, about: str, source: str = "publisher") -> dict[str, Any]:
    """A notice as Crossref lists it in ``updated-by`` or ``update-to``."""
    parts = [int(part) for part in day.split("-")]
    said = {"date-parts": [parts], "date-time": f"{day}T00:00:00Z", "timestamp": 1}
    return {
        "DOI": about, "type": kind, "label": kind.title(), "source": source, "updated": said,
        "record-id": "4036",
    }  # fmt: skip


def work(doi: str, *notices: dict[str, Any], **more: Any) -> bytes:
    """A work with the notices about it."""
    said = {"DOI": doi, "title": [f"Work {doi}"], "type": "journal-article", "score": 1.0}
    listed = {"updated-by": list(notices)} if notices else {}
    return json.dumps(said | listed | more).encode()


def with_doi(record: tuple[str, bytes], doi: str) -> tuple[str, bytes]:
    """A citation that has a DOI as well."""
    pmid, body = record
    own = b'<ArticleIdList><ArticleId IdType="doi">' + doi.encode() + b"</ArticleId>"
    return pmid, body.replace(b"<ArticleIdList>", own, 1)


def papers(*numbers: int, retracted: frozenset[int] = frozenset()) -> list[tuple[str, bytes]]:
    """Papers with the DOIs of ``doi_of``; in capitals, as some journals set them."""
    found = []
    for n in numbers:
        revised = "2026-11-23" if n in retracted else "2026-09-01"
        record = tiny.citation(n, revised=revised, retracted=n in retracted)
        found.append(with_doi(record, doi_of(n).upper()))
    return found


def state(works: Mapping[str, bytes], base: State) -> State:
    """A state of the base with these works."""
    return replace(base, registrations={"crossref": works})


def told(works: dict[str, bytes]) -> State:
    """A state in which nothing is held but works."""
    return State({}, {}, {}, "2026-11-20T09:00:05", registrations={"crossref": works})


@contextmanager
def asking(
    works: dict[str, bytes],
    folder: Path,
    held: Held,
    *,
    faults: Faults = NO_FAULTS,
    takes_batches: bool = True,
    contact: str = "",
    full: bool = False,
    clock: FakeClock | None = None,
) -> Iterator[tuple[Job, StandIn]]:
    """What a run asks Crossref with, and the stand-in that answers."""
    with serve(Fixed((told(works),)), faults=faults, takes_batches=takes_batches) as standin:
        path = folder / "config.toml"
        path.write_text(f'contact = "{contact}"\n{topic()}{standin.config_lines("crossref")}')
        config: Config = load(path, {})
        clock = clock or FakeClock()
        section = config.sources["crossref"]
        with Door(
            section.base_url,
            requests_per_second=1.0,
            judge=SOURCE.judge,
            user_agent="harvest-tests",
            lock_dir=folder,
            clock=clock,
            random=Random(1),
            limits=Limits(tries=3),
        ) as door:
            yield Job(config, section, held, door, clock.now().date(), full, clock), standin


def looked_up(job: Job) -> list[Event]:
    """What looking up brings."""
    assert SOURCE.look_up is not None
    return list(SOURCE.look_up(job))
