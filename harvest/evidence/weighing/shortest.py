"""Looking up by what few records have: the shortest lists, as many as may be looked through.

How long a list is taken to be changes in steps, so that one record more seldom changes what is
looked up.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from harvest.evidence.weighing.order import smallest_first
from harvest.evidence.weighing.steadiness import in_steps

EXACT = 50_000
"""Records of a kind; among more, a record is compared with some of them only."""

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Matrix = Any  # scipy.sparse.csr_matrix; scipy ships no types


def lengths(found: Ints) -> Ints:
    """How long the lists of so many entries are taken to be."""
    return np.rint(in_steps(found)).astype(np.int64)


def looked_up(asked: Matrix, length: Ints, most: int) -> Mask:
    """Which entries of rows × features are looked up: those with the shortest lists.

    ``length`` is that of each feature's list; those of a row have ``most`` entries together.
    """
    owner = np.repeat(np.arange(asked.shape[0]), np.diff(asked.indptr))
    sizes = length[asked.indices]
    order = smallest_first(owner, sizes)
    through = np.concatenate([[0], np.cumsum(sizes[order])])
    kept = np.zeros(len(order), bool)
    kept[order] = through[1:] - through[asked.indptr[owner]] <= most
    return kept


def only(matrix: Matrix, kept: Mask) -> Matrix:
    """A matrix of rows with some of its entries."""
    ends = np.concatenate([[0], np.cumsum(kept)])[matrix.indptr]
    form = type(matrix)
    return form((matrix.data[kept], matrix.indices[kept], ends), shape=matrix.shape)
