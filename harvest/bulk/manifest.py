"""What a lake has: one row for each unit, a small file that is written last.

Parts without a row are nobody's: the process that wrote them was ended. A row says nothing of the
machine: no path, no time, no name. Beside the rows stands the plan: which units the files that were
given consist of, so that what is missing can be told from what never was.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from harvest.bulk.addresses import Address, unfinished
from harvest.errors import StorageError

FORMAT = 1
"""Of the rows and of what they lead to; a lake of a higher one is of a newer program."""

MANIFEST, PARTS, PLAN = "manifest", "parts", "plan.json"
"""What a source has in a lake"""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One unit that was read whole. ``rows`` are those of each part, ``read_by`` is what read it.

    ``group`` is the series, folder or archive that the unit is of, ``file`` its file there, without
    a folder; ``md5`` is that of the file or, of several, of their sums. ``quarantined`` records
    could not be read; they are in a part of their own.
    """

    unit: str
    group: str
    series: int
    number: int
    file: str
    md5: str
    size: int
    read_by: str
    records: int
    quarantined: int
    rows: Mapping[str, int]
    format: int = FORMAT

    @property
    def folder(self) -> str:
        """Where its parts are: another folder for another content, or read by other code."""
        return folder(self.unit, self.md5, self.read_by)


def folder(unit: str, md5: str, read_by: str) -> str:
    """The name of the folder of a unit's parts."""
    return f"{unit}-{hashlib.sha256(f'{md5} {read_by}'.encode()).hexdigest()[:12]}"


class Manifest:
    """The rows of one source in a lake."""

    def __init__(self, lake: Address, source: str) -> None:
        self.source = source
        self._home = lake / source

    @property
    def parts(self) -> Address:
        """Where the folders of parts are."""
        return self._home / PARTS

    def rows(self) -> dict[str, Row]:
        """Every row, by unit, in order. Raises StorageError if one can't be read."""
        place = self._home / MANIFEST
        names = [name for name in place.names() if name.endswith(".json") and not unfinished(name)]
        found = {}
        for name, body in sorted(place.read_all(names).items()):
            row = _read(body, Row, place / name)
            if row.format > FORMAT:
                raise StorageError(
                    f"{place.text}/{name}: written by a newer version of harvest; install that one"
                )
            found[row.unit] = row
        return found

    def put(self, row: Row) -> None:
        """Write the row of a unit whose parts are all there; from then on they count."""
        (self._home / MANIFEST / f"{row.unit}.json").write(_written(msgspec.to_builtins(row)))

    def drop(self, units: Iterable[str]) -> None:
        """Take rows away: their records are no longer there."""
        for unit in units:
            (self._home / MANIFEST / f"{unit}.json").remove()

    def plan(self) -> dict[str, list[str]]:
        """The units that there should be, by group."""
        place = self._home / PLAN
        return _read(place.read(), dict[str, list[str]], place) if place.exists() else {}

    def put_plan(self, plan: Mapping[str, Sequence[str]]) -> None:
        """Write down the units that there should be, if that is news."""
        told = {group: sorted(units) for group, units in sorted(plan.items())}
        if told != self.plan():
            (self._home / PLAN).write(_written(told))

    def sweep(self, due: Iterable[str] = ()) -> None:
        """Remove the parts that no row leads to, and what was left half written.

        ``due`` are folders that are about to be written: a worker of a run that was ended may still
        be at one of them, and writes what this run would.
        """
        kept = {*due, *(row.folder for row in self.rows().values())}
        for name in self.parts.names():
            if name not in kept:
                (self.parts / name).remove()
        for name in filter(unfinished, (self._home / MANIFEST).names()):
            (self._home / MANIFEST / name).remove()


def sources(lake: Address) -> list[str]:
    """The sources of which a lake has anything."""
    return [name for name in lake.names() if (lake / name / PLAN).exists()]


def _written(what: Any) -> bytes:
    return (json.dumps(what, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _read(body: bytes, kind: Any, place: Address) -> Any:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError as error:
        raise StorageError(
            f"{place.text}: damaged ({error}); remove it, then run harvest bulk parse again"
        ) from error
