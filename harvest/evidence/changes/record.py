"""What changed since the last complete walks, told once.

The work database remembers for each record how far its changes have been told (``change_state``).
After a run every record of a source whose searches were complete, if it stands elsewhere by now,
gives its events, and the state moves in the same transaction: a run that was killed tells the same
events when it is repeated, and none twice. The first complete run of a source tells nothing, since
nothing was known before (``told_from``); nor is what it had listed, but was delivered later, new.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from harvest.changes import Change, Told
from harvest.config import ChangesConfig
from harvest.errors import RecordError
from harvest.evidence.changes import events, marks
from harvest.records import Raw, Readers, Record, read_by
from harvest.rows import Kind
from harvest.store import raw

Field = tuple[Kind, str]

_CURRENT = """
SELECT r.kind, r.id, r.version, m.present, r.removed_on IS NOT NULL, r.missed, a.id,
       s.version, s.present, s.removed, s.merged, coalesce(m.first_seen <= t.seen_at, 0)
FROM records AS r
JOIN told_from AS t ON t.source = r.source
LEFT JOIN (
    SELECT kind, record_id, max(left_on IS NULL) AS present, min(first_seen) AS first_seen
    FROM memberships GROUP BY kind, record_id
) AS m ON m.kind = r.kind AND m.record_id = r.id
LEFT JOIN aliases AS a ON a.kind = r.kind AND a.alias = r.id
LEFT JOIN change_state AS s ON s.kind = r.kind AND s.id = r.id
WHERE r.kind IN ('trial', 'article') AND r.source IN (SELECT value FROM json_each(?))
  AND (s.id IS NULL OR s.version <> r.version OR s.present IS NOT m.present
       OR s.removed <> (r.removed_on IS NOT NULL) OR s.merged <> (a.id IS NOT NULL))
ORDER BY r.kind, r.id
"""
_TOLD_FROM = "SELECT source FROM told_from"
_TELL_FROM = "INSERT INTO told_from (source, run_id, seen_at) VALUES (?, ?, ?)"
_ALL_SOURCES = "SELECT DISTINCT source FROM records WHERE kind IN ('trial', 'article')"
_BASELINE = """
INSERT INTO change_state (kind, id, version, present, removed, merged)
SELECT r.kind, r.id, r.version, m.present, r.removed_on IS NOT NULL, a.id IS NOT NULL
FROM records AS r
LEFT JOIN (
    SELECT kind, record_id, max(left_on IS NULL) AS present
    FROM memberships GROUP BY kind, record_id
) AS m ON m.kind = r.kind AND m.record_id = r.id
LEFT JOIN aliases AS a ON a.kind = r.kind AND a.alias = r.id
WHERE r.kind IN ('trial', 'article') AND r.source = ?
ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, present = excluded.present,
    removed = excluded.removed, merged = excluded.merged
"""
"""A record of a third party that its own registry has delivered since was told before."""
_STATE = """
INSERT INTO change_state (kind, id, version, present, removed, merged) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, present = excluded.present,
    removed = excluded.removed, merged = excluded.merged
"""
_VERSIONS = """
SELECT version, source, sha256, seen_at FROM versions
WHERE kind = ? AND id = ? AND version IN (SELECT value FROM json_each(?)) ORDER BY version
"""
_HELD = "SELECT kind, count(*) FROM records WHERE removed_on IS NULL GROUP BY kind"
_UPSTREAM = """
INSERT INTO upstream_changes (run_id, kind, field, records, held, examples)
VALUES (?, ?, ?, ?, ?, ?)
"""
_CHANGE = """
INSERT INTO changes (kind, record_id, event, field, old, new, note, days, happened_on, seen_at,
                     run_id, version, origin, upstream)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_NEW_LINKS = """
SELECT l.trial_id, l.article_id,
    group_concat(
        DISTINCT iif(l.relation = 'results' AND a.kind = 'preprint', 'preprint', l.relation))
FROM links AS l
LEFT JOIN articles AS a ON a.article_id = l.article_id
LEFT JOIN told_links AS t ON t.trial_id = l.trial_id AND t.article_id = l.article_id
WHERE t.trial_id IS NULL AND l.relation IN ('results', 'protocol', 'derived')
GROUP BY l.trial_id, l.article_id ORDER BY l.trial_id, l.article_id
"""
_SETTLED = """
INSERT INTO told_links (trial_id, article_id)
SELECT DISTINCT l.trial_id, l.article_id
FROM links AS l
JOIN records AS t ON t.kind = 'trial' AND t.id = l.trial_id
JOIN records AS a ON a.kind = 'article' AND a.id = l.article_id
JOIN change_state AS st ON st.kind = t.kind AND st.id = t.id AND st.version = t.version
JOIN change_state AS sa ON sa.kind = a.kind AND sa.id = a.id AND sa.version = a.version
WHERE l.relation IN ('results', 'protocol', 'derived')
ON CONFLICT DO NOTHING
"""
_TOLD_LINK = "INSERT INTO told_links (trial_id, article_id) VALUES (?, ?)"
_RELEASE = """
UPDATE upstream_changes SET released_on = coalesce(released_on, ?) WHERE id = ?
RETURNING kind, field, records
"""
_EXAMPLES = 5
_ALL = "*"
"""In ``told_from``: all sources together."""


class _Standing(NamedTuple):
    """Where a record stands, and how far it was told (the ``told_`` fields, None if never)."""

    kind: Kind
    id: str
    version: int
    present: int | None
    removed: int
    missed: int
    merged_into: str | None
    told_version: int | None
    told_present: int | None
    told_removed: int | None
    told_merged: int | None
    listed_before: int
    """1 if a search of its source listed it before anything of that source was told"""


def record_changes(
    connection: sqlite3.Connection,
    run_id: int,
    now: str,
    readers: Readers,
    mass: ChangesConfig,
    sources: Collection[str] | None = None,
    whole: bool = True,
) -> int:
    """Write the events since the last call; the caller holds the transaction. Returns how many.

    ``sources`` are those all of whose searches were complete (None: all that have records); of
    others nothing is told. ``whole``: every trial and paper came that the run asked for; until that
    has been so once, what only other records call for is not told as new.
    """
    complete = {row[0] for row in connection.execute(_ALL_SOURCES)} if sources is None else sources
    before = {row[0] for row in connection.execute(_TOLD_FROM)}
    for source in sorted(set(complete) - before):
        connection.execute(_TELL_FROM, (source, run_id, now))
        connection.execute(_BASELINE, (source,))
    settled = _ALL in before
    if whole and complete and not settled:
        connection.execute(_TELL_FROM, (_ALL, run_id, now))
    reader = _Versions(connection, readers)
    told: list[Told] = []
    came_late: set[str] = set()
    rewritten: dict[Kind, list[str]] = defaultdict(list)
    known = json.dumps(sorted(before & set(complete)))
    for standing in [_Standing(*row) for row in connection.execute(_CURRENT, (known,))]:
        called_for = standing.present is None and not settled
        if standing.told_version is None and (standing.listed_before or called_for):
            came_late.add(standing.id)
            connection.execute(_STATE, _state(standing))
            continue
        found = list(_events(standing, reader, now))
        if not found and standing.told_version not in (None, standing.version):
            rewritten[standing.kind].append(standing.id)
        told += found
        connection.execute(_STATE, _state(standing))
    links = _links(connection, now)
    if settled:
        told += [each for each in links if not {each.record_id, each.new} & came_late]
    told = [*marks.told_once(connection, told), *marks.changed(connection, now)]
    upstream = _mass_changes(connection, run_id, told, rewritten, mass)
    write(connection, run_id, told, upstream)
    return len(told)


def write(
    connection: sqlite3.Connection,
    run_id: int,
    told: Iterable[Told],
    upstream: Mapping[Field, int] | None = None,
) -> None:
    """Write changes of a run; ``upstream`` numbers the mass changes that some are part of."""
    parts = upstream or {}
    connection.executemany(
        _CHANGE,
        (
            (
                *(c.kind, c.record_id, c.event, c.field, c.old, c.new, c.note, c.days),
                *(c.happened_on, c.seen_at, run_id, c.version, c.origin),
                parts.get((c.kind, c.field)),
            )
            for c in told
        ),
    )


def settle_links(connection: sqlite3.Connection) -> None:
    """Count links between records that say what they said when they were told as told, too.

    Then the program has come to see them: no paper has been linked. The caller holds the
    transaction.
    """
    connection.execute(_SETTLED)


class Released(NamedTuple):
    """A mass change that counts as changes of its records from now on."""

    kind: str
    field: str
    records: int


def release(connection: sqlite3.Connection, number: int, today: date) -> Released | None:
    """Let a mass change count as real changes of its records; None if there is none so numbered.

    The caller holds the transaction. Released once, it stays so, with its first day.
    """
    row = connection.execute(_RELEASE, (today.isoformat(), number)).fetchone()
    return None if row is None else Released(*row)


def _state(standing: _Standing) -> tuple[object, ...]:
    leaves_later = standing.missed and not standing.removed and not standing.merged_into
    # A record that its source did not find waits for the second confirmation before it is told.
    present = standing.told_present if leaves_later else standing.present
    return (
        standing.kind,
        standing.id,
        standing.version,
        present,
        standing.removed,
        int(standing.merged_into is not None),
    )


def _events(standing: _Standing, versions: "_Versions", now: str) -> Iterator[Told]:
    if standing.told_version is None:
        yield from _arrival(standing, versions, now)
        return
    if standing.told_version != standing.version:
        for before, after, seen_at, number in versions.steps(standing):
            for change in events.between(before, after):
                yield Told.of(change, standing.kind, standing.id, seen_at, number)
    event = _presence(standing)
    if event is not None:
        yield Told.of(event, standing.kind, standing.id, now)


def _presence(standing: _Standing) -> Change | None:
    if standing.merged_into is not None:
        merged = Change("merged", "id", standing.id, standing.merged_into)
        return None if standing.told_merged else merged
    if standing.removed:
        return None if standing.told_removed else Change("removed", "id", standing.id, None)
    if standing.told_removed:
        return Change("came_back", "id", None, standing.id)
    if standing.missed or standing.told_present == standing.present:
        return None
    if standing.told_present == 1:
        return Change("left_search", "search", None, None)
    return Change("came_back", "search", None, None) if standing.told_present == 0 else None


def _arrival(standing: _Standing, versions: "_Versions", now: str) -> Iterator[Told]:
    record = versions.latest(standing)
    if record is None or standing.merged_into is not None:
        return
    if standing.kind == "trial":
        change = Change(
            "registered",
            "trial_id",
            None,
            standing.id,
            happened_on=events.value(record, "first_posted"),
            note=events.value(record, "brief_title"),
        )
    else:
        integrity = events.value(record, "integrity")
        said = (
            "preprint, not reviewed by peers" if events.value(record, "kind") == "preprint" else "",
            f"already {integrity}" if integrity else "",
        )
        change = Change(
            "paper_published",
            "article_id",
            None,
            standing.id,
            happened_on=events.value(record, "published") or events.value(record, "entrez_date"),
            note="; ".join(filter(None, said)) or None,
        )
    yield Told.of(change, standing.kind, standing.id, now, standing.version)


def _links(connection: sqlite3.Connection, now: str) -> list[Told]:
    """Papers newly tied to a trial by evidence, each told once whatever the number of proofs."""
    rows = connection.execute(_NEW_LINKS).fetchall()
    connection.executemany(_TOLD_LINK, [row[:2] for row in rows])
    return [
        Told.of(
            Change("paper_linked", "article_id", None, article_id, note=relations),
            "trial",
            trial_id,
            now,
        )
        for trial_id, article_id, relations in rows
    ]


def _mass_changes(
    connection: sqlite3.Connection,
    run_id: int,
    told: Iterable[Told],
    rewritten: Mapping[Kind, list[str]],
    mass: ChangesConfig,
) -> dict[Field, int]:
    """Fields that changed in very many records at once: (kind, field) → the mass change's row."""
    held = Counter(dict(connection.execute(_HELD)))
    where: dict[Field, set[str]] = defaultdict(set)
    for each in told:
        if _may_be_mass(each):
            where[each.kind, each.field].add(each.record_id)
    for kind, rewritten_ids in rewritten.items():
        where[kind, _FORM] = set(rewritten_ids)
    found = {}
    for (kind, field), ids in sorted(where.items()):
        share = 100 * len(ids) / max(held[kind], 1)
        if len(ids) >= mass.mass_minimum and share > mass.mass_percent:
            examples = json.dumps(sorted(ids)[:_EXAMPLES])
            row = (run_id, kind, field, len(ids), held[kind], examples)
            found[kind, field] = connection.execute(_UPSTREAM, row).lastrowid or 0
    return found


def _may_be_mass(told: Told) -> bool:
    """Whether it may be one of very many: an edit of a record, or its leaving or joining a search.

    The latter come in hundreds when somebody rewrites a search in config.toml.
    """
    if told.event in ("left_search", "came_back"):
        return told.field == "search"
    return told.version is not None and told.event not in ("registered", "paper_published")


_FORM = "(form only)"
"""Bytes changed, nothing that is said did."""


class _Version(NamedTuple):
    """One kept version of a record, read by the reader of the source that delivered it."""

    record: Record
    source: str
    seen_at: str
    number: int


@dataclass(frozen=True, slots=True)
class _Versions:
    """Reads kept versions of records anew, with today's reader for both sides of a step."""

    connection: sqlite3.Connection
    readers: Readers

    def latest(self, standing: _Standing) -> Record | None:
        records = self._records(standing, [standing.version])
        return records[0].record if records else None

    def steps(self, standing: _Standing) -> Iterator[tuple[Record, Record, str, int]]:
        """(before, after, when seen, number) from the version told to the one that stands.

        Where one source's record took the place of another's, the record did not change: it is told
        otherwise.
        """
        told, current = standing.told_version or 0, standing.version
        # A registry that returned to an earlier answer took one step back.
        numbers = list(range(told, current + 1)) if told < current else [told, current]
        records = self._records(standing, numbers)
        if told > current:
            records.reverse()
        for before, after in pairwise(records):
            if before.source == after.source:
                yield before.record, after.record, after.seen_at, after.number

    def _records(self, standing: _Standing, numbers: list[int]) -> list[_Version]:
        found = []
        rows = self.connection.execute(
            _VERSIONS, (standing.kind, standing.id, json.dumps(numbers))
        ).fetchall()
        for number, source, sha256, seen_at in rows:
            body = raw.body(self.connection, sha256)
            one = Raw(source, standing.kind, standing.id, body, seen_at)
            try:
                found.append(_Version(read_by(self.readers, one), source, seen_at, number))
            except RecordError:
                continue  # readable when it came; what it said then can't be compared now
        return found
