"""A gold set as a work database, read as a refresh reads what it has fetched."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from harvest.clock import SystemClock
from harvest.config import Topic
from harvest.evidence.extract import extract
from harvest.records import Record
from harvest.store import Store

_TIME = "2026-01-01T00:00:00Z"
_RECORD = """
INSERT INTO records (kind, id, source, version, content_digest, derived_digest, sha256, software,
    first_seen, last_fetched)
VALUES (?, ?, 'gold', 1, 'c', 'd', '0', 'gold', ?, ?)
"""
_REMOVE = "UPDATE records SET removed_on = ? WHERE kind = ? AND id = ?"
_RESTORE = "UPDATE records SET removed_on = NULL"
TOPIC = Topic("Gold", None, ())


@contextmanager
def base(trials: Sequence[Record], papers: Sequence[Record]) -> Iterator[Store]:
    """These trials and papers, stored and read; gone afterwards."""
    with (
        TemporaryDirectory() as folder,
        Store.open(Path(folder) / "work.db", clock=SystemClock()) as store,
    ):
        store.begin_run(False)
        with store.transaction("gold"):
            store.connection.execute("INSERT INTO raw VALUES ('0', x'00', 1)")
            _keep(store, (*trials, *papers))
        extract(store, TOPIC, {})
        yield store


def _keep(store: Store, records: Sequence[Record]) -> None:
    for record in records:
        for table, rows in record.tables.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                store.connection.executemany(
                    f"INSERT INTO {table} VALUES ({marks})",  # noqa: S608 (tables of ROWS)
                    rows,
                )
        store.connection.execute(_RECORD, (record.kind, record.id, _TIME, _TIME))


@contextmanager
def without(store: Store, gone: Iterable[tuple[str, str]]) -> Iterator[None]:
    """As if these records, each a kind and a number, had been removed by their registries."""
    connection = store.connection
    connection.executemany(_REMOVE, ((_TIME, *record) for record in gone))
    yield
    connection.execute(_RESTORE)
