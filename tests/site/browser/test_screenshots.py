"""The pictures of the tour are those that ``make screenshots`` takes.

Relies on nothing beside the program.
"""

import re
import struct

import pytest

from docs.screenshots import __main__ as screenshots
from docs.screenshots import topics
from harvest.paths import CHECKOUT
from harvest.site.plugin import routes

SHOTS, PAIRS = screenshots.SHOTS, screenshots.PAIRS


def test_the_tour_shows_the_pictures_that_are_taken_in_their_order() -> None:
    assert screenshots.TOUR.read_text("utf-8") == screenshots.tour(), "run `make screenshots`"
    assert len(SHOTS) == 8
    taken = {shot.file for shot in SHOTS}
    assert {path.name for path in screenshots.HERE.glob("*.webp")} == taken


def test_before_and_after_shows_each_page_as_it_was_and_as_it_is() -> None:
    told = screenshots.before_and_after()
    assert screenshots.BESIDE.read_text("utf-8") == told, "run `make screenshots`"
    assert {(shot.size, shot.dark) for shot in PAIRS} == {
        *(("desk", False), ("phone", False), ("desk", True), ("paper", False))
    }
    total = 0
    for side in ("before", "after"):
        pictures = list((screenshots.HERE / side).iterdir())
        assert {path.name for path in pictures} == {shot.file for shot in PAIRS}
        total += sum(path.stat().st_size for path in pictures)
    assert total < 1_500_000
    shown = re.findall(r'src="(screenshots/\w+/[\w-]+\.webp)"', told)
    assert len(shown) == 2 * len(PAIRS)
    assert all((screenshots.HERE.parent / name).is_file() for name in shown)


def test_the_worked_topics_show_their_pictures() -> None:
    shown = re.findall(
        r'src="screenshots/topics/([\w-]+\.webp)" alt="([^"]+)"', topics.PAGE.read_text()
    )
    assert sorted(shown) == sorted((shot.file, shot.title) for shot in topics.SHOTS)
    pictures = list((screenshots.HERE / "topics").iterdir())
    assert {path.name for path in pictures} == {shot.file for shot in topics.SHOTS}
    for shot in topics.SHOTS:
        data = (screenshots.HERE / "topics" / shot.file).read_bytes()
        assert 5_000 < len(data) <= topics.MOST
        wide, tall, scale = screenshots.SIZES[shot.size]
        assert size(data) == (wide * scale, tall * scale)


@pytest.mark.parametrize(
    ("shot", "folder", "most"),
    [
        *((shot, ".", screenshots.MOST) for shot in SHOTS),
        *((shot, "before", screenshots.MOST_OF_TWO) for shot in PAIRS),
        *((shot, "after", screenshots.MOST_OF_TWO) for shot in PAIRS),
    ],
    ids=lambda each: each.name if isinstance(each, screenshots.Shot) else str(each),
)
def test_a_picture_has_its_size_is_small_and_is_of_a_page_of_the_site(
    shot: screenshots.Shot, folder: str, most: int
) -> None:
    data = (screenshots.HERE / folder / shot.file).read_bytes()
    assert (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
    assert 5_000 < len(data) <= most
    wide, tall, scale = screenshots.SIZES[shot.size]
    assert size(data) == (wide * scale, tall * scale)
    path = re.split(r"[?#]", shot.path.replace("{trial}", "NCT90000001"))[0]
    assert any(re.search(pattern, path) for pattern, _ in routes()), path


def size(webp: bytes) -> tuple[int, int]:
    """Width and height of a WebP picture without losses, with losses, or of several parts."""
    kind, body = webp[12:16], webp[20:]
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        wide, tall = (int.from_bytes(body[at : at + 3], "little") + 1 for at in (4, 7))
        return wide, tall
    wide, tall = struct.unpack("<HH", body[6:10])
    return wide & 0x3FFF, tall & 0x3FFF


def test_the_readme_shows_some_of_them_and_leads_to_the_tour() -> None:
    readme = (CHECKOUT / "README.md").read_text("utf-8")
    shown = set(re.findall(r"docs/screenshots/([\w-]+\.webp)", readme))
    assert 2 <= len(shown) <= 5
    assert shown <= {shot.file for shot in SHOTS}
    assert "(docs/tour.md)" in readme


def test_every_name_in_the_braces_of_a_path_is_looked_up() -> None:
    named = {name for shot in (*SHOTS, *PAIRS) for name in re.findall(r"\{(\w+)\}", shot.path)}
    sql = (screenshots.HERE / "records.sql").read_text("utf-8")
    assert named == set(re.findall(r"\) AS (\w+)", sql.partition("\nSELECT\n")[2]))
