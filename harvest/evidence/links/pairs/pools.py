"""The papers looked at for each trial, kept between runs, so that only what changed is compared.

A pool is what ``Matcher`` told of a trial: its lists with their floors, and what is told of each
pair. Without the papers that have changed, and with these anew, it is as good as one made anew, as
long as each list is long enough. Of the features only the sum that they make in the ranking is
kept, and those of which more is asked.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from harvest import staleness
from harvest.evidence.links.linear import Array, Linear
from harvest.evidence.links.matcher import (
    BLOCK,
    LISTS,
    NEAR,
    SPARE,
    TO_BEST,
    Block,
    Looked,
    Matcher,
    Part,
    considered,
    to_best,
)
from harvest.evidence.links.pairs.prepared import forget, prepare, prepared
from harvest.evidence.weighing.shortest import EXACT
from harvest.evidence.weighing.steadiness import marks

if TYPE_CHECKING:
    from harvest.store import Store

LONGEST = 400  # papers of a pool, before its lists are cut to what is needed
_WRITTEN = 2  # blocks whose pools are written together
_FLAGS = ("by_an_official", "within_3_years", "phase_agrees")
_EARLY, _NAMED = 8, 16  # in the same column
_ENTRY = np.dtype(
    [
        ("paper", "<u8"),
        ("near", "<f4", (LISTS,)),
        ("told", "<f4", (len(TO_BEST),)),
        ("base", "<f4"),
        ("flags", "u1"),
    ]
)
_FLOORS = 4 * LISTS  # bytes before the entries

_CODE = "SELECT digest FROM evidence_done WHERE step = 'pair'"
_OF_CODE = "INSERT OR REPLACE INTO evidence_done VALUES ('pair', ?)"
_READ = """
SELECT count(*) FROM evidence_state AS s
JOIN records AS r ON r.kind = s.kind AND r.id = s.id AND r.removed_on IS NULL
WHERE s.kind = 'article'
"""
_PAPERS = "SELECT article_id, digest FROM candidate_papers"
_LACKED = "INSERT OR REPLACE INTO candidate_papers VALUES (?, NULL)"
_NOTED = "INSERT OR REPLACE INTO candidate_papers VALUES (?, ?)"
_GONE = "DELETE FROM candidate_papers WHERE article_id = ?"
_POOLS = """
SELECT trial_id, digest, pool FROM candidate_pools
WHERE trial_id IN (SELECT value FROM json_each(?))
"""
_KEEP = "INSERT OR REPLACE INTO candidate_pools VALUES (?, ?, ?)"
_FORGET = """
DELETE FROM candidate_pools WHERE trial_id NOT IN (SELECT value FROM json_each(?))
"""

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Table = npt.NDArray[Any]  # of _ENTRY


class Scored(NamedTuple):
    """A trial's candidates: papers as rows, what the ranking gives them, what else is asked."""

    trial: str
    rows: Rows
    scores: Array
    values: Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class _Ranking:
    """The ranking in two parts: of a pair alone, and of it among the trial's candidates."""

    alone: Linear
    among: Linear

    @classmethod
    def of(cls, ranking: Linear) -> "_Ranking":
        """Its parts."""
        names = {f"{name}_to_best" for name in TO_BEST} | {"own_number"}
        among = np.array([name in names for name in ranking.features])
        return cls(_part(ranking, ~among, ranking.intercept), _part(ranking, among, 0.0))


def _part(whole: Linear, kept: Mask, intercept: float) -> Linear:
    names = tuple(n for n, stays in zip(whole.features, kept.tolist(), strict=True) if stays)
    return Linear(names, whole.weight[kept], whole.mean[kept], whole.scale[kept], intercept)


@dataclass
class _Pool:
    """What is kept of one trial: in the order of the papers' rows."""

    floors: npt.NDArray[np.float32]
    rows: Rows
    table: Table

    def looked(self) -> Looked:
        """What decides which of the papers are candidates."""
        people, early = (self.table["flags"] & bit > 0 for bit in (_NAMED, _EARLY))
        return Looked(self.rows, self.table["near"], self.floors, people, early, {})

    def whole(self) -> bool:
        """Whether each list is as long as it must be."""
        long = np.count_nonzero(self.table["near"] > 0, axis=0)
        return bool(((long >= NEAR) | (self.floors == 0)).all())

    def shortened(self) -> "_Pool":
        """Without the ends of lists, if it has grown long."""
        if len(self.rows) <= LONGEST:
            return self
        near, floors = self.table["near"].copy(), self.floors.copy()
        for which in range(LISTS):
            if np.count_nonzero(near[:, which]) > NEAR + SPARE:
                floor = np.partition(near[:, which], -(NEAR + SPARE))[-(NEAR + SPARE)]
                near[near[:, which] < floor, which] = 0
                floors[which] = max(floor, floors[which])
        kept = (near > 0).any(axis=1) | (self.table["flags"] & _NAMED > 0)
        table = self.table.copy()
        table["near"] = near
        return _Pool(floors, self.rows[kept], table[kept])

    def packed(self) -> bytes:
        """As it is kept."""
        return self.floors.tobytes() + self.table.tobytes()


def scored(
    store: "Store", trials: Sequence[str], papers: Sequence[str], ranking: Linear
) -> Iterator[Scored]:
    """The candidates of every trial among all papers; of both there is at least one.

    Only pairs of which a side has changed are compared. The pools are up to date when all have been
    given out.
    """
    _forget_other_code(store)
    prepare(store, "trial", trials)
    prepare(store, "article", papers)
    connection = store.connection
    (read,) = connection.execute(_READ).fetchone()
    matcher = Matcher(
        prepared(connection, "article", papers), NEAR, SPARE, narrow=int(read) > EXACT
    )
    moved, gone = _moved(store, papers, matcher)
    work = _Work(matcher, marks(papers), moved, _Ranking.of(ranking))
    for start in range(0, len(trials), BLOCK * _WRITTEN):
        due: list[tuple[str, int, bytes]] = []
        some = trials[start : start + BLOCK * _WRITTEN]
        left = prepared(connection, "trial", some)
        for first in range(0, len(some), BLOCK):
            names = some[first : first + BLOCK]
            block = matcher.block([next(left) for _ in names])
            yield from work.of_block(connection, names, block, due)
        if due:
            with store.transaction("evidence: compare pairs"):
                connection.executemany(_KEEP, due)
    digests = matcher.digests.view(np.int64)
    with store.transaction("evidence: pairs compared"):
        connection.executemany(
            _NOTED, ((papers[row], int(digests[row])) for row in np.flatnonzero(moved).tolist())
        )
        connection.executemany(_GONE, ((paper,) for paper in gone))
        connection.execute(_FORGET, (json.dumps(list(trials)),))
        forget(store)


def _forget_other_code(store: "Store") -> None:
    code = staleness.digest("harvest.evidence.links.link")
    if store.connection.execute(_CODE).fetchone() != (code,):
        with store.transaction("evidence: drop pairs"):
            for table in ("prepared", "candidate_papers", "candidate_pools"):
                store.connection.execute(f"DELETE FROM {table}")  # noqa: S608 (names above)
            store.connection.execute(_OF_CODE, (code,))


def _moved(store: "Store", papers: Sequence[str], matcher: Matcher) -> tuple[Mask, list[str]]:
    """Which papers have changed, and which are gone; noted first, as some pools will lack it."""
    held: dict[str, int | None] = dict(store.connection.execute(_PAPERS).fetchall())
    digests = matcher.digests.view(np.int64).tolist()
    moved = np.array(
        [held.pop(paper, None) != own for paper, own in zip(papers, digests, strict=True)]
    )
    gone = sorted(held)
    lacked = [papers[row] for row in np.flatnonzero(moved).tolist()]
    if lacked or gone:
        with store.transaction("evidence: papers changed"):
            store.connection.executemany(_LACKED, ((paper,) for paper in (*lacked, *gone)))
    return moved, gone


class _Work:
    """What all blocks of trials need."""

    def __init__(
        self, matcher: Matcher, keys: npt.NDArray[np.uint64], moved: Mask, ranking: _Ranking
    ) -> None:
        self._matcher = matcher
        self._keys = keys
        self._order = np.argsort(keys)
        self._sorted = keys[self._order]
        self._moved = moved
        self._ranking = ranking

    @cached_property
    def _newcomers(self) -> Part:
        return self._matcher.part(np.flatnonzero(self._moved))

    def of_block(
        self,
        connection: sqlite3.Connection,
        names: Sequence[str],
        block: Block,
        due: list[tuple[str, int, bytes]],
    ) -> Iterator[Scored]:
        """The candidates of some trials; adds to ``due`` what is to be kept of them."""
        held = {t: (d, p) for t, d, p in connection.execute(_POOLS, (json.dumps(list(names)),))}
        digests = self._matcher.digests_of(block).view(np.int64).tolist()
        pools: dict[int, _Pool] = {}
        changed: set[int] = set()
        for place, name in enumerate(names):
            digest, pool = held.get(name, (None, b""))
            if digest == digests[place]:
                pools[place], complete = self._kept(pool)
                if not complete:
                    changed.add(place)
        stay = list(pools)
        if stay and self._moved.any():
            floors = [pools[place].floors for place in stay]
            found = self._matcher.looked_up(block, stay, self._newcomers, floors)
            for place, looked in zip(stay, found, strict=True):
                if len(looked.rows):
                    pools[place] = self._joined(pools[place], self._pool(looked)).shortened()
                    changed.add(place)
        anew = [p for p in range(len(names)) if p not in pools or not pools[p].whole()]
        if anew:
            for place, looked in zip(anew, self._matcher.looked_up(block, anew), strict=True):
                pools[place] = self._pool(looked)
        for place in sorted(changed.union(anew)):
            due.append((names[place], digests[place], pools[place].packed()))
        for place, name in enumerate(names):
            yield self._scored(name, pools[place], block.trials[place].numbers)

    def _kept(self, packed: bytes) -> tuple[_Pool, bool]:
        """What still holds of a pool, and whether that is all of it."""
        table = np.frombuffer(packed, _ENTRY, offset=_FLOORS)
        place = np.minimum(np.searchsorted(self._sorted, table["paper"]), len(self._sorted) - 1)
        rows = self._order[place]
        good = (self._sorted[place] == table["paper"]) & ~self._moved[rows]
        floors = np.frombuffer(packed, np.float32, LISTS)
        return _Pool(floors, rows[good], table[good]), bool(good.all())

    def _pool(self, looked: Looked) -> _Pool:
        table = np.empty(len(looked.rows), _ENTRY)
        table["paper"] = self._keys[looked.rows]
        table["near"] = looked.near
        for place, name in enumerate(TO_BEST):
            table["told"][:, place] = looked.values[name]
        table["base"] = self._ranking.alone.score(looked.values)
        flags = [
            *(looked.values[name] > 0 for name in _FLAGS),
            looked.early,
            looked.people,
        ]
        table["flags"] = sum(flag.astype(np.uint8) << bit for bit, flag in enumerate(flags))
        return _Pool(looked.floors, looked.rows, table)

    @staticmethod
    def _joined(one: _Pool, other: _Pool) -> _Pool:
        rows = np.concatenate([one.rows, other.rows])
        order = np.argsort(rows, kind="stable")
        return _Pool(one.floors, rows[order], np.concatenate([one.table, other.table])[order])

    def _scored(self, name: str, pool: _Pool, numbers: npt.NDArray[np.uint64]) -> Scored:
        kept = np.flatnonzero(considered(pool.looked(), NEAR))
        rows, table = pool.rows[kept], pool.table[kept]
        told = {feature: table["told"][:, place] for place, feature in enumerate(TO_BEST)}
        own = np.isin(rows, self._matcher.numbers.naming(numbers)) * 1.0
        scores = table["base"] + self._ranking.among.score(to_best(told) | {"own_number": own})
        flags = {f: (table["flags"] >> bit & 1) * 1.0 for bit, f in enumerate(_FLAGS)}
        return Scored(name, rows, scores, flags | told | {"own_number": own})
