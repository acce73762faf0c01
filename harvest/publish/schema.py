"""The published schema, as ``db/public`` describes it: one table a file.

A file holds a comment that says what the table is, one CREATE TABLE with a ``-- comment`` behind
each column, its indexes, and the INSERT … SELECT that fills it from the work database, attached as
``work``. An INSERT without a list of columns fills all of them, in the order of the CREATE TABLE:
its SELECT begins with ``*`` (or ``t.*``) for those that come as they are, and names what it works
out for the others, ``label('phases', t.phase) AS phase_label``. Datasette, the documentation and
the checks all read the descriptions from here.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from harvest.paths import DB
from harvest.sqlfiles import statements

_CREATE = re.compile(r"CREATE (VIRTUAL )?TABLE (\w+)[^(]*\(")
_COLUMN = re.compile(r'    "?(\w+)"? ([A-Z]+)(.*) -- (.+)')
_SHORT = re.compile(r"INSERT INTO \w+\s+(SELECT\s+)((?:\w+\.)?)\*(?=\s*(?:,|FROM\b))")
_MARK = re.compile(r"'(?:[^']|'')*'|--[^\n]*|[(),]|\bFROM\b")
_NAMED = re.compile(r'(.+)\sAS\s+"?(\w+)"?', re.DOTALL)
_CONSTRAINT = re.compile(r"    (PRIMARY KEY|FOREIGN KEY|UNIQUE|CHECK)\b")


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what it holds, in one phrase; its type as SQLite's strict tables have it.

    ``type`` is TEXT, INTEGER or REAL; ``required`` is False where it may be empty.
    """

    name: str
    description: str
    type: str
    required: bool


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
    columns = () if virtual else _columns(path.name, text[create.end() :])
    return Table(
        name=path.stem,
        description=" ".join(line[3:] for line in head[0].splitlines()),
        columns=columns,
        statements=tuple(
            _whole(path.name, statement, columns) for statement in statements(path.name, text)
        ),
        virtual=virtual,
    )


def _columns(name: str, body: str) -> tuple[Column, ...]:
    columns: list[Column] = []
    for line in body.splitlines():
        if line.startswith(")"):
            break
        column = _COLUMN.fullmatch(line)
        if column is not None:
            required = "NOT NULL" in column[3]
            columns.append(Column(column[1], column[4], column[2], required))
        elif line.strip() and not _CONSTRAINT.match(line):
            raise ValueError(f"{name}: no '-- comment' behind: {line.strip()}")
    return tuple(columns)


def _whole(name: str, statement: str, columns: tuple[Column, ...]) -> str:
    """The statement with every column written out, if it is a short INSERT; else as it is."""
    short = _SHORT.match(statement)
    if short is None:
        return statement
    given: dict[str, str] = {}
    items, rest = _selected(statement[short.end() :])
    for item in items:
        named = _NAMED.fullmatch(item)
        if named is None:
            raise ValueError(f"{name}: no 'AS column' behind: {item}")
        given[named[2]] = named[1]
    names = [column.name for column in columns]
    if unknown := sorted(given.keys() - set(names)):
        raise ValueError(f"{name}: the table has no column {', '.join(unknown)}")
    # In brackets: a name in quotation marks that no column has would be a text.
    values = ", ".join(given.get(each, f"{short[2]}[{each}]") for each in names)
    listed = ", ".join(f"[{each}]" for each in names)
    return f"INSERT INTO {name.removesuffix('.sql')} ({listed})\n{short[1]}{values}\n{rest}"


def _selected(text: str) -> tuple[list[str], str]:
    """What a SELECT names behind its ``*``, and the rest of the statement from its FROM on."""
    items: list[str] = []
    depth = start = 0
    for mark in _MARK.finditer(text):
        if mark[0] in "()":
            depth += 1 if mark[0] == "(" else -1
        elif depth == 0 and mark[0] in {",", "FROM"}:
            items.append(text[start : mark.start()].strip())
            start = mark.end()
            if mark[0] == "FROM":
                return items[1:], text[mark.start() :]
    return items[1:], ""
