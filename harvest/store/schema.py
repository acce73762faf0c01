"""Open the work database: create it, check it, bring its schema up to date.

The schema is the numbered files of ``db/migrations``, append-only. ``user_version`` is the number
of the last one applied, ``application_id`` says that the file is ours.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from harvest.errors import AlreadyRunning, CannotCreate, ConfigError, NoPermission, StorageError
from harvest.machine.crash_points import point
from harvest.paths import DB

MIGRATIONS = DB / "migrations"
APPLICATION_ID = 0x48525653  # "HRVS"
BUSY_TIMEOUT = 30.0  # seconds to wait for another program's lock on the database

_HEADER = b"SQLite format 3\x00"


def connect(path: Path, busy_timeout: float = BUSY_TIMEOUT) -> sqlite3.Connection:
    """A connection that may write to the work database, of the newest schema.

    An absent or empty file becomes a new database, readable by its owner only.

    Raises ConfigError if the path is no place for one or holds something else, StorageError if the
    file is damaged or was made by a newer version, AlreadyRunning if another program keeps it
    locked, CannotCreate or NoPermission if it can't be made or opened.
    """
    _check_place(path)
    connection = sqlite3.connect(path, timeout=busy_timeout, isolation_level=None)
    try:
        with storage_errors(path):
            _check_content(connection, path)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = FULL")
            _migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def bring_up_to_date(path: Path) -> None:
    """Migrate the work database at ``path`` if an earlier version of the program made it.

    Raises StorageError if there is none, and what :func:`connect` raises.
    """
    with closing(reader(path)) as connection, storage_errors(path):
        schema = _number(connection, "user_version")
    if schema != len(migration_files()):
        connect(path).close()


def reader(path: Path) -> sqlite3.Connection:
    """A connection to the work database (or a published file) that can't write.

    Raises StorageError if there is no file, NoPermission if it may not be read.
    """
    if not path.is_file():
        raise StorageError(f"{path}: database not found; run `harvest refresh` first")
    # Where a run was killed, the first who opens the file has to roll its transaction back.
    mode = "rw" if os.access(path, os.W_OK) else "ro"
    with storage_errors(path):
        connection = sqlite3.connect(
            f"file:{quote(str(path))}?mode={mode}",
            uri=True,
            timeout=BUSY_TIMEOUT,
            isolation_level=None,
        )
        connection.execute("PRAGMA query_only = ON")
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, name: str) -> Iterator[None]:
    """One write transaction, wholly there or wholly not; ``name`` names its points.

    It takes the write lock at once: a transaction that begins by reading could not wait for it.
    """
    try:
        # Inside, since a signal may arrive between its doing and its return.
        connection.execute("BEGIN IMMEDIATE")
        yield
        point(f"{name}: before commit")
        connection.execute("COMMIT")
    except BaseException:
        # A full disk or a lost file may have ended the transaction already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    point(f"{name}: after commit")


def damaged(path: Path, what: str) -> str:
    """The message for a work database that can't be trusted."""
    return (
        f"{path}: the work database is damaged ({what}); put your last copy of it in its place, or "
        "move it away and run `harvest refresh` to harvest again"
    )


def damaged_publication(path: Path, what: str) -> str:
    """The message for a public file that can't be trusted; it can always be made anew."""
    return f"{path}: the public file is damaged ({what}); move it away and run `harvest publish`"


@contextmanager
def storage_errors(path: Path, says: Callable[[Path, str], str] = damaged) -> Iterator[None]:
    """Turn what SQLite says about the disk into the project's errors; the rest passes.

    ``says`` gives the message for a file that is damaged.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", None) or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise AlreadyRunning(
                f"{path}: another program keeps the work database locked; close it, then run again"
            ) from error
        if name.startswith("SQLITE_FULL"):
            raise StorageError(f"{path}: the disk is full; free some space, then run again") from (
                error
            )
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise StorageError(says(path, str(error))) from error
        if name.startswith("SQLITE_READONLY"):
            raise NoPermission(f"{path}: no permission to write; check owner and mode") from error
        if name.startswith("SQLITE_CANTOPEN") and path.exists() and not os.access(path, os.R_OK):
            raise NoPermission(f"{path}: no permission to read; check owner and mode") from error
        if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_PROTOCOL", "SQLITE_NOLFS")):
            raise StorageError(f"{path}: {error}; check the disk, then run again") from error
        raise


def _check_place(path: Path) -> None:
    """See that the path can hold a database; make an empty file for a new one."""
    if path.is_symlink():
        raise ConfigError(
            f"{path}: [store] path is a symbolic link; name the file itself, as SQLite keeps its "
            "journal beside it"
        )
    if path.is_dir():
        raise ConfigError(f"{path}: [store] path is a folder; name a file in it")
    try:
        # SQLite would make it readable by everybody; its journal takes over the file's mode.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
        point("store: file made")
    except FileExistsError:
        pass
    except PermissionError:
        raise NoPermission(f"{path}: no permission to make the work database there") from None
    except OSError as error:
        raise CannotCreate(f"{path}: can't make the work database: {error.strerror}") from error
    try:
        with path.open("rb") as file:
            start = file.read(len(_HEADER))
    except PermissionError:
        raise NoPermission(f"{path}: no permission to read the work database") from None
    if start not in (b"", _HEADER):
        raise ConfigError(
            f"{path}: [store] path names a file that is not a SQLite database; name another, or "
            "put "
            "your last copy of the work database in its place"
        )


def _check_content(connection: sqlite3.Connection, path: Path) -> None:
    """See that the file is ours, sound, and not of a newer version."""
    schema = _number(connection, "user_version")
    application = _number(connection, "application_id")
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if application != APPLICATION_ID and (application or tables):
        raise ConfigError(
            f"{path}: [store] path names a database of another program; name another file"
        )
    known = len(migration_files())
    if schema > known:
        raise StorageError(
            f"{path}: a newer version of harvest made this (schema {schema}, this one knows "
            f"{known}); install that version"
        )
    result = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if result != "ok":
        raise StorageError(damaged(path, result))


def migration_files() -> list[Path]:
    """The migrations, in order."""
    return sorted(MIGRATIONS.glob("[0-9][0-9][0-9][0-9]_*.sql"))


def _migrate(connection: sqlite3.Connection) -> None:
    """Apply the migrations that the database lacks, with the record of them, in one transaction."""
    files = migration_files()
    if _number(connection, "user_version") == len(files):
        return
    # Only here: what it imports takes longer than all else that an unchanged refresh does.
    from harvest.store.migrations import apply

    with transaction(connection, "migrate"):
        apply(connection, files)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        connection.execute(f"PRAGMA user_version = {len(files):d}")


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    value: int = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
    return value
