"""Brings what is read of full texts up to date, text by text."""

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING

from harvest.evidence.full_texts.facts import facts
from harvest.rows import FullTextSection

if TYPE_CHECKING:
    import sqlite3

    from harvest.store import Store

BATCH = 50
"""Texts read and written together."""

_HELD = """
SELECT f.pmcid, r.content_digest || r.software, coalesce(min(y.role), ''), coalesce(f.title, '')
FROM full_texts AS f
JOIN records AS r ON r.kind = 'full_text' AND r.id = f.pmcid
LEFT JOIN article_full_texts AS a ON a.pmcid = f.pmcid
LEFT JOIN article_roles AS y ON y.article_id = a.article_id
WHERE r.removed_on IS NULL AND f.rights <> 'link'
GROUP BY f.pmcid
ORDER BY f.pmcid
"""
_DONE = "SELECT pmcid, digest FROM full_text_state"
_SECTIONS = """
SELECT * FROM full_text_sections WHERE pmcid IN (SELECT value FROM json_each(?))
ORDER BY pmcid, position
"""
_FORGET = (
    "DELETE FROM full_text_facts WHERE pmcid = ?",
    "DELETE FROM full_text_state WHERE pmcid = ?",
)
_NOTE = "INSERT INTO full_text_state VALUES (?, ?)"
_WRITE = "INSERT INTO full_text_facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def read_full_texts(store: "Store", code: str) -> int:
    """Read the texts that are new or changed, or that other code read; how many those were.

    ``code`` is what the reading is made from.
    """
    connection = store.connection
    held = {
        pmcid: (_digest(code, own, role, title), role, title)
        for pmcid, own, role, title in connection.execute(_HELD)
    }
    done = dict(connection.execute(_DONE))
    due = [pmcid for pmcid, (digest, *_) in held.items() if done.get(pmcid) != digest]
    gone = [pmcid for pmcid in done if pmcid not in held]
    for start in range(0, len(gone), BATCH):
        with store.transaction("evidence: forget full texts"):
            _forget(connection, gone[start : start + BATCH])
    for start in range(0, len(due), BATCH):
        part = due[start : start + BATCH]
        texts: dict[str, list[FullTextSection]] = defaultdict(list)
        for row in connection.execute(_SECTIONS, (json.dumps(part),)):
            texts[row[0]].append(FullTextSection(*row))
        with store.transaction("evidence: read full texts"):
            _forget(connection, part)
            for pmcid in part:
                digest, role, title = held[pmcid]
                found = facts(texts[pmcid], role, title)
                connection.executemany(
                    _WRITE,
                    (
                        (
                            *(pmcid, place, each.fact, each.value, each.registry, each.own),
                            *(each.section, each.start, each.end, each.words, each.sentence),
                        )
                        for place, each in enumerate(found)
                    ),
                )
                connection.execute(_NOTE, (pmcid, digest))
    return len(due) + len(gone)


def _forget(connection: "sqlite3.Connection", texts: list[str]) -> None:
    for statement in _FORGET:
        connection.executemany(statement, ((each,) for each in texts))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
