"""The question of docs/walkthrough.md, answered by typing and clicking alone, in three steps.

Relies on stand-ins, the sample's year, Datasette, Chromium and other processes.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By

from tests.helpers.bases.sample_year import Year
from tests.helpers.site.reader import Reader
from tests.helpers.site.site_server import sample_in_a_process

QUESTION = "umbilical cord cells for hepatitis B cirrhosis: who recruits in China"
MOST_STEPS = 3


@pytest.fixture(scope="module")
def home(sample_year: Year, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("walkthrough")
    with sample_in_a_process(sample_year.config.publish.path, folder / "served") as running:
        yield f"http://127.0.0.1:{running.port}/"


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
