"""The pictures of the landscape: rows of the public file in, pictures with their tables out."""

import json
import sqlite3
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from harvest.facets import Facet
from harvest.packs.reading import Matrix
from harvest.site.charts import (
    Bar,
    Cell,
    Picture,
    SitePoint,
    bars,
    matrix,
    on_both,
    site_map,
)
from harvest.site.parts.headings import leading, missing, note
from harvest.site.render import addresses

PLACES = 400
SPONSORS = 20
COUNTRIES = 25
VALUES = 20
"""How much a picture can hold and still be read."""

Rows = Sequence[sqlite3.Row]


def phase_status_picture(rows: Rows) -> Picture:
    """Trials by phase and status; ``rows`` of ``landscape/phase_status.sql``."""
    phases = {row["phase"]: row["phase_label"] for row in rows}
    in_order = sorted(rows, key=lambda row: row["status_position"])
    statuses = {row["status"]: row["status_label"] for row in in_order}
    counts = {
        (row["phase"], row["status"]): (
            row["trials"],
            # A list can't be narrowed to what a record does not say.
            addresses.trials(phase=row["phase"], status=row["status"])
            if row["phase"] and row["status"]
            else None,
        )
        for row in rows
    }
    most = leading((_and(row), row["trials"]) for row in rows)
    seen = f": most often {most}" if most else ""
    title = f"Trials by phase and status{seen}"
    drawn = on_both(
        lambda sheet: matrix(
            title,
            "Rows are phases, columns are statuses; the number is that of trials.",
            list(phases.items()),
            list(statuses.items()),
            counts,
            "trials",
            sheet,
        )
    )
    return Picture(
        "phases",
        title,
        drawn if rows else Markup(""),
        ("Phase", *statuses.values()),
        [
            (Cell(label), *(Cell(*counts.get((phase, status), (0, None))) for status in statuses))
            for phase, label in phases.items()
        ],
        "A trial of two phases (1/2) counts in each." if rows else "No trial to count.",
    )


def _and(row: sqlite3.Row) -> str:
    label = str(row["phase_label"])
    return f"{label[0].lower()}{label[1:]} and {row['status_label'].lower()}"


def facets_picture(given: Matrix, rows: Rows, of: Facet, by: Facet) -> Picture:
    """Trials by the values of two facets; ``rows`` of ``landscape/two_facets.sql``.

    As many values of each are shown as can be read, those of most trials.
    """
    lines = _most({row["row"]: row["row_label"] for row in rows}, rows, "row")
    in_order = sorted(rows, key=lambda row: row["column_position"])
    columns = _most({row["column"]: row["column_label"] for row in in_order}, rows, "column")
    listed = all(facet.filter and facet.filter.trials is not None for facet in (of, by))
    counts = {
        (row["row"], row["column"]): (
            row["trials"],
            addresses.trials(**{of.name: row["row"], by.name: row["column"]}) if listed else None,
        )
        for row in rows
        if row["row"] in lines and row["column"] in columns
    }
    most = leading(
        (f"{row['row_label']} {given.between} {row['column_label']}", row["trials"]) for row in rows
    )
    title = f"{given.title}: most often {most}" if most else given.title
    drawn = on_both(
        lambda sheet: matrix(
            title,
            f"Rows: {of.title}. Columns: {by.title}. The number is that of trials.",
            list(lines.items()),
            list(columns.items()),
            counts,
            "trials",
            sheet,
        )
    )
    cut = len({row["row"] for row in rows}) > len(lines)
    cut = cut or len({row["column"] for row in rows}) > len(columns)
    return Picture(
        given.name,
        title,
        drawn,
        (of.title, *columns.values()),
        [
            (Cell(label), *(Cell(*counts.get((line, column), (0, None))) for column in columns))
            for line, label in lines.items()
        ],
        note(
            "A trial may have several of each, or none stated; it is counted under each.",
            f"The {VALUES} values of most trials are shown." if cut else "",
        ),
    )


def _most(values: Mapping[str, str], rows: Rows, column: str) -> dict[str, str]:
    """The values of most trials, in their order."""
    trials: dict[str, int] = dict.fromkeys(values, 0)
    for row in rows:
        trials[row[column]] += row["trials"]
    kept = set(sorted(values, key=lambda value: -trials[value])[:VALUES])
    return {value: label for value, label in values.items() if value in kept}


def map_picture(
    places: Rows, countries: Rows, unplaced: int = 0, without_country: int = 0
) -> Picture:
    """Sites on the map; rows of ``landscape/sites.sql`` and ``landscape/countries.sql``.

    ``places`` are as many as there are, or one more than :data:`PLACES`. ``unplaced`` is the number
    of sites that have no coordinates, so that no map can show them; ``without_country`` that of
    trials that name no place at all. Where no site has coordinates, bars stand for the map.
    """
    most = leading((row["country"], row["trials"]) for row in countries)
    first = f", most often in {most}" if most and len(countries) > 1 else ""
    number = len(countries)
    title = f"Trials have sites in {number} {'country' if number == 1 else 'countries'}{first}"
    notes = ["A circle's area is the number of trials at a place; green: one recruits there."]
    if places:
        drawn = _map(places[:PLACES], title)
        if len(places) > PLACES:
            title += f": the {PLACES} places with most trials"
        if unplaced:
            sites = "1 site has" if unplaced == 1 else f"{unplaced:,} sites have"
            title += f"; {sites} no coordinates and can't be shown"
    elif countries:
        drawn = _countries(countries, title)
        notes = ["No site has coordinates, so that these are bars and not a map."]
        if number > COUNTRIES:
            notes += [f"The {COUNTRIES} countries with most trials."]
    else:
        drawn, title, notes = Markup(""), "Trials by country", ["No trial names a country."]
    return Picture(
        "map",
        title,
        drawn,
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
        note(*notes, missing(without_country if countries else 0, "trials", "state no country")),
    )


def _map(places: Rows, title: str) -> Markup:
    points = [
        SitePoint(
            row["latitude"],
            row["longitude"],
            ", ".join(part for part in (row["city"], row["country"]) if part),
            frozenset(json.loads(row["studies"])),
            addresses.trials(country=row["country"]),
            bool(row["recruiting"]),
        )
        for row in places
    ]
    return site_map(points, title, "trials")


def _countries(countries: Rows, title: str) -> Markup:
    shown = [
        Bar(row["country"], row["trials"], addresses.trials(country=row["country"]))
        for row in countries[:COUNTRIES]
    ]
    return on_both(lambda sheet: bars(title, "One bar per country.", shown, "trials", sheet))


def sponsors_picture(rows: Rows, without: int = 0) -> Picture:
    """Lead sponsors, rolled up; ``rows`` of ``landscape/sponsors.sql``."""
    shown = rows[:SPONSORS]
    most = leading((each["sponsor"], each["trials"]) for each in rows)
    first = ""
    if most and len(rows) > 1:
        names, _, count = most.rpartition(" (")
        first = f": {names} {'lead' if most.endswith('each)') else 'leads'} most ({count}"
    some = f"{len(shown)} of {len(rows):,} lead sponsors" if len(rows) > len(shown) else ""
    title = f"{some or 'Lead sponsors'} by number of trials{first}"
    links = [f"/sponsors/{each['slug']}" for each in shown]
    drawn = [
        Bar(each["sponsor"], each["trials"], link) for each, link in zip(shown, links, strict=True)
    ]
    left_out = missing(without, "trials", "state no lead sponsor")
    return Picture(
        "sponsors",
        title if shown else "Lead sponsors by number of trials",
        on_both(lambda sheet: bars(title, "One bar per sponsor.", drawn, "trials", sheet))
        if shown
        else Markup(""),
        ("Sponsor", "Trials", "Recruiting or soon", "With posted results"),
        [
            (
                Cell(each["sponsor"], link),
                Cell(each["trials"]),
                Cell(each["recruiting"]),
                Cell(each["with_results"]),
            )
            for each, link in zip(shown, links, strict=True)
        ],
        left_out if shown else note("No trial with a lead sponsor.", left_out),
    )
