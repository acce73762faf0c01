"""The nearest of each record, kept between runs, so that only what has changed is compared anew.

A list holds more than are shown. It is whole above its floor: every record with at least that
score is in it. So a list without those that have changed, and with their new scores, is as good as
one made anew, as long as enough are left.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from harvest.evidence.weighing.steadiness import Marks, mixed, summed

LONGEST = 160  # entries of a list, before its end is cut off
_ENTRY = np.dtype([("key", "<u8"), ("score", "<f4"), ("rank", "u1")])

_KEPT = """
SELECT id, floor, entries FROM nearest
WHERE kind = ? AND other_kind = ? AND id IN (SELECT value FROM json_each(?))
"""
KEEP = "INSERT OR REPLACE INTO nearest VALUES (?, ?, ?, ?, ?)"

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Lists:
    """The lists of some records, which are owners 0, 1, …: entries by owner, the highest first."""

    owners: Ints
    others: Ints  # rows
    scores: Floats
    ranks: Ints  # among those that are shown; 0: not shown
    floors: Floats  # of each owner; 0: nothing is left out

    @classmethod
    def of(cls, owners: Ints, others: Ints, scores: Floats, floors: Floats) -> "Lists":
        """The entries in order, none shown yet; of equal scores the first row comes first."""
        order = np.lexsort((others, -scores, owners))
        return cls(
            owners[order], others[order], scores[order], np.zeros(len(order), np.int64), floors
        )

    @property
    def ends(self) -> Ints:
        """Where the entries of each owner begin, and the number of entries."""
        return np.searchsorted(self.owners, np.arange(len(self.floors) + 1))

    def ranked(self, eligible: npt.NDArray[np.bool_], most: int) -> "Lists":
        """The first ``most`` of each owner's that are eligible as those that are shown."""
        before = np.concatenate([[0], np.cumsum(eligible)])
        ranks = before[1:] - before[self.ends[self.owners]]
        ranks = np.where(eligible & (ranks <= most), ranks, 0)
        return Lists(self.owners, self.others, self.scores, ranks, self.floors)

    def shown(self, keys: Marks) -> Marks:
        """A digest of what each owner shows, and in which order; ``keys`` are of all rows."""
        seen = np.flatnonzero(self.ranks)
        told = mixed(keys[self.others[seen]], self.ranks[seen].astype(np.uint64))
        ends = np.searchsorted(self.owners[seen], np.arange(len(self.floors) + 1))
        return summed(told, ends)

    def shortened(self, least: int) -> "Lists":
        """Without the ends of those that have grown long; ``least`` entries stay and their like."""
        ends, floors = self.ends, self.floors.copy()
        long = np.flatnonzero(np.diff(ends) > max(LONGEST, least))
        floors[long] = self.scores[ends[long] + least - 1]
        kept = self.scores >= floors[self.owners]
        return Lists(
            self.owners[kept], self.others[kept], self.scores[kept], self.ranks[kept], floors
        )


@dataclass(frozen=True)
class Kept:
    """What was kept of some records' lists: those entries that still hold, and what was shown."""

    lists: Lists
    had: npt.NDArray[np.bool_]  # of which owners there is a list
    complete: npt.NDArray[np.bool_]  # whose entries all hold
    shown: Marks  # see ``Lists.shown``, of all entries, also those that no longer hold


def kept(
    connection: sqlite3.Connection,
    names: tuple[str, str],
    ids: Sequence[str],
    keys: Marks,
    holds: npt.NDArray[np.bool_],
    first: int,
) -> Kept:
    """The lists of records of a kind among those of another, the two ``names``.

    ``keys`` are those of the other kind, whose rows begin with ``first``; ``holds`` says which of
    them are as they were.
    """
    found = {
        identifier: (floor, entries)
        for identifier, floor, entries in connection.execute(_KEPT, (*names, json.dumps(list(ids))))
    }
    had = np.array([identifier in found for identifier in ids], bool)
    parts = [found.get(identifier, (0.0, b"")) for identifier in ids]
    floors = np.array([floor for floor, _ in parts], np.float32)
    sizes = np.array([len(entries) for _, entries in parts], np.int64) // _ENTRY.itemsize
    entries = np.frombuffer(b"".join(entries for _, entries in parts), _ENTRY)
    owners = np.repeat(np.arange(len(ids)), sizes)
    order = np.argsort(keys)
    place = np.minimum(np.searchsorted(keys[order], entries["key"]), max(len(keys) - 1, 0))
    rows = order[place] if len(keys) else np.zeros(len(entries), np.int64)
    good = np.zeros(len(entries), bool)
    if len(keys):
        good = (keys[rows] == entries["key"]) & holds[rows]
    shown = np.flatnonzero(entries["rank"])
    told = mixed(entries["key"][shown].astype(np.uint64), entries["rank"][shown].astype(np.uint64))
    ends = np.searchsorted(owners[shown], np.arange(len(ids) + 1))
    complete = np.bincount(owners[~good], minlength=len(ids)) == 0
    lists = Lists(
        owners[good],
        rows[good] + first,
        np.ascontiguousarray(entries["score"][good]),
        entries["rank"][good].astype(np.int64),
        floors,
    )
    return Kept(lists, had, complete, summed(told, ends))


def rows_to_keep(
    lists: Lists, names: tuple[str, str], ids: Sequence[str], keys: Marks, owners: Ints
) -> Iterator[tuple[str, str, str, float, bytes]]:
    """The rows of ``nearest`` for some of the owners, for ``KEEP``; ``keys`` are of all rows."""
    table = np.empty(len(lists.others), _ENTRY)
    table["key"], table["score"] = keys[lists.others], lists.scores
    table["rank"] = lists.ranks
    ends = lists.ends
    for owner in owners.tolist():
        entries = table[ends[owner] : ends[owner + 1]].tobytes()
        yield names[0], ids[owner], names[1], float(lists.floors[owner]), entries
