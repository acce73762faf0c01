"""A table of counts as a picture: the more, the darker."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, cos, radians, sin

from markupsafe import Markup

from harvest.site.charts.lettering import fitted, width
from harvest.site.charts.picture import BROAD, Sheet, counted, frame, mark, rectangle, text

_NAMES = 220  # units for the names of rows, where there is room beside the cells
_ROW = 30
_NAME_ABOVE = 18  # units of a row's name where it is above its cells
_HEADS = 150  # units of the longest head
_SLANT = {True: 35, False: 90}  # degrees; upright where columns are narrow
_LEAST = 24  # units of a column
_APART = 24  # units between two parts
_FAINTEST, _DARKEST = 0.10, 0.55  # above it the number would no longer stand out

Words = Sequence[tuple[str, str]]
Counts = Mapping[tuple[str, str], tuple[int, str | None]]


def matrix(
    title: str,
    description: str,
    rows: Words,
    columns: Words,
    counts: Counts,
    unit: str,
    sheet: Sheet = BROAD,
) -> Markup:
    """Cells of (row, column) with their (count, address); rows and columns are (key, words).

    On a broad sheet the names of rows are at the left, on a narrow one above their cells. Columns
    that have no room beside each other follow below, in as many parts as it takes.
    """
    slant = radians(_SLANT[sheet == BROAD])
    longest = max((min(width(words), _HEADS) for _, words in columns), default=0)
    room = sheet.width - (_NAMES if sheet == BROAD else 0) - longest * cos(slant)
    broadest = max((width(f"{count:,}") for count, _ in counts.values()), default=0)
    most_columns = int(room // max(_LEAST, broadest + 6))
    parts = ceil(len(columns) / most_columns) or 1
    each = ceil(len(columns) / parts)
    most = max((count for count, _ in counts.values()), default=0) or 1
    body: list[Markup] = []
    top = 0.0
    for part in range(parts):
        those = columns[part * each : (part + 1) * each]
        heads = [fitted(words, _HEADS) for _, words in those]
        top += max(map(width, heads), default=0) * sin(slant) + 16
        wide = room / max(len(those), 1)
        body += _heads(heads, top, wide, sheet)
        for row in rows:
            body += _row(row, those, counts, (top, wide, most), unit, sheet)
            top += _ROW if sheet == BROAD else _ROW + _NAME_ABOVE
        top += _APART
    return frame(title, description, (0, 0, sheet.width, top - _APART + 2), body, sheet)


def _heads(heads: Sequence[str], top: float, wide: float, sheet: Sheet) -> Iterator[Markup]:
    beside = sheet == BROAD
    for place, words in enumerate(heads):
        # Upright letters stand on the middle of their column.
        x = (_NAMES if beside else 4) + wide * (place + 0.5)
        yield Markup('<g transform="translate({:.1f} {:.1f}) rotate(-{})">{}</g>').format(
            x, top - 8, _SLANT[beside], text(0, 0, words)
        )


def _row(
    row: tuple[str, str],
    columns: Words,
    counts: Counts,
    at: tuple[float, float, int],
    unit: str,
    sheet: Sheet,
) -> Iterator[Markup]:
    """A row: ``at`` is its top, the width of its cells, and the most that any cell counts."""
    top, wide, most = at
    key, words = row
    start = 0
    if sheet == BROAD:
        start = _NAMES
        yield text(start - 8, top + 19, fitted(words, start - 8), at="end")
    else:
        yield text(0, top + 13, fitted(words, sheet.width))
        top += _NAME_ABOVE
    for across, (column, column_words) in enumerate(columns):
        left = start + wide * across
        count, href = counts.get((key, column), (0, None))
        if not count:
            yield rectangle(left + 1, top + 1, wide - 2, _ROW - 2, "empty")
            continue
        dark = _FAINTEST + (_DARKEST - _FAINTEST) * count / most
        shapes = [
            rectangle(left + 1, top + 1, wide - 2, _ROW - 2, "amount", opacity=dark),
            text(left + wide / 2, top + 19, f"{count:,}", at="middle"),
        ]
        yield mark(f"{words}, {column_words}: {counted(count, unit)}", shapes, href)
