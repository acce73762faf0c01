"""Saved evidence queries: one SQL file each, in ``db/queries`` or in a pack.

The head of a file says what the query is, for whom, and which parameters its form has; the rest is
one SELECT with bound parameters. A line that ends in ``-- each exported facet`` stands once for
each of them, with its name in the place of ``[facet]``; ``:relevant`` is :data:`RELEVANT`. Pages,
exports, the command line, Datasette's canned queries and the documentation are all made from
:func:`load`.
"""

import re
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from harvest import dates
from harvest.config.reader import nearest
from harvest.errors import ConfigError, UsageError
from harvest.facets import facets
from harvest.packs.folders import Folders, in_use
from harvest.packs.reading import queries as of_packs
from harvest.paths import DB, called
from harvest.sqlfiles import Field, SqlFile
from harvest.sqlfiles import parse as parse_file

FOLDER = DB / "queries"
AUDIENCES = ("writer", "investigator", "operator")
TYPES = ("text", "integer", "date", "choice")
PICTURES = ("bars", "columns")
RELEVANT = 0.5
"""Relevance from which a record is on topic: lists, reports and saved queries cut there."""

_HEAD = ("title", "for", "home", "description", "param", "picture", "document")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME = re.compile(r"(?<![:\w]):([a-z_]+)\b")
_EACH = re.compile(r"^(?P<line>.*?) *-- each exported facet$", re.MULTILINE)
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
    """A saved query; ``audiences`` are those of :data:`AUDIENCES` that it is for.

    ``document`` names the columns that matter most where a page has no room for all. ``home`` has
    an audience and a place for each that is to find it on the home page.
    """

    slug: str
    title: str
    audiences: tuple[str, ...]
    description: str
    params: tuple[Parameter, ...]
    sql: str
    picture: Shape | None = None
    document: tuple[str, ...] = ()
    home: tuple[tuple[str, int], ...] = ()

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
    """Every saved query of ``folder`` (default ``db/queries``) and the packs in use.

    They are in the order of audience and title.

    Raises ConfigError naming the file, the line and what is wrong with it; ValueError for a file of
    the program's folder.
    """
    return _load(folder or FOLDER, in_use())


def find(slug: str, folder: Path | None = None) -> Query | None:
    """The query of that slug, or None."""
    return next((query for query in load(folder) if query.slug == slug), None)


def asked_most(audience: str, folder: Path | None = None) -> tuple[Query, ...]:
    """The queries that an audience asks most, in the order that their heads give them."""
    placed = [
        (place, query) for query in load(folder) for name, place in query.home if name == audience
    ]
    return tuple(query for _, query in sorted(placed, key=lambda each: (each[0], each[1].slug)))


def named(slug: str) -> Query:
    """The query of that slug. Raises UsageError, with the nearest slug, if there is none."""
    query = find(slug)
    if query is None:
        guess = nearest(slug, [other.slug for other in load()])
        cure = f"did you mean {guess}?" if guess else "`harvest query list` names them"
        raise UsageError(f"{slug}: unknown saved query; {cure}")
    return query


@cache
def _load(folder: Path, packs: Folders) -> tuple[Query, ...]:
    del packs  # whose queries are loaded, too: another answer for other packs
    files: dict[str, Path] = {}
    for path in (*folder.glob("*.sql"), *of_packs()):
        if other := files.get(path.stem):
            raise ConfigError(f"{called(path)}: {called(other)} has the same name; take another")
        files[path.stem] = path
    queries = [_read(slug, path) for slug, path in files.items()]
    return tuple(sorted(queries, key=lambda q: (AUDIENCES.index(q.audiences[0]), q.title)))


def _read(slug: str, path: Path) -> Query:
    try:
        return parse(slug, path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{called(path)}: is not UTF-8 text; save it as UTF-8") from error
    except ValueError as error:  # which names the file
        if path.parent == FOLDER:
            raise
        raise ConfigError(f"{called(path.parent)}/{error}") from error


def parse(slug: str, text: str) -> Query:
    """Read the text of one file.

    Raises ValueError naming the file, the line and what is wrong with it.
    """
    file = parse_file(f"{slug}.sql", text, *_HEAD)
    query = Query(
        slug=slug,
        title=file.one("title").value,
        audiences=tuple(name.strip() for name in file.one("for").value.split(",")),
        description=file.one("description").value,
        params=tuple(_param(file, field) for field in file.all("param")),
        sql=_with_cut(_EACH.sub(_for_each_facet, file.sql).rstrip(";").rstrip()),
        picture=_picture(file),
        document=tuple(field.value.split()) if (field := file.maybe("document")) else (),
        home=_home(file),
    )
    _check(file, query)
    return query


def _with_cut(sql: str) -> str:
    return _outside_literals(sql, lambda code: re.sub(r":relevant\b", str(RELEVANT), code))


def _for_each_facet(match: re.Match[str]) -> str:
    columns = [(facet.export.place, facet.name) for facet in facets() if facet.export]
    return "\n".join(match["line"].replace("[facet]", name) for _, name in sorted(columns))


def _picture(file: SqlFile) -> Shape | None:
    field = file.maybe("picture")
    if field is None:
        return None
    kind, *columns = field.value.split()
    if kind not in PICTURES or len(columns) < 2:
        file.wrong(
            f"a picture is {' or '.join(PICTURES)}, then the column that names and those that "
            f"count; found: {field.value}",
            field.line,
        )
    return Shape(kind, columns[0], tuple(columns[1:]))


def _home(file: SqlFile) -> tuple[tuple[str, int], ...]:
    field = file.maybe("home")
    if field is None:
        return ()
    places = [part.split() for part in field.value.split(",")]
    if not all(len(part) == 2 and re.fullmatch(r"[1-9][0-9]?", part[1]) for part in places):
        file.wrong(
            f"home: is audiences with a place, 'writer 1, investigator 3'; found: {field.value}",
            field.line,
        )
    return tuple((name, int(place)) for name, place in places)


def _param(file: SqlFile, field: Field) -> Parameter:
    parts = [part.strip() for part in field.value.split(",", 4)]
    if len(parts) != 5 or not re.fullmatch(r"[a-z_]+", parts[0]) or parts[2] not in TYPES:
        file.wrong(
            "a parameter is 'name, label, type, default, choices-sql' with a type of "
            f"{', '.join(TYPES)}; found: {field.value}",
            field.line,
        )
    name, label, type_, default, choices = parts
    if type_ == "choice" and not choices:
        file.wrong(f"{name}: a choice needs the SELECT of its choices", field.line)
    return Parameter(name, label, type_, default, choices or None)


def _check(file: SqlFile, query: Query) -> None:
    if not _SLUG.fullmatch(query.slug):
        file.wrong("name the file in small letters, digits and hyphens", 1)
    for name in query.audiences:
        if name not in AUDIENCES:
            file.wrong(f"for: knows {', '.join(AUDIENCES)}, not {name!r}", file.one("for").line)
    for name, _ in query.home:
        if name not in query.audiences:
            file.wrong(f"home: {name!r} is not an audience of 'for'", file.one("home").line)
    code = _LITERAL.sub("''", query.sql)
    if not re.match(r"(SELECT|WITH)\b", code) or ";" in code:
        file.wrong("must contain one SELECT after its head, and nothing else")
    used = set(_NAME.findall(code))
    declared = {param.name for param in query.params}
    if used != declared:
        file.wrong(f"declared and used parameters differ: {sorted(used ^ declared)}")


def choices(connection: sqlite3.Connection, param: Parameter) -> tuple[tuple[str, str], ...]:
    """Values and labels of a parameter, from the published data."""
    if param.choices_sql is None:
        return ()
    return tuple(
        (str(row[0]), str(row[-1] if row[-1] is not None else row[0]))
        for row in connection.execute(param.choices_sql)
        if row[0] is not None
    )
