"""From files to SQLite, beside the libraries that most people would reach for."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import sqlite_utils

from benchmarks import material, usual
from benchmarks.cost import collector, cpu, ratio, seconds
from benchmarks.loading import (
    Prepared,
    full_text,
    keep,
    prepared_articles,
    prepared_studies,
    scratch,
)
from benchmarks.parsing import cut_answer, cut_page, entrez_read
from benchmarks.row import Row, Scale, at_most
from harvest.clock import SystemClock
from harvest.records import Page, Raw
from harvest.rows import ROWS
from harvest.sources import Source
from harvest.sources.clinicaltrials import SOURCE as CLINICALTRIALS
from harvest.sources.pubmed import SOURCE as PUBMED
from harvest.store import Store
from harvest.store.tables import tables as statements

_FEW = 10  # answers of efetch: its usual reader is slow
_TOGETHER = 200  # records whose rows are in memory at a time, as in the store
_WHAT = {
    "rows": "rows, keys, indexes, full text",
    "all": "the same, each record checked, its versions and bytes kept",
}
_MADE = {
    "usual": "main tables made by hand, others ready-made",
    "ready-made": "the same rows ready-made",
}
_TEXTS = {
    "trials": ("brief_title", "official_title", "brief_summary", "detailed_description"),
    "articles": ("title", "vernacular_title", "journal", "abstract"),
}

Dicts = Mapping[str, Sequence[dict[str, object]]]


class Way(NamedTuple):
    """One kind of record, and both ways from its files to SQLite."""

    source: Source
    found: material.Material
    prepared: Prepared
    cut: Callable[[bytes], Iterable[Raw]]
    read: Callable[[bytes], object]
    list_of: str  # under which the records stand in what it returns
    rows_of: Callable[[Any], usual.Tables]
    library: str
    bound: float


def ours(path: Path, way: Way) -> None:
    """Cut, digest, read, pack and store every record, as a refresh does."""
    with Store.open(path, clock=SystemClock()) as store:
        run_id = store.begin_run(False)
        for answer in way.found.answers:
            page = Page(way.source.name, None, tuple(way.cut(answer)))
            store.apply(run_id, page, {way.source.name: way.source})
        store.end_run(run_id, "complete")


def rows_only(path: Path, way: Way) -> None:
    """Read every record and write its rows by the store's own statements, and nothing else.

    That is what the usual way does: it checks nothing, and keeps neither versions nor bytes. The
    collector is paused, as the store pauses it.
    """
    with collector(False), Store.open(path, clock=SystemClock()) as store:
        seen: set[str] = set()
        for answer in way.found.answers:
            found = {raw.id: raw for raw in way.cut(answer)}
            raws = [raw for key, raw in found.items() if key not in seen]
            seen.update(found)
            with store.transaction("benchmark"):
                for start in range(0, len(raws), _TOGETHER):
                    records = [way.source.normalise(raw) for raw in raws[start:][:_TOGETHER]]
                    for table in statements(way.prepared.kind):
                        rows = [row for each in records for row in each.tables.get(table.name, ())]
                        store.connection.executemany(table.insert, rows)


def theirs(path: Path, way: Way, dicts: Sequence[Dicts], *, ready_made: bool) -> None:
    """Read with the usual library, and let sqlite-utils write the same rows.

    The rows of the main tables are made of what was read, those of the other tables come
    ready-made: what making those costs is not counted. With ``ready_made`` all come so.
    """
    db = sqlite_utils.Database(path)
    own = next(iter(ROWS[way.prepared.kind]))
    seen: set[object] = set()
    for answer, tables in zip(way.found.answers, dicts, strict=True):
        found = way.read(answer)
        if not ready_made:
            tables = {**tables, **_made(way, found, seen)}
        for name, rows in tables.items():
            if rows:
                db.table(name).insert_all(rows, pk=_key(rows) if name == own else None)
    for table in db.tables:
        if table.name != own:
            table.create_index([next(iter(table.columns_dict))])
    db.table(own).enable_fts(_TEXTS[own], tokenize="porter")
    db.close()


def _made(way: Way, found: Any, seen: set[object]) -> Dicts:
    """The rows of the main tables of one answer, of records not met before."""
    own = next(iter(ROWS[way.prepared.kind]))
    made: dict[str, list[dict[str, object]]] = {}
    for record in found[way.list_of]:
        tables = way.rows_of(record)
        (row,) = tables[own]
        key = next(iter(row.values()))
        if key not in seen:  # the corpus holds some records in two states
            seen.add(key)
            for name, rows in tables.items():
                made.setdefault(name, []).extend(rows)
    return made


def _key(rows: Sequence[dict[str, object]]) -> str:
    return next(iter(rows[0]))


def _dicts(prepared: Prepared) -> list[Dicts]:
    """The rows of each page by table, as sqlite-utils takes them."""
    return [
        {
            name: rows
            for name in ROWS[prepared.kind]
            if (
                rows := [
                    row._asdict()  # type: ignore[attr-defined]  # all are NamedTuples
                    for raw in page.raws
                    for row in prepared.records[raw.id].tables.get(name, ())
                ]
            )
        }
        for page in prepared.pages
    ]


def end_to_end(scale: Scale) -> list[Row]:
    """Files → SQLite with indexes and full text."""
    papers = material.part(material.articles(scale), _FEW)
    ways = (
        Way(
            CLINICALTRIALS,
            material.studies(scale),
            prepared_studies(material.studies(scale)),
            cut_page,
            json.loads,
            "studies",
            usual.of_study,
            "json",
            0.45,
        ),
        Way(
            PUBMED,
            papers,
            prepared_articles(papers),
            cut_answer,
            entrez_read,
            "PubmedArticle",
            usual.of_article,
            "Bio.Entrez.read",
            0.25,
        ),
    )
    rows = []
    for way in ways:
        dicts = _dicts(way.prepared)
        costs: dict[str, list[float]] = {"all": [], "rows": [], "usual": [], "ready-made": []}
        with scratch() as folder:
            keep(folder / "first.db", way.prepared)  # a first database imports what makes databases
        for _ in range(min(scale.rounds, 5)):
            with scratch() as folder:
                work = folder / "work.db"
                stored = cpu(partial(ours, work, way))
                text = full_text(folder / "text.db", work, way.prepared)
                costs["all"].append(stored + text)
                costs["rows"].append(cpu(partial(rows_only, folder / "rows.db", way)) + text)
                for name in ("usual", "ready-made"):
                    write = partial(theirs, folder / name, way, dicts)
                    costs[name].append(cpu(partial(write, ready_made=name == "ready-made")))
        rows += [
            Row(
                "end to end",
                f"{way.prepared.kind} files → SQLite: {_WHAT[what]}",
                f"{way.library}, {_MADE[made]}, sqlite-utils insert_all, indexes, full text",
                ratio(costs[what], costs[made]),
                bound,
                f"{way.found}, {way.prepared.rows:,} rows: "
                f"{seconds(costs[what])} / {seconds(costs[made])}",
            )
            for what, made, bound in (
                ("rows", "usual", at_most(way.bound)),
                ("all", "usual", at_most(way.bound)),
                ("all", "ready-made", None),
            )
        ]
    return rows
