"""Somebody who finds answers on the site by typing and clicking alone."""

import re
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.helpers.places import ROOT

TOLD = (ROOT / "docs" / "walkthrough.md").read_text("utf-8")
"""What the documentation tells to do; every address that is come to has its place there."""


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
        link = next((told[text] for text in told if f" {noun}" in text.partition(":")[0]), None)
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

    def counts(self) -> tuple[int, int]:
        """How many studies the list has, and how many registrations these are."""
        line = self.browser.find_element(By.CSS_SELECTOR, ".count").text
        numbers = [int(number) for number in re.findall(r"[0-9]+", line)]
        return numbers[0], numbers[1] if "registrations" in line else numbers[0]

    def _step(self, action: object) -> None:
        assert callable(action)
        self.steps += 1
        self.browser.execute_script("window.left = true")
        action()
        WebDriverWait(self.browser, 20, ignored_exceptions=[WebDriverException]).until(
            lambda b: b.execute_script("return !window.left && document.readyState === 'complete'")
        )
        assert self.address in TOLD, f"docs/walkthrough.md does not tell of {self.address}"
