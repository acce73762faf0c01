"""The papers that a work database holds, as they are compared with references."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing

from harvest.references.model import Person, Reference
from harvest.references.sorting import Index
from harvest.rows import Article, ArticleId, ArticleType, Author

_FIELDS = ", ".join(f"a.{name}" for name in Article._fields)
_ARTICLES = f"""
SELECT {_FIELDS} FROM articles AS a
JOIN records AS r ON r.kind = 'article' AND r.id = a.article_id
WHERE r.removed_on IS NULL ORDER BY a.article_id
"""  # noqa: S608  # the names are those of a row
_OF = "SELECT * FROM {} WHERE article_id = ? ORDER BY position"
_ALIASES = "SELECT alias, id FROM aliases WHERE kind = 'article'"
_TRIALS = "SELECT id FROM records WHERE kind = 'trial' AND removed_on IS NULL"


def reference(
    article: Article,
    authors: Sequence[Author],
    types: Sequence[ArticleType] = (),
    numbers: Sequence[ArticleId] = (),
) -> Reference:
    """A paper's rows as a reference."""
    said = {each.type: each.value for each in reversed(numbers)}
    return Reference(
        title=article.title or article.vernacular_title or article.book_title or "",
        people=tuple(
            Person(each.last_name, each.fore_name, each.initials, each.collective_name)
            for each in authors
            if each.role == "author"
        ),
        journal=article.journal or article.book_title,
        journal_abbrev=article.medline_ta or article.journal_abbrev,
        issn=" ".join(filter(None, (article.issn, article.issn_linking))) or None,
        year=article.year,
        published=article.published,
        volume=article.volume,
        issue=article.issue,
        pages=article.pages,
        doi=article.doi.lower() if article.doi else None,
        pmid=article.pmid or said.get("pubmed"),
        pmcid=article.pmcid or said.get("pmc"),
        types=tuple(each.name for each in types),
        book=article.kind == "book",
    )


def references(connection: sqlite3.Connection) -> Iterator[tuple[str, Reference]]:
    """The papers of a work database that are not removed, each under its key."""

    def rows(table: str, key: str) -> list[tuple[object, ...]]:
        return inner.execute(_OF.format(table), (key,)).fetchall()

    with closing(connection.cursor()) as outer, closing(connection.cursor()) as inner:
        for row in outer.execute(_ARTICLES):
            article = Article(*row)
            key = article.article_id
            authors = [Author(*each) for each in rows("authors", key)]  # type: ignore[arg-type]  # the columns are those of the row
            types = [ArticleType(*each) for each in rows("article_types", key)]  # type: ignore[arg-type]  # the same
            numbers = [ArticleId(*each) for each in rows("article_ids", key)]  # type: ignore[arg-type]  # the same
            yield key, reference(article, authors, types, numbers)


def index(connection: sqlite3.Connection) -> Index:
    """All of them, to be compared with; former numbers lead to the papers that stand."""
    found = Index(
        aliases=dict(connection.execute(_ALIASES).fetchall()),
        trials=frozenset(row[0] for row in connection.execute(_TRIALS)),
    )
    for key, each in references(connection):
        found.add(key, each)
    return found
