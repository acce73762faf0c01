"""Date and number ranges inside a search text, so that a reversed one is refused before it is sent.

Both services answer a reversed range with no hits rather than with an error, and an empty answer to
a wrong question looks like an empty field of research.
"""

import re
from calendar import monthrange

_DATE = r"\d{1,9}(?:[/-]\d{1,2}){0,2}"
_ESSIE = re.compile(rf"RANGE\s*\[\s*({_DATE})\s*,\s*({_DATE})\s*\]", re.IGNORECASE)
_SIDE = rf'("{_DATE}"|{_DATE})'
_PUBMED = re.compile(rf"{_SIDE}\s*(?:\[[^\]]*\])?\s*:\s*{_SIDE}\s*\[")


def range_problem(text: str) -> str | None:
    """What is wrong with the first bad range of a search text, and the cure; None if all are good.

    Reads ``RANGE[from, to]`` of ClinicalTrials.gov and ``from:to[field]`` of PubMed, where both
    ends are numbers or dates of any precision.
    """
    for pattern in (_ESSIE, _PUBMED):
        for found in pattern.finditer(text):
            sides = [side.strip('"') for side in found.groups()]
            start, end = (tuple(map(int, re.split("[/-]", side))) for side in sides)
            for side, parts in zip(sides, (start, end), strict=True):
                if not _exists(parts):
                    return f"{side} is not a date; write year, month (1-12) and day in that order"
            shared = min(len(start), len(end))
            if start[:shared] > end[:shared]:
                first, last = sides
                return (
                    f"the range {first} to {last} ends before it starts; put the earlier date first"
                )
    return None


def _exists(parts: tuple[int, ...]) -> bool:
    year, *rest = parts
    if not rest:
        return True  # a year, or a plain number
    if not 1 <= year <= 9999 or not 1 <= rest[0] <= 12:
        return False
    return len(rest) == 1 or 1 <= rest[1] <= monthrange(year, rest[0])[1]
