"""Standing columns: amounts over time, of one kind or of several side by side."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from harvest.site.charts.picture import (
    WIDTH,
    counted,
    frame,
    legend,
    line,
    mark,
    rectangle,
    text,
    ticks,
)

_LEFT, _TOP, _BOTTOM = 44, 26, 210
_RIGHT = WIDTH - 14  # a name under the last column leans out a little
_LETTER, _GAP = 7, 8  # units that a letter of a name on the axis needs, and between two names


class Column(NamedTuple):
    """The amounts at one place of the axis; ``hrefs`` are where each leads."""

    label: str
    values: tuple[int, ...]
    hrefs: tuple[str | None, ...] = ()


def columns(
    title: str, description: str, shown: Sequence[Column], series: Sequence[tuple[str, str]]
) -> Markup:
    """Columns over an axis that the labels name; ``series`` are (class, words) of the amounts."""
    scale = ticks(max((max(column.values) for column in shown), default=0))
    height = _BOTTOM - _TOP
    body = legend(_LEFT, 14, series) if len(series) > 1 else []
    for tick in scale:
        y = _BOTTOM - height * tick / scale[-1]
        body += [line(_LEFT, y, _RIGHT, y), text(_LEFT - 6, y + 4, f"{tick:,}", at="end")]
    place = (_RIGHT - _LEFT) / max(len(shown), 1)
    wide = min(place * 0.8 / len(series), 40)
    longest = max((len(column.label) for column in shown), default=1)
    every = -(-(longest * _LETTER + _GAP) // place)  # rounded up
    for number, column in enumerate(shown):
        middle = _LEFT + place * (number + 0.5)
        if (len(shown) - 1 - number) % every == 0:
            body.append(text(middle, _BOTTOM + 16, column.label, at="middle"))
        left = middle - wide * len(series) / 2
        for order, (value, (kind, words)) in enumerate(zip(column.values, series, strict=True)):
            if not value:
                continue
            tall = height * value / scale[-1]
            bar = rectangle(left + wide * order, _BOTTOM - tall, wide, tall, kind)
            href = column.hrefs[order] if column.hrefs else None
            body.append(mark(f"{column.label}: {counted(value, words)}", [bar], href))
    return frame(title, description, (0, 0, WIDTH, _BOTTOM + 24), body)
