"""Where the registrations of one study disagree, field by field.

Only what both state is compared, and only what cannot both be right is told: a planned number is
no contradiction of an actual one, a month none of a day within it, a country's share none of the
whole. Records of one registration in several countries are not compared with each other.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import NamedTuple

from harvest import dates
from harvest.evidence.studies.comparing import Measured, other_outcomes, other_sponsors
from harvest.evidence.studies.numbers import Numbers
from harvest.paths import DB
from harvest.vocabularies import entries
from harvest.vocabularies.countries import country

_OF = "trial_id IN (SELECT value FROM json_each(?))"
_TRIALS = f"""
SELECT trial_id, status, enrollment, enrollment_type, enrollment_flag, start_date, start_date_type,
    primary_completion_date, primary_completion_date_type, completion_date, completion_date_type,
    phase, lead_sponsor
FROM trials WHERE {_OF}
"""  # noqa: S608 (a line of this file)
_COUNTRIES = f"SELECT DISTINCT trial_id, country FROM locations WHERE {_OF} AND country IS NOT NULL"  # noqa: S608
_SPONSORS = f"SELECT trial_id, name FROM sponsors WHERE {_OF} AND name IS NOT NULL"  # noqa: S608
_OUTCOMES = f"""
SELECT trial_id, measure, coalesce(description, '') FROM outcomes
WHERE {_OF} AND kind = 'primary' AND measure IS NOT NULL ORDER BY trial_id, position
"""  # noqa: S608 (a line of this file)
_SCALES = """
SELECT id, value FROM facets WHERE kind = 'trial' AND facet = 'outcome_scale'
    AND id IN (SELECT value FROM json_each(?))
"""
_RUNNING = {"NOT_YET_RECRUITING", "RECRUITING", "ACTIVE_NOT_RECRUITING", "SUSPENDED"}
_ENDED = {"COMPLETED", "TERMINATED", "WITHDRAWN"}
_ALIKE = {"ENROLLING_BY_INVITATION": "RECRUITING", "EARLY_PHASE1": "PHASE1"}
_SHOWN = 300  # characters of a text that is quoted


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A row of ``study_disagreements``, its columns in their order."""

    study_id: str
    trial_id: str
    other_trial_id: str
    field: str
    value: str
    value_type: str | None
    other_value: str
    other_value_type: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Registered:
    """A registration as it is compared; ``part``: a record of one country's part of it."""

    trial_id: str
    part: bool
    countries: frozenset[str]
    sponsors: tuple[str, ...]
    outcomes: Measured
    status: str | None
    enrollment: int | None
    enrollment_type: str | None
    enrollment_flag: str | None
    start_date: str | None
    start_date_type: str | None
    primary_completion_date: str | None
    primary_completion_date_type: str | None
    completion_date: str | None
    completion_date_type: str | None
    phase: str | None
    lead_sponsor: str | None


class Said(NamedTuple):
    """What each of the two says; the types of dates and sizes."""

    value: str
    other_value: str
    value_type: str | None = None
    other_value_type: str | None = None
    note: str | None = None


def disagreements(
    connection: sqlite3.Connection, members: Mapping[str, str], numbers: Numbers
) -> Iterator[Disagreement]:
    """Every disagreement between registrations of a study; ``members`` are theirs by number."""
    studies: dict[str, list[str]] = defaultdict(list)
    for trial_id, study_id in members.items():
        studies[study_id].append(trial_id)
    held = _read(connection, sorted(members), numbers)
    for study_id, trials in sorted(studies.items()):
        ordered = sorted(trials, key=lambda each: (each != study_id, each))
        for one, two in combinations(ordered, 2):
            if numbers.core[one] == numbers.core[two]:
                continue
            for field, said in differences(held[one], held[two]):
                yield Disagreement(
                    study_id,
                    one,
                    two,
                    field,
                    said.value,
                    said.value_type,
                    said.other_value,
                    said.other_value_type,
                    said.note,
                )


def differences(one: Registered, two: Registered) -> Iterator[tuple[str, Said]]:
    """The fields in which two registrations of one study cannot both be right."""
    for field, compare in _COMPARED.items():
        said = compare(one, two)
        if said is not None:
            yield field, said


def _read(
    connection: sqlite3.Connection, ids: list[str], numbers: Numbers
) -> dict[str, Registered]:
    asked = (json.dumps(ids),)
    countries: dict[str, set[str]] = defaultdict(set)
    for trial_id, name in connection.execute(_COUNTRIES, asked):
        countries[trial_id].add(country(name) or name)
    sponsors: dict[str, list[str]] = defaultdict(list)
    for trial_id, name in connection.execute(_SPONSORS, asked):
        sponsors[trial_id].append(name)
    measures: dict[str, list[str]] = defaultdict(list)
    described: dict[str, list[str]] = defaultdict(list)
    for trial_id, measure, more in connection.execute(_OUTCOMES, asked):
        measures[trial_id].append(measure)
        described[trial_id].append(more)
    scales: dict[str, set[str]] = defaultdict(set)
    for trial_id, value in connection.execute(_SCALES, asked):
        scales[trial_id].add(value)
    return {
        row[0]: Registered(
            row[0],
            numbers.core[row[0]] != row[0],
            frozenset(countries[row[0]]),
            tuple(sponsors[row[0]]),
            Measured(tuple(measures[row[0]]), tuple(described[row[0]]), frozenset(scales[row[0]])),
            *row[1:],
        )
        for row in connection.execute(_TRIALS, asked)
    }


def _status(one: Registered, two: Registered) -> Said | None:
    """By codes; a word without one, and a status that nobody verified, contradict nothing."""
    if one.status is None or two.status is None:
        return None
    first, second = (_ALIKE.get(each, each) for each in (one.status, two.status))
    if first == second or not {first, second} <= _RUNNING | _ENDED:
        return None
    note = None
    if one.part or two.part:
        part, whole = (first, second) if one.part else (second, first)
        # Where it ended in one country it may go on elsewhere; not the other way round.
        if (one.part and two.part) or part in _ENDED or whole not in _ENDED:
            return None
        note = "one is the record of a country"
    return Said(one.status, two.status, note=note)


def _enrollment(one: Registered, two: Registered) -> Said | None:
    if one.enrollment is None or two.enrollment is None or one.enrollment == two.enrollment:
        return None
    shared, other_shared = _is_share(one), _is_share(two)
    if _of_other_kinds(one.enrollment_type, two.enrollment_type) or (shared and other_shared):
        return None
    note = _unsaid(one.enrollment_type, two.enrollment_type)
    if shared or other_shared:
        share, whole = (one, two) if shared else (two, one)
        if (share.enrollment or 0) < (whole.enrollment or 0):
            return None
        note = "one may be the number in a country or the EEA alone"
    size, other_size = str(one.enrollment), str(two.enrollment)
    return Said(size, other_size, one.enrollment_type, two.enrollment_type, note)


def _is_share(one: Registered) -> bool:
    """Whether a size is that of a country alone, or may be: the record's reader says so."""
    return one.part and one.enrollment_flag is not None


def _dates(field: str) -> Callable[[Registered, Registered], Said | None]:
    def compare(one: Registered, two: Registered) -> Said | None:
        said = [getattr(each, field) for each in (one, two)]
        kind, other_kind = (getattr(each, f"{field}_type") for each in (one, two))
        days = [dates.parse(each or "") for each in said]
        if days[0] is None or days[1] is None or _of_other_kinds(kind, other_kind):
            return None
        if days[0].earliest <= days[1].latest and days[1].earliest <= days[0].latest:
            return None  # one may lie within the other
        return Said(said[0], said[1], kind, other_kind, _unsaid(kind, other_kind))

    return compare


def _of_other_kinds(one: str | None, two: str | None) -> bool:
    """Whether one is planned and the other actual: two things, of which both may be right."""
    return one is not None and two is not None and one != two


def _unsaid(one: str | None, two: str | None) -> str | None:
    if one is None or two is None:
        return "not said by both whether planned or actual"
    return None


def _phase(one: Registered, two: Registered) -> Said | None:
    first, second = (_phases(each.phase) for each in (one, two))
    if not first or not second or first == second:
        return None
    return Said(one.phase or "", two.phase or "")


def _phases(codes: str | None) -> frozenset[str]:
    """The phases; empty where none is given, none applies, or a word has no code."""
    found = frozenset(_ALIKE.get(each, each) for each in (codes or "").split("|"))
    return found if found <= _known_phases() else frozenset()


@cache
def _known_phases() -> frozenset[str]:
    every = {each.code for each in entries(DB / "vocabularies" / "phases.csv")}
    return frozenset(code for code in every if "|" not in code and code != "NA")


def _countries(one: Registered, two: Registered) -> Said | None:
    first, second = one.countries, two.countries
    if not first or not second or first == second or (one.part and two.part):
        return None
    if (one.part and first < second) or (two.part and second < first):
        return None
    note = "one lists more countries" if first < second or second < first else None
    return Said("|".join(sorted(first)), "|".join(sorted(second)), note=note)


def _sponsor(one: Registered, two: Registered) -> Said | None:
    if not one.lead_sponsor or not two.lead_sponsor:
        return None
    first = (one.lead_sponsor, *one.sponsors)
    second = (two.lead_sponsor, *two.sponsors)
    if not other_sponsors(first, second):
        return None
    return Said(one.lead_sponsor, two.lead_sponsor)


def _primary_outcome(one: Registered, two: Registered) -> Said | None:
    if not other_outcomes(one.outcomes, two.outcomes):
        return None
    first, second = (_quoted("; ".join(each.outcomes.measures)) for each in (one, two))
    return Said(first, second, note="no word of the measures in common")


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rsplit(None, 1)[0] + " …"


_COMPARED: Mapping[str, Callable[[Registered, Registered], Said | None]] = {
    "status": _status,
    "enrollment": _enrollment,
    "start_date": _dates("start_date"),
    "primary_completion_date": _dates("primary_completion_date"),
    "completion_date": _dates("completion_date"),
    "primary_outcome": _primary_outcome,
    "countries": _countries,
    "phase": _phase,
    "sponsor": _sponsor,
}
