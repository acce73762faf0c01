"""Finds what is new for a reader, grouped and bounded."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote_plus

from harvest.changes import Told, rows
from harvest.digest.watch import Watch
from harvest.queries import Query, named

_RELEASED = "SELECT id FROM upstream_changes WHERE released_on IS NOT NULL ORDER BY id"
Listed = Callable[[sqlite3.Connection, str], Iterable[str]]
"""The keys of the records in a list, by the address of the list."""

_CHANGES = Path(__file__).with_name("sql") / "changes.sql"
_UNKNOWN = Path(__file__).with_name("sql") / "unknown.sql"


@dataclass(frozen=True, slots=True)
class Difference:
    """A watched query or list: the records that came into it and those that went out of it."""

    title: str
    came: tuple[str, ...]
    went: tuple[str, ...]
    first_time: bool


@dataclass(frozen=True, slots=True)
class Digest:
    """What is to be told: ``records`` groups the lines shown, ``more`` were left out, counted."""

    topic: str
    published_at: str
    records: tuple[tuple[Told, ...], ...]
    more: int
    total: int
    differences: tuple[Difference, ...]
    last_change: int
    query_keys: Mapping[str, tuple[str, ...]]
    released: tuple[int, ...]

    @property
    def query_rows(self) -> int:
        """Records that came into, or went out of, watched queries."""
        return sum(len(d.came) + len(d.went) for d in self.differences if not d.first_time)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.total and not self.query_rows


class Before(Protocol):
    """What was delivered before."""

    @property
    def last_change(self) -> int:
        """The number of the last change delivered."""
        ...

    @property
    def query_rows(self) -> Mapping[str, tuple[str, ...]]:
        """The records that each watched query held then."""
        ...

    @property
    def released(self) -> tuple[int, ...]:
        """The mass changes that had been released by then."""
        ...


def compose(
    connection: sqlite3.Connection,
    watch: Watch,
    before: Before,
    since: str | None,
    listed: Listed,
) -> Digest:
    """The digest of what is watched, since ``before`` or, if given, since a date (UTC).

    ``listed`` tells the records of a list, which the site makes.
    """
    topic, published_at, newest = connection.execute(
        "SELECT title, published_at, (SELECT coalesce(max(id), 0) FROM changes) FROM publication"
    ).fetchone()
    lists = {address: tuple(sorted(listed(connection, address))) for address in watch.lists}
    lines = _lines(connection, watch, lists, before if since is None else None, since or "")
    shown = lines[: watch.limit]
    grouped: dict[str, list[Told]] = {}
    for line in shown:
        grouped.setdefault(line.record_id, []).append(line)
    keys = {slug: _keys(connection, named(slug)) for slug in watch.queries} | lists
    titles = {slug: f"Query: {named(slug).title}" for slug in watch.queries}
    return Digest(
        topic=topic,
        published_at=published_at,
        records=tuple(tuple(group) for group in grouped.values()),
        more=len(lines) - len(shown),
        total=len(lines),
        differences=tuple(
            _difference(titles.get(name, f"List: {unquote_plus(name)}"), name, now, before)
            for name, now in keys.items()
        ),
        last_change=newest,
        query_keys=keys,
        released=tuple(number for (number,) in connection.execute(_RELEASED)),
    )


def unknown(connection: sqlite3.Connection, watch: Watch) -> list[tuple[str, str]]:
    """The trials and sponsors that are watched and not in the database, each with its key."""
    values = {"trials": json.dumps(watch.trials), "sponsors": json.dumps(watch.sponsors)}
    return connection.execute(_UNKNOWN.read_text("utf-8"), values).fetchall()


def _lines(
    connection: sqlite3.Connection,
    watch: Watch,
    lists: Mapping[str, tuple[str, ...]],
    before: Before | None,
    since: str,
) -> list[Told]:
    values = {
        "after": before.last_change if before else 0,
        "released": json.dumps(before.released if before else ()),
        "since": since,
        "events": json.dumps(sorted(watch.events)),
        "trials": json.dumps(watch.trials),
        "sponsors": json.dumps(watch.sponsors),
        "records": json.dumps(sorted({key for keys in lists.values() for key in keys})),
        "everything": watch.everything,
    }
    return list(rows(connection.execute(_CHANGES.read_text("utf-8"), values)))


def _keys(connection: sqlite3.Connection, query: Query) -> tuple[str, ...]:
    """The records in a query's result with its defaults: its first column that names some."""
    cursor = connection.execute(query.sql, query.values({}))
    names = [column[0] for column in cursor.description]
    place = next((names.index(name) for name in ("trial_id", "article_id") if name in names), 0)
    return tuple(sorted({str(row[place]) for row in cursor if row[place] is not None}))


def _difference(title: str, name: str, now: tuple[str, ...], before: Before) -> Difference:
    held = before.query_rows.get(name)
    was = set(held if held is not None else now)
    return Difference(
        title=title,
        came=tuple(key for key in now if key not in was),
        went=tuple(sorted(was - set(now))),
        first_time=held is None,
    )
