"""Outcomes by time: which scales the trials of a list measure, and when."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest.export import TABLE_FORMATS
from harvest.export.saved import notes
from harvest.export.tables import Cell, Table
from harvest.site.cache import once
from harvest.site.catalog import Holdings, holdings
from harvest.site.lists import outcomes, select, shown
from harvest.site.lists.answer import figures, filtered_index
from harvest.site.lists.asked import Asked, read
from harvest.site.lists.outcomes import ANY, Count, Left
from harvest.site.page import page
from harvest.site.parts.downloads import TABLE_ENDING, columns, download, table

SCALES, TIMES = "outcome_scales", "time_bands"
NO_TIME = "none"
SHADES = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A scale, how many measure it at any time, and how many at each of the times shown."""

    scale: str
    label: str
    any: Count
    counts: Sequence[Count | None]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Scales by times, those that most trials measure first; ``times`` are (code, words)."""

    times: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    left: Left

    @property
    def most(self) -> int:
        """The largest number of a cell."""
        return max((c.trials for line in self.lines for c in line.counts if c), default=1)


async def view(datasette: Datasette, request: Request) -> Response:
    """The page: filters as the list of trials has them, and the table of scales by times."""
    asked = _asked(request)
    held = await _held(datasette)
    made = await _matrix(datasette, asked)
    told = await figures(datasette, asked)
    given: dict[str, Any] = {
        "asked": asked,
        "figures": told,
        "matrix": made,
        "facets": [] if told.counts is None else shown.shown(asked, told.counts, held, told.total),
        "active": shown.active(asked, held),
        "here": _here,
        "cell": lambda **chosen: _list_of(asked, **chosen),
        "shade": lambda count: -(-SHADES * count // made.most),
        "any": ANY,
        "no_time": NO_TIME,
        "by_study": select.by_study(asked),
        "files": [
            (form.ending, _here(asked.address(f".{form.ending}")))
            for form in TABLE_FORMATS.values()
        ],
    }
    return page(datasette, "outcomes.html", given)


async def export(datasette: Datasette, request: Request) -> Response:
    """Every cell as a row of a table, in a file."""
    asked = _asked(request)
    held = await _held(datasette)
    made = await _matrix(datasette, asked)
    narrowed = "; ".join(f"{each.title}: {each.label}" for each in shown.active(asked, held))
    chosen = columns(request)

    def make(connection: sqlite3.Connection, form: str) -> bytes:
        said = (f"Of trials with {narrowed}.",) if narrowed else ()
        return table(connection, as_table(made, (*said, *notes(connection))), form, columns=chosen)

    return await download(datasette, request, "outcomes-by-time", make)


def as_table(made: Matrix, said: tuple[str, ...]) -> Table:
    """The cells of the matrix, each a row; first those of any time."""
    rows: list[Sequence[Cell]] = []
    for line in made.lines:
        rows.append((line.scale, line.label, None, "any time", *line.any))
        rows += [
            (line.scale, line.label, code, words, *count)
            for (code, words), count in zip(made.times, line.counts, strict=True)
            if count
        ]
    names = (
        ("scale", "Code"), ("outcome", "Outcome"), ("weeks", "Code of the time"),
        ("time", "Measured at"), ("trials", "Trials"), ("primary", "Primary outcome"),
        ("secondary", "Secondary outcome"), ("results", "With posted results"),
    )  # fmt: skip
    left = made.left
    return Table(
        "Outcomes by time",
        names,
        rows,
        (
            "A month counts 30 days, a year 365. A trial that measures a scale several times is "
            "counted at each of these times.",
            f"{left.outcomes:,} registered outcomes; {left.without_scale:,} name no scale of the "
            f"vocabulary; of the others {left.without_time:,} state no time that could be read. "
            f"{left.trials:,} registrations state no outcome.",
            *said,
        ),
    )


def _asked(request: Request) -> Asked:
    return read("trials", request.args).changed(view="cards", sort="")


def _here(address: str) -> str:
    """The address of this page for that of a list of trials."""
    return address.replace("/trials", "/outcomes", 1)


def _list_of(asked: Asked, **chosen: str) -> str:
    """The list of the trials of a cell."""
    for facet, value in chosen.items():
        asked = asked.with_values(facet, (value,))
    return asked.address()


async def _held(datasette: Datasette) -> Holdings:
    held = await holdings(datasette)
    if "outcome_times" not in held.tables:
        raise NotFound(
            "The published file has no times of outcomes: the operator runs harvest publish."
        )
    return held


async def _matrix(datasette: Datasette, asked: Asked) -> Matrix:
    """The matrix of a list, worked out once for a publication and these filters."""
    held = await holdings(datasette)
    asked = asked.filters
    index, mask = await filtered_index(datasette, asked)
    measured = await once(datasette, "outcome times", outcomes.read(index), patient=True)

    def work(_: sqlite3.Connection) -> Matrix:
        counts = outcomes.counted(measured, index, mask, by_study=select.by_study(asked))
        return _ordered(counts, outcomes.left_out(measured, mask), held)

    return await once(datasette, ("outcomes", asked), work)


def _ordered(counts: Mapping[tuple[str, str], Count], left: Left, held: Holdings) -> Matrix:
    times = sorted(
        {weeks for _, weeks in counts if weeks != ANY},
        key=lambda code: (code == NO_TIME, held.place(TIMES, code)),
    )
    scales = {scale: count for (scale, weeks), count in counts.items() if weeks == ANY}
    lines = [
        Line(
            scale,
            held.label(SCALES, scale),
            count,
            [counts.get((scale, weeks)) for weeks in times],
        )
        for scale, count in scales.items()
    ]
    lines.sort(key=lambda line: (-line.any.trials, line.label.lower()))
    return Matrix(tuple((code, held.label(TIMES, code)) for code in times), tuple(lines), left)


ROUTES = [(r"^/outcomes$", view), (rf"^/outcomes\.{TABLE_ENDING}$", export)]
