"""A table as it was exported, as it is in the person's file, and as the records have it today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from harvest.export.origin import records_of
from harvest.export.tables import Cell, printable

Kind = Literal["changed", "conflict"]
Columns = Sequence[tuple[str, str]]
Row = Sequence[Cell]

_SAME_CONTENT = 0.6
"""The share of its cells by which a column is recognised whose heading was changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell whose value is another today: its row in the file and its column, counted from 0.

    A ``conflict`` is one that the person has changed as well; ``mine`` is what stands there.
    """

    kind: Kind
    row: int
    column: int
    name: str
    label: str
    old: Cell
    new: Cell
    mine: Cell
    records: tuple[str, ...]


@dataclass(slots=True)
class Comparison:
    """What is to be done to a file.

    ``gone`` are rows of the file whose records are no longer in the table, with their values as
    exported; ``came`` are new rows; ``left_out`` are rows that the person took out of the file.
    ``places`` leads from a column as exported to its place in the file.
    """

    columns: Columns
    places: dict[int, int]
    changes: list[Change] = field(default_factory=list)
    gone: list[tuple[int, Row]] = field(default_factory=list)
    came: list[Row] = field(default_factory=list)
    left_out: list[Row] = field(default_factory=list)


def same(one: Cell, other: Cell) -> bool:
    """Whether two cells say the same, whatever an office program made of numbers and blanks."""
    return _plain(one) == _plain(other)


def _plain(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(printable(str(value)).split())


def compare(
    columns: Columns,
    exported: Sequence[Row],
    today: Sequence[Row],
    heads: Sequence[Cell],
    present: Sequence[Row],
) -> Comparison:
    """Compare the rows of a file, below its headings, with the exported ones and those of today.

    Raises ValueError if the column is gone by which the rows are known.
    """
    places = _places(columns, exported, heads, present)
    if (key := _key_column(columns)) not in places:
        raise ValueError(
            f"has no column “{columns[key][1]}” any more, by which rows are recognised"
        )
    found = Comparison(columns, places)
    standing = dict(_pairs(columns, exported, present, places))
    newer = dict(_pairs(columns, exported, today, {n: n for n in range(len(columns))}))
    for number, old in enumerate(exported):
        place, place_today = standing.get(number), newer.get(number)
        if place is None:
            if place_today is not None:
                found.left_out.append(old)
        elif place_today is None:
            found.gone.append((place, old))
        else:
            found.changes += _cells(found, place, old, today[place_today], present[place])
    known = set(newer.values())
    found.came = [row for number, row in enumerate(today) if number not in known]
    return found


def _cells(found: Comparison, place: int, old: Row, new: Row, mine: Row) -> Iterator[Change]:
    records = tuple(
        dict.fromkeys((*records_of(found.columns, old), *records_of(found.columns, new)))
    )
    for number, (name, label) in enumerate(found.columns):
        column = found.places.get(number)
        if column is None or column >= len(mine) or same(old[number], new[number]):
            continue
        there = mine[column]
        if same(there, new[number]):
            continue
        kind: Kind = "changed" if same(there, old[number]) else "conflict"
        yield Change(kind, place, column, name, label, old[number], new[number], there, records)


def _places(
    columns: Columns, exported: Sequence[Row], heads: Sequence[Cell], present: Sequence[Row]
) -> dict[int, int]:
    """Where each exported column is in the file: by its heading, else by what it contains."""
    found: dict[int, int] = {}
    labels = [_plain(head) for head in heads]
    for number, (_, label) in enumerate(columns):
        if _plain(label) in labels:
            found[number] = labels.index(_plain(label))
    free = [place for place in range(len(heads)) if place not in found.values()]
    for number in range(len(columns)):
        if number in found or not free:
            continue
        wanted = [_plain(row[number]) for row in exported]
        telling = {value for value in wanted if value}
        best = max(free, key=lambda place: _shared(telling, present, place))
        if telling and _shared(telling, present, best) >= _SAME_CONTENT * len(telling):
            found[number] = best
            free.remove(best)
    return found


def _shared(wanted: set[str], present: Sequence[Row], place: int) -> int:
    return len(wanted & {_plain(row[place]) for row in present if place < len(row)})


def _pairs(
    columns: Columns, exported: Sequence[Row], others: Sequence[Row], places: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """Which of the other rows each exported one is: of those with its key, the one most like it."""
    key = _key_column(columns)
    by_key: dict[str, list[int]] = {}
    for number, row in enumerate(others):
        if places[key] < len(row):
            by_key.setdefault(_plain(row[places[key]]), []).append(number)
    wanted: dict[str, list[int]] = {}
    for number, row in enumerate(exported):
        wanted.setdefault(_plain(row[key]), []).append(number)
    for value, mine in wanted.items():
        there = by_key.get(value, [])
        scored = (
            sorted((-_likeness(exported[a], others[b], places), a, b) for a in mine for b in there)
            if len(mine) > 1 or len(there) > 1
            else [(0, a, b) for a in mine for b in there]
        )
        taken: set[int] = set()
        given: set[int] = set()
        for _, a, b in scored:
            if a not in taken and b not in given:
                taken.add(a)
                given.add(b)
                yield a, b


def _key_column(columns: Columns) -> int:
    """The column that names the record of a row; the first where none does."""
    names = [name for name, _ in columns]
    numbered = ("trial_id", "article_id", "record_id", "study_id")
    return next((names.index(name) for name in numbered if name in names), 0)


def _likeness(row: Row, other: Row, places: dict[int, int]) -> int:
    return sum(
        place < len(other) and same(row[number], other[place]) for number, place in places.items()
    )
