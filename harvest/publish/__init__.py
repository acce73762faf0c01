"""The public file: built aside from the work database, checked, and swapped in one step.

``publish`` is the only code that writes it. What it holds is described in ``db/public``, one table
a file. Nothing here opens a connection to the network.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from harvest import judgements
from harvest.clock import Clock, SystemClock, stamp
from harvest.config import Config
from harvest.errors import CannotCreate, HarvestError, UpstreamDataError
from harvest.packs.folders import using
from harvest.publish import build, check, completeness, parquet, refusal, renew, schema, swap
from harvest.publish.build import APPLICATION_ID
from harvest.publish.schema import Table
from harvest.store import publishing
from harvest.store.lost import check_not_lost
from harvest.store.schema import bring_up_to_date, reader, storage_errors

log = logging.getLogger("harvest.publish")

_NOT_PUBLISHED = "not published, keeping the previous file: "


@dataclass(frozen=True, slots=True)
class Published:
    """A publication that now stands at ``path``; ``counts`` are rows by table."""

    generation: int
    path: Path
    counts: Mapping[str, int]


def publish(
    config: Config,
    *,
    clock: Clock | None = None,
    accept_shrink: bool = False,
    start_anew: bool = False,
    copy: Path | None = None,
) -> Published:
    """Build the public file from the work database and put it in the place of the one before.

    ``accept_shrink`` lets a file pass that holds much less, or much emptier columns, than the one
    before it; ``start_anew`` one with a shorter history of changes, versions and runs. What is
    missing is said in the file: ``publication.missing``, ``searches``.

    The caller holds the run lock; a work database of an earlier version is migrated first. Where it
    is being written meanwhile, ``copy`` is what to build from: a copy of one state of it.

    Where ``config.publish.parquet`` names a folder, it gets the publication as Parquet; where that
    fails, the public file is in its place all the same.

    What is refused stands in the ledger, and in a note beside the public file, until a publication
    is accepted.

    Raises UpstreamDataError if a check fails or nothing has been harvested (the file before stays),
    CannotCreate if the file can't be written there, ConfigError if a line on sponsors is wrong,
    StorageError if the work database can't be read, was emptied, or the disk is full.
    """
    target = config.publish.path
    work = copy or config.store.path
    moment = stamp((clock or SystemClock()).now())
    swap.prepare(target)
    if config.publish.parquet is not None:
        parquet.prepare(config.publish.parquet)
    check_not_lost(config)
    bring_up_to_date(work)
    before = check.previous(target)
    runs = build.runs(work)
    with closing(reader(work)) as db, storage_errors(work):
        if not (completeness.anything(db) or accept_shrink):
            raise UpstreamDataError(
                "not published: nothing has been harvested yet; run `harvest refresh`"
            )
        found = completeness.completeness(db, config)
    stands = before.generation if before else 0
    facts = build.Facts(
        # Run number and ledger as floors: it goes on rising even where the file before was lost.
        generation=max(stands + 1, runs.generation + 1, runs.last),
        published_at=moment,
        title=config.topic.title,
        seed_trial=config.topic.seed_trial,
        abstracts=config.publish.abstracts,
        full_text=config.publish.full_text,
        **build.said(found),
        sponsors=judgements.sponsors(config.judgements.folder),
    )
    with using(config.topic.packs), _refusal_noted(config, moment, stands):
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
                work=work,
                accept_shrink=accept_shrink,
                start_anew=start_anew,
                only=renew.TABLES if renewed else None,
            )
            publishing.give(config.store.path, facts.generation)
            swap.replace(new, target)
    publishing.accept(config.store.path)
    refusal.clear(target)
    if config.publish.parquet is not None:
        parquet.keep_up(target, config.publish.parquet, facts.generation)
    return Published(facts.generation, target, counts)


@contextmanager
def _refusal_noted(config: Config, moment: str, generation: int) -> Iterator[None]:
    """Write down why nothing is published.

    Not where the disk is full or failing: to write there again would make it worse.
    """
    try:
        yield
    except (UpstreamDataError, CannotCreate) as error:
        reason = without_folders(str(error), config).removeprefix(_NOT_PUBLISHED)
        with suppress(HarvestError):  # the first error is the one to tell
            publishing.refuse(config.store.path, reason, moment)
        try:
            refusal.write(config.publish.path, refusal.Note(moment, generation, reason))
        except OSError as fault:
            log.warning("the refusal can't be shown on the site: %s", fault.strerror)
        raise


def without_folders(text: str, config: Config) -> str:
    """A message fit to be published: without the folders of this machine."""
    for folder in {config.store.path.parent, config.publish.path.parent}:
        text = text.replace(f"{folder}/", "").replace(str(folder), "folder of the database")
    return text


def counts_of(publication: Mapping[str, object]) -> dict[str, int]:
    """Rows by table, from a row of the table ``publication``."""
    return {str(name): int(count) for name, count in json.loads(str(publication["counts"])).items()}


__all__ = [
    "APPLICATION_ID",
    "Published",
    "Table",
    "counts_of",
    "publish",
    "schema",
    "without_folders",
]
