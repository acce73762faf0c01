"""Standing columns: amounts over time, of one kind or of several side by side."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from markupsafe import Markup

from harvest.site.charts.lettering import fitted, width
from harvest.site.charts.picture import (
    BROAD,
    Sheet,
    counted,
    frame,
    legend,
    line,
    mark,
    rectangle,
    text,
    ticks,
)

_TALL = 184  # units of the highest column
_GAP = 8  # units between two names on the axis
_NAME = 110  # units of the longest name there


class Column(NamedTuple):
    """The amounts at one place of the axis; ``hrefs`` are where each leads."""

    label: str
    values: tuple[int, ...]
    hrefs: tuple[str | None, ...] = ()


def columns(
    title: str,
    description: str,
    shown: Sequence[Column],
    series: Sequence[tuple[str, str]],
    sheet: Sheet = BROAD,
) -> Markup:
    """Columns over an axis that the labels name; ``series`` are (class, words) of the amounts.

    Where not all labels have room, every second, third … is written, the last one always.
    """
    scale = ticks(max((max(column.values) for column in shown), default=0))
    names = [fitted(column.label, _NAME) for column in shown]
    longest = max(map(width, names), default=1)
    left = max(width(f"{tick:,}") for tick in scale) + 10
    # A name under the first or the last column leans out to its side.
    right = sheet.width - longest / 2
    body, top = legend(left, sheet.width, series) if len(series) > 1 else ([], 0)
    top += 12
    bottom = top + _TALL
    for tick in scale:
        y = bottom - _TALL * tick / scale[-1]
        body += [line(left, y, right, y), text(left - 6, y + 4, f"{tick:,}", at="end")]
    place = (right - left) / max(len(shown), 1)
    wide = min(place * 0.8 / len(series), 40)
    every = ceil((longest + _GAP) / place)
    for number, column in enumerate(shown):
        middle = left + place * (number + 0.5)
        if (len(shown) - 1 - number) % every == 0 and middle >= longest / 2:
            body.append(text(middle, bottom + 16, names[number], at="middle"))
        start = middle - wide * len(series) / 2
        for order, (value, (kind, words)) in enumerate(zip(column.values, series, strict=True)):
            if not value:
                continue
            tall = _TALL * value / scale[-1]
            bar = rectangle(start + wide * order, bottom - tall, wide, tall, kind)
            href = column.hrefs[order] if column.hrefs else None
            body.append(mark(f"{column.label}: {counted(value, words)}", [bar], href))
    return frame(title, description, (0, 0, sheet.width, bottom + 24), body, sheet)
