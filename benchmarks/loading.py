"""From rows to SQLite: what keeping them costs beside the barest way of writing them down."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks import material
from benchmarks.cost import cpu, ratio, seconds
from benchmarks.parsing import NOW, cut_answer, cut_page
from benchmarks.row import Row, Scale, at_most
from harvest.clock import SystemClock
from harvest.publish import build, schema
from harvest.publish.schema import Table
from harvest.records import Digest, Page, Raw, Record
from harvest.rows import ROWS, Kind
from harvest.sources.clinicaltrials import SOURCE as CLINICALTRIALS
from harvest.sources.pubmed import SOURCE as PUBMED
from harvest.store import Store

FACTS = build.Facts(1, NOW, "Benchmark", None, "full")


class Prepared(NamedTuple):
    """Pages whose records have been read already."""

    pages: tuple[Page, ...]
    records: Mapping[str, Record]
    what: str

    def without_bytes(self) -> "Prepared":
        """The same rows, of records whose bytes need no packing."""
        pages = tuple(
            replace(page, raws=tuple(replace(raw, body=raw.id.encode()) for raw in page.raws))
            for page in self.pages
        )
        return self._replace(pages=pages)

    @property
    def kind(self) -> Kind:
        """What they are."""
        return self.pages[0].raws[0].kind

    @property
    def rows(self) -> int:
        """How many rows they have in all."""
        return sum(len(rows) for each in self.records.values() for rows in each.tables.values())


class Known(NamedTuple):
    """A reader that has read everything before."""

    digest: Callable[[bytes], Digest]
    normalise: Callable[[Raw], Record]
    made_from: str = "what is held"


def prepared_studies(found: material.Material) -> Prepared:
    """The studies, read."""
    return _prepared(found, cut_page, CLINICALTRIALS.normalise)


def prepared_articles(found: material.Material) -> Prepared:
    """The papers, read."""
    return _prepared(found, cut_answer, PUBMED.normalise)


def _prepared(
    found: material.Material,
    cut: Callable[[bytes], Iterable[Raw]],
    normalise: Callable[[Raw], Record],
) -> Prepared:
    records: dict[str, Record] = {}
    pages = []
    for answer in found.answers:
        raws = []
        for raw in cut(answer):
            if raw.id not in records:  # the corpus holds some records in two states
                records[raw.id] = normalise(raw)
                raws.append(raw)
        pages.append(Page(raws[0].source, None, tuple(raws)))
    return Prepared(tuple(pages), records, str(found))


def keep(path: Path, prepared: Prepared) -> None:
    """Store everything, as a refresh does."""
    reader = Known(lambda body: Digest(""), lambda raw: prepared.records[raw.id])
    with Store.open(path, clock=SystemClock()) as store:
        run_id = store.begin_run(False)
        for page in prepared.pages:
            store.apply(run_id, page, {page.source: reader})
        store.end_run(run_id, "complete")


def full_text(path: Path, work: Path, prepared: Prepared) -> float:
    """CPU seconds that the full text of what is stored takes, by the statements of ``db/public``.

    The published table that it stands beside is filled first; what that costs is part of
    publishing.
    """
    own = next(iter(ROWS[prepared.kind]))
    plain, text = (
        [table for table in schema.read() if table.name == name] for name in (own, f"{own}_fts")
    )
    with closing(sqlite3.connect(path.as_uri(), uri=True, isolation_level=None)) as db:
        build.prepare(db, work)
        db.execute("BEGIN")
        _fill(db, plain)
        cost = cpu(lambda: _fill(db, text))
        db.execute("COMMIT")
    return cost


def _fill(db: sqlite3.Connection, tables: Iterable[Table]) -> None:
    for table in tables:
        for statement in table.statements:
            db.execute(statement, asdict(FACTS))


def bare(path: Path, prepared: Prepared) -> None:
    """The same rows, page by page, into tables without key or index."""
    tables = ROWS[prepared.kind]
    with closing(sqlite3.connect(path)) as db, db:
        for name, row in tables.items():
            fields: tuple[str, ...] = row._fields  # type: ignore[attr-defined]  # all are NamedTuples
            db.execute(f"CREATE TABLE {name} ({', '.join(f'[{each}]' for each in fields)})")
        for page in prepared.pages:
            records = [prepared.records[raw.id] for raw in page.raws]
            for name, row in tables.items():
                marks = ", ".join("?" * len(row._fields))  # type: ignore[attr-defined]  # NamedTuples
                rows = (each for record in records for each in record.tables.get(name, ()))
                db.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 (names of ROWS)


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder for databases."""
    with TemporaryDirectory(prefix="harvest-bench-") as name:
        yield Path(name)


def load(scale: Scale) -> list[Row]:
    """Rows → the work database and full text."""
    rows = []
    for prepared in (
        prepared_studies(material.studies(scale)),
        prepared_articles(material.articles(scale)),
    ):
        costs: dict[str, list[float]] = {"bare": [], "rows": [], "bytes": [], "published": []}
        light = prepared.without_bytes()
        with scratch() as folder:
            keep(folder / "first.db", light)  # a first database imports what makes databases
        for _ in range(min(scale.rounds, 5)):
            with scratch() as folder:
                work, new = folder / "work.db", folder / "new.db"
                costs["bare"].append(cpu(partial(bare, folder / "bare.db", prepared)))
                kept = cpu(partial(keep, folder / "light.db", light))
                text = full_text(folder / "text.db", folder / "light.db", light)
                costs["rows"].append(kept + text)
                kept = cpu(partial(keep, work, prepared))
                costs["bytes"].append(kept + text)
                built = cpu(partial(build.build, new, work, schema.read(), FACTS))
                costs["published"].append(kept + built)
        rows += [
            Row(
                "load",
                f"{prepared.kind} rows → {what}",
                "executemany of the same rows into bare tables",
                ratio(costs[name], costs["bare"]),
                bound,
                f"{prepared.rows:,} rows: {seconds(costs[name])} / {seconds(costs['bare'])}",
            )
            for name, what, bound in (
                ("rows", "keys, indexes, ledger, full text", at_most(3)),
                ("bytes", "the same, and the bytes received packed and kept", None),
                ("published", "that, and all of it published in a second file", None),
            )
        ]
    return rows
