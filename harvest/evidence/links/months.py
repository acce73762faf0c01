"""When a trial ran and when a paper appeared, by month; what follows from the two."""

from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from harvest.dates import parse

NEVER = -1_000_000  # no date
TOO_SOON = 3  # months from the start of a trial in which no paper can report its results


class Months(NamedTuple):
    """A month since the year 0; first and last differ where a date is less precise than that."""

    first: int
    last: int

    @property
    def middle(self) -> int:
        """The month to reckon with where one is needed."""
        return (self.first + self.last) // 2

    def __str__(self) -> str:
        year, month = divmod(self.first, 12)
        return f"{year}" if self.last > self.first else f"{year}-{month + 1:02}"

    @classmethod
    def of(cls, text: str | None) -> Self | None:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
        date = parse(text) if text else None
        if date is None:
            return None
        if date.month is None:
            return cls(date.year * 12, date.year * 12 + 11)
        month = date.year * 12 + date.month - 1
        return cls(month, month)


def appeared(*dates: str | None) -> Months | None:
    """When a paper was first to be read, of its dates in print and before print."""
    known = [months for text in dates if (months := Months.of(text))]
    return min(known, key=lambda months: months.last) if known else None


def too_early(start: Months | None, published: Months | None) -> bool:
    """Whether a paper appeared before a trial began or so soon after that it can't report it."""
    return bool(start and published and published.last < start.first + TOO_SOON)


def date_features(
    published: npt.NDArray[np.int32], start: int, completion: int
) -> dict[str, npt.NDArray[Any]]:
    """What the months of some papers tell beside those of a trial; ``NEVER`` is unknown."""
    known = published > NEVER
    begun = known & (start > NEVER)
    ended = known & (completion > NEVER)
    since_start = published - (start if start > NEVER else 0)
    since_end = published - (completion if completion > NEVER else 0)
    return {
        "before_start": (begun & (since_start < TOO_SOON)) * 1.0,
        "long_before_start": (begun & (since_start < -24)) * 1.0,
        "soon_after_start": (begun & (since_start >= TOO_SOON) & (since_start < 15)) * 1.0,
        "after_completion": (ended & (since_end >= -3)) * 1.0,
        "long_before_completion": (ended & (since_end < -36)) * 1.0,
        "within_3_years": (ended & (since_end >= -3) & (since_end <= 42)) * 1.0,
        "late": (ended & (since_end > 90)) * 1.0,
    }
