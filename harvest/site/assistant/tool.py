"""What a tool is, and what tools share: rows as objects, records by any of their numbers."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from harvest.errors import UsageError
from harvest.identifiers import key, page, paper_name
from harvest.numbers import elsewhere, number_in
from harvest.site.assistant.answers import Item, Listing, quoted
from harvest.site.assistant.arguments import Argument

_SQL = Path(__file__).with_name("sql")
_NUMBER = Path(__file__).parents[1] / "sql" / "search_number.sql"

LIMIT = Argument(
    "limit", "integer", "How many items at most; fewer where they are long", least=1, most=200
)
_LONGEST_KEY = 200  # of a paper without a PMID it is a DOI
CURSOR = Argument(
    "cursor", "text", "next_cursor of the answer before, for the items after it", longest=40
)
LIST = (LIMIT, CURSOR)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a tool works with: a connection that only reads, and the arguments."""

    connection: sqlite3.Connection
    given: Mapping[str, Any]
    base_url: str = ""
    is_over: Callable[[], bool] = lambda: False
    """Whether the time for an answer has passed"""

    def __getitem__(self, name: str) -> Any:
        return self.given[name]

    def rows(self, statement: str, /, **bound: object) -> list[Item]:
        """The rows of a statement of ``harvest/site/assistant/sql``, as objects."""
        return rows(self.connection, sql(statement), bound)

    def named(self, number: str) -> list[Item]:
        """The records that a number names, kind and id, as the site's search finds them."""
        return rows(self.connection, _NUMBER.read_text("utf-8"), {"number": number})

    def url(self, path: str) -> str:
        """The permanent link of a page of the site."""
        return f"{self.base_url}{path}"


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: what it is for, its arguments, and what works out its list."""

    name: str
    title: str
    description: str
    arguments: tuple[Argument, ...]
    work: Callable[[Asked], Listing]
    own_sql: bool = False
    """Whether it runs statements of whoever asks"""


@cache
def sql(name: str) -> str:
    """The text of ``harvest/site/assistant/sql/<name>.sql``."""
    return (_SQL / f"{name}.sql").read_text("utf-8")


def rows(connection: sqlite3.Connection, statement: str, bound: Mapping[str, object]) -> list[Item]:
    """The rows of a statement as objects."""
    cursor = connection.execute(statement, dict(bound))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def record_of(asked: Asked, number: str) -> tuple[str, str]:
    """Kind and key of the record that a number names.

    Raises UsageError where none is in the database, with where to look.
    """
    found = asked.named(number_in(number) or key(number))
    if found:
        return found[0]["kind"], found[0]["id"]
    there = elsewhere(number)
    look = f"; its registry has it at {there.address}" if there and there.address else ""
    raise UsageError(
        f"{number[:80]}: not in this database{look}. That does not mean that it does not exist; "
        "search by words, or use verify"
    )


def source(asked: Asked, kind: str, record: str) -> Item:
    """Where a record comes from: registry, version, its page there and here."""
    (found,) = asked.rows(f"source_{kind}", id=record)
    return {
        "record": record,
        "kind": kind,
        "source": found["source"],
        "source_url": found["url"],
        "page": asked.url(page(kind, record)),
        "version": found["version"],
        "last_fetched": str(found["last_fetched"])[:10],
        **({"removed_on": found["removed_on"]} if found["removed_on"] else {}),
        **({"integrity": found["integrity"]} if found.get("integrity") else {}),
    }


def origins(asked: Asked, records: Iterable[object]) -> dict[str, Item]:
    """Source and version of the records among these keys, by the key; of what is none, nothing."""
    keys = json.dumps(sorted({key for key in records if isinstance(key, str)}))
    return {row["record"]: row for row in asked.rows("origins", keys=keys)}


def named_in(asked: Asked, found: Sequence[Item]) -> list[list[Item]]:
    """For each of these rows the records whose key is a value of it, with source and version."""
    keys = [
        [value for value in row.values() if isinstance(value, str) and len(value) <= _LONGEST_KEY]
        for row in found
    ]
    held = origins(asked, [key for each in keys for key in each])
    return [[held[key] for key in dict.fromkeys(each) if key in held] for each in keys]


def named(record: str, kind: str) -> str:
    """A record as a reader is told it."""
    return paper_name(record) if kind == "article" else record


def marked(row: Item, *texts: str) -> Item:
    """A row whose texts are marked as words of records, without what is empty."""
    return {
        name: quoted(value) if name in texts else value
        for name, value in row.items()
        if value not in (None, "")
    }


def only_one(given: Sequence[object], problem: str) -> None:
    """Raise UsageError unless just one of several arguments is given."""
    if sum(each is not None for each in given) != 1:
        raise UsageError(problem)
