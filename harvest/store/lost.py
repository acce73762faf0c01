"""A work database that was emptied is not taken for a new one."""

import sqlite3
from contextlib import closing

from harvest.config import Config
from harvest.errors import StorageError
from harvest.store.schema import reader


def check_not_lost(config: Config) -> None:
    """See that the work database holds a run where something is published already.

    A file that is not there at all is no sign of damage: who moves it away wants to begin anew.

    Raises StorageError.
    """
    path, published = config.store.path, config.publish.path
    if not path.is_file() or not published.is_file() or not published.stat().st_size:
        return
    try:
        with closing(reader(path)) as db:
            tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema")}
            # A command that opened the empty file before may have given it its tables.
            if tables and ("runs" not in tables or db.execute("SELECT 1 FROM runs").fetchone()):
                return
    except sqlite3.DatabaseError:
        return  # damaged, or another program's: whoever opens it next says so
    raise StorageError(
        f"{path}: the work database is empty, though {published.name} was published from it; "
        "restore your last copy with `harvest restore`, or start again with `harvest refresh "
        "--start-anew`, which loses the history of changes and runs"
    )
