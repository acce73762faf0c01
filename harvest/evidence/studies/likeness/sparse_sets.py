"""Many bags and sets of words at once: what pairs of them share, worked out in one go."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from harvest.evidence.reading.similarity import Bags, Floats, Matrix

Rows = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Bag = Mapping[str, int]

_AT_ONCE = 100_000  # pairs


class Common:
    """How many of some records have a word: of those that come with the program."""

    def __init__(self, of: int, times: Mapping[str, int]) -> None:
        self._of = of
        self._times = times

    def idf(self, terms: Mapping[str, int], here: Numbers, size: int) -> Floats:
        """How telling each word is, with what so many more records here have of it."""
        known = np.fromiter((self._times.get(word, 0) for word in terms), np.float64, len(terms))
        result = np.log1p((self._of + size) / (known + here + 0.5))
        return result.astype(np.float32)


class Bagged:
    """Several bags of each record, by name, in one vocabulary; the rarer a word the more it counts.

    ``counted`` are the names of those by which it is told how common a word is.
    """

    def __init__(
        self, blocks: Mapping[str, Sequence[Bag]], common: Common, counted: Collection[str]
    ) -> None:
        made = Bags()
        self.size = len(next(iter(blocks.values())))
        self._first = {name: place * self.size for place, name in enumerate(blocks)}
        for bags in blocks.values():
            for bag in bags:
                made.count(bag)
        counts = made.counts()
        here = np.zeros(len(made.terms))
        parts = [counts[self._first[n] : self._first[n] + self.size] for n in counted]
        told = sum(parts[1:], parts[0])
        here += np.bincount(told.indices, minlength=len(here))
        idf = common.idf(made.terms, here, self.size)
        self._weights = counts.copy()
        self._weights.data = (1 + np.log(counts.data)) * idf[counts.indices]
        self._roots = counts
        self._roots.data = np.sqrt(idf[counts.indices])
        self._total = _squares(self._roots)
        self._length = np.sqrt(_squares(self._weights))

    def weights(self, name: str) -> Matrix:
        """Records × words of the bags of that name."""
        return self._weights[self._first[name] : self._first[name] + self.size]

    def known(self, name: str) -> npt.NDArray[np.bool_]:
        """Of which records the bag of that name holds anything."""
        first = self._first[name]
        return np.asarray(self._total[first : first + self.size] > 0)

    def cosine(self, name: str, rows: Rows, other: str, others: Rows) -> Numbers:
        """How alike two bags are, 0 to 1; nothing where one is empty."""
        rows, others = rows + self._first[name], others + self._first[other]
        alike = products(self._weights, rows, self._weights, others)
        return over(alike, self._length[rows] * self._length[others])

    def covered(self, name: str, rows: Rows, other: str, others: Rows) -> Numbers:
        """The share of the first bag's words, by weight, that the other has."""
        rows, others = rows + self._first[name], others + self._first[other]
        return over(products(self._roots, rows, self._roots, others), self._total[rows])

    def fitted(self, name: str, rows: Rows, others: Rows) -> Numbers:
        """The share of the lesser bag's words that the greater has."""
        rows, others = rows + self._first[name], others + self._first[name]
        shared = products(self._roots, rows, self._roots, others)
        return over(shared, np.minimum(self._total[rows], self._total[others]))


def _squares(matrix: Matrix) -> Numbers:
    owner = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    data = matrix.data.astype(np.float64)
    return np.bincount(owner, data * data, matrix.shape[0]).astype(np.float64)


def products(first: Matrix, rows: Rows, second: Matrix, others: Rows) -> Numbers:
    """The products of pairs of rows."""
    found = [
        np.asarray(
            first[rows[start : start + _AT_ONCE]]
            .multiply(second[others[start : start + _AT_ONCE]])
            .sum(axis=1),
            np.float64,
        ).ravel()
        for start in range(0, len(rows), _AT_ONCE)
    ]
    return np.concatenate(found) if found else np.zeros(0)


def over(amount: Numbers, whole: Numbers) -> Numbers:
    """The one as a share of the other; 0 of nothing."""
    result: Numbers = np.divide(amount, whole, out=np.zeros(len(amount)), where=whole > 0)
    return result


def single(values: npt.NDArray[Any]) -> Numbers:
    """The values as numbers, what holds as 1."""
    return np.asarray(values, np.float64)


class Sets:
    """Small sets of texts."""

    def __init__(self, sets: Iterable[Collection[str]]) -> None:
        made = Bags()
        for each in sets:
            made.count(dict.fromkeys(each, 1))
        self.matrix: Matrix = made.counts()
        self.size: npt.NDArray[Any] = np.diff(self.matrix.indptr)

    def shared(self, rows: Rows, others: Rows) -> Numbers:
        """How many members two sets share."""
        return products(self.matrix, rows, self.matrix, others)

    def same(self, rows: Rows, others: Rows) -> Numbers:
        """Whether two sets share a member."""
        return single(self.shared(rows, others) > 0)

    def differ(self, rows: Rows, others: Rows) -> Numbers:
        """Whether both have members and share none."""
        known = (self.size[rows] > 0) & (self.size[others] > 0)
        return single(known & (self.shared(rows, others) == 0))

    def apart(self, rows: Rows, others: Rows) -> Numbers:
        """How many members only one of two has, at most three."""
        shared = self.shared(rows, others)
        return single(np.minimum(self.size[rows] + self.size[others] - 2 * shared, 3.0))

    def unknown(self, rows: Rows, others: Rows) -> Numbers:
        """Whether one of the two has no members."""
        return single((self.size[rows] == 0) | (self.size[others] == 0))

    def alone(self, rows: Rows, others: Rows) -> Numbers:
        """Whether only one of the two has members."""
        return single((self.size[rows] > 0) != (self.size[others] > 0))

    def pairs(self, most: int) -> "sparse.coo_matrix":
        """Pairs of sets that share a member which at most so many have."""
        few = self.matrix.copy()
        times = np.bincount(few.indices, minlength=few.shape[1])
        few.data = (times[few.indices] <= most) * 1.0
        few.eliminate_zeros()
        return (few @ few.T).tocoo()
