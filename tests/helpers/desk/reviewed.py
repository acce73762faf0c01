"""A review small enough to be counted by hand: three searches, two imported files, an update.

Papers are P1 to P6, trials T1 to T6, references of imported files E1 to E3. What was found on 1
October and after the day ``UPDATE``, by whom, and what one person decided of it, stands in tables.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from harvest.config import Config
from harvest.desk.decisions import Decision
from harvest.desk.decisions.model import Word
from tests.helpers.desk.topics import decided, many

UPDATE = "2026-11-01"
_FIRST, _LATER = "2026-10-01T06:00:00Z", "2026-11-20T06:00:00Z"
KEYS = {
    **{f"P{number}": f"9100000{number}" for number in range(1, 7)},
    **{f"T{number}": f"NCT9100000{number}" for number in range(1, 7)},
    **{f"E{number}": f"import:e{number}" for number in range(1, 4)},
}
_SEARCHES = (
    ("core", "pubmed", _FIRST, "P1 P2 P3 P4"),
    ("wide", "pubmed", _FIRST, "P2 P3 P5"),
    ("wide", "pubmed", _LATER, "P6"),
    ("core", "clinicaltrials", _FIRST, "T1 T2 T3"),
    ("core", "clinicaltrials", _LATER, "T4"),
)
_FILES = (
    ("Embase", "embase.ris", "2026-10-02", 1, "known P1, new E1, new E2, repeated E1"),
    ("CENTRAL", "central.ris", "2026-11-21", 0, "known E1, known P6, new E3"),
)
"""Database, file, day of the search, unreadable references, and what the others are"""
_LATE = ("P6", "T4", "T6", "E3")
_OFF_TOPIC = ("P4", "E2")
_REMOVED = ("T3",)
_TITLE: dict[str, Word] = {
    **dict.fromkeys(("P1", "P3", "E1", "T1", "T5", "P6", "T4", "T6"), "include"),
    **dict.fromkeys(("P2", "E2", "E3"), "exclude"),
    "P5": "undecided",
}
_WHOLE: dict[str, tuple[Word, str]] = {
    "P1": ("include", ""),
    "P3": ("exclude", "wrong population"),
    "E1": ("exclude", "no full text"),
    "T1": ("include", ""),
    "T5": ("include", ""),
    "P6": ("include", ""),
    "T4": ("exclude", "duplicate"),
}
_REPORTS = (("T1", "P1"), ("T1", "P6"))
"""Trials, and papers that give their results"""


def base(config: Config, folder: Path) -> Config:
    """A public file with these records and no others."""
    made = many(config, folder, 6)
    with closing(sqlite3.connect(made.publish.path)) as db, db:
        for table, key in (("trials", "trial_id"), ("articles", "article_id")):
            db.execute(f"DELETE FROM {table} WHERE {key} LIKE '%9000000_'")  # noqa: S608
        db.execute("DELETE FROM memberships")
        db.execute("DELETE FROM study_articles")
        _references(db)
        db.execute("UPDATE trials SET first_seen = ?", (_FIRST,))
        db.execute("UPDATE articles SET first_seen = ?", (_FIRST,))
        for name in _LATE:
            _set(db, name, "first_seen", _LATER)
        for name in _OFF_TOPIC:
            _set(db, name, "relevance", 0.1)
        for name in _REMOVED:
            _set(db, name, "removed_on", "2026-10-20")
        for search, source, on, names in _SEARCHES:
            for name in names.split():
                kind = "trial" if name[0] == "T" else "article"
                row = (kind, KEYS[name], search, source, on, on)
                db.execute("INSERT INTO memberships VALUES (?, ?, ?, ?, ?, ?, NULL)", row)
        _files(db)
        for trial, paper in _REPORTS:
            row = (KEYS[trial], KEYS[paper], KEYS[trial], "results")
            db.execute("INSERT INTO study_articles VALUES (?, ?, ?, ?)", row)
    return made


def _files(db: sqlite3.Connection) -> None:
    for number, (database, name, day, unreadable, told) in enumerate(_FILES):
        rows = [each.split() for each in told.split(", ")]
        values = (str(number), name, "RIS", database, "cells", day, len(rows) + unreadable)
        marks = ", ".join("?" * 10)
        db.execute(
            f"INSERT INTO imported_files VALUES ({marks})",  # noqa: S608 (question marks)
            (*values, unreadable, f"{day}T08:00:00Z", 1),
        )
        for position, (outcome, record) in enumerate(rows):
            key = KEYS[record]
            db.execute(
                "INSERT INTO imported_references VALUES (?, ?, ?, ?, ?, '', NULL, NULL, NULL)",
                (str(number), position, key, key, outcome),
            )
            row = ("article", key, database, "references", day, day)
            db.execute("INSERT OR IGNORE INTO memberships VALUES (?, ?, ?, ?, ?, ?, NULL)", row)


def decisions(person: str = "Ama") -> list[Decision]:
    """What one person decided."""
    return [
        *(decided(KEYS[name], word, person) for name, word in _TITLE.items()),
        *(
            decided(KEYS[name], word, person, "full-text", reason=reason)
            for name, (word, reason) in _WHOLE.items()
        ),
    ]


def _references(db: sqlite3.Connection) -> None:
    row = db.execute("SELECT * FROM articles WHERE article_id = ?", (KEYS["P1"],))
    names = [column[0] for column in row.description]
    values = dict(zip(names, row.fetchone(), strict=True))
    marks = ", ".join("?" * len(names))
    for name in ("E1", "E2", "E3"):
        made = values | {"article_id": KEYS[name], "pmid": None, "title": f"Reference {name}"}
        db.execute(f"INSERT INTO articles VALUES ({marks})", list(made.values()))  # noqa: S608


def _set(db: sqlite3.Connection, name: str, column: str, value: str | float) -> None:
    table, key = ("trials", "trial_id") if name[0] == "T" else ("articles", "article_id")
    db.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (value, KEYS[name]))  # noqa: S608
