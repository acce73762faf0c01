"""Changes as pages show them: which are asked for, and each in words."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils import sqlite_timelimit

from harvest import dates, feeds, identifiers
from harvest.changes import EVENTS, Told
from harvest.errors import UsageError
from harvest.queries import RELEVANT, find
from harvest.site import words
from harvest.site.catalog import Holdings, holdings
from harvest.site.context import SETTINGS
from harvest.site.page import site
from harvest.site.parts.sponsors import Sponsors, sponsors

LATEST = 20
"""Changes on a page that is about something else."""

_LONGEST_FIELD = 200
_NAMES = ("event", "record", "sponsor", "country", "registry", "query", "since", "month", "topic")
_TRIALS = "SELECT trial_id FROM sponsors WHERE name = ?"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the changes asks for; empty values ask for nothing."""

    event: str = ""
    record: str = ""
    sponsor: str = ""
    country: str = ""
    registry: str = ""
    query: str = ""
    since: str = ""
    month: str = ""
    topic: str = ""
    """Anything: only records that the lists show unasked"""

    def fields(self) -> list[tuple[str, str]]:
        """The fields of its address as (name, value), without empty ones."""
        return [(name, value) for name in _NAMES if (value := getattr(self, name))]

    def address(self, ending: str = "", page: int = 1) -> str:
        """The page of it or, with an ending, its feed."""
        fields = self.fields() + ([("page", str(page))] if page > 1 else [])
        return f"/changes{ending}" + (f"?{urlencode(fields)}" if fields else "")


@dataclass(frozen=True, slots=True)
class Shown:
    """A change in words."""

    change: Told
    field: str
    old: str
    new: str
    note: str

    @property
    def day(self) -> str:
        """The day on which it was seen."""
        return self.change.seen_at[:10]


def asked(args: Mapping[str, str]) -> Asked:
    """What a query string says; ``trial`` and ``article`` are other names of ``record``."""
    given = {
        name: (args.get(name) or "").replace("\x00", "").strip()[:_LONGEST_FIELD] for name in _NAMES
    }
    record = given["record"] or (args.get("trial") or args.get("article") or "").strip()
    record = record.replace("\x00", "")[:_LONGEST_FIELD]
    topic = "1" if given["topic"] else ""
    return replace(Asked(**given), record=identifiers.key(record), topic=topic)


def checked(found: Asked) -> Asked:
    """The filters, unchanged. Raises UsageError naming the first one with an unknown value."""
    if found.event and found.event not in EVENTS:
        raise UsageError(f"event: unknown kind of change {found.event!r}")
    if found.registry and found.registry not in {each.name for each in identifiers.registries()}:
        raise UsageError(f"registry: unknown registry {found.registry!r}")
    if found.query and find(found.query) is None:
        raise UsageError(f"query: unknown saved query {found.query!r}")
    for name, text in (("since", found.since), ("month", found.month)):
        if text and dates.parse(text) is None:
            raise UsageError(f"{name}: {text!r} is not a date; write 2026, 2026-11 or 2026-11-24")
    return found


def wanted(
    connection: sqlite3.Connection,
    asked: Asked,
    known: Sponsors | None,
    *,
    limit: int,
    offset: int = 0,
) -> feeds.Filter:
    """The filter of the feed for what is asked; ``known`` are the sponsors."""
    records: set[str] | None = None
    if asked.sponsor:
        records = trials_of(connection, _names(asked.sponsor, known) if known else ())
    if asked.query:
        found = records_of(connection, asked.query, {})
        records = found if records is None else records & found
    return feeds.Filter(
        since=asked.since,
        month=asked.month,
        event=asked.event,
        record=asked.record,
        country=asked.country,
        registry=asked.registry,
        records=None if records is None else tuple(sorted(records)),
        relevance=RELEVANT if asked.topic else 0.0,
        limit=limit,
        offset=offset,
    )


def _names(text: str, known: Sponsors) -> Iterable[str]:
    """The names that count for the sponsor with this slug or, if none has, for any so called."""
    found = known.find(text)
    those = known.with_words(text) if found is None else [found]
    return dict.fromkeys(name for sponsor in those for name in sponsor.counted)


def trials_of(connection: sqlite3.Connection, names: Iterable[str]) -> set[str]:
    """The trials that sponsors of these names lead or support."""
    found: set[str] = set()
    for name in names:
        found.update(row[0] for row in connection.execute(_TRIALS, (name,)))
    return found


def records_of(connection: sqlite3.Connection, slug: str, given: Mapping[str, str]) -> set[str]:
    """The trials and papers in the result of a saved query.

    Raises UsageError for a wrong parameter, or a query whose result names none.
    """
    query = find(slug)
    if query is None:
        raise UsageError(f"query: unknown saved query {slug!r}")
    cursor = connection.execute(query.sql, query.values(given))
    names = [column[0] for column in cursor.description]
    places = [names.index(name) for name in ("trial_id", "article_id") if name in names]
    if not places:
        raise UsageError(f"query: {query.title}: has no trial or paper numbers to follow")
    return {str(row[place]) for row in cursor for place in places if row[place]}


def in_words(changes: Iterable[Told], held: Holdings) -> list[Shown]:
    """Changes with their fields and values in words."""
    return [
        Shown(
            change,
            words.field(change.field),
            words.value(change.field, change.old, held),
            words.value(change.field, change.new, held),
            words.item(change.field, change.note, held),
        )
        for change in changes
    ]


def by_day(changes: Sequence[Shown]) -> list[tuple[str, list[Shown]]]:
    """Changes by the day on which they were seen, in their order."""
    return [(day, list(group)) for day, group in groupby(changes, key=lambda shown: shown.day)]


async def latest(datasette: Datasette, records: tuple[str, ...]) -> list[Shown] | None:
    """The latest changes of some records; None if the file keeps no changes."""
    held = await holdings(datasette)
    if "changes" not in held.tables:
        return None
    filtered = feeds.Filter(records=records, limit=LATEST)
    return in_words(await read(datasette, filtered), held)


async def read(datasette: Datasette, filtered: feeds.Filter) -> list[Told]:
    """The changes that a filter lets through."""

    def work(connection: sqlite3.Connection) -> list[Told]:
        with sqlite_timelimit(connection, SETTINGS["sql_time_limit_ms"]):
            return feeds.read(connection, filtered)

    found: list[Told] = await site(datasette).database.execute_fn(work)
    return found


async def filter_of(
    datasette: Datasette, what: Asked, *, limit: int, offset: int = 0
) -> feeds.Filter:
    """The filter for what is asked, its sponsors and query looked up."""
    known = await sponsors(datasette) if what.sponsor else None

    def work(connection: sqlite3.Connection) -> feeds.Filter:
        with sqlite_timelimit(connection, SETTINGS["sql_time_limit_ms"]):
            return wanted(connection, what, known, limit=limit, offset=offset)

    found: feeds.Filter = await site(datasette).database.execute_fn(work)
    return found
