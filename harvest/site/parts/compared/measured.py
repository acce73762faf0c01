"""Outcomes of some trials side by side: which scales each measures, when, and as what."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field

_HOURS = 24
_UNITS = (("year", 365, "y"), ("month", 30, "mo"), ("week", 7, "w"))
"""Unit, its days, and what of it the words for a time have in them."""

Rows = Sequence[sqlite3.Row]


@dataclass(slots=True)
class Times:
    """When a trial measures a scale: in words, by day; and the words of its record for it.

    Those of primary outcomes are apart; None where it is no primary outcome.
    """

    primary: dict[float, str] | None = None
    others: dict[float, str] = field(default_factory=dict)
    evidence: str | None = None
    place: str | None = None

    @property
    def text(self) -> str:
        """``primary: 24 weeks; also baseline, 4 weeks``."""
        if self.primary is None:
            return _listed(self.others)
        also = {day: said for day, said in self.others.items() if day not in self.primary}
        return f"primary: {_listed(self.primary)}" + (f"; also {_listed(also)}" if also else "")


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale, and when each of the trials measures it, by their numbers."""

    label: str
    times: dict[str, Times]


def scales(rows: Rows) -> list[Scale]:
    """The scales of ``compare_outcomes.sql``, those that most of the trials measure first."""
    found: dict[str, Scale] = {}
    for row in rows:
        scale = found.setdefault(row["scale"], Scale(row["scale_label"], {}))
        times = scale.times.setdefault(row["trial_id"], Times())
        days = times.others
        if row["kind"] == "primary":
            days = times.primary = {} if times.primary is None else times.primary
        if row["days"] is not None:
            days.setdefault(row["days"], in_words(row["days"], row["evidence"]))
        if times.evidence is None:
            times.evidence = row["evidence"] or row["scale_evidence"]
            times.place = row["field"] or row["scale_field"]
    return sorted(found.values(), key=lambda each: (-len(each.times), each.label.lower()))


def _listed(days: dict[float, str]) -> str:
    return ", ".join(days[day] for day in sorted(days)) or "time not read"


def in_words(days: float, told: str) -> str:
    """A day in the unit that the record tells it in, where it is a whole number of these."""
    if days == 0:
        return "baseline"
    if days < 1:
        return _counted(days * _HOURS, "hour")
    told = told.lower()
    whole = [] if "day" in told else [unit for unit in _UNITS if days % unit[1] == 0]
    if whole:
        name, size, _ = min(whole, key=lambda unit: unit[2] not in told)
        return _counted(days / size, name)
    return _counted(days, "day")


def _counted(number: float, unit: str) -> str:
    return f"{number:g} {unit}" + ("" if number == 1 else "s")
