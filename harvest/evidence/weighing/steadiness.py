"""Weights that stay when the corpus grows or changes a little, and follow from its records alone.

How telling a feature is depends on how many records have it. Were every one counted, each new
paper would shift every weight by a hair, and all pairs would have to be compared anew. So records
of the newest years are not counted, as these are where records come in, until they are more than a
tenth; and how many have a feature is taken in steps of two, so that few weights change with one
record. Both depend on nothing but the records as they stand.
"""

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

Marks = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.float64]

_MOST, _LEAST = 0.9, 0.5  # the share of records that is counted
_FINE = 8  # steps of a size between one and its double
_MIX = np.uint64(0x9E3779B97F4A7C15)
_MIX_AGAIN = np.uint64(0xBF58476D1CE4E5B9)


def counted(years: npt.NDArray[np.integer]) -> npt.NDArray[np.bool_]:
    """Which records are counted, by the year of each; 0: unknown, and always counted."""
    for year in np.unique(years)[::-1].tolist():
        before = years < year
        share = before.mean()
        if share <= _MOST:
            return before if share >= _LEAST else np.ones(len(years), bool)
    return np.ones(len(years), bool)


def in_steps(found: npt.NDArray[np.number]) -> Numbers:
    """Counts, each as the middle of its step: 0, 1, 2 to 3, 4 to 7, and so on."""
    step = np.exp2(np.floor(np.log2(np.maximum(found, 1))))
    return np.where(found > 0, np.sqrt(step * (2 * step - 1)), 0.0)


def in_steps_among(found: npt.NDArray[np.number], size: float) -> Numbers:
    """Counts as the middles of their steps; of an eighth to a half of ``size``, as a quarter.

    Most changes of a text are of words so common, each of which would shift the weights of all the
    records that have it; and how common these are tells little of what two records share.
    """
    common = (found > size / 8) & (found <= size / 2)
    return np.where(common, size / 4, in_steps(found))


def size_in_steps(size: float) -> float:
    """A size, which every weight depends on, in steps of a tenth."""
    return float(np.exp2(np.round(np.log2(size) * _FINE) / _FINE)) if size else 0.0


def marks(names: Iterable[str]) -> Marks:
    """A number for each name that is the same wherever the name stands."""
    return np.frombuffer(
        b"".join(blake2b(name.encode(), digest_size=8).digest() for name in names), "<u8"
    )


def mixed(*columns: npt.NDArray[np.uint64]) -> Marks:
    """One number of several, place by place, that differs where one of them does."""
    result = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        result = (result ^ column) * _MIX
        result = (result ^ (result >> np.uint64(29))) * _MIX_AGAIN
    return result ^ (result >> np.uint64(32))


def summed(values: Marks, ends: npt.NDArray[np.integer]) -> Marks:
    """The sums of values that belong together, from each end to the next, overflow and all."""
    total = np.concatenate([np.zeros(1, np.uint64), np.cumsum(values, dtype=np.uint64)])
    return np.asarray(total[ends[1:]] - total[ends[:-1]])
