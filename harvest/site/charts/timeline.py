"""Trials as bars from their start to their end."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from harvest import dates
from harvest.identifiers import page
from harvest.site.charts.picture import (
    KINDS,
    WIDTH,
    frame,
    kind_of_status,
    legend,
    line,
    mark,
    rectangle,
    text,
)

_LEFT, _TOP, _ROW = 104, 44, 16
_AHEAD = 8  # years after today at which the axis ends; a date beyond is cut off there


class Span(NamedTuple):
    """One trial; dates are partial dates as registered, ``status`` is the registry's code."""

    trial_id: str
    title: str
    status: str | None
    status_label: str | None
    start: str
    primary_completion: str | None
    completion: str | None


def timeline(title: str, description: str, spans: Sequence[Span], today: date) -> Markup:
    """One line a trial, in the order given, with the years above and a line for ``today``.

    The bar is full up to primary completion and faint from there to completion. A date without a
    day reaches to the last that it can mean.
    """
    drawn = [(span, _days(span)) for span in spans]
    first = min((days[0].year for _, days in drawn), default=today.year)
    last = min(max((days[-1].year for _, days in drawn), default=today.year), today.year + _AHEAD)
    low, high = date(first, 1, 1), date(max(last, today.year) + 1, 1, 1)

    def across(day: date) -> float:
        share = (min(day, high) - low).days / (high - low).days
        return _LEFT + (WIDTH - _LEFT - 8) * share

    height = _TOP + _ROW * len(spans) + 4
    kinds = {kind_of_status(span.status) for span in spans}
    body = legend(_LEFT, 12, [(kind, words) for kind, words in KINDS.items() if kind in kinds])
    body += _axis(low, high, height, across(low), across(high))
    now = across(today)
    body += [line(now, _TOP - 4, now, height, "today")]
    for place, (span, (start, primary, end)) in enumerate(drawn):
        body.append(_bar(span, _TOP + place * _ROW, across(start), across(primary), across(end)))
    return frame(title, description, (0, 0, WIDTH, height), body)


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


def _axis(low: date, high: date, height: float, left: float, right: float) -> Iterator[Markup]:
    years = high.year - low.year
    every = next(step for step in (1, 2, 5, 10, 20, 50) if years / step <= 12 or step == 50)
    for year in range(low.year, high.year):
        if year % every == 0:
            x = left + (right - left) * (date(year, 1, 1) - low).days / (high - low).days
            yield line(x, _TOP - 4, x, height)
            yield text(x, _TOP - 10, str(year), at="start")


def _bar(span: Span, top: float, start: float, primary: float, end: float) -> Markup:
    kind = kind_of_status(span.status)
    until = span.completion or span.primary_completion or "end not stated"
    said = (
        f"{span.trial_id}: {span.title}. {span.status_label or 'Unknown'}, {span.start} to {until}"
    )
    shapes = [
        text(_LEFT - 8, top + 12, span.trial_id, at="end"),
        rectangle(start, top + 3, max(primary - start, 2), _ROW - 6, kind),
        rectangle(primary, top + 3, end - primary, _ROW - 6, kind, opacity=0.4),
    ]
    return mark(said, shapes, page("trial", span.trial_id))
