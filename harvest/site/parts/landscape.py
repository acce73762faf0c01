"""The pictures of the landscape: rows of the public file in, pictures with their tables out."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date

from harvest.identifiers import page
from harvest.site.charts import (
    Bar,
    Cell,
    Column,
    Picture,
    SitePoint,
    Span,
    bars,
    columns,
    kind_of_status,
    matrix,
    site_map,
    timeline,
)
from harvest.site.render import addresses, filters

SPANS = 60
PLACES = 400
SPONSORS = 20
MONTHS = 36
YEARS = 40
TIED = 3
"""How much a picture can hold and still be read."""

Rows = Sequence[sqlite3.Row]


def leading(counts: Iterable[tuple[str, int]]) -> str:
    """``China (5)``, ``2010 and 2012 (5 each)``: who has most; empty if many have alike."""
    listed = list(counts)
    most = max((count for _, count in listed), default=0)
    first = [name for name, count in listed if count == most]
    if not most:
        return ""
    if len(first) == 1:
        return f"{first[0]} ({most:,})"
    if len(first) > TIED:
        if len(first) == len(listed):
            return ""
        return f"{first[0]}, {first[1]} and {len(first) - 2} others ({most:,} each)"
    return f"{', '.join(first[:-1])} and {first[-1]} ({most:,} each)"


def timeline_picture(rows: Rows, today: date) -> Picture:
    """Trials from start to completion; ``rows`` of ``landscape/timeline.sql``."""
    spans = [Span(*tuple(row)[:7]) for row in rows]
    total = rows[0]["trials"] if rows else 0
    some = f"The {len(spans)} trials that started last, of {total:,}" if total > len(spans) else ""
    going = [span for span in spans if kind_of_status(span.status) in ("recruiting", "active")]
    over = sum(filters.is_past(span.completion or span.primary_completion, today) for span in going)
    past = f", {over} of them past their stated end" if over else ""
    title = (
        f"{some or f'{total:,} trials'}, from start to completion: {len(going)} are under way{past}"
    )
    return Picture(
        "timeline",
        title,
        timeline(title, "One bar per trial; the dashed line is today.", spans, today),
        ("Trial", "Title", "Status", "Start", "Primary completion", "Completion"),
        [
            (
                Cell(span.trial_id, page("trial", span.trial_id)),
                Cell(span.title),
                Cell(span.status_label),
                Cell(span.start),
                Cell(span.primary_completion),
                Cell(span.completion),
            )
            for span in spans
        ],
        "Full colour: up to primary completion; faint: from then to completion.",
    )


def phase_status_picture(rows: Rows) -> Picture:
    """Trials by phase and status; ``rows`` of ``landscape/phase_status.sql``."""
    phases = {row["phase"]: row["phase_label"] for row in rows}
    in_order = sorted(rows, key=lambda row: row["status_position"])
    statuses = {row["status"]: row["status_label"] for row in in_order}
    counts = {
        (row["phase"], row["status"]): (
            row["trials"],
            addresses.trials(phase=row["phase"], status=row["status"]) if row["phase"] else None,
        )
        for row in rows
    }
    most = leading((_and(row), row["trials"]) for row in rows)
    seen = f": most often {most}" if most else ""
    title = f"Trials by phase and status{seen}"
    drawn = matrix(
        title,
        "Rows are phases, columns are statuses; the number is that of trials.",
        list(phases.items()),
        list(statuses.items()),
        counts,
        "trials",
    )
    return Picture(
        "phases",
        title,
        drawn,
        ("Phase", *statuses.values()),
        [
            (Cell(label), *(Cell(*counts.get((phase, status), (0, None))) for status in statuses))
            for phase, label in phases.items()
        ],
        "A trial of two phases (1/2) counts in each.",
    )


def _and(row: sqlite3.Row) -> str:
    label = str(row["phase_label"])
    return f"{label[0].lower()}{label[1:]} and {row['status_label'].lower()}"


def sources_picture(rows: Rows) -> Picture:
    """Cell source by aetiology; ``rows`` of ``landscape/source_aetiology.sql``."""
    sources = {row["source"]: row["source_label"] for row in rows}
    in_order = sorted(rows, key=lambda row: row["aetiology_position"])
    causes = {row["aetiology"]: row["aetiology_label"] for row in in_order}
    counts = {
        (row["source"], row["aetiology"]): (
            row["trials"],
            addresses.trials(cell_source=row["source"], aetiology=row["aetiology"]),
        )
        for row in rows
    }
    most = leading(
        (f"{row['source_label']} for {row['aetiology_label']}", row["trials"]) for row in rows
    )
    title = f"Trials by cell source and cause of the disease: most often {most}"
    drawn = matrix(
        title,
        "Rows are cell sources, columns are causes; the number is that of trials.",
        list(sources.items()),
        list(causes.items()),
        counts,
        "trials",
    )
    return Picture(
        "sources",
        title,
        drawn,
        ("Cell source", *causes.values()),
        [
            (Cell(label), *(Cell(*counts.get((source, cause), (0, None))) for cause in causes))
            for source, label in sources.items()
        ],
        "A trial may have several sources and causes, or none stated; it is counted under each.",
    )


def map_picture(places: Rows, countries: Rows, unplaced: int = 0) -> Picture:
    """Sites on the map; rows of ``landscape/sites.sql`` and ``landscape/countries.sql``.

    ``unplaced`` is the number of sites that have no coordinates, so that no map can show them.
    """
    points = [
        SitePoint(
            row["latitude"],
            row["longitude"],
            ", ".join(part for part in (row["city"], row["country"]) if part),
            row["trials"],
            addresses.trials(country=row["country"]),
            bool(row["recruiting"]),
        )
        for row in places
    ]
    most = leading((row["country"], row["trials"]) for row in countries)
    first = f", most often in {most}" if most and len(countries) > 1 else ""
    number = len(countries)
    title = f"Trials have sites in {number} {'country' if number == 1 else 'countries'}{first}"
    if len(places) == PLACES:
        title += f": the {PLACES} places with most trials"
    if unplaced:
        sites = "1 site has" if unplaced == 1 else f"{unplaced:,} sites have"
        title += f"; {sites} no coordinates and can't be shown"
    return Picture(
        "map",
        title,
        site_map(points, title, "trials"),
        ("Country", "Trials", "Sites", "Trials recruiting there"),
        [
            (
                Cell(row["country"], addresses.trials(country=row["country"])),
                Cell(row["trials"]),
                Cell(row["sites"]),
                Cell(row["recruiting"]),
            )
            for row in countries
        ],
        "A circle's area is the number of trials at a place; green: one recruits there.",
    )


def years_picture(rows: Rows) -> Picture:
    """Registrations and papers by year; ``rows`` of ``landscape/by_year.sql``."""
    found = {row["year"]: (row["trials"], row["papers"]) for row in rows}
    last = max(found, default=0)
    years = range(max(min(found, default=0), last - YEARS + 1), last + 1) if found else ()
    shown = [
        Column(
            str(year),
            found.get(year, (0, 0)),
            (addresses.trials(registered=year), addresses.papers(year=year)),
        )
        for year in years
    ]
    peaks = [_peak(found, order) for order in (0, 1)]
    title = f"By year: registrations peak in {peaks[0]}, papers in {peaks[1]}"
    drawn = columns(
        title,
        "Two columns per year: trials registered, and papers.",
        shown,
        (("amount", "trials registered"), ("second", "papers")),
    )
    return Picture(
        "years",
        title,
        drawn,
        ("Year", "Trials registered", "Papers"),
        [
            (Cell(str(year)), Cell(trials, addresses.trials(registered=year)),
             Cell(papers, addresses.papers(year=year)))
            for year, (trials, papers) in sorted(found.items(), reverse=True)
        ],
    )  # fmt: skip


def _peak(found: dict[int, tuple[int, int]], order: int) -> str:
    return leading((str(year), found[year][order]) for year in sorted(found)) or "no year"


def _so_many(label: str) -> str:
    """The words of ``landscape/enrolment.sql`` with what they count."""
    return f"{'No' if label == 'None' else label} participants"


def enrolment_picture(rows: Rows) -> Picture:
    """Trials by size; ``rows`` of ``landscape/enrolment.sql``."""
    total = sum(row["trials"] for row in rows)
    most = leading((_so_many(row["label"]).lower(), row["trials"]) for row in rows)
    seen = f": most often {most}" if most else ""
    title = f"{total:,} trials by number of participants{seen}"
    drawn = bars(
        title,
        "One bar for each size of trial.",
        [Bar(_so_many(row["label"]), row["trials"]) for row in rows],
        "trials",
    )
    return Picture(
        "enrolment",
        title,
        drawn,
        ("Participants", "Trials", "of these with the final number"),
        [(Cell(row["label"]), Cell(row["trials"]), Cell(row["final"])) for row in rows],
    )


def sponsors_picture(rows: Rows) -> Picture:
    """Lead sponsors; ``rows`` of ``landscape/sponsors.sql``."""
    most = [row["sponsor"] for row in rows if row["trials"] == rows[0]["trials"]]
    first = ""
    if len(most) == 1 and rows[0]["trials"] > 1:
        first = f": {most[0]} leads most ({rows[0]['trials']:,})"
    elif 1 < len(most) <= TIED and len(most) < len(rows):
        named = f"{', '.join(most[:-1])} and {most[-1]}"
        first = f": {named} lead most ({rows[0]['trials']:,} each)"
    title = f"Lead sponsors by number of trials{first}"
    links = [f"/sponsors/{addresses.slug(row['sponsor'])}" for row in rows]
    drawn = bars(
        title,
        "One bar per sponsor.",
        [Bar(row["sponsor"], row["trials"], link) for row, link in zip(rows, links, strict=True)],
        "trials",
    )
    return Picture(
        "sponsors",
        title,
        drawn,
        ("Sponsor", "Trials", "Recruiting or soon", "With posted results"),
        [
            (
                Cell(row["sponsor"], link),
                Cell(row["trials"]),
                Cell(row["recruiting"]),
                Cell(row["with_results"]),
            )
            for row, link in zip(rows, links, strict=True)
        ],
    )


def events_picture(rows: Rows) -> Picture:
    """Changes by month; ``rows`` of ``landscape/events.sql``, the newest month first."""
    found = {row["month"]: row for row in rows}
    months = _every_month(min(found), max(found))[-MONTHS:] if found else []
    counts = [(month, found[month]["changes"] if month in found else 0) for month in months]
    title = f"{sum(count for _, count in counts):,} changes by month"
    if most := leading((filters.date(month), count) for month, count in counts):
        title += f": most in {most}"
    drawn = columns(
        title,
        "One column per month.",
        [Column(month, (count,), (f"/changes?month={month}",)) for month, count in counts],
        (("amount", "changes"),),
    )
    return Picture(
        "events",
        title,
        drawn,
        ("Month", "Changes", "Records", "Registrations", "Changes of status"),
        [
            (
                Cell(row["month"], f"/changes?month={row['month']}"),
                Cell(row["changes"]),
                Cell(row["records"]),
                Cell(row["registered"]),
                Cell(row["status"]),
            )
            for row in rows
            if row["month"] in months
        ],
        "By the date that the registry gives for a change, or the date it was seen.",
    )


def _every_month(first: str, last: str) -> list[str]:
    """``2026-01`` to ``2026-03`` with what lies between."""
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]
