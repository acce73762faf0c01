"""Opens the public file for reading outside the site: exports, reports and the terminal."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path

from harvest import fulltext
from harvest.config import Config
from harvest.dates import in_words
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
        rows = connection.execute(
            "SELECT source, max(data_timestamp) FROM run_queries GROUP BY source"
        ).fetchall()
    except sqlite3.DatabaseError:
        rows = []
    return tuple(_dated(each, dict(rows).get(each.name)) for each in present(dict(rows)))


def _dated(source: About, date: str | None) -> About:
    """The source with the day of its latest data where its attribution has to say it."""
    if "{date}" not in source.attribution:
        return source
    day = in_words(date) if date else "an unknown day"
    return replace(source, attribution=source.attribution.replace("{date}", day))


def is_of_an_earlier_version(error: BaseException) -> bool:
    """Whether a question failed for a table or column that the published file does not have yet."""
    return isinstance(error, sqlite3.OperationalError) and str(error).startswith("no such")


@contextmanager
def of_this_version(path: Path) -> Iterator[None]:
    """Say of a public file of an earlier version what to do, where something asks for a new table.

    Raises StorageError.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        if not is_of_an_earlier_version(error):
            raise
        raise StorageError(_earlier(path)) from error


def _earlier(path: Path) -> str:
    return f"{path}: published by an earlier version; run `harvest publish`"


def has_keys_of_before(path: Path) -> bool:
    """Whether a public file was published before its keys were those of any registry.

    False where it can't be read: who opens it says why.
    """
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            return _has_keys_of_before(connection)
    except sqlite3.DatabaseError:
        return False


def _check_keys(connection: sqlite3.Connection, path: Path) -> None:
    if _has_keys_of_before(connection):
        raise StorageError(_earlier(path))


def _has_keys_of_before(connection: sqlite3.Connection) -> bool:
    columns = connection.execute("SELECT name FROM pragma_table_info('trials')").fetchall()
    return bool(columns) and ("trial_id",) not in columns
