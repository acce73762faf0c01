"""Retraction Watch's list, a CSV file: read twice, whole before anything of it is used."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from harvest.errors import NoPermission, UpstreamDataError, UsageError

NEEDED = (
    *("Record ID", "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature", "Reason"),
    *("RetractionDate", "RetractionDOI", "RetractionPubMedID", "Title"),
)
"""Columns without which a file is another list."""

Order = Literal["month first", "day first", "unknown"]
_DATE = re.compile(r"\s*(\d{1,2})/(\d{1,2})/\d{4}\b")
_LONGEST = 1_000_000  # characters of one cell


@dataclass(slots=True)
class Listing:
    """A whole file; ``rows`` are its lines, ``held`` counts those about held papers."""

    path: Path
    rows: int
    order: Order
    """How its dates are written, as far as the whole file shows"""
    encoding: str
    held: int = 0

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    def lines(self) -> Iterator[dict[str, str]]:
        """Its lines, by the names of the columns."""
        yield from _lines(self.path, self.encoding)


def prepare(path: Path) -> Listing:
    """Read the file through.

    Raises UsageError if there is none, NoPermission, and UpstreamDataError if it is no such list
    or ends within a line.
    """
    for encoding in ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return _read(path, encoding)
        except UnicodeDecodeError:
            continue
    raise UpstreamDataError(f"{path}: is in no known encoding; save it as UTF-8")


def _read(path: Path, encoding: str) -> Listing:
    rows = 0
    first = second = 0
    for cells in _lines(path, encoding):
        rows += 1
        if date := _DATE.match(cells["RetractionDate"]):
            first, second = max(first, int(date[1])), max(second, int(date[2]))
    order: Order = "unknown"
    if first <= 12 < second:
        order = "month first"
    elif second <= 12 < first:
        order = "day first"
    return Listing(path, rows, order, encoding)


def _lines(path: Path, encoding: str) -> Iterator[dict[str, str]]:
    csv.field_size_limit(_LONGEST)
    try:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, strict=True)
            header = [name.strip() for name in next(reader, [])]
            if missing := [name for name in NEEDED if name not in header]:
                raise UpstreamDataError(
                    f"{path}: is not Retraction Watch's list: it has no column "
                    f"{', '.join(missing)}; nothing was imported"
                )
            for cells in filter(None, reader):
                if len(cells) != len(header):
                    raise UpstreamDataError(
                        f"{path}, line {reader.line_num}: has {len(cells)} cells, the header "
                        f"{len(header)}; the file may be cut: get it again; nothing was imported"
                    )
                yield dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise UpstreamDataError(
            f"{path}, line {reader.line_num}: {error}; the file may be cut: get it again; nothing "
            "was imported"
        ) from error
    except PermissionError:
        raise NoPermission(f"{path}: no permission to read it") from None
    except OSError as error:
        raise UsageError(f"{path}: can't be read: {error.strerror}") from error
