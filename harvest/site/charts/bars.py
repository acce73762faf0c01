"""Lying bars: amounts by name."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from harvest.site.charts.lettering import fitted, width
from harvest.site.charts.picture import BROAD, Sheet, counted, frame, mark, rectangle, text

_ROW = 22
_NAMES = 300  # units for the names at the left, where there is room beside the bars
_THICK = 16


class Bar(NamedTuple):
    """One bar; ``kind`` is the class that colours it."""

    label: str
    value: int
    href: str | None = None
    kind: str = "amount"


def bars(
    title: str, description: str, shown: Sequence[Bar], unit: str, sheet: Sheet = BROAD
) -> Markup:
    """Bars below each other, the value at the end of each; ``unit`` says of what.

    On a broad sheet the names are at the left of the bars, on a narrow one above them.
    """
    beside = sheet == BROAD
    names, row = (_NAMES, _ROW) if beside else (0, 2 * _ROW - 2)
    most = max((bar.value for bar in shown), default=0) or 1
    room = sheet.width - names - max((width(f"{bar.value:,}") for bar in shown), default=0) - 10
    body = []
    for place, bar in enumerate(shown):
        top = place * row
        long = room * bar.value / most
        if beside:
            name = text(names - 8, top + 15, fitted(bar.label, names - 8), at="end")
        else:
            name = text(0, top + 13, fitted(bar.label, sheet.width))
            top += row - _ROW
        body.append(
            mark(
                f"{bar.label}: {counted(bar.value, unit)}",
                [
                    name,
                    rectangle(names, top + 3, long, _THICK, bar.kind),
                    text(names + long + 6, top + 15, f"{bar.value:,}"),
                ],
                bar.href,
            )
        )
    return frame(title, description, (0, 0, sheet.width, row * max(len(shown), 1)), body, sheet)
