"""Lying boxes: where the middle half of some numbers lies, and their median.

The axis is one of powers of ten.
"""

from collections.abc import Sequence
from math import ceil, log10
from typing import NamedTuple

from markupsafe import Markup

from harvest.site.charts.lettering import fitted, width
from harvest.site.charts.picture import (
    BROAD,
    Sheet,
    frame,
    legend,
    line,
    mark,
    rectangle,
    text,
)

_NAMES = 190  # units for the names at the left, where there is room beside the boxes
_THICK = 11
_GAP = 9  # units between two groups
_NAME_ABOVE = 17
_AXIS = 20


class Box(NamedTuple):
    """Some numbers: how many, and their quartiles; ``kind`` is the class that colours it."""

    kind: str
    words: str
    trials: int
    low: float
    median: float
    high: float

    @property
    def said(self) -> str:
        """``reached: 12 trials, median 40, middle half 20 to 60``."""
        noun = "trial" if self.trials == 1 else "trials"
        return (
            f"{self.words}: {self.trials:,} {noun}, median {short(self.median)}, middle half "
            f"{short(self.low)} to {short(self.high)}"
        )


def short(value: float) -> str:
    """A number with at most one decimal: ``1,234``, ``12.5``."""
    return f"{value:,.1f}".removesuffix(".0")


def boxes(
    title: str,
    description: str,
    groups: Sequence[tuple[str, Sequence[Box]]],
    kinds: Sequence[tuple[str, str]],
    sheet: Sheet = BROAD,
) -> Markup:
    """Groups below each other, each with its boxes; ``kinds`` are (class, words) of the colours.

    The numbers are above 0. At the end of each box stand its median and how many it is of.
    """
    every = [box for _, of in groups for box in of]
    beside = sheet == BROAD
    names = _NAMES if beside else 0
    said = [f"{short(box.median)} ({box.trials:,})" for box in every]
    right = sheet.width - max(map(width, said), default=0) - 10
    least = min((int(log10(max(box.low, 1))) for box in every), default=0)
    # Also where all numbers are one power of ten, the axis has a length.
    top_power = max([least + 1, *(ceil(log10(max(box.high, 1))) for box in every)])

    def across(value: float) -> float:
        return names + (right - names) * (log10(max(value, 1)) - least) / (top_power - least)

    body, top = legend(names, sheet.width, kinds)
    top += _AXIS
    height = top + sum(_height(of, beside=beside) for _, of in groups)
    for power in range(least, top_power + 1):
        x = across(10**power)
        body += [
            line(x, top - 4, x, height),
            text(x, top - 8, f"{10**power:,}", at="middle" if power > least else "start"),
        ]
    for name, of in groups:
        high = _height(of, beside=beside)
        foot = top
        if beside:
            label = fitted(name, names - 12)
            body.append(text(names - 10, top + (high - _GAP) / 2 + 4, label, at="end"))
        else:
            body.append(text(0, top + 12, fitted(name, sheet.width)))
            foot += _NAME_ABOVE
        for box in of:
            left, middle, end = map(across, (box.low, box.median, box.high))
            shapes = [
                rectangle(left, foot + 1, max(end - left, 3), _THICK - 2, box.kind, opacity=0.45),
                rectangle(middle - 1.5, foot, 3, _THICK, box.kind),
                text(max(end, left + 3) + 6, foot + 10, f"{short(box.median)} ({box.trials:,})"),
            ]
            body.append(mark(f"{name}, {box.said}", shapes))
            foot += _THICK + 2
        top += high
    return frame(title, description, (0, 0, sheet.width, height), body, sheet)


def _height(of: Sequence[Box], *, beside: bool) -> float:
    return len(of) * (_THICK + 2) + _GAP + (0 if beside else _NAME_ABOVE)
