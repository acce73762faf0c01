"""Cities are found by what people call them, and distances are those on a globe.

Relies on nothing beside the program.
"""

from math import acos, atan2, cos, hypot, pi, radians, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest.vocabularies.cities import (
    EARTH,
    alike,
    cities_named,
    city_of,
    distances,
    foremost,
)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Singapore", "Singapore"),
        ("münchen", "Munich, Germany"),
        ("Muenchen", "Munich, Germany"),
        ("Lodz", "Łódź, Poland"),
        ("Peking", "Beijing, China"),
        ("北京", "Beijing, China"),
        ("서울", "Seoul, South Korea"),
        ("Sao Paulo, Brazil", "São Paulo, Brazil"),
        ("Cambridge, UK", "Cambridge, United Kingdom"),
        ("cambridge united kingdom", "Cambridge, United Kingdom"),
        ("Cambridge, MA", "Cambridge, Massachusetts, United States"),
        ("St. Louis, Missouri", "St. Louis, Missouri, United States"),
        ("Paris", "Paris, France"),
    ],
)
def test_a_city_is_found_by_any_of_its_names(text: str, label: str) -> None:
    found = foremost(text, cities_named(text))
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize("text", ["Cambridge", "Springfield", "Victoria", "London, Ontario"])
def test_a_name_of_several_cities_chooses_none_of_them(text: str) -> None:
    cities = cities_named(text)
    assert len(cities) > 1
    assert foremost(text, cities) is None


@pytest.mark.parametrize("text", ["", " ", ",", "xyzzy", "Cambridge, Japan", "Japan", "\x00", "12"])
def test_what_is_no_city_finds_none(text: str) -> None:
    assert not cities_named(text)
    assert foremost(text, ()) is None


def test_names_that_are_spelt_alike_are_offered() -> None:
    assert any("Cambridge" in name for name in alike("Cambrige"))
    assert not alike("")


@pytest.mark.parametrize(
    ("address", "label"),
    [
        (("Paris Cedex 13", None, "France"), "Paris, France"),
        (("Cambridge CB2 0QQ", None, "United Kingdom"), "Cambridge, United Kingdom"),
        (("Springfield", "Illinois", "United States"), "Springfield, Illinois, United States"),
        (("Springfield", None, "United States"), None),
        (("Suzhou", None, "China"), None),
        (("Cambridge", None, "Japan"), None),
        (("Singapore", None, "Nowhere"), None),
        (("10115", None, "Germany"), None),
    ],
)
def test_a_site_stands_at_a_city_only_where_one_is_meant(
    address: tuple[str, str | None, str], label: str | None
) -> None:
    found = city_of(*address)
    assert (found and found.label) == label


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The angle between two directions from the middle of the earth, by the cross product."""
    a, b = (
        (cos(radians(lat)) * cos(radians(lon)), cos(radians(lat)) * sin(radians(lon)),
         sin(radians(lat)))
        for lat, lon in (one, other)
    )  # fmt: skip
    cross = hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
    return EARTH * atan2(cross, sum(x * y for x, y in zip(a, b, strict=True)))


_PLACES = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(_PLACES, _PLACES)
def test_distances_are_the_angle_between_two_places(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    found = float(distances(np.array([other]), *one)[0])
    assert found == pytest.approx(_apart(one, other), abs=0.05)


def test_the_date_line_and_the_poles_are_no_edge() -> None:
    degree = pi * EARTH / 180
    points = np.array([(0.0, -179.5), (90.0, 77.0), (-90.0, 0.0)])
    assert distances(points, 0.0, 179.5)[0] == pytest.approx(degree)
    assert distances(points, 89.0, -103.0)[1] == pytest.approx(degree)
    assert distances(points, 90.0, 5.0)[1] == pytest.approx(0, abs=1e-6)
    assert distances(points, 90.0, 5.0)[2] == pytest.approx(EARTH * acos(-1))
