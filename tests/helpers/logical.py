"""What a database says, without what differs from one run to the next: the oracle of the tests."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

_VOLATILE_TABLES = frozenset(
    {
        "runs",
        "run_queries",
        "searches",  # how the last walks ended
        "_sqlite_migrations",
        "publication",  # generation and time of the published file
    }
)
_VOLATILE_COLUMNS = frozenset(
    {
        "first_seen",
        "last_seen",
        "last_fetched",
        "seen_at",
        "run_id",
        "moved_in",
        "missed_run",
        "times",
        "software",
        "computed_at",
    }
)
_VOLATILE_IN = {"changes": {"id"}}  # the order in which changes were told
_ONLY_WHETHER = frozenset({"removed_on", "left_on"})  # the day depends on the run


def logical_dump(path: Path) -> Mapping[str, list[tuple[object, ...]]]:
    """Table → its rows, sorted; blobs as their hashes."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return {table: _rows(connection, table) for table in _tables(connection)}
    finally:
        connection.close()


def digest(path: Path) -> str:
    """One hash of the whole dump."""
    return hashlib.sha256(repr(sorted(logical_dump(path).items())).encode()).hexdigest()


def differences(one: Path, other: Path) -> list[str]:
    """Readable differences of two databases; empty if they say the same."""
    if _bare(one) == _bare(other):
        return []
    first, second = logical_dump(one), logical_dump(other)
    found = [f"only one has the table {name}" for name in first.keys() ^ second.keys()]
    for name in sorted(first.keys() & second.keys()):
        if first[name] == second[name]:
            continue
        ours, theirs = set(map(repr, first[name])), set(map(repr, second[name]))
        found += [f"{name}: only the first has {row[:300]}" for row in sorted(ours - theirs)[:3]]
        found += [f"{name}: only the second has {row[:300]}" for row in sorted(theirs - ours)[:3]]
        if len(first[name]) != len(second[name]):
            found.append(f"{name}: {len(first[name])} rows against {len(second[name])}")
    return found


def _bare(path: Path) -> Mapping[str, Counter[tuple[object, ...]]]:
    """Table → how often it has each row, as SQLite gives it: what costs least to compare."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return {
            table: Counter(connection.execute(_bare_rows(connection, table)))
            for table in _tables(connection)
        }


def _bare_rows(connection: sqlite3.Connection, table: str) -> str:
    volatile = _VOLATILE_COLUMNS | _VOLATILE_IN.get(table, set())
    kept = ", ".join(
        f'"{name}" IS NOT NULL' if name in _ONLY_WHETHER else f'"{name}"'
        for (name,) in connection.execute("SELECT name FROM pragma_table_xinfo(?)", (table,))
        if name not in volatile
    )
    return f'SELECT {kept} FROM "{table}"'  # noqa: S608  # names of the schema


def _tables(connection: sqlite3.Connection) -> list[str]:
    names = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM pragma_table_list "
            "WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'"
        )
    ]
    return [name for name in names if name not in _VOLATILE_TABLES]


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    cursor = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # a name of the schema
    columns = [column[0] for column in cursor.description]
    kept = [
        (index, name in _ONLY_WHETHER)
        for index, name in enumerate(columns)
        if name not in _VOLATILE_COLUMNS | _VOLATILE_IN.get(table, set())
    ]
    return sorted(
        (
            tuple(
                row[index] is not None if whether else _short(row[index]) for index, whether in kept
            )
            for row in cursor
        ),
        key=repr,
    )


def _short(value: object) -> object:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value
