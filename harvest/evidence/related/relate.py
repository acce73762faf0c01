"""Step three: what is related to what, in all four directions, each with its reasons.

The weight of a word depends on all records, so all pairs are compared anew when a record has
changed: what is stored depends on the records alone, not on the order in which they came. Only
rows that differ are written.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from sparse_dot_topn import sp_matmul_topn

from harvest.evidence.reading.similarity import Matrix
from harvest.evidence.related.explain import Reasons
from harvest.evidence.related.space import Ints, Space, space

if TYPE_CHECKING:
    from harvest.store import Store

NEAREST = 20  # related records kept, of each kind
LEAST = {("trial", "trial"): 0.18}  # below this score nothing is shown …
LEAST_ELSE = 0.15  # … and below this where a paper is concerned
BLOCK = 512  # records compared together with all others
_SPARE = 60  # more are looked for by at most so many, as some will be linked already
_KINDS = ("trial", "article")

_LINKED = """
SELECT DISTINCT trial_id, article_id FROM links
WHERE relation <> 'candidate' AND withdrawn_on IS NULL AND rule <> 'verdict'
"""
_HELD = """
SELECT id, other_kind, other_id, rank, score, reasons FROM related
WHERE kind = ? AND id IN (SELECT value FROM json_each(?))
"""
_DELETE = "DELETE FROM related WHERE kind = ? AND id = ? AND other_kind = ? AND other_id = ?"
_INSERT = "INSERT OR REPLACE INTO related VALUES (?, ?, ?, ?, ?, ?, ?)"
_FORGET = """
DELETE FROM related WHERE NOT EXISTS (
    SELECT 1 FROM evidence_state AS s
    JOIN records AS r ON r.kind = s.kind AND r.id = s.id
    WHERE s.kind = related.kind AND s.id = related.id AND r.removed_on IS NULL
)
"""

Key = tuple[str, str, str]  # id, other kind, other id
Value = tuple[int, float, str]  # rank, score, reasons


def relate(store: "Store") -> int:
    """Bring ``related`` up to date; the number of rows written or removed."""
    connection = store.connection
    made = space(connection)
    reasons = Reasons(connection, made)
    linked = _linked(connection, made)
    columns = {kind: turned(made.matrix, made.rows(kind)) for kind in _KINDS}
    changed = 0
    for kind in _KINDS:
        own = made.rows(kind)
        for start in range(own.start, own.stop, BLOCK):
            block = range(start, min(start + BLOCK, own.stop))
            wanted: dict[Key, Value] = {}
            for other in _KINDS:
                wanted.update(_nearest(made, reasons, linked, kind, block, other, columns[other]))
            changed += _write(store, kind, [made.ids[row] for row in block], wanted)
    with store.transaction("evidence: forget relations"):
        changed += connection.execute(_FORGET).rowcount
    return changed


def turned(matrix: Matrix, rows: range) -> Matrix:
    """These rows as columns, for ``likeness``."""
    return matrix[rows.start : rows.stop].T.tocsr()


def likeness(records: Matrix, columns: Matrix, kept: int, least: float) -> Matrix:
    """The scores of records and others, ``turned``: of each the ``kept`` highest, if above."""
    return sp_matmul_topn(records, columns, top_n=kept, threshold=least, n_threads=2)


def _linked(connection: sqlite3.Connection, made: Space) -> Ints:
    """The pairs that are linked by number, as row × size + row, both ways, in order."""
    size = len(made.ids)
    pairs = []
    for trial_id, article_id in connection.execute(_LINKED):
        trial, paper = made.places["trial"].get(trial_id), made.places["article"].get(article_id)
        if trial is not None and paper is not None:
            pairs += [trial * size + paper, paper * size + trial]
    return np.unique(np.array(pairs, np.int64))


def _nearest(
    made: Space,
    reasons: Reasons,
    linked: Ints,
    kind: str,
    block: range,
    other: str,
    columns_of: Matrix,
) -> Iterator[tuple[Key, Value]]:
    size, others = len(made.ids), made.rows(other)
    if not others:
        return
    ends = np.searchsorted(linked, [row * size for row in (*block, block.stop)])
    spare = min(1 + int(np.diff(ends).max(initial=0)), _SPARE)
    least = LEAST.get((kind, other), LEAST_ELSE)
    near = likeness(
        made.matrix[block.start : block.stop],
        columns_of,
        min(NEAREST + spare, len(others)),
        least * 0.999,
    )
    rows = np.repeat(np.arange(block.start, block.stop), np.diff(near.indptr))
    columns = near.indices.astype(np.int64) + others.start
    scores = np.round(near.data.astype(np.float64), 3)
    kept = (rows != columns) & (scores >= least) & ~np.isin(rows * size + columns, linked)
    rows, columns, scores, exact = rows[kept], columns[kept], scores[kept], near.data[kept]
    # by what is rounded, those that tie at the end would depend on how many were looked for
    order = np.lexsort((columns, -exact, rows))
    rows, columns, scores = rows[order], columns[order], scores[order]
    first = np.flatnonzero(np.diff(rows, prepend=-1))
    ranks = 1 + np.arange(len(rows)) - np.repeat(first, np.diff(np.append(first, len(rows))))
    kept = ranks <= NEAREST
    rows, columns, scores, ranks = rows[kept], columns[kept], scores[kept], ranks[kept]
    told = reasons.of(rows, columns)
    for row, column, rank, score, why in zip(
        rows.tolist(), columns.tolist(), ranks.tolist(), scores.tolist(), told, strict=True
    ):
        yield (made.ids[row], other, made.ids[column]), (rank, score, why)


def _write(store: "Store", kind: str, ids: Sequence[str], wanted: Mapping[Key, Value]) -> int:
    connection = store.connection
    held: dict[Key, Value] = {
        (row[0], row[1], row[2]): (row[3], row[4], row[5])
        for row in connection.execute(_HELD, (kind, json.dumps(list(ids))))
    }
    gone = [key for key in held if key not in wanted]
    changed = [(key, value) for key, value in wanted.items() if held.get(key) != value]
    if gone or changed:
        with store.transaction("evidence: relate"):
            connection.executemany(_DELETE, ((kind, *key) for key in gone))
            connection.executemany(_INSERT, ((kind, *key, *value) for key, value in changed))
    return len(gone) + len(changed)
