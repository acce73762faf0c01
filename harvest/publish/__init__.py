"""The public file: built aside from the work database, checked, and swapped in one step.

``publish`` is the only code that writes it. What it holds is described in ``db/public``, one table
a file. Nothing here opens a connection to the network.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from harvest.clock import Clock, SystemClock, stamp
from harvest.config import Config
from harvest.errors import UpstreamDataError
from harvest.publish import build, check, renew, schema, swap
from harvest.publish.build import APPLICATION_ID
from harvest.publish.schema import Table
from harvest.store.schema import bring_up_to_date


@dataclass(frozen=True, slots=True)
class Published:
    """A publication that now stands at ``path``; ``counts`` are rows by table."""

    generation: int
    path: Path
    counts: Mapping[str, int]


def publish(
    config: Config, *, clock: Clock | None = None, accept_shrink: bool = False
) -> Published:
    """Build the public file from the work database and put it in the place of the one before.

    ``accept_shrink`` lets a file pass that holds much less, or much emptier columns, than the one
    before it, and one of records that no complete run has gathered.

    The caller holds the run lock; a work database of an earlier version is migrated first.

    Raises UpstreamDataError if a check fails or no run has been complete (the file before stays),
    CannotCreate if the file can't be written there, StorageError if the work database can't be
    read or the disk is full.
    """
    target = config.publish.path
    work = config.store.path
    swap.prepare(target)
    bring_up_to_date(work)
    before = check.previous(target)
    runs = build.runs(work)
    if not (runs.any_complete or accept_shrink):
        raise UpstreamDataError(
            "not published: no run has been complete yet, and what is held may be half of it; "
            "run `harvest refresh`, or publish it as it is with --accept-shrink"
        )
    facts = build.Facts(
        # A run number as a floor: it goes on rising even where the file before was lost.
        generation=max((before.generation if before else 0) + 1, runs.last),
        published_at=stamp((clock or SystemClock()).now()),
        title=config.topic.title,
        seed_trial=config.topic.seed_trial,
        abstracts=config.publish.abstracts,
    )
    facts = replace(facts, source_state=renew.state(work, facts))
    tables = schema.read()
    with swap.aside(target, facts.generation) as new:
        renewed = before is not None and renew.renew(new, target, work, tables, facts)
        if not renewed:
            build.build(new, work, tables, facts)
        counts = check.check(
            new,
            config,
            before,
            accept_shrink=accept_shrink,
            only=renew.TABLES if renewed else None,
        )
        swap.replace(new, target)
    return Published(facts.generation, target, counts)


def counts_of(publication: Mapping[str, object]) -> dict[str, int]:
    """Rows by table, from a row of the table ``publication``."""
    return {str(name): int(count) for name, count in json.loads(str(publication["counts"])).items()}


__all__ = ["APPLICATION_ID", "Published", "Table", "counts_of", "publish", "schema"]
