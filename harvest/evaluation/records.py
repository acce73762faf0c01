"""Trial records for judging facets, from wherever the gold folder's trials can be found."""

import gzip
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from harvest.errors import RecordError
from harvest.evidence.reading.passages import Arm, OutcomeText, Passage, RecordText
from harvest.evidence.reading.rows import tables
from harvest.evidence.reading.texts import trial_text
from harvest.records import Raw
from harvest.sources.clinicaltrials import SOURCE


def records(
    wanted: Iterable[str], folder: Path, work: sqlite3.Connection | None = None
) -> dict[str, RecordText]:
    """The texts of the wanted trials: of a corpus beside the folder, the folder, the work database.

    The whole record is preferred to the short form of ``trials.jsonl.gz``.
    """
    missing = set(wanted)
    found: dict[str, RecordText] = {}
    for source in (_beside(folder, missing), _stored(work, missing), _short(folder, missing)):
        for trial, text in source:
            found.setdefault(trial, text)
    return found


def _beside(folder: Path, wanted: set[str]) -> Iterator[tuple[str, RecordText]]:
    corpus = folder.resolve().parent / "corpus" / "clinicaltrials"
    names = ("topic.jsonl.gz", "studies.jsonl.gz", "reconstructed.jsonl.gz")
    for path in (corpus / name for name in names):
        if path.is_file():
            yield from _studies(path, wanted)


def _studies(path: Path, wanted: set[str]) -> Iterator[tuple[str, RecordText]]:
    with gzip.open(path, "rb") as file:
        for line in file:
            trial = _number(line)
            if trial in wanted:
                try:
                    record = SOURCE.normalise(Raw(SOURCE.name, "trial", trial, line, ""))
                except RecordError:
                    continue
                yield trial, trial_text(record.tables)


def _number(line: bytes) -> str:
    mark = line.find(b'"nctId"')
    return line[mark + 7 : mark + 30].decode("ascii", "replace").split('"')[1] if mark > 0 else ""


def _stored(work: sqlite3.Connection | None, wanted: set[str]) -> Iterator[tuple[str, RecordText]]:
    if work is None:
        return
    for trial, rows in tables(work, "trial", sorted(wanted)):
        yield trial, trial_text(rows)


def _short(folder: Path, wanted: set[str]) -> Iterator[tuple[str, RecordText]]:
    path = folder / "trials.jsonl.gz"
    if not path.is_file():
        return
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row["nct_id"] in wanted:
                yield row["nct_id"], _short_text(row)


def _passages(row: Mapping[str, Any], *names: str) -> tuple[Passage, ...]:
    return tuple(Passage(name, str(row[name])) for name in names if row.get(name))


def _listed(row: Mapping[str, Any], name: str) -> list[Passage]:
    return [Passage(f"{name}[{n}]", str(text)) for n, text in enumerate(row.get(name) or ())]


def _short_text(row: Mapping[str, Any]) -> RecordText:
    arms = [Arm("arm", "", (passage,)) for passage in _listed(row, "arm_groups")]
    for name in ("interventions", "intervention_other"):
        arms += [Arm("intervention", "", (passage,)) for passage in _listed(row, name)]
    outcomes = [*_listed(row, "primary_outcomes"), *_listed(row, "secondary_outcomes")]
    eligibility = row.get("eligibility")
    return RecordText(
        kind="trial",
        id=row["nct_id"],
        titles=_passages(row, "brief_title", "official_title"),
        topics=(*_listed(row, "conditions"), *_listed(row, "keywords")),
        arms=tuple(arms),
        bodies=_passages(row, "brief_summary", "detailed_description"),
        outcomes=tuple(OutcomeText(passage, None, None) for passage in outcomes),
        eligibility=Passage("eligibility_criteria", eligibility) if eligibility else None,
    )
