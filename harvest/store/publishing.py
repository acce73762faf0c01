"""What the work database remembers of publications: their numbers, and what was refused.

The publication runs beside the run's own connection, or without a run: each note here opens the
database for itself, in a transaction of its own.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from harvest.store.schema import BUSY_TIMEOUT, storage_errors

_GIVEN = "UPDATE runs SET generation = ? WHERE run_id = (SELECT max(run_id) FROM runs)"
_ACCEPTED = "UPDATE runs SET refusal_stands = 0 WHERE refusal_stands"
_REFUSED = """
UPDATE runs SET refused = ?, refused_at = ?, refusal_stands = 1
WHERE run_id = (SELECT max(run_id) FROM runs)
"""
_STANDING = """
SELECT run_id, refused_at, refused FROM runs WHERE refusal_stands ORDER BY run_id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Refused:
    """A publication that was refused, and that no accepted one has followed yet."""

    run_id: int
    at: str
    reason: str


def give(path: Path, generation: int) -> None:
    """Note that a publication is about to get this number: no later one gets it or a lower one."""
    with _writing(path) as db:
        db.execute(_GIVEN, (generation,))


def accept(path: Path) -> None:
    """Note that a publication stands: what was refused before is no longer of interest."""
    with _writing(path) as db:
        db.execute(_ACCEPTED)


def refuse(path: Path, reason: str, at: str) -> None:
    """Note why nothing was published, with the last run and until a publication is accepted."""
    with _writing(path) as db:
        db.execute(_REFUSED, (reason, at))


def standing(db: sqlite3.Connection) -> Refused | None:
    """The refusal that stands; None too for a database that an earlier version made."""
    try:
        row = db.execute(_STANDING).fetchone()
    except sqlite3.OperationalError as error:
        if "no such column" in str(error):
            return None
        raise
    return Refused(*row) if row else None


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    with (
        storage_errors(path),
        closing(
            sqlite3.connect(
                f"file:{quote(str(path))}?mode=rw",
                uri=True,
                timeout=BUSY_TIMEOUT,
                isolation_level=None,
            )
        ) as db,
    ):
        db.execute("BEGIN IMMEDIATE")  # undone by closing where anything fails before the end
        yield db
        db.execute("COMMIT")
