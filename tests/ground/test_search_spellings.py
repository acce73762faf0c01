"""One name in its several spellings finds the same papers.

Relies on nothing beside the program.
"""

import sqlite3
from contextlib import closing

import pytest

from harvest.fulltext import match_expression

TEXTS = {
    1: "TGF-β1 in fibrosis",
    2: "TGF-beta1 in fibrosis",
    3: "TGFβ1 and more",
    4: "serum IL-10 rises",
    5: "serum IL10 rises",
    6: "α-SMA staining",
    7: "alpha-SMA staining",
    8: "IL-1 only",
}


def found(text: str) -> set[int]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='porter unicode61')")
        db.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", TEXTS.items())
        rows = db.execute("SELECT rowid FROM t WHERE t MATCH ?", (match_expression(text),))
        return {row[0] for row in rows}


@pytest.mark.parametrize(
    ("spellings", "papers"),
    [
        (("IL10", "IL-10", "il-10", '"IL 10"', "IL１０"), {4, 5}),
        (("α-SMA", "alpha-SMA"), {6, 7}),
        (("ﬁbrosis", "fibrosis", "ＦＩＢＲＯＳＩＳ"), {1, 2}),
        (("IL1", "IL-1"), {8}),
    ],
)
def test_each_spelling_finds_what_the_others_find(
    spellings: tuple[str, ...], papers: set[int]
) -> None:
    for spelling in spellings:
        assert found(spelling) == papers, spelling


def test_a_greek_letter_and_its_name_are_one() -> None:
    assert {1, 2} <= found("TGF-β1")
    assert {1, 2} <= found("TGF-beta1")
