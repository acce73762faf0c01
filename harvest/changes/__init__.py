"""Changes: what happened to a record, and in which words it is told."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Literal

from harvest.changes import words
from harvest.identifiers import page, paper_name
from harvest.paths import DB
from harvest.rows import Kind
from harvest.vocabularies import entries

EVENTS = frozenset(entry.code for entry in entries(DB / "vocabularies" / "events.csv"))
"""What stands in ``changes.event``."""

Origin = Literal["harvest", "registry"]
"""Our own snapshots, or the registry's own history."""

_OF_SEVERAL = frozenset({"edited", "arm_edited", "primary_outcome_edited", "official", "sponsor"})
"""Events that do not say by themselves which field changed, or whether something came or went."""

_TELL_OF_REMOVAL = frozenset(
    {
        "arm_removed", "primary_outcome_dropped", "country_removed", "site_removed",
        "results_withdrawn", "left_search", "removed", "merged",
    }
)  # fmt: skip
"""Events whose own words say that what stands there before is no more."""


@dataclass(frozen=True, slots=True)
class Change:
    """One event, whichever record it is on.

    ``happened_on`` is the registry's own date for it (a partial date, None if it gives none);
    ``days`` by how many days a date moved, later positive, None unless both dates are equally
    precise; ``note`` says in words what old and new can't.
    """

    event: str
    field: str
    old: str | None
    new: str | None
    happened_on: str | None = None
    days: int | None = None
    note: str | None = None

    @property
    def sentence(self) -> str:
        """What was, what is, and the note; which field, where the event does not say it."""
        old, new = words.value(self.field, self.old), words.value(self.field, self.new)
        note = words.item(self.field, self.note)
        what = (
            f"{old} → {new}"
            if self.old is not None and self.new is not None
            else new or self._gone or ""
        )
        if self.names_field:
            what = f"{words.field(self.field)}: {what}" if what else words.field(self.field)
        return f"{what} ({note})" if note and what else note or what

    @property
    def names_field(self) -> bool:
        """Whether the event leaves open which field changed."""
        return self.event in _OF_SEVERAL and bool(self.field)

    @property
    def _gone(self) -> str | None:
        """What there was before and is no more; an event that tells of a removal needs no more."""
        told = self.event in _TELL_OF_REMOVAL or self.field.endswith("removed")
        old = words.value(self.field, self.old)
        if self.old is None or told:
            return old or None
        if self.field == "integrity":
            return f"no longer {self.old} (was: {self.old})"
        return f"removed (was {old})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Change):
    """A change of a record: what is written, published and shown by pages, feeds and digests.

    Its number, the record's title and the event in words are known where it has been published.
    """

    kind: Kind
    record_id: str
    seen_at: str
    version: int | None = None
    origin: Origin = "harvest"
    id: int | None = None
    ordinal: int = 0
    """How many changes equal to it in all that is told of it were recorded before it."""
    title: str | None = None
    event_label: str = ""
    other_id: str | None = None
    """The paper that it links to a trial, where it is here."""
    other_title: str | None = None
    registry: str | None = None
    """The trial's registry, by name."""
    added_on: str | None = None
    """When PubMed added the paper."""
    integrity: str | None = None
    """What is said against the paper today: retracted, concern, corrected or None."""
    integrity_label: str | None = None
    """The same in words, as in ``articles.integrity_label``."""
    other_integrity: str | None = None
    other_integrity_label: str | None = None
    """The same of the paper that is linked."""

    @classmethod
    def of(
        cls,
        change: Change,
        kind: Kind,
        record_id: str,
        seen_at: str,
        version: int | None = None,
        origin: Origin = "harvest",
    ) -> "Told":
        """A change as one of that record."""
        said = {each.name: getattr(change, each.name) for each in fields(Change)}
        return cls(
            **said,
            kind=kind,
            record_id=record_id,
            seen_at=seen_at,
            version=version,
            origin=origin,
        )

    @property
    def path(self) -> str:
        """The record's page on the site."""
        return page(self.kind, self.record_id)

    @property
    def number(self) -> str:
        """The record's number, as people write it."""
        return self.record_id if self.kind == "trial" else paper_name(self.record_id)

    @property
    def headline(self) -> str:
        """Event, record and title in one line."""
        said = f"{self.event_label}: {self.number}"
        return f"{said}, {marked_title(self.title, self.integrity_label)}" if self.title else said

    @property
    def what(self) -> str:
        """What changed, in words; of a paper that is linked, its title."""
        if self.other_id is None:
            return self.sentence
        title = marked_title(
            self.other_title or "[Title not available]", self.other_integrity_label
        )
        named = f"{title} ({paper_name(self.other_id)}"
        return f"{named}, {self.note})" if self.note else f"{named})"

    @property
    def source(self) -> str:
        """Whose day ``happened_on`` is: the registry's or PubMed's name, empty if neither's."""
        return (
            "PubMed"
            if self.kind == "article" and self.record_id.isdecimal()
            else (self.registry or "")
        )

    @property
    def dated_as(self) -> str:
        """What the source did on ``happened_on``, before it: "published", "first posted"."""
        if self.kind == "article":
            return "published" if self.event == "paper_published" else "record revised"
        return {"registered": "first posted", "results_posted": "posted"}.get(
            self.event, "record updated"
        )

    @property
    def aside(self) -> str | None:
        """The source's own day, in words; None if it gives none but the day of the harvest."""
        if self.happened_on is None or self.happened_on == self.seen_at[:10]:
            return None
        return f"{self.dated_as} {self.happened_on}" + (f", {self.source}" if self.source else "")

    @property
    def date(self) -> str:
        """The registry's date for it or, where it gives none, the day on which it was seen."""
        return self.happened_on or self.seen_at[:10]


def marked_title(title: str, mark: str | None) -> str:
    """A title, with the mark of its paper (in words) in front."""
    return f"[{mark}] {title}" if mark else title


def rows(cursor: sqlite3.Cursor) -> Iterator[Told]:
    """The rows of a query whose columns are fields of :class:`Told`."""
    names = [column[0] for column in cursor.description]
    return (Told(**dict(zip(names, row, strict=True))) for row in cursor)
