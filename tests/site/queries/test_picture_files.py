"""Pictures of the landscape as files: whole, of one's own, and the same as on the page.

Relies on Datasette.
"""

import asyncio
import re
import struct
import zlib
from functools import partial
from typing import Any

import pytest
import resvg_py
from datasette.app import Datasette
from lxml import etree, html
from markupsafe import Markup

from harvest.config import Config
from harvest.site.app import make
from harvest.site.charts import Bar, Picture, as_png, as_svg, bars, on_both
from harvest.site.charts.colours import colour
from tests.helpers.bases.work_base import THAT_DAY
from tests.helpers.clock import FakeClock
from tests.helpers.site.recounted import number, table, text
from tests.helpers.site.site_pages import HOSTILE, ONE, get

SVG = "{http://www.w3.org/2000/svg}"
TYPES = ("svg", "png")


def figures(site: Datasette) -> dict[str, Any]:
    """The pictures that the page shows, by their names."""
    page = html.fromstring(get(site, "/landscape").text)
    return {each.get("id"): each for each in page.xpath("//figure") if each.xpath(".//svg")}


def svg(site: Datasette, name: str) -> Any:
    answer = get(site, f"/landscape/{name}.svg")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")
    return etree.fromstring(answer.content)


def words(root: Any) -> str:
    """What is read in a picture."""
    return " ".join(each.text or "" for each in root.iter(f"{SVG}text"))


def pixels(png: bytes) -> tuple[int, int, set[bytes]]:
    """Width, height and the different lines of a picture of pixels."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    wide, tall = struct.unpack(">II", png[16:24])
    packed, at = b"", 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + size]
        at += size + 12
    lines = zlib.decompress(packed)
    each = len(lines) // tall
    return wide, tall, {lines[n * each : (n + 1) * each] for n in range(tall)}


def test_each_picture_is_offered_as_a_file_that_holds_title_source_and_date(
    site: Datasette,
) -> None:
    shown = figures(site)
    assert len(shown) >= 8
    for name, figure in shown.items():
        offered = figure.xpath(".//p[@class='downloads']/a")
        assert [a.get("href") for a in offered] == [f"/landscape/{name}.{e}" for e in TYPES]
        assert offered[0].get("download") == f"{name}-2026-11-24.svg"
        root = svg(site, name)
        title = text(figure.xpath("./figcaption")[0])
        assert root.findtext(f"{SVG}title") == title
        read = words(root)
        assert " ".join(title.split()) in read
        assert re.search(r"Source: [^;]*ClinicalTrials\.gov[^;]*PubMed[^;]*; database", read)
        assert "database “Synthetic topic”, published on 24 November 2026" in read
        assert re.search(
            rf"Query: landscape/\w+\.sql of harvest [\d.]+, shown at /landscape#{name}", read
        )


def test_a_file_leads_nowhere_and_needs_no_stylesheet(site: Datasette) -> None:
    for name in figures(site):
        root = svg(site, name)
        for each in root.iter():
            assert not {"class", "style", "href", "src"} & set(each.attrib), (name, each.tag)
            assert each.tag.removeprefix(SVG) not in ("a", "script", "style", "image", "use")
            assert not any(re.search(r"url\(|var\(|//", value) for value in each.attrib.values())
            if each.tag.removeprefix(SVG) in ("rect", "circle", "path"):
                assert {"fill", "stroke"} & set(each.attrib), (name, each.attrib)
        assert HOSTILE not in get(site, f"/landscape/{name}.svg").text


def test_a_file_says_the_numbers_of_the_table_on_the_page(site: Datasette) -> None:
    shown = figures(site)
    heads, *rows = table(shown["phases"])
    cells = {
        f"{row[0]}, {status}": int(cell)
        for row in rows
        for status, cell in zip(heads[1:], row[1:], strict=True)
        if cell != "0"
    }
    marks = [each.text for each in svg(site, "phases").iterfind(f".//{SVG}g/{SVG}title")]
    assert {said.rpartition(": ")[0]: number(said.rpartition(": ")[2]) for said in marks} == cells
    _, *sponsors = table(shown["sponsors"])
    drawn = words(svg(site, "sponsors"))
    for name, count, *_ in sponsors[:5]:
        assert f"{name[:20]}" in drawn
        assert re.search(rf"\b{count}\b", drawn)


def test_the_timeline_names_trial_title_product_and_sponsor(site: Datasette) -> None:
    figure = figures(site)["timeline"]
    heads, *rows = table(figure)
    assert heads[:4] == ["Trial", "Title", "Product", "Sponsor"]
    [row] = [row for row in rows if row[0] == ONE]
    assert row[2:4] == ["umbilical cord", "Synthetic Hospital"]
    for form in figure.xpath(".//svg"):
        [mark] = form.xpath(f".//a[@href='/trials/{ONE}']")
        read = " ".join(mark.xpath("./text/text()"))
        for told in (ONE, row[1][:10], row[2], row[3][:12]):
            assert told in read, form.get("class")
    assert "umbilical cord" in words(svg(site, "timeline"))


@pytest.mark.parametrize("name", ["timeline", "map"])
def test_a_picture_in_pixels_is_twice_its_size_and_not_blank(site: Datasette, name: str) -> None:
    answer = get(site, f"/landscape/{name}.png")
    assert answer.headers["content-type"] == "image/png"
    root = svg(site, name)
    wide, tall, lines = pixels(answer.content)
    assert wide == 2 * float(root.get("width")) == 1896
    assert tall == pytest.approx(2 * float(root.get("height")), abs=1)
    assert len(lines) > 100


def test_letters_are_drawn_also_where_no_font_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = partial(resvg_py.svg_to_bytes, skip_system_fonts=True)
    monkeypatch.setattr(resvg_py, "svg_to_bytes", bare)
    drawn = on_both(lambda sheet: bars("T", "D", [Bar("a", 1)], "trials", sheet))
    picture = Picture("bars", "How many", drawn, (), ())
    with_letters = as_svg(picture, ["Source"])
    without = re.sub(rb"<text.*?</text>", b"", with_letters)
    assert without != with_letters
    assert pixels(as_png(with_letters))[2] > pixels(as_png(without))[2]


def test_a_file_wears_the_light_colours_of_the_stylesheet() -> None:
    assert colour("paper") == "#ffffff"
    drawn = on_both(lambda sheet: bars("T", "D", [Bar("a", 1, kind="recruiting")], "trials", sheet))
    root = etree.fromstring(as_svg(Picture("bars", "How many", drawn, (), ()), []))
    fills = [each.get("fill") for each in root.iter(f"{SVG}rect")]
    assert fills == ["#ffffff", colour("recruiting")]


def test_an_unknown_picture_is_not_found_and_a_known_one_is_sent_once(site: Datasette) -> None:
    for path in ("/landscape/nothing.svg", "/landscape/nothing.png", "/landscape/map.gif"):
        assert get(site, path).status_code == 404, path
    first = get(site, "/landscape/years.svg")
    asked = {"if-none-match": first.headers["etag"]}
    again = asyncio.run(site.client.get("/landscape/years.svg", headers=asked))
    assert (again.status_code, again.content) == (304, b"")


def test_a_picture_of_the_sample_says_that_its_records_are_made_up(config: Config) -> None:
    sample = make(config, sample=True, clock=FakeClock(THAT_DAY))
    assert "made up; nothing here may be cited" in words(svg(sample, "years"))
    sample.get_database("evidence").close()


def test_a_picture_in_which_nothing_is_drawn_is_no_file() -> None:
    with pytest.raises(ValueError, match="map: nothing is drawn"):
        as_svg(Picture("map", "Map", Markup(""), (), ()), [])
