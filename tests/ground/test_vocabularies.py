"""A vocabulary is read in one way, and a mistake in its file is named by its line.

Relies on nothing beside the program.
"""

import re
from pathlib import Path

import pytest

from harvest.paths import DB
from harvest.vocabularies import Entry, entries


def test_a_row_has_its_place_and_its_other_columns(tmp_path: Path) -> None:
    file = tmp_path / "words.csv"
    file.write_text('code,label,order,terms\na,"A, first",7,x|y\n\nb,B,,\n', "utf-8")
    assert entries(file, "terms") == [
        Entry("a", "A, first", 7, {"terms": "x|y"}),
        Entry("b", "B", 2, {"terms": ""}),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "line 1: needs the columns code, label, terms"),
        ("code,label\na,A\n", "line 1: needs the columns terms"),
        ("code,label,terms\na,A,x\nb,B\n", "line 3: has 2 cells, the header 3"),
        ("code,label,terms\na,A,x,y\n", "line 2: has 4 cells, the header 3"),
        ("code,label,terms\n,A,x\n", "line 2: needs a code and a label"),
        ("code,label,terms\na,,x\n", "line 2: needs a code and a label"),
        ("code,label,terms\na,A,x\na,B,y\n", "line 3: the code 'a' occurs twice"),
        ("code,label,terms,order\na,A,x,one\n", "line 2: order: is not a whole number: one"),
        ('code,label,terms\na,"A"B,x\n', "line 2: ',' expected after '\"'"),
    ],
)
def test_what_is_wrong_is_named_by_file_and_line(tmp_path: Path, text: str, problem: str) -> None:
    file = tmp_path / "words.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=rf"^words\.csv, {re.escape(problem)}"):
        entries(file, "terms")


@pytest.mark.parametrize("file", sorted(DB.rglob("vocabularies/*.csv")), ids=lambda f: f.stem)
def test_every_vocabulary_that_comes_with_the_program_is_whole(file: Path) -> None:
    assert entries(file)
