"""Times told in weeks, months and years, as columns of one table: 24 weeks and 6 months are one."""

from bisect import bisect_right
from functools import cache

from harvest.paths import DB
from harvest.vocabularies import entries

FILE = DB / "vocabularies" / "time_bands.csv"
NONE = "none"
"""The code of what has no time that could be read."""


def band(days: float | None) -> str:
    """The code of the band that a day lies in."""
    if days is None:
        return NONE
    starts, codes = _bands()
    return codes[bisect_right(starts, days) - 1]


@cache
def _bands() -> tuple[tuple[float, ...], tuple[str, ...]]:
    """First days of the bands, and their codes; each ends where the next begins."""
    found = [
        (float(entry.more["from_days"]), entry.code)
        for entry in entries(FILE, "from_days")
        if entry.code != NONE
    ]
    starts, codes = zip(*sorted(found), strict=True)
    return starts, codes
