"""What readers write into the search, and the bounds of a statement.

Relies on nothing beside the program.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest.fulltext import NOTHING, match_expression
from harvest.site.render import filters
from harvest.site.render.prose import prose
from harvest.site.serving import limits
from harvest.site.serving.guard import policy

# --- what readers write ---


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='porter unicode61')")
        texts = (
            "umbilical cord cells for cirrhosis",
            "bone marrow cells for hepatitis",
            "cord of bone",
            "IL-10 and MELD-score in liver failure",
        )
        db.executemany("INSERT INTO t VALUES (?)", [(text,) for text in texts])
        yield db


def found(index: sqlite3.Connection, text: str) -> list[int]:
    sql = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rowid"
    return [number for (number,) in index.execute(sql, (match_expression(text),))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cells", [1, 2]),
        ("cell", [1, 2]),
        ("cord cells", [1]),
        ('"bone marrow"', [2]),
        ('"cord bone"', []),
        ("hepat*", [2]),
        ("hepat", [2]),
        ("cirr*", [1]),
        ("umbilical OR marrow", [1, 2]),
        ("umbilical OR marrow cells", [1, 2]),
        ("cirrhosis OR hepatitis bone", [2]),
        ("cells -cirrhosis", [2]),
        ('cells -"bone marrow"', [1]),
        ("IL-10", [4]),
        ("MELD-score", [4]),
        ("meld score", [4]),
        ("or", []),
        ("OR", []),
        ("OR cells", [1, 2]),
        ("cells OR", [1, 2]),
        ("-cells", []),
        ("", []),
        ('"', []),
        ('"umbilical', [1]),
        ("*", []),
        ("cord AND cells", [1]),
        ("x:cord", []),
        ("NEAR(cord cells)", []),
        ("cord^2", []),
        ("cord\x00cells", [1]),
        ("CORD", [1, 3]),
    ],
)
def test_a_search_finds_what_its_words_say(
    index: sqlite3.Connection, text: str, expected: list[int]
) -> None:
    assert found(index, text) == expected


@given(st.text(max_size=200) | st.text(alphabet='"*-() ORNEAT:^+,{}\\\x00é\ud800', max_size=60))
def test_no_text_is_an_invalid_search(text: str) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='porter unicode61')")
        db.execute("SELECT * FROM t WHERE t MATCH ?", (match_expression(text),)).fetchall()


def test_a_text_without_a_word_finds_nothing() -> None:
    assert match_expression(None) == match_expression("  ?! ") == NOTHING


def test_a_long_search_is_cut() -> None:
    assert match_expression("word " * 10_000).count("AND") < 100


# --- limits ---


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT randomblob(800000000)",
        "SELECT zeroblob(800000000)",
        "SELECT replace(hex(zeroblob(9000000)), '0', 'xxxxxxxxxx')",
        "ATTACH ':memory:' AS other",
        "SELECT load_extension('x')",
        "CREATE TABLE x (y)",
        "SELECT " + "+".join(["1"] * 1000),
        " UNION ".join(["SELECT 1"] * 100),
    ],
)
def test_a_statement_that_costs_too_much_is_refused(sql: str) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        limits.apply(db)
        with pytest.raises((sqlite3.Error, OverflowError)):
            db.execute(sql).fetchall()


def test_the_path_of_a_file_is_not_told(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as db:
        limits.apply(db)
        assert db.execute("PRAGMA database_list").fetchall() == []
        assert db.execute("SELECT 1").fetchall() == [(1,)]


def test_only_scripts_of_datasette_are_allowed_and_none_on_our_own_pages() -> None:
    assert b"script-src 'self';" in policy(stock=False)
    assert policy(stock=True).count(b"'sha256-") >= 3


# --- filters ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-24", "24 November 2026"),
        ("2026-11", "November 2026"),
        ("2026", "2026"),
        ("2026-11-24T06:00:00Z", "24 November 2026"),
        ("2014 Nov-Dec", "2014 Nov-Dec"),
        ("2026-13", "2026-13"),
        (None, ""),
    ],
)
def test_a_date_reads_with_the_precision_it_has(text: str | None, expected: str) -> None:
    assert filters.date(text) == expected


def test_texts_are_escaped_where_they_become_elements() -> None:
    assert prose("a <b>\n\n• one\n• <i>") == (
        "<p>a &lt;b&gt;</p>\n<ul><li>one</li><li>&lt;i&gt;</li></ul>"
    )
    assert filters.marked("<b> \x02x\x03") == "&lt;b&gt; <mark>x</mark>"
    assert filters.web_address("javascript:alert(1)") is None
    assert filters.web_address("https://a.example/") == "https://a.example/"
