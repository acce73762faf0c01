"""What the work database holds, as the sources ask for it before they walk."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

from harvest import identifiers
from harvest.records import Held, Page
from harvest.rows import ROWS, Kind
from harvest.store.quarantine import KNOWN_MISSING
from harvest.store.schema import reader

# What can't be read any more is asked for as what was never fetched.
_RECORDS = """
SELECT kind, id, source, removed_on, iif(software LIKE 'unreadable: %', '', last_fetched), missed,
    derived_digest
FROM records
"""
_MEMBERS = "SELECT source, search, record_id FROM memberships WHERE left_on IS NULL"
_LEFT = """
SELECT record_id FROM memberships
JOIN records ON records.kind = memberships.kind AND records.id = record_id
WHERE removed_on IS NULL
GROUP BY memberships.kind, record_id
HAVING count(*) = count(left_on)
    AND (max(last_fetched) > :now OR max(left_on) > max(last_fetched) AND max(left_on) <= :now)
"""
_KNOWN_MISSING = "SELECT record_id FROM undelivered WHERE runs >= ?"
_FILE = "SELECT file FROM pragma_database_list WHERE name = 'main'"
# Only what may have a number is read: most texts have none.
_SAID = """
SELECT article_id, coalesce(title, '') || ' ' || coalesce(abstract, '') FROM articles
WHERE abstract GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9]*'
    OR title GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9]*'
UNION ALL
SELECT article_id, accession FROM databanks WHERE accession IS NOT NULL
UNION ALL
SELECT text_id, number FROM text_names
"""
_CITED = """
SELECT DISTINCT pmid FROM trial_references
JOIN records ON records.kind = 'trial' AND records.id = trial_references.trial_id
WHERE pmid IS NOT NULL AND removed_on IS NULL
"""
_DOIS = """
SELECT DISTINCT lower(doi) FROM articles
JOIN records ON records.kind = 'article' AND records.id = article_id
WHERE doi LIKE '10.%/%' AND removed_on IS NULL
"""
_OPEN = """
SELECT t.pmcid, max(coalesce(t.free_from, ''))
FROM texts AS t
JOIN articles AS a ON a.pmid = t.pmid OR a.pmcid = t.pmcid
JOIN records AS r ON r.kind = 'article' AND r.id = a.article_id
WHERE t.open_access = 1 AND t.pmcid GLOB 'PMC[0-9]*' AND r.removed_on IS NULL
GROUP BY t.pmcid
"""
_WITHOUT_PMID = """
SELECT DISTINCT 'doi:' || lower(doi) FROM articles
JOIN records ON records.kind = 'article' AND records.id = article_id
WHERE doi LIKE '10.%/%' AND pmid IS NULL AND articles.kind <> 'preprint' AND removed_on IS NULL
"""
_PREPRINTS = """
SELECT e.other_id
FROM text_ties AS e
JOIN texts AS t ON t.text_id = e.text_id
JOIN articles AS a ON a.pmid = t.pmid
JOIN records AS r ON r.kind = 'article' AND r.id = a.article_id AND r.removed_on IS NULL
WHERE e.tie = 'PreprintIn' AND e.other_source = 'PPR'
    AND NOT EXISTS (SELECT 1 FROM articles AS p WHERE p.article_id = e.other_id)
UNION
SELECT 'doi:' || d.other_id
FROM doi_relations AS d
JOIN articles AS a ON lower(a.doi) = d.doi
JOIN records AS r ON r.kind = 'article' AND r.id = a.article_id AND r.removed_on IS NULL
WHERE d.relation = 'has-preprint' AND d.other_type = 'doi'
    AND NOT EXISTS (SELECT 1 FROM articles AS p WHERE lower(p.doi) = d.other_id)
"""
_DESCRIPTORS = "SELECT ui FROM trial_mesh UNION SELECT ui FROM article_mesh"
_DESCRIPTORS_OF: Mapping[Kind, str] = {
    "trial": "SELECT ui FROM trial_mesh WHERE trial_id IN (SELECT value FROM json_each(?))",
    "article": "SELECT ui FROM article_mesh WHERE article_id IN (SELECT value FROM json_each(?))",
}
_CURSORS = "SELECT source || '/' || name, value FROM cursors"
_COPIED = "SELECT source, id, derived_digest FROM copies WHERE kind = 'trial' ORDER BY seen_at"
_ALIASES = "SELECT alias, id FROM aliases"


def named(path: Path) -> Mapping[str, frozenset[str]]:
    """By paper, the numbers of trials that are known to stand in it; by PMID and by text."""
    found: dict[str, set[str]] = {}
    with closing(reader(path)) as connection:
        for key, said in connection.execute(_SAID):
            numbers = {each.id for each in identifiers.trials_in(said)}
            found.setdefault(key, set()).update(numbers)
    return {key: frozenset(numbers) for key, numbers in found.items()}


def held(connection: sqlite3.Connection, now: str) -> Held:
    """What a run needs to know of the stored records, read once: sets of ids, so little memory.

    What was noted as fetched later than ``now`` was noted by a clock that was wrong: when it was
    fetched is not known, so it is due.
    """
    kinds: dict[str, set[str]] = {kind: set() for kind in ROWS}
    gone: set[str] = set()
    last_fetched: dict[str, str] = {}
    missed: set[str] = set()
    delivered: dict[str, set[str]] = {}
    derived: dict[str, str] = {}
    for row in connection.execute(_RECORDS):
        kind, identifier, source, removed_on, fetched_at, times, computed = row
        (kinds[kind] if removed_on is None else gone).add(identifier)
        delivered.setdefault(source, set()).add(identifier)
        if times and removed_on is None:
            missed.add(identifier)
        if kind == "trial":
            derived[identifier] = computed
        elif fetched_at <= now:
            last_fetched[identifier] = fetched_at
    members: dict[tuple[str, str], set[str]] = {}
    for source, search, identifier in connection.execute(_MEMBERS):
        members.setdefault((source, search), set()).add(identifier)
    return Held(
        trials=frozenset(kinds["trial"]),
        articles=frozenset(kinds["article"]),
        gone=frozenset(gone),
        missed=frozenset(missed),
        left=frozenset(row[0] for row in connection.execute(_LEFT, {"now": now})),
        members={key: frozenset(ids) for key, ids in members.items()},
        last_fetched=last_fetched,
        known_missing=frozenset(
            row[0] for row in connection.execute(_KNOWN_MISSING, (KNOWN_MISSING,))
        ),
        cited=frozenset(row[0] for row in connection.execute(_CITED)),
        without_pmid=frozenset(row[0] for row in connection.execute(_WITHOUT_PMID)),
        preprints=frozenset(row[0] for row in connection.execute(_PREPRINTS)),
        named=partial(named, Path(connection.execute(_FILE).fetchone()[0])),
        dois=frozenset(row[0] for row in connection.execute(_DOIS)),
        open_articles=dict(connection.execute(_OPEN)),
        descriptors=frozenset(row[0] for row in connection.execute(_DESCRIPTORS)),
        descriptors_held=frozenset(kinds["descriptor"]),
        cursors=dict(connection.execute(_CURSORS)),
        aliases=dict(connection.execute(_ALIASES)),
        delivered={source: frozenset(ids) for source, ids in delivered.items()},
        derived=derived,
        copied={(source, id_): stated for source, id_, stated in connection.execute(_COPIED)},
    )


def descriptors(connection: sqlite3.Connection, page: Page) -> frozenset[str]:
    """The MeSH descriptors in use by the records of a page."""
    return frozenset(
        ui
        for kind, statement in _DESCRIPTORS_OF.items()
        for (ui,) in connection.execute(
            statement, (json.dumps([raw.id for raw in page.raws if raw.kind == kind]),)
        )
    )
