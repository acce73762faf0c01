"""Sites within a distance of a place: where they are, and what can't be said of the others.

A site without coordinates stands at those of its city, where the gazetteer knows it, and is marked.
"""

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from harvest.queries import RELEVANT
from harvest.site.charts import SitePoint
from harvest.site.page import Rows, fetch
from harvest.site.render import addresses
from harvest.vocabularies.cities import (
    EARTH,
    Array,
    City,
    cities_named,
    city_of,
    distances,
    foremost,
)

PLACES = 400
"""Circles that a map can hold and still be read."""
BESIDE = 20.0
"""Kilometres of what is called near a site."""
RECRUITING = "RECRUITING"

_SIGN = r"([-+−]?[0-9]{1,3}(?:\.[0-9]+)?)\s*°?\s*"
_COORDINATES = re.compile(rf"{_SIGN}([NS])?\s*[,; ]\s*{_SIGN}([EW])?", re.IGNORECASE)


class Place(NamedTuple):
    """Where to look from, in degrees."""

    label: str
    latitude: float
    longitude: float


class Meant(NamedTuple):
    """What a visitor's words mean: a place, or else ``cities`` to choose from.

    ``fault`` says what is wrong with words that can mean no place on earth.
    """

    place: Place | None
    cities: tuple[City, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Sites:
    """All sites, one after another; ``points`` has their degrees, of those without it ``nan``.

    ``given`` are those whose record has coordinates; others may stand at those of their city.
    """

    keys: tuple[tuple[str, int], ...]
    studies: tuple[str, ...]
    labels: tuple[str, ...]
    statuses: tuple[str, ...]
    points: Array
    given: npt.NDArray[np.bool_]
    relevant: npt.NDArray[np.bool_]


class Found(NamedTuple):
    """A site within the distance: its place in :class:`Sites`, and how far it is in km."""

    number: int
    km: float


class Without(NamedTuple):
    """How many sites, of how many studies, have no coordinates, and of those no city either."""

    sites: int
    studies: int
    unplaced: int
    unplaced_studies: int


def coordinates(text: str) -> Meant | None:
    """Where words are coordinates (``1.35, 103.82``; ``51.5° N 0.1° W``), what they mean."""
    match = _COORDINATES.fullmatch(text.strip())
    return _point(match) if match else None


def named(text: str, city_id: int | None = None) -> Meant:
    """What the name of a city means, for which the gazetteer is read.

    Of several cities ``city_id`` chooses one; unasked, one that is far larger than the others.
    """
    cities = cities_named(text)
    chosen = next((city for city in cities if city.id == city_id), None) or foremost(text, cities)
    place = None if chosen is None else Place(chosen.label, chosen.latitude, chosen.longitude)
    return Meant(place, cities)


def _point(match: re.Match[str]) -> Meant:
    latitude, longitude = (float(match[group].replace("−", "-")) for group in (1, 3))
    latitude *= -1 if (match[2] or "").upper() == "S" else 1
    longitude *= -1 if (match[4] or "").upper() == "W" else 1
    if abs(latitude) > 90:
        return Meant(None, fault="A latitude is between -90 and 90.")
    if abs(longitude) > 180:
        return Meant(None, fault="A longitude is between -180 and 180.")
    return Meant(Place(f"{latitude:g}, {longitude:g}", latitude, longitude))


def sites_of(connection: sqlite3.Connection) -> Sites:
    """Every site of the file."""
    rows = fetch(connection, "near_sites", {"relevant": RELEVANT})
    points = np.full((len(rows), 2), np.nan)
    given = np.zeros(len(rows), dtype=bool)
    cities: dict[tuple[str, str | None, str], City | None] = {}
    for number, row in enumerate(rows):
        if row["latitude"] is not None and row["longitude"] is not None:
            points[number] = row["latitude"], row["longitude"]
            given[number] = True
        elif row["city"] and row["country"]:
            address = (row["city"], row["state"], row["country"])
            if address not in cities:
                cities[address] = city_of(*address)
            if city := cities[address]:
                points[number] = city.latitude, city.longitude
    return Sites(
        tuple((row["trial_id"], row["position"]) for row in rows),
        tuple(row["study_id"] for row in rows),
        tuple(", ".join(filter(None, (row["city"], row["country"]))) for row in rows),
        tuple(row["status"] or "" for row in rows),
        points,
        given,
        np.array([bool(row["relevant"]) for row in rows], dtype=bool),
    )


def within(sites: Sites, place: Place, km: float, *, everything: bool = False) -> list[Found]:
    """The sites within ``km`` of a place, the nearest first; unasked those of trials on topic."""
    if not sites.keys:
        return []
    # No place is nearer than its latitude is: at the poles and the date line too.
    band = np.abs(sites.points[:, 0] - place.latitude) <= np.degrees(km / EARTH) + 0.001
    numbers = np.flatnonzero(band if everything else band & sites.relevant)
    far = distances(sites.points[numbers], place.latitude, place.longitude)
    near = far <= km + 0.001  # a metre: the rounding of coordinates
    numbers, far = numbers[near], far[near]
    # In the order of the sites where the distance is the same.
    order = np.argsort(far.round(3), kind="stable")
    return list(map(Found, numbers[order].tolist(), far[order].tolist()))


def without(sites: Sites, *, everything: bool = False) -> Without:
    """What has no coordinates, wherever it may be."""
    counted = np.ones(len(sites.keys), dtype=bool) if everything else sites.relevant
    bare = np.flatnonzero(counted & ~sites.given)
    lost = [number for number in bare if np.isnan(sites.points[number, 0])]
    return Without(
        len(bare), len({sites.studies[n] for n in bare}),
        len(lost), len({sites.studies[n] for n in lost}),
    )  # fmt: skip


def shown(connection: sqlite3.Connection, sites: Sites, found: Sequence[Found]) -> Rows:
    """Rows of ``near_shown.sql``, one for each of the sites found."""
    keys = json.dumps([sites.keys[each.number] for each in found])
    return fetch(connection, "near_shown", {"keys": keys})


def points(sites: Sites, found: Sequence[Found], km: float) -> tuple[list[SitePoint], int]:
    """Circles for a map, those with most studies first, and how many more there would be."""
    groups: dict[tuple[float, float], list[int]] = {}
    numbers = [each.number for each in found]
    rounded = sites.points[numbers].round(1).tolist()
    for number, (latitude, longitude) in zip(numbers, rounded, strict=True):
        groups.setdefault((latitude, longitude), []).append(number)
    most = sorted(groups.items(), key=lambda group: -len({sites.studies[n] for n in group[1]}))
    circles = [
        SitePoint(
            latitude,
            longitude,
            sites.labels[group[0]],
            frozenset(sites.studies[number] for number in group),
            addresses.near(f"{latitude:g}, {longitude:g}", min(km, BESIDE)),
            any(sites.statuses[number] == RECRUITING for number in group),
        )
        for (latitude, longitude), group in most[:PLACES]
    ]
    return circles, len(most) - len(circles)
