"""Pictures: what is drawn, where it leads, and that nothing stored acts in it.

Relies on nothing beside the program.
"""

import itertools
import re
import sqlite3
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from harvest.site.charts import (
    Bar,
    Box,
    Column,
    SitePoint,
    Span,
    bars,
    boxes,
    columns,
    matrix,
    projection,
    site_map,
    timeline,
)
from harvest.site.charts.data import __main__ as making
from harvest.site.charts.lettering import width
from harvest.site.charts.picture import BROAD, NARROW, Sheet, counted, ticks
from harvest.site.parts.headings import leading
from harvest.site.parts.over_time import events_picture

SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2026, 11, 24)


def parsed(picture: str) -> ElementTree.Element:
    plain = str.__str__(picture)  # else markup would escape what is put into it
    return ElementTree.fromstring(plain.replace("<svg", f'<svg xmlns="{SVG[1:-1]}"', 1))


def links(picture: str) -> list[str]:
    return [a.attrib["href"] for a in parsed(picture).iter(f"{SVG}a")]


def span(number: int, start: str = "2020-03", **given: str | None) -> Span:
    values = {
        "trial_id": f"NCT9000{number:04d}",
        "title": f"Trial {number}",
        "status": "RECRUITING",
        "status_label": "Recruiting",
        "start": start,
        "primary_completion": "2027-02",
        "completion": "2028",
    } | given
    return Span(**values)  # type: ignore[arg-type]


def every_picture(words: str) -> list[str]:
    return [
        timeline(words, words, [span(1, title=words)], TODAY),
        matrix(words, words, [("a", words)], [("b", words)], {("a", "b"): (3, "/x")}, words),
        columns(words, words, [Column(words, (2,), ("/x",))], (("amount", words),)),
        bars(words, words, [Bar(words, 2, "/x")], words),
        site_map([SitePoint(39.9, 116.4, words, frozenset("ab"), "/x")], words),
    ]


def test_a_picture_has_a_title_and_a_description_and_its_marks_are_links_with_names() -> None:
    for picture in every_picture("Seen"):
        root = parsed(picture)
        assert root.attrib["role"] == "group"
        assert root.attrib["aria-label"] == "Seen"
        assert root.findtext(f"{SVG}title") == "Seen"
        assert root.findtext(f"{SVG}desc")
        for anchor in root.iter(f"{SVG}a"):
            assert anchor.attrib["aria-label"] == anchor.findtext(f"{SVG}title")


def test_a_picture_needs_no_script_no_inline_style_and_no_other_host() -> None:
    for picture in every_picture("Seen"):
        assert not re.search(r"<script|style=|https?://|@import|\son\w+=", picture)


def test_stored_markup_is_text_in_every_picture() -> None:
    for picture in every_picture('<script>alert(1)</script>"><a onclick="x">'):
        assert "<script" not in picture
        assert "<a onclick" not in picture
        parsed(picture)


def test_pictures_of_nothing_are_still_pictures() -> None:
    for picture in (
        timeline("None", "None", [], TODAY),
        matrix("None", "None", [], [], {}, "trials"),
        columns("None", "None", [], (("amount", "trials"),)),
        bars("None", "None", [], "trials"),
        site_map([]),
    ):
        assert parsed(picture).findtext(f"{SVG}title")


def rectangles(picture: str, kind: str) -> list[tuple[float, float]]:
    """Left and right of the rectangles of a kind, without those of the legend."""
    found = [r.attrib for r in parsed(picture).iter(f"{SVG}rect") if r.attrib["class"] == kind]
    boxes = [(float(r["x"]), float(r["x"]) + float(r["width"]), float(r["y"])) for r in found]
    return [(left, right) for left, right, top in boxes if top > 20]


def test_a_bar_reaches_from_the_start_to_the_last_day_that_a_partial_date_can_mean() -> None:
    whole = span(1, "2020-01-01", primary_completion="2027", completion="2027")
    same = span(2, "2020-01-01", primary_completion="2027-12-31", completion="2027-12-31")
    drawn = rectangles(timeline("T", "D", [whole, same], TODAY), "recruiting")
    assert drawn[0] == drawn[2]
    assert drawn[0][1] > drawn[0][0]


def test_trials_are_coloured_by_the_kind_of_their_status() -> None:
    spans = [span(1), span(2, status="TERMINATED"), span(3, status="BRAND_NEW_STATUS")]
    picture = timeline("T", "D", spans, TODAY)
    for kind in ("recruiting", "stopped", "unknown"):
        assert rectangles(picture, kind), kind
    assert not rectangles(picture, "completed")


@pytest.mark.parametrize(
    ("status", "end", "kind"),
    [
        ("RECRUITING", "2026-11-23", "past"),
        ("NOT_YET_RECRUITING", "2025", "past"),
        ("ACTIVE_NOT_RECRUITING", "2026-10", "past"),
        ("RECRUITING", "2026-11", "recruiting"),  # the month may mean its last day
        ("RECRUITING", "2026-11-24", "recruiting"),
        ("COMPLETED", "2020-01-01", "completed"),
        ("UNKNOWN", "2020-01-01", "unknown"),
    ],
)
def test_a_trial_said_to_go_on_past_its_stated_end_is_apart(
    status: str, end: str, kind: str
) -> None:
    given = span(1, "2019", status=status, primary_completion=end, completion=None)
    picture = timeline("T", "D", [given], TODAY)
    assert rectangles(picture, kind)
    assert ("stated end has passed" in picture) is (kind == "past")


def test_a_trial_that_ends_far_ahead_does_not_squeeze_the_others() -> None:
    picture = timeline("T", "D", [span(1, completion="2099", primary_completion="2099")], TODAY)
    assert "2034" in picture
    assert "2050" not in picture
    assert max(right for _, right in rectangles(picture, "recruiting")) <= BROAD.width


def test_a_start_that_is_no_date_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="NCT90000001"):
        timeline("T", "D", [span(1, start="soon")], TODAY)


def test_the_height_of_a_column_is_its_share_of_the_scale() -> None:
    picture = columns("T", "D", [Column("a", (5,)), Column("b", (10,))], (("amount", "trials"),))
    heights = [float(r.attrib["height"]) for r in parsed(picture).iter(f"{SVG}rect")]
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.1)


def test_the_newest_label_is_always_written_and_none_lies_on_another() -> None:
    shown = [Column(str(year), (1,)) for year in range(1950, 2027)]
    texts = [
        t.text for t in parsed(columns("T", "D", shown, (("amount", "x"),))).iter(f"{SVG}text")
    ]
    years = [text for text in texts if text and len(text) == 4]
    assert "2026" in years
    assert len(years) <= BROAD.width / width("2026")


@pytest.mark.parametrize("sheet", [BROAD, NARROW])
@pytest.mark.parametrize("size", [1, 10, 99, 100, 1000])
def test_trials_that_are_all_of_one_size_have_a_box_on_an_axis(size: int, sheet: Sheet) -> None:
    of = Box("amount", "reached", 3, size, size, size)
    picture = boxes("T", "D", [("All trials", [of])], [("amount", "reached")], sheet)
    drawn = rectangles(picture, "amount")
    assert len(drawn) == 2
    assert all(-2 < left < right < sheet.width for left, right in drawn)
    assert f"median {size:,}, middle half {size:,} to {size:,}" in picture


@pytest.mark.parametrize(
    ("most", "expected"),
    [(0, [0, 1]), (4, [0, 1, 2, 3, 4]), (97, [0, 50, 100]), (12, [0, 5, 10, 15])],
)
def test_ticks_are_round_and_reach_the_most(most: int, expected: list[int]) -> None:
    assert ticks(most) == expected


def test_a_cell_without_trials_leads_nowhere() -> None:
    counts = {("a", "x"): (3, "/3"), ("b", "y"): (0, "/0")}
    drawn = matrix("T", "D", [("a", "A"), ("b", "B")], [("x", "X"), ("y", "Y")], counts, "trials")
    assert links(drawn) == ["/3"]


def test_the_equator_and_the_poles_lie_where_equal_earth_puts_them() -> None:
    assert projection.project(0, 0) == pytest.approx((500, 243.5))
    assert projection.project(0, 180) == pytest.approx((1000, 243.5))
    assert projection.project(90, 0) == pytest.approx((500, 0), abs=0.01)
    # Equal areas: half of the world's area lies between 30° north and 30° south.
    strip = [projection.project(latitude / 10, 180)[0] * 2 - 1000 for latitude in range(-300, 301)]
    heights = [projection.project(latitude / 10, 0)[1] for latitude in range(-300, 301)]
    area = sum(
        (strip[i] + strip[i + 1]) / 2 * (heights[i] - heights[i + 1]) for i in range(len(strip) - 1)
    )
    whole = 4 * 3.141592653589793 * (500 / 2.7066299836960748) ** 2
    assert area == pytest.approx(whole / 2, rel=0.001)


def test_sites_of_one_city_are_one_circle_and_far_ones_stand_apart() -> None:
    points = [
        SitePoint(39.90, 116.40, "Beijing", frozenset("a"), "/b", recruiting=True),
        SitePoint(39.91, 116.41, "Beijing", frozenset("bc"), "/b"),
        SitePoint(37.57, 126.98, "Seoul", frozenset("d"), "/s"),
    ]
    picture = site_map(points)
    assert links(picture) == ["/b", "/s"]
    assert "Beijing: 3 sites" in picture
    assert "Seoul: 1 site<" in picture
    kinds = [c.attrib["class"] for c in parsed(picture).iter(f"{SVG}circle")]
    assert kinds == ["recruiting", "place"]


def test_a_trial_with_sites_in_both_of_two_places_under_one_circle_counts_once() -> None:
    points = [
        SitePoint(39.90, 116.40, "Beijing", frozenset({"NCT1", "NCT2"})),
        SitePoint(39.91, 116.41, "Fengtai", frozenset({"NCT2"})),
    ]
    picture = site_map(points, unit="trials")
    assert "Beijing; Fengtai: 2 trials" in picture
    assert parsed(picture).findtext(f"{SVG}desc", "").startswith("2 trials at 1 place.")


def box(picture: str) -> list[float]:
    return [float(side) for side in parsed(picture).attrib["viewBox"].split()]


def test_the_map_shows_the_world_or_the_part_where_all_sites_lie() -> None:
    one = frozenset("a")
    near = [SitePoint(39.9, 116.4, "Beijing", one), SitePoint(31.2, 121.5, "Shanghai", one)]
    far = [SitePoint(40.7, -74.0, "New York", one), SitePoint(-33.9, 151.2, "Sydney", one)]
    world = [*near, *far]
    assert box(site_map(world))[2] > box(site_map(near))[2] == 600
    for points in (near, world):
        left, top, width, height = box(site_map(points))
        for circle in parsed(site_map(points)).iter(f"{SVG}circle"):
            assert left <= float(circle.attrib["cx"]) <= left + width
            assert top <= float(circle.attrib["cy"]) <= top + height


def test_the_land_is_made_of_closed_rings_without_specks_or_the_far_south() -> None:
    square = [[0, 0], [40, 0], [0, 40], [-40, 0], [0, -40]]
    speck = [[100, 50], [0.5, 0], [0, 0.5], [-0.5, 0], [0, -0.5]]
    south = [[0, -75], [40, 0], [0, 5], [-40, 0], [0, -5]]
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [square, speck, south],
        "objects": {"land": {"geometries": [{"arcs": [[[0]], [[1]], [[2]]]}]}},
    }
    made = making.land(topology)
    assert made.count("M") == made.count("z") == 1
    assert made.startswith("M500 244l")


def test_land_on_both_sides_of_180_degrees_is_two_rings_closed_at_the_edges_of_the_map() -> None:
    across = [[170, 60], [10, 0], [-360, 0], [10, 0], [0, 8], [-10, 0], [360, 0], [-10, 0], [0, -8]]
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [across],
        "objects": {"land": {"geometries": [{"arcs": [[[0]]]}]}},
    }
    made = making.land(topology)
    assert made.count("M") == 2
    assert widest(made) < 100


def widest(path: str) -> int:
    """The longest step across the map of any ring, the closing one included."""
    steps = [0]
    for ring in path.split("z"):
        numbers = [int(each) for each in re.findall(r"-?\d+", ring)]
        if numbers:
            steps += [abs(each) for each in numbers[2::2]] + [abs(sum(numbers[2::2]))]
    return max(steps)


def test_no_coast_of_the_land_that_is_shipped_runs_across_the_map() -> None:
    land = Path(str(making.__file__)).with_name("land.txt").read_text("utf-8")
    assert widest(land) < 200


@pytest.mark.parametrize("letters", [4, 7, 12])
def test_names_under_columns_leave_room_for_each_other(letters: int) -> None:
    shown = [Column(f"{n:0{letters}}", (1,)) for n in range(36)]
    drawn = parsed(columns("T", "D", shown, (("amount", "x"),)))
    places = [
        float(t.attrib["x"]) for t in drawn.iter(f"{SVG}text") if len(t.text or "") == letters
    ]
    assert len(places) > 2
    assert all(right - left > 7 * letters for left, right in itertools.pairwise(places))


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([("2010", 5), ("2012", 5), ("2013", 1)], "2010 and 2012 (5 each)"),
        ([("China", 5), ("Spain", 4)], "China (5)"),
        ([("a", 2), ("b", 2), ("c", 2), ("d", 2), ("e", 1)], "a, b and 2 others (2 each)"),
        ([("a", 2), ("b", 2), ("c", 2), ("d", 2)], ""),
        ([("a", 1), ("b", 1), ("c", 0)], ""),
        ([("a", 1), ("b", 0)], "a (1)"),
        ([("a", 0)], ""),
        ([], ""),
    ],
)
def test_a_heading_names_every_one_of_a_tie(counts: list[tuple[str, int]], told: str) -> None:
    assert leading(counts) == told


def test_months_without_changes_are_on_the_axis_and_count_nothing() -> None:
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    rows = db.execute(
        "SELECT column1 AS month, column2 AS changes, 1 AS records, 0 AS registered, 0 AS status "
        "FROM (VALUES ('2026-02', 4), ('2025-11', 4))"
    ).fetchall()
    picture = events_picture(rows)
    assert picture.title == ("8 changes by month: most in November 2025 and February 2026 (4 each)")
    broad, _, _ = str.__str__(picture.svg).partition("</svg>")
    texts = [t.text for t in parsed(f"{broad}</svg>").iter(f"{SVG}text")]
    assert [text for text in texts if text and text[:2] == "20"] == [
        "2025-11", "2025-12", "2026-01", "2026-02",
    ]  # fmt: skip


def test_the_land_that_is_shipped_is_path_data_and_nothing_else() -> None:
    land = Path(str(making.__file__)).with_name("land.txt").read_text("utf-8")
    assert re.fullmatch(r"(M\d+ \d+l[-\d ]+z\n)+", land)
    assert 60 < land.count("M") < 130


@pytest.mark.parametrize(
    ("count", "unit", "said"),
    [
        (1, "trials", "1 trial"),
        (1, "trials registered", "1 trial registered"),
        (0, "papers", "0 papers"),
        (1234, "sites", "1,234 sites"),
    ],
)
def test_one_of_a_thing_is_not_told_in_the_plural(count: int, unit: str, said: str) -> None:
    assert counted(count, unit) == said


def test_every_picture_counts_in_the_right_number() -> None:
    pictures = (
        bars("T", "D", [Bar("a", 1)], "trials"),
        columns("T", "D", [Column("a", (1,))], (("amount", "trials registered"),)),
        matrix("T", "D", [("a", "A")], [("x", "X")], {("a", "x"): (1, None)}, "trials"),
    )
    assert [picture.count("1 trials") for picture in pictures] == [0, 0, 0]
    assert [picture.count("1 trial") for picture in pictures] == [1, 1, 1]
