"""Room for what is made of many records: in memory, or on the disk where it is much.

Pages of a file that are not in use can be put out of memory, so that what a process must hold does
not grow with the tables that it looks things up in.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Any

import numpy as np
import numpy.typing as npt

from harvest.errors import StorageError

LARGE = 32_000_000  # bytes of a table that are kept on the disk


def room(size: int, kind: npt.DTypeLike) -> npt.NDArray[Any]:
    """An array without content; its file goes with it. Raises StorageError if the disk is full."""
    taken = size * np.dtype(kind).itemsize
    if taken < LARGE:
        return np.empty(size, kind)
    with TemporaryFile() as file:
        with disk_needed():
            # A file with holes would end the process where the disk is full when they are filled.
            if hasattr(os, "posix_fallocate"):  # macOS has none
                os.posix_fallocate(file.fileno(), 0, taken)
            else:
                file.truncate(taken)
        return np.memmap(file, kind, "r+", shape=(size,))


@contextmanager
def disk_needed() -> Iterator[None]:
    """Takes errors of temporary files for a full disk; raises StorageError for them."""
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"no room for temporary files ({error.strerror}); free some space or set TMPDIR, "
            "then run again"
        ) from error
