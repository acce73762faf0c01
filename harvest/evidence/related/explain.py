"""What two records share, as people say it: at most a line a sort."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring as quoted

import numpy as np
import numpy.typing as npt

from harvest.evidence.links.pairs.marks import keys_of
from harvest.evidence.reading.term_counts import lines
from harvest.evidence.reading.vocabulary import words_of
from harvest.evidence.related.space import SHARES, SPONSOR, Space
from harvest.facets import facets

_TOGETHER = 2048  # pairs looked at together
_REMEMBERED = 65_536  # lines that many pairs share
_OF_A_FACET = 4
_NAMED = {"mesh": 3, "word": 5, "person": 3, "citation": 0}
"""How many shared features of each sort are named at the most; citations are counted."""
_MESH_NAMES = "SELECT ui, name FROM mesh_terms"
_WORDS = "SELECT words FROM evidence_state WHERE kind = ? AND id = ?"
_WRITERS = 1_024  # records whose words are remembered
_STEMS = 1 << 17  # of words that reasons name, before they are forgotten

Rows = npt.NDArray[np.int64]


class Reasons:
    """Tells of pairs of records of one space what they share."""

    def __init__(self, connection: sqlite3.Connection, space: Space) -> None:
        self._space = space
        self._says = {  # facet → what a reader is told, in the order of a record's page
            facet.name: (facet, facet.related.phrase) for facet in facets() if facet.related
        }
        named = dict.fromkeys(self._says, _OF_A_FACET) | _NAMED
        self._sorts = tuple(named)
        self._most = np.array(list(named.values()))
        self._mesh_names: Mapping[str, str] = dict(connection.execute(_MESH_NAMES))
        self._connection = connection
        self._unnamed = int(space.bounds[1])
        self._sort_of = np.empty(space.matrix.shape[1], np.int64)
        self._named = np.ones(space.matrix.shape[1], bool)
        for block, start, end in zip(SHARES, space.bounds[:-1], space.bounds[1:], strict=True):
            names = space.names[max(start - self._unnamed, 0) : max(end - self._unnamed, 0)]
            if block == "facet":
                sorts = [self._sorts.index(name.partition("=")[0]) for name in names]
                self._sort_of[start:end] = sorts
            else:
                self._sort_of[start:end] = self._sorts.index(block)
            if block == "mesh":
                self._named[start:end] = [ui in self._mesh_names for ui in names]
        self._stems: dict[int, str] = {}  # by their marks
        self._line = lru_cache(_REMEMBERED)(self._one_line)
        self._written = lru_cache(_WRITERS)(self._written_by)

    def of(self, rows: Rows, others: Rows) -> Iterator[str]:
        """A JSON list of reasons for each pair, the weightiest features first.

        Words stand as the first of the two writes them.
        """
        for start in range(0, len(rows), _TOGETHER):
            part = slice(start, start + _TOGETHER)
            yield from self._some(rows[part], others[part])

    def _some(self, rows: Rows, others: Rows) -> Iterator[str]:
        matrix = self._space.matrix
        both = matrix[rows].multiply(matrix[others]).tocsr()
        both.sort_indices()  # what weighs the same stands in the order of the columns
        owner = np.repeat(np.arange(len(rows)), np.diff(both.indptr))
        sort = self._sort_of[both.indices]
        citation = len(self._sorts) - 1
        cited = np.bincount(owner[sort == citation], minlength=len(rows))
        kept = np.flatnonzero(self._named[both.indices] & (sort != citation))
        group, columns = (owner * len(self._sorts) + sort)[kept], both.indices[kept]
        order = np.lexsort((-both.data[kept], group))
        group, columns = group[order], columns[order]
        first = np.flatnonzero(np.diff(group, prepend=-1))
        sizes = np.diff(np.append(first, len(group)))
        place = np.arange(len(group)) - np.repeat(first, sizes)
        features = columns[place < self._most[group % len(self._sorts)]].tolist()
        groups = group[first]
        sizes = np.minimum(sizes, self._most[groups % len(self._sorts)])
        lines = zip((groups % len(self._sorts)).tolist(), np.cumsum(sizes).tolist(), strict=True)
        begin = 0
        count = np.bincount(groups // len(self._sorts), minlength=len(rows)).tolist()
        for row, size, papers in zip(rows.tolist(), count, cited.tolist(), strict=True):
            reasons = []
            for _ in range(size):
                place_of, end = next(lines)
                if self._sorts[place_of] == "word":
                    reasons.append(self._words(row, features[begin:end]))
                else:
                    reasons.append(self._line(place_of, tuple(features[begin:end])))
                begin = end
            if papers:
                reasons.append(f'"{papers} cited paper{"s" * (papers > 1)} in common"')
            yield f"[{', '.join(reasons)}]"

    def _words(self, row: int, columns: Iterable[int]) -> str:
        written, marks = self._written(row), self._space.marks
        told = [self._word(written, int(marks[column])) for column in columns]
        return quoted(f"words: {', '.join(told)}")

    def _word(self, written: str, mark: int) -> str:
        if mark not in self._stems:
            if len(self._stems) > _STEMS:
                self._stems.clear()
            stems = written.replace("\n", "\t").split("\t")[1::3]
            self._stems.update(zip(keys_of(stems).tolist(), stems, strict=True))
        stem = f"\n{self._stems[mark]}\t"
        begin = written.index(stem) + len(stem)
        return written[begin : written.index("\t", begin)]

    def _written_by(self, row: int) -> str:
        """The words of a record as it writes them, each after its stem on a line of its own."""
        kind = "trial" if row < self._space.trials else "article"
        key = (kind, self._space.ids[row])
        (packed,) = self._connection.execute(_WORDS, key).fetchone()
        return f"\n{lines(packed)}"

    def _one_line(self, place: int, columns: Sequence[int]) -> str:
        sort = self._sorts[place]
        names = [self._space.names[column - self._unnamed] for column in columns]
        if sort == "mesh":
            return quoted(f"MeSH: {', '.join(self._mesh_names[ui] for ui in names)}")
        if sort == "person":
            return ", ".join(map(_person, names))
        facet, phrase = self._says[sort]
        terms = words_of(facet).terms
        values = [name.partition("=")[2] for name in names]
        labels = [terms[value].label if value in terms else value for value in values]
        return quoted(f"{phrase}: {', '.join(labels)}")


def _person(name: str) -> str:
    if name.startswith(SPONSOR):
        return quoted(f"same sponsor: {name.removeprefix(SPONSOR)}")
    return quoted(f"shares {name.title()}")
