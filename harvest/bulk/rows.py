"""From the pieces of a unit to its parts: rows of what can be read, the reason for what can't."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pyarrow as pa

from harvest.bulk.parts import REFUSED, Parts, Rows, table
from harvest.bulk.rawfile import RawWriter, Spot, framed
from harvest.errors import RecordError
from harvest.machine.collector import collector_paused
from harvest.records import Raw, Record, unnamed
from harvest.sources.files import Deletion, Piece

TOGETHER = 500
"""Records whose rows are in memory as such; then they are columns."""

_ORDINALS = 24  # bits of the number of a record in its unit
_LONGEST_REASON = 300
_UNREADABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)


class Home(NamedTuple):
    """The unit that rows are of, and the columns of its parts."""

    source: str
    kind: Any
    unit: str
    number: int
    key: int
    """What all its ``_record`` begin with: see :func:`key_of`"""
    tables: Mapping[str, pa.Schema]
    index: pa.Schema
    deleted: pa.Schema
    quarantine: pa.Schema


class Read(NamedTuple):
    """A record of the unit, and where its bytes are."""

    mark: int
    piece: Piece
    record: Record
    spot: Spot


class Tally(NamedTuple):
    """How many records were read, and how many were not."""

    records: int
    quarantined: int


def key_of(digest: bytes) -> int:
    """The part of a record's number that is its unit's: of 63 bits all but 24, from a digest."""
    return int.from_bytes(digest[:8]) >> (1 + _ORDINALS) << _ORDINALS


def write(
    home: Home,
    found: Iterable[Piece | Deletion],
    read: Callable[[Raw], Record],
    parts: Parts,
    raw: RawWriter,
) -> Tally:
    """Write everything that a unit says. ``read`` makes the rows of a record."""
    done: list[Read] = []
    records = quarantined = mark = 0
    deletions: list[Deletion] = []

    def flush() -> None:
        nonlocal records, quarantined
        good, bad = _columns(home, done)
        parts.add(good)
        quarantined += _quarantine(home, parts, bad)
        records += len(done) - len(bad)
        done.clear()

    with collector_paused():
        for frame in framed(_kept(found, deletions), lambda piece: len(piece.body)):
            failed: list[tuple[Piece, Spot, str]] = []
            spots = raw.write([piece.body for piece in frame])
            for piece, spot in zip(frame, spots, strict=True):
                record = _record(home, piece, read)
                if isinstance(record, str):
                    failed.append((piece, spot, record))
                else:
                    done.append(Read(home.key + mark, piece, record, spot))
                mark += 1
            quarantined += _quarantine(home, parts, failed)
            if len(done) >= TOGETHER:
                flush()
        flush()
    rows = [(each.id, each.version, home.number, home.unit) for each in deletions]
    if rows:
        parts.add({"deleted": table(rows, home.deleted)})
    return Tally(records, quarantined)


def _kept(found: Iterable[Piece | Deletion], deletions: list[Deletion]) -> Iterator[Piece]:
    """The pieces; deletions are put aside."""
    for each in found:
        if isinstance(each, Deletion):
            deletions.append(each)
        else:
            yield each


def _record(home: Home, piece: Piece, read: Callable[[Raw], Record]) -> Record | str:
    """The record of a piece, or why there is none."""
    if piece.problem is not None:
        return piece.problem
    if piece.id is None:
        return "no number of a record can be read in it"
    try:
        return read(Raw(home.source, home.kind, piece.id, piece.body, ""))
    except RecordError as error:
        return error.reason
    except _UNREADABLE as error:
        return f"not as documented: {type(error).__name__}: {error}"


def _columns(
    home: Home, done: Sequence[Read]
) -> tuple[dict[str, pa.Table], list[tuple[Piece, Spot, str]]]:
    """The records as tables; where a value is refused, without the record whose it is."""
    try:
        return _tables(home, done), []
    except REFUSED:
        pass
    good: list[Read] = []
    bad: list[tuple[Piece, Spot, str]] = []
    for each in done:
        try:
            _tables(home, [each])
        except REFUSED as error:
            bad.append((each.piece, each.spot, f"a column refuses a value: {error}"))
        else:
            good.append(each)
    return _tables(home, good), bad


def _tables(home: Home, done: Sequence[Read]) -> dict[str, pa.Table]:
    made = {}
    for name, columns in home.tables.items():
        rows: Rows = [
            (each.mark, *row) for each in done for row in each.record.tables.get(name, ())
        ]
        if rows:
            made[name] = table(rows, columns)
    if done:
        made["index"] = table([_indexed(home, each) for each in done], home.index)
    return made


def _indexed(home: Home, each: Read) -> tuple[object, ...]:
    own = each.record.tables[next(iter(home.tables))][0]
    version = getattr(own, "version", 1)
    newer = (version, each.record.source_date, each.piece.as_of, home.number)
    return (each.mark, each.record.id, each.record.kind, *newer, home.unit, *each.spot)


def _quarantine(home: Home, parts: Parts, bad: Sequence[tuple[Piece, Spot, str]]) -> int:
    rows = [
        (_printable(piece.id or unnamed(piece.body)), _printable(why), home.unit, *spot)
        for piece, spot, why in bad
    ]
    if rows:
        parts.add({"quarantine": table(rows, home.quarantine)})
    return len(rows)


def _printable(text: str) -> str:
    encodable = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return " ".join(encodable.split())[:_LONGEST_REASON]
