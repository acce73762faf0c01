"""Publishing the marks of papers takes no longer for each of many than for each of few.

Relies on nothing beside the program.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from harvest.clock import SystemClock
from harvest.publish import build, schema
from harvest.store import Store


def _steps(folder: Path, papers: int) -> tuple[int, int]:
    """Thousands of steps that the marks of so many papers take, half of them corrected; rows."""
    work = folder / f"{papers}.db"
    with Store.open(work, clock=SystemClock()) as store, store.transaction("test"):
        store.connection.execute("INSERT INTO raw VALUES ('0', x'00', 1)")
        store.connection.executemany(
            "INSERT INTO articles (article_id, pmid, integrity, version, kind, retracted, "
            "reference_count, url) VALUES (?1, ?1, ?2, 1, 'article', 0, 0, '')",
            ((str(n), "corrected" if n % 2 else None) for n in range(papers)),
        )
        store.connection.execute(
            "INSERT INTO records (kind, id, source, version, content_digest, derived_digest, "
            "sha256, software, first_seen, last_fetched) "
            "SELECT 'article', article_id, 'pubmed', 1, '', '', '0', '', '', '' FROM articles"
        )
    [table] = [table for table in schema.read() if table.name == "article_marks"]
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    with closing(sqlite3.connect(f"file:{folder / f'{papers}-public.db'}", uri=True)) as db:
        build.prepare(db, work)
        db.set_progress_handler(step, 1_000)
        for statement in table.statements:
            db.execute(statement)
        return taken, db.execute("SELECT count(*) FROM article_marks").fetchone()[0]


def test_the_marks_of_papers_take_steps_in_proportion(tmp_path: Path) -> None:
    few, of_few = _steps(tmp_path, 400)
    many, of_many = _steps(tmp_path, 1_600)
    assert (of_few, of_many) == (200, 800)
    assert many < 6 * few
