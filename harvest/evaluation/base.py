"""A gold set as a work database, read as a refresh reads what it has fetched."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from harvest.clock import SystemClock
from harvest.config import Topic
from harvest.evaluation.fitting import Example
from harvest.evidence.extract import extract
from harvest.evidence.links.matcher import Candidates, Matcher
from harvest.evidence.links.studies import paper_ids, reports, studies, trial_ids
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


@dataclass(frozen=True)
class Found:
    """What the pipeline finds in a base: its papers, and the candidates of each of its trials."""

    papers: Sequence[str]
    pools: Sequence[tuple[str, Candidates]]

    def examples(self, right: Mapping[str, Collection[str]]) -> list[Example]:
        """One example a trial; ``right`` are the papers of each that are asked for."""
        rows = {paper: row for row, paper in enumerate(self.papers)}
        examples = []
        for trial, pool in self.pools:
            places = {row: place for place, row in enumerate(pool.rows.tolist())}
            wanted = [rows.get(paper, -1) for paper in right.get(trial, ())]
            told = tuple(places[row] for row in wanted if row in places)
            examples.append(Example(trial, pool, told, len(wanted)))
        return examples


def find(connection: sqlite3.Connection) -> Found:
    """All trials of a base against all its papers, as a refresh compares them."""
    papers, trials = paper_ids(connection), trial_ids(connection)
    found = Matcher(reports(connection, papers)).candidates(studies(connection, trials))
    return Found(papers, list(zip(trials, found, strict=True)))
