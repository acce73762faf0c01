"""Step three: what is related to what, in all four directions, each with its reasons.

Only pairs of which a record has changed are compared, as the nearest of each record are kept
between runs (see ``lists``). What is stored depends on the records alone, not on the order in which
they came, and only rows that differ are written.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from harvest import staleness
from harvest.evidence.reading.similarity import Matrix
from harvest.evidence.related.explain import Reasons
from harvest.evidence.related.lists import KEEP, Floats, Lists, kept, rows_to_keep
from harvest.evidence.related.nearness import COMPARED, KINDS, Nearness
from harvest.evidence.related.space import Ints, Space, space
from harvest.evidence.weighing.steadiness import Marks, marks

if TYPE_CHECKING:
    from harvest.store import Store

NEAREST = 20  # related records kept, of each kind
LEAST = {("trial", "trial"): 0.18}  # below this score nothing is shown …
LEAST_ELSE = 0.15  # … and below this where a paper is concerned
BLOCK = 512  # records compared together with all others
_SPARE = 20  # more are kept, as some will change or go

_LINKED = """
SELECT DISTINCT trial_id, article_id FROM links
WHERE relation <> 'candidate' AND withdrawn_on IS NULL AND rule <> 'verdict'
"""
_HELD = """
SELECT id, other_id, rank, score, reasons FROM related
WHERE kind = ? AND other_kind = ? AND id IN (SELECT value FROM json_each(?))
"""
_DELETE = "DELETE FROM related WHERE kind = ? AND id = ? AND other_kind = ? AND other_id = ?"
_INSERT = "INSERT OR REPLACE INTO related VALUES (?, ?, ?, ?, ?, ?, ?)"
_FORGET = """
DELETE FROM related WHERE (kind, id) IN (
    SELECT kind, id FROM (SELECT DISTINCT kind, id FROM related) AS own WHERE NOT EXISTS (
        SELECT 1 FROM evidence_state AS s
        JOIN records AS r ON r.kind = s.kind AND r.id = s.id
        WHERE s.kind = own.kind AND s.id = own.id AND r.removed_on IS NULL
    )
)
"""

_COMPARED = "SELECT kind, id, digest FROM compared"
_LACKED = "INSERT OR REPLACE INTO compared VALUES (?, ?, NULL)"
_NOTED = "INSERT OR REPLACE INTO compared VALUES (?, ?, ?)"
_GONE = "DELETE FROM {} WHERE kind = ? AND id = ?"
_CODE = "SELECT digest FROM evidence_done WHERE step = 'compare'"
_OF_CODE = "INSERT OR REPLACE INTO evidence_done VALUES ('compare', ?)"
_IN_PART = "INSERT OR REPLACE INTO evidence_done VALUES ('compared in part', ?)"

Mask = npt.NDArray[np.bool_]
Value = tuple[int, float, str]  # rank, score, reasons


def relate(store: "Store") -> int:
    """Bring ``related`` up to date; the number of rows written or removed."""
    connection = store.connection
    _forget_other_code(store)
    made = space(store)
    base = _begun(store, made)
    reasons = Reasons(connection, made)
    changed = 0
    for kind in KINDS:
        own = made.rows(kind)
        for start in range(own.start, own.stop, BLOCK):
            block = range(start, min(start + BLOCK, own.stop))
            changed += _brought_up(store, base, reasons, kind, block)
    with store.transaction("evidence: forget relations"):
        changed += connection.execute(_FORGET).rowcount
        connection.execute(_IN_PART, (json.dumps(base.nearness.blocked),))
        moved = np.flatnonzero(base.moved).tolist()
        digests = base.nearness.digests.view(np.int64)
        connection.executemany(
            _NOTED, ((base.kind(row), made.ids[row], int(digests[row])) for row in moved)
        )
        for table in ("compared", "nearest"):
            connection.executemany(_GONE.format(table), base.gone)
    return changed


@dataclass(frozen=True)
class _Base:
    """All records, and which of them have changed since they were compared."""

    made: Space
    nearness: Nearness
    keys: Marks
    moved: Mask
    gone: Sequence[tuple[str, str]]
    linked: Ints
    columns: Mapping[str, Matrix]  # of all records of a kind
    moved_rows: Mapping[str, Ints]
    moved_columns: Mapping[str, Matrix]

    def kind(self, row: int) -> str:
        """Of which kind the record in a row is."""
        return "trial" if row < self.made.trials else "article"


def _forget_other_code(store: "Store") -> None:
    code = staleness.digest("harvest.evidence.related.relate")
    held = store.connection.execute(_CODE).fetchone()
    if held != (code,):
        with store.transaction("evidence: drop relations"):
            for table in ("compared", "nearest", *(["prepared"] if held else [])):
                store.connection.execute(f"DELETE FROM {table}")  # noqa: S608 (names above)
            store.connection.execute(_OF_CODE, (code,))


def _begun(store: "Store", made: Space) -> _Base:
    """What there is to compare. What has moved is noted first, since some lists will lack it."""
    connection = store.connection
    nearness = Nearness(made)
    held = {
        (kind, identifier): digest for kind, identifier, digest in connection.execute(_COMPARED)
    }
    moved = np.ones(len(made.ids), bool)
    for kind in KINDS:
        for row in made.rows(kind):
            digest = held.pop((kind, made.ids[row]), None)
            moved[row] = digest is None or np.uint64(digest % 2**64) != nearness.digests[row]
    gone = sorted(held)
    every = {kind: np.array(made.rows(kind), np.int64) for kind in KINDS}
    rows = {kind: own[moved[own]] for kind, own in every.items()}
    columns = {kind: nearness.columns(own, kind) for kind, own in every.items()}
    base = _Base(
        made,
        nearness,
        marks([f"{kind} {i}" for kind in KINDS for i in made.ids[_slice(made.rows(kind))]]),
        moved,
        gone,
        _linked(connection, made),
        columns,
        rows,
        {
            kind: columns[kind] if len(own) == len(every[kind]) else nearness.columns(own, kind)
            for kind, own in rows.items()
        },
    )
    lacked = [(kind, made.ids[row]) for kind, own in rows.items() for row in own.tolist()]
    if lacked or gone:
        with store.transaction("evidence: what has changed"):
            connection.executemany(_LACKED, (*lacked, *gone))
    return base


def _slice(rows: range) -> slice:
    return slice(rows.start, rows.stop)


def _linked(connection: sqlite3.Connection, made: Space) -> Ints:
    """The pairs that are linked by number, as row × size + row, both ways, in order."""
    size = len(made.ids)
    pairs = []
    for trial_id, article_id in connection.execute(_LINKED):
        trial, paper = made.places["trial"].get(trial_id), made.places["article"].get(article_id)
        if trial is not None and paper is not None:
            pairs += [trial * size + paper, paper * size + trial]
    return np.unique(np.array(pairs, np.int64))


@dataclass(frozen=True)
class _Compared:
    """A block of records among those of a kind."""

    lists: Lists
    to_keep: Ints  # owners whose lists have changed
    to_write: Ints  # owners of whom something else is shown, or of something else than before


def _brought_up(store: "Store", base: _Base, reasons: Reasons, kind: str, block: range) -> int:
    ids = base.made.ids[block.start : block.stop]
    found = {other: _compared(store.connection, base, kind, block, other) for other in KINDS}
    if not any(len(each.to_keep) or len(each.to_write) for each in found.values()):
        return 0
    with store.transaction("evidence: relate"):
        written = 0
        for other, each in found.items():
            names = (kind, other)
            kept_rows = rows_to_keep(each.lists, names, ids, base.keys, each.to_keep)
            store.connection.executemany(KEEP, kept_rows)
            written += _write(store.connection, base, reasons, names, block, each)
    return written


def _compared(
    connection: sqlite3.Connection, base: _Base, kind: str, block: range, other: str
) -> _Compared:
    made, others, rows = base.made, base.made.rows(other), np.arange(block.start, block.stop)
    columns = slice(others.start, others.stop)
    before = kept(
        connection,
        (kind, other),
        made.ids[block.start : block.stop],
        base.keys[columns],
        ~base.moved[columns],
        others.start,
    )
    anew = base.moved[rows] | ~before.had
    lists, added = _merged(base, before.lists, rows, anew, other, kind)
    anew |= _short(base, lists, other)
    if anew.any():
        lists = _replaced(base, lists, rows, anew, other, kind)
    linked = np.diff(
        np.searchsorted(base.linked, [r * len(made.ids) for r in (*block, block.stop)])
    )
    lists = lists.shortened(_wanted(base, other) + int(linked.max(initial=0)))
    else_shown = lists.shown(base.keys) != before.shown
    seen = lists.ranks > 0
    of_moved = np.zeros(len(rows), bool)
    of_moved[lists.owners[seen][base.moved[lists.others[seen]]]] = True
    to_keep = anew | added | ~before.complete | else_shown
    return _Compared(
        lists,
        np.flatnonzero(to_keep),
        np.flatnonzero(base.moved[rows] | ~before.had | else_shown | of_moved),
    )


def _merged(
    base: _Base, old: Lists, rows: Ints, anew: Mask, other: str, kind: str
) -> tuple[Lists, Mask]:
    """What was kept of the records that are not to be compared ``anew``, with what has moved.

    And which of them have new entries.
    """
    added = np.zeros(len(rows), bool)
    rest = np.flatnonzero(~anew)
    lists = old.of_owners(~anew)
    moved = base.moved_rows[other]
    if len(rest) and len(moved):
        product = base.nearness.near(
            rows[rest], base.moved_columns[other], other, len(moved), _least(kind, other)
        )
        owners = rest[np.repeat(np.arange(len(rest)), np.diff(product.indptr))]
        good = product.data >= old.floors[owners]
        owners, near = owners[good], product.data[good]
        others = moved[product.indices[good]]
        added[owners] = True
        scores = base.nearness.scores(rows[owners], others, near, other)
        lists = lists.joined(owners, others, near, scores, old.floors)
    return _ranked(base, lists, rows, kind, other), added


def _least(kind: str, other: str) -> float:
    return LEAST.get((kind, other), LEAST_ELSE) * 0.999  # what is shown is rounded


def _wanted(base: _Base, other: str) -> int:
    """How many entries a list should have, where so many are near."""
    return (COMPARED if other in base.nearness.blocked else NEAREST) + _SPARE


def _ranked(base: _Base, lists: Lists, rows: Ints, kind: str, other: str) -> Lists:
    pairs = rows[lists.owners] * len(base.made.ids) + lists.others
    shown = np.round(lists.scores.astype(np.float64), 3) >= LEAST.get((kind, other), LEAST_ELSE)
    if other in base.nearness.blocked:
        shown &= lists.places < COMPARED
    # these are in order, so that both take a third of what ``np.isin`` does
    after, at = (np.searchsorted(base.linked, pairs, side) for side in ("right", "left"))
    return lists.ranked(shown & (after == at), NEAREST)


def _short(base: _Base, lists: Lists, other: str) -> Mask:
    """Which lists leave out what may have to be shown."""
    if other in base.nearness.blocked:
        enough = np.diff(lists.ends) >= COMPARED
    else:
        enough = np.bincount(lists.owners[lists.ranks > 0], minlength=len(lists.floors)) >= NEAREST
    return np.asarray(~enough & (lists.floors > 0))


def _replaced(base: _Base, lists: Lists, rows: Ints, anew: Mask, other: str, kind: str) -> Lists:
    """The lists with those of some records made anew."""
    size, columns = len(base.made.ids), base.columns[other]
    every, least = columns.shape[1], _least(kind, other)
    left = np.flatnonzero(anew)
    ends = np.searchsorted(base.linked, np.stack([rows[left], rows[left] + 1]) * size)
    most = 1 + _wanted(base, other) + int((ends[1] - ends[0]).max(initial=0))
    for top in (min(most, every), every):
        near = base.nearness.near(rows[left], columns, other, top, least) if every else None
        owners, others, likeness, lows = _of_product(near, top if top < every else None, len(left))
        others = others + base.made.rows(other).start
        good = others != rows[left][owners]
        owners, others, likeness = left[owners[good]], others[good], likeness[good]
        scores = base.nearness.scores(rows[owners], others, likeness, other)
        floors, stay = lists.floors.copy(), np.ones(len(rows), bool)
        floors[left], stay[left] = lows, False
        lists = lists.of_owners(stay).joined(owners, others, likeness, scores, floors)
        lists = _ranked(base, lists, rows, kind, other)
        left = left[_short(base, lists, other)[left]]
        if not len(left):  # else many are equally near, and all must be seen
            break
    return lists


def _of_product(
    near: Matrix | None, cut: int | None, size: int
) -> tuple[Ints, Ints, Floats, Floats]:
    """Owners, columns and values of a product, and the floor of each owner.

    Where a product was ``cut`` to a number, those that are as its last one are left out: others may
    be as near.
    """
    floors = np.zeros(size, np.float32)
    if near is None:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32), floors
    sizes = np.diff(near.indptr)
    owners = np.repeat(np.arange(size), sizes)
    kept = np.ones(len(owners), bool)
    if cut is not None:
        full = sizes >= cut
        lows = np.full(size, np.inf, np.float32)
        np.minimum.at(lows, owners, near.data)
        kept = ~(full[owners] & (near.data == lows[owners]))
        floors[full] = np.nextafter(lows[full], np.float32(np.inf))
    return owners[kept], near.indices.astype(np.int64)[kept], near.data[kept], floors


def _write(
    connection: sqlite3.Connection,
    base: _Base,
    reasons: Reasons,
    names: tuple[str, str],
    block: range,
    found: _Compared,
) -> int:
    """Write what is shown of some records, if it differs; the number of rows."""
    kind, other = names
    made, lists = base.made, found.lists
    ids = [made.ids[block.start + owner] for owner in found.to_write.tolist()]
    held: dict[tuple[str, str], Value] = {
        (row[0], row[1]): (row[2], row[3], row[4])
        for row in connection.execute(_HELD, (kind, other, json.dumps(ids)))
    }
    due = np.zeros(len(block), bool)
    due[found.to_write] = True
    some = np.flatnonzero((lists.ranks > 0) & due[lists.owners])
    rows, others = lists.owners[some] + block.start, lists.others[some]
    ranks = lists.ranks[some].tolist()
    scores = np.round(lists.scores[some].astype(np.float64), 3).tolist()
    ones, twos = ([made.ids[row] for row in side.tolist()] for side in (rows, others))
    if not held:  # as in a base that has just been read
        all_told = reasons.of(rows, others)
        connection.executemany(
            _INSERT, zip(repeat(kind), ones, repeat(other), twos, ranks, scores, all_told)
        )
        return len(ranks)
    keys = list(zip(ones, twos, strict=True))
    fresh = base.moved[rows] | base.moved[others]
    fresh |= np.array([key not in held for key in keys], bool)
    told = reasons.of(rows[fresh], others[fresh])
    wanted: dict[tuple[str, str], Value] = {}
    for key, new, rank, score in zip(keys, fresh.tolist(), ranks, scores, strict=True):
        wanted[key] = (rank, score, next(told) if new else held[key][2])
    gone = [key for key in held if key not in wanted]
    changed = [(key, value) for key, value in wanted.items() if held.get(key) != value]
    connection.executemany(_DELETE, ((kind, one, other, two) for one, two in gone))
    connection.executemany(
        _INSERT, ((kind, one, other, two, *value) for (one, two), value in changed)
    )
    return len(gone) + len(changed)
