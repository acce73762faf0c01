"""A served base whose pages are read like a reader does, and whose file is counted beside them."""

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from datasette.app import Datasette
from lxml import html

from harvest.queries import RELEVANT
from tests.helpers.site.site_pages import get

VIEWS = """
CREATE TEMP TABLE cut (least REAL);
CREATE TEMP VIEW held_trials AS SELECT * FROM trials WHERE removed_on IS NULL;
CREATE TEMP VIEW held_articles AS SELECT * FROM articles WHERE removed_on IS NULL;
CREATE TEMP VIEW near_trials AS SELECT * FROM held_trials
WHERE relevance IS NULL OR relevance >= (SELECT least FROM cut);
CREATE TEMP VIEW near_articles AS SELECT * FROM held_articles
WHERE relevance IS NULL OR relevance >= (SELECT least FROM cut);
CREATE TEMP VIEW standing AS SELECT * FROM trial_articles WHERE withdrawn_on IS NULL;
CREATE TEMP VIEW results AS SELECT * FROM standing WHERE relation = 'results';
CREATE TEMP VIEW tied AS SELECT * FROM standing WHERE relation <> 'candidate';
CREATE TEMP VIEW near_sites AS
SELECT l.*, t.status AS trial_status FROM locations AS l JOIN near_trials AS t USING (trial_id);
"""
"""What is counted in: ``held`` is not removed, ``near`` is what lists show unasked."""


@dataclass
class Recounted:
    """The site and its file; pages are read once."""

    site: Datasette
    file: sqlite3.Connection
    pages: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.file.executescript(VIEWS)
        self.file.execute("INSERT INTO cut VALUES (?)", (RELEVANT,))

    def page(self, path: str) -> Any:
        """The page as a tree."""
        if path not in self.pages:
            answer = get(self.site, path)
            assert answer.status_code == 200, (path, answer.status_code)
            self.pages[path] = html.fromstring(answer.text)
        return self.pages[path]

    def count(self, sql: str, *values: object) -> int:
        """A number from the file."""
        found: int = self.file.execute(sql, values).fetchone()[0]
        return found

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the file."""
        return self.file.execute(sql, values).fetchall()

    def counts(self, sql: str, *values: object) -> dict[str, int]:
        """Name → number, of rows of both; a name that is null is left out."""
        return {str(name): count for name, count in self.rows(sql, *values) if name is not None}

    def listed(self, path: str) -> int:
        """How many records a list says that it has."""
        return number(self.page(path).xpath("string(//p[@class='count']/strong)"))

    @property
    def day(self) -> str:
        """The day of the publication."""
        found: str = self.file.execute("SELECT published_at FROM publication").fetchone()[0]
        return found[:10]


def number(text: str) -> int:
    """The first number in a text."""
    found = re.search(r"\d[\d,]*", text)
    assert found, text
    return int(found[0].replace(",", ""))


def text(element: Any) -> str:
    """What is read in an element."""
    return " ".join(element.text_content().split())


def asked(address: str) -> Mapping[str, str]:
    """The fields of an address."""
    return dict(parse_qsl(urlsplit(address).query))


def table(element: Any) -> list[list[str]]:
    """The cells of a table, the heads first."""
    return [
        [text(cell) for cell in row.xpath("./th | ./td")]
        for row in element.xpath(".//thead/tr | .//tbody/tr")
    ]
