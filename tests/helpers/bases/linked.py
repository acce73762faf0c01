"""Trials and papers of one topic, written straight into a store, for links and what follows."""

from harvest.config import Concept, Topic
from harvest.store import Store
from tests.helpers.bases.work_base import row

TOPIC = Topic(
    "Cells for cirrhosis",
    None,
    (
        Concept("condition", ("liver cirrhosis",), ("Liver Cirrhosis",), "cond"),
        Concept("therapy", ("stem cell",), (), "intr"),
    ),
)
NOW = "2026-11-24T06:00:00Z"
NCT = "NCT90000001"


def fill(store: Store, *rows: tuple[str, tuple[object, ...]]) -> None:
    db = store.connection
    for table, values in rows:
        marks = ", ".join("?" * len(values))
        db.execute(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608 (test rows)
        kind = {"trials": "trial", "articles": "article"}.get(table)
        if kind:
            db.execute("INSERT OR IGNORE INTO raw VALUES ('0', x'00', 1)")
            db.execute(
                "INSERT INTO records (kind, id, source, version, content_digest, derived_digest, "
                "sha256, software, first_seen, last_fetched) "
                "VALUES (?, ?, 'test', 1, 'c', 'd', '0', 'test', ?, ?)",
                (kind, values[0], NOW, NOW),
            )


def touched(store: Store) -> None:
    """As if every record had come in a new form."""
    store.connection.execute("UPDATE records SET derived_digest = derived_digest || '+'")


def trial(nct: str = NCT, **values: object) -> tuple[str, tuple[object, ...]]:
    given = {
        "brief_title": "Stem cells in liver cirrhosis",
        "start_date": "2015-03",
        "has_results": 0,
        "url": "u",
    }
    return row("trials", nct, **(given | values))


def paper(article_id: str = "100", **values: object) -> tuple[str, tuple[object, ...]]:
    given = {
        "version": 1,
        "kind": "article",
        "title": "Quite another subject",
        "abstract": "Nothing here.",
        "year": 2018,
        "retracted": 0,
        "reference_count": 0,
        "url": "u",
    }
    return row("articles", article_id, **(given | values))


def rct(article_id: str = "100") -> tuple[str, tuple[object, ...]]:
    return row("article_types", article_id, 0, "D016449", "Randomized Controlled Trial")
