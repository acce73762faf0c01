"""The Parquet parts of a unit, written in row groups as its records are read.

The same rows give the same bytes: no time, no name of a machine, and groups that end where the
rows alone say.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

GROUP_BYTES = 8 << 20
"""Bytes of a table in memory at which a row group is written; it may have GROUP_ROWS rows at the
most. Sixteen tables of that size are a quarter of what a worker may use."""
GROUP_ROWS = 100_000

REFUSED = (pa.ArrowException, OverflowError, TypeError, UnicodeError, ValueError)
"""What a value that a column can't have raises."""

Rows = Sequence[tuple[object, ...]]


def table(rows: Rows, columns: pa.Schema) -> pa.Table:
    """Rows as a table of these columns. Raises one of REFUSED if a value is not of its type."""
    arrays = [
        pa.array(values, field.type)
        for values, field in zip(zip(*rows, strict=True), columns, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=columns)


class Parts:
    """The parts in one folder: a file ``<name>.parquet`` for each that has a row."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: dict[str, list[pa.Table]] = {}
        self._writers: dict[str, Any] = {}
        self._files = ExitStack()
        self.rows: dict[str, int] = {}

    def __enter__(self) -> Self:
        """Nothing is made before there are rows."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Write what is waiting; of a unit that failed the folder is thrown away."""
        with self._files:
            try:
                if kind is None:
                    for name in [*self._waiting]:
                        self._write(name)
                    for writer in self._writers.values():
                        writer.close()
            finally:
                for writer in self._writers.values():
                    writer.is_open = False  # else it writes once more when it is collected

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        """Take rows of several tables."""
        for name, more in tables.items():
            waiting = self._waiting.setdefault(name, [])
            waiting.append(more)
            self.rows[name] = self.rows.get(name, 0) + more.num_rows
            if _size(waiting) >= GROUP_BYTES or sum(map(len, waiting)) >= GROUP_ROWS:
                self._write(name)

    def _write(self, name: str) -> None:
        rows = pa.concat_tables(self._waiting.pop(name)).combine_chunks()
        if name not in self._writers:
            file = self._files.enter_context((self._folder / f"{name}.parquet").open("xb"))
            self._writers[name] = pq.ParquetWriter(file, rows.schema, compression="zstd")
        self._writers[name].write_table(rows, row_group_size=GROUP_ROWS)


def _size(tables: Iterable[pa.Table]) -> int:
    return sum(table.nbytes for table in tables)
