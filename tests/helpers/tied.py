"""Links as they stand after a pass over a small base."""

from harvest.evidence import update
from harvest.store import Store
from tests.helpers.bases.linked import TOPIC


def links(store: Store, columns: str = "rule, relation") -> list[tuple[object, ...]]:
    sql = f"SELECT {columns} FROM links ORDER BY trial_id, article_id, rule"  # noqa: S608 (test columns)
    return store.connection.execute(sql).fetchall()


def run(store: Store) -> list[tuple[object, ...]]:
    update(store, TOPIC)
    return links(store)
