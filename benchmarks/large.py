"""A large base, made of words and sentences of the records that are at hand.

Every record is a real one (a generated one, where there are none) with half of its sentences and a
third of its title from others, so that words are as common or rare together as they are in life; a
few words of each are coined, since the more is written, the more words there are.
"""

import random
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks import material
from benchmarks.parsing import cut_answer, cut_page
from benchmarks.row import Scale
from harvest.clock import SystemClock
from harvest.records import Raw, Record
from harvest.rows import ROWS, Kind
from harvest.sources.clinicaltrials import SOURCE as CLINICALTRIALS
from harvest.sources.pubmed import SOURCE as PUBMED
from harvest.store import Store

_SEED = 11
_TOGETHER = 1_000  # records written in one transaction
_TIME = "2026-01-01T00:00:00Z"
_SYLLABLES = ("ab", "cor", "din", "el", "fos", "gan", "ib", "lix", "mab", "nor", "tin", "zol")
_FORMS: Mapping[str, str] = {"nct": "NCT{}", "isrctn": "ISRCTN{}", "chictr": "ChiCTR20{}"}
_FIRST = 80_000_000
_RECORD = """
INSERT INTO records (kind, id, source, version, content_digest, derived_digest, sha256, software,
    first_seen, last_fetched)
VALUES (?, ?, 'benchmark', 1, 'c', 'd', '0', 'benchmark', ?, ?)
"""
_DESCRIPTORS = """
SELECT ui, min(name) FROM (
    SELECT ui, term AS name FROM trial_mesh WHERE term IS NOT NULL
    UNION SELECT ui, name FROM article_mesh
)
GROUP BY ui ORDER BY ui
"""
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "trials": ("brief_summary", "detailed_description"),
    "articles": ("abstract",),
}
_TITLES: Mapping[str, tuple[str, ...]] = {
    "trials": ("brief_title", "official_title"),
    "articles": ("title",),
}
Tables = Mapping[str, Sequence[tuple[object, ...]]]


def make(
    path: Path, scale: Scale, trials: int, papers: int, registries: Sequence[str] = ("nct",)
) -> None:
    """A work database of that many records at ``path``, the same each time; no evidence yet.

    The trials are registered in each of ``registries`` in turn.
    """
    for _ in grown(path, scale, trials, (papers,), registries):
        pass


def grown(
    path: Path,
    scale: Scale,
    trials: int,
    sizes: Sequence[int],
    registries: Sequence[str] = ("nct",),
) -> Iterator[int]:
    """The same with more and more papers: each of ``sizes``, once there are so many."""
    made = _Made(random.Random(_SEED), trials, sizes[-1], registries)
    papers = made.records("article", _articles(scale))
    with Store.open(path, clock=SystemClock()) as store:
        store.connection.execute("INSERT INTO raw VALUES ('0', x'00', 1)")
        _keep(store, "trial", islice(made.records("trial", _studies(scale)), trials))
    for before, size in zip((0, *sizes), sizes, strict=False):
        with Store.open(path, clock=SystemClock()) as store:
            _keep(store, "article", islice(papers, size - before))
            with store.transaction("benchmark"):
                _trees(store.connection)
        yield size


def _studies(scale: Scale) -> list[Record]:
    found = material.studies(scale)
    return [_read(CLINICALTRIALS, raw) for page in found.answers for raw in cut_page(page)]


def _articles(scale: Scale) -> list[Record]:
    found = material.articles(scale)
    return [_read(PUBMED, raw) for answer in found.answers for raw in cut_answer(answer)]


def _read(source: Any, raw: Raw) -> Record:
    record: Record = source.normalise(raw)
    return record


def _keep(store: Store, kind: Kind, made: Iterator[tuple[str, Tables]]) -> None:
    while some := list(islice(made, _TOGETHER)):
        with store.transaction("benchmark"):
            for table in ROWS[kind]:
                rows = [row for _, tables in some for row in tables.get(table, ())]
                if rows:
                    marks = ", ".join("?" * len(rows[0]))
                    store.connection.executemany(
                        f"INSERT OR IGNORE INTO {table} VALUES ({marks})",  # noqa: S608 (of ROWS)
                        rows,
                    )
            store.connection.executemany(
                _RECORD, ((kind, identifier, _TIME, _TIME) for identifier, _ in some)
            )


def _trees(connection: sqlite3.Connection) -> None:
    """A tree in which a tenth of the descriptors are above the others."""
    for table in ("mesh_trees", "mesh_terms"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 (names above)
    named = connection.execute(_DESCRIPTORS).fetchall()
    connection.executemany("INSERT INTO mesh_terms (ui, name) VALUES (?, ?)", named)
    uis = [ui for ui, _ in named]
    broad = max(len(uis) // 10, 1)
    rows = [
        (ui, f"C01.{place % broad}" if place < broad else f"C01.{place % broad}.{place}")
        for place, ui in enumerate(uis)
    ]
    connection.executemany("INSERT INTO mesh_trees VALUES (?, ?)", rows)


class _Made:
    """Makes records of records."""

    def __init__(
        self, rng: random.Random, trials: int, papers: int, registries: Sequence[str]
    ) -> None:
        self._rng = rng
        self._trials = trials
        self._papers = papers
        self._registries = registries

    def records(self, kind: Kind, real: Sequence[Record]) -> Iterator[tuple[str, Tables]]:
        """New records without end."""
        number = 0
        while True:
            registry = self._registries[number % len(self._registries)]
            identifier = (
                _FORMS[registry].format(_FIRST + number) if kind == "trial" else _pmid(number)
            )
            yield identifier, self._one(kind, identifier, registry, real)
            number += 1

    def _one(self, kind: Kind, identifier: str, registry: str, real: Sequence[Record]) -> Tables:
        own, other = self._rng.choice(real), self._rng.choice(real)
        tables: dict[str, Sequence[tuple[object, ...]]] = {}
        for name, rows in own.tables.items():
            tables[name] = [(identifier, *row[1:]) for row in rows]
        main = next(iter(ROWS[kind]))
        row, beside = own.tables[main][0], other.tables[main][0]
        tables[main] = [self._mixed(main, identifier, registry, row, beside)]
        for name, column, number in (
            ("trial_references", "pmid", _pmid),
            ("article_references", "ref_pmid", _pmid),
            ("databanks", "accession", _nct),
        ):
            if name in tables:
                most = self._trials if number is _nct else self._papers
                tables[name] = [
                    _with(
                        ROWS[kind][name], row, {column: number(self._rng.randrange(max(most, 1)))}
                    )
                    for row in tables[name]
                ]
        return tables

    def _mixed(
        self, table: str, identifier: str, registry: str, own: Any, other: Any
    ) -> tuple[object, ...]:
        names = type(own)._fields
        values = dict(zip(names, own, strict=True))
        beside = dict(zip(names, other, strict=True))
        for name in _TITLES[table]:
            values[name] = self._title(values[name] or "", beside[name] or "")
        for name in _TEXTS[table]:
            if values[name]:
                values[name] = self._text(values[name], beside[name] or "")
        values[names[0]] = identifier
        if table == "articles":
            values |= {"doi": f"10.5555/{identifier}", "pmcid": None}
        else:
            nct_id = identifier if registry == "nct" else None
            values |= {"registry": registry, "nct_id": nct_id}
        return tuple(values.values())

    def _title(self, own: str, other: str) -> str:
        words, others = own.split(), other.split() or ["study"]
        return " ".join(
            self._rng.choice(others) if self._rng.random() < 1 / 3 else word for word in words
        )

    def _text(self, own: str, other: str) -> str:
        sentences, others = own.split(". "), other.split(". ")
        mixed = [self._rng.choice(others) if self._rng.random() < 0.5 else s for s in sentences]
        words = ". ".join(mixed).split(" ")
        for _ in range(3):
            place = self._rng.randrange(len(words))
            if words[place].isalpha():
                words[place] += "".join(self._rng.choices(_SYLLABLES, k=2))
        return " ".join(words)


def _with(
    row: Any, values: tuple[object, ...], changed: Mapping[str, object]
) -> tuple[object, ...]:
    replaced: tuple[object, ...] = row(*values)._replace(**changed)
    return replaced


def _nct(number: int) -> str:
    return _FORMS["nct"].format(_FIRST + number)


def _pmid(number: int) -> str:
    return str(50_000_000 + number)
