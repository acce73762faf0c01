"""Deadlines of all real trials that tell of submitted results, against a second reading.

Relies on ../shared.
"""

import csv
import gzip
import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from harvest.evaluation.sheets.readings import AUDITS
from harvest.evidence.reporting.record import record_clocks
from tests.helpers.bases.work_base import create, execute, insert
from tests.helpers.sources.studies import record

TODAY = date(2026, 11, 29)
DEADLINES = ("us_law", "registry_12_months")
OPEN_PAIRS = [("releaseDate", "RELEASE"), ("unreleaseDate", "UNRELEASE"), ("resetDate", "RESET")]
WORDS = {"RELEASE": "submitted", "RESET": "returned", "UNRELEASE": "cancelled"}


def history(study: dict[str, Any]) -> list[tuple[str, str]]:
    """(date, code) of each event once, oldest first, from both places that may tell of it."""
    annotation = study.get("annotationSection", {}).get("annotationModule", {})
    unposted = annotation.get("unpostedAnnotation", {}).get("unpostedEvents", [])
    misc = study.get("derivedSection", {}).get("miscInfoModule", {})
    tracked = misc.get("submissionTracking", {}).get("submissionInfos", [])
    told = {(event["date"], event["type"]) for event in unposted}
    told |= {(info[key], code) for info in tracked for key, code in OPEN_PAIRS if key in info}
    return sorted(told)


def studies(shared: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for file in sorted((shared / "corpus" / "clinicaltrials").glob("*.jsonl.gz")):
        for line in gzip.decompress(file.read_bytes()).splitlines():
            identity = json.loads(line)["protocolSection"]["identificationModule"]
            found.setdefault(identity["nctId"], line)
    return found


def test_every_deadline_of_a_real_trial_says_where_its_results_are(
    shared: Path, tmp_path: Path
) -> None:
    bodies = studies(shared)
    path = tmp_path / "work.db"
    create(path)
    insert(
        path,
        [
            (table, tuple(row))
            for number, body in bodies.items()
            for table in ("trials", "trial_events")
            for row in record(body, number).tables.get(table, ())
        ],
    )
    execute(path, "UPDATE records SET source = 'clinicaltrials'")
    with closing(sqlite3.connect(path)) as db:
        record_clocks(db, TODAY)
        rows = db.execute("SELECT trial_id, clock, state, fields FROM clocks").fetchall()
    clocks = {
        (trial_id, clock): (state, json.loads(fields)) for trial_id, clock, state, fields in rows
    }
    checked = 0
    for number, body in bodies.items():
        study = json.loads(body)
        events = history(study)
        last = "" if study.get("hasResults") or not events else events[-1][1]
        standing = {"RELEASE": "in review", "RESET": "returned"}.get(last)
        for name in DEADLINES:
            state, fields = clocks[number, name]
            if standing is None or state == "not applicable":
                assert state not in ("in review", "returned"), (number, name)
            else:
                assert state == standing, (number, name, state)
                told = ", ".join(f"{WORDS[code]} {day}" for day, code in events)
                assert fields["submissions"] == told, (number, name)
        checked += len(DEADLINES) if events else 0
    with AUDITS.open(encoding="utf-8", newline="") as file:
        written = {row["audit"]: int(row["right"]) for row in csv.DictReader(file)}
    assert checked == written["deadlines of trials with submitted results"]
