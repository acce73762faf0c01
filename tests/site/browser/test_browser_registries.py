"""Who gives these cells, anywhere: every registry, each study once, found by typing and clicking.

Relies on Datasette, Chromium and other processes.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By

from harvest.config import load
from harvest.demo import harvest_sample
from tests.helpers.clock import FakeClock
from tests.helpers.places import ROOT
from tests.helpers.site.browser import overflow
from tests.helpers.site.reader import Reader
from tests.helpers.site.site_server import sample_in_a_process

QUESTION = "umbilical cord cells in hepatitis B cirrhosis, anywhere"
MOST_STEPS = 3
EVERY = {"ClinicalTrials.gov", "ISRCTN", "EU CTIS", "ChiCTR", "IRCT"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("anywhere")
    shutil.copyfile(ROOT / "config.toml", folder / "config.toml")
    config = harvest_sample(load(folder / "config.toml", env={}), clock=FakeClock(), through=0)
    with sample_in_a_process(config.publish.path, folder / "served") as running:
        yield f"http://127.0.0.1:{running.port}/"


def test_who_gives_these_cells_anywhere(reader: Reader) -> None:
    reader.ask(QUESTION)
    reader.follow("studies")
    cards = reader.browser.find_elements(By.CSS_SELECTOR, ".cards > li")
    studies, registrations = reader.counts()
    assert len(cards) == studies < registrations
    named = [
        link.get_attribute("href").rpartition("/")[2]
        for link in reader.browser.find_elements(By.CSS_SELECTOR, ".card h3 a, .deciding a")
    ]
    assert len(set(named)) == len(named) == registrations, "each registration on one card alone"
    said = " ".join(card.text for card in cards)
    assert {name for name in EVERY if name in said} == EVERY
    for card in cards:
        assert "Sponsor" in card.text
        assert "umbilical cord" in card.text
    assert overflow(reader.browser) == []
    reader.choose("Study registered", "Only outside ClinicalTrials.gov")
    assert reader.steps <= MOST_STEPS
    outside, of = reader.counts()
    assert 0 < outside < studies
    assert of >= outside
    assert "NCT" not in " ".join(
        card.text for card in reader.browser.find_elements(By.CSS_SELECTOR, ".cards > li")
    )
