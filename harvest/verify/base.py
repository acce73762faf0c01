"""What the published database answers about numbers, titles and records; it only reads."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from harvest.evidence.reading.tokens import fold
from harvest.identifiers import Found, page, registries
from harvest.legible import plain
from harvest.seed import held
from harvest.verify.finding import Proof

Kind = Literal["trial", "article"]

_SQL = Path(__file__).with_name("sql")
_WORDS = re.compile(r"[^\W_]+")
_LEAD = 3
"""Words of a title by which it is looked for in a text."""
_LEAST_WORDS, _LEAST_LETTERS = 4, 22
_MARKED = re.compile(
    r"\s*(?:retracted(?: article)?|withdrawn|expression of concern)\s*[:.]\s*", re.I
)


class Numbered(NamedTuple):
    """A held record that a number names; ``alias`` is the number if it is not the record's own."""

    record: "Record"
    alias: str | None


class Naming(NamedTuple):
    """A held record that names a number which is not held: where, and in which words."""

    kind: str
    id: str
    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Record:
    """A held trial or paper, with its row."""

    kind: Kind
    id: str
    row: Mapping[str, Any]

    @property
    def titles(self) -> tuple[str, ...]:
        """All that it is called, the name for pages first."""
        names = (
            ("brief_title", "official_title")
            if self.kind == "trial"
            else ("title", "vernacular_title", "book_title")
        )
        return tuple(self.row[name] for name in names if self.row[name])

    @property
    def title(self) -> str:
        """What it is called."""
        return next(iter(self.titles), "")

    @property
    def path(self) -> str:
        """Its page on the site."""
        return page(self.kind, self.id)

    @property
    def source(self) -> str:
        """Who publishes it."""
        if self.kind == "trial":
            return str(self.row["registry_label"])
        return "PubMed" if self.row["pmid"] else "import"

    def proof(self, field: str, words: object) -> Proof:
        """What it says in a field."""
        told = str(words)
        version = int(self.row["version"])
        return Proof(self.id, field, told, self.source, version, str(self.row["url"]))


def words(text: str) -> list[str]:
    """The words of a title in one form: case, accents and marks folded."""
    return _WORDS.findall(fold(plain(text)))


def bare(title: str) -> str:
    """A title without what others put before it: ``RETRACTED:``, brackets of a translation."""
    return _MARKED.sub("", title, count=1).strip().strip("[]").rstrip(".").rstrip("]")


class Place(NamedTuple):
    """Where a text has the title of a record, in words from the first."""

    start: int
    end: int
    kind: Kind
    id: str
    title: str


class Base:
    """A connection to the public file, asked about what a text names."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kinds = {each.name: each.kind for each in registries()}
        self._titles: dict[tuple[str, ...], list[tuple[list[str], Kind, str, str]]] | None = None
        self._numbered: dict[tuple[str, str], Numbered | None] = {}
        self._naming: dict[str, list[Naming]] = {}
        self._records: dict[tuple[Kind, str], Record | None] = {}

    def rows(self, name: str, /, **values: object) -> list[tuple[Any, ...]]:
        """The rows of a statement of this folder."""
        return self._connection.execute(_statement(name), values).fetchall()

    def record(self, kind: Kind, key: str) -> Record | None:
        """The record of a key, if it is held."""
        if (kind, key) not in self._records:
            cursor = self._connection.execute(_statement(kind), {"id": key})
            row = cursor.fetchone()
            columns = [column[0] for column in cursor.description]
            found = Record(kind, key, dict(zip(columns, row, strict=True))) if row else None
            self._records[kind, key] = found
        return self._records[kind, key]

    def numbered(self, found: Found) -> Numbered | None:
        """The held record that a number names."""
        asked = (found.registry, found.id)
        if asked not in self._numbered:
            self._numbered[asked] = self._look_up(found)
        return self._numbered[asked]

    def _look_up(self, found: Found) -> Numbered | None:
        kind = self._kinds[found.registry]
        row = held(self._connection, kind, found.registry, found.id)
        if row is None:
            return None
        record = self.record("trial" if kind == "trial" else "article", str(row[0]))
        return Numbered(record, row[3]) if record else None

    def naming(self, number: str) -> list[Naming]:
        """Held records that name a number."""
        if number not in self._naming:
            rows = self.rows("named_by", number=number)
            self._naming[number] = [Naming(*row) for row in rows]
        return self._naming[number]

    def titled(self, text: list[str]) -> Iterator[Place]:
        """Where these words hold the whole title of a record, the longest at each place."""
        for start in range(len(text) - _LEAD + 1):
            there = self._by_lead().get(tuple(text[start : start + _LEAD]), ())
            best: list[Place] = []
            for title, kind, key, said in there:
                end = start + len(title)
                if text[start:end] == title:
                    place = Place(start, end, kind, key, said)
                    if not best or end > best[0].end:
                        best = [place]
                    elif end == best[0].end:
                        best.append(place)
            yield from best

    def _by_lead(self) -> dict[tuple[str, ...], list[tuple[list[str], Kind, str, str]]]:
        if self._titles is None:
            self._titles = {}
            for kind, key, title in self.rows("titles"):
                found = words(bare(title))
                if len(found) >= _LEAST_WORDS and len(title) >= _LEAST_LETTERS:
                    lead = tuple(found[:_LEAD])
                    self._titles.setdefault(lead, []).append((found, kind, key, title))
        return self._titles

    @property
    def as_of(self) -> str:
        """The day of the publication."""
        ((published,),) = self._connection.execute("SELECT published_at FROM publication")
        return str(published)[:10]


@cache
def _statement(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text("utf-8")
