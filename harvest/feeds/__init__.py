"""Changes as feeds: read once, written as Atom, JSON or lines of text."""

import json
import re
import sqlite3
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from feedgen.feed import FeedGenerator

from harvest.changes import Told, rows
from harvest.text import allowed

_CHANGES = Path(__file__).with_name("sql") / "changes.sql"
_CONDITION = re.compile(r"^.* -- (?P<when>if|unless) (?P<name>\w+)\n", re.MULTILINE)
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:harvest:changes")
_MANY = 100  # records
_NOTHING_YET = "1970-01-01T00:00:00Z"
_ONCE_CALLED = {"trial_id": "nct_id", "article_id": "pmid"}
"""Fields by the name that their entries' ids are made of: a reader shows no entry twice."""
_IN_JSON = (
    *("id", "kind", "record_id", "title", "event", "event_label", "field", "old", "new", "note"),
    *("days", "happened_on", "seen_at", "origin", "integrity", "integrity_label"),
    *("other_integrity", "other_integrity_label"),
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which changes; an empty value filters nothing. ``records`` are keys of trials and papers,
    ``registry`` is a code of the trials' registries, ``relevance`` the least that a record has.

    ``since`` is the first day on which it was seen here; ``month`` (or a year, or a day) is that of
    the registry's date for a change or, where it gives none, of the day on which it was seen.
    """

    since: str = ""
    month: str = ""
    event: str = ""
    record: str = ""
    sponsor: str = ""
    country: str = ""
    registry: str = ""
    records: tuple[str, ...] | None = None
    relevance: float = 0.0
    limit: int = 100
    offset: int = 0


def read(connection: sqlite3.Connection, wanted: Filter) -> list[Told]:
    """The changes that pass, newest first."""
    values = asdict(wanted) | {
        "records": json.dumps(wanted.records),
        "few": False,
        "many": False,
        "year": len(wanted.month) == len("2026"),
        "month_or_day": len(wanted.month) > len("2026"),
        "day": len(wanted.month) > len("2026-11"),
    }
    if wanted.records is not None:
        # Of few records all changes are sorted; of many the newest are met soon on the way back.
        values["few" if len(wanted.records) < _MANY else "many"] = True
    # Only the conditions that are asked for, so that each can use its index.
    sql = _CONDITION.sub(
        lambda line: line[0] if bool(values[line["name"]]) == (line["when"] == "if") else "",
        _CHANGES.read_text("utf-8"),
    )
    return list(rows(connection.execute(sql, values)))


def as_text(changes: Sequence[Told]) -> str:
    """One line a change: the day it was seen, record, event, what changed, its source's date."""
    lines = []
    for change in changes:
        seen, what = change.seen_at[:10], " ".join(change.what.split())
        line = f"{seen}  {change.record_id:11}  {change.event_label}: {what}".rstrip(": ")
        asides = [aside for aside in (change.aside, change.integrity_label) if aside]
        lines.append(f"{line} [{'; '.join(asides)}]" if asides else line)
    return "\n".join(lines)


def as_json(changes: Sequence[Told]) -> str:
    """A JSON list of the changes."""
    told = [{name: getattr(change, name) for name in _IN_JSON} for change in changes]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def as_atom(
    changes: Sequence[Told],
    *,
    title: str,
    base: str,
    path: str,
    page: str = "/changes",
    topic: str = "",
) -> bytes:
    """An Atom feed (RFC 4287) whose ids, its own too, stay whatever the address of the site.

    ``base`` is the site's address without a slash at its end, ``path`` that of the feed below it,
    ``page`` that of the page with the same list. ``topic`` tells the feeds of several topics on one
    site apart, which may hold the same record.
    """
    namespace = uuid.uuid5(_NAMESPACE, topic) if topic else _NAMESPACE
    feed = FeedGenerator()
    feed.id(uuid.uuid5(namespace, path).urn)
    feed.title(_fit(title))
    feed.link(href=f"{base}{path}", rel="self", type="application/atom+xml")
    feed.link(href=f"{base}{page}", rel="alternate", type="text/html")
    feed.author(name="harvest")
    feed.updated(newest(changes) or _NOTHING_YET)
    for change in changes:
        entry = feed.add_entry(order="append")
        entry.id(_urn(change, namespace))
        entry.title(_fit(change.headline))
        entry.link(href=f"{base}{change.path}")
        entry.updated(change.seen_at)
        entry.category(term=change.event, label=_fit(change.event_label))
        entry.content(_fit(change.what) or _fit(change.event_label), type="text")
    body: bytes = feed.atom_str(pretty=True)
    return body


def newest(changes: Sequence[Told]) -> str | None:
    """When the newest of the changes was seen (UTC)."""
    return max((change.seen_at for change in changes), default=None)


def _urn(change: Told, namespace: uuid.UUID) -> str:
    """An id for ever: made of the change itself, and of its place among changes equal to it."""
    field = _ONCE_CALLED.get(change.field or "", change.field)
    what = [change.kind, change.record_id, change.event, field, change.old, change.new]
    among_equals = [change.ordinal] if change.ordinal else []
    name = json.dumps([*what, change.note, change.seen_at, *among_equals])
    return uuid.uuid5(namespace, name).urn


def _fit(text: str) -> str:
    """On one line, without the characters that XML can't hold."""
    return " ".join(allowed(text).split())
