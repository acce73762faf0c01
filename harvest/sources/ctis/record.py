"""A record of the registry: the row that a search gives and the trial that is delivered.

Two generations of the interface are read: since June 2024 a trial stands in
``authorizedApplication``, before that its parts stood at the top.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harvest.dates import parse
from harvest.errors import RecordError
from harvest.records import Drift
from harvest.text import clean, line
from harvest.vocabularies import own_words
from harvest.vocabularies.countries import country

WORDS = own_words(Path(__file__).with_name("words.toml"))

_NUMBER = re.compile(r"(\d{4}-\d{6}-\d{2})(?:-(\d{2}))?")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T\S*)?")
_DAY_FIRST = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_EXAMPLE = 200


def key_of(number: object) -> str | None:
    """A trial's number without what counts its submissions; None for anything else."""
    found = _NUMBER.fullmatch(number.strip()) if isinstance(number, str) else None
    return found[1] if found else None


def latest(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The row of each trial's last submission, by the number that all submissions share."""
    found: dict[str, Mapping[str, Any]] = {}
    for number in sorted(rows):
        if key := key_of(number):
            found[key] = rows[number]
    return found


@dataclass(slots=True)
class Trial:
    """One trial: ``row`` of the search, ``told`` as delivered, and what was found odd in it."""

    key: str
    number: str
    row: Mapping[str, Any]
    told: Mapping[str, Any]
    drift: list[Drift] = field(default_factory=list)

    @property
    def application(self) -> Mapping[str, Any]:
        """What is authorised, wherever it stands."""
        found = self.told.get("authorizedApplication")
        return found if isinstance(found, dict) else self.told

    @property
    def part_one(self) -> Mapping[str, Any]:
        """What holds for all countries."""
        return mapping(self.application, "authorizedPartI")

    @property
    def parts_two(self) -> list[Mapping[str, Any]]:
        """What holds for one country each."""
        return mappings(self.application, "authorizedPartsII")

    @property
    def information(self) -> Mapping[str, Any]:
        """What the sponsor says of the trial."""
        return mapping(self.part_one, "trialDetails", "trialInformation")

    @property
    def identifiers(self) -> Mapping[str, Any]:
        """Its titles and numbers."""
        return mapping(self.part_one, "trialDetails", "clinicalTrialIdentifiers")

    def day(self, value: object, path: str) -> str | None:
        """A day in either of the forms that the registry writes; None and a note for others."""
        if not isinstance(value, str) or not value.strip():
            return None
        text = value.strip()
        if found := _DAY_FIRST.fullmatch(text):
            text = f"{found[3]}-{found[2]}-{found[1]}"
        elif found := _ISO.fullmatch(text):
            text = found[1]
        if parse(text) is None or len(text) != 10:
            self.note(f"{path}: no date", value)
            return None
        return text

    def note(self, path: str, example: str) -> None:
        """Something that the program does not know yet."""
        self.drift.append(Drift(path, line(example, _EXAMPLE)))


def open_trial(body: bytes) -> Trial:
    """The trial of some bytes. Raises RecordError where there is none."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RecordError("", "is not JSON") from error
    if not isinstance(told, dict):
        raise RecordError("", "is not a trial of CTIS")
    row, trial = told.get("search", told), told.get("retrieve", told)
    if not isinstance(row, dict) or not isinstance(trial, dict):
        raise RecordError("", "is not a trial of CTIS")
    number = trial.get("ctNumber")
    key = key_of(number)
    if key is None:
        raise RecordError("", "ctNumber: no number of a trial")
    return Trial(key, str(number).strip(), row, trial)


def mapping(value: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """The object at the end of a path; an empty one where there is none."""
    found: Any = value
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def mappings(value: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The objects of a list; none where there is no list."""
    found = value.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def text(value: object) -> str | None:
    """A text, cleaned; None where it says nothing or that nothing is known."""
    if not isinstance(value, str):
        return None
    said = clean(value).strip()
    return None if not said or WORDS.code("empty", said) is not None else said


def one_line(value: object) -> str | None:
    """The same on one line."""
    said = text(value)
    return line(said) if said else None


def country_of(name: object) -> str | None:
    """A country as it is called elsewhere."""
    said = one_line(name)
    return (country(said) or said) if said else None
