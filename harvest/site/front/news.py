"""News: what changed in the last days, by the day on which it was seen here."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from harvest.changes import Told
from harvest.queries import RELEVANT
from harvest.site.catalog import Holdings
from harvest.site.page import Rows, fetch
from harvest.site.parts.changes import Asked, Shown, in_words

DAYS = 30
EACH = 3
"""Sentences of one kind."""
MOST = 12
"""Sentences in all."""

EVENTS = (
    *("stopped", "retracted", "concern", "results_posted", "results_withdrawn"),
    *("primary_completion_moved", "registered", "primary_outcome_dropped"),
    *("primary_outcome_edited", "primary_outcome_added", "enrollment_cut", "phase", "status"),
    *("paper_linked", "sponsor", "removed"),
)
"""The kinds of change that are told, the most important first; all others are only counted."""


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence: a change in words, and what else the published file says of its record.

    ``reports`` are the trials, (number, title) each, whose results the changed paper reports.
    """

    shown: Shown
    status: str | None
    sponsor: str | None
    reports: tuple[tuple[str, str | None], ...]

    @property
    def told(self) -> Told:
        """The change."""
        return self.shown.change


@dataclass(frozen=True, slots=True)
class Kind:
    """The news of one event: how many changes, and the sentences of some of them."""

    event: str
    label: str
    count: int
    items: Sequence[Item]
    asked: Asked


@dataclass(frozen=True, slots=True)
class News:
    """The news from ``since`` to ``until``, days both; ``total`` counts ``others``, too.

    ``mass`` are registry-wide updates, told once each. ``last`` is the day of the last change ever,
    None before any; ``harvests`` how many harvests were complete.
    """

    since: str
    until: str
    total: int
    others: int
    kinds: Sequence[Kind]
    mass: Rows
    last: str | None
    harvests: int

    @property
    def asked(self) -> Asked:
        """All of it, as a list."""
        return Asked(since=self.since, topic="1")


def read(connection: sqlite3.Connection, held: Holdings, published: str) -> News:
    """The news of the days before a publication (its day, YYYY-MM-DD)."""
    since = (date.fromisoformat(published) - timedelta(days=DAYS)).isoformat()
    bound = {"since": since, "relevant": RELEVANT}
    counts = {row["event"]: row for row in fetch(connection, "home_news_counts", bound)}
    asked = bound | {"events": json.dumps(EVENTS), "each": EACH}
    items = [_item(row, held) for row in fetch(connection, "home_news", asked)]
    kinds, room = [], MOST
    for event in EVENTS:
        if event not in counts:
            continue
        of_it = [item for item in items if item.told.event == event][:room]
        room -= len(of_it)
        row = counts[event]
        filters = Asked(event=event, since=since, topic="1")
        kinds.append(Kind(event, row["event_label"], row["changes"], of_it, filters))
    total = sum(row["changes"] for row in counts.values())
    [before] = fetch(connection, "home_before", {})
    return News(
        since=since,
        until=published,
        total=total,
        others=total - sum(kind.count for kind in kinds),
        kinds=kinds,
        mass=[row for row in fetch(connection, "changes_upstream", {}) if row["started"] >= since],
        last=before["last"],
        harvests=before["harvests"],
    )


def _item(row: sqlite3.Row, held: Holdings) -> Item:
    said = dict(row)
    status, sponsor, reports = (
        said.pop(f"its_{name}") for name in ("status", "sponsor", "reports")
    )
    [shown] = in_words([Told(**said)], held)
    return Item(shown, status, sponsor, tuple((key, title) for key, title in json.loads(reports)))
