"""What the heading of a picture says of its counts, and what its note says is missing in it."""

from collections.abc import Iterable

from harvest.site.charts.picture import counted

TIED = 3
"""So many that lead alike are named, each of them."""


def leading(counts: Iterable[tuple[str, int]]) -> str:
    """``China (5)``, ``2010 and 2012 (5 each)``: who has most; empty if many have alike.

    Of several with one each none has more than another.
    """
    listed = list(counts)
    most = max((count for _, count in listed), default=0)
    first = [name for name, count in listed if count == most]
    if not most or (most == 1 and len(first) > 1):
        return ""
    if len(first) == 1:
        return f"{first[0]} ({most:,})"
    if len(first) > TIED:
        if len(first) == len(listed):
            return ""
        others = len(first) - 2
        return f"{first[0]}, {first[1]} and {others} others ({most:,} each)"
    return f"{', '.join(first[:-1])} and {first[-1]} ({most:,} each)"


def missing(count: int, unit: str, what: str, *also: str) -> str:
    """``2 trials state no start date.``: a sentence for a note; empty if it is so of none."""
    if not count:
        return ""
    first, _, rest = what.partition(" ")
    verb = {"state": "states", "are": "is", "have": "has"}.get(first, first)
    return " ".join((counted(count, unit), verb if count == 1 else first, rest, *also)) + "."


def note(*sentences: str) -> str:
    """The sentences that say something, as one text."""
    return " ".join(filter(None, sentences))
