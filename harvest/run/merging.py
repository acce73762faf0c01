"""What came as a reference alone and PubMed has brought since: one paper, whatever stood first."""

import sqlite3

from harvest.references import held
from harvest.references.same import Sign
from harvest.references.sorting import Index
from harvest.store import Store, imported
from harvest.store.imported import Merged

_STANDING = """
SELECT count(*) FROM records WHERE source = 'references' AND removed_on IS NULL
"""
_REFERENCES = "SELECT id FROM records WHERE source = 'references'"
_SINCE = "SELECT value FROM cursors WHERE source = 'references' AND name = 'compared_until'"
_COMPARED = """
INSERT INTO cursors (source, name, value, moved_in) VALUES ('references', 'compared_until', ?, ?)
ON CONFLICT DO UPDATE SET value = excluded.value, moved_in = excluded.moved_in
"""
_CHANGED = """
SELECT DISTINCT v.id FROM versions AS v
JOIN records AS r ON r.kind = v.kind AND r.id = v.id AND r.removed_on IS NULL
WHERE v.kind = 'article' AND r.source <> 'references' AND v.run_id >= ?
"""


def merge_references(store: Store, run_id: int) -> tuple[Merged, ...]:
    """Let the papers that came since the last run take the place of the references that they are.

    A reference was compared with all that was held when it was imported: only what came or changed
    since is compared here. Those that are merged are returned.
    """
    connection = store.connection
    if not connection.execute(_STANDING).fetchone()[0]:
        return ()
    since = connection.execute(_SINCE).fetchone()
    changed = {row[0] for row in connection.execute(_CHANGED, (int(since[0]) if since else 0,))}
    found = tuple(_found(connection, changed)) if changed else ()
    with store.transaction("merge references") as now:
        imported.merge(connection, found, now)
        connection.execute(_COMPARED, (str(run_id), run_id))
    return found


def _found(connection: sqlite3.Connection, papers: set[str]) -> list[Merged]:
    """Each reference that one of the papers is, with the paper that most speaks for."""
    of_others = {row[0] for row in connection.execute(_REFERENCES)}
    index, changed = Index(), {}
    for key, reference in held.references(connection):
        if key in of_others:
            index.add(key, reference)
        elif key in papers:
            changed[key] = Sign(key, reference)
    best: dict[str, tuple[int, Merged]] = {}
    for key, sign in changed.items():
        for match in index.like(sign):
            weight = match.verdict.weight
            if match.verdict.same and weight > best.get(match.key, (0,))[0]:
                best[match.key] = (weight, Merged(match.key, key, match.verdict.reason))
    return [best[key][1] for key in sorted(best)]
