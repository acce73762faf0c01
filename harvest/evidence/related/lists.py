"""The nearest of each record, kept between runs, so that only what has changed is compared anew.

A list holds more than are shown. It is whole above its floor: every record that is at least as near
is in it. So a list without those that have changed, and with these anew, is as good as one made
anew, as long as enough are left. What is near is what ``nearness`` says; of all or of the nearest,
those with the highest scores are shown.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from harvest.evidence.weighing.order import heaviest_first
from harvest.evidence.weighing.steadiness import Marks, mixed, summed

LONGEST = 160  # entries of a list, before its end is cut off
_ENTRY = np.dtype([("key", "<u8"), ("near", "<f4"), ("score", "<f4"), ("rank", "u1")])

_KEPT = """
SELECT id, floor, entries FROM nearest
WHERE kind = ? AND other_kind = ? AND id IN (SELECT value FROM json_each(?))
"""
KEEP = "INSERT OR REPLACE INTO nearest VALUES (?, ?, ?, ?, ?)"

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Lists:
    """The lists of some records, which are owners 0, 1, …: entries by owner, the nearest first."""

    owners: Ints
    others: Ints  # rows
    near: Floats
    scores: Floats
    ranks: Ints  # among those that are shown; 0: not shown
    floors: Floats  # of each owner; 0: nothing is left out

    @classmethod
    def of(
        cls, owners: Ints, others: Ints, near: Floats, scores: Floats, floors: Floats
    ) -> "Lists":
        """The entries in order, none shown yet; of equally near ones the first row comes first."""
        order = heaviest_first(owners, near, others)
        return cls(
            owners[order],
            others[order],
            near[order],
            scores[order],
            np.zeros(len(order), np.int64),
            floors,
        )

    @property
    def ends(self) -> Ints:
        """Where the entries of each owner begin, and the number of entries."""
        return np.searchsorted(self.owners, np.arange(len(self.floors) + 1))

    @property
    def places(self) -> Ints:
        """The place of each entry in its list, from 0."""
        return np.arange(len(self.owners)) - self.ends[self.owners]

    def ranked(self, eligible: npt.NDArray[np.bool_], most: int) -> "Lists":
        """The ``most`` of each owner's that are eligible and score highest as those shown."""
        some = np.flatnonzero(eligible)
        some = some[heaviest_first(self.owners[some], self.scores[some], self.others[some])]
        owners = self.owners[some]
        first = np.searchsorted(owners, np.arange(len(self.floors)))
        found = np.arange(len(some)) - first[owners] + 1
        ranks = np.zeros(len(self.owners), np.int64)
        ranks[some] = np.where(found <= most, found, 0)
        return replace(self, ranks=ranks)

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
        floors[long] = self.near[ends[long] + least - 1]
        return replace(self._only(self.near >= floors[self.owners]), floors=floors)

    def _only(self, kept: npt.NDArray[np.bool_]) -> "Lists":
        return Lists(
            self.owners[kept],
            self.others[kept],
            self.near[kept],
            self.scores[kept],
            self.ranks[kept],
            self.floors,
        )

    def of_owners(self, stay: npt.NDArray[np.bool_]) -> "Lists":
        """The lists of some owners; the others' are empty."""
        return self._only(stay[self.owners])

    def joined(
        self, owners: Ints, others: Ints, near: Floats, scores: Floats, floors: Floats
    ) -> "Lists":
        """With more entries, in order, none shown yet."""
        return Lists.of(
            np.concatenate([self.owners, owners]),
            np.concatenate([self.others, others]),
            np.concatenate([self.near, near]),
            np.concatenate([self.scores, scores]),
            floors,
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
        np.ascontiguousarray(entries["near"][good]),
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
    table["key"], table["near"] = keys[lists.others], lists.near
    table["score"], table["rank"] = lists.scores, lists.ranks
    ends = lists.ends
    for owner in owners.tolist():
        entries = table[ends[owner] : ends[owner + 1]].tobytes()
        yield names[0], ids[owner], names[1], float(lists.floors[owner]), entries
