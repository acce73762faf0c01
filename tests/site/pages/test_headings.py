"""Headings as who listens to a page goes through them: no level is skipped on the way down.

Relies on Datasette and other processes.
"""

import itertools
import re
from collections.abc import Iterator

import pytest

from harvest.publish import publish
from tests.helpers.bases.work_base import filled
from tests.helpers.site.site_server import Running, in_a_process

CLOSED = re.compile(r"<details(?![^>]*\sopen)[^>]*>.*?</details>", re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("headings")
    publish(filled(folder, 3, 3))
    with in_a_process(folder) as running:
        yield running


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/trials",
        "/articles",
        "/trials?view=table",
        "/trials?q=nothingatall",
        "/search?q=trial",
        "/queries",
        "/changes",
        "/status",
        "/about",
        "/trials/NCT90000001",
        "/articles/90000001",
    ],
)
def test_no_level_of_headings_is_skipped(site, page):
    shown = CLOSED.sub("", site.get(page).text)  # what is folded in is not met on the way
    levels = [1, *map(int, re.findall(r"<h([1-6])\b", shown))]
    assert len(levels) > 1
    assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1] == []
