"""The pages in a real browser: nothing from elsewhere, no sideways scroll, usable by everybody.

Relies on Datasette, Chromium and other processes.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.helpers.bases.rich_base import PAPER, RETRACTED, RICH, build
from tests.helpers.economy.thorough import some
from tests.helpers.site.browser import (
    SIZES,
    asked_elsewhere,
    axe_source,
    complaints,
    dark,
    on_paper,
    overflow,
    resize,
    violations,
)
from tests.helpers.site.site_server import Running, in_a_process

PAGES = (
    "/",
    "/trials",
    "/trials?view=table",
    "/trials?country=China&status=WITHDRAWN&q=cells",
    "/trials?country=Nowhere",
    "/articles",
    "/articles?view=table&all=1",
    f"/trials/{RICH}",
    "/trials/NCT90000002",
    f"/articles/{PAPER}",
    f"/articles/{RETRACTED}",
    "/search",
    "/search?q=cirrhosis",
    "/search?q=cirhosis+xylophone",
    "/queries",
    "/queries/recruiting-trials",
    "/status",
    "/changes",
    "/clocks",
    "/readouts",
    "/near?place=Beijing&km=500",
    "/near?place=Cambridge",
    "/sponsors",
    "/topics",
    "/about",
    f"/compare?ids={RICH},NCT90000002",
    "/no-such-page",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder: Path = tmp_path_factory.mktemp("browser")
    build(folder)
    with in_a_process(folder) as running:
        yield running


@pytest.fixture(scope="module")
def axe() -> str:
    return axe_source()


def visit(browser: webdriver.Chrome, site: Running, path: str) -> None:
    browser.get(f"http://127.0.0.1:{site.port}{path}")


@pytest.mark.parametrize("size", SIZES)
def test_pages_keep_to_themselves_and_to_the_screen(
    browser: webdriver.Chrome, site: Running, size: str
) -> None:
    resize(browser, size)
    complaints(browser)  # of the tests before
    wrong: dict[str, list[str]] = {}
    for path in PAGES:
        visit(browser, site, path)
        found = overflow(browser)
        found += asked_elsewhere(browser, f"127.0.0.1:{site.port}")
        found += [c for c in complaints(browser) if path != "/no-such-page" or "404" not in c]
        if found:
            wrong[path] = found
    assert wrong == {}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("at_night", [False, True])
def test_axe_finds_nothing_serious(
    browser: webdriver.Chrome, site: Running, axe: str, size: str, at_night: bool
) -> None:
    resize(browser, size)
    dark(browser, at_night)
    wrong: dict[str, list[str]] = {}
    turn = (size == "phone") ^ at_night  # so that each page is seen in both sizes and both lights
    for path in some(PAGES, 2, turn):
        visit(browser, site, path)
        browser.execute_script(
            "document.querySelectorAll('details').forEach(part => part.open = true)"
        )
        if found := violations(browser, axe):
            wrong[path] = found
    dark(browser, False)
    assert wrong == {}


_PRINTED = """const seen = part => part.checkVisibility({contentVisibilityAuto: true});
const told = [...document.querySelectorAll(".on-paper")].map(line => line.innerText);
return {
    wide: document.documentElement.scrollWidth,
    asks: [...document.querySelectorAll(":is(button, input, select), :is(.top, footer) nav a")]
        .filter(seen).map(part => part.outerHTML.slice(0, 80)),
    folded: [...document.querySelectorAll("details > :not(summary, form)")]
        .filter(part => !seen(part) && !part.closest(".filters, .actions, details:has(> form)"))
        .map(part => part.outerHTML.slice(0, 80)),
    titles: [...document.querySelectorAll("h1")].filter(seen).length,
    columns: [...document.querySelectorAll(".cut thead tr")]
        .map(row => [row.children.length, [...row.children].filter(seen).length]),
    told: told.map(line => line.match(/first ([0-9]+) of ([0-9]+)/).slice(1).map(Number)),
};"""
"""Of a page on paper: its width, what asks for a click, what is folded, the columns of tables."""


def test_on_paper_nothing_is_cut_or_folded_and_nothing_waits_for_a_click(
    browser: webdriver.Chrome, site: Running
) -> None:
    on_paper(browser, True)
    wrong: dict[str, object] = {}
    cut = 0
    for path in (*PAGES, "/queries/characteristics", "/outcomes", "/landscape"):
        visit(browser, site, path)
        found = browser.execute_script(_PRINTED)
        columns = [[shown, there] for there, shown in found["columns"] if there > shown]
        cut += len(columns)
        # The browser makes a page up to a half wider than its sheet smaller, and cuts the rest.
        if found["wide"] > 718 * 1.3 or found["asks"] or found["folded"] or found["titles"] != 1:
            wrong[path] = found
        elif columns != found["told"]:
            wrong[path] = (columns, found["told"])
    on_paper(browser, False)
    assert wrong == {}
    assert cut > 1


_FOCUS = """const wrong = [];
const controls = "a[href], button, input, select, summary, [tabindex]";
for (const part of document.querySelectorAll(controls)) {
    const away = part.closest("details:not([open])");
    if (!part.checkVisibility() || part.id === "main" || part.type === "hidden") continue;
    if (away && part.parentElement !== away) continue;
    part.focus();
    const {outlineStyle, outlineWidth} = getComputedStyle(part), box = part.getClientRects()[0];
    const above = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const bar = above && above.closest(".contents, .top nav, .tray, :is(td, th):first-child");
    const other = bar && !bar.contains(part) && !part.contains(bar);
    if (document.activeElement !== part || part.tabIndex < 0) wrong.push("not reached");
    else if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) wrong.push("not seen");
    else if (other && box.height < innerHeight / 2) wrong.push("covered");
    else continue;
    wrong.push(part.outerHTML.slice(0, 100));
}
return wrong;"""
"""What the keyboard can't reach, or has no seen focus or is covered by a bar when it has it."""


@pytest.mark.parametrize("size", SIZES)
def test_every_control_takes_the_focus_and_is_seen_to_have_it(
    browser: webdriver.Chrome, site: Running, size: str
) -> None:
    resize(browser, size)
    wrong: dict[str, list[str]] = {}
    pages = (*PAGES, "/queries/characteristics", "/outcomes", "/landscape")
    for path in some(pages, 2, list(SIZES).index(size)):
        visit(browser, site, path)
        browser.switch_to.active_element.send_keys(Keys.TAB)  # from now on focus is shown
        if found := browser.execute_script(_FOCUS):
            wrong[path] = found
    assert wrong == {}


def press_until(browser: webdriver.Chrome, wanted: str, most: int = 120) -> None:
    """Press Tab until the element with that address, id or text has the focus, and is seen."""
    for _ in range(most):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        here = browser.switch_to.active_element
        told = (here.get_dom_attribute("href"), here.get_dom_attribute("id"), here.text.strip())
        if wanted in told:
            outline = browser.execute_script(
                "return getComputedStyle(arguments[0]).outlineStyle", here
            )
            assert outline != "none", f"the focus on {wanted} is not seen"
            return
    raise AssertionError(f"{wanted} is not reached with {most} presses")


def enter(browser: webdriver.Chrome, *typed: str) -> None:
    """Type, press Enter, and wait until the page that this leads to is there, whole."""
    browser.execute_script("window.left = true")
    browser.switch_to.active_element.send_keys(*typed, Keys.ENTER)
    # A script that the change of pages cuts off is an error of the driver's: ask again.
    WebDriverWait(browser, 20, ignored_exceptions=[WebDriverException]).until(
        lambda b: b.execute_script("return !window.left && document.readyState === 'complete'")
    )


def test_the_keyboard_alone_reaches_search_filters_a_trial_and_an_export(
    browser: webdriver.Chrome, site: Running
) -> None:
    resize(browser, "desktop")
    visit(browser, site, "/")
    press_until(browser, "q", 5)
    enter(browser, "cord cells")
    assert browser.find_element(By.TAG_NAME, "h1").text == "Search: cord cells"
    press_until(browser, "/trials?q=cord+cells")
    enter(browser)
    press_until(browser, "/trials?q=cord+cells&country=China")
    enter(browser)
    press_until(browser, "/trials?q=cord+cells&country=China&cell_source=umbilical_cord")
    enter(browser)
    assert [e.text for e in browser.find_elements(By.CSS_SELECTOR, ".count strong")] == ["1"]
    press_until(browser, f"/trials/{RICH}")
    enter(browser)
    assert RICH in browser.title
    press_until(browser, f"/trials/{RICH}.ris")


def test_the_first_press_offers_to_skip_to_the_content(
    browser: webdriver.Chrome, site: Running
) -> None:
    resize(browser, "desktop")
    visit(browser, site, "/trials")
    press_until(browser, "#main", 1)
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_dom_attribute("id") == "main"


def is_seen(browser: webdriver.Chrome, element: str) -> bool:
    seen: bool = browser.execute_script(
        "return document.getElementById(arguments[0]).checkVisibility()", element
    )
    return seen


def test_filters_stand_open_at_a_desk_and_closed_on_a_phone(
    browser: webdriver.Chrome, site: Running
) -> None:
    seen = {}
    for size in SIZES:
        resize(browser, size)
        visit(browser, site, "/trials")
        seen[size] = is_seen(browser, "f-status")
        if size == "phone":
            browser.find_element(By.CSS_SELECTOR, ".filters > summary").click()
            assert is_seen(browser, "f-status")
    assert seen == {"desktop": True, "phone": False}


_SEEN = """const bar = document.querySelector(".top nav").getBoundingClientRect();
const low = bar.top > innerHeight / 2 ? bar.top : innerHeight;
return [...document.querySelectorAll(arguments[0])].map(part => {
    const box = part.getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.bottom <= low && box.left >= 0
        && box.right <= innerWidth;
});"""
"""Of each part: whether it lies whole on the screen, above a bar at its lower edge."""


@pytest.mark.parametrize("size", SIZES)
def test_the_first_screen_of_the_home_page_tells_what_is_new(
    browser: webdriver.Chrome, site: Running, size: str
) -> None:
    resize(browser, size)
    visit(browser, site, "/")
    kinds = browser.execute_script(_SEEN, ".glance a")
    assert len(kinds) == 2
    assert all(kinds)
    assert browser.execute_script(_SEEN, ".kind li")[0]


def test_on_a_phone_the_main_navigation_lies_under_the_thumb_on_every_page(
    browser: webdriver.Chrome, site: Running
) -> None:
    resize(browser, "phone")
    for path in ("/", "/changes", f"/trials/{RICH}", "/no-such-page"):
        visit(browser, site, path)
        browser.execute_script("scrollTo(0, document.documentElement.scrollHeight)")
        places = browser.execute_script(
            """return [...document.querySelectorAll(".top nav a")].map(link => {
                const box = link.getBoundingClientRect();
                return [innerHeight - box.bottom, box.height, box.left, innerWidth - box.right];
            });"""
        )
        assert len(places) == 7
        for under, tall, left, right in places:
            assert -1 <= under < 10, path
            assert tall >= 43, path
            assert min(left, right) >= -1, path
        hidden = browser.execute_script(
            """return document.querySelector("footer").getBoundingClientRect().bottom
                - document.querySelector(".top nav").getBoundingClientRect().top;"""
        )
        assert hidden <= 1, path
