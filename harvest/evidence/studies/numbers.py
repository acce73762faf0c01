"""The numbers by which registrations may be of one study, made ready for the rules.

Three tables that last as long as the connection, see ``rules``. What a record itself names comes
from its mentions; what a third party names of it, from the copies that are kept beside it.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from harvest import identifiers
from harvest.evidence.studies.extensions import is_extension, parents
from harvest.paths import DB
from harvest.rows.trial import GROUPED_BY_WHO
from harvest.vocabularies import entries

MANY = 5
"""A number that so many registrations name, or more, is of none of them."""

_TRIALS = """
SELECT t.trial_id, t.registry, t.brief_title, t.official_title,
    coalesce(t.brief_summary, ''), coalesce(t.detailed_description, '')
FROM trials AS t
JOIN records AS r ON r.kind = 'trial' AND r.id = t.trial_id AND r.removed_on IS NULL
ORDER BY t.trial_id
"""
_ALIASES = "SELECT alias, id FROM aliases WHERE kind = 'trial' ORDER BY alias"
_NAMED = """
WITH listed AS (
    SELECT trial_id, row_number() OVER (PARTITION BY trial_id ORDER BY position) - 1 AS place,
        id, type, domain
    FROM trial_ids
)
SELECT m.id, m.registry, m.number, l.id, l.type, l.domain
FROM listed AS l
JOIN mentions AS m ON m.kind = 'trial' AND m.id = l.trial_id
    AND m.field = 'trial_ids[' || l.place || ']'
ORDER BY m.id, l.place, m.position
"""
_COPIES = """
SELECT id, source, numbers FROM (
    SELECT id, source, numbers,
        row_number() OVER (PARTITION BY source, id ORDER BY seen_at DESC) AS place
    FROM copies WHERE kind = 'trial' AND numbers IS NOT NULL
)
WHERE place = 1
ORDER BY id, source
"""
_TABLES = (
    "DROP TABLE IF EXISTS temp.own_numbers",
    "DROP TABLE IF EXISTS temp.named_numbers",
    "DROP TABLE IF EXISTS temp.shared_numbers",
    "DROP TABLE IF EXISTS temp.parent_numbers",
    "CREATE TEMP TABLE own_numbers (number, registry, trial_id)",
    "CREATE TEMP TABLE named_numbers (trial_id, registry, number, grouped, evidence)",
    "CREATE TEMP TABLE shared_numbers (number)",
    "CREATE TEMP TABLE parent_numbers (trial_id, number, evidence)",
)
_INDEXES = (
    "CREATE INDEX temp.own_numbers_number ON own_numbers(number)",
    "CREATE INDEX temp.named_numbers_number ON named_numbers(number)",
)
_DROP = _TABLES[:4]


@dataclass(frozen=True, slots=True)
class Named:
    """A registry number that a record gives besides its own; ``evidence`` says where."""

    trial_id: str
    registry: str
    number: str
    grouped: bool
    evidence: str


@dataclass(frozen=True)
class Numbers:
    """What the numbers of all records say together.

    ``core`` is a trial's number as all records of one registration have it, ``registry`` its
    registry, see ``registry_of``; ``tied`` are the cores that name or bear a number, by number and
    registry; ``names`` the numbers that a core names, by core and registry; ``extensions`` the
    cores whose titles call the study an extension of another.
    """

    core: Mapping[str, str]
    registry: Mapping[str, str]
    tied: Mapping[str, Mapping[str, frozenset[str]]]
    names: Mapping[str, Mapping[str, frozenset[str]]]
    extensions: frozenset[str] = field(default_factory=frozenset)


def prepare(connection: sqlite3.Connection) -> Numbers:
    """Make the tables for the rules; :func:`finish` drops them."""
    core: dict[str, str] = {}
    registry: dict[str, str] = {}
    own: list[tuple[str, str, str]] = []
    extensions: set[str] = set()
    stated: list[tuple[str, str, str]] = []
    for trial_id, code, brief, official, *texts in connection.execute(_TRIALS):
        core[trial_id] = number = identifiers.number_of(code, trial_id)
        registry[trial_id] = registry_of(code)
        own.append((number, code, trial_id))
        if is_extension(brief or "", official or ""):
            extensions.add(number)
        stated += [
            (trial_id, found, f"{trial_id} says: {words}")
            for text in (brief or "", official or "", *texts)
            for found, words in parents(text)
            if found != number
        ]
    for alias, trial_id in connection.execute(_ALIASES):
        if trial_id in core:
            own.append((alias, "", trial_id))
    named = list(_named(connection, core))
    tied, names = _gathered(named, own, core, registry)
    for statement in _TABLES:
        connection.execute(statement)
    connection.executemany("INSERT INTO temp.own_numbers VALUES (?, ?, ?)", dict.fromkeys(own))
    connection.executemany(
        "INSERT INTO temp.named_numbers VALUES (?, ?, ?, ?, ?)",
        ((n.trial_id, n.registry, n.number, n.grouped, n.evidence) for n in named),
    )
    connection.executemany(
        "INSERT INTO temp.shared_numbers VALUES (?)",
        (
            (number,)
            for number, by_registry in tied.items()
            if 1 < len(frozenset().union(*by_registry.values())) < MANY
        ),
    )
    connection.executemany("INSERT INTO temp.parent_numbers VALUES (?, ?, ?)", stated)
    for statement in _INDEXES:
        connection.execute(statement)
    return Numbers(core, registry, tied, names, frozenset(extensions))


def finish(connection: sqlite3.Connection) -> None:
    """Drop the tables."""
    for statement in _DROP:
        connection.execute(statement)


def _named(connection: sqlite3.Connection, core: Mapping[str, str]) -> Iterator[Named]:
    """Each number that a record names, once, in the record's own words before a third party's."""
    seen: set[tuple[str, str, bool]] = set()
    for found in (*_of_records(connection), *_of_copies(connection)):
        key = (found.trial_id, found.number, found.grouped)
        if core.get(found.trial_id, found.number) != found.number and key not in seen:
            seen.add(key)
            yield found


def _of_records(connection: sqlite3.Connection) -> Iterator[Named]:
    for trial_id, registry, number, text, kind, domain in connection.execute(_NAMED):
        if domain == GROUPED_BY_WHO:
            yield Named(trial_id, registry, number, True, _grouped(trial_id, text))
        else:
            what = domain or _labels().get(kind or "") or "other number"
            words = f"{trial_id} names {number} among its other numbers ({what}: {text})"
            yield Named(trial_id, registry, number, False, words)


def _of_copies(connection: sqlite3.Connection) -> Iterator[Named]:
    for trial_id, _, numbers in connection.execute(_COPIES):
        for text, domain in json.loads(numbers):
            for found in identifiers.find((text or "").strip(), "trial"):
                grouped = domain == GROUPED_BY_WHO
                words = (
                    f"WHO's copy of {trial_id} names {found.id} among its other numbers ({text})"
                )
                evidence = _grouped(trial_id, text) if grouped else words
                yield Named(trial_id, found.registry, found.id, grouped, evidence)


def _grouped(trial_id: str, text: str) -> str:
    return f"WHO ICTRP groups {trial_id} with {text}"


def _gathered(
    named: list[Named],
    own: list[tuple[str, str, str]],
    core: Mapping[str, str],
    registry: Mapping[str, str],
) -> tuple[dict[str, dict[str, frozenset[str]]], dict[str, dict[str, frozenset[str]]]]:
    tied: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    names: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for number, _, trial_id in own:
        tied[number][registry[trial_id]].add(core[trial_id])
    for each in named:
        if each.trial_id in core:
            tied[each.number][registry[each.trial_id]].add(core[each.trial_id])
            names[core[each.trial_id]][registry_of(each.registry)].add(each.number)
    frozen = [
        {key: {title: frozenset(all_) for title, all_ in of.items()} for key, of in found.items()}
        for found in (tied, names)
    ]
    return frozen[0], frozen[1]


def registry_of(code: str) -> str:
    """The registry of a code, by its first one: it may have several spellings of its numbers."""
    return _registries().get(code, code)


@cache
def _registries() -> Mapping[str, str]:
    first: dict[str, str] = {}
    return {each.name: first.setdefault(each.title, each.name) for each in identifiers.registries()}


@cache
def _labels() -> Mapping[str, str]:
    path = DB / "vocabularies" / "secondary_id_types.csv"
    return {each.code: each.label for each in entries(path)}
