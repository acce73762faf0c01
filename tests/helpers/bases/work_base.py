"""A small work database for tests, written row by row: synthetic records, unused numbers."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from harvest.config import (
    ChangesConfig,
    Concept,
    Config,
    JudgementsConfig,
    PublishConfig,
    Search,
    ServeConfig,
    SourceConfig,
    StoreConfig,
    Topic,
)
from harvest.rows import ROWS
from harvest.store.schema import connect

NOW = "2026-11-24T06:00:00Z"
THAT_DAY = datetime(2026, 11, 24, 18, tzinfo=UTC)
"""The day of the bases: readouts lie ahead of it, deadlines behind"""
RUN = "INSERT INTO runs (run_id, started, finished, state, full, software, error)"
TABLES = {name: row for tables in ROWS.values() for name, row in tables.items()}


CONDITION = Concept("condition", ("liver cirrhosis",), ())


def make_config(folder: Path, **publish: Any) -> Config:
    publish = {"path": folder / "evidence.db"} | publish
    return Config(
        path=None,
        contact="canary@operator.example",
        topic=Topic("Synthetic topic", "NCT90000001", (CONDITION,)),
        searches=(Search("core", ("condition",)),),
        sources={"pubmed": SourceConfig("pubmed", "http://127.0.0.1:1", 1.0)},
        store=StoreConfig(folder / "work.db"),
        publish=PublishConfig(**publish),
        serve=ServeConfig(),
        changes=ChangesConfig(),
        judgements=JudgementsConfig(folder / "judgements"),
        api_key="CANARY0123456789CANARY0123456789ABCD",
    )


def config_text(store: Path | str, publish: Path | str) -> str:
    """A configuration file of one search, whose only registry can't be reached."""
    return f"""
[topic]
title = "Example"
[topic.concepts.condition]
terms = ["liver cirrhosis"]
[[search]]
name = "core"
all = ["condition"]
[sources.clinicaltrials]
base_url = "http://127.0.0.1:1"
[store]
path = "{store}"
[publish]
path = "{publish}"
"""


def row(table: str, *key: object, **values: object) -> tuple[str, tuple[object, ...]]:
    """A row of a record table: the key first, the rest by name, None where nothing is said.

    A trial is one of ClinicalTrials.gov, a paper one of PubMed, unless ``values`` say otherwise.
    """
    kind: Any = TABLES[table]
    usual = {"trials": {"registry": "nct", "nct_id": key[0]}, "articles": {"pmid": key[0]}}
    given = dict(zip(kind._fields, key, strict=False)) | usual.get(table, {}) | values
    fields = dict.fromkeys(kind._fields) | given
    return table, tuple(kind(**fields))


def trial(number: int, **values: object) -> list[tuple[str, tuple[object, ...]]]:
    nct = f"NCT9{number:07d}"
    given = {
        "brief_title": f"Umbilical cord mesenchymal stem cells in cirrhosis {number}",
        "official_title": f"A randomised study of cell infusion, number {number}",
        "status": "RECRUITING",
        "study_type": "INTERVENTIONAL",
        "phase": "PHASE1|PHASE2",
        "enrollment": 40,
        "enrollment_type": "ESTIMATED",
        "start_date": "2024-03",
        "primary_completion_date": "2027-02",
        "primary_completion_date_type": "ESTIMATED",
        "first_posted": "2024-02-11",
        "last_updated": "2026-10-01",
        "lead_sponsor": "Synthetic Hospital",
        "lead_sponsor_class": "OTHER",
        "brief_summary": "Cells are given through a peripheral vein.",
        "allocation": "RANDOMIZED",
        "masking": "DOUBLE",
        "has_results": 0,
        "url": f"https://clinicaltrials.gov/study/{nct}",
    } | values
    return [
        row("trials", nct, **given),
        row("conditions", nct, 0, "Liver Cirrhosis"),
        row("interventions", nct, 0, type="BIOLOGICAL", name="Cord MSC", description="1x10^6/kg"),
        row("arms", nct, 0, label="Cells", type="EXPERIMENTAL"),
        row("outcomes", nct, "primary", 0, measure="MELD score", time_frame="24 weeks"),
        row("locations", nct, 0, "Ward 1", "Beijing", country="China", status="RECRUITING",
            latitude=39.9, longitude=116.4),
        row("locations", nct, 1, "Ward 2", "Seoul", country="South Korea", status="COMPLETED"),
        row("sponsors", nct, 0, "lead", "Synthetic Hospital", "OTHER"),
        row("officials", nct, 0, "A. Tester, MD", "Clinic; a.tester@clinic.example",
            "PRINCIPAL_INVESTIGATOR"),
        row("trial_mesh", nct, "D008103", "condition", 0, "Liver Cirrhosis"),
        row("trial_references", nct, 0, f"{90000000 + number}", "RESULT", "Tester A. 2025."),
    ]  # fmt: skip


def article(number: int, **values: object) -> list[tuple[str, tuple[object, ...]]]:
    article_id = f"{90000000 + number}"
    given = {
        "version": 1,
        "kind": "article",
        "title": f"Cord cells for cirrhosis: trial report {number}",
        "abstract": "BACKGROUND: " + "Cells may help the scarred liver. " * 20,
        "journal": "Synthetic Journal of Hepatology",
        "year": 2025,
        "published": "2025-06",
        "language": "eng",
        "retracted": 0,
        "reference_count": 0,
        "doi": f"10.5555/{article_id}",
        "url": f"https://pubmed.ncbi.nlm.nih.gov/{article_id}/",
    } | values
    return [
        row("articles", article_id, **given),
        row("abstract_sections", article_id, 0, label="BACKGROUND", text="Cells may help."),
        row("authors", article_id, 0, "author", "Tester", "Ann", "A",
            affiliation="Clinic, Town. Electronic address: ann.tester@clinic.example."),
        row("authors", article_id, 1, "author", collective_name="Synthetic Group"),
        row("article_types", article_id, 0, "D016449", "Randomized Controlled Trial"),
        row("article_mesh", article_id, 0, "D008103", "Liver Cirrhosis", 1),
        row("article_mesh", article_id, 1, "D999001", "Unfetched Term", 0),
        row("databanks", article_id, 0, "ClinicalTrials.gov", f"NCT9{number:07d}"),
        row("keywords", article_id, 0, "NOTNLM", "cell therapy", 0),
    ]  # fmt: skip


def descriptor() -> list[tuple[str, tuple[object, ...]]]:
    return [
        row("mesh_terms", "D008103", "Liver Cirrhosis", "Scarring of the liver.", "C06.552.630"),
        row("mesh_trees", "D008103", "C06.552.630"),
        row("mesh_entry_terms", "D008103", 0, "Hepatic Cirrhosis"),
    ]


def create(path: Path) -> None:
    with closing(connect(path)) as db:
        db.execute(
            f"{RUN} VALUES (1, ?, ?, 'complete', 0, 'harvest 0', NULL)",
            (NOW, NOW),
        )


def insert(path: Path, rows: Iterable[tuple[str, Sequence[object]]]) -> None:
    """Add rows of record tables, with the ledger's rows for their records."""
    with closing(sqlite3.connect(path)) as db, db:
        _insert(db, rows)
        _changed(db)


def _insert(db: sqlite3.Connection, rows: Iterable[tuple[str, Sequence[object]]]) -> None:
    heads = {"trials": "trial", "articles": "article", "mesh_terms": "descriptor"}
    for table, values in rows:
        marks = ", ".join("?" * len(values))
        db.execute(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608 (test rows)
        if kind := heads.get(table):
            db.execute("INSERT OR IGNORE INTO raw VALUES ('0', x'00', 1)")
            db.execute(
                "INSERT INTO records (kind, id, source, version, content_digest, "
                "derived_digest, sha256, software, first_seen, last_fetched) "
                "VALUES (?, ?, 'test', 1, 'c', 'd', '0', 'test', ?, ?)",
                (kind, values[0], NOW, NOW),
            )
            if kind != "descriptor":
                source = "clinicaltrials" if kind == "trial" else "pubmed"
                db.execute(
                    "INSERT INTO memberships VALUES (?, ?, 'core', ?, ?, ?, NULL)",
                    (kind, values[0], source, NOW, NOW),
                )


def execute(path: Path, sql: str, values: Sequence[object] = ()) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(sql, values)
        _changed(db)


def _changed(db: sqlite3.Connection) -> None:
    """Do as the store does when the rows of records change: their digests differ."""
    db.execute("UPDATE records SET derived_digest = derived_digest || '+'")


def filled(folder: Path, trials: int = 30, articles: int = 30, **publish: Any) -> Config:
    """A configuration whose work database holds that many records."""
    config = make_config(folder, **publish)
    create(config.store.path)
    # One connection and one transaction: many tests begin with this.
    with closing(sqlite3.connect(config.store.path)) as db, db:
        for number in range(1, trials + 1):
            _insert(db, trial(number))
        for number in range(1, articles + 1):
            _insert(db, article(number))
        _insert(db, descriptor())
        for number in range(1, min(trials, articles) + 1):
            db.execute(
                "INSERT INTO links VALUES (?, ?, 'registry_result', 'results', 'the registry lists "
                "it as a result', 1.0, 0, 1, 'Tester A. 2025.', ?, ?, NULL)",
                (f"NCT9{number:07d}", f"{90000000 + number}", NOW, NOW),
            )
        if min(trials, articles) >= 3:
            _evidence(db)
        _changed(db)
    return config


def _evidence(db: sqlite3.Connection) -> None:
    """A little of everything that is worked out from records, on the first three of each kind."""
    facet = (
        "INSERT INTO facets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, 'brief_title', 0, "
        "9, 'Umbilical')"
    )
    trial_facts = [
        ("product", "UC-MSC", "umbilical-cord MSC", None, None),
        ("cell_source", "umbilical_cord", "umbilical cord", None, None),
        ("donor", "allogeneic", "allogeneic", None, None),
        ("route", "peripheral_vein", "peripheral vein (intravenous)", None, None),
        ("dose", "1e6 cells/kg", "1e6 cells/kg", 1e6, "cells/kg"),
        ("aetiology", "HBV", "hepatitis B", None, None),
        ("stage", "decompensated", "decompensated cirrhosis", None, None),
    ]
    for place, (name, value, label, number, unit) in enumerate(trial_facts):
        db.execute(facet, ("trial", "NCT90000001", place, name, value, label, number, number, unit))
    db.execute(
        facet,
        ("article", "90000001", 0, "sample_size", "25", "n = 25", 25.0, 25.0, "people"),
    )
    db.execute(
        "INSERT INTO links VALUES ('NCT90000002', '90000003', 'candidate', 'candidate', 'to be "
        "checked by a person', 0.5, 0, 0, 'titles share: cells', ?, ?, NULL)",
        (NOW, NOW),
    )
    db.execute(
        "INSERT INTO related VALUES ('trial', 'NCT90000001', 'trial', 'NCT90000002', 1, 0.5, "
        "'[\"same cell source: umbilical cord\"]')",
    )
