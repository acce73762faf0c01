"""An empty result of a complete run is a result: it is said, with its searches; nothing breaks.

Relies on stand-ins and Datasette.
"""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from datasette.app import Datasette

from harvest.config import Config, load
from harvest.run.refresh import refresh
from harvest.site.app import make
from harvest.site.plugin import routes
from harvest.standin import Faults, Fixed, State, at, serve
from harvest.standin.faults import transport as transport
from tests.helpers.clock import FakeClock

_LINK = re.compile(r'(?:href|src)="(/[^"#]*)')
_EMPTY = State({}, {}, {}, "2026-11-24T09:00:00")
# Pages of one record, of which there is none, of mails, decisions and assistants, which this site
# does not offer, and of a reader's own link.
_NOT_HERE = re.compile(r"\(\?P<|\[|\(|^/follow/.|^/(?:mcp|desk|new)\b")


def _harvested(folder: Path, *rules: object) -> Config:
    with serve(Fixed((_EMPTY,)), faults=Faults(*rules)) as standin:  # type: ignore[arg-type]
        file = folder / "config.toml"
        file.write_text(
            '[topic]\ntitle = "Nothing at all"\n'
            "[topic.concepts.condition]\nterms = ['no such disease']\n"
            '[[search]]\nname = "core"\n'
            'clinicaltrials = "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"\n'
            'pubmed = "1800:3000[dp]"\n'
            + standin.config_lines().replace("]\n", "]\nrequests_per_second = 100.0\n")
            + '[store]\npath = "harvest.db"\n[publish]\npath = "evidence.db"\n'
        )
        config = load(file, {})
        refresh(config, clock=FakeClock(), quiet=True)
    return config


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Datasette]:
    made = make(_harvested(tmp_path_factory.mktemp("empty")), clock=FakeClock())
    yield made
    made.get_database("evidence").close()


def _get(site: Datasette, path: str) -> tuple[int, str]:
    answer = asyncio.run(site.client.get(path, follow_redirects=True))
    return answer.status_code, answer.text


def test_the_pages_say_that_the_searches_ran_and_found_nothing(site: Datasette) -> None:
    for path in ("/", "/trials", "/articles", "/search?q=cells", "/landscape", "/changes"):
        status, text = _get(site, path)
        assert status == 200, path
        assert "The searches ran on 24 November 2026 and found no records" in text, path
        assert "No trials yet" not in text, path
        assert "First harvest incomplete" not in text, path
    assert "AREA[StudyFirstPostDate]RANGE[MIN, MAX]" in _get(site, "/queries/search-strategy")[1]


def test_every_page_that_can_be_reached_answers(site: Datasette) -> None:
    plain = [pattern.strip("^$").replace("\\", "") for pattern, _ in routes()]
    waiting = ["/", *(path for path in plain if not _NOT_HERE.search(path))]
    seen: dict[str, int] = {}
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith("/evidence"):
            continue
        status, text = _get(site, path)
        seen[path] = status
        if text.lstrip().startswith("<!"):
            waiting += [link.replace("&amp;", "&") for link in _LINK.findall(text)]
    assert len(seen) > 60
    assert {path: status for path, status in seen.items() if status != 200} == {}


def test_a_base_that_is_empty_because_a_registry_refused_says_so_instead(tmp_path: Path) -> None:
    refused = at(transport.forbidden(), service="clinicaltrials", times=None)
    made = make(_harvested(tmp_path, refused), clock=FakeClock())
    try:
        status, text = _get(made, "/")
    finally:
        made.get_database("evidence").close()
    assert status == 200
    assert "<strong>First harvest incomplete:</strong> ClinicalTrials.gov, search core" in text
    assert "found no records" not in text
