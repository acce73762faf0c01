"""A browser, and somebody who finds answers with it on the site of the module's ``home``."""

from collections.abc import Iterator

import pytest
from selenium import webdriver

from tests.helpers.site.browser import SIZES, chromium, resize
from tests.helpers.site.reader import Reader


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    with chromium() as opened:
        yield opened


@pytest.fixture(params=SIZES)
def reader(request: pytest.FixtureRequest, browser: webdriver.Chrome, home: str) -> Reader:
    resize(browser, request.param)
    return Reader(browser, home)
