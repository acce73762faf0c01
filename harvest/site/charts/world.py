"""Sites of trials on a map of the world, or of the part of it where they lie."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from math import asin, atan2, cos, degrees, pi, radians, sin, sqrt
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from harvest.site.charts.picture import counted, frame, mark, number
from harvest.site.charts.projection import HEIGHT, WIDTH, project
from harvest.vocabularies.cities import EARTH

_LAND = Path(__file__).parent / "data" / "land.txt"
_SOUTHMOST = 428.0  # the map ends below Cape Horn
_ZOOMED = 0.4  # at most so much of the map is cut away: closer, the coasts would look coarse
_CLOSEST = 0.1  # the part that is shown around a place, some 4,000 km wide, has that much at least
_ASPECT = WIDTH / _SOUTHMOST


class SitePoint(NamedTuple):
    """A place, in degrees, and what is ``counted`` there, each by its key.

    ``label`` names the place, ``href`` is where it leads.
    """

    latitude: float
    longitude: float
    label: str
    counted: frozenset[str]
    href: str | None = None
    recruiting: bool = False


class Around(NamedTuple):
    """A distance from a place, in degrees and kilometres, to be drawn as a ring."""

    latitude: float
    longitude: float
    km: float


def site_map(
    points: Sequence[SitePoint],
    title: str = "Where the sites are",
    unit: str = "sites",
    around: Around | None = None,
) -> Markup:
    """The map with a circle for each place, its area by the number of sites (or other ``unit``).

    Places that are drawn upon each other are one circle, in which nothing counts twice. The map is
    of the whole world or, if all points lie near each other, of their part of it; of what is
    ``around`` a place, of the ring and its surroundings.
    """
    placed = [(project(point.latitude, point.longitude), point) for point in points]
    ring = [] if around is None else _ring(around)
    if around is None:
        left, top, width = _part([place for place, _ in placed], 1 - _ZOOMED, WIDTH * 0.06)
    else:
        across = [x for x, _ in ring]
        left, top, width = _part(ring, _CLOSEST, (max(across) - min(across)) / 2)
    height = width / _ASPECT
    grouped: defaultdict[tuple[int, int], list[tuple[tuple[float, float], SitePoint]]]
    grouped = defaultdict(list)
    cell = width / 200
    for (x, y), point in placed:
        grouped[round(x / cell), round(y / cell)].append(((x, y), point))
    most = max((len(_counted(group)) for group in grouped.values()), default=1)
    # The smallest last, so that no circle hides under another.
    groups = sorted(grouped.values(), key=lambda group: -len(_counted(group)))
    body = [_land(), *_drawn(ring), *(_circle(group, most, width, unit) for group in groups)]
    total = counted(len(frozenset().union(*(point.counted for point in points))), unit)
    said = f"{total} at {counted(len(grouped), 'places')}. The table below lists them."
    return frame(title, said, (left, top, width, height), body)


def _counted(group: Sequence[tuple[tuple[float, float], SitePoint]]) -> frozenset[str]:
    return frozenset[str]().union(*(point.counted for _, point in group))


@cache
def _land() -> Markup:
    """The path of all land: data of this package, no input."""
    data = _LAND.read_text("utf-8").replace("\n", "")
    return Markup('<path class="land" d="{}"/>').format(data)


def _ring(around: Around) -> list[tuple[float, float]]:
    """The points on the map that lie so far from a place, in every direction from it."""
    angle = min(around.km / EARTH, pi)
    latitude, longitude = radians(around.latitude), radians(around.longitude)
    found = []
    for step in range(181):
        bearing = step * pi / 90
        sine = sin(latitude) * cos(angle) + cos(latitude) * sin(angle) * cos(bearing)
        there = asin(max(-1.0, min(1.0, sine)))
        east = atan2(
            sin(bearing) * sin(angle) * cos(latitude),
            cos(angle) - sin(latitude) * sin(there),
        )
        turned = (degrees(longitude + east) + 180) % 360 - 180
        found.append(project(degrees(there), turned))
    return found


def _drawn(ring: Sequence[tuple[float, float]]) -> list[Markup]:
    """The ring as a line, interrupted where it leaves the map at one edge for the other."""
    steps = []
    for before, (x, y) in zip([None, *ring], ring, strict=False):
        away = before is None or abs(before[0] - x) > WIDTH / 4
        steps.append(f"{'M' if away else 'L'}{x:.2f} {y:.2f}")
    return [Markup('<path class="ring" d="{}"/>').format("".join(steps))] if steps else []


def _part(
    places: Sequence[tuple[float, float]], least: float, margin: float
) -> tuple[float, float, float]:
    """Left, top and width of the part of the map to show, at least so much of its width.

    The ``margin`` is what there is around the places, in the map's own units.
    """
    if not places:
        return 0, 0, WIDTH
    xs, ys = [x for x, _ in places], [y for _, y in places]
    wide = max(max(xs) - min(xs) + 2 * margin, (max(ys) - min(ys) + 2 * margin) * _ASPECT)
    width = min(max(wide, WIDTH * least), WIDTH)
    left = min(max((max(xs) + min(xs) - width) / 2, 0), WIDTH - width)
    height = width / _ASPECT
    top = min(max((max(ys) + min(ys) - height) / 2, 0), max(_SOUTHMOST, HEIGHT) - height)
    return left, top, width


def _circle(
    group: Sequence[tuple[tuple[float, float], SitePoint]], most: int, width: float, unit: str
) -> Markup:
    points = [point for _, point in group]
    count = len(_counted(group))
    x = sum(place[0] for place, _ in group) / len(group)
    y = sum(place[1] for place, _ in group) / len(group)
    radius = width / WIDTH * (5 + 13 * sqrt(count / most) if most > 1 else 7)
    kind = "recruiting" if any(point.recruiting for point in points) else "place"
    labels = list(dict.fromkeys(point.label for point in points))
    named = "; ".join(labels[:4]) + (f" and {len(labels) - 4} more" if len(labels) > 4 else "")
    href = max(points, key=lambda point: len(point.counted)).href
    shape = Markup('<circle cx="{}" cy="{}" r="{}" class="{}"/>').format(
        number(x), number(y), number(radius), kind
    )
    return mark(f"{named}: {counted(count, unit)}", [shape], href)
