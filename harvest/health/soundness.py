"""What ``harvest doctor`` reads in sound files: a refusal, times to come, a site left behind."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from harvest.clock import Clock, stamp
from harvest.config import Config
from harvest.errors import HarvestError, UpstreamDataError
from harvest.health.finding import Finding
from harvest.health.status import read_public
from harvest.store import reader
from harvest.store.publishing import standing
from harvest.web.local import ask_site

_TIME = "____-__-__T__:__:__Z"
"""How a moment is kept, as a pattern of LIKE."""
_WATERMARKS = "SELECT count(*), max(value) FROM cursors WHERE value > ? AND value LIKE '____-__-__'"


def told(config: Config, clock: Clock) -> Iterator[Finding]:
    """What stands in the way of a fresh site, though each file is sound."""
    with suppress(HarvestError, sqlite3.DatabaseError):  # told already, as what it is
        yield from _work_database(config.store.path, clock)
    yield from _site(config)


def _work_database(path: Path, clock: Clock) -> Iterator[Finding]:
    if not path.is_file():
        return
    with closing(reader(path)) as db:
        refused = standing(db)
        ahead = _ahead(db, stamp(clock.now()))
    if refused is not None:
        text = (
            f"the data of run {refused.run_id} are not published: refused on {refused.at}: "
            f"{refused.reason}"
        )
        yield Finding("problem", "publication", text, UpstreamDataError.exit_code)
    if ahead:
        text = (
            f"dates in the future, from a clock that was wrong: {', '.join(ahead)}; they "
            "count as unknown, and each is replaced when its record is fetched again"
        )
        yield Finding("warning", "clock", text)


def _ahead(db: sqlite3.Connection, now: str) -> list[str]:
    """Columns that hold a moment later than ``now``, with how many rows and the latest."""
    found = []
    tables = db.execute(
        "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c "
        "WHERE t.type = 'table' AND c.type = 'TEXT' AND t.name NOT GLOB '*sqlite_*' ORDER BY 1, 2"
    )
    for table, column in tables.fetchall():
        if not _holds_moments(db, table, column):
            continue
        number, latest = db.execute(
            f"SELECT count(*), max([{column}]) FROM [{table}] "  # noqa: S608 (names come from the schema)
            f"WHERE [{column}] > ? AND [{column}] LIKE ?",
            (now, _TIME),
        ).fetchone()
        if number:
            found.append(f"{table}.{column} ({number:,} up to {latest})")
    number, latest = db.execute(_WATERMARKS, (now[:10],)).fetchone()
    if number:
        found.append(f"cursors.value ({number:,} up to {latest})")
    return found


def _holds_moments(db: sqlite3.Connection, table: str, column: str) -> bool:
    """Whether the first value of a column is a moment: those that we note are never mixed."""
    row = db.execute(
        f"SELECT [{column}] LIKE ? FROM [{table}] WHERE [{column}] IS NOT NULL LIMIT 1",  # noqa: S608 (names come from the schema)
        (_TIME,),
    ).fetchone()
    return bool(row and row[0])


def _site(config: Config) -> Iterator[Finding]:
    """Whether the site that runs serves the file that was published."""
    path = config.publish.path
    served = ask_site(config.serve.host, config.serve.port)
    if served is None or not path.is_file():
        return
    try:
        with closing(read_public(path)) as db:
            (generation,) = db.execute("SELECT generation FROM publication").fetchone()
    except (sqlite3.DatabaseError, TypeError):
        return  # told already, as what it is
    if served.get("sample") or served.get("title") not in (None, config.topic.title):
        return  # another site on the same port
    number = served.get("generation")
    if number == generation:
        yield Finding("ok", "site", f"serves generation {generation}, as published")
    elif isinstance(number, int):
        text = (
            f"serves generation {number}, and generation {generation} is published; a large file "
            "is taken over within a minute: if it still is not, restart `harvest serve`"
        )
        yield Finding("warning", "site", text)
