"""The statements that write the record tables, built once from the rows' own fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from harvest.rows import ROWS, Kind


@dataclass(frozen=True, slots=True)
class Table:
    """One record table; ``key`` is the column that names the record a row belongs to."""

    name: str
    key: str
    insert: str  # one row
    upsert: str  # one row, over the one that has its key
    delete: str  # the rows of the records whose ids are given as a JSON list

    def select(self, fields: Iterable[str]) -> str:
        """The statement that reads the key and ``fields`` of the records in a JSON list of ids."""
        return " ".join(
            ("SELECT", listed((self.key, *fields)), "FROM", quoted(self.name), _where(self.key))
        )


def tables(kind: Kind) -> tuple[Table, ...]:
    """The tables of a kind of record, its own first."""
    return _TABLES[kind]


def quoted(identifier: str) -> str:
    """A column or table name as SQL takes it, though it be a keyword."""
    return '"' + identifier.replace('"', '""') + '"'


def listed(identifiers: Iterable[str]) -> str:
    """Names separated by commas."""
    return ", ".join(map(quoted, identifiers))


def _where(key: str) -> str:
    return " ".join(("WHERE", quoted(key), "IN (SELECT value FROM json_each(?))"))


def _table(name: str, fields: tuple[str, ...]) -> Table:
    key, *others = fields
    marks = ", ".join("?" * len(fields))
    insert = " ".join(("INSERT INTO", quoted(name), "(", listed(fields), ") VALUES (", marks, ")"))
    changes = ", ".join(f"{quoted(field)} = excluded.{quoted(field)}" for field in others)
    upsert = " ".join((insert, "ON CONFLICT (", quoted(key), ") DO UPDATE SET", changes))
    delete = " ".join(("DELETE FROM", quoted(name), _where(key)))
    return Table(name, key, insert, upsert, delete)


def _fields(row: type[tuple[object, ...]]) -> tuple[str, ...]:
    fields: tuple[str, ...] = row._fields  # type: ignore[attr-defined]  # all are NamedTuples
    return fields


_TABLES: Mapping[Kind, tuple[Table, ...]] = {
    kind: tuple(_table(name, _fields(row)) for name, row in rows.items())
    for kind, rows in ROWS.items()
}
