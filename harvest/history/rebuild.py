"""Builds the public file of a past run anew, from the versions that the work database keeps.

What stood then is put into a work database of its own, records that have changed since are read
again from their bytes, evidence is brought up to date, and all of it is published by the same
statements as any other day's.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from harvest import staleness
from harvest.clock import SystemClock
from harvest.config import Config, folders
from harvest.errors import RecordError
from harvest.evidence import judged_by_persons, update
from harvest.evidence.reporting.discrepancies import record_discrepancies
from harvest.evidence.reporting.record import record_clocks
from harvest.publish import build, schema
from harvest.publish.completeness import completeness
from harvest.records import Raw, Record, read_by
from harvest.rows import ROWS, Kind
from harvest.sources import all_sources, readers
from harvest.sources.searches import rendered_by
from harvest.sqlfiles import statements
from harvest.store import Store, raw, reader
from harvest.store.tables import quoted, tables

_FILL = Path(__file__).with_name("sql") / "fill.sql"
_OTHERS = """
SELECT s.id, r.source, r.sha256, v.seen_at FROM temp.standing AS s
JOIN records AS r ON r.kind = s.kind AND r.id = s.id
JOIN versions AS v ON v.kind = s.kind AND v.id = s.id AND v.version = s.version
WHERE s.kind = ? AND s.id NOT IN (SELECT id FROM temp.same WHERE kind = ?)
ORDER BY s.id
"""
_ASKED = """
SELECT source, max(substr(finished, 1, 10)) FROM run_queries
WHERE purpose = 'search' AND state = 'complete' GROUP BY source
"""
_UNREAD = "DELETE FROM records WHERE kind = ? AND id = ?"
_BATCH = 200  # records in memory at a time


@dataclass(frozen=True, slots=True)
class Moment:
    """The end of a past run; what persons did before ``until`` (a day) counts as well."""

    run_id: int
    finished: str
    until: str


@dataclass(frozen=True, slots=True)
class _Then(SystemClock):
    """A clock that stands at a moment of the past."""

    moment: str

    def now(self) -> datetime:
        """That moment."""
        return datetime.fromisoformat(self.moment)


def rebuild(config: Config, moment: Moment, target: Path, state: str) -> None:
    """Write to ``target`` what was published after the run of ``moment``; ``state`` is noted in it.

    The caller uses the packs of the topic. Raises what the store and the publication raise.
    """
    folders.make(target.parent)
    name = f".{target.stem}.{os.getpid()}"
    scratch, aside = target.with_name(f"{name}.work"), target.with_name(f"{name}.next")
    judged = judged_by_persons(config)
    try:
        with Store.open(scratch, clock=_Then(moment.finished)) as store:
            _fill(store.connection, config.store.path, moment)
            update(store, config.topic, judged)
            with store.transaction("past day"):
                record_clocks(store.connection, date.fromisoformat(moment.finished[:10]))
                record_discrepancies(store.connection)
            found = completeness(store.connection, config)
        facts = build.Facts(
            generation=moment.run_id,
            published_at=moment.finished,
            title=config.topic.title,
            seed_trial=config.topic.seed_trial,
            abstracts=config.publish.abstracts,
            full_text=config.publish.full_text,
            **build.said(found),
            source_state=state,
            sponsors=judged.sponsors,
        )
        build.build(aside, scratch, schema.read(), facts)
        aside.chmod(0o644)  # as any publication: a site under another user reads it
        aside.replace(target)
    finally:
        for left in target.parent.glob(f"{name}.*"):
            left.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, work: Path, moment: Moment) -> None:
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
        connection.execute(f"PRAGMA {pragma}")  # a file that a crash may take with it
    connection.execute("ATTACH DATABASE ? AS held", (f"{work.as_uri()}?mode=ro",))
    values = {
        "run": moment.run_id,
        "finished": moment.finished,
        "until": moment.until,
        "made_from": json.dumps(_made_from()),
        "dated": json.dumps([each.name for each in all_sources() if each.dated]),
    }
    connection.execute("BEGIN")
    for statement in statements(_FILL.name, _FILL.read_text("utf-8")):
        names = {name: value for name, value in values.items() if f":{name}" in statement}
        connection.execute(statement, names)
    for kind in ROWS:
        for table in tables(kind):
            connection.execute(
                f"INSERT INTO main.{quoted(table.name)} SELECT * FROM held.{quoted(table.name)} "  # noqa: S608 (names come from the schema)
                f"WHERE {quoted(table.key)} IN (SELECT id FROM temp.same WHERE kind = ?)",
                (kind,),
            )
    connection.execute("COMMIT")
    connection.execute("DETACH DATABASE held")
    connection.execute("BEGIN")
    with closing(reader(work)) as held:
        for kind in ROWS:
            _read_again(connection, held, kind, date.fromisoformat(moment.finished[:10]))
    connection.execute("COMMIT")


def _read_again(
    connection: sqlite3.Connection, held: sqlite3.Connection, kind: Kind, day: date
) -> None:
    """The rows of records that stood otherwise, or were read by other code, from their bytes."""
    due = connection.execute(_OTHERS, (kind, kind)).fetchall()
    for start in range(0, len(due), _BATCH):
        records = list(_records(connection, held, kind, due[start : start + _BATCH], day))
        for table in tables(kind):
            connection.executemany(
                table.insert,
                (row for record in records for row in record.tables.get(table.name, ())),
            )


def _records(
    connection: sqlite3.Connection,
    held: sqlite3.Connection,
    kind: Kind,
    due: Sequence[tuple[str, str, str, str]],
    day: date,
) -> Iterator[Record]:
    reader = readers(all_sources())
    dated = {each.name: each.dated for each in all_sources()}
    asked = {source: date.fromisoformat(on) for source, on in connection.execute(_ASKED)}
    for identifier, source, digest, seen_at in due:
        body = raw.body(held, digest)
        if (of_day := dated.get(source)) is not None:
            body = of_day(body, asked.get(source, day))
        try:
            yield read_by(reader, Raw(source, kind, identifier, body, seen_at))
        except RecordError:
            # Readable when it came, not by this version of the program: nothing can be said of it.
            connection.execute(_UNREAD, (kind, identifier))


def _made_from() -> dict[str, str]:
    """What the records of each source are read by today."""
    return {source.name: source.made_from for source in all_sources()}


def state_of(config: Config, connection: sqlite3.Connection, moment: Moment) -> str:
    """What a file made by :func:`rebuild` follows from; the same text, the same file.

    The caller uses the packs of the topic, as that of :func:`rebuild` does.
    """
    code = (staleness.digest("harvest.history.rebuild", *rendered_by()), _made_from())
    judged = judged_by_persons(config).digest
    topic = replace(config.topic, packs=(), slug="")  # wherever: the digest of the code has them
    says = (
        topic,
        config.publish.abstracts,
        config.publish.full_text,
        judged,
        moment.run_id,
        moment.finished,
    )
    digest = sha256(repr((code, says)).encode())
    until = {"run_id": moment.run_id, "until": moment.until}
    told = connection.execute(_TOLD, until).fetchall()
    digest.update(json.dumps(told).encode())
    return digest.hexdigest()


_TOLD = """
SELECT count(*), max(id), (SELECT count(*) FROM upstream_changes WHERE released_on < :until)
FROM changes WHERE run_id <= :run_id AND seen_at < :until
"""
