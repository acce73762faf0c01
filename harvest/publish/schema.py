"""The published schema, as ``db/public`` describes it: one table a file.

A file holds a comment that says what the table is, one CREATE TABLE with a ``-- comment`` behind
each column, its indexes, and the INSERT … SELECT that fills it from the work database, attached as
``work``. Datasette, the documentation and the checks all read the descriptions from here.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from harvest.paths import DB
from harvest.sqlfiles import statements

_CREATE = re.compile(r"CREATE (VIRTUAL )?TABLE (\w+)[^(]*\(")
_COLUMN = re.compile(r'    "?(\w+)"? [A-Z].* -- (.+)')
_CONSTRAINT = re.compile(r"    (PRIMARY KEY|FOREIGN KEY|UNIQUE|CHECK)\b")


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what it holds, in one phrase."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A published table. A ``virtual`` one (full text) has no described columns."""

    name: str
    description: str
    columns: tuple[Column, ...]
    statements: tuple[str, ...]
    virtual: bool


def read(folder: Path | None = None) -> tuple[Table, ...]:
    """Every table of ``folder`` (default ``db/public``), full text last: it reads the others.

    Raises ValueError naming the file if one does not keep to the form.
    """
    return _read(folder or DB / "public")


@cache
def _read(folder: Path) -> tuple[Table, ...]:
    tables = [_table(path) for path in sorted(folder.glob("*.sql"))]
    return tuple(sorted(tables, key=lambda table: table.virtual))


def _table(path: Path) -> Table:
    text = path.read_text(encoding="utf-8")
    head = re.match(r"(?:-- .*\n)+", text)
    create = _CREATE.search(text)
    if head is None or create is None or create[2] != path.stem:
        raise ValueError(
            f"{path.name}: needs a comment that says what the table is, then CREATE TABLE "
            f"{path.stem}"
        )
    virtual = create[1] is not None
    return Table(
        name=path.stem,
        description=" ".join(line[3:] for line in head[0].splitlines()),
        columns=() if virtual else _columns(path.name, text[create.end() :]),
        statements=tuple(statements(path.name, text)),
        virtual=virtual,
    )


def _columns(name: str, body: str) -> tuple[Column, ...]:
    columns: list[Column] = []
    for line in body.splitlines():
        if line.startswith(")"):
            break
        column = _COLUMN.fullmatch(line)
        if column is not None:
            columns.append(Column(column[1], column[2]))
        elif line.strip() and not _CONSTRAINT.match(line):
            raise ValueError(f"{name}: no '-- comment' behind: {line.strip()}")
    return tuple(columns)
