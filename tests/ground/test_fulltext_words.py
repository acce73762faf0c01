"""What a search leaves out and what it adds: empty words, Greek letters, wide forms.

Relies on nothing beside the program.
"""

import sqlite3
from contextlib import closing

import pytest

from harvest.fulltext import match_expression, words


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("MSC therapy for decompensated HBV cirrhosis",
         ("MSC", "therapy", "decompensated", "HBV", "cirrhosis")),
        ("who is recruiting?", ("recruiting?",)),
        ("cells AND liver", ("cells", "liver")),
        ("US trials", ("US", "trials")),
        ("to be or not to be", ("to", "be", "or", "not", "to", "be")),
        ('"quality of life"', ("quality of life",)),
        ("ﬁbrosis", ("fibrosis",)),
    ],
)  # fmt: skip
def test_words_that_say_nothing_are_left_out_beside_others(
    text: str, wanted: tuple[str, ...]
) -> None:
    assert words(text) == wanted


@pytest.mark.parametrize(
    ("asked", "held", "found"),
    [
        ("TGF-β", "TGF-beta1 and TGF-beta", True),
        ("TGF-β", "TGF-β", True),
        ("TGF-beta", "TGF-β in liver", True),
        ("TGF-beta", "TGFβ in liver", True),
        ("IFN-γ", "interferon IFN gamma", True),
        ("interferon alpha", "interferon α", True),
        ("alphabet", "α bet", False),
        ("beta OR steroid", "β", True),
        ("liver -beta", "liver β", False),
    ],
)
def test_a_greek_letter_finds_its_name_and_a_name_its_letter(
    asked: str, held: str, found: bool
) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='porter unicode61')")
        db.execute("INSERT INTO t VALUES (?)", (held,))
        rows = db.execute("SELECT 1 FROM t WHERE t MATCH ?", (match_expression(asked),)).fetchall()
    assert bool(rows) is found
