"""A file read whole before anything of it is stored: it is imported whole or not at all.

What is to be kept waits in a temporary file, so that an export of any length takes little memory.
"""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from harvest.config import Config
from harvest.errors import UpstreamDataError
from harvest.sources.ictrp.body import Kept
from harvest.sources.ictrp.exports import Entry, Incomplete, Layout, opened
from harvest.sources.ictrp.matching import matcher
from harvest.sources.ictrp.values import exported


@dataclass(frozen=True, slots=True)
class Searched:
    """What a person searched for at the portal, on which day, and how many records it announced."""

    text: str
    on: str | None = None
    hits: int | None = None


@dataclass(slots=True)
class Delivery:
    """A file that is whole, ready to be stored; ``older`` and ``own`` are counted by the walk."""

    name: str
    layout: Layout
    exported: str
    """Day or moment of the latest trial of it"""
    rows: int
    unmatched: int
    """Rows of a full export that are not of the topic"""
    twice: int
    dated: bool
    """Whether the file itself says when it was exported"""
    searched: Searched | None
    nameless: tuple[bytes, ...]
    """Trials without a number"""
    older: int = 0
    """Trials of which the database has a newer copy"""
    own: int = 0
    """Trials that their own registry delivers, whose record stays"""
    cursors: tuple[tuple[str, str], ...] = ()
    _places: dict[str, tuple[tuple[str, str], int, int]] = field(default_factory=dict)
    _spool: IO[bytes] | None = None

    def __len__(self) -> int:
        """The trials to be kept, each once."""
        return len(self._places)

    def trials(self) -> Iterator[tuple[str, tuple[str, str], bytes]]:
        """Number, age and bytes of each trial, in the order of the file."""
        assert self._spool is not None
        for key, (age, start, length) in sorted(self._places.items(), key=lambda each: each[1][1]):
            self._spool.seek(start)
            yield key, age, self._spool.read(length)

    def close(self) -> None:
        """Let go of the temporary file."""
        if self._spool is not None:
            self._spool.close()


def prepare(path: Path, config: Config, source: str, searched: Searched | None = None) -> Delivery:
    """Read a file to its end.

    Raises what ``opened`` raises; nothing is left of a file that is not whole.
    """
    before = _state(path)
    spool = tempfile.TemporaryFile()  # noqa: SIM115  # the delivery closes it
    try:
        with opened(path) as export:
            day = searched.on if searched and searched.on else _day(path)
            whole = export.layout != "full export"
            matches = None if whole else matcher(config, source)
            found = Delivery(
                *(path.name, export.layout, "", 0, 0, 0, False, searched, ()), _spool=spool
            )
            nameless: list[bytes] = []
            for entry in export.entries:
                found.rows += 1
                if matches is not None and not matches(entry.fields):
                    found.unmatched += 1
                elif entry.fields.get("trialid"):
                    _keep(found, spool, entry, day)
                else:
                    nameless.append(json.dumps(entry.fields, ensure_ascii=False).encode())
        if not found.rows:
            raise UpstreamDataError(
                f"{path}: has no trial; the search found nothing, or the export failed"
            )
        if _state(path) != before:
            raise Incomplete(f"{path}: grew while it was read; import it when it is complete")
        found.nameless = tuple(nameless)
        found.exported = found.exported or day
    except BaseException:
        spool.close()
        raise
    return found


def _keep(found: Delivery, spool: IO[bytes], entry: Entry, day: str) -> None:
    told = exported(entry.fields.get("exportdate"))
    found.dated = found.dated or told is not None
    kept = Kept(entry.fields, told or day, entry.unknown)
    key = kept.key
    held = found._places.get(key)
    if held is not None:
        found.twice += 1
        if held[0] >= kept.age:
            return
    body = kept.dumps()
    start = spool.seek(0, 2)
    spool.write(body)
    found._places[key] = (kept.age, start, len(body))
    found.exported = max(found.exported, kept.exported)


def _day(path: Path) -> str:
    """The day on which a file was written, for one that says nothing of when it is of."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


def _state(path: Path) -> tuple[int, int] | None:
    try:
        seen = path.stat()
    except OSError:
        return None  # who opens it says why
    return seen.st_size, seen.st_mtime_ns
