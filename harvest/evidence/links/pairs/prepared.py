"""Records as they are compared, prepared once and kept until they change."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from harvest.evidence.links.pairs.marks import (
    Bag,
    Marked,
    of_report,
    of_study,
    pack,
    text_of,
    unpack,
)
from harvest.evidence.links.studies import TOGETHER, reports, studies
from harvest.rows import Kind

if TYPE_CHECKING:
    from harvest.store import Store

_KEPT = "SELECT id, marks FROM prepared WHERE kind = ? AND id IN (SELECT value FROM json_each(?))"
_DUE = """
SELECT s.id FROM evidence_state AS s
LEFT JOIN prepared AS p ON p.kind = s.kind AND p.id = s.id AND p.digest = s.digest
WHERE s.kind = ? AND p.id IS NULL
"""
_KEEP = """
INSERT OR REPLACE INTO prepared
SELECT kind, id, digest, ? FROM evidence_state WHERE kind = ? AND id = ?
"""
_FORGET = """
DELETE FROM prepared WHERE NOT EXISTS (
    SELECT 1 FROM evidence_state AS s WHERE s.kind = prepared.kind AND s.id = prepared.id
)
"""


def prepare(store: "Store", kind: Kind, ids: Sequence[str]) -> None:
    """Prepare those of some records that are new or have changed."""
    made: Callable[[Sequence[str]], Iterator[tuple[str, Marked]]] = (
        _of_trials(store.connection) if kind == "trial" else _of_papers(store.connection)
    )
    lacked = {identifier for (identifier,) in store.connection.execute(_DUE, (kind,))}
    due = [identifier for identifier in ids if identifier in lacked]
    for start in range(0, len(due), TOGETHER):
        some = made(due[start : start + TOGETHER])
        rows = [(pack(marked), kind, identifier) for identifier, marked in some]
        with store.transaction("evidence: prepare records"):
            store.connection.executemany(_KEEP, rows)


def forget(store: "Store") -> None:
    """Forget what was prepared of records that are no more; within a transaction."""
    store.connection.execute(_FORGET)


def prepared(connection: sqlite3.Connection, kind: Kind, ids: Sequence[str]) -> Iterator[Marked]:
    """These records, in this order, all of them ``prepare``\\ d; only some of them in memory."""
    return map(unpack, _held(connection, kind, ids))


def texts(connection: sqlite3.Connection, kind: Kind, ids: Sequence[str]) -> Iterator[Bag]:
    """The words of these records; as ``prepared`` otherwise."""
    return map(text_of, _held(connection, kind, ids))


def _held(connection: sqlite3.Connection, kind: Kind, ids: Sequence[str]) -> Iterator[bytes]:
    for start in range(0, len(ids), TOGETHER):
        some = ids[start : start + TOGETHER]
        held = dict(connection.execute(_KEPT, (kind, json.dumps(some))))
        yield from (held[identifier] for identifier in some)


def _of_trials(
    connection: sqlite3.Connection,
) -> Callable[[Sequence[str]], Iterator[tuple[str, Marked]]]:
    return lambda ids: ((study.id, of_study(study)) for study in studies(connection, ids))


def _of_papers(
    connection: sqlite3.Connection,
) -> Callable[[Sequence[str]], Iterator[tuple[str, Marked]]]:
    return lambda ids: ((report.id, of_report(report)) for report in reports(connection, ids))
