"""The flow drawn as PRISMA 2020 draws it: an SVG by itself, with links at its numbers if wanted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from xml.sax.saxutils import escape, quoteattr

from harvest.desk.flow.layout import IDENTIFIED, NEW, Box, Grid, grid
from harvest.desk.flow.model import Flow, Number

Link = Callable[[Number], str | None]
"""Where the records of a number are shown; None for nowhere."""

_BOX, _GAP, _MARGIN, _STAGE = 286, 34, 16, 30
_LINE, _PAD = 17, 11
_LETTERS = 37
"""Letters in a line of a box, at the size of its type."""
_HEAD = 34
_LOWEST = {IDENTIFIED: 104.0, NEW: 72.0}
"""How high the first row of a stage is at least, so that the name of the stage has room."""
_NARROW, _JOINED = "\u00a0", "\u2060"
"""A blank at which no line ends, and what stands for it where ``wrap`` would end one."""
_LOOKS = {
    "box": 'fill="#fff" stroke="#51606b"',
    "head": 'fill="#e7edf2" stroke="#c4d0d8"',
    "stage": 'fill="#dfe8ef"',
    "line": 'fill="none" stroke="#51606b"',
    "tip": 'fill="#51606b"',
    "bold": 'font-weight="600"',
    "foot": 'font-size="11.5" fill="#51606b"',
    "link": 'fill="#0b5394" text-decoration="underline"',
}
"""How things look: as attributes, since a site's policy lets no style stand in a page."""
_FONT = 'font-family="system-ui,Helvetica,Arial,sans-serif" font-size="13" fill="#1d2b36"'


@dataclass(frozen=True, slots=True)
class _Text:
    """A line as it is broken: its words, how far it is set in, the number that it is of."""

    words: str
    inner: bool
    number: Number | None
    bold: bool


@dataclass(frozen=True, slots=True)
class _Placed:
    """A box at its place, with its lines as they are broken."""

    box: Box
    x: float
    y: float
    lines: tuple["_Text", ...]

    @property
    def height(self) -> float:
        """As high as its lines ask for."""
        return _LINE * len(self.lines) + 2 * _PAD


def svg(flow: Flow, link: Link | None = None) -> str:
    """The flow as a picture of its own, in light colours, with its numbers as text."""
    drawn = grid(flow)
    rows = sorted({box.row for box in drawn.boxes})
    columns = sorted({box.column for box in drawn.boxes})
    across = {
        column: _MARGIN + _STAGE + 12 + number * (_BOX + _GAP)
        for number, column in enumerate(columns)
    }
    lines = {id(box): _broken(box) for box in drawn.boxes}
    tops: dict[int, float] = {}
    top = float(_MARGIN + _HEAD + 14)
    for row in rows:
        tops[row] = top
        highest = max(len(lines[id(box)]) for box in drawn.boxes if box.row == row)
        top += max(_LINE * highest + 2 * _PAD, _LOWEST.get(row, 0)) + _GAP
    placed = {
        (box.column, box.row): _Placed(box, across[box.column], tops[box.row], lines[id(box)])
        for box in drawn.boxes
    }
    width = across[columns[-1]] + _BOX + _MARGIN
    notes = [part for note in flow.notes for part in wrap(note, int(width / 6.6))]
    height = top + 16 * len(notes) + _MARGIN
    body = [
        *_heads(drawn, across),
        *_stages(drawn, tops, top - _GAP),
        *(_arrow(placed[start], placed[end]) for start, end in drawn.arrows),
        *(_drawn(each, link) for each in placed.values()),
        *(
            f'<text {_LOOKS["foot"]} x="{_MARGIN}" y="{top + 8 + 16 * number:g}">'
            f"{escape(note)}</text>"
            for number, note in enumerate(notes)
        ),
    ]
    title = f"PRISMA 2020 flow diagram: {flow.title}"
    told = "; ".join(f"{each.words}: {each.n}" for each in flow.numbers())
    role = "img" if link is None else "group"  # what is in an image can't be a link
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" role="{role}" aria-label={quoteattr(title)}>\n'
        f"<title>{escape(title)}</title>\n<desc>{escape(told)}</desc>\n"
        f'<rect width="{width:g}" height="{height:g}" fill="#fff"/>\n<g {_FONT}>\n'
        + "\n".join(body)
        + "\n</g>\n</svg>\n"
    )


def _broken(box: Box) -> tuple[_Text, ...]:
    """The lines of a box; a number stays on the line of its letter."""
    found: list[_Text] = []
    for line in box.lines:
        bold = line.number is None and not line.inner
        for part in wrap(line.text.replace(_NARROW, _JOINED), _LETTERS - 2 * line.inner - 3 * bold):
            words = part.replace(_JOINED, _NARROW)
            found.append(_Text(words, line.inner, line.number, bold))
    return tuple(found)


def _drawn(placed: _Placed, link: Link | None) -> str:
    parts = [
        f'<rect {_LOOKS["box"]} x="{placed.x:g}" y="{placed.y:g}" width="{_BOX}" '
        f'height="{placed.height:g}" rx="2"/>'
    ]
    for number, line in enumerate(placed.lines):
        x, y = placed.x + 10 + 13 * line.inner, placed.y + _PAD + _LINE * number + 12.5
        address = link(line.number) if link is not None and line.number is not None else None
        kind = f" {_LOOKS['bold']}" if line.bold else f" {_LOOKS['link']}" if address else ""
        said = f'<text{kind} x="{x:g}" y="{y:g}">{escape(line.words)}</text>'
        parts.append(said if address is None else f"<a href={quoteattr(address)}>{said}</a>")
    return "".join(parts)


def _heads(drawn: Grid, across: Mapping[int, float]) -> list[str]:
    found = []
    for words, first, last in drawn.heads:
        x, end = across[first], across[last] + _BOX
        found.append(
            f'<rect {_LOOKS["head"]} x="{x:g}" y="{_MARGIN}" width="{end - x:g}" height="{_HEAD}" '
            f'rx="2"/><text {_LOOKS["bold"]} x="{(x + end) / 2:g}" y="{_MARGIN + 21}" '
            f'text-anchor="middle">{escape(words)}</text>'
        )
    return found


def _stages(drawn: Grid, tops: Mapping[int, float], end: float) -> list[str]:
    found = []
    starts: Sequence[tuple[str, int]] = drawn.stages
    for number, (words, row) in enumerate(starts):
        top = tops[row]
        below = tops[starts[number + 1][1]] - _GAP if number + 1 < len(starts) else end
        middle = (top + below) / 2
        x = _MARGIN + _STAGE / 2
        found.append(
            f'<rect {_LOOKS["stage"]} x="{_MARGIN}" y="{top:g}" width="{_STAGE}" '
            f'height="{below - top:g}" rx="2"/><text {_LOOKS["bold"]} text-anchor="middle" '
            f'transform="translate({x + 4:g} {middle:g}) rotate(-90)">{escape(words)}</text>'
        )
    return found


def _arrow(start: _Placed, end: _Placed) -> str:
    """A line with a tip: to the right, down, or down and over."""
    if start.y == end.y:
        y = start.y + min(start.height, end.height) / 2
        x = end.x
        path = f"M{start.x + _BOX:g} {y:g}H{x - 7:g}"
        tip = f"{x:g},{y:g} {x - 8:g},{y - 4:g} {x - 8:g},{y + 4:g}"
        return f'<path {_LOOKS["line"]} d="{path}"/><polygon {_LOOKS["tip"]} points="{tip}"/>'
    x, target = start.x + _BOX / 2, end.x + _BOX / 2
    if x == target:
        path = f"M{x:g} {start.y + start.height:g}V{end.y - 7:g}"
        tip = f"{x:g},{end.y:g} {x - 4:g},{end.y - 8:g} {x + 4:g},{end.y - 8:g}"
        return f'<path {_LOOKS["line"]} d="{path}"/><polygon {_LOOKS["tip"]} points="{tip}"/>'
    y = end.y + 18
    side = end.x if x < target else end.x + _BOX
    turn = -8 if x < target else 8
    path = f"M{x:g} {start.y + start.height:g}V{y:g}H{side + turn:g}"
    tip = f"{side:g},{y:g} {side + turn:g},{y - 4:g} {side + turn:g},{y + 4:g}"
    return f'<path {_LOOKS["line"]} d="{path}"/><polygon {_LOOKS["tip"]} points="{tip}"/>'
