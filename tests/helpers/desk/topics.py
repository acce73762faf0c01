"""A published base that decisions are about, and topics of it with a folder of decisions each."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from harvest.config import Config, JudgementsConfig
from harvest.config.desk import Desk
from harvest.desk.decisions import Decision
from harvest.desk.decisions.model import Stage, Word
from harvest.publish import publish
from tests.helpers.bases.work_base import NOW, execute, filled

ONE, TWO, THREE = "NCT90000001", "NCT90000002", "NCT90000003"
PAPER, OTHER = "90000001", "90000002"
FORMER = "NCT90000099"
"""A number that the registry merged into that of ``THREE``."""


def published(folder: Path) -> Config:
    """A topic of four trials and four papers, published; one trial has a former number."""
    config = filled(folder, 4, 4)
    sql = "INSERT INTO aliases (kind, alias, id, first_seen) VALUES ('trial', ?, ?, ?)"
    execute(config.store.path, sql, (FORMER, THREE, NOW))
    for kind, number in (("trial", ONE), ("trial", THREE), ("article", PAPER), ("article", OTHER)):
        again(config, kind, number, 1)
    publish(config)
    return config


def again(config: Config, kind: str, number: str, version: int) -> None:
    """Give a record of the work database one more version."""
    sql = "INSERT INTO versions (kind, id, version, sha256, content_digest, seen_at, run_id)"
    execute(
        config.store.path, f"{sql} VALUES (?, ?, ?, '0', 'c', ?, 1)", (kind, number, version, NOW)
    )


def own(config: Config, folder: Path, **desk: object) -> Config:
    """The same topic with a folder of decisions of its own."""
    return replace(
        config,
        judgements=JudgementsConfig(folder / "judgements"),
        desk=replace(Desk(), **desk),  # type: ignore[arg-type]  # a test names the fields
    )


def decided(record: str, word: Word, person: str, stage: Stage = "title", **more: str) -> Decision:
    """A decision, as short as a test needs it."""
    return Decision(record, stage, word, person, **more)


def many(config: Config, folder: Path, each: int) -> Config:
    """The same topic with that number of trials and of papers more in its public file."""
    path = folder / "many.db"
    shutil.copy(config.publish.path, path)
    with closing(sqlite3.connect(path)) as db, db:
        for table, key, like in (("trials", "trial_id", ONE), ("articles", "article_id", PAPER)):
            row = db.execute(f"SELECT * FROM {table} WHERE {key} = ?", (like,))  # noqa: S608
            names = [column[0] for column in row.description]
            values = dict(zip(names, row.fetchone(), strict=True))
            marks = ", ".join("?" * len(names))
            for number in range(1, each + 1):
                db.execute(
                    f"INSERT INTO {table} VALUES ({marks})",  # noqa: S608 (names of the schema)
                    list((values | _another(table, number)).values()),
                )
    return replace(config, publish=replace(config.publish, path=path))


def _another(table: str, number: int) -> dict[str, str | float]:
    if table == "trials":
        key = f"NCT91{number:06d}"
        return {
            "trial_id": key,
            "nct_id": key,
            "study_id": key,
            "brief_title": f"Über cells, “{number}”; =a trial, of its own kind",
            "relevance": 0.9,
        }
    key = str(91_000_000 + number)
    return {
        "article_id": key,
        "pmid": key,
        "doi": f"10.5555/{key}",
        "title": f"Naïve cells | report {number} on cirrhosis: {{a}} \\ “b”",
        "relevance": 0.9,
    }
