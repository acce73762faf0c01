"""The pictures of the tour are those that ``make screenshots`` takes.

Relies on nothing beside the program.
"""

import re
import struct

import pytest

from docs.screenshots import __main__ as screenshots
from harvest.paths import CHECKOUT
from harvest.site.plugin import routes

SHOTS = screenshots.SHOTS


def test_the_tour_shows_the_pictures_that_are_taken_in_their_order() -> None:
    assert screenshots.TOUR.read_text("utf-8") == screenshots.tour(), "run `make screenshots`"
    assert len(SHOTS) == 8
    taken = {shot.file for shot in SHOTS}
    assert {path.name for path in screenshots.HERE.glob("*.webp")} == taken


@pytest.mark.parametrize("shot", SHOTS, ids=[shot.name for shot in SHOTS])
def test_a_picture_has_its_size_is_small_and_is_of_a_page_of_the_site(
    shot: screenshots.Shot,
) -> None:
    data = (screenshots.HERE / shot.file).read_bytes()
    assert (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
    assert 10_000 < len(data) <= screenshots.MOST
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
    named = {name for shot in SHOTS for name in re.findall(r"\{(\w+)\}", shot.path)}
    sql = (screenshots.HERE / "records.sql").read_text("utf-8")
    assert named == set(re.findall(r"\) AS (\w+)", sql.partition("\nSELECT\n")[2]))
