"""The question of docs/walkthrough.md, answered by typing and clicking alone, in three steps.

Relies on stand-ins, the sample's year, Datasette, Chromium and other processes.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.helpers.bases.sample_year import Year
from tests.helpers.places import ROOT
from tests.helpers.site.browser import SIZES, chromium, resize
from tests.helpers.site.site_server import in_a_process

QUESTION = "umbilical cord cells for hepatitis B cirrhosis: who recruits in China"
TOLD = (ROOT / "docs" / "walkthrough.md").read_text("utf-8")
MOST_STEPS = 3


class Reader:
    """Somebody who starts at the home page, and types and clicks what is seen; counts the steps."""

    def __init__(self, browser: webdriver.Chrome, home: str) -> None:
        self.browser = browser
        self.steps = 0
        browser.get(home)

    @property
    def address(self) -> str:
        """Where the reader is, without the host."""
        here = urlsplit(self.browser.current_url)
        return here.path + (f"?{here.query}" if here.query else "")

    def ask(self, text: str) -> None:
        """Type into the box at the head of the page."""
        (box,) = self.browser.find_elements(By.CSS_SELECTOR, "header input[type=search]")
        assert box.is_displayed()
        self._step(lambda: box.send_keys(text, Keys.ENTER))

    def follow(self, noun: str) -> None:
        """Click what the search recognised: so many trials, or papers."""
        links = self.browser.find_elements(By.CSS_SELECTOR, "main p.named a")
        told = {link.text: link for link in links}
        link = next((told[text] for text in told if f" {noun}: " in text), None)
        assert link is not None, f"no {noun} among {list(told)}"
        self._step(lambda: self._click(link))

    def choose(self, facet: str, value: str) -> None:
        """Click a value in the filter of that title; on a phone the filters are opened first."""
        part = self.browser.find_element(
            By.XPATH, f"//nav[@aria-label='Filters']//section[h2='{facet}']"
        )
        link = part.find_element(By.XPATH, f".//a[span[@class='choice']='{value}']")
        if not self.browser.execute_script("return arguments[0].checkVisibility()", link):
            self.browser.find_element(By.CSS_SELECTOR, ".filters > summary").click()
        self._step(lambda: self._click(link))

    def _click(self, link: WebElement) -> None:
        # With the mouse: the driver takes what a closed "details" holds for hidden, seen or not.
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
        ActionChains(self.browser).move_to_element(link).click().perform()

    def count(self) -> str:
        """How many records the list says that it has."""
        return self.browser.find_element(By.CSS_SELECTOR, ".count strong").text

    def _step(self, action: object) -> None:
        assert callable(action)
        self.steps += 1
        self.browser.execute_script("window.left = true")
        action()
        WebDriverWait(self.browser, 20, ignored_exceptions=[WebDriverException]).until(
            lambda b: b.execute_script("return !window.left && document.readyState === 'complete'")
        )
        assert self.address in TOLD, f"docs/walkthrough.md does not tell of {self.address}"


@pytest.fixture(scope="module")
def home(sample_year: Year, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("walkthrough")
    shutil.copyfile(sample_year.config.publish.path, folder / "evidence.db")
    with in_a_process(folder, sample=True) as running:
        yield f"http://127.0.0.1:{running.port}/"


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    with chromium() as opened:
        yield opened


@pytest.fixture(params=SIZES)
def reader(request: pytest.FixtureRequest, browser: webdriver.Chrome, home: str) -> Reader:
    resize(browser, request.param)
    return Reader(browser, home)


def test_who_recruits_in_china(reader: Reader) -> None:
    reader.ask(QUESTION)
    reader.follow("trials")
    reader.choose("Status", "Recruiting")
    assert reader.steps <= MOST_STEPS
    cards = reader.browser.find_elements(By.CSS_SELECTOR, ".cards > li")
    assert len(cards) == int(reader.count()) > 0
    for card in cards:
        assert "Recruiting" in card.text
        assert re.search(r"Where\s*.*China", card.text)
        assert re.search(r"Cells\s*.*umbilical cord", card.text)


def test_what_is_published(reader: Reader) -> None:
    reader.ask(QUESTION)
    reader.follow("papers")
    assert reader.steps <= MOST_STEPS
    cards = reader.browser.find_elements(By.CSS_SELECTOR, ".cards > li")
    assert len(cards) == int(reader.count()) > 1


def test_what_is_retracted(reader: Reader) -> None:
    reader.ask(QUESTION)
    reader.follow("papers")
    reader.choose("Integrity", "Retracted")
    assert reader.steps <= MOST_STEPS
    assert reader.count() == "1"
    reader.browser.find_element(By.CSS_SELECTOR, ".cards > li a").click()
    first = reader.browser.find_element(By.CSS_SELECTOR, "main > :first-child")
    assert first.text.startswith("This paper is retracted.")
