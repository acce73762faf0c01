"""Step one: read each new or changed record once, and keep what was read.

A record is read again only if its own rows, its corrections, the topic, or the code and data that
read it have changed; the digest in ``evidence_state`` covers all of these.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from harvest import staleness
from harvest.config import Topic
from harvest.evidence.corrections import corrected
from harvest.evidence.facets.all import facets
from harvest.evidence.links.paper_kind import Judged, role
from harvest.evidence.reading.fact import Fact
from harvest.evidence.reading.mentions import Mention, mentions
from harvest.evidence.reading.passages import RecordKind, RecordText
from harvest.evidence.reading.rows import BATCH, tables
from harvest.evidence.reading.term_counts import pack, record_words
from harvest.evidence.reading.texts import Tables, article_text, trial_text
from harvest.evidence.relevance import Relevance, Sought, relevance, sought
from harvest.judgements.model import Correction

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
_DELETE_ROLE = "DELETE FROM article_roles WHERE article_id = ?"
_FACETS = "INSERT INTO facets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_MENTIONS = "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ROLES = "INSERT INTO article_roles VALUES (?, ?, ?, ?)"
_RELEVANCE = "INSERT INTO relevance VALUES (?, ?, ?, ?)"
_STATE = "INSERT INTO evidence_state VALUES (?, ?, ?, ?)"
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
    mentions: tuple[Mention, ...]
    role: Judged | None
    relevance: Relevance
    words: bytes


def extract(store: "Store", topic: Topic, given: Corrections) -> int:
    """Read what is due; the number of records that were read or forgotten."""
    connection = store.connection
    aim = sought(topic, _narrower(connection, topic))
    base = staleness.digest("harvest.evidence.extract") + repr(
        [(a.name, a.area, a.words.pattern) for a in aim.aims]
    )
    base += repr(aim.together)
    done = 0
    for kind in KINDS:
        due, gone = _due(connection, kind, base, given, aim)
        for start in range(0, len(gone), BATCH):
            with store.transaction("evidence: forget records"):
                _forget(connection, kind, gone[start : start + BATCH])
        for start in range(0, len(due), BATCH):
            batch = dict(due[start : start + BATCH])
            rows = list(_read(connection, kind, batch, given, aim))
            with store.transaction("evidence: read records"):
                _forget(connection, kind, list(batch))
                _write(connection, kind, batch, rows)
        done += len(due) + len(gone)
    return done


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
    if kind == "article":
        connection.executemany(_DELETE_ROLE, ((identifier,) for identifier in ids))


def _read(
    connection: sqlite3.Connection,
    kind: RecordKind,
    batch: dict[str, str],
    given: Corrections,
    aim: Sought,
) -> Iterator[tuple[str, Extract]]:
    for identifier, rows in tables(connection, kind, list(batch)):
        yield identifier, read_record(kind, rows, given.get((kind, identifier), ()), aim)


def read_record(
    kind: RecordKind, rows: Tables, fixes: Sequence[Correction], aim: Sought
) -> Extract:
    """Everything that is read from one record; a pure function of its arguments."""
    record: RecordText = trial_text(rows) if kind == "trial" else article_text(rows)
    facts = corrected(facets(record), fixes)
    judged = role(record.legible, rows) if kind == "article" else None
    return Extract(
        facts,
        mentions(record, rows, judged.role if judged else ""),
        judged,
        relevance(record.legible, facts, aim),
        pack(record_words(record.legible)),
    )


def _write(
    connection: sqlite3.Connection,
    kind: RecordKind,
    batch: dict[str, str],
    rows: Sequence[tuple[str, Extract]],
) -> None:
    connection.executemany(_FACETS, (row for i, e in rows for row in _facet_rows(kind, i, e.facts)))
    connection.executemany(
        _MENTIONS,
        (
            (kind, i, n, m.registry, m.number, m.field, m.start, m.end, m.evidence, m.registers)
            for i, e in rows
            for n, m in enumerate(e.mentions)
        ),
    )
    connection.executemany(
        _ROLES,
        ((i, e.role.role, e.role.evidence, e.role.field) for i, e in rows if e.role is not None),
    )
    connection.executemany(
        _RELEVANCE,
        (
            (kind, i, e.relevance.score, json.dumps(e.relevance.reasons, ensure_ascii=False))
            for i, e in rows
        ),
    )
    connection.executemany(_STATE, ((kind, i, batch[i], e.words) for i, e in rows))


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
