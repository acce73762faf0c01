"""Reads records out of the work database, a batch at a time, as the extractors need them."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from harvest.evidence.reading.passages import RecordKind, RecordText
from harvest.evidence.reading.texts import Tables, trial_text

BATCH = 400  # records read and written together

_TRIAL_TABLES: Mapping[str, str] = {
    "trials": "SELECT * FROM trials WHERE nct_id IN (SELECT value FROM json_each(?))",
    "conditions": "SELECT * FROM conditions WHERE nct_id IN (SELECT value FROM json_each(?))"
    " ORDER BY nct_id, position",
    "trial_keywords": "SELECT * FROM trial_keywords"
    " WHERE nct_id IN (SELECT value FROM json_each(?)) ORDER BY nct_id, position",
    "arms": "SELECT * FROM arms WHERE nct_id IN (SELECT value FROM json_each(?))"
    " ORDER BY nct_id, position",
    "interventions": "SELECT * FROM interventions WHERE nct_id IN (SELECT value FROM json_each(?))"
    " ORDER BY nct_id, position",
    "outcomes": "SELECT * FROM outcomes WHERE nct_id IN (SELECT value FROM json_each(?))"
    " ORDER BY nct_id, CASE kind WHEN 'primary' THEN 1 WHEN 'secondary' THEN 2 ELSE 3 END,"
    " position",
    "trial_mesh": "SELECT * FROM trial_mesh WHERE nct_id IN (SELECT value FROM json_each(?))"
    " ORDER BY nct_id, area, ui",
    "trial_ids": "SELECT * FROM trial_ids WHERE nct_id IN (SELECT value FROM json_each(?))"
    " ORDER BY nct_id, position",
    "see_also": "SELECT * FROM see_also WHERE nct_id IN (SELECT value FROM json_each(?))"
    " ORDER BY nct_id, position",
    "trial_references": "SELECT * FROM trial_references"
    " WHERE nct_id IN (SELECT value FROM json_each(?)) ORDER BY nct_id, position",
}
_ARTICLE_TABLES: Mapping[str, str] = {
    "articles": "SELECT * FROM articles WHERE pmid IN (SELECT value FROM json_each(?))",
    "keywords": "SELECT * FROM keywords WHERE pmid IN (SELECT value FROM json_each(?))"
    " ORDER BY pmid, position",
    "article_mesh": "SELECT * FROM article_mesh WHERE pmid IN (SELECT value FROM json_each(?))"
    " ORDER BY pmid, position",
    "article_types": "SELECT * FROM article_types WHERE pmid IN (SELECT value FROM json_each(?))"
    " ORDER BY pmid, position",
    "databanks": "SELECT * FROM databanks WHERE pmid IN (SELECT value FROM json_each(?))"
    " ORDER BY pmid, position",
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


def trial_texts(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[RecordText]:
    """The texts of trials."""
    for _, rows in tables(connection, "trial", ids):
        yield trial_text(rows)
