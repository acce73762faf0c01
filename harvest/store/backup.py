"""Copies of the work database: made while it is in use, put back as one step."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from harvest.config import folders
from harvest.errors import CannotCreate, ConfigError, StorageError, UsageError
from harvest.machine.crash_points import point
from harvest.store.schema import APPLICATION_ID, reader, storage_errors


def backup(database: Path, target: Path) -> int:
    """Write a checked copy of the work database to ``target``; returns its size in bytes.

    Raises CannotCreate if something is there already, StorageError if there is no database or the
    disk is full.
    """
    if target.exists():
        raise CannotCreate(f"{target}: exists; name a new file, so that no copy is lost")
    aside = target.with_name(f"{target.name}.partial")
    aside.unlink(missing_ok=True)
    try:
        with closing(reader(database)) as connection, storage_errors(target):
            os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            with closing(sqlite3.connect(aside)) as copy:
                connection.backup(copy)
        check(aside)
        _sync(aside)
        aside.replace(target)
        _sync(target.parent)
    except OSError as error:
        raise CannotCreate(f"{target}: can't be written ({error.strerror}); choose another") from (
            error
        )
    finally:
        aside.unlink(missing_ok=True)
    return target.stat().st_size


def restore(source: Path, database: Path) -> Path | None:
    """Put a copy in the place of the work database; the caller holds the run lock.

    Returns where the database before was moved to, None if there was none. Raises UsageError if
    there is no such copy, StorageError or ConfigError if it is not whole or not ours, or the disk
    is full: then nothing is changed.
    """
    if not source.is_file():
        raise UsageError(f"{source}: file not found; name a copy made by `harvest backup`")
    check(source)
    aside = database.with_name(f"{database.name}.restored")
    folders.make(database.parent)
    aside.unlink(missing_ok=True)
    try:
        os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with (
            storage_errors(aside),
            closing(reader(source)) as connection,
            closing(sqlite3.connect(aside)) as copy,
        ):
            connection.backup(copy)
        _sync(aside)
        point("restore: copied")
        return _put_in_place(aside, database)
    finally:
        aside.unlink(missing_ok=True)


def _put_in_place(aside: Path, database: Path) -> Path | None:
    before = _free(database.with_name(f"{database.name}.before-restore"))
    moved = database.exists()
    # A journal of the old database would be played into the new one: it goes with its own.
    for suffix in ("-journal", ""):
        old = database.with_name(f"{database.name}{suffix}")
        if old.exists():
            old.replace(before.with_name(f"{before.name}{suffix}"))
            point("restore: old one moved")
    aside.replace(database)
    point("restore: new one moved")
    _sync(database.parent)
    return before if moved else None


def _free(path: Path) -> Path:
    """The name, or the first with a number behind it that is free: no earlier one is lost."""
    number = 1
    found = path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found


def check(path: Path) -> None:
    """See that a file is a whole work database. Raises StorageError or ConfigError."""
    with closing(reader(path)) as connection:
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            problem = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise StorageError(f"{path}: is damaged ({error}); take another copy") from error
    if application != APPLICATION_ID:
        raise ConfigError(
            f"{path}: is not a work database of harvest; name a file of harvest backup"
        )
    if problem != "ok":
        raise StorageError(f"{path}: is damaged ({problem}); take another copy")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
