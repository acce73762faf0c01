"""What a reader sees of a page, and what must never be seen."""

import asyncio
import re
from typing import Any

from bs4 import BeautifulSoup
from datasette.app import Datasette

# PHASE1|PHASE2, NOT_YET_RECRUITING: how the registries write what they mean.
CODE = re.compile(r"\b[A-Z]{2,}[A-Z0-9]*(?:[_|][A-Z0-9]+)+\b|\bPHASE[0-9]\b|\bNone\b|\bnull\b")


def get(site: Datasette, path: str) -> Any:
    """The answer of the site to one address."""
    return asyncio.run(site.client.get(path))


def soup(site: Datasette, path: str) -> BeautifulSoup:
    """A page that is there."""
    answer = get(site, path)
    assert answer.status_code == 200, (path, answer.status_code)
    return BeautifulSoup(answer.text, "lxml")


def visible(page: BeautifulSoup, part: str | None = None) -> str:
    """The text of the page's main part, or of the section with that heading, in one line."""
    main = page.find("main")
    assert main is not None
    if part is not None:
        heading = main.find(id=part)
        assert heading is not None, f"no part #{part}"
        main = heading.find_parent("section")
        assert main is not None
    return flat(main.get_text(" "))


def flat(text: str) -> str:
    """Blanks as one space each, and none on the inner side of punctuation."""
    line = re.sub(r"\s+([,.;:)”?])", r"\1", " ".join(text.split()))
    return re.sub(r"([(“])\s+", r"\1", line)
