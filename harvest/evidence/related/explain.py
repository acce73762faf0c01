"""What two records share, as people say it: at most a line a sort."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring as quoted

import numpy as np
import numpy.typing as npt

from harvest.evidence.links.pairs.marks import keys_of
from harvest.evidence.reading.term_counts import wording
from harvest.evidence.reading.vocabulary import words_of
from harvest.evidence.related.space import SHARES, SPONSOR, Space
from harvest.evidence.weighing.order import heaviest_first
from harvest.facets import facets

_TOGETHER = 2048  # pairs looked at together
_REMEMBERED = 65_536  # lines that many pairs share
_WRITERS = 512  # records whose words are remembered: those that are related together
_OF_A_FACET = 4
_NAMED = {"mesh": 3, "word": 5, "person": 3, "citation": 0}
"""How many shared features of each sort are named at the most; citations are counted."""
_MESH_NAMES = "SELECT ui, name FROM mesh_terms"
_WORDS = """
SELECT id, words FROM evidence_state
WHERE kind = ? AND id IN (SELECT value FROM json_each(?))
"""

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
        self._word = self._sorts.index("word")
        self._stems = np.empty(self._unnamed, object)  # by their columns, if known
        self._known = np.zeros(self._unnamed, bool)
        self._written: dict[int, Mapping[str, str]] = {}
        self._line = lru_cache(_REMEMBERED)(self._one_line)

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
        order = heaviest_first(group, both.data[kept])
        group, columns = group[order], columns[order]
        first = np.flatnonzero(np.diff(group, prepend=-1))
        sizes = np.diff(np.append(first, len(group)))
        place = np.arange(len(group)) - np.repeat(first, sizes)
        stays = place < self._most[group % len(self._sorts)]
        owners, sorts = np.divmod(group[first], len(self._sorts))
        lines = self._lines(
            rows[owners], sorts, columns[stays], np.minimum(sizes, self._most[sorts])
        )
        ends = np.cumsum(np.bincount(owners, minlength=len(rows))).tolist()
        begin = 0
        for end, papers in zip(ends, cited.tolist(), strict=True):
            reasons = lines[begin:end]
            if papers:
                reasons.append(f'"{papers} cited paper{"s" * (papers > 1)} in common"')
            yield f"[{', '.join(reasons)}]"
            begin = end

    def _lines(self, rows: Rows, sorts: Rows, columns: Rows, sizes: Rows) -> list[str]:
        """A line for each group of so many columns, of one sort each, told by these records."""
        worded = sorts == self._word
        every = np.repeat(worded, sizes)
        features = columns.astype(object)
        features[every] = self._stems_of(columns[every], np.repeat(rows, sizes)[every])
        names, written = features.tolist(), self._written
        ends = np.cumsum(sizes)
        return [
            f'"words: {", ".join(map(written[row].__getitem__, names[begin:end]))}"'
            if row >= 0  # words are letters and digits, which are quoted as they are
            else self._line(tuple(names[begin:end]))
            for row, begin, end in zip(
                np.where(worded, rows, -1).tolist(),
                (ends - sizes).tolist(),
                ends.tolist(),
                strict=True,
            )
        ]

    def _stems_of(self, columns: Rows, rows: Rows) -> npt.NDArray[np.object_]:
        """The stems of words in these rows, whose records are then at hand as they write them."""
        self._read(np.unique(rows).tolist())
        marks = self._space.marks[: self._unnamed]  # in order
        for row in np.unique(rows[~self._known[columns]]).tolist():
            stems = np.array(list(self._written[row]), object)
            keys = keys_of(stems)
            places = np.minimum(np.searchsorted(marks, keys), len(marks) - 1)
            good = marks[places] == keys
            self._stems[places[good]], self._known[places[good]] = stems[good], True
        return self._stems[columns]

    def _read(self, rows: Sequence[int]) -> None:
        """Have at hand how these records write their words: stem → word."""
        held, space = self._written, self._space
        if len(held) > _WRITERS:
            held = self._written = {row: held[row] for row in rows if row in held}
        for kind, places in space.places.items():
            own = space.rows(kind)
            due = [space.ids[row] for row in rows if row in own and row not in held]
            for identifier, packed in self._connection.execute(_WORDS, (kind, json.dumps(due))):
                held[places[identifier]] = wording(packed)

    def _one_line(self, columns: Sequence[int]) -> str:
        sort = self._sorts[self._sort_of[columns[0]]]
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
