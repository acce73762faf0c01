"""Vocabularies: CSV files of ``db/vocabularies``, a code and its label a row."""

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entry:
    """One row; ``place`` is its own in the reading order, ``more`` its other columns by name."""

    code: str
    label: str
    place: int
    more: dict[str, str]


def entries(path: Path, *columns: str) -> list[Entry]:
    """The rows of a vocabulary that must have these columns beside ``code`` and ``label``.

    A column ``order`` gives the place of a row, else it is that in the file.

    Raises ValueError naming the file, the line and what is wrong with it.
    """
    found: dict[str, Entry] = {}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            header = next(reader, [])
            if missing := [name for name in ("code", "label", *columns) if name not in header]:
                raise ValueError(f"needs the columns {', '.join(missing)}")
            for cells in filter(None, reader):
                entry = _entry(header, cells, len(found) + 1)
                if entry.code in found:
                    raise ValueError(f"the code {entry.code!r} occurs twice")
                found[entry.code] = entry
        except (ValueError, csv.Error) as error:
            raise ValueError(f"{path.name}, line {max(reader.line_num, 1)}: {error}") from error
    return list(found.values())


def _entry(header: list[str], cells: list[str], number: int) -> Entry:
    if len(cells) != len(header):
        raise ValueError(f"has {len(cells)} cells, the header {len(header)}")
    row = dict(zip(header, cells, strict=True))
    code, label, order = row.pop("code"), row.pop("label"), row.pop("order", "")
    if not code or not label:
        raise ValueError("needs a code and a label")
    if order and not order.isdecimal():
        raise ValueError(f"order: is not a whole number: {order}")
    return Entry(code, label, int(order or number), row)
