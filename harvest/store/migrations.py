"""The numbered SQL files as sqlite-utils migrations."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from sqlite_utils import Database, Migrations

from harvest.sqlfiles import statements


def apply(connection: sqlite3.Connection, files: Sequence[Path]) -> None:
    """Apply those of ``files`` that the database lacks; the caller holds the transaction."""
    migrations = Migrations("harvest")
    for file in files:
        _register(migrations, file)
    migrations.apply(Database(connection, recursive_triggers=False, execute_plugins=False))


def _register(migrations: Migrations, file: Path) -> None:
    def run(database: Database) -> None:
        for statement in statements(file.name, file.read_text("utf-8")):
            database.conn.execute(statement)

    migrations(name=file.stem)(run)
