"""What is to be read whole is seen whole, at a desk and on a phone, and what is wider says so.

Relies on Datasette, Chromium and other processes.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from harvest.publish import publish
from tests.helpers.bases.rich_base import PAPER, RETRACTED, RICH, build
from tests.helpers.bases.work_base import execute, make_config
from tests.helpers.site.browser import SIZES, overflow, resize
from tests.helpers.site.site_server import Running, in_a_process

LONG = "A long title of a trial of cells in cirrhosis with hepatitis B in many words " * 5


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder: Path = tmp_path_factory.mktemp("whole")
    build(folder)
    config = make_config(folder)
    work = config.store.path
    execute(work, "UPDATE trials SET official_title = ? WHERE trial_id = ?", (LONG, RICH))
    for paper in (PAPER, RETRACTED):
        execute(work, "UPDATE articles SET title = ? WHERE article_id = ?", (LONG, paper))
    publish(config)
    with in_a_process(folder) as running:
        yield running


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "path", [f"/trials/{RICH}", f"/articles/{PAPER}", f"/articles/{RETRACTED}"]
)
def test_each_citation_is_seen_from_its_first_word_to_its_last(
    browser: webdriver.Chrome, site: Running, path: str, size: str
) -> None:
    resize(browser, size)
    browser.get(f"http://127.0.0.1:{site.port}{path}")
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    boxes = browser.find_elements(By.CSS_SELECTOR, "[id^=cite-]")
    assert len(boxes) == 3
    for box in boxes:
        assert LONG.strip().casefold() in box.text.casefold()
        cut = browser.execute_script(
            "const b = arguments[0];"
            " return [b.scrollHeight - b.clientHeight, b.scrollWidth - b.clientWidth]",
            box,
        )
        assert cut == [0, 0], box.text
    assert overflow(browser) == []


def test_the_citation_of_a_retracted_paper_says_so_first(
    browser: webdriver.Chrome, site: Running
) -> None:
    resize(browser, "phone")
    browser.get(f"http://127.0.0.1:{site.port}/articles/{RETRACTED}")
    assert browser.find_element(By.ID, "cite-vancouver").text.startswith("[RETRACTED")


def test_the_button_copies_the_whole_citation(browser: webdriver.Chrome, site: Running) -> None:
    resize(browser, "phone")
    browser.get(f"http://127.0.0.1:{site.port}/articles/{PAPER}")
    button = browser.find_element(By.CSS_SELECTOR, "button[data-copies='cite-vancouver']")
    assert button.is_displayed()
    button.click()
    selected = browser.execute_script("return getSelection().toString()")
    assert selected == browser.find_element(By.ID, "cite-vancouver").text


@pytest.mark.parametrize("size", SIZES)
def test_a_wide_table_keeps_the_record_in_view_and_says_that_it_goes_on(
    browser: webdriver.Chrome, site: Running, size: str
) -> None:
    resize(browser, size)
    browser.get(f"http://127.0.0.1:{site.port}/queries/characteristics")
    hint = browser.find_element(By.CSS_SELECTOR, ".sheet > .on")
    assert hint.is_displayed()
    assert "More columns to the right" in hint.text
    before, after = browser.execute_script(
        """const sheet = document.querySelector(".sheet");
        const left = () => sheet.querySelector("tbody td").getBoundingClientRect().left;
        const start = left(); sheet.scrollLeft = 1e6; return [start, left()];"""
    )
    assert before == after
    # There is no more; the page learns of it when it is drawn next.
    WebDriverWait(browser, 20).until(lambda _: not hint.is_displayed())
    assert overflow(browser) == []


def test_a_table_that_fits_says_nothing_of_more(browser: webdriver.Chrome, site: Running) -> None:
    resize(browser, "desktop")
    browser.get(f"http://127.0.0.1:{site.port}/queries/countries")
    assert not browser.find_element(By.CSS_SELECTOR, ".sheet > .on").is_displayed()


def test_before_and_after_of_a_change_are_both_on_a_phone(
    browser: webdriver.Chrome, site: Running
) -> None:
    resize(browser, "phone")
    browser.get(f"http://127.0.0.1:{site.port}/queries/changed-since?since=2020-01-01")
    heads = browser.find_elements(By.CSS_SELECTOR, ".sheet thead th")
    assert [head.text for head in heads[:4]] == ["Record", "What", "Before", "After"]
    assert all(head.rect["x"] + head.rect["width"] / 2 < 390 for head in heads[:4])
