"""Likenesses of one trial to some papers, worked out on the papers that may be meant alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from harvest.evidence.reading.similarity import K1, Bag, Index, Matrix, pieces, strongest

Numbers = npt.NDArray[np.float64]


class Likeness(NamedTuple):
    """One trial against some papers; a number a paper."""

    cosine: Numbers
    bm25: Numbers  # every term of the trial as often as its logarithm tells
    bm25_once: Numbers  # … once
    document_covered: Numbers  # the share of the paper's terms, by weight, that the trial has
    query_covered: Numbers  # … of the trial's, that the paper has


class Query(NamedTuple):
    """The terms of one trial and how often each stands there."""

    terms: npt.NDArray[np.int32]
    counts: npt.NDArray[np.float32]


@dataclass(frozen=True)
class Asked:
    """The terms of some trials: trials × terms, as counts."""

    index: Index
    counts: Matrix

    def strongest(self, places: Sequence[int], kept: int) -> Matrix:
        """Unit vectors of the most telling terms of some of the trials."""
        return strongest(self.index.weigh(self.counts[places], 1.0), kept)

    def one(self, place: int) -> Query:
        """One of the trials."""
        part = slice(*self.counts.indptr[place : place + 2])
        return Query(self.counts.indices[part], self.counts.data[part])


class Stored:
    """The papers' terms. BM25 with k1 = 1.2 and the given ``b``; cosines of logged tf × idf.

    Lists of terms are kept for looking up if they are not longer than ``longest``.
    """

    def __init__(self, index: Index, b: float, longest: int) -> None:
        self.index = index
        self._counts = index.counts
        idf = index.idf.astype(np.float64)
        self._idf = idf
        lengths, squares, total = np.zeros((3, index.size))
        for rows, part in pieces(self._counts):
            size, terms = part.shape[0], part.indices
            owner = np.repeat(np.arange(size), np.diff(part.indptr))
            lengths[rows] = np.bincount(owner, part.data, size)
            squares[rows] = np.bincount(owner, ((1 + np.log(part.data)) * idf[terms]) ** 2, size)
            total[rows] = np.bincount(owner, idf[terms], size)
        self._norm = K1 * (1 - b + b * lengths / index.mean)
        self._unit = np.sqrt(squares)
        self._unit[self._unit == 0] = 1
        self._total = total
        self._total[self._total == 0] = 1
        self.turned = index.turned(longest)
        self._place = np.full(len(idf), -1, np.int32)  # of a term among those asked for

    def asked(self, bags: Sequence[Bag]) -> Asked:
        """Some trials, each with its terms and how often they stand there."""
        return Asked(self.index, self.index.queries(bags))

    def against(self, query: Query, rows: npt.NDArray[np.int64]) -> Likeness:
        """A trial against the papers in these rows."""
        counts, size = self._counts, len(rows)
        starts, sizes = counts.indptr[rows], np.diff(counts.indptr)[rows]
        ends = np.cumsum(sizes)
        places = np.arange(int(ends[-1]) if size else 0) + np.repeat(starts - ends + sizes, sizes)
        terms = counts.indices[places]
        self._place[query.terms] = np.arange(len(query.terms))
        found = self._place[terms]
        self._place[query.terms] = -1
        hit = np.flatnonzero(found >= 0)
        owner = np.repeat(np.arange(size), sizes)[hit]
        times, among = counts.data[places[hit]].astype(np.float64), found[hit]
        idf = self._idf[query.terms]
        logged = 1 + np.log(query.counts)
        length = float(np.sqrt(((logged * idf) ** 2).sum())) or 1.0
        weight = idf[among]
        bm25 = times * (K1 + 1) / (times + self._norm[rows][owner]) * weight

        def summed(values: Numbers) -> Numbers:
            return np.bincount(owner, values, size).astype(np.float64)

        shared = summed(weight)
        cosine = summed((1 + np.log(times)) * weight * weight * logged[among])
        return Likeness(
            cosine / (self._unit[rows] * length),
            summed(bm25 * logged[among]),
            summed(bm25),
            shared / self._total[rows],
            shared / (float(idf.sum()) or 1.0),
        )
