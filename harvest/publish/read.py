"""Opens the public file for reading outside the site: exports, reports and the terminal."""

import sqlite3
from contextlib import ExitStack
from pathlib import Path

from harvest import fulltext
from harvest.config import Config
from harvest.errors import StorageError
from harvest.identifiers.about import About, present
from harvest.store.schema import damaged_publication, storage_errors


def open_published(config: Config) -> sqlite3.Connection:
    """A read-only connection to what is published, with the site's SQL functions.

    Raises StorageError if nothing is published yet, or the file is damaged or was published by an
    earlier version, NoPermission if it may not be read.
    """
    path = config.publish.path
    if not path.is_file():
        raise StorageError(f"{path}: nothing is published yet; run `harvest refresh` first")
    with ExitStack() as opened:
        try:
            with storage_errors(path, damaged_publication):
                connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
                opened.callback(connection.close)
                connection.execute("SELECT generation FROM publication").fetchone()
                _check_keys(connection, path)
        except sqlite3.DatabaseError as error:
            raise StorageError(damaged_publication(path, str(error))) from error
        fulltext.register(connection)
        opened.pop_all()
    return connection


def sources(connection: sqlite3.Connection) -> tuple[About, ...]:
    """The sources that were asked for what a public file holds; all there are for a bare one."""
    try:
        rows = connection.execute("SELECT DISTINCT source FROM run_queries").fetchall()
    except sqlite3.DatabaseError:
        rows = []
    return present(name for (name,) in rows)


def _check_keys(connection: sqlite3.Connection, path: Path) -> None:
    columns = connection.execute("SELECT name FROM pragma_table_info('trials')").fetchall()
    if columns and ("trial_id",) not in columns:
        raise StorageError(f"{path}: published by an earlier version; run `harvest publish`")
