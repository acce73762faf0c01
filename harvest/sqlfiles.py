"""SQL files: the head that says what one is for, and the statements of a script.

A head is the comment at the top of a file, a field a line (``-- title: By year``); a line indented
by two more blanks (``--   and more``) carries the field above it on.
"""

import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

_FIELD = re.compile(r"-- (\w+):(?: (.*))?")
_MORE = re.compile(r"--   (.*)")
_COMMENT = re.compile(r"--[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a head, and the number of the line in which it begins."""

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class SqlFile:
    """A file read: its head, and the SQL that follows from line number ``start`` on."""

    name: str
    head: tuple[Field, ...]
    sql: str
    start: int

    def all(self, field: str) -> tuple[Field, ...]:
        """Every line of that field, in the order of the file."""
        return tuple(each for each in self.head if each.name == field)

    def one(self, field: str) -> Field:
        """The only line of a field that must be there.

        Raises ValueError if it is missing, empty or there twice.
        """
        found = self.all(field)
        if len(found) != 1 or not found[0].value:
            line = found[-1].line if found else 1
            self.wrong(f"needs exactly one line '-- {field}: …'", line)
        return found[0]

    def maybe(self, field: str) -> Field | None:
        """The only line of a field, or None. Raises ValueError if it is empty or there twice."""
        return self.one(field) if self.all(field) else None

    def wrong(self, problem: str, line: int | None = None) -> NoReturn:
        """Raise ValueError naming the file, the line (default: the SQL's first) and the problem."""
        raise _wrong(self.name, self.start if line is None else line, problem)


def read(path: Path, *fields: str) -> SqlFile:
    """Read a file whose head may have these fields.

    Raises ValueError naming the file, the line and what is wrong with it.
    """
    return parse(path.name, path.read_text("utf-8"), *fields)


def parse(name: str, text: str, *fields: str) -> SqlFile:
    """The same of a text, which errors call ``name``."""
    head: list[Field] = []
    lines = text.splitlines(keepends=True)
    read_to = 0
    for number, line in enumerate(lines, start=1):
        bare = line.rstrip()
        if not bare.startswith("--"):
            break
        read_to = number
        if (more := _MORE.fullmatch(bare)) and head:
            last = head.pop()
            head.append(Field(last.name, f"{last.value} {more[1]}", last.line))
        elif (field := _FIELD.fullmatch(bare)) is None:
            raise _wrong(name, number, f"not a line of the head: {bare}")
        elif field[1] not in fields:
            known = ", ".join(fields)
            raise _wrong(name, number, f"the head knows no '{field[1]}'; it knows {known}")
        else:
            head.append(Field(field[1], (field[2] or "").strip(), number))
    return SqlFile(name, tuple(head), "".join(lines[read_to:]).strip(), read_to + 1)


def statements(name: str, script: str) -> list[str]:
    """The statements of a script, one by one: ``executescript`` would commit what is open.

    Raises ValueError naming the file and the line where the last one begins if it has no end.
    """
    found: list[str] = []
    pending = ""
    start = 1
    for number, line in enumerate(script.splitlines(keepends=True), start=1):
        if not pending.strip():
            pending, start = "", number
        pending += line
        if ";" in line and sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    if _COMMENT.sub("", pending).strip():
        raise _wrong(name, start, "the last statement does not end with a semicolon")
    return found


def _wrong(name: str, line: int, problem: str) -> ValueError:
    return ValueError(f"{name}, line {line}: {problem}")
