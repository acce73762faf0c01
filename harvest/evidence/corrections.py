"""A person's overrides: ``db/corrections.csv`` for facets, ``db/verdicts.csv`` for links.

Both are plain files that are kept with the program, so that a judgement outlives every recompute.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from harvest.errors import ConfigError
from harvest.evidence.facts import Facet, Fact
from harvest.evidence.passages import Span
from harvest.paths import JUDGEMENTS

CORRECTIONS = JUDGEMENTS / "corrections.csv"
VERDICTS = JUDGEMENTS / "verdicts.csv"


@dataclass(frozen=True, slots=True)
class Correction:
    """Facet ``facet`` of a record is ``value``, whatever its text says; empty: not stated."""

    facet: Facet
    value: str
    label: str
    reason: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A reviewer's word on whether a paper reports a trial."""

    yes: bool
    who: str
    when: str
    note: str


def corrections(path: Path = CORRECTIONS) -> Mapping[tuple[str, str], tuple[Correction, ...]]:
    """Corrections by (kind, id). Raises ConfigError naming the file and line of a wrong row."""
    found: dict[tuple[str, str], list[Correction]] = {}
    for number, row in _rows(path):
        facet = next((f for f in get_args(Facet) if f == row["facet"]), None)
        if facet is None or row["kind"] not in {"trial", "article"} or not row["reason"]:
            raise ConfigError(
                f"{path.name} line {number}: needs kind (trial or article), a known facet, a reason"
            )
        correction = Correction(
            facet,
            row["value"],
            row["label"] or row["value"],
            row["reason"],
            row["who"],
            row["when"],
        )
        found.setdefault((row["kind"], row["id"]), []).append(correction)
    return {key: tuple(rows) for key, rows in found.items()}


def verdicts(path: Path = VERDICTS) -> Mapping[tuple[str, str], VerdictRow]:
    """The last verdict on each (trial, paper). Raises ConfigError naming a wrong row."""
    found: dict[tuple[str, str], VerdictRow] = {}
    for number, row in _rows(path):
        if row["verdict"] not in {"yes", "no"}:
            raise ConfigError(f"{path.name} line {number}: verdict must be yes or no")
        key = (row["trial"].strip().upper(), row["paper"].strip())
        found[key] = VerdictRow(row["verdict"] == "yes", row["who"], row["when"], row["note"])
    return found


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, restval="")
        return [
            (number, {k: v or "" for k, v in row.items()}) for number, row in enumerate(reader, 2)
        ]


def corrected(facts: Sequence[Fact], given: Sequence[Correction]) -> tuple[Fact, ...]:
    """The facts with a person's word in place of what the text was read to say."""
    replaced = {correction.facet for correction in given}
    kept = [fact for fact in facts if fact.facet not in replaced]
    for correction in given:
        if correction.value:
            kept.append(
                Fact(
                    correction.facet,
                    correction.value,
                    correction.label,
                    Span("corrections", 0, len(correction.reason), correction.reason),
                    flag=f"corrected by {correction.who or 'a person'} {correction.when}".strip(),
                )
            )
    return tuple(kept)
