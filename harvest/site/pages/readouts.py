"""Upcoming readouts, as a page and as a calendar."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from icalendar import Calendar, Event, Timezone, TimezoneStandard

from harvest.queries import RELEVANT
from harvest.site.cache import once
from harvest.site.cached_page import kept_page
from harvest.site.page import fetch, read, site
from harvest.site.parts.downloads import file
from harvest.site.render.addresses import page_of
from harvest.site.serving.origin import own_address

MONTHS = 12
MOST_MONTHS = 60
MOST_OVERDUE = 50


async def readouts(datasette: Datasette, request: Request) -> Response:
    """The page: by month, soonest first."""
    months = _months(request)
    rows = await expected(datasette, months)
    groups = [(month, list(group)) for month, group in groupby(rows, key=lambda r: r["day"][:7])]
    shown = {
        "months": months,
        "groups": groups,
        "total": len(rows),
        "overdue": await overdue(datasette),
    }
    return await kept_page(datasette, "readouts.html", months, shown)


async def calendar(datasette: Datasette, request: Request) -> Response:
    """The same as a calendar to subscribe to."""
    of = site(datasette)
    rows = await expected(datasette, _months(request))
    base = own_address(of.config.serve, request)
    published = str(of.database.generation.facts["published_at"])
    body = as_calendar(rows, of.config.topic.title, base, published)
    return file(body, "readouts.ics", "text/calendar; charset=utf-8")


def as_calendar(
    rows: Sequence[Mapping[str, Any] | Any], title: str, base: str, published: str
) -> bytes:
    """An iCalendar file (RFC 5545) of rows of ``readouts.sql``.

    An entry keeps its UID while its date moves, so that a calendar moves it too.
    """
    made = Calendar()
    made.add("prodid", "-//harvest//upcoming readouts//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"Readouts: {title}")
    stamp = datetime.fromisoformat(published).astimezone(UTC)
    for row in rows:
        event = Event()
        event.add("uid", f"{row['trial_id']}-primary-completion@harvest.invalid")
        event.add("dtstamp", stamp)
        event.add("dtstart", date.fromisoformat(row["day"]))
        event.add("transp", "TRANSPARENT")
        whole_day = len(row["primary_completion_date"]) == len("2026-11-24")
        by = "" if whole_day else " (by the end of the month)"
        event.add(
            "summary", f"{row['trial_id']} primary completion{by}: {row['brief_title'] or ''}"
        )
        told = (
            row["brief_title"],
            f"Expected primary completion {row['primary_completion_date']}, as of the record's "
            f"version of {row['last_updated']}.",
            row["outcomes"] and f"Primary outcomes: {row['outcomes']}",
            row["lead_sponsor"] and f"Sponsor: {row['lead_sponsor']}",
            row["url"],
        )
        event.add("description", "\n".join(text for text in told if text))
        event.add("url", base + page_of("trial", row["trial_id"]))
        made.add_component(event)
    if not rows:  # a calendar must hold something, and some programs refuse one that does not
        made.add_component(_utc())
    body: bytes = made.to_ical()
    return body


def _utc() -> Timezone:
    """A time zone, the one component that says nothing."""
    always = TimezoneStandard()
    always.add("dtstart", datetime.fromisoformat("1970-01-01T00:00:00"))  # local time
    always.add("tzoffsetfrom", timedelta(0))
    always.add("tzoffsetto", timedelta(0))
    zone = Timezone()
    zone.add("tzid", "UTC")
    zone.add_component(always)
    return zone


async def expected(datasette: Datasette, months: int) -> list[Any]:
    """Rows of ``readouts.sql``: what is expected within so many months of the publication."""
    bound = {"today": _day(datasette), "months": months, "relevant": RELEVANT, "ids": None}
    return await once(
        datasette, ("readouts", months), lambda connection: fetch(connection, "readouts", bound)
    )


async def expected_of(datasette: Datasette, trials: Sequence[str] | None) -> list[Any]:
    """The same at any time of these trials, whatever their relevance; None: of the whole topic."""
    bound = {"today": _day(datasette), "months": None, "relevant": RELEVANT, "ids": None}
    if trials is not None:
        bound |= {"relevant": 0.0, "ids": json.dumps(trials)}
    [rows] = await read(datasette, ("readouts", bound))
    return rows


async def overdue(datasette: Datasette) -> list[Any]:
    """Rows of ``readouts_overdue.sql``: some of what should have been by the publication."""
    bound = {"today": _day(datasette), "most": MOST_OVERDUE, "relevant": RELEVANT}
    return await once(
        datasette, "overdue", lambda connection: fetch(connection, "readouts_overdue", bound)
    )


def _day(datasette: Datasette) -> str:
    return str(site(datasette).database.generation.facts["published_at"])[:10]


def _months(request: Request) -> int:
    given = request.args.get("months") or ""
    return min(int(given), MOST_MONTHS) if given.isdecimal() and 0 < len(given) < 4 else MONTHS


ROUTES = [(r"^/readouts$", readouts), (r"^/readouts\.ics$", calendar)]
