"""Sites near a place: within so many kilometres of a city or of coordinates."""

import asyncio
import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from harvest.errors import UsageError
from harvest.export import TABLE_FORMATS
from harvest.export.saved import label, notes
from harvest.export.tables import Cell, Table
from harvest.queries import RELEVANT
from harvest.site.cache import once
from harvest.site.catalog import Holdings, holdings
from harvest.site.charts import Around, site_map
from harvest.site.lists import near as parts
from harvest.site.page import fetch, page, site
from harvest.site.parts.downloads import TABLE_ENDING, columns, download, refusal, table
from harvest.site.render import addresses
from harvest.vocabularies.cities import alike, ready
from harvest.vocabularies.countries import country

ROWS = 50
KM = 100.0
MOST_KM = 5000
CHOICES = 12
FIRST = "first"
"""The choice of a status that leaves out nothing, and has what recruits before the rest."""

_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks; ``fault`` says in a sentence why it can't be answered."""

    words: str
    km: float
    status: str
    everything: bool
    city: int | None
    number: int
    meant: parts.Meant
    fault: str = ""

    def address(self, path: str = "/near", **other: Any) -> str:
        """The address of this question with some of it asked otherwise."""
        given = {
            "place": self.words,
            "city": self.city,
            "km": f"{self.km:g}",
            "status": self.status,
            "all": "1" if self.everything else "",
        } | other
        kept = {name: value for name, value in given.items() if value not in (None, "")}
        return f"{path}?{urlencode(kept)}"


@dataclass(frozen=True, slots=True)
class Answer:
    """The sites found, those of any status counted, and what could not be looked at."""

    asked: Asked
    sites: parts.Sites
    found: Sequence[parts.Found]
    statuses: Sequence[tuple[str, str, int]]
    studies: int
    without: parts.Without
    siteless: int
    hidden: int


async def view(datasette: Datasette, request: Request) -> Response:
    """The page: a form, the map and the list of sites."""
    asked = await _asked(datasette, request)
    shown: dict[str, Any] = {
        "asked": asked,
        "most": MOST_KM,
        "first": FIRST,
        "answer": None,
        "choices": asked.meant.cities[:CHOICES] if not asked.fault else (),
        "alike": (),
        "country": None,
    }
    if not asked.words:
        _gazetteer(datasette)  # while the reader types
    if asked.fault or not asked.words:
        return page(datasette, "near.html", shown, status=400 if asked.fault else 200)
    if asked.meant.place is None:
        if asked.meant.cities:
            return page(datasette, "near.html", shown)
        found = country(asked.words)
        shown |= {"country": found, "alike": () if found else alike(asked.words)}
        return page(datasette, "near.html", shown, status=404)
    answer = await _answer(datasette, asked)
    if isinstance(answer, str):
        return page(datasette, "near.html", shown | {"asked": _faulty(asked, answer)}, status=400)
    first = (asked.number - 1) * ROWS
    lines = answer.found[first : first + ROWS]
    rows = await site(datasette).database.execute_fn(
        partial(parts.shown, sites=answer.sites, found=lines)
    )
    held = await holdings(datasette)
    shown |= {
        "answer": answer,
        "lines": _lines(answer.sites, lines, rows, held),
        "map": await _map(datasette, answer),
        "pages": ceil(len(answer.found) / ROWS),
        "endings": [form.ending for form in TABLE_FORMATS.values()],
        "file": lambda ending: asked.address(f"/near.{ending}"),
    }
    return page(datasette, "near.html", shown)


async def export(datasette: Datasette, request: Request) -> Response:
    """The whole list as a table, in a file."""
    asked = await _asked(datasette, request)
    if asked.fault:
        return refusal(datasette, asked.fault)
    if asked.meant.place is None:
        status = 400 if asked.meant.cities or not asked.words else 404
        said = "Choose one of the cities of this name" if asked.meant.cities else "City not found"
        return refusal(datasette, f"place: {said}: see the page {asked.address()}", status)
    answer = await _answer(datasette, asked)
    held = await holdings(datasette)
    chosen = columns(request)

    def make(connection: sqlite3.Connection, form: str) -> bytes:
        if isinstance(answer, str):
            raise UsageError(answer)
        made = as_table(connection, answer, held)
        return table(connection, made, form, columns=chosen)

    return await download(datasette, request, "sites-near", make)


def as_table(connection: sqlite3.Connection, answer: Answer, held: Holdings) -> Table:
    """The sites found as a table, with what was asked and what is not in it."""
    names = ("km", "trial_id", "title", "site", "city", "country", "status", "position_of", "url")
    rows = parts.shown(connection, answer.sites, answer.found)
    cells: list[Sequence[Cell]] = [
        (
            round(line["km"], 1),
            line["row"]["trial_id"],
            line["row"]["title"],
            line["row"]["facility"],
            line["row"]["city"],
            line["row"]["country"],
            line["status_label"],
            "the city" if line["of_city"] else "the site",
            line["row"]["url"],
        )
        for line in _lines(answer.sites, answer.found, rows, held)
    ]
    place = answer.asked.meant.place
    title = f"Sites within {answer.asked.km:g} km of {place.label if place else ''}"
    lost = answer.without
    said = (
        f"{lost.sites:,} sites of {lost.studies:,} trials have no coordinates; "
        f"{lost.unplaced:,} of {lost.unplaced_studies:,} trials could not be placed by their city.",
        *notes(connection),
    )
    labels = {"km": "Distance in km", "position_of": "Measured to", "url": "Address"}
    return Table(
        title, tuple((name, labels.get(name) or label(name)) for name in names), cells, said
    )


async def _asked(datasette: Datasette, request: Request) -> Asked:
    args = request.args
    words = " ".join((args.get("place") or "").replace("\x00", " ").split())[:200]
    status = (args.get("status") or "")[:60]
    number = args.get("page") or ""
    city = args.get("city") or ""
    city_id = int(city) if city.isascii() and city.isdecimal() and len(city) < 12 else None
    meant = await _meant(datasette, words, city_id)
    km, fault = _kilometres(args.get("km"))
    return Asked(
        words,
        km,
        status,
        args.get("all") == "1",
        city_id if any(each.id == city_id for each in meant.cities) else None,
        int(number) if number.isascii() and number.isdecimal() and 0 < len(number) < 6 else 1,
        meant,
        fault or meant.fault,
    )


def _kilometres(given: str | None) -> tuple[float, str]:
    """A number of kilometres, and what is wrong with it."""
    text = (given or "").strip().removesuffix("km").strip()
    if not text:
        return KM, ""
    if _NUMBER.fullmatch(text) and 0 < float(text) <= MOST_KM:
        return float(text), ""
    return KM, f"Kilometres: give a number above 0 and up to {MOST_KM:,}, not “{text[:20]}”."


def _faulty(asked: Asked, fault: str) -> Asked:
    return Asked(asked.words, asked.km, "", asked.everything, asked.city, 1, asked.meant, fault)


def _gazetteer(datasette: Datasette) -> asyncio.Future[None]:
    """Begin to read the gazetteer: at the first question, as most sites are never asked one."""
    return once(datasette, "gazetteer", lambda _: ready(), patient=True)


async def _meant(datasette: Datasette, words: str, city: int | None) -> parts.Meant:
    if not words:
        return parts.Meant(None)
    if point := parts.coordinates(words):
        return point
    await _gazetteer(datasette)
    return parts.named(words, city)


async def _answer(datasette: Datasette, asked: Asked) -> Answer | str:
    """The sites; a text where the status asked for is none."""
    place = asked.meant.place
    assert place is not None
    sites = await once(datasette, "sites", parts.sites_of, patient=True)
    held = await holdings(datasette)
    everywhere = parts.within(sites, place, asked.km, everything=True)
    found = [each for each in everywhere if asked.everything or sites.relevant[each.number]]
    counts = Counter(sites.statuses[each.number] for each in found)
    counts.setdefault(parts.RECRUITING, 0)
    known = held.label
    if asked.status not in ("", FIRST, *counts) and held.known("statuses", asked.status) is None:
        names = ", ".join(sorted(code for code in counts if code))
        return f"Unknown status “{asked.status}”; choose from {FIRST}, {names}."
    if asked.status == FIRST:
        found.sort(key=lambda each: sites.statuses[each.number] != parts.RECRUITING)
    elif asked.status:
        found = [each for each in found if sites.statuses[each.number] == asked.status]
    ordered = sorted(counts, key=lambda code: held.place("statuses", code))
    siteless = await once(
        datasette,
        ("siteless", asked.everything),
        lambda connection: fetch(
            connection, "near_without", {"relevant": RELEVANT, "everything": asked.everything}
        )[0]["studies"],
    )
    return Answer(
        asked,
        sites,
        found,
        [(code, known("statuses", code), counts[code]) for code in ordered if code],
        len({sites.studies[each.number] for each in found}),
        parts.without(sites, everything=asked.everything),
        siteless,
        len(everywhere) - sum(counts.values()),
    )


def _lines(
    sites: parts.Sites, found: Sequence[parts.Found], rows: Sequence[Any], held: Holdings
) -> list[dict[str, Any]]:
    lines = []
    for each, row in zip(found, rows, strict=True):
        status = sites.statuses[each.number]
        lines.append(
            {
                "row": row,
                "km": each.km,
                "status": status,
                "status_label": held.label("statuses", status) if status else "",
                "of_city": not sites.given[each.number],
                "near": addresses.near(
                    "{:g}, {:g}".format(*sites.points[each.number]), parts.BESIDE
                ),
            }
        )
    return lines


async def _map(datasette: Datasette, answer: Answer) -> Markup:
    """The map, drawn once for a question: at a desk and on a phone it is the same."""
    asked = answer.asked
    place = asked.meant.place
    assert place is not None
    status = "" if asked.status == FIRST else asked.status
    key = ("near", place, asked.km, status, asked.everything)

    def draw(_: sqlite3.Connection) -> Markup:
        circles, more = parts.points(answer.sites, answer.found, asked.km)
        title = f"Sites within {asked.km:g} km of {place.label}"
        if more:
            title += f": the {len(circles)} places with most trials"
        ring = Around(place.latitude, place.longitude, asked.km)
        return site_map(circles, title, "trials", ring)

    return await once(datasette, key, draw)


ROUTES = [(r"^/near$", view), (rf"^/near\.{TABLE_ENDING}$", export)]
