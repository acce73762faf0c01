"""Why a cell says something else today: what happened to the records of its row since then."""

import json
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from harvest.changes import words
from harvest.desk.table.comparing import Change
from harvest.export.tables import Cell, Origin

_SQL = Path(__file__).with_name("sql")
_FEW = 3
_KEY = re.compile(r"\b(?:[0-9]{7,9}|PPR[0-9]+|import:[0-9a-f]+|[A-Za-z]{2,8}-?[0-9][\w-]{5,})\b")
_NAMES = {
    "participants": ("enrollment",),
    "number_is": ("enrollment",),
    "design": ("intervention_model",),
    "purpose": ("primary_purpose",),
    "sponsor": ("lead_sponsor", "sponsors"),
    "trial": ("brief_title",),
    "countries": ("country", "countries", "locations"),
    "results_posted": ("has_results",),
    "start": ("start_date",),
    "primary_outcomes": ("outcomes", "primary_outcomes"),
    "marked_papers": ("integrity",),
    "retracted_papers": ("integrity",),
    "title": ("title", "brief_title", "official_title"),
    "last_updated": (),
}
"""Of columns that saved queries call otherwise than the field: how changes call it."""
_ABOUT_PAPERS = frozenset({"retracted", "corrected", "concern", "paper_linked", "paper_published"})


class Cause(NamedTuple):
    """What happened, as a sentence, and when: the source's day, else the day it was seen."""

    text: str
    day: str


class _Told(NamedTuple):
    id: int
    kind: str
    record: str
    event: str
    label: str
    field: str | None
    old: str | None
    new: str | None
    note: str | None
    happened_on: str | None
    seen_at: str

    def said(self) -> str:
        name = self.field or ""
        old, new = words.value(name, self.old), words.value(name, self.new)
        what = f": {old} → {new}" if old and new else f": {old or new}" if old or new else ""
        note = f" ({self.note})" if self.note else ""
        named = f" ({words.field(name)})" if self.event == "edited" and name else ""
        return f"{self.label}{named}, {self.record}{what}{note}"

    @property
    def day(self) -> str:
        return self.happened_on or self.seen_at[:10]


@dataclass(slots=True)
class Causes:
    """Looks up causes in a public file, for a table of that origin."""

    connection: sqlite3.Connection
    origin: Origin
    _told: dict[str, list[_Told]] = field(default_factory=dict)

    def of(self, change: Change) -> Cause:
        """Why a cell has changed."""
        named = _named(change)
        told = [each for record in change.records for each in self._since(record)]
        fitting = [each for each in told if _fits(each, change)]
        about = [
            each
            for record in named
            for each in self._since(record)
            if each.event in _ABOUT_PAPERS or each.event == "registered"
        ]
        linked = [each for each in told if each.event in _ABOUT_PAPERS and _names(each, named)]
        if cause := self._corrected(change):
            return cause
        if found := (fitting or about or linked):
            return _joined(found)
        if cause := self._edited(change, told):
            return cause
        if self._row("is_facet", facet=change.name):
            said = "a facet that was corrected, or is extracted differently by today's program"
            return Cause(f"{said}; the record did not change", self.published[:10])
        return Cause("computed from other records, which changed", self.published[:10])

    def came(self, records: Iterable[str]) -> Cause:
        """Why a row has come."""
        told = [each for record in records for each in self._since(record)]
        first = [
            each for each in told if each.event in ("registered", "paper_published", "came_back")
        ]
        if found := (first or told):
            return _joined(found)
        return Cause("meets the question of the table now", self.published[:10])

    def gone(self, records: Iterable[str]) -> Cause:
        """Why a row is no longer in the table."""
        keys = list(records)
        for record in keys:
            removed_on, other = self._row("standing", record=record) or (None, None)
            day = str(removed_on or self.published[:10])
            if other is not None:
                return Cause(f"{record} was merged into {other}", day)
            if removed_on is not None:
                return Cause(f"{record} was removed from its registry", day)
        told = [each for record in keys for each in self._since(record)]
        if told:
            return _joined(told)
        return Cause("no longer meets the question of the table", self.published[:10])

    @property
    def published(self) -> str:
        """When the public file was built."""
        (moment,) = self.connection.execute("SELECT published_at FROM publication").fetchone()
        return str(moment)

    def _since(self, record: str) -> list[_Told]:
        if record not in self._told:
            asked = {"after": self.origin.last_change, "records": json.dumps([record])}
            statement = (_SQL / "changes.sql").read_text("utf-8")
            self._told[record] = [_Told(*row) for row in self.connection.execute(statement, asked)]
        return self._told[record]

    def _corrected(self, change: Change) -> Cause | None:
        """A person's correction of a facet, or that it was read anew."""
        for record in change.records[:1]:
            if found := self._row("facet", record=record, facet=change.name):
                flag, reason = found
                return Cause(f"{flag or 'corrected by a person'}: {reason}", self.published[:10])
        return None

    def _edited(self, change: Change, told: list[_Told]) -> Cause | None:
        """A later version of the record, with what is known of it."""
        known = self.origin.versions or {}
        for record in change.records:
            version, dated, seen_at = self._row("versions", record=record) or (0, "", "")
            if version > known.get(record, version):
                others = ", ".join(dict.fromkeys(each.label.lower() for each in told[:_FEW]))
                more = f" ({others})" if others else ""
                said = (
                    f"{record} was edited at its source, version {known[record]} → {version}{more}"
                )
                return Cause(said, dated or seen_at[:10])
        return None

    def _row(self, name: str, **given: str) -> tuple[Any, ...] | None:
        statement = (_SQL / f"{name}.sql").read_text("utf-8")
        row: tuple[Any, ...] | None = self.connection.execute(statement, given).fetchone()
        return row


def _joined(found: list[_Told]) -> Cause:
    latest = sorted(found, key=lambda each: each.id)
    said = "; ".join(dict.fromkeys(each.said() for each in latest[-_FEW:]))
    more = len(latest) - _FEW
    return Cause(f"{said}; and {more} more" if more > 0 else said, latest[-1].day)


def _fits(told: _Told, change: Change) -> bool:
    """Whether what was told is of the field that a column shows."""
    name = (told.field or "").casefold()
    parts = {name, *name.split(".")}
    parts |= {each.removesuffix(ending) for each in parts for ending in ("_date", "_type", "s")}
    wanted = _NAMES.get(change.name, (change.name,))
    if any(each in parts or each.removesuffix("s") in parts for each in wanted):
        return True
    by_event = {"stopped": "status", "status": "status", "results_posted": "results_posted"}
    if by_event.get(told.event) == change.name:
        return True
    return told.event.startswith("primary_outcome") and change.name == "primary_outcomes"


def _named(change: Change) -> list[str]:
    """Numbers of records that the cell has now or had before, but not both."""
    old, new = set(_KEY.findall(_text(change.old))), set(_KEY.findall(_text(change.new)))
    return sorted((old ^ new) - set(change.records)) or sorted(new - set(change.records))


def _names(told: _Told, records: list[str]) -> bool:
    said = f"{told.old} {told.new} {told.note}"
    return any(record in said for record in records)


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
