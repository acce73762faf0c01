"""What all pictures share: the frame, small shapes, and the table that stands behind each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, log10
from typing import NamedTuple

from markupsafe import Markup, escape

from harvest.site.charts.lettering import width


class Sheet(NamedTuple):
    """What a picture is drawn on: the class that shows it, and its width in units."""

    kind: str
    width: float


BROAD = Sheet("broad", 900)
"""For a page at a desk, in print and in a file: letters of 16 pixels at the width of the page."""
NARROW = Sheet("narrow", 316)
"""For a phone, on which the broad one would be too small to read."""
SMALL = Sheet("small", 316)
"""For a picture that stands beside something else, at a desk and on a phone."""

_KINDS = {
    "RECRUITING": "recruiting",
    "ENROLLING_BY_INVITATION": "recruiting",
    "AVAILABLE": "recruiting",
    "NOT_YET_RECRUITING": "planned",
    "ACTIVE_NOT_RECRUITING": "active",
    "COMPLETED": "completed",
    "APPROVED_FOR_MARKETING": "completed",
    "TERMINATED": "stopped",
    "SUSPENDED": "stopped",
    "WITHDRAWN": "stopped",
    "NO_LONGER_AVAILABLE": "stopped",
    "TEMPORARILY_NOT_AVAILABLE": "stopped",
}
KINDS = {
    "recruiting": "recruiting",
    "planned": "not yet recruiting",
    "active": "active",
    "completed": "completed",
    "stopped": "stopped",
    "unknown": "unknown",
    "past": "stated end has passed",
}
"""The kinds of status that a picture tells apart by colour, in words."""


class Cell(NamedTuple):
    """A cell of the table behind a picture."""

    text: str | int | None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and its table; ``title`` says what is seen in it.

    ``svg`` is empty where there is nothing to draw; ``note`` then says what is missing. ``query``
    names the statement that counts it, below ``harvest/site/sql``.
    """

    name: str
    title: str
    svg: Markup
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    query: str = ""


def on_both(draw: Callable[[Sheet], Markup]) -> Markup:
    """A picture for a desk and for a phone: the stylesheet shows the one that fits."""
    return draw(BROAD) + draw(NARROW)


def kind_of_status(status: str | None) -> str:
    """The kind (a key of :data:`KINDS`) of a registry's status code."""
    return _KINDS.get(status or "", "unknown")


def frame(
    title: str,
    description: str,
    box: tuple[float, float, float, float],
    body: Iterable[Markup],
    sheet: Sheet | None = None,
) -> Markup:
    """The picture around its parts; ``box`` is left, top, width and height.

    Without a sheet it is shown on every screen. Its role is a group, not an image: within an image
    no link could be reached.
    """
    view = " ".join(number(side) for side in box)
    return Markup(
        '<svg class="picture{}" role="group" aria-label="{}" viewBox="{}" '
        'preserveAspectRatio="xMidYMid meet"><title>{}</title><desc>{}</desc>{}</svg>'
    ).format(
        f" {sheet.kind}" if sheet else "",
        title,
        view,
        title,
        description,
        Markup("\n").join(body),
    )


def number(value: float) -> str:
    """A coordinate without needless digits."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def text(x: float, y: float, words: str | int, *, at: str = "start", kind: str = "") -> Markup:
    """Words whose line stands on ``y``; ``at`` is start, middle or end."""
    anchor = "" if at == "start" else f' text-anchor="{escape(at)}"'
    shape = f' class="{escape(kind)}"' if kind else ""
    return Markup(f'<text x="{number(x)}" y="{number(y)}"{anchor}{shape}>{escape(words)}</text>')


def rectangle(
    x: float, y: float, width: float, height: float, kind: str, *, opacity: float | None = None
) -> Markup:
    """A filled rectangle; ``kind`` is its class in the stylesheet."""
    faint = "" if opacity is None else f' fill-opacity="{opacity:.2f}"'
    place = f'x="{number(x)}" y="{number(y)}"'
    size = f'width="{number(max(width, 0))}" height="{number(max(height, 0))}"'
    return Markup(f'<rect {place} {size} class="{escape(kind)}"{faint}/>')


def line(x1: float, y1: float, x2: float, y2: float, kind: str = "grid") -> Markup:
    """A straight line."""
    ends = f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"
    return Markup(f'<path d="{ends}" class="{escape(kind)}"/>')


def uprights(places: Iterable[float], top: float, bottom: float, kind: str = "grid") -> Markup:
    """Upright lines at these places from left to right, as one shape."""
    ends = "".join(f"M{number(x)} {number(top)}V{number(bottom)}" for x in places)
    return Markup(f'<path d="{ends}" class="{escape(kind)}"/>')


def counted(count: int, unit: str) -> str:
    """``1 trial registered``, ``1,234 trials registered``: the first word in its right number."""
    first, blank, rest = unit.partition(" ")
    return f"{count:,} {first.removesuffix('s') if count == 1 else first}{blank}{rest}"


def mark(said: str, body: Iterable[Markup], href: str | None = None) -> Markup:
    """Shapes that mean one thing: ``said`` shows on pointing at them; a link if ``href``."""
    inside = Markup("<title>%s</title>%s") % (said, Markup("").join(body))
    if href is None:
        return Markup("<g>%s</g>") % inside
    return Markup('<a href="%s" aria-label="%s">%s</a>') % (href, said, inside)


def legend(
    left: float, right: float, kinds: Iterable[tuple[str, str]]
) -> tuple[list[Markup], float]:
    """Lines that name colours, (class, words) each, and how many units high they are."""
    parts: list[Markup] = []
    x, y = left, 14.0
    for kind, words in kinds:
        wide = 14 + width(words)
        if x > left and x + wide > right:
            x, y = left, y + 18
        parts += [rectangle(x, y - 9, 10, 10, kind), text(x + 14, y, words)]
        x += wide + 12
    return parts, y + 6 if parts else 0


def ticks(most: float, about: int = 4) -> list[int]:
    """Round numbers from 0 that reach ``most``, about so many."""
    rough = max(most, 1) / about
    power = 10 ** int(log10(rough)) if rough >= 1 else 1
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    return [step * place for place in range(ceil(max(most, 1) / step) + 1)]
