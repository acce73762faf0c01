"""What two records share, as people say it: at most a line a sort."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from harvest.evidence.space import SHARES, SPONSOR, Space
from harvest.evidence.vocabulary import vocabulary

_TOGETHER = 8192  # pairs looked at together
_SORTS = tuple(SHARES)
_CITATION = _SORTS.index("citation")  # the last; counted, not named
_MOST = np.array([5, 40, 3, 3, 0])  # features of each sort that are named in a reason
_OF_A_FACET = 4  # values named of one facet
_SAYS = {  # facet → vocabulary, and what a reader is told; in this order
    "cell_source": ("cell_sources", "same cell source"),
    "product": ("products", "same product"),
    "donor": ("donors", "same donor"),
    "route": ("routes", "same route"),
    "aetiology": ("aetiologies", "same aetiology"),
    "stage": ("stages", "same stage"),
    "outcome_scale": ("outcome_scales", "both measure"),
}
_NAMES = "SELECT ui, name FROM mesh_terms"

Rows = npt.NDArray[np.int64]


class Reasons:
    """Tells of pairs of records of one space what they share."""

    def __init__(self, connection: sqlite3.Connection, space: Space) -> None:
        self._space = space
        self._mesh_names: Mapping[str, str] = dict(connection.execute(_NAMES))
        self._sort_of = np.repeat(np.arange(len(_SORTS)), np.diff(space.bounds))
        self._named = np.ones(len(space.names), bool)
        start, end = space.bounds[[_SORTS.index("mesh"), _SORTS.index("mesh") + 1]].tolist()
        self._named[start:end] = [ui in self._mesh_names for ui in space.names[start:end]]
        self._facets = cache(self._facet_reasons)  # many pairs share the same ones
        self._mesh = cache(self._mesh_reason)

    def of(self, rows: Rows, others: Rows) -> Iterator[str]:
        """A JSON list of reasons for each pair, the weightiest features first."""
        for start in range(0, len(rows), _TOGETHER):
            part = slice(start, start + _TOGETHER)
            yield from self._some(rows[part], others[part])

    def _some(self, rows: Rows, others: Rows) -> Iterator[str]:
        matrix = self._space.matrix
        both = matrix[rows].multiply(matrix[others]).tocsr()
        both.sort_indices()  # what weighs the same stands in the order of the columns
        owner = np.repeat(np.arange(len(rows)), np.diff(both.indptr))
        sort = self._sort_of[both.indices]
        cited = np.bincount(owner[sort == _CITATION], minlength=len(rows))
        kept = np.flatnonzero(self._named[both.indices] & (sort != _CITATION))
        group, columns = (owner * len(_SORTS) + sort)[kept], both.indices[kept]
        order = np.lexsort((-both.data[kept], group))
        group, columns = group[order], columns[order]
        first = np.flatnonzero(np.diff(group, prepend=-1))
        place = np.arange(len(group)) - np.repeat(first, np.diff(np.append(first, len(group))))
        told = np.flatnonzero(place < _MOST[group % len(_SORTS)])
        sizes = np.bincount(group[told], minlength=len(rows) * len(_SORTS))
        ends = np.cumsum(sizes).reshape(-1, len(_SORTS))[:, :_CITATION].tolist()
        features, start = columns[told].tolist(), 0
        for (word, facet, mesh, person), count in zip(ends, cited.tolist(), strict=True):
            reasons = [
                *self._facets(tuple(features[word:facet])),
                *self._mesh(tuple(features[facet:mesh])),
            ]
            if start < word:
                words = [self._space.names[column] for column in features[start:word]]
                reasons.append(f'"words: {", ".join(words)}"')  # letters and digits only
            reasons += [self._person(column) for column in features[mesh:person]]
            if count:
                reasons.append(f'"{count} cited {"paper" if count == 1 else "papers"} in common"')
            yield f"[{', '.join(reasons)}]"
            start = person

    def _person(self, column: int) -> str:
        name = self._space.names[column]
        if name.startswith(SPONSOR):
            return _quoted(f"same sponsor: {name.removeprefix(SPONSOR)}")
        return _quoted(f"shares {name.title()}")

    def _mesh_reason(self, columns: Sequence[int]) -> Sequence[str]:
        names = [self._mesh_names[self._space.names[column]] for column in columns]
        return [_quoted(f"MeSH: {', '.join(names)}")] if names else []

    def _facet_reasons(self, columns: Sequence[int]) -> Sequence[str]:
        values: dict[str, list[str]] = defaultdict(list)
        for column in columns:
            facet, label = _facet(self._space.names[column])
            values[facet].append(label)
        return [
            _quoted(f"{says}: {', '.join(values[facet][:_OF_A_FACET])}")
            for facet, (_, says) in _SAYS.items()
            if facet in values
        ]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@cache
def _facet(feature: str) -> tuple[str, str]:
    """The facet, and its value as the vocabulary calls it."""
    facet, _, value = feature.partition("=")
    terms = vocabulary(_SAYS[facet][0]).terms
    return facet, terms[value].label if value in terms else value
