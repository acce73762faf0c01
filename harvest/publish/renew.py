"""The short way to a publication where the records stand as they did: a copy, its ledger renewed.

Most runs of an unattended base find nothing new. What is published follows from the work database,
the configuration, and the code and data that publish it; a hash over all of that tells whether the
file before holds the same rows already. Then only what tells of runs and times is written anew.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from harvest import staleness
from harvest.publish.build import Facts, count, prepare
from harvest.publish.schema import Table
from harvest.rows import ROWS
from harvest.sources.searches import rendered_by
from harvest.store.schema import reader, storage_errors

TABLES = (
    "article_marks",
    "memberships",
    "publication",
    "quarantine_summary",
    "run_queries",
    "runs",
    "searches",
    "trial_articles",
)
"""Published tables that differ after every run; small ones, so they are filled anew."""

_FETCHED = {"trials": ("trial_id", "trial"), "articles": ("article_id", "article")}
"""Published tables with a time that moves with every run, their key, and their kind of record."""

# Rows follow from the digests in ``records``; runs and cursors are no part of what is known.
_NOT_ASKED = {
    "cursors",
    "raw",
    "runs",
    "run_queries",
    # Evidence follows from ``evidence_done``, which is asked.
    "article_roles",
    "candidate_papers",
    "candidate_pools",
    "compared",
    "evidence_state",
    "facets",
    "full_text_facts",
    "full_text_state",
    "links",
    "mentions",
    "nearest",
    "outcome_times",
    "prepared",
    "related",
    "relevance",
    "same_study",
    "study_disagreements",
    "study_members",
    *(name for tables in ROWS.values() for name in tables),
}
# A damaged page may lie in a name or a text: what is read there need not be UTF-8.
_DAMAGED = (sqlite3.DatabaseError, UnicodeDecodeError)
_MOVING = {"last_fetched", "last_seen", "missed", "missed_run", "run_id", "times"}


def state(work: Path, facts: Facts) -> str:
    """SHA-256 over all that decides the published rows.

    Raises StorageError if the work database can't be read.
    """
    with closing(reader(work)) as db, storage_errors(work):
        return _state(db, facts)


def _state(db: sqlite3.Connection, facts: Facts) -> str:
    said_of_itself = (facts.software, facts.title, facts.seed_trial, facts.abstracts)
    says = (*said_of_itself, facts.full_text, sorted(facts.sponsors.items()))
    made_from = staleness.digest("harvest.publish", *rendered_by())
    digest = sha256(repr((made_from, says)).encode())
    for (name,) in db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*sqlite_*' "
        "ORDER BY name"
    ).fetchall():
        if name in _NOT_ASKED:
            continue
        columns = [row[1] for row in db.execute(f"PRAGMA table_info([{name}])")]
        kept = ", ".join(f"[{column}]" for column in columns if column not in _MOVING)
        digest.update(name.encode())
        rows = db.execute(f"SELECT {kept} FROM [{name}]")  # noqa: S608 (names come from the schema)
        while batch := rows.fetchmany(500):
            digest.update(repr(batch).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def renew(new: Path, before: Path, work: Path, tables: Sequence[Table], facts: Facts) -> bool:
    """Make ``new`` a copy of the publication ``before`` with this run's ledger.

    False if that can't be: the file before is of another state, or is damaged. Then ``new`` has to
    be built.
    """
    if not _is_of(before, facts.source_state):
        return False
    try:
        shutil.copyfile(before, new)
        with closing(sqlite3.connect(new.as_uri(), uri=True, isolation_level=None)) as db:
            prepare(db, work)
            db.execute("BEGIN")
            _renew(db, [table for table in tables if table.name in TABLES], facts)
            db.execute("COMMIT")
            db.execute("DETACH DATABASE work")
            db.execute("PRAGMA journal_mode=DELETE")
            whole = [row[0] for row in db.execute("PRAGMA quick_check(1)")] == ["ok"]
    except (OSError, *_DAMAGED):
        whole = False  # where the disk is full, building says so
    if not whole:
        os.truncate(new, 0)
    return whole


def _is_of(before: Path, source_state: str) -> bool:
    try:
        with closing(sqlite3.connect(f"{before.as_uri()}?immutable=1", uri=True)) as db:
            row = db.execute("SELECT source_state FROM publication").fetchone()
    except _DAMAGED:
        return False
    return bool(row == (source_state,))


def _renew(db: sqlite3.Connection, tables: Sequence[Table], facts: Facts) -> None:
    counts, content_hash = db.execute("SELECT counts, content_hash FROM publication").fetchone()
    values = asdict(facts)
    for table in tables:
        db.execute(f"DELETE FROM main.[{table.name}]")  # noqa: S608 (a name of TABLES)
        for statement in table.statements:
            if statement.startswith("INSERT"):
                db.execute(statement, values)
    for table_name, (key, kind) in _FETCHED.items():
        db.execute(
            f"UPDATE main.[{table_name}] SET last_fetched = r.last_fetched "  # noqa: S608 (names of _FETCHED)
            f"FROM work.records AS r WHERE r.kind = ? AND r.id = main.[{table_name}].[{key}]",
            (kind,),
        )
    db.execute(
        "UPDATE publication SET counts = ?, content_hash = ?",
        (json.dumps(json.loads(counts) | count(db, tables)), content_hash),
    )
