"""A term index over documents: BM25 and TF-IDF scores of many queries at once.

Documents are bags of stems. Everything is a sparse matrix, documents × terms, float32, so that
200,000 abstracts stay within a few hundred megabytes.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from tempfile import SpooledTemporaryFile
from typing import Any
from weakref import finalize

import numpy as np
import numpy.typing as npt
from scipy import sparse

from harvest.evidence.weighing.order import heaviest_first
from harvest.evidence.weighing.room import LARGE, disk_needed, room
from harvest.evidence.weighing.shortest import Ints, lengths, only
from harvest.evidence.weighing.steadiness import (
    Marks,
    in_steps_among,
    mixed,
    size_in_steps,
    summed,
)

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


Bag = tuple[npt.NDArray[np.uint64], Floats]  # marks of terms, in order, and how often each

_ENTRY = np.dtype([("place", "<i4"), ("count", "<u2")])
_TOGETHER = 1_024  # documents whose terms are looked up together
_PIECE = 8_192
_ENTRIES = 1 << 20  # changed at once


class Terms:
    """Documents on their way into an index, one after another, kept as small numbers only."""

    def __init__(self) -> None:
        self.size = 0
        self._waiting: list[Bag] = []
        self._parts: list[tuple[Marks, int]] = []  # the terms, and how many entries
        self._entries = SpooledTemporaryFile(max_size=LARGE)  # noqa: SIM115 (closed by counts)
        finalize(self, self._entries.close)  # where nothing is counted
        self._sizes = array("q", [0])

    def add(self, bag: Bag) -> None:
        """The next document."""
        self._waiting.append(bag)
        self._sizes.append(len(bag[0]))
        self.size += 1
        if len(self._waiting) == _TOGETHER:
            self._look_up()

    def _look_up(self) -> None:
        if self._waiting:
            keys = np.concatenate([keys for keys, _ in self._waiting])
            counts = np.concatenate([counts for _, counts in self._waiting])
            known, places = np.unique(keys, return_inverse=True)
            entries = np.empty(len(places), _ENTRY)
            entries["place"], entries["count"] = places, counts
            with disk_needed():
                self._entries.write(entries.tobytes())
            self._parts.append((known, len(entries)))
            self._waiting = []

    def counts(self) -> tuple[Marks, Matrix]:
        """The terms' marks, in order, and documents × terms: how often. It can be asked once."""
        self._look_up()
        every = np.unique(np.concatenate([np.zeros(0, np.uint64), *(p[0] for p in self._parts)]))
        ends = np.cumsum(np.array(self._sizes, np.int64))
        indices, data = room(int(ends[-1]), np.int32), room(int(ends[-1]), np.uint16)
        start = 0
        with self._entries:
            self._entries.seek(0)
            for known, size in self._parts:
                entries = np.frombuffer(self._entries.read(size * _ENTRY.itemsize), _ENTRY)
                part = slice(start, start + size)
                indices[part] = np.searchsorted(every, known).astype(np.int32)[entries["place"]]
                data[part] = entries["count"]
                start += size
        shape = (self.size, len(every))
        return every, sparse.csr_matrix((data, indices, ends), shape=shape)


class Index:
    """The documents, in the order given; ``basis`` are those by which terms are weighed.

    The columns are in the order of the terms' marks, so that sums are the same to the last bit
    whatever other documents there are.
    """

    def __init__(self, terms: Terms, basis: npt.NDArray[np.bool_]) -> None:
        self.size = terms.size
        self.keys, self.counts = terms.counts()
        times, length = np.zeros(len(self.keys), np.int64), 0.0
        found = np.zeros(len(self.keys), np.int64)
        for rows, part in pieces(self.counts):
            found += np.bincount(part.indices, minlength=len(self.keys))
            told = part[basis[rows]]
            times += np.bincount(told.indices, minlength=len(self.keys))
            length += float(told.data.sum(dtype=np.float64))
        self._found = found  # how long the lists of terms are
        self.lengths: Ints = lengths(found)  # … and are taken to be
        size = int(basis.sum())
        of = size_in_steps(size)
        having = in_steps_among(times, of)
        rare = np.maximum(of - having + 0.5, 0.0) / (having + 0.5)
        self.idf: Floats = np.log1p(rare).astype(np.float32)
        self.mean = size_in_steps(length / max(size, 1)) or 1.0

    def queries(self, bags: Sequence[Bag]) -> Matrix:
        """Queries × terms: how often; terms that no document has are left out."""
        ends = np.cumsum([0, *(len(keys) for keys, _ in bags)])
        keys = np.concatenate([keys for keys, _ in bags])
        places = np.searchsorted(self.keys, keys).astype(np.int32)
        known = places < len(self.keys)
        known[known] = self.keys[places[known]] == keys[known]
        before = np.concatenate([[0], np.cumsum(known)])
        data = np.concatenate([counts for _, counts in bags])[known]
        return sparse.csr_matrix(
            (data, places[known], before[ends]), shape=(len(bags), len(self.keys))
        )

    def digests(self, counts: Matrix) -> npt.NDArray[np.uint64]:
        """One for each row of counts: of its terms, how often each stands there, and its weight."""
        weights = self.idf.view(np.uint32).astype(np.uint64)
        parts = [np.zeros(0, np.uint64)]
        for _, part in pieces(counts):
            times = np.asarray(part.data, np.float32).view(np.uint32).astype(np.uint64)
            told = mixed(self.keys[part.indices], times, weights[part.indices])
            parts.append(summed(told, part.indptr))
        return np.concatenate(parts)

    def weigh(self, counts: Matrix, power: float) -> Matrix:
        """Rows of counts as unit vectors of (1 + log count) × idf^power."""
        data = np.empty(counts.nnz, np.float32)
        for rows, part in pieces(counts):
            weighed = self._weighed(part, power)
            data[slice(*counts.indptr[[rows.start, rows.stop]])] = weighed.data
        return sparse.csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)

    def _weighed(self, part: Matrix, power: float) -> Matrix:
        logged = 1 + np.log(part.data.astype(np.float32))
        weights = logged * np.power(self.idf[part.indices], power)
        part.data = weights.astype(np.float32)
        return unit_rows(part)

    def turned(self, longest: int) -> Matrix:
        """Terms × documents: (1 + log count) × idf, each document of length one.

        Lists that are longer are left out: nobody looks through them.
        """
        short = self.lengths <= longest
        ends = np.concatenate([[0], np.cumsum(np.where(short, self._found, 0))])
        indices, data = room(int(ends[-1]), np.int32), room(int(ends[-1]), np.float32)
        free = ends[:-1].copy()  # where the next entry of each list goes
        for rows, part in pieces(self.counts):
            weighed = self._weighed(part, power=1.0)
            turned = only(weighed, short[weighed.indices]).tocsc()
            sizes = np.diff(turned.indptr)
            places = np.arange(turned.nnz) + np.repeat(free - turned.indptr[:-1], sizes)
            indices[places], data[places] = turned.indices + rows.start, turned.data
            free += sizes
        return sparse.csr_matrix((data, indices, ends), shape=(len(short), self.size))

    @cached_property
    def idf_once(self) -> Matrix:
        """Documents × terms: the idf of each term that a document holds."""
        matrix = self.counts.copy()
        matrix.data = self.idf[matrix.indices]
        return matrix


def pieces(matrix: Matrix) -> Iterator[tuple[slice, Matrix]]:
    """The matrix a few thousand rows at a time: what is worked out on the way takes room, too."""
    for start in range(0, matrix.shape[0], _PIECE):
        rows = slice(start, min(start + _PIECE, matrix.shape[0]))
        yield rows, matrix[rows]


def scale_columns(matrix: Matrix, by: Floats) -> None:
    """Multiply each column, in place."""
    for start in range(0, matrix.nnz, _ENTRIES):
        part = slice(start, start + _ENTRIES)
        matrix.data[part] *= by[matrix.indices[part]]


def unit_rows(matrix: Matrix) -> Matrix:
    """The matrix with each row brought to length one; empty rows stay empty."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    matrix = matrix.tocsr()
    matrix.data = (matrix.data / np.repeat(lengths, np.diff(matrix.indptr))).astype(np.float32)
    return matrix


def once(counts: Matrix) -> Matrix:
    """The counts as 1 each."""
    matrix = counts.copy()
    matrix.data[:] = 1
    return matrix


def strongest(matrix: Matrix, kept: int) -> Matrix:
    """Each row with its largest entries only; ties go to the earlier column."""
    owner = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = heaviest_first(owner, matrix.data, matrix.indices)
    place = np.arange(len(order)) - matrix.indptr[owner[order]]
    order = order[(place < kept) & (matrix.data[order] > 0)]
    ends = np.concatenate([[0], np.cumsum(np.bincount(owner[order], minlength=matrix.shape[0]))])
    return sparse.csr_matrix((matrix.data[order], matrix.indices[order], ends), shape=matrix.shape)
