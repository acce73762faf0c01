"""Step one: read each new or changed record once, and keep what was read.

A record is read again only if its own rows, its corrections, the topic, or the code and data that
read it have changed; the digest in ``evidence_state`` covers all of these.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from harvest import staleness
from harvest.config import Topic
from harvest.evidence.corrections import corrected
from harvest.evidence.facets.all import everything
from harvest.evidence.facets.outcome import Measured
from harvest.evidence.facets.time_bands import band
from harvest.evidence.links.paper_kind import Judged, role
from harvest.evidence.reading.fact import Fact
from harvest.evidence.reading.mentions import Mention, mentions
from harvest.evidence.reading.passages import RecordKind, RecordText
from harvest.evidence.reading.rows import BATCH, tables
from harvest.evidence.reading.term_counts import pack, record_words
from harvest.evidence.reading.texts import Tables, article_text, trial_text
from harvest.evidence.relevance import Relevance, Sought, relevance, sought
from harvest.judgements.model import Correction
from harvest.machine.collector import collector_paused
from harvest.machine.workers import how_many, shared
from harvest.packs.folders import using

if TYPE_CHECKING:
    from harvest.store import Store

Corrections = Mapping[tuple[str, str], tuple[Correction, ...]]
KINDS: tuple[RecordKind, ...] = ("trial", "article")

_DUE = """
SELECT r.id, r.content_digest || r.derived_digest || r.software
FROM records AS r
WHERE r.kind = ?
ORDER BY r.id
"""
_DELETE = (
    "DELETE FROM facets WHERE kind = ? AND id = ?",
    "DELETE FROM mentions WHERE kind = ? AND id = ?",
    "DELETE FROM relevance WHERE kind = ? AND id = ?",
    "DELETE FROM evidence_state WHERE kind = ? AND id = ?",
)
_DELETE_TIMES = "DELETE FROM outcome_times WHERE trial_id = ?"
_DELETE_ROLE = "DELETE FROM article_roles WHERE article_id = ?"
_FACETS = "INSERT INTO facets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_TIMES = "INSERT INTO outcome_times VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_MENTIONS = "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ROLES = "INSERT INTO article_roles VALUES (?, ?, ?, ?)"
_RELEVANCE = "INSERT INTO relevance VALUES (?, ?, ?, ?)"
_STATE = "INSERT INTO evidence_state VALUES (?, ?, ?, ?)"
_INSERT = (_FACETS, _TIMES, _MENTIONS, _ROLES, _RELEVANCE, _STATE)
_PIECE = 40  # records read by a process at a time
_WORTH_A_PROCESS = 400  # records; for fewer, starting it takes longer than they do
_IN_AIM: Mapping[RecordKind, str] = {
    "trial": """
SELECT trial_id, group_concat(ui)
FROM (SELECT trial_id, ui FROM trial_mesh ORDER BY trial_id, ui)
WHERE ui IN (SELECT value FROM json_each(?))
GROUP BY trial_id
""",
    "article": """
SELECT article_id, group_concat(ui)
FROM (SELECT article_id, ui FROM article_mesh ORDER BY article_id, ui)
WHERE ui IN (SELECT value FROM json_each(?))
GROUP BY article_id
""",
}
_NARROWER = """
SELECT top.name, low.ui, low.name
FROM mesh_terms AS top
JOIN mesh_trees AS t ON t.ui = top.ui
JOIN mesh_trees AS u ON u.tree_number = t.tree_number OR u.tree_number LIKE t.tree_number || '.%'
JOIN mesh_terms AS low ON low.ui = u.ui
WHERE top.name IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True)
class Extract:
    """What was read of one record."""

    facts: tuple[Fact, ...]
    outcomes: tuple[Measured, ...]
    mentions: tuple[Mention, ...]
    role: Judged | None
    relevance: Relevance
    words: bytes


class Reader(NamedTuple):
    """What reading needs beside the records: picklable, as other processes read, too."""

    topic: Topic
    narrower: Mapping[str, Mapping[str, str]]


class Due(NamedTuple):
    """A record to read: its rows, what persons corrected, and the digest of all that."""

    id: str
    digest: str
    rows: Tables
    fixes: Sequence[Correction]


class Piece(NamedTuple):
    """A few records of a kind, read together."""

    kind: RecordKind
    records: Sequence[Due]


class Read(NamedTuple):
    """The rows to write for a piece, each in the order of the records."""

    kind: RecordKind
    ids: Sequence[str]
    rows: Mapping[str, Sequence[tuple[object, ...]]]  # by statement


def extract(store: "Store", topic: Topic, given: Corrections, processes: int | None = None) -> int:
    """Read what is due; the number of records that were read or forgotten.

    ``processes`` read at the same time: by default as many as are worth it.
    """
    connection = store.connection
    narrower = _narrower(connection, topic)
    aim = sought(topic, narrower)
    base = staleness.digest("harvest.evidence.extract") + repr(
        [(a.name, a.area, a.words.pattern) for a in aim.aims]
    )
    base += repr(aim.together)
    due: dict[RecordKind, list[tuple[str, str]]] = {}
    done = 0
    for kind in KINDS:
        due[kind], gone = _due(connection, kind, base, given, aim)
        done += len(due[kind]) + len(gone)
        for start in range(0, len(gone), BATCH):
            with store.transaction("evidence: forget records"):
                _forget(connection, kind, gone[start : start + BATCH])
    processes = processes or how_many(sum(map(len, due.values())), _WORTH_A_PROCESS)
    pieces = (piece for kind in KINDS for piece in _pieces(connection, kind, due[kind], given))
    with closing(shared(reader, Reader(topic, narrower), pieces, processes)) as read:
        for batch in _together(read):
            with store.transaction("evidence: read records"):
                _forget(connection, batch[0].kind, [i for each in batch for i in each.ids])
                for statement in _INSERT:
                    rows = (row for each in batch for row in each.rows[statement])
                    connection.executemany(statement, rows)
    return done


def _pieces(
    connection: sqlite3.Connection,
    kind: RecordKind,
    due: Sequence[tuple[str, str]],
    given: Corrections,
) -> Iterator[Piece]:
    for start in range(0, len(due), BATCH):
        digests = dict(due[start : start + BATCH])
        rows = tables(connection, kind, list(digests))
        while records := [
            Due(i, digests[i], own, given.get((kind, i), ())) for i, own in islice(rows, _PIECE)
        ]:
            yield Piece(kind, records)


def _together(read: Iterable[Read]) -> Iterator[list[Read]]:
    """Pieces of one kind that are written in one transaction."""
    batch: list[Read] = []
    records = 0
    for each in read:
        if batch and (each.kind != batch[0].kind or records + len(each.ids) > BATCH):
            yield batch
            batch, records = [], 0
        batch.append(each)
        records += len(each.ids)
    if batch:
        yield batch


def reader(given: Reader) -> Callable[[Piece], Read]:
    """What reads the records of a piece for a topic."""
    with using(given.topic.packs):  # a process of its own has only what it is given
        aim = sought(given.topic, given.narrower)

    def read(piece: Piece) -> Read:
        rows: dict[str, list[tuple[object, ...]]] = {statement: [] for statement in _INSERT}
        with using(given.topic.packs), collector_paused():
            for each in piece.records:
                found = read_record(piece.kind, each.rows, each.fixes, aim)
                for statement, made in _rows(piece.kind, each, found):
                    rows[statement] += made
        return Read(piece.kind, [each.id for each in piece.records], rows)

    return read


def _narrower(connection: sqlite3.Connection, topic: Topic) -> dict[str, dict[str, str]]:
    names = [name for concept in topic.concepts for name in concept.mesh]
    found: dict[str, dict[str, str]] = {}
    for top, ui, name in connection.execute(_NARROWER, (json.dumps(names),)):
        found.setdefault(top, {})[ui] = name
    return found


def _due(
    connection: sqlite3.Connection,
    kind: RecordKind,
    base: str,
    given: Corrections,
    aim: Sought,
) -> tuple[list[tuple[str, str]], list[str]]:
    """(id, digest) of the records to read, and ids of those that are no more."""
    held = dict(connection.execute("SELECT id, digest FROM evidence_state WHERE kind = ?", (kind,)))
    wanted = json.dumps(sorted({ui for a in aim.aims for ui in a.mesh}))
    in_aim = dict(connection.execute(_IN_AIM[kind], (wanted,)))
    due = []
    for identifier, own in connection.execute(_DUE, (kind,)):
        fixed = repr(given.get((kind, identifier), ""))
        digest = hashlib.sha256(
            f"{base}\n{own}\n{fixed}\n{in_aim.get(identifier)}".encode()
        ).hexdigest()[:32]
        if held.pop(identifier, None) != digest:
            due.append((identifier, digest))
    return due, list(held)


def _forget(connection: sqlite3.Connection, kind: RecordKind, ids: Sequence[str]) -> None:
    for statement in _DELETE:
        connection.executemany(statement, ((kind, identifier) for identifier in ids))
    also = _DELETE_ROLE if kind == "article" else _DELETE_TIMES
    connection.executemany(also, ((identifier,) for identifier in ids))


def read_record(
    kind: RecordKind, rows: Tables, fixes: Sequence[Correction], aim: Sought
) -> Extract:
    """Everything that is read from one record; a pure function of its arguments."""
    record: RecordText = trial_text(rows) if kind == "trial" else article_text(rows)
    found, outcomes = everything(record)
    facts = corrected(found, fixes)
    judged = role(record.legible, rows) if kind == "article" else None
    return Extract(
        facts,
        tuple(map(_judged(found, facts), outcomes)),
        mentions(record, rows, judged.role if judged else ""),
        judged,
        relevance(record.legible, facts, aim),
        pack(record_words(record.legible)),
    )


def _judged(found: Sequence[Fact], kept: Sequence[Fact]) -> Callable[[Measured], Measured]:
    """What leaves out of an outcome the scales and times that a person has crossed out."""
    scales, days = (
        {fact.value for fact in found if fact.facet == facet}
        - {fact.value for fact in kept if fact.facet == facet}
        for facet in ("outcome_scale", "time_point")
    )

    def judged(outcome: Measured) -> Measured:
        return outcome._replace(
            scales=tuple(fact for fact in outcome.scales if fact.value not in scales),
            times=tuple(when for when in outcome.times if f"{when.days:g}" not in days),
        )

    return judged


def _rows(
    kind: RecordKind, due: Due, read: Extract
) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    """What is written of a record, by statement."""
    i = due.id
    yield _FACETS, list(_facet_rows(kind, i, read.facts))
    yield _TIMES, list(_time_rows(i, read.outcomes))
    yield (
        _MENTIONS,
        [
            (kind, i, n, m.registry, m.number, m.field, m.start, m.end, m.evidence, m.registers)
            for n, m in enumerate(read.mentions)
        ],
    )
    if read.role is not None:
        yield _ROLES, [(i, read.role.role, read.role.evidence, read.role.field)]
    reasons = json.dumps(read.relevance.reasons, ensure_ascii=False)
    yield _RELEVANCE, [(kind, i, read.relevance.score, reasons)]
    yield _STATE, [(kind, i, due.digest, read.words)]


def _facet_rows(
    kind: RecordKind, identifier: str, facts: Sequence[Fact]
) -> Iterator[tuple[object, ...]]:
    for place, fact in enumerate(facts):
        yield (
            kind,
            identifier,
            place,
            fact.facet,
            fact.value,
            fact.label,
            fact.low,
            fact.high,
            fact.unit,
            "|".join(f"{day:g}" for day in fact.days) or None,
            fact.flag,
            fact.formula,
            *fact.span[:3],
            fact.span.text,
        )


def _time_rows(trial_id: str, outcomes: Sequence[Measured]) -> Iterator[tuple[object, ...]]:
    """A row for each scale of an outcome at each of its times; of what is not read, an empty one.

    No row says both of nothing: an outcome of no known scale still has its times.
    """
    for outcome in outcomes:
        for scale in outcome.scales or (None,):
            for when in outcome.times or (None,):
                yield (
                    trial_id,
                    outcome.kind,
                    outcome.position,
                    scale.value if scale else None,
                    when.days if when else None,
                    band(when.days if when else None),
                    int(when.until) if when else None,
                    when.formula if when else None,
                    *((scale.span.field, scale.span.text) if scale else (None, None)),
                    *(when.span if when else (None, None, None, None)),
                )
