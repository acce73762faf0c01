"""Bring what is held up to the program and the judgements of today.

What other code read, worked out or told is read, worked out and told anew; what persons judge
otherwise by now is applied. Nothing is asked of any registry. What is due follows from the code
(see ``staleness``), each batch is a transaction of its own, and what was stopped half-way goes on
where it stopped. That we read something otherwise by now is no change of a record, so none is told.
"""

import sqlite3
from collections.abc import Collection, Mapping
from datetime import date
from typing import Protocol

from harvest import staleness
from harvest.clock import Clock
from harvest.config import Config, Topic
from harvest.evidence import NOBODY, judged_by_persons
from harvest.evidence.reporting.discrepancies import record_discrepancies
from harvest.evidence.reporting.record import record_clocks
from harvest.judgements.model import Judgements
from harvest.packs.folders import using
from harvest.records import Progress
from harvest.sources import Source, all_sources, readers
from harvest.store import Store, rereading
from harvest.store.rereading import Place, Reread
from harvest.store.schema import bring_up_to_date as migrate
from harvest.store.schema import reader, storage_errors

_STEPS = (
    "harvest.evidence.extract",
    "harvest.evidence.full_texts.step",
    "harvest.evidence.studies.step",
    "harvest.evidence.links.link",
    "harvest.evidence.related.relate",
    "harvest.evidence.reporting.record",
    "harvest.evidence.reporting.discrepancies",
    "harvest.history.merge",
)
_NOTED = "SELECT digest FROM evidence_done WHERE step = ?"
_NOTE = "INSERT OR REPLACE INTO evidence_done (step, digest) VALUES (?, ?)"
_FORGET = "DELETE FROM evidence_done WHERE step = 'code'"
_ANY = "SELECT EXISTS (SELECT 1 FROM records)"
_WITH_PAST = "SELECT DISTINCT trial_id FROM registry_versions ORDER BY trial_id"


class Shows(Protocol):
    """Who is told how far it is."""

    def show(self, event: Progress) -> None:
        """So far."""
        ...


def upgrade(
    store: Store,
    topic: Topic,
    judged: Judgements,
    today: date,
    bars: Shows,
    *,
    everything: bool = False,
) -> Mapping[str, Reread]:
    """Read anew what other code read, or ``everything``; then work out what follows from it.

    What persons judge otherwise than when it was worked out last is applied. Records read again,
    by source. Raises what the store and the evidence raise.
    """
    done = reread(store, bars, everything=everything)
    with using(topic.packs):
        if any(each.read for each in done.values()) or _has_moved(store.connection):
            work_out(store, topic, judged, today)
        elif _is_judged_otherwise(store.connection, judged):
            _judge(store, topic, judged, today)
    return done


def reread(
    store: Store,
    bars: Shows,
    *,
    names: Collection[str] | None = None,
    everything: bool = False,
) -> Mapping[str, Reread]:
    """Read anew the records of the named sources, or of all, that other code read; figures of each.

    ``everything`` reads those too that today's code has read.
    """
    found: dict[str, Reread] = {}
    for source in all_sources():
        if names is None or source.name in names:
            done = _reread(store, source, bars, everything)
            if done != Reread():
                found[source.name] = done
    return found


def _reread(store: Store, source: Source, bars: Shows, everything: bool) -> Reread:
    with storage_errors(store.path):
        total = rereading.due(store.connection, source.name, source, everything)
    done, place = Reread(), Place() if total else None
    while place is not None:
        with store.transaction("reread") as now:
            store.connection.execute(_FORGET)
            batch, place = rereading.reread(
                store.connection, source.name, source, now, after=place, everything=everything
            )
        done += batch
        bars.show(Progress(source.name, "read again", done.read + done.unreadable, total))
    return done


def work_out(store: Store, topic: Topic, judged: Judgements, today: date) -> None:
    """Work out anew what follows from the records, and note by which code."""
    from harvest.evidence import update
    from harvest.evidence.changes.record import settle_links
    from harvest.history import merge

    update(store, topic, judged)
    with store.transaction("upgrade") as now:
        connection = store.connection
        settle_links(connection)
        known = readers(all_sources())
        for (trial_id,) in connection.execute(_WITH_PAST).fetchall():
            merge.tell(connection, trial_id, now, known)
        record_standing(connection, judged, today)


def _judge(store: Store, topic: Topic, judged: Judgements, today: date) -> None:
    """Apply the judgements; a paper that one of them links is told by the next run, as any is."""
    from harvest.evidence import update

    update(store, topic, judged)
    with store.transaction("judgements"):
        record_standing(store.connection, judged, today)


def record_standing(connection: sqlite3.Connection, judged: Judgements, today: date) -> None:
    """Set the clocks, ask where registration and paper differ, and note by what it was done.

    The caller has brought the evidence up to date, and holds the transaction.
    """
    record_clocks(connection, today)
    record_discrepancies(connection)
    connection.execute(_NOTE, ("code", staleness.digest(*_STEPS)))
    connection.execute(_NOTE, ("judgements", judged.digest))


def _has_moved(connection: sqlite3.Connection) -> bool:
    """Whether what follows from the records was worked out by other code."""
    row = connection.execute(_NOTED, ("code",)).fetchone()
    moved = row is None or row[0] != staleness.digest(*_STEPS)
    return moved and bool(connection.execute(_ANY).fetchone()[0])


def _is_judged_otherwise(connection: sqlite3.Connection, judged: Judgements) -> bool:
    """Whether what follows from the records was worked out with other judgements."""
    row = connection.execute(_NOTED, ("judgements",)).fetchone()
    otherwise = judged.digest != (row[0] if row else NOBODY.digest)
    return otherwise and bool(connection.execute(_ANY).fetchone()[0])


def bring_up_to_date(config: Config, clock: Clock, bars: Shows) -> Mapping[str, Reread]:
    """The same for a command that has no store open and holds the run lock; quick if none is due.

    Raises ConfigError if a judgement is wrong, StorageError if there is no work database, and what
    :func:`upgrade` raises.
    """
    judged = judged_by_persons(config)
    path = config.store.path
    migrate(path)
    connection = reader(path)
    try:
        with using(config.topic.packs), storage_errors(path):
            due = (
                _has_moved(connection)
                or _is_judged_otherwise(connection, judged)
                or any(
                    rereading.due(connection, each.name, each, everything=False)
                    for each in all_sources()
                )
            )
    finally:
        connection.close()
    if not due:
        return {}
    with Store.open(path, clock=clock) as store:
        return upgrade(store, config.topic, judged, clock.now().date(), bars)
