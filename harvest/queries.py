"""Saved evidence queries: one SQL file each in ``db/queries``.

The head of a file says what the query is, for whom, and which parameters its form has; the rest is
one SELECT with bound parameters. Pages, exports, the command line, Datasette's canned queries and
the documentation are all made from :func:`load`.
"""

import re
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from harvest import dates
from harvest.config.reader import nearest
from harvest.errors import UsageError
from harvest.paths import DB

FOLDER = DB / "queries"
AUDIENCES = ("writer", "investigator", "operator")
TYPES = ("text", "integer", "date", "choice")
PICTURES = ("bars", "columns")

_HEAD = re.compile(r"-- (\w+): (.*)")
_MORE = re.compile(r"--   (.*)")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME = re.compile(r"(?<![:\w]):([a-z_]+)\b")
_LITERAL = re.compile(r"'(?:[^']|'')*'|--[^\n]*")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One field of the form.

    ``choices_sql`` is a SELECT of values (and labels, as second column): all that a ``choice`` may
    be, suggestions for a ``text``. An empty ``default`` means "any".
    """

    name: str
    label: str
    type: str
    default: str
    choices_sql: str | None

    def value(self, text: str | None) -> str | int | None:
        """The text of a form as the value to bind; None and blank mean the default.

        Raises UsageError where an integer or a date is asked for and something else given.
        """
        text = (text or "").replace("\x00", "").strip() or self.default
        if self.type == "integer":
            if not text:
                return None
            if not re.fullmatch(r"-?[0-9]{1,9}", text):
                raise UsageError(f"{self.name}: is not a whole number; write e.g. 12")
            return int(text)
        if self.type == "date" and text and dates.parse(text) is None:
            raise UsageError(f"{self.name}: is not a date; write 2026, 2026-11 or 2026-11-24")
        return text


@dataclass(frozen=True, slots=True)
class Shape:
    """How to draw a result: a ``kind`` of :data:`PICTURES`, and the columns that it shows."""

    kind: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A saved query; ``audiences`` are those of :data:`AUDIENCES` that it is for."""

    slug: str
    title: str
    audiences: tuple[str, ...]
    description: str
    params: tuple[Parameter, ...]
    sql: str
    picture: Shape | None = None

    def values(self, given: Mapping[str, str]) -> dict[str, str | int | None]:
        """The values to bind, defaults where nothing is given.

        Raises UsageError naming an unknown parameter or a wrong value.
        """
        known = {param.name for param in self.params}
        for name in given:
            if name not in known:
                raise UsageError(
                    f"{self.slug}: has no parameter {name!r}; it has "
                    f"{', '.join(sorted(known)) or 'none'}"
                )
        return {param.name: param.value(given.get(param.name)) for param in self.params}

    @property
    def standalone_sql(self) -> str:
        """The SQL with its defaults inside, for a server that binds every empty field as ''."""
        defaults = {param.name: _with_default(param) for param in self.params}
        return _outside_literals(
            self.sql, lambda code: _NAME.sub(lambda match: defaults[match[1]], code)
        )


def _with_default(param: Parameter) -> str:
    bound = f":{param.name}"
    if param.default:
        literal = param.default.replace("'", "''")
        bound = f"coalesce(nullif({bound}, ''), '{literal}')"
    return f"CAST({bound} AS INTEGER)" if param.type == "integer" else bound


def _outside_literals(sql: str, change: Callable[[str], str]) -> str:
    done = ""
    end = 0
    for literal in _LITERAL.finditer(sql):
        done += change(sql[end : literal.start()]) + literal[0]
        end = literal.end()
    return done + change(sql[end:])


def load(folder: Path | None = None) -> tuple[Query, ...]:
    """Every saved query, by audience and title.

    Raises ValueError naming the file and what is wrong with it.
    """
    return _load(folder or FOLDER)


def find(slug: str, folder: Path | None = None) -> Query | None:
    """The query of that slug, or None."""
    return next((query for query in load(folder) if query.slug == slug), None)


def named(slug: str) -> Query:
    """The query of that slug. Raises UsageError, with the nearest slug, if there is none."""
    query = find(slug)
    if query is None:
        guess = nearest(slug, [other.slug for other in load()])
        cure = f"did you mean {guess}?" if guess else "`harvest query list` names them"
        raise UsageError(f"{slug}: there is no such saved query; {cure}")
    return query


@cache
def _load(folder: Path) -> tuple[Query, ...]:
    queries = [parse(path.stem, path.read_text("utf-8")) for path in folder.glob("*.sql")]
    return tuple(sorted(queries, key=lambda q: (AUDIENCES.index(q.audiences[0]), q.title)))


def parse(slug: str, text: str) -> Query:
    """Read the text of one file.

    Raises ValueError naming the file and what is wrong with it.
    """
    fields, lines = _head(slug, text)
    sql = text[len("".join(lines)) :].strip().rstrip(";").rstrip()
    query = Query(
        slug=slug,
        title=_one(slug, fields, "title"),
        audiences=tuple(name.strip() for name in _one(slug, fields, "for").split(",")),
        description=_one(slug, fields, "description"),
        params=tuple(_param(slug, value) for name, value in fields if name == "param"),
        sql=sql,
        picture=_picture(slug, [value for name, value in fields if name == "picture"]),
    )
    _check(query)
    return query


def _head(slug: str, text: str) -> tuple[list[tuple[str, str]], list[str]]:
    fields: list[tuple[str, str]] = []
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\n")
        if not bare.startswith("--"):
            break
        lines.append(line)
        if (more := _MORE.fullmatch(bare)) and fields:
            name, value = fields[-1]
            fields[-1] = (name, f"{value} {more[1]}")
        elif head := _HEAD.fullmatch(bare):
            fields.append((head[1], head[2].strip()))
        else:
            raise ValueError(f"{slug}.sql: not a line of the head: {bare}")
    for name, _ in fields:
        if name not in ("title", "for", "description", "param", "picture"):
            raise ValueError(f"{slug}.sql: the head knows no '{name}'")
    return fields, lines


def _one(slug: str, fields: list[tuple[str, str]], name: str) -> str:
    found = [value for key, value in fields if key == name]
    if len(found) != 1 or not found[0]:
        raise ValueError(f"{slug}.sql: needs exactly one line '-- {name}: …'")
    return found[0]


def _picture(slug: str, found: list[str]) -> Shape | None:
    if not found:
        return None
    kind, *columns = found[0].split()
    if len(found) > 1 or kind not in PICTURES or len(columns) < 2:
        raise ValueError(
            f"{slug}.sql: a picture is {' or '.join(PICTURES)}, then the column that names and "
            f"those that count; found: {found[0]}"
        )
    return Shape(kind, columns[0], tuple(columns[1:]))


def _param(slug: str, text: str) -> Parameter:
    parts = [part.strip() for part in text.split(",", 4)]
    if len(parts) != 5 or not re.fullmatch(r"[a-z_]+", parts[0]) or parts[2] not in TYPES:
        raise ValueError(
            f"{slug}.sql: a parameter is 'name, label, type, default, choices-sql' with a type of "
            f"{', '.join(TYPES)}; found: {text}"
        )
    name, label, type_, default, choices = parts
    if type_ == "choice" and not choices:
        raise ValueError(f"{slug}.sql: {name}: a choice needs the SELECT of its choices")
    return Parameter(name, label, type_, default, choices or None)


def _check(query: Query) -> None:
    if not _SLUG.fullmatch(query.slug):
        raise ValueError(f"{query.slug}.sql: name the file in small letters, digits and hyphens")
    for name in query.audiences:
        if name not in AUDIENCES:
            raise ValueError(f"{query.slug}.sql: for: knows {', '.join(AUDIENCES)}, not {name!r}")
    code = _LITERAL.sub("''", query.sql)
    if not re.match(r"(SELECT|WITH)\b", code) or ";" in code:
        raise ValueError(f"{query.slug}.sql: holds one SELECT after its head, and nothing else")
    used = set(_NAME.findall(code))
    declared = {param.name for param in query.params}
    if used != declared:
        raise ValueError(
            f"{query.slug}.sql: declared and used parameters differ: {sorted(used ^ declared)}"
        )


def choices(connection: sqlite3.Connection, param: Parameter) -> tuple[tuple[str, str], ...]:
    """Values and labels of a parameter, from the published data."""
    if param.choices_sql is None:
        return ()
    return tuple(
        (str(row[0]), str(row[-1] if row[-1] is not None else row[0]))
        for row in connection.execute(param.choices_sql)
        if row[0] is not None
    )
