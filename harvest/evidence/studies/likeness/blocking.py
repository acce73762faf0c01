"""Which pairs of registrations are looked at: the nearest of other registries, not all pairs."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

from harvest.evidence.reading.similarity import Matrix, strongest, unit_rows
from harvest.evidence.studies.likeness.features import Compared
from harvest.evidence.studies.likeness.registration import Registration
from harvest.evidence.studies.likeness.sparse_sets import Rows

NEAR = 20  # of each other registry's larger side, by subject; and so many by title
_TERMS = 24  # a record's most telling ones; more add time, no pairs
_FEW = 6  # a code, acronym or official that more records have names no study
_BLOCK = 2_048  # records looked up together


def pairs(compared: Compared) -> tuple[Rows, Rows]:
    """Rows and other rows of the pairs to look at, each pair once, in order.

    Only records of different registries that nothing joins yet make a pair; of two registries, the
    one with fewer records is looked up in those with more.
    """
    told = compared.told
    order, ends = _by_registry(told)
    found = [_alike(compared, order, ends, name) for name in ("subject", "titles")]
    found += [_sharing(compared, name) for name in ("codes", "officials")]
    first, second = (np.concatenate([f[side] for f in found]) for side in (0, 1))
    size = len(told)
    keys = np.unique(np.minimum(first, second) * size + np.maximum(first, second))
    rows, others = keys // size, keys % size
    kept = _apart(told, rows, others)
    return rows[kept], others[kept]


def _by_registry(told: Sequence[Registration]) -> tuple[Rows, list[int]]:
    """The rows, registry by registry, the smallest first, and where each registry ends."""
    times = Counter(each.registry for each in told)
    ranked = {name: rank for rank, name in enumerate(sorted(times, key=lambda n: (times[n], n)))}
    ranks = np.array([ranked[each.registry] for each in told], np.int64)
    order = np.argsort(ranks, kind="stable").astype(np.int64)
    return order, np.cumsum(np.bincount(ranks, minlength=len(times))).tolist()


def _alike(compared: Compared, order: Rows, ends: list[int], name: str) -> tuple[Rows, Rows]:
    """Each record with the nearest of all larger registries by the words of one bag."""
    parts = [compared.texts.weights(name)[order]]
    if name == "subject":
        parts.append(compared.sponsors.weights("lead")[order])
    asked = unit_rows(sparse.hstack(parts, format="csr"))
    short = strongest(asked, _TERMS)
    rows: list[Rows] = []
    others: list[Rows] = []
    start = 0
    for end in ends[:-1]:
        columns: Matrix = asked[end:].T.tocsr()
        for first in range(start, end, _BLOCK):
            last = min(first + _BLOCK, end)
            near = sp_matmul_topn(
                short[first:last], columns, top_n=min(NEAR, columns.shape[1]), n_threads=2
            )
            rows.append(order[np.repeat(np.arange(first, last), np.diff(near.indptr))])
            others.append(order[end + near.indices.astype(np.int64)])
        start = end
    empty = np.zeros(0, np.int64)
    return np.concatenate([empty, *rows]), np.concatenate([empty, *others])


def _sharing(compared: Compared, name: str) -> tuple[Rows, Rows]:
    found = compared.sets[name].pairs(_FEW)
    return found.row.astype(np.int64), found.col.astype(np.int64)


def _apart(told: Sequence[Registration], rows: Rows, others: Rows) -> npt.NDArray[np.bool_]:
    """Which pairs are of two registries, none of which has a record of the other's study yet."""
    registry = numbered([each.registry for each in told])
    joined = numbered([each.joined for each in told])
    many = int(registry.max(initial=0)) + 1
    having = np.unique(joined * many + registry)
    taken = np.isin(joined[rows] * many + registry[others], having)
    taken |= np.isin(joined[others] * many + registry[rows], having)
    return ~taken


def numbered(names: Sequence[str]) -> Rows:
    """Texts as numbers: the same number, the same text."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(name, len(known)) for name in names], np.int64)
