"""Words of a search that no paper has: told wherever the search is told, as they change nothing.

Only PubMed says which of the words that it was sent it does not know.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_LAST = """
SELECT q.search, q.source, w.value AS word
FROM run_queries AS q, json_each(q.not_found) AS w
WHERE q.purpose = 'search' AND q.state <> 'failed' AND q.run_id = (
    SELECT max(last.run_id) FROM run_queries AS last
    WHERE last.source = q.source AND last.purpose = 'search' AND last.state <> 'failed'
)
ORDER BY q.search, q.source, w.id
"""
_TOLD = "SELECT 1 FROM pragma_table_info('run_queries') WHERE name = 'not_found'"


@dataclass(frozen=True, slots=True)
class NotFound:
    """One word of one search, and the source that does not know it."""

    search: str
    source: str
    word: str


def read(connection: sqlite3.Connection) -> tuple[NotFound, ...]:
    """What the last walk of each search did not find; of the work database or the public file.

    Nothing where an earlier version of the program made the file: it did not keep that.
    """
    if connection.execute(_TOLD).fetchone() is None:
        return ()
    return tuple(NotFound(*row) for row in connection.execute(_LAST))


def lines(words: Iterable[NotFound]) -> Iterator[str]:
    """The words as lines, one a search and source."""
    by_search: dict[tuple[str, str], list[str]] = {}
    for each in words:
        by_search.setdefault((each.search, each.source), []).append(each.word)
    for (search, source), found in by_search.items():
        yield f"search {search}, {source}: {told(found)}"


def told(words: Sequence[str]) -> str:
    """What it means that a search has words that no paper has."""
    return f"no paper contains {', '.join(words)}; the search results are still correct"
