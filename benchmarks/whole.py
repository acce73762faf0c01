"""From files to SQLite, beside the libraries that most people would reach for."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import sqlite_utils

from benchmarks import material
from benchmarks.cost import cpu, ratio, seconds
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

_FEW = 10  # answers of efetch: its usual reader is slow
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
    usual: str
    bound: float


def ours(path: Path, way: Way) -> None:
    """Cut, digest, read, pack and store every record, as a refresh does."""
    with Store.open(path, clock=SystemClock()) as store:
        run_id = store.begin_run(False)
        for answer in way.found.answers:
            page = Page(way.source.name, None, tuple(way.cut(answer)))
            store.apply(run_id, page, {way.source.name: way.source})
        store.end_run(run_id, "complete")


def theirs(path: Path, way: Way, dicts: Sequence[Dicts]) -> None:
    """Read with the usual library, and let sqlite-utils write the same rows.

    Taking the rows out of what was read is not even counted: they come ready-made.
    """
    db = sqlite_utils.Database(path)
    own = next(iter(ROWS[way.prepared.kind]))
    for answer, tables in zip(way.found.answers, dicts, strict=True):
        way.read(answer)
        for name, rows in tables.items():
            db.table(name).insert_all(rows, pk=_key(rows) if name == own else None)
    for table in db.tables:
        if table.name != own:
            table.create_index([next(iter(table.columns_dict))])
    db.table(own).enable_fts(_TEXTS[own], tokenize="porter")
    db.close()


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
            "json",
            0.45,
        ),
        Way(
            PUBMED,
            papers,
            prepared_articles(papers),
            cut_answer,
            entrez_read,
            "Bio.Entrez.read",
            0.25,
        ),
    )
    rows = []
    for way in ways:
        dicts = _dicts(way.prepared)
        costs: dict[str, list[float]] = {"ours": [], "theirs": []}
        with scratch() as folder:
            keep(folder / "first.db", way.prepared)  # a first database imports what makes databases
        for _ in range(min(scale.rounds, 5)):
            with scratch() as folder:
                work = folder / "work.db"
                stored = cpu(partial(ours, work, way))
                text = full_text(folder / "text.db", work, way.prepared)
                costs["ours"].append(stored + text)
                costs["theirs"].append(cpu(partial(theirs, folder / "theirs.db", way, dicts)))
        rows.append(
            Row(
                "end to end",
                f"{way.prepared.kind} files → SQLite: read, stored, indexed, full text, bytes kept",
                f"{way.usual} + sqlite-utils insert_all of the same rows, indexes, full text",
                ratio(costs["ours"], costs["theirs"]),
                at_most(way.bound),
                f"{way.found}, {way.prepared.rows:,} rows: "
                f"{seconds(costs['ours'])} / {seconds(costs['theirs'])}",
            )
        )
    return rows
