"""How near records are to each other: to all of a kind, or to those that share telling features.

Up to ``EXACT`` records of a kind, every record is compared with each of them. That takes four times
as long for twice as many, so where there are more, a record stands only in the lists of its
``TELLING`` weightiest features; it is looked up in its own shortest lists, as many as have
``LOOKED_THROUGH`` entries together, and those ``COMPARED`` that share most there are compared in
full. So a record takes the same time in a base of any size, and what is shown has whole scores.

Where a record stands depends on it alone, and how long a list is taken to be changes in steps. All
of it is in the digest of a record, so that it is compared again when any of that has changed.
"""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

from harvest.evidence.reading.similarity import Matrix, strongest
from harvest.evidence.related.space import Ints, Space
from harvest.evidence.weighing.shortest import EXACT, Mask, lengths, looked_up, only
from harvest.evidence.weighing.steadiness import Marks, mixed, summed

KINDS = ("trial", "article")
TELLING = 32
LOOKED_THROUGH = 10_000
COMPARED = 64
FAINT = 0.03  # what two records share of telling features, at least, to be compared
_TOGETHER = 1_024  # records looked at together
_PAIRS = 16_384
_ROOM = 4_000_000  # entries of a product that there is memory for

Floats = npt.NDArray[np.float32]


def likeness(records: Matrix, columns: Matrix, kept: int, least: float) -> Matrix:
    """The scores of records and others, these as columns: the ``kept`` highest, if above."""
    some = max(_ROOM // max(kept, 1), 1)
    parts = [
        sp_matmul_topn(
            records[start : start + some], columns, top_n=kept, threshold=least, n_threads=2
        )
        for start in range(0, records.shape[0], some)
    ]
    return parts[0] if len(parts) == 1 else sparse.vstack(parts, format="csr")


class Nearness:
    """Compares the records of a space."""

    def __init__(self, made: Space) -> None:
        self._made = made
        self.blocked = tuple(kind for kind in KINDS if len(made.rows(kind)) > EXACT)

    @cached_property
    def _telling(self) -> Matrix:
        """All records with their weightiest features alone."""
        matrix = self._made.matrix
        starts = range(0, matrix.shape[0], _TOGETHER)
        parts = [strongest(matrix[start : start + _TOGETHER], TELLING) for start in starts]
        return sparse.vstack(parts, format="csr", dtype=np.float32)

    @cached_property
    def _sizes(self) -> Mapping[str, Ints]:
        """By kind, how long the list of each feature is taken to be."""
        width, found = self._telling.shape[1], {}
        for kind in self.blocked:
            own = self._made.rows(kind)
            told = np.bincount(self._telling[own.start : own.stop].indices, minlength=width)
            found[kind] = lengths(told)
        return found

    @cached_property
    def digests(self) -> Marks:
        """One for each record: of all that decides what it is compared with, and how."""
        told = [self._made.digests]
        for kind in self.blocked:
            parts = [np.zeros(0, np.uint64)]
            for start in range(0, len(self._made.ids), _TOGETHER):
                part = self._telling[start : start + _TOGETHER]
                seen = self._looked_up(part, kind).astype(np.uint64)
                parts.append(summed(mixed(self._made.marks[part.indices], seen), part.indptr))
            told.append(np.concatenate(parts))
        return mixed(*told) if self.blocked else self._made.digests

    def _looked_up(self, part: Matrix, kind: str) -> Mask:
        """Which features of some records are looked up: those with the shortest lists."""
        return looked_up(part, self._sizes[kind], LOOKED_THROUGH)

    def columns(self, rows: Ints, kind: str) -> Matrix:
        """These records of a kind, as others are looked up among them."""
        matrix = self._telling if kind in self.blocked else self._made.matrix
        return matrix[rows].T.tocsr()

    def near(self, rows: Ints, columns: Matrix, kind: str, kept: int, least: float) -> Matrix:
        """How near some records are to these ``columns`` of a kind: the ``kept`` nearest of each.

        That is their score, if it is above ``least``; where the kind is ``blocked``, it is what
        they share of the features that are looked up.
        """
        if kind not in self.blocked:
            return likeness(self._made.matrix[rows], columns, kept, least)
        part = self._telling[rows]
        return likeness(only(part, self._looked_up(part, kind)), columns, kept, FAINT)

    def scores(self, rows: Ints, others: Ints, near: Floats, kind: str) -> Floats:
        """The score of each pair, of which is known how ``near`` they are."""
        if kind not in self.blocked:
            return near
        matrix, parts = self._made.matrix, [np.zeros(0, np.float32)]
        for start in range(0, len(rows), _PAIRS):
            part = slice(start, start + _PAIRS)
            both = matrix[rows[part]].multiply(matrix[others[part]])
            parts.append(np.asarray(both.sum(axis=1), np.float32).ravel())
        return np.concatenate(parts)
