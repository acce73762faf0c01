"""Trials as bars from their start to their end."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from harvest import dates
from harvest.identifiers import page
from harvest.site.charts.lettering import fitted, width
from harvest.site.charts.picture import (
    BROAD,
    KINDS,
    Sheet,
    frame,
    kind_of_status,
    legend,
    line,
    mark,
    rectangle,
    text,
    uprights,
)

_ROW = 16
_YEARS = 26  # units for the years above the bars
_NUMBERS = 208  # units for numbers at the left of the bars; longer ones stand above them
_GAP = 10  # units between two columns
_COLUMNS = (("Name", "name", 185), ("Product", "product", 108), ("Sponsor", "sponsor", 157))
"""What is named beside a number: head, field, and the most units it takes."""
_AHEAD = 8  # years after today at which the axis ends; a date beyond is cut off there
_GOING = ("recruiting", "planned", "active")


class Span(NamedTuple):
    """One trial; dates are partial dates as registered, ``status`` is the registry's code.

    ``title`` is an acronym or a short title, ``product`` what is given; None is not drawn.
    """

    trial_id: str
    title: str
    status: str | None
    status_label: str | None
    start: str
    primary_completion: str | None
    completion: str | None
    product: str | None = None
    sponsor: str | None = None

    @property
    def name(self) -> str | None:
        """The title, unless the number stands for it."""
        return None if self.title == self.trial_id else self.title


def is_past(span: Span, today: date) -> bool:
    """Whether a trial is said to go on although its stated end, at its latest, has passed."""
    end = dates.parse(span.completion or span.primary_completion or "")
    return kind_of_status(span.status) in _GOING and end is not None and end.latest < today


def timeline(
    title: str, description: str, spans: Sequence[Span], today: date, sheet: Sheet = BROAD
) -> Markup:
    """One line a trial, in the order given, with the years above and a line for ``today``.

    Number, name, product and sponsor stand in columns at the left of the bar, on a narrow sheet in
    lines above it.
    The bar is full up to primary completion and faint from there to completion. A date without a
    day reaches to the last that it can mean. Trials past their stated end have a colour of their
    own, whatever their status says.
    """
    drawn = [(span, _days(span)) for span in spans]
    first = min((days[0].year for _, days in drawn), default=today.year)
    last = min(max((days[-1].year for _, days in drawn), default=today.year), today.year + _AHEAD)
    low, high = date(first, 1, 1), date(max(last, today.year) + 1, 1, 1)
    longest = max((width(span.trial_id) for span in spans), default=0)
    beside = sheet == BROAD and longest <= _NUMBERS
    places = list(_columns(spans, longest)) if beside else []
    left = places[-1].right if places else 0
    row = _ROW if beside else _ROW * max((len(_lines(span)) for span in spans), default=1) + _ROW
    right = sheet.width - 8

    def across(day: date) -> float:
        share = (min(day, high) - low).days / (high - low).days
        return left + (right - left) * share

    kinds = {_kind(span, today) for span in spans}
    named = [(kind, words) for kind, words in KINDS.items() if kind in kinds]
    body, top = legend(0, sheet.width, named)
    top += _YEARS
    height = top + row * len(spans) + 4
    body += [text(place.left, top - 10, place.head, kind="soft") for place in places]
    body += _axis(low, high, (top, height), left, right)
    now = across(today)
    body += [line(now, top - 4, now, height, "today")]
    for place, (span, days) in enumerate(drawn):
        start, primary, end = map(across, days)
        foot = top + place * row + row - _ROW
        if beside:
            names = [
                text(at.left, foot + 12, fitted(said, at.right - at.left - _GAP))
                for at in places
                if (said := getattr(span, at.field))
            ]
        else:
            lines = _lines(span)
            names = [
                text(0, foot - 4 - _ROW * (len(lines) - 1 - order), fitted(said, sheet.width))
                for order, said in enumerate(lines)
            ]
        kind = _kind(span, today)
        shapes = [
            *names,
            rectangle(start, foot + 3, max(primary - start, 2), _ROW - 6, kind),
            rectangle(primary, foot + 3, end - primary, _ROW - 6, kind, opacity=0.4),
        ]
        body.append(mark(_said(span, kind), shapes, page("trial", span.trial_id)))
    return frame(title, description, (0, 0, sheet.width, height), body, sheet)


class _Column(NamedTuple):
    """A column of names: its head, its field of a span, and where it is."""

    head: str
    field: str
    left: float
    right: float


def _columns(spans: Sequence[Span], longest: float) -> Iterator[_Column]:
    """The columns that any span has something for, none broader than what it holds."""
    right = longest + _GAP
    yield _Column("Trial" if any(span.name for span in spans) else "", "trial_id", 0, right)
    for head, field, most in _COLUMNS:
        broadest = max((width(getattr(span, field) or "") for span in spans), default=0)
        if broadest:
            left, right = right, right + min(max(broadest, width(head)), most) + _GAP
            yield _Column(head, field, left, right)


def _lines(span: Span) -> list[str]:
    """What is named above a bar, in one line or two."""
    lines = ((span.trial_id, span.name), (span.product, span.sponsor))
    return [" · ".join(filter(None, line)) for line in lines if any(line)]


def _kind(span: Span, today: date) -> str:
    return "past" if is_past(span, today) else kind_of_status(span.status)


def _days(span: Span) -> tuple[date, date, date]:
    """First day, and the last days of primary completion and completion, never before it."""
    start = dates.parse(span.start)
    if start is None:
        raise ValueError(f"{span.trial_id}: a span needs a start, not {span.start!r}")
    primary = dates.parse(span.primary_completion or span.completion or "")
    end = dates.parse(span.completion or span.primary_completion or "")
    first = start.earliest
    middle = max(primary.latest, first) if primary else first
    return first, middle, max(end.latest, middle) if end else middle


def _axis(
    low: date, high: date, rows: tuple[float, float], left: float, right: float
) -> Iterator[Markup]:
    years = high.year - low.year
    label = width("2026")
    room = (right - left) / (label + 8)  # so many names of years stand beside each other
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100) if years / step <= room or step == 100)
    top, bottom = rows
    named = [year for year in range(low.year, high.year) if year % every == 0]
    days = (high - low).days
    places = [left + (right - left) * (date(year, 1, 1) - low).days / days for year in named]
    yield uprights(places, top - 4, bottom)
    for year, x in zip(named, places, strict=True):
        # The last name stands before its line where it would lean out of the picture.
        yield text(min(x, right + 8 - label), top - 10, str(year))


def _said(span: Span, kind: str) -> str:
    until = span.completion or span.primary_completion or "end not stated"
    past = f", {KINDS['past']}" if kind == "past" else ""
    return (
        f"{span.trial_id}: {span.title}. {span.status_label or 'Unknown'}{past}, "
        f"{span.start} to {until}"
    )
