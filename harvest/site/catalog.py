"""What the pages need to know of the served file: which records are ranked, its codes in words."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from datasette.app import Datasette

from harvest.site.cache import once
from harvest.site.page import statement


@dataclass(frozen=True, slots=True)
class Holdings:
    """Names of tables; ``ranked`` the tables of records whose relevance was worked out.

    ``labels`` holds for each (vocabulary, code) its place in the reading order, and its words.
    """

    tables: frozenset[str]
    ranked: frozenset[str]
    labels: Mapping[tuple[str, str], tuple[int, str]]

    def label(self, vocabulary: str, code: str) -> str:
        """A code in words; one that no vocabulary holds without its underscores."""
        found = self.labels.get((vocabulary, code))
        return found[1] if found else code.replace("_", " ")

    def known(self, vocabulary: str, code: str) -> str | None:
        """A code in words, None for one that no vocabulary of the file holds."""
        found = self.labels.get((vocabulary, code))
        return None if found is None else found[1]

    def place(self, vocabulary: str, code: str) -> int:
        """The place of a code in the reading order; unknown ones come last."""
        found = self.labels.get((vocabulary, code))
        return found[0] if found else len(self.labels)


async def holdings(datasette: Datasette) -> Holdings:
    """What the file of this request holds."""
    return await once(datasette, "holdings", look)


def look(connection: sqlite3.Connection) -> Holdings:
    """What a public file holds."""
    rows = connection.execute(statement("holdings")).fetchall()
    return Holdings(
        tables=frozenset(name for kind, name, *_ in rows if kind == "table"),
        ranked=frozenset(name for kind, name, *_ in rows if kind == "ranked"),
        labels={
            (name, code): (position, label)
            for kind, name, code, label, position in rows
            if kind == "label"
        },
    )
