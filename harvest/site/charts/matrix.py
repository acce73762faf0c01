"""A table of counts as a picture: the more, the darker."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from harvest.site.charts.bars import short
from harvest.site.charts.picture import WIDTH, counted, frame, mark, rectangle, text

_NAMES = 165
_ROW = 30
_HEAD = 92
_FAINTEST, _DARKEST = 0.10, 0.55  # above it the number would no longer stand out


def matrix(
    title: str,
    description: str,
    rows: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str]],
    counts: Mapping[tuple[str, str], tuple[int, str | None]],
    unit: str,
) -> Markup:
    """Cells of (row, column) with their (count, address); rows and columns are (key, words)."""
    most = max((count for count, _ in counts.values()), default=0) or 1
    wide = (WIDTH - _NAMES - 84) / max(len(columns), 1)  # slanted heads lean out to the right
    body = [
        Markup('<g transform="translate({:.1f} {}) rotate(-35)">{}</g>').format(
            _NAMES + wide * (place + 0.5), _HEAD - 8, text(0, 0, short(words, 19))
        )
        for place, (_, words) in enumerate(columns)
    ]
    for down, (row, row_words) in enumerate(rows):
        top = _HEAD + down * _ROW
        body.append(text(_NAMES - 8, top + 19, short(row_words, 26), at="end"))
        for across, (column, column_words) in enumerate(columns):
            left = _NAMES + wide * across
            count, href = counts.get((row, column), (0, None))
            if not count:
                body.append(rectangle(left + 1, top + 1, wide - 2, _ROW - 2, "empty"))
                continue
            dark = _FAINTEST + (_DARKEST - _FAINTEST) * count / most
            shapes = [
                rectangle(left + 1, top + 1, wide - 2, _ROW - 2, "amount", opacity=dark),
                text(left + wide / 2, top + 19, f"{count:,}", at="middle"),
            ]
            body.append(mark(f"{row_words}, {column_words}: {counted(count, unit)}", shapes, href))
    return frame(title, description, (0, 0, WIDTH, _HEAD + _ROW * len(rows) + 2), body)
