"""The numbered SQL files as sqlite-utils migrations."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlite_utils import Database, Migrations


def apply(connection: sqlite3.Connection, files: Sequence[Path]) -> None:
    """Apply those of ``files`` that the database lacks; the caller holds the transaction."""
    migrations = Migrations("harvest")
    for file in files:
        _register(migrations, file)
    migrations.apply(Database(connection, recursive_triggers=False, execute_plugins=False))


def _register(migrations: Migrations, file: Path) -> None:
    def run(database: Database) -> None:
        for statement in statements(file.read_text(encoding="utf-8")):
            database.conn.execute(statement)

    migrations(name=file.stem)(run)


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, one by one: ``executescript`` would commit what is open."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
