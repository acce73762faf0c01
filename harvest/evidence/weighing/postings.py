"""Which records have a feature, as few bytes as that takes."""

from array import array
from functools import cached_property

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int32]


class Postings:
    """Rows by the marks of what they have: first all are added, in order, then it is asked."""

    def __init__(self) -> None:
        self._keys, self._rows = array("Q"), array("i")

    def add(self, row: int, keys: Keys) -> None:
        """A record, in this row, with the marks of what it has, each once."""
        self._keys.frombytes(keys.tobytes())
        self._rows.extend([row] * len(keys))

    @cached_property
    def _sorted(self) -> tuple[Keys, Rows]:
        keys, rows = np.asarray(self._keys).view(np.uint64), np.asarray(self._rows, np.int32)
        order = np.argsort(keys, kind="stable")
        sorted_ = keys[order], rows[order]
        del keys, rows
        self._keys, self._rows = array("Q"), array("i")
        return sorted_

    def rows(self, key: int) -> Rows:
        """The rows of the records that have it, in order."""
        keys, rows = self._sorted
        asked = np.uint64(key)
        return rows[np.searchsorted(keys, asked) : np.searchsorted(keys, asked, "right")]
