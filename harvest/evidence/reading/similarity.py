"""A term index over documents: BM25 and TF-IDF scores of many queries at once.

Documents are bags of stems. Everything is a sparse matrix, documents × terms, float32, so that
200,000 abstracts stay within a few hundred megabytes.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

Matrix = Any  # scipy.sparse.csr_matrix; scipy ships no types
Floats = npt.NDArray[np.float32]

K1 = 1.2


class Bags:
    """Documents on their way into an index, one after another, kept as numbers only."""

    def __init__(self, documents: Iterable[Sequence[str]] = ()) -> None:
        self.terms: dict[str, int] = {}
        self._indices, self._data, self._ends = array("i"), array("f"), array("q", [0])
        for words in documents:
            self.add(words)

    def add(self, words: Sequence[str]) -> None:
        """The next document."""
        self.count(Counter(words))

    def count(self, counted: Mapping[str, int]) -> None:
        """The next document, whose terms are counted."""
        terms = self.terms
        self._indices.extend([terms.setdefault(word, len(terms)) for word in counted])
        self._data.extend(counted.values())
        self._ends.append(len(self._indices))

    def counts(self) -> Matrix:
        """Documents × terms: how often."""
        return _csr(self._data, self._indices, self._ends, len(self.terms))


def _csr(data: "array[float]", indices: "array[int]", ends: "array[int]", width: int) -> Matrix:
    return sparse.csr_matrix(
        (np.array(data, np.float32), np.array(indices, np.int32), np.array(ends, np.int64)),
        shape=(len(ends) - 1, width),
    )


class Index:
    """The documents, in the order given."""

    def __init__(self, documents: Bags | Iterable[Sequence[str]]) -> None:
        bags = documents if isinstance(documents, Bags) else Bags(documents)
        self._terms = bags.terms
        self.counts = bags.counts()
        self.size = self.counts.shape[0]
        found = np.bincount(self.counts.indices, minlength=len(bags.terms)).astype(np.float32)
        self.idf: Floats = np.log1p((self.size - found + 0.5) / (found + 0.5)).astype(np.float32)

    def queries(self, bags: Iterable[Sequence[str]]) -> Matrix:
        """Queries × terms: how often; see ``once``."""
        return self.counted_queries(map(Counter, bags))

    def counted_queries(self, bags: Iterable[Mapping[str, int]]) -> Matrix:
        """The same of terms that are counted."""
        terms = self._terms
        indices, data, ends = array("i"), array("f"), array("q", [0])
        for bag in bags:
            known = {terms[word]: count for word, count in bag.items() if word in terms}
            indices.extend(known)
            data.extend(known.values())
            ends.append(len(indices))
        return _csr(data, indices, ends, len(terms))

    def bm25(self, b: float) -> Matrix:
        """Documents × terms with BM25 weights (k1 = 1.2)."""
        matrix = self.counts.copy()
        lengths = np.asarray(matrix.sum(axis=1)).ravel()
        mean = lengths.mean() if self.size else 1.0
        spread = np.repeat(lengths, np.diff(matrix.indptr)) / (mean or 1.0)
        norm = K1 * (1 - b + b * spread)
        matrix.data = (
            matrix.data * (K1 + 1) / (matrix.data + norm) * self.idf[matrix.indices]
        ).astype(np.float32)
        return matrix

    @cached_property
    def tfidf(self) -> Matrix:
        """Documents × terms: (1 + log count) × idf, each row of length one."""
        return self.weigh(self.counts, power=1.0)

    def weigh(self, counts: Matrix, power: float) -> Matrix:
        """Rows of counts as unit vectors of (1 + log count) × idf^power."""
        matrix = counts.copy()
        matrix.data = (
            (1 + np.log(matrix.data)) * np.power(self.idf[matrix.indices], power)
        ).astype(np.float32)
        return unit_rows(matrix)

    @cached_property
    def turned(self) -> Matrix:
        """``tfidf`` the other way round: terms × documents."""
        return self.tfidf.T.tocsr()

    @cached_property
    def idf_once(self) -> Matrix:
        """Documents × terms: the idf of each term that a document holds."""
        matrix = self.counts.copy()
        matrix.data = self.idf[matrix.indices]
        return matrix

    @cached_property
    def idf_total(self) -> Floats:
        """The summed idf of each document's terms; 1 for an empty one."""
        total = np.asarray(self.idf_once.sum(axis=1), dtype=np.float32).ravel()
        total[total == 0] = 1
        return total


def unit_rows(matrix: Matrix) -> Matrix:
    """The matrix with each row brought to length one; empty rows stay empty."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    matrix = matrix.tocsr()
    matrix.data = (matrix.data / np.repeat(lengths, np.diff(matrix.indptr))).astype(np.float32)
    return matrix


def logged(counts: Matrix) -> Matrix:
    """The counts as 1 + log of each."""
    matrix = counts.copy()
    matrix.data = 1 + np.log(matrix.data)
    return matrix


def once(counts: Matrix) -> Matrix:
    """The counts as 1 each."""
    matrix = counts.copy()
    matrix.data[:] = 1
    return matrix


def likeness(documents: Matrix, *queries: Matrix) -> list[Floats]:
    """Each of the sets of queries × documents: the sums of products of shared terms' weights.

    One pass over the documents serves all queries; made for documents with few words.
    """
    asked = sparse.vstack(queries, format="csr").T.toarray()
    found = np.ascontiguousarray((documents @ asked).T, dtype=np.float32)
    ends = np.cumsum([query.shape[0] for query in queries])
    return np.split(found, ends[:-1])


def single(values: npt.NDArray[Any]) -> Floats:
    """The values in single precision."""
    return np.asarray(values, dtype=np.float32)


def dense(product: Matrix) -> Floats:
    """A sparse product as an array."""
    return np.asarray(product.toarray(), dtype=np.float32)


def strongest(matrix: Matrix, kept: int) -> Matrix:
    """Each row with its largest entries only; ties go to the earlier column."""
    owner = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((matrix.indices, -matrix.data, owner))
    place = np.arange(len(order)) - matrix.indptr[owner[order]]
    order = order[(place < kept) & (matrix.data[order] > 0)]
    ends = np.concatenate([[0], np.cumsum(np.bincount(owner[order], minlength=matrix.shape[0]))])
    return sparse.csr_matrix((matrix.data[order], matrix.indices[order], ends), shape=matrix.shape)
