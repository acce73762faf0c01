"""Posted results of the real records against a second reading of their bytes.

Relies on ../shared.
"""

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from harvest.evaluation.sheets.readings import AUDITS
from harvest.publish import publish
from harvest.records import Raw
from harvest.sources.clinicaltrials import normalise
from tests.helpers.bases.publications import rows
from tests.helpers.bases.work_base import create, insert, make_config


def with_results(shared: Path) -> dict[str, tuple[bytes, Any]]:
    """Bytes and results of each study that has posted some."""
    found: dict[str, tuple[bytes, Any]] = {}
    for file in sorted((shared / "corpus" / "clinicaltrials").glob("*.jsonl.gz")):
        with gzip.open(file) as lines:
            for line in lines:
                if b'"resultsSection"' in line:
                    study = json.loads(line)
                    number = study["protocolSection"]["identificationModule"]["nctId"]
                    found.setdefault(number, (line, study["resultsSection"]))
    return found


def counted(denominators: list[Any], units: str, group: str) -> str | None:
    """How many of a group were analysed, of these units or else of the first that count it."""
    by_units = {d["units"]: {c["groupId"]: c["value"] for c in d["counts"]} for d in denominators}
    order = [units, *by_units]
    return next((by_units[u][group] for u in order if group in by_units.get(u, {})), None)


def figures(outcome: Any) -> Iterator[tuple[str, str | None, str | None]]:
    """(group, figure, denominator) in the order of the record."""
    units = outcome.get("typeUnitsAnalyzed") or outcome.get("denomUnitsSelected") or "Participants"
    for class_ in outcome.get("classes", []):
        denominators = class_.get("denoms", outcome.get("denoms", []))
        for category in class_.get("categories", []):
            for each in category.get("measurements", []):
                group = each["groupId"]
                yield group, each.get("value"), counted(denominators, units, group)


def test_every_posted_figure_and_adverse_event_is_as_the_record_says(
    shared: Path, tmp_path: Path
) -> None:
    studies = with_results(shared)
    config = make_config(tmp_path)
    create(config.store.path)
    for number, (line, _) in studies.items():
        read = normalise(Raw("clinicaltrials", "trial", number, line, ""))
        insert(
            config.store.path, [(name, row) for name in read.tables for row in read.tables[name]]
        )
    publish(config)
    compared = events = 0
    for number, (_, results) in studies.items():
        measures = results.get("outcomeMeasuresModule", {}).get("outcomeMeasures", [])
        for position, outcome in enumerate(measures, start=1):
            wanted = list(figures(outcome))
            found = rows(
                config,
                "SELECT group_id, value, analysed FROM result_figures "
                "WHERE trial_id = ? AND outcome_position = ? ORDER BY position",
                (number, position),
            )
            assert found == wanted, (number, position)
            compared += len(wanted)
        harms = results.get("adverseEventsModule", {})
        told = [
            (serious, event.get("term"), stat["groupId"], stat["numAffected"], stat["numAtRisk"])
            for serious, name in ((1, "seriousEvents"), (0, "otherEvents"))
            for event in harms.get(name, [])
            for stat in event.get("stats", [])
        ]
        assert told == rows(
            config,
            "SELECT serious, term, group_id, affected, at_risk FROM adverse_terms "
            "WHERE trial_id = ? ORDER BY position",
            (number,),
        ), number
        events += len(told)
    with AUDITS.open(encoding="utf-8", newline="") as file:
        written = {row["audit"]: int(row["right"]) for row in csv.DictReader(file)}
    assert compared == written["figures of posted results with their denominators"] > 4000
    assert events == written["adverse events by term and group"] > 10_000
