"""The other registrations of a trial's study, why they are held to be that, where they disagree."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from harvest.dates import in_words, parse

Rows = Sequence[sqlite3.Row]

VERDICTS = {
    "same": "the same study",
    "extension": "an extension of this study",
    "parent": "the study that this one extends",
    "different": "a different study",
}
"""What a person may have decided of another registration, by the word in studies.csv."""


@dataclass(frozen=True, slots=True)
class Registration:
    """Another registration; ``proofs`` are rows of ``trial_same_study.sql`` that relate it.

    ``through`` is the registration of the study to which they relate it, where that is another.
    """

    number: str
    row: sqlite3.Row
    proofs: tuple[sqlite3.Row, ...]
    through: str | None = None

    @property
    def verdict(self) -> str | None:
        """What a person decided."""
        return next((row["verdict"] for row in self.proofs if row["verdict"]), None)

    @property
    def is_parent(self) -> bool:
        """Whether it is the study that the trial extends, where it is no registration of it."""
        return any(row["relation"] == "parent" for row in self.proofs)

    @property
    def chance(self) -> float | None:
        """The probability that it is of the same study, where that was worked out."""
        found = [row["score"] for row in self.proofs if row["relation"] == "candidate"]
        return max(found, default=None)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field on which registrations disagree: what each says, in their order; None: no dispute."""

    label: str
    values: tuple[str | None, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """What a trial's page shows of its study; ``numbers`` are its registrations, this trial first.

    ``related`` are extensions and the study that is extended, ``candidates`` what may be the same,
    ``different`` what a person has judged not to be.
    """

    numbers: tuple[str, ...]
    others: tuple[Registration, ...]
    related: tuple[Registration, ...]
    candidates: tuple[Registration, ...]
    different: tuple[Registration, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def anything(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.others or self.related or self.candidates or self.different)

    @property
    def heading(self) -> str:
        """What stands above it all: what matters most of what there is."""
        if self.others:
            return "Other registrations of this study"
        if self.related:
            return "Related registrations"
        return "Possibly the same study" if self.candidates else "Judged to be different"


def study(trial_id: str, others: Rows, relating: Rows, disagreements: Rows) -> Study:
    """The study of a trial, of rows of ``trial_registrations``, ``trial_same_study`` and
    ``trial_disagreements``.
    """
    numbers = (trial_id, *(row["trial_id"] for row in others))
    pairs: dict[str, list[sqlite3.Row]] = {}
    for row in relating:
        if row["trial_id"] == trial_id and row["withdrawn_on"] is None:
            pairs.setdefault(row["other_trial_id"], []).append(row)
    groups: dict[str, list[Registration]] = {"related": [], "candidate": [], "different": []}
    for number, rows in pairs.items():
        if number not in numbers:
            groups[_kind(rows)].append(Registration(number, rows[0], tuple(rows)))
    return Study(
        numbers,
        tuple(_of_study(row, pairs.get(row["trial_id"], []), relating, numbers) for row in others),
        tuple(groups["related"]),
        tuple(groups["candidate"]),
        tuple(groups["different"]),
        _disagreements(numbers, disagreements),
    )


def _kind(rows: Rows) -> str:
    """What rows that relate a registration of another study say of it."""
    if any(row["verdict"] == "different" for row in rows):
        return "different"
    related = any(row["relation"] in ("extension", "parent") for row in rows)
    return "related" if related else "candidate"


def _of_study(
    row: sqlite3.Row, own: Rows, relating: Rows, numbers: tuple[str, ...]
) -> Registration:
    """A registration of the study; where nothing relates it directly, what does so in between."""
    if proofs := tuple(each for each in own if each["relation"] == "same"):
        return Registration(row["trial_id"], row, proofs)
    between = [
        each
        for each in relating
        if each["other_trial_id"] == row["trial_id"]
        and each["trial_id"] in numbers
        and each["withdrawn_on"] is None
    ]
    through = between[0]["trial_id"] if between else None
    proofs = tuple(each for each in between if each["trial_id"] == through)
    return Registration(row["trial_id"], row, proofs, through)


def _in_words(value: str) -> str:
    """A value of a field; one that is a date with its month in words."""
    text, bracket, kind = value.partition(" (")
    return f"{in_words(text) if parse(text) else text}{bracket}{kind}"


def _disagreements(numbers: tuple[str, ...], rows: Rows) -> tuple[Disagreement, ...]:
    by_field: dict[str, list[sqlite3.Row]] = {}
    for row in rows:
        by_field.setdefault(row["field_label"], []).append(row)
    found = []
    for label, pairs in by_field.items():
        said = {row["trial_id"]: _in_words(row["value_label"]) for row in pairs}
        said |= {row["other_trial_id"]: _in_words(row["other_value_label"]) for row in pairs}
        notes = dict.fromkeys(row["note"] for row in pairs if row["note"])
        found.append(Disagreement(label, tuple(map(said.get, numbers)), tuple(notes)))
    return tuple(found)
