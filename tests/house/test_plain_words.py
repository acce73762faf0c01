"""Every text that a person reads keeps to the words of docs/words.md.

Relies on stand-ins, the sample's year and Datasette.
"""

import ast
import csv
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from harvest import docs, queries
from harvest.paths import CHECKOUT, DB
from harvest.publish import schema
from harvest.site.app import make
from tests.helpers.documents import documents, name, prose
from tests.helpers.site.reading import soup, visible

if TYPE_CHECKING:
    from tests.helpers.bases.sample_year import Year

PAGES = (
    "/", "/trials", "/trials?all=1&view=table", "/trials?removed=1", "/articles?all=1",
    "/articles?view=table", "/search", "/search?q=cirrhosis", "/search?q=xylophone+cirhosis",
    "/queries", "/landscape", "/changes", "/clocks", "/readouts?months=60", "/sponsors", "/topics",
    "/compare", "/status", "/about", "/report/prisma-s",
)  # fmt: skip

APART = ("standin", "evaluation", "charts/data")
"""Rooms of the program whose texts are for those who work on it."""

WRITTEN_BY_COMMANDS = ("docs/performance.md", "docs/quality.md")
HISTORY = ("CHANGELOG.md", "docs/decisions.md")
"""What was written at its time stays as it was written."""

RECORDS = (
    "SELECT * FROM trials", "SELECT * FROM articles", "SELECT * FROM outcomes",
    "SELECT * FROM arms", "SELECT * FROM interventions", "SELECT * FROM mesh_terms",
    "SELECT * FROM facets",
)  # fmt: skip

_NOT_PROSE = re.compile(
    r"\\[bswdWS]|\(\?|\|\w|^\s*(?:SELECT|INSERT|DELETE|UPDATE|WITH|CREATE|DROP|PRAGMA|ATTACH"
    r"|DETACH|FROM|WHERE|EXPLAIN|AND|OR|ORDER)\b"
)
"""Patterns and statements, which people do not read."""


@dataclass(frozen=True)
class Rule:
    """Words that no text has, but in the phrases that are ``allowed``."""

    words: re.Pattern[str]
    allowed: re.Pattern[str] | None

    def broken_by(self, text: str) -> list[str]:
        """The words in the text, each with what stands around it."""
        text = self.allowed.sub("…", text) if self.allowed else text
        return [text[max(0, m.start() - 5) : m.end() + 5] for m in self.words.finditer(text)]


def rules_of(page: str) -> list[Rule]:
    """The rules of a word list: the second column of its table."""
    cells = re.findall(r"^\| [^|]+ \| (`[^|]+) \|", page, re.MULTILINE)
    return [
        Rule(_any_of(words), _any_of(but) if but else None) for words, but in map(_split, cells)
    ]


def _split(cell: str) -> tuple[list[str], list[str]]:
    words, _, but = cell.partition(" except ")
    return re.findall("`(.+?)`", words), re.findall("`(.+?)`", but)


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, phrases))})(?![\w-])", re.IGNORECASE)


@cache
def rules() -> list[Rule]:
    """Those of the project."""
    return rules_of((CHECKOUT / "docs" / "words.md").read_text("utf-8"))


def wrong(text: str) -> list[str]:
    """What a text says otherwise than the word list asks."""
    return [words for rule in rules() for words in rule.broken_by(" ".join(text.split()))]


def messages(source: str) -> Iterator[str]:
    """The texts that code may show: its strings with a blank, without statements and docstrings."""
    tree = ast.parse(source)
    apart = {
        id(node)
        for each in ast.walk(tree)
        if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
        for node in ast.walk(each)
    }
    for each in ast.walk(tree):
        if isinstance(each, ast.JoinedStr):
            apart |= {id(node) for node in ast.walk(each)}
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "…" for part in each.values
            )
    for each in ast.walk(tree):
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in apart:
            yield each.value


def modules() -> list[Path]:
    """The modules whose texts users see."""
    root = CHECKOUT / "harvest"
    return [
        path
        for path in sorted(root.rglob("*.py"))
        if not path.relative_to(root).as_posix().startswith(APART)
    ]


def test_the_word_list_names_what_we_do_not_say() -> None:
    assert len(rules()) > 20
    assert wrong("No trial is tied to it, and it is no date.")
    assert not wrong("No trial is linked to it, and it is no longer a date.")


def test_a_word_is_found_in_a_message_wherever_it_is_made() -> None:
    planted = 'def f(x):\n    """It is told."""\n    raise ValueError(f"{x}: is no "\n    "date")\n'
    [text] = messages(planted)
    assert wrong(text)


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(CHECKOUT).as_posix())
def test_messages_say_it_plainly(path: Path) -> None:
    texts = [text for text in messages(path.read_text("utf-8")) if " " in text.strip()]
    assert [said for text in texts if not _NOT_PROSE.search(text) for said in wrong(text)] == []


def test_help_says_it_plainly() -> None:
    assert wrong(docs.command_help()) == []


@pytest.mark.parametrize("page", documents(), ids=name)
def test_documents_say_it_plainly(page: Path) -> None:
    if name(page) not in (*WRITTEN_BY_COMMANDS, *HISTORY, "docs/words.md"):
        assert wrong(prose(page.read_text("utf-8"))) == []


def test_saved_queries_say_it_plainly() -> None:
    for query in queries.load():
        labels = [param.label for param in query.params]
        assert wrong("\n".join([query.title, query.description, *labels])) == [], query.slug


def test_descriptions_of_tables_say_it_plainly() -> None:
    for table in schema.read():
        said = [table.description, *(column.description for column in table.columns)]
        assert wrong("; ".join(said)) == [], table.name


@pytest.mark.parametrize("path", sorted(DB.rglob("vocabularies/*.csv")), ids=lambda p: p.stem)
def test_words_of_codes_are_plain(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        assert wrong("; ".join(row["label"] for row in csv.DictReader(lines))) == []


@pytest.mark.parametrize("path", sorted((DB / "links").glob("*.sql")), ids=lambda path: path.stem)
def test_rules_of_links_are_told_plainly(path: Path) -> None:
    assert wrong(path.read_text("utf-8").partition("\n")[0]) == []


def test_pages_of_the_sample_say_it_plainly(sample_year: "Year", tmp_path: Path) -> None:
    config = sample_year.copy(tmp_path)
    with closing(sqlite3.connect(config.publish.path)) as db:
        records = " ".join(" ".join(texts(db)).split())
        numbers = [
            *(f"/trials/{n}" for [n] in db.execute("SELECT trial_id FROM trials LIMIT 6")),
            *(f"/articles/{n}" for [n] in db.execute("SELECT article_id FROM articles LIMIT 6")),
            *(f"/mesh/{n}" for [n] in db.execute("SELECT ui FROM mesh_terms LIMIT 2")),
            *(f"/queries/{query.slug}" for query in queries.load()),
        ]
    site = make(config)
    try:
        for path in (*PAGES, *numbers):
            page = soup(site, path)
            names = (*page.find_all("th", scope="col"), *page.select(".columns li"))
            for kept in (*page.find_all("pre"), *names):
                kept.decompose()  # SQL, and the names of columns, which scripts rely on
            assert [said for said in wrong(visible(page)) if said not in records] == [], path
    finally:
        site.get_database("evidence").close()


def texts(db: sqlite3.Connection) -> Iterator[str]:
    """What the records themselves say, in their own words."""
    for statement in RECORDS:
        for row in db.execute(statement):
            yield from (value for value in row if isinstance(value, str))
