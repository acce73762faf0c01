"""The work database as a file: its schema, its migrations, and what is refused.

Relies on nothing beside the program.
"""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from harvest.errors import AlreadyRunning, ConfigError, StorageError
from harvest.rows import ROWS, Outcome
from harvest.store import Store, reader, schema
from harvest.store.tables import tables
from tests.helpers.bases.store_bench import page, rows, run, study
from tests.helpers.clock import FakeClock
from tests.helpers.economy.new_stores import REALLY


@pytest.fixture(autouse=True)
def _migrated_really(monkeypatch: pytest.MonkeyPatch) -> None:
    """No copy: here the migrations themselves are looked at."""
    monkeypatch.setattr(schema, "_migrate", REALLY)


def test_the_tables_have_the_columns_of_the_rows_in_their_order(store: Store) -> None:
    for of_kind in ROWS.values():
        for name, row in of_kind.items():
            columns = [c[0] for c in rows(store, "SELECT name FROM pragma_table_info(?)", name)]
            assert columns == list(row._fields), name  # type: ignore[attr-defined]


def test_every_table_is_strict_and_every_migration_is_numbered_without_a_gap(store: Store) -> None:
    loose = rows(
        store,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND NOT strict AND name NOT GLOB 'sqlite_*' AND name <> '_sqlite_migrations'",
    )
    assert loose == []
    numbers = [int(file.name[:4]) for file in schema.migration_files()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_connection_is_set_for_safety(store: Store) -> None:
    values = {
        name: rows(store, f"PRAGMA {name}")[0][0]
        for name in ("foreign_keys", "journal_mode", "synchronous", "application_id")
    }
    assert values == {
        "foreign_keys": 1,
        "journal_mode": "delete",
        "synchronous": 2,
        "application_id": schema.APPLICATION_ID,
    }
    assert rows(store, "PRAGMA user_version")[0][0] == len(schema.migration_files())


def test_the_file_is_readable_by_its_owner_only(store: Store) -> None:
    assert store.path.stat().st_mode & 0o777 == 0o600


def test_an_empty_file_becomes_a_database(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with Store.open(path, clock=clock) as store:
        assert store.held().trials == frozenset()


def test_what_is_no_work_database_is_refused_and_left_as_it_is(
    tmp_path: Path, clock: FakeClock
) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("my notes")
    foreign = tmp_path / "foreign.db"
    with closing(sqlite3.connect(foreign)) as connection, connection:
        connection.execute("PRAGMA application_id = 77")
        connection.execute("CREATE TABLE theirs (x)")
    unmarked = tmp_path / "unmarked.db"
    with closing(sqlite3.connect(unmarked)) as connection, connection:
        connection.execute("CREATE TABLE theirs (x)")
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "real.db")
    folder = tmp_path / "folder"
    folder.mkdir()
    for path, said in {
        text: "not a SQLite database",
        foreign: "another program",
        unmarked: "another program",
        link: "symbolic link",
        folder: "folder",
    }.items():
        before = path.read_bytes() if path.is_file() else None
        with pytest.raises(ConfigError, match=said) as caught:
            Store.open(path, clock=clock)
        assert str(path) in str(caught.value)
        assert before == (path.read_bytes() if path.is_file() else None)
    assert not (tmp_path / "real.db").exists()


def test_a_database_of_a_newer_version_is_refused(store: Store, clock: FakeClock) -> None:
    store.connection.execute("PRAGMA user_version = 9000")
    with pytest.raises(StorageError, match="newer version of harvest"):
        Store.open(store.path, clock=clock)


def test_an_older_database_is_migrated(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "old.db"
    first, *_ = schema.migration_files()
    with sqlite3.connect(path, isolation_level=None) as connection:
        from harvest.store.migrations import apply

        apply(connection, [first])
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with Store.open(path, clock=clock) as store:
        assert rows(store, "SELECT count(*) FROM runs") == [(0,)]
        applied = rows(store, "SELECT name FROM _sqlite_migrations ORDER BY id")
    assert applied == [(file.stem,) for file in schema.migration_files()]


def test_a_migration_that_fails_leaves_no_trace(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in schema.migration_files():
        (folder / file.name).write_text(file.read_text())
    path = tmp_path / "work.db"
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    with Store.open(path, clock=clock):
        pass
    before = path.read_bytes()
    number = len(schema.migration_files()) + 1
    bad = folder / f"{number:04d}_bad.sql"
    bad.write_text("CREATE TABLE half (x TEXT) STRICT;\nCREATE TABLE half (x TEXT) STRICT;\n")
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        Store.open(path, clock=clock)
    assert path.read_bytes() == before
    bad.write_text("CREATE TABLE whole (x TEXT) STRICT;\n")
    with Store.open(path, clock=clock) as store:
        assert rows(store, "SELECT count(*) FROM whole") == [(0,)]


def test_a_damaged_database_is_refused_with_the_cure(store: Store, clock: FakeClock) -> None:
    with run(store) as apply:
        apply(page(*(study(number, conditions=["x" * 3000] * 9) for number in range(1, 9))))
    store.close()
    body = bytearray(store.path.read_bytes())
    size = int.from_bytes(body[16:18], "big")
    for start in range(size * 4, len(body) - size, size * 3):
        body[start : start + 200] = os.urandom(200)
    store.path.write_bytes(body)
    with pytest.raises(StorageError, match=r"damaged.*last copy"):
        Store.open(store.path, clock=clock)
    assert store.path.read_bytes() == bytes(body)


def test_a_reader_can_not_write(store: Store) -> None:
    connection = reader(store.path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM trials")
    connection.close()
    with pytest.raises(StorageError, match="database not found"):
        reader(store.path.with_name("absent.db"))


def test_a_locked_database_is_waited_for_and_then_given_up(store: Store, clock: FakeClock) -> None:
    with Store.open(store.path, clock=clock, busy_timeout=0.05) as other:
        store.connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(AlreadyRunning, match="locked"):
            other.begin_run(full=False)
        store.connection.execute("ROLLBACK")
        other.begin_run(full=False)


def test_statements_name_every_column_of_their_table() -> None:
    outcomes = next(table for table in tables("trial") if table.name == "outcomes")
    assert outcomes.insert.count("?") == len(Outcome._fields)
    assert all(f'"{field}"' in outcomes.insert for field in Outcome._fields)
    values: Mapping[str, str] = {"delete": outcomes.delete, "upsert": outcomes.upsert}
    assert all('"trial_id"' in statement for statement in values.values())
