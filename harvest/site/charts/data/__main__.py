"""Makes ``land.txt`` anew: ``python -m harvest.site.charts.data LAND_TOPOJSON``.

The argument is ``land-110m.json`` of the npm package world-atlas 2.0.2, the land of Natural Earth
4.1.0 at 1:110 million (public domain, naturalearthdata.com), as TopoJSON. What is written is the
data of one SVG path in the units of ``projection.project``, without Antarctica, where no trial has
a site, and without bends too small to be seen.
"""

import itertools
import json
import sys
from collections.abc import Iterator
from math import hypot
from pathlib import Path
from typing import Any

from harvest.site.charts.projection import WIDTH, project

Point = tuple[float, float]

_TOLERANCE = 0.8  # units; a picture has about one pixel a unit
_SMALLEST = 3  # units across; a smaller island is a speck
_ANTARCTICA = -60.0  # degrees; land that lies wholly below


def land(topology: dict[str, Any]) -> str:
    """The path data of all land in a TopoJSON topology."""
    arcs = [list(_decoded(arc, topology["transform"])) for arc in topology["arcs"]]
    rings = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            rings += [_ring(arcs, indexes) for indexes in polygon]
    kept = [ring for ring in rings if max(latitude for _, latitude in ring) > _ANTARCTICA]
    flat = [
        part
        for ring in kept
        for part in _parted([project(latitude, longitude) for longitude, latitude in ring])
    ]
    return "\n".join(_path(_simpler(ring)) for ring in flat if _is_seen(ring))


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    """Longitude and latitude of the points of an arc, stored as steps on a grid."""
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield (
            x * transform["scale"][0] + transform["translate"][0],
            y * transform["scale"][1] + transform["translate"][1],
        )


def _ring(arcs: list[list[Point]], indexes: list[int]) -> list[Point]:
    """Arcs joined; a negative index means the arc of its complement, backwards."""
    points: list[Point] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def _parted(ring: list[Point]) -> list[list[Point]]:
    """A closed ring cut where it leaves the map at one edge and comes back at the other (180°).

    Each part is closed along the edge; a line across the map would be a slab over the pole.
    """
    cuts = [n for n in range(1, len(ring)) if abs(ring[n][0] - ring[n - 1][0]) > WIDTH / 2]
    if not cuts:
        return [ring]
    runs = [ring[start:end] for start, end in itertools.pairwise((0, *cuts, len(ring)))]
    around = runs.pop() + runs.pop(0)[1:]  # a ring begins and ends at one point
    return [[*run, run[0]] for run in (around, *runs)]


def _is_seen(ring: list[Point]) -> bool:
    """Whether it is large enough, and no islet torn apart by the edge of the map (Fiji)."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    return max(width, height) >= _SMALLEST and width < 100 * height


def _simpler(line: list[Point]) -> list[Point]:
    """Without the points that lie nearer than the tolerance to the line of the others.

    The method of Douglas and Peucker (1973); a ring, whose ends meet, is measured from its start.
    """
    if len(line) < 3:
        return line
    distances = [_distance(point, line[0], line[-1]) for point in line]
    furthest = max(range(len(line)), key=distances.__getitem__)
    if distances[furthest] <= _TOLERANCE:
        return [line[0], line[-1]]
    return _simpler(line[: furthest + 1])[:-1] + _simpler(line[furthest:])


def _distance(point: Point, start: Point, end: Point) -> float:
    length = hypot(end[0] - start[0], end[1] - start[1])
    if length == 0:
        return hypot(point[0] - start[0], point[1] - start[1])
    across = (end[0] - start[0]) * (start[1] - point[1])
    across -= (start[0] - point[0]) * (end[1] - start[1])
    return abs(across) / length


def _path(ring: list[Point]) -> str:
    """A closed ring as steps in whole units."""
    whole = [(round(x), round(y)) for x, y in ring[:-1]]
    x, y = whole[0]
    steps = []
    for next_x, next_y in whole[1:]:
        steps.append(f"{next_x - x} {next_y - y}")
        x, y = next_x, next_y
    return f"M{whole[0][0]} {whole[0][1]}l" + " ".join(steps) + "z"


if __name__ == "__main__":
    topology = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    target = Path(__file__).with_name("land.txt")
    target.write_text(land(topology) + "\n", "utf-8")
