"""The candidates of many trials, put aside on disk until every trial has been scored.

Trials compete for papers, so no candidate can be judged before all have been seen; and a few
hundred candidates of each of many thousand trials are more than should be held in memory.
"""

from collections.abc import Iterator, Mapping
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from harvest.evidence.weighing.room import disk_needed

_IN_MEMORY = 32_000_000  # bytes, before the disk is used


class Pool(NamedTuple):
    """One trial's candidates: papers as rows, what the ranking gave them, a column a feature."""

    trial: str
    rows: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float64]
    values: Mapping[str, npt.NDArray[np.float32]]


class Pools:
    """Pools in the order in which they were added; ``with Pools(…)`` throws them away again."""

    def __init__(self, features: tuple[str, ...]) -> None:
        self._features = features
        self._form = np.dtype(
            [("row", "<i4"), ("score", "<f8"), *((name, "<f4") for name in features)]
        )
        self._trials: list[tuple[str, int]] = []
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed by __exit__)

    def __enter__(self) -> Self:
        """Use as a context."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Throw it all away."""
        self._file.close()

    def add(
        self,
        trial: str,
        rows: npt.NDArray[np.int64],
        scores: npt.NDArray[np.float64],
        values: Mapping[str, npt.NDArray[Any]],
    ) -> None:
        """Put a pool aside. Raises StorageError if the disk is full."""
        table = np.empty(len(rows), self._form)
        table["row"], table["score"] = rows, scores
        for name in self._features:
            table[name] = values[name]
        with disk_needed():
            self._file.write(table.tobytes())
        self._trials.append((trial, len(rows)))

    def __iter__(self) -> Iterator[Pool]:
        """The pools that were put aside."""
        self._file.seek(0)
        for trial, count in self._trials:
            table = np.frombuffer(self._file.read(count * self._form.itemsize), self._form)
            values = {name: table[name] for name in self._features}
            yield Pool(trial, table["row"].astype(np.int64), table["score"], values)
