"""Lying bars: amounts by name."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from harvest.site.charts.picture import WIDTH, counted, frame, mark, rectangle, text

_ROW = 22
_NAMES = 240  # units for the names at the left
_LONGEST = 34  # characters of a name that fit there


class Bar(NamedTuple):
    """One bar; ``kind`` is the class that colours it."""

    label: str
    value: int
    href: str | None = None
    kind: str = "amount"


def bars(title: str, description: str, shown: Sequence[Bar], unit: str) -> Markup:
    """Bars below each other, the value at the end of each; ``unit`` says of what."""
    most = max((bar.value for bar in shown), default=0) or 1
    room = WIDTH - _NAMES - 50
    body = []
    for place, bar in enumerate(shown):
        top = place * _ROW
        width = room * bar.value / most
        body.append(
            mark(
                f"{bar.label}: {counted(bar.value, unit)}",
                [
                    text(_NAMES - 8, top + 15, short(bar.label, _LONGEST), at="end"),
                    rectangle(_NAMES, top + 3, width, _ROW - 6, bar.kind),
                    text(_NAMES + width + 6, top + 15, f"{bar.value:,}"),
                ],
                bar.href,
            )
        )
    return frame(title, description, (0, 0, WIDTH, _ROW * max(len(shown), 1)), body)


def short(words: str, most: int) -> str:
    """The words, cut with an ellipsis if they are longer than ``most`` characters."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
