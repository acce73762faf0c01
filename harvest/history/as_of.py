"""The base as it stood at the end of a past day.

The file of a past day is made from the versions that the work database keeps, once, and kept beside
the published file. Days between two runs share one file.
"""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from harvest import dates, fulltext
from harvest.config import Config
from harvest.errors import UsageError
from harvest.history.rebuild import Moment, rebuild, state_of
from harvest.packs.folders import using
from harvest.queries import Query
from harvest.store import reader
from harvest.store.schema import bring_up_to_date

_RUN = """
SELECT run_id, finished FROM runs WHERE state = 'complete' AND finished < ?
ORDER BY run_id DESC LIMIT 1
"""
_FIRST = "SELECT min(finished) FROM runs WHERE state = 'complete'"
_CHANGED = """
SELECT count(*) FROM (
    SELECT kind, id FROM versions WHERE run_id > :run_id
    UNION SELECT kind, id FROM stood_again WHERE run_id > :run_id
)
"""
_KEPT = 24  # files of past days; the one not used longest goes first
_NOT_KEPT = {"quarantine_summary": "records that could not be read"}
"""Published tables of which only the current data are kept, and what they hold."""


@dataclass(frozen=True, slots=True)
class Past:
    """The base at the end of a day: ``moment`` is the last complete run by then.

    ``path`` is the file that shows it, ``ready`` whether it is there; to make it takes reading
    ``changed`` records again, a few hundredths of a second each.
    """

    day: date
    moment: Moment
    path: Path
    state: str
    ready: bool
    changed: int


def find(config: Config, text: str) -> Past:
    """The base at the end of the day, month or year ``text``.

    Raises UsageError if that is no date or before the first complete run, StorageError if the work
    database is not there.
    """
    day = _day(text)
    until = (day + timedelta(days=1)).isoformat()
    bring_up_to_date(config.store.path)
    with closing(reader(config.store.path)) as work, using(config.topic.packs):
        run = work.execute(_RUN, (until,)).fetchone()
        if run is None:
            raise UsageError(_before_all(text, work.execute(_FIRST).fetchone()[0]))
        moment = Moment(run[0], run[1], until)
        state = state_of(config, work, moment)
        (changed,) = work.execute(_CHANGED, {"run_id": moment.run_id}).fetchone()
    path = _path(config, moment.run_id)
    return Past(day, moment, path, state, _is_of(path, state), changed)


def open_made(
    config: Config, published: sqlite3.Connection, query: Query, text: str
) -> sqlite3.Connection:
    """A connection to the base of a day whose file has been made already, for the site.

    The site may read what is published and not the work database, and a visitor must not be able to
    start minutes of work: so nothing is made here. Raises UsageError where the day is none or
    before the first harvest, the query can't be asked of a past day, or its file is not there.
    """
    until = (_day(text) + timedelta(days=1)).isoformat()
    run = published.execute(_RUN, (until,)).fetchone()
    if run is None:
        raise UsageError(_before_all(text, published.execute(_FIRST).fetchone()[0]))
    path = _path(config, run[0])
    if not path.is_file():
        raise UsageError(
            f"{text}: the data of that day are not available yet; the operator can prepare them "
            "with "
            f"`harvest query run {query.slug} --as-of {text}`"
        )
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
    fulltext.register(connection)
    try:
        check(connection, query)
    except BaseException:
        connection.close()
        raise
    return connection


def _day(text: str) -> date:
    parsed = dates.parse(text)
    if parsed is None:
        raise UsageError(f"{text!r}: is not a date; write 2026, 2026-11 or 2026-11-24")
    return parsed.latest


def _path(config: Config, run_id: int) -> Path:
    return config.publish.path.parent / "as-of" / f"run-{run_id}.db"


def _before_all(text: str, first: str | None) -> str:
    if first is None:
        return f"{text}: no run has been completed yet; run `harvest refresh` first"
    return (
        f"{text}: the first harvest ended on {first[:10]}, and earlier days are unknown; "
        "`harvest history` adds earlier versions of single trials to the changes"
    )


def _is_of(path: Path, state: str) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
            return bool(db.execute("SELECT source_state FROM publication").fetchone() == (state,))
    except sqlite3.DatabaseError:
        return False


def open_past(config: Config, past: Past) -> sqlite3.Connection:
    """A connection to the base of that day that can't write; its file is made if it is not ready.

    Raises what making it raises, e.g. StorageError where the disk is full.
    """
    if not past.ready:
        with using(config.topic.packs):
            rebuild(config, past.moment, past.path, past.state)
        _prune(past.path)
    connection = sqlite3.connect(f"{past.path.as_uri()}?mode=ro", uri=True)
    os.utime(past.path)
    fulltext.register(connection)
    return connection


def _prune(newest: Path) -> None:
    files = sorted(newest.parent.glob("run-*.db"), key=lambda path: path.stat().st_mtime)
    for path in files[:-_KEPT]:
        if path != newest:
            path.unlink(missing_ok=True)


def check(connection: sqlite3.Connection, query: Query) -> None:
    """See that a saved query can be answered for a past day.

    Raises UsageError naming what it reads that is not kept.
    """
    for table in sorted(_tables_of(connection, query) & _NOT_KEPT.keys()):
        raise UsageError(
            f"{query.slug}: can't be run as of a past day: of {_NOT_KEPT[table]} only the "
            "current data are kept"
        )


def supported(connection: sqlite3.Connection, query: Query) -> bool:
    """Whether a saved query can be answered for a past day."""
    return not _tables_of(connection, query) & _NOT_KEPT.keys()


def _tables_of(connection: sqlite3.Connection, query: Query) -> set[str]:
    """The tables that a query reads, as SQLite names them when it prepares it."""
    read: set[str] = set()

    def note(action: int, table: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and table:
            read.add(table)
        return sqlite3.SQLITE_OK

    connection.set_authorizer(note)
    try:
        connection.execute(f"EXPLAIN {query.sql}", query.values({}))
    finally:
        connection.set_authorizer(None)
    return read


__all__ = ["Past", "check", "find", "open_made", "open_past", "supported"]
