"""The full text of a kind of record as a table of words, for a search without a server.

The words are SQLite's: cut and stemmed by the tokeniser of the published index.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from harvest.legible import searched
from harvest.site.lists.facets import Kind

_DEFINED = "SELECT sql FROM sqlite_master WHERE name = ?"
_TOKENIZER = re.compile(r'tokenize="porter ([^"]*)"')
_TITLES = {"brief_title", "official_title", "acronym", "title", "vernacular_title"}


def words(publication: Path, kind: Kind, rowids: list[int]) -> dict[str, object]:
    """``words``, ``titles``: stem → the places of the records with it, anywhere and in a title.

    ``stems`` has the stem of each word that is not its own. Places are those in ``rowids``.
    """
    place = {rowid: number for number, rowid in enumerate(rowids)}
    with closing(sqlite3.connect(f"{publication.as_uri()}?mode=ro", uri=True)) as db:
        [defined] = db.execute(_DEFINED, (f"{kind}_fts",)).fetchone()
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({kind}_fts)")]
        found = _TOKENIZER.search(defined)
        if found is None:
            raise LookupError(f"{kind}_fts has no porter tokeniser")
        named = ", ".join(columns)
        texts = db.execute(f"SELECT rowid, {named} FROM {kind} ORDER BY rowid")  # noqa: S608 # names of our own table
        held = list(_held(texts, columns, found[1]))
        stems = _stems({word for word, _, _ in held}, found[1])
    everywhere: dict[str, set[int]] = defaultdict(set)
    titles: dict[str, set[int]] = defaultdict(set)
    for word, rowid, in_title in held:
        everywhere[stems[word]].add(place[rowid])
        if in_title:
            titles[stems[word]].add(place[rowid])
    return {
        "words": {stem: sorted(everywhere[stem]) for stem in sorted(everywhere)},
        "titles": {stem: sorted(titles[stem]) for stem in sorted(titles)},
        "stems": {word: stems[word] for word in sorted(stems) if stems[word] != word},
    }


def _held(
    texts: Iterable[tuple[int | str | None, ...]], columns: list[str], tokenizer: str
) -> Iterator[tuple[str, int, bool]]:
    """Each word of each record, and whether it stands in a title."""
    with closing(sqlite3.connect(":memory:")) as own:
        own.execute(
            f"CREATE VIRTUAL TABLE t USING fts5(title, rest, content='', tokenize=\"{tokenizer}\")"
        )
        for rowid, *values in texts:
            both = {True: "", False: ""}
            for column, value in zip(columns, values, strict=True):
                both[column in _TITLES] += f" {searched(str(value or ''))}"
            own.execute(
                "INSERT INTO t (rowid, title, rest) VALUES (?, ?, ?)",
                (rowid, both[True], both[False]),
            )
        own.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')")
        for word, rowid, column in own.execute("SELECT DISTINCT term, doc, col FROM v"):
            yield word, rowid, column == "title"


def _stems(words: set[str], tokenizer: str) -> dict[str, str]:
    with closing(sqlite3.connect(":memory:")) as own:
        own.execute(f'CREATE VIRTUAL TABLE t USING fts5(w, tokenize="porter {tokenizer}")')
        ordered = sorted(words)
        own.executemany("INSERT INTO t (rowid, w) VALUES (?, ?)", enumerate(ordered))
        own.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')")
        found = {ordered[doc]: term for term, doc in own.execute("SELECT term, doc FROM v")}
    return {word: found.get(word, word) for word in ordered}
