"""Reads records out of the work database, a batch at a time, as the extractors need them."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from harvest.evidence.reading.passages import RecordKind
from harvest.evidence.reading.texts import Tables

BATCH = 400  # records read and written together

_TRIAL_TABLES: Mapping[str, str] = {
    "trials": "SELECT * FROM trials WHERE trial_id IN (SELECT value FROM json_each(?))",
    "conditions": "SELECT * FROM conditions WHERE trial_id IN (SELECT value FROM json_each(?))"
    " ORDER BY trial_id, position",
    "trial_keywords": "SELECT * FROM trial_keywords"
    " WHERE trial_id IN (SELECT value FROM json_each(?)) ORDER BY trial_id, position",
    "arms": "SELECT * FROM arms WHERE trial_id IN (SELECT value FROM json_each(?))"
    " ORDER BY trial_id, position",
    "interventions": "SELECT * FROM interventions"
    " WHERE trial_id IN (SELECT value FROM json_each(?)) ORDER BY trial_id, position",
    "outcomes": "SELECT * FROM outcomes WHERE trial_id IN (SELECT value FROM json_each(?))"
    " ORDER BY trial_id, CASE kind WHEN 'primary' THEN 1 WHEN 'secondary' THEN 2 ELSE 3 END,"
    " position",
    "trial_mesh": "SELECT * FROM trial_mesh WHERE trial_id IN (SELECT value FROM json_each(?))"
    " ORDER BY trial_id, area, ui",
    "trial_ids": "SELECT * FROM trial_ids WHERE trial_id IN (SELECT value FROM json_each(?))"
    " ORDER BY trial_id, position",
    "see_also": "SELECT * FROM see_also WHERE trial_id IN (SELECT value FROM json_each(?))"
    " ORDER BY trial_id, position",
    "trial_references": "SELECT * FROM trial_references"
    " WHERE trial_id IN (SELECT value FROM json_each(?)) ORDER BY trial_id, position",
}
_ARTICLE_TABLES: Mapping[str, str] = {
    "articles": "SELECT * FROM articles WHERE article_id IN (SELECT value FROM json_each(?))",
    "keywords": "SELECT * FROM keywords WHERE article_id IN (SELECT value FROM json_each(?))"
    " ORDER BY article_id, position",
    "article_mesh": "SELECT * FROM article_mesh"
    " WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY article_id, position",
    "article_types": "SELECT * FROM article_types"
    " WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY article_id, position",
    "abstract_sections": "SELECT * FROM abstract_sections"
    " WHERE article_id IN (SELECT value FROM json_each(?)) AND language IS NOT NULL"
    " ORDER BY article_id, position",
    "databanks": "SELECT * FROM databanks WHERE article_id IN (SELECT value FROM json_each(?))"
    " ORDER BY article_id, position",
}


def tables(
    connection: sqlite3.Connection, kind: RecordKind, ids: Sequence[str]
) -> Iterator[tuple[str, Tables]]:
    """Each record's rows by table, as ``Record.tables`` has them; in the order of the ids."""
    queries = _TRIAL_TABLES if kind == "trial" else _ARTICLE_TABLES
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        found: dict[str, dict[str, list[tuple[object, ...]]]] = {
            name: defaultdict(list) for name in queries
        }
        for name, sql in queries.items():
            for row in connection.execute(sql, (json.dumps(batch),)):
                found[name][row[0]].append(tuple(row))
        own = next(iter(queries))
        for identifier in batch:
            if identifier in found[own]:
                yield identifier, {name: rows.get(identifier, ()) for name, rows in found.items()}
