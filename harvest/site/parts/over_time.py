"""Pictures with an axis of time: rows of the public file in, pictures with their tables out.

An axis has every year or month between its first and its last, also those in which nothing was.
"""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from harvest.facets import Facet, facets
from harvest.identifiers import page
from harvest.site.charts import (
    SMALL,
    Cell,
    Column,
    Picture,
    Span,
    columns,
    is_past,
    kind_of_status,
    on_both,
    timeline,
)
from harvest.site.parts.headings import leading, missing, note
from harvest.site.render import addresses, filters

SPANS = 60
MONTHS = 36
YEARS = 40
LAST_YEARS = 10
"""How much a picture can hold and still be read."""

_MONTH = len("2026-11")

Rows = Sequence[sqlite3.Row]


def going(spans: Sequence[Span], today: date) -> str:
    """``3 are under way; 2 more should have ended by the dates that they state``."""
    past = sum(is_past(span, today) for span in spans)
    on = sum(
        kind_of_status(span.status) in ("recruiting", "active") and not is_past(span, today)
        for span in spans
    )
    said = f"{on:,} are under way" if on > 1 else f"{on or 'none'} is under way"
    if past:
        by = "the date that it states" if past == 1 else "the dates that they state"
        said += f"; {past:,}{' more' if on else ''} should have ended by {by}"
    return said


def timeline_picture(rows: Rows, today: date, without_start: int = 0, told: Rows = ()) -> Picture:
    """Trials from start to completion; ``rows`` of ``landscape/timeline.sql``.

    ``told`` are the rows of ``landscape/given.sql`` for these trials.
    """
    given = _given(told)
    spans = [
        Span(*tuple(row)[:7])._replace(
            product=given.get(row["trial_id"], ("", ""))[0] or None, sponsor=row["lead_sponsor"]
        )
        for row in rows
    ]
    total = rows[0]["trials"] if rows else 0
    counted = f"{total:,} {'trial' if total == 1 else 'trials'}"
    if total > len(spans):
        counted = f"The {len(spans)} trials that started last, of {total:,}"
    title = f"{counted}, from start to completion: {going(spans, today)}"
    left_out = missing(without_start, "trials", "state no start date")
    return Picture(
        "timeline",
        title if spans else "Trials from start to completion",
        bars_of(title, spans, today),
        (
            "Trial",
            "Title",
            "Product",
            "Sponsor",
            "Status",
            "Start",
            "Primary completion",
            "Completion",
            "Stated end",
        ),
        [
            (
                Cell(span.trial_id, page("trial", span.trial_id)),
                Cell(span.title),
                Cell(given.get(span.trial_id, ("", ""))[1]),
                Cell(span.sponsor),
                Cell(span.status_label),
                Cell(span.start),
                Cell(span.primary_completion),
                Cell(span.completion),
                Cell("has passed" if is_past(span, today) else ""),
            )
            for span in spans
        ],
        note(BARS, left_out) if spans else left_out or "No trial to show.",
    )


def giving() -> list[Facet]:
    """The facets that tell what a trial gives, the one that is believed first first."""
    return sorted(
        (facet for facet in facets() if facet.given is not None), key=lambda facet: facet.given or 0
    )


def _given(rows: Rows) -> dict[str, tuple[str, str]]:
    """Trial → what is given in it, short for a picture and in words, by the first facet that says.

    Short is the code of a facet that is the first of its kind (UC-MSC).
    """
    order = [facet.name for facet in giving()]
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for row in rows:
        names = (row["value"] if row["facet"] == order[0] else row["label"], row["label"])
        found.setdefault(row["trial_id"], {}).setdefault(row["facet"], []).append(names)
    chosen = {
        trial: next(named[facet] for facet in order if facet in named)
        for trial, named in found.items()
    }
    return {
        trial: (", ".join(short for short, _ in names), ", ".join(words for _, words in names))
        for trial, names in chosen.items()
    }


BARS = (
    "Full colour: up to primary completion; faint: from then to completion. "
    "The dashed line is the day of this publication."
)


def bars_of(title: str, spans: Sequence[Span], today: date) -> Markup:
    """The spans as bars; nothing if there are none."""
    if not spans:
        return Markup("")
    said = "One bar per trial; the dashed line is the day of this publication."
    return on_both(lambda sheet: timeline(title, said, spans, today, sheet))


def years_picture(rows: Rows, trials_without: int = 0, papers_without: int = 0) -> Picture:
    """Registrations and papers by year; ``rows`` of ``landscape/by_year.sql``."""
    found = {row["year"]: (row["trials"], row["papers"]) for row in rows}
    last = max(found, default=0)
    years = range(max(min(found, default=0), last - YEARS + 1), last + 1) if found else ()
    counts = {year: found.get(year, (0, 0)) for year in years}
    earlier = {year: count for year, count in found.items() if year not in counts}
    links = {
        year: (addresses.trials(registered=year), addresses.papers(year=year)) for year in counts
    }
    title = "Registrations and papers by year"
    peaks = [
        peak
        for order, name in enumerate(("registrations", "papers"))
        if (peak := _peak(name, {year: count[order] for year, count in counts.items()}))
    ]
    if peaks:
        title = f"By year: {', '.join(peaks)}"
    kinds = (("amount", "trials registered"), ("second", "papers"))
    shown = [Column(str(year), count, links[year]) for year, count in counts.items()]
    said = "Two columns per year: trials registered, and papers."
    return Picture(
        "years",
        title,
        on_both(lambda sheet: columns(title, said, shown, kinds, sheet)) if shown else Markup(""),
        ("Year", "Trials registered", "Papers"),
        [
            (Cell(str(year)), Cell(trials, links[year][0]), Cell(papers, links[year][1]))
            for year, (trials, papers) in sorted(counts.items(), reverse=True)
        ],
        note(
            "" if shown else "No registration or paper with a year to show.",
            missing(sum(t for t, _ in earlier.values()), "trials", "are of earlier years"),
            missing(sum(p for _, p in earlier.values()), "papers", "are of earlier years"),
            missing(trials_without, "trials", "state no date of registration"),
            missing(papers_without, "papers", "state no year"),
        ),
    )


def registrations_picture(rows: Rows, without: int = 0) -> Picture:
    """Trials by year of registration, small: the last years of ``landscape/by_year.sql``."""
    found = {row["year"]: row["trials"] for row in rows if row["trials"]}
    last = max(found, default=0)
    first = max(min(found, default=0), last - LAST_YEARS + 1)
    counts = {year: found.get(year, 0) for year in range(first, last + 1)} if found else {}
    peak = _peak("registrations", counts)
    title = f"Trials by year of registration{f': {peak}' if peak else ''}"
    shown = [
        Column(str(year), (count,), (addresses.trials(registered=year),))
        for year, count in counts.items()
    ]
    said = "One column per year: trials registered."
    kinds = (("amount", "trials registered"),)
    earlier = sum(count for year, count in found.items() if year not in counts)
    return Picture(
        "registrations",
        title,
        columns(title, said, shown, kinds, SMALL) if shown else Markup(""),
        ("Year", "Trials registered"),
        [(Cell(str(year)), Cell(count)) for year, count in sorted(counts.items(), reverse=True)],
        note(
            "" if shown else "No registration with a year to show.",
            missing(earlier, "trials", "are of earlier years"),
            missing(without, "trials", "state no date of registration"),
        ),
    )


def _peak(name: str, counts: dict[int, int]) -> str:
    some = [year for year, count in counts.items() if count]
    if len(some) == 1:
        return f"all {name} in {some[0]} ({counts[some[0]]:,})"
    most = leading((str(year), count) for year, count in counts.items())
    return f"most {name} in {most}" if most else ""


def events_picture(rows: Rows) -> Picture:
    """Changes by month; ``rows`` of ``landscape/events.sql``, the newest month first."""
    dated = {row["month"]: row for row in rows if len(row["month"]) == _MONTH}
    every = _every_month(min(dated), max(dated)) if dated else []
    months = every[-MONTHS:]
    counts = Counter({month: row["changes"] for month, row in dated.items()})
    in_months = [(month, counts[month]) for month in months]
    total = sum(count for _, count in in_months)
    title = f"{total:,} {'change' if total == 1 else 'changes'} by month"
    if most := leading((filters.date(month), count) for month, count in in_months):
        title += f": most in {most}"
    shown = [Column(month, (n,), (f"/changes?month={month}",)) for month, n in in_months]
    kinds = (("amount", "changes"),)
    of_a_year = sum(row["changes"] for row in rows if len(row["month"]) < _MONTH)
    earlier = sum(counts[month] for month in every[:-MONTHS])
    return Picture(
        "events",
        title if shown else "Changes by month",
        on_both(lambda sheet: columns(title, "One column per month.", shown, kinds, sheet))
        if shown
        else Markup(""),
        ("Month", "Changes", "Records", "Registrations", "Changes of status"),
        [
            (
                Cell(month, f"/changes?month={month}"),
                Cell(dated[month]["changes"]),
                Cell(dated[month]["records"]),
                Cell(dated[month]["registered"]),
                Cell(dated[month]["status"]),
            )
            for month in reversed(months)
            if month in dated
        ],
        note(
            "By the date that the registry gives for a change, or the date it was seen."
            if shown
            else "No changes since the first harvest.",
            missing(earlier, "changes", "are of earlier months"),
            missing(of_a_year, "changes", "are dated to a year alone, in no month"),
        ),
    )


def _every_month(first: str, last: str) -> list[str]:
    """``2026-01`` to ``2026-03`` with what lies between."""
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]
