"""How large trials are, by phase and design; what they plan apart from what they reached."""

import sqlite3
from collections.abc import Iterator, Sequence
from statistics import quantiles
from typing import NamedTuple

from markupsafe import Markup

from harvest.site.charts import Box, Cell, Picture, boxes, on_both
from harvest.site.charts.boxes import short
from harvest.site.parts.headings import missing, note

DESIGNS = {
    "randomised": "Randomised",
    "single-arm": "Single-arm",
    "not randomised": "Several arms, not randomised",
    "observational": "Observational",
    "not stated": "Design not stated",
}
KINDS = {"ACTUAL": ("amount", "reached"), "ESTIMATED": ("second", "planned")}
"""By the registry's code: the class of the boxes, and the word."""

Rows = Sequence[sqlite3.Row]


class _Group(NamedTuple):
    name: str
    phase: str
    design: str
    boxes: tuple[Box, ...]


def sizes_picture(rows: Rows, without: int = 0) -> Picture:
    """Planned and reached numbers of participants; ``rows`` of ``landscape/sizes.sql``."""
    used = [row for row in rows if row["kind"] in KINDS and row["size"] > 0]
    none = len({row["study_id"] for row in rows if row["size"] == 0})
    unsaid = len({row["study_id"] for row in rows if row["size"] and row["kind"] not in KINDS})
    whole = _group("All trials", "", "", used)
    designs = [
        _group(name, "", name, [row for row in used if row["design"] == code])
        for code, name in DESIGNS.items()
    ]
    phases = [
        _group(name, name, "", [row for row in used if row["phase_label"] == name])
        for name in dict.fromkeys(row["phase_label"] for row in used)
    ]
    crossed = [
        _group(
            f"{phase.name}, {name}",
            phase.name,
            name,
            [r for r in used if (r["phase_label"], r["design"]) == (phase.name, code)],
        )
        for phase in phases
        for code, name in DESIGNS.items()
    ]
    title = _title(whole)
    shown = [(each.name, each.boxes) for each in (whole, *designs, *phases) if each.boxes]
    kinds = [look for look in KINDS.values() if any(b.kind == look[0] for b in whole.boxes)]
    drawn = on_both(
        lambda sheet: boxes(
            title,
            "A bar is the middle half of the trials, the mark in it their median; the axis is one "
            "of powers of ten. Behind it: the median, and the number of trials.",
            shown,
            kinds,
            sheet,
        )
    )
    left_out = note(
        missing(none, "trials", "state 0 participants, as withdrawn ones do, which no bar shows"),
        missing(
            unsaid, "trials", "state a number without telling whether it is planned or reached"
        ),
        missing(without, "trials", "state no number"),
    )
    return Picture(
        "enrolment",
        title,
        drawn if used else Markup(""),
        ("Phase", "Design", "Number", "Trials", "Lower quartile", "Median", "Upper quartile"),
        [line for each in (whole, *designs, *phases, *crossed) for line in _lines(each)],
        note(
            "A bar is the middle half of the trials; the number behind it is their median, that in "
            "brackets how many they are."
            if used
            else "No trial with a number of participants.",
            left_out,
        ),
    )


def _title(whole: _Group) -> str:
    said = [f"{box.words} {short(box.median)} ({box.trials:,})" for box in whole.boxes]
    medians = f": median {' and '.join(said)}" if said else ""
    return f"Participants of trials by phase and design{medians}"


def _group(name: str, phase: str, design: str, rows: Rows) -> _Group:
    found = []
    for code, (look, words) in KINDS.items():
        pairs = {(row["study_id"], row["size"]) for row in rows if row["kind"] == code}
        if numbers := [size for _, size in pairs]:
            found.append(Box(look, words, len(numbers), *_quartiles(numbers)))
    return _Group(name, phase, design, tuple(found))


def _quartiles(numbers: Sequence[int]) -> tuple[float, float, float]:
    """Between the two nearest of some numbers, in proportion (Hyndman and Fan's type 7)."""
    # Python 3.11 wants two numbers at least; one twice has the quartiles of one.
    low, median, high = quantiles(
        numbers if len(numbers) > 1 else [*numbers] * 2, method="inclusive"
    )
    return low, median, high


def _lines(group: _Group) -> Iterator[tuple[Cell, ...]]:
    for box in group.boxes:
        quartiles = (box.low, box.median, box.high)
        yield (
            Cell(group.phase or "All"),
            Cell(group.design or "All"),
            Cell(box.words),
            Cell(box.trials),
            *(Cell(short(value)) for value in quartiles),
        )
