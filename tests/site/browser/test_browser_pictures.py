"""Pictures on a screen of any width: whole, legible, no words upon each other.

Relies on stand-ins, the sample's year, Datasette, Chromium and other processes.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup
from selenium import webdriver

from harvest.site.charts import (
    Bar,
    Column,
    SitePoint,
    Span,
    bars,
    columns,
    matrix,
    on_both,
    site_map,
    timeline,
)
from harvest.site.charts.picture import KINDS
from tests.helpers.bases.sample_year import Year
from tests.helpers.places import ROOT
from tests.helpers.site.site_server import sample_in_a_process

LEAST = 11  # pixels of a letter's height
TODAY = date(2026, 11, 24)
WIDTHS = (320, 390, 560, 620, 768, 1280)

WRONG = """
const found = [], wide = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth > wide) found.push("the page scrolls sideways");
for (const drawn of document.querySelectorAll(".drawn")) {
    const seen = [...drawn.querySelectorAll("svg")].filter(svg => svg.checkVisibility());
    const name = drawn.querySelector("title").textContent.slice(0, 50);
    const say = what => found.push(`${name}: ${what}`);
    if (seen.length !== 1) { say(`${seen.length} pictures`); continue; }
    if (drawn.scrollWidth > drawn.clientWidth) say("is cut");
    const svg = seen[0], box = svg.getBoundingClientRect();
    if (box.left < 0 || box.right > wide) say("sticks out of the screen");
    const scale = svg.getScreenCTM().a, texts = [];
    for (const text of svg.querySelectorAll("text")) {
        if (!text.textContent) continue;
        const at = text.getBoundingClientRect();
        const size = parseFloat(getComputedStyle(text).fontSize) * scale;
        if (size < arguments[0]) say(`${text.textContent} is ${size} pixels high`);
        if (at.left < box.left - 1 || at.right > box.right + 1
            || at.top < box.top - 1 || at.bottom > box.bottom + 2)
            say(`${text.textContent} is cut`);
        if (!text.closest("g[transform]")) texts.push([text.textContent, at]);
    }
    for (const [one, a] of texts) for (const [other, b] of texts)
        if (a !== b && a.left < b.right && b.left < a.right && a.top < b.bottom - 5
            && b.top < a.bottom - 5) say(`${one} lies upon ${other}`);
}
return found.slice(0, 20);
"""


def narrowed(browser: webdriver.Chrome, width: int) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 600},
    )


def wrong(browser: webdriver.Chrome) -> list[str]:
    """What of the pictures on the page is cut, too small, or upon something else."""
    found: list[str] = browser.execute_script(WRONG, LEAST)
    return found


LONG = "The Third Affiliated Hospital, Sun Yat-Sen University, AND MANY MORE WITH LONG NAMES"


def spans(number: str) -> list[Span]:
    statuses = ("RECRUITING", "COMPLETED", "TERMINATED", "NOT_YET_RECRUITING", "NEW", "UNKNOWN",
                "ACTIVE_NOT_RECRUITING")  # fmt: skip
    return [
        Span(
            number.format(1990 + at),
            LONG,
            status,
            status,
            f"{1990 + at * 4}",
            "2030",
            end,
            LONG,
            "肝硬化" * 20,
        )
        for at, status in enumerate(statuses)
        for end in ("2025", "2029", "2044")
    ]


def extremes() -> list[Markup]:
    """Pictures of what is hardest to draw: long names, many columns, few columns, great numbers."""
    months = [f"{2024 + n // 12}-{n % 12 + 1:02}" for n in range(36)]
    two = (("amount", "trials registered"), ("second", "papers since retracted"))
    kinds = list(KINDS.values()) * 2
    cells = {(str(r), str(c)): (r * c * 100, None) for r in range(7) for c in range(len(kinds))}
    rows = [(str(r), LONG) for r in range(7)]
    heads = [(str(c), f"{kind}, {LONG}") for c, kind in enumerate(kinds)]
    only = [Span("N1", "", None, None, "2026", None, None)]
    drawn = [
        on_both(lambda s: bars("B", "D", [Bar(LONG, 12345), Bar("肝硬化" * 20, 3)], "trials", s)),
        on_both(lambda s: bars("One", "D", [Bar("a", 0)], "trials", s)),
        on_both(lambda s: columns("M", "D", [Column(m, (123456,)) for m in months], two[:1], s)),
        on_both(lambda s: matrix("X", "D", rows, heads, cells, "trials", s)),
        on_both(lambda s: timeline("Now", "D", only, TODAY, s)),
        site_map([SitePoint(1.3, 103.8, "Singapore", frozenset("ab"))], "Map"),
    ]
    for many in (1, 2, 3, 5, 12, 36):
        shown = [Column(month, (9, 4)) for month in months[:many]]
        drawn.append(on_both(lambda s, c=shown: columns("C", "D", c, two, s)))
    for number in ("NCT0000{}", "ChiCTR200002{}", "EUCTR{}-004758-39-IT"):
        drawn.append(on_both(lambda s, n=number: timeline("T", "D", spans(n), TODAY, s)))
    return drawn


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("drawn") / "drawn.html"
    static = ROOT / "harvest" / "site" / "static"
    style = "".join((static / name).read_text("utf-8") for name in ("site.css", "pictures.css"))
    figures = "".join(
        f'<figure class="drawing"><div class="drawn">{one}</div></figure>' for one in extremes()
    )
    file.write_text(
        '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<style>{style}</style><main>{figures}</main>",
        "utf-8",
    )
    return file.as_uri()


@pytest.mark.parametrize("width", WIDTHS)
def test_every_picture_is_whole_and_legible(
    browser: webdriver.Chrome, drawn: str, width: int
) -> None:
    narrowed(browser, width)
    browser.get(drawn)
    assert wrong(browser) == []


@pytest.fixture(scope="module")
def home(sample_year: Year, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("pictures")
    with sample_in_a_process(sample_year.config.publish.path, folder / "served") as running:
        yield f"http://127.0.0.1:{running.port}"


PAGES = (
    "/landscape",
    "/changes",
    *(f"/queries/{name}" for name in ("by-year", "countries", "conditions-covered")),
    "/queries/sponsors-compared",
)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_with_pictures_show_them_whole(
    browser: webdriver.Chrome, home: str, width: int
) -> None:
    narrowed(browser, width)
    browser.get(f"{home}/sponsors")
    sponsor = re.search(r'"(/sponsors/[^"?.]+)"', browser.page_source)
    browser.get(f"{home}/trials?sort=sites")
    trial = re.search(r'"(/trials/[A-Z][^"?.]+)"', browser.page_source)
    assert sponsor is not None
    assert trial is not None
    found = {}
    for page in (*PAGES, sponsor[1], trial[1]):
        browser.get(f"{home}{page}")
        browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert browser.execute_script("return document.querySelectorAll('.drawn').length"), page
        if here := wrong(browser):
            found[page] = here
    assert found == {}
