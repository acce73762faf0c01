"""What is said of a lake: which files it is made of, and which it lacks."""

import re
from collections.abc import Mapping, Sequence

from harvest.bulk.manifest import Row
from harvest.sources import Source

_NAMED = 5  # files that a message names


def described(source: Source, rows: Mapping[str, Row], headings: str) -> str:
    """The files that answered in place of the service: which, how many, by which headings."""
    if not rows:
        return f"{source.title}'s own files: none of them was read"
    found = sorted(rows.values(), key=lambda row: (row.series, row.number, row.unit))
    years = sorted({row.series for row in found} - {0})
    year = f" of {', '.join(f'20{each:02}' for each in years)}" if years else ""
    files = list(dict.fromkeys(row.file for row in found))
    named = files[0] if len(files) == 1 else f"{files[0]} to {files[-1]}"
    records = sum(row.records for row in found)
    counted = f"{len(files):,} file{'' if len(files) == 1 else 's'}"
    below = f"; what is below a heading by {headings}" if headings else ""
    return (
        f"{source.title}'s own files{year}: {named} ({counted}, each with its MD5, in "
        f"{len(found):,} part{'' if len(found) == 1 else 's'}, {records:,} records){below}"
    )


def missing(plan: Mapping[str, Sequence[str]], rows: Mapping[str, Row]) -> str | None:
    """What a lake lacks of the files that it was made from, for people; None if nothing.

    Files of a year are numbered: one that no run ever saw shows as a gap.
    """
    series = {row.series for row in rows.values()} - {0}
    groups = {row.group for row in rows.values()}
    planned = {
        unit
        for group, units in plan.items()
        if group in groups or not group.isdigit()
        for unit in units
    }
    lacks = planned - rows.keys()
    for each in series:
        lacks |= _gaps([row for row in rows.values() if row.series == each])
    if not lacks:
        return None
    named = ", ".join(sorted(lacks)[:_NAMED]) + (", …" if len(lacks) > _NAMED else "")
    return (
        f"the bulk files are not all read: {len(lacks):,} of {len(lacks | rows.keys()):,} missing "
        f"({named}); run harvest bulk parse with all of them"
    )


def _gaps(rows: Sequence[Row]) -> set[str]:
    """The units of a year's sequence before the last one that are not there."""
    there = {row.number for row in rows}
    pattern = rows[0].unit
    digits = len(re.findall(r"[0-9]+$", pattern)[0])
    stem = pattern[:-digits]
    return {f"{stem}{number:0{digits}}" for number in range(1, max(there)) if number not in there}
