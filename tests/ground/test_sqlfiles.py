"""SQL files: heads are read and scripts split in one way, and a mistake is named by its line.

Relies on nothing beside the program.
"""

import re
from pathlib import Path

import pytest

from harvest.evidence.links.rules import rules
from harvest.sqlfiles import Field, parse, statements


def test_a_head_is_read_with_the_lines_that_carry_a_field_on() -> None:
    file = parse(
        "a.sql", "-- title: One\n--   and more\n-- for: x\n-- for: y\n\nSELECT 1\n", *KNOWN
    )
    assert file.head == (
        Field("title", "One and more", 1),
        Field("for", "x", 3),
        Field("for", "y", 4),
    )
    assert (file.sql, file.start) == ("SELECT 1", 5)
    assert file.maybe("order") is None
    assert [each.value for each in file.all("for")] == ["x", "y"]


KNOWN = ("title", "for", "order")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("SELECT 1", "line 1: needs exactly one line '-- title: …'"),
        ("-- title: \nSELECT 1", "line 1: needs exactly one line '-- title: …'"),
        ("-- title: A\n-- for: x\n-- title: B\nSELECT 1", "line 3: needs exactly one line"),
        (
            "-- title: A\n-- colour: red\nSELECT 1",
            "line 2: the head knows no 'colour'; it knows ti",
        ),
        ("-- title: A\n--nonsense\nSELECT 1", "line 2: not a line of the head: --nonsense"),
        ("--   more\nSELECT 1", "line 1: not a line of the head: --   more"),
    ],
)
def test_what_is_wrong_with_a_head_is_named_by_file_and_line(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=rf"^odd\.sql, {re.escape(problem)}"):
        parse("odd.sql", text, *KNOWN).one("title")


RULE = "-- title: Mine\n-- proof: paper\n-- phrase: says so\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("-- title: Mine\nSELECT 1\n", "line 1: needs exactly one line '-- proof: …'"),
        (f"{RULE}SELECT 1", "line 1: needs exactly one line '-- relation: …'"),
        (f"{RULE}-- relation: cousin\nSELECT 1", "line 4: relation: knows results, protocol, "),
        (f"{RULE}-- relation: results\n-- names: me\nSELECT 1", "line 5: names: is yes or no, not"),
    ],
)
def test_a_linking_rule_out_of_form_is_named(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "mine.sql").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=f"^mine\\.sql, {re.escape(problem)}"):
        rules(tmp_path)


def test_statements_are_split_at_their_ends_only() -> None:
    script = "-- a; b\nCREATE TABLE a (x TEXT -- one; two\n);\nCREATE TRIGGER t AFTER INSERT ON a\n"
    script += "BEGIN\n  DELETE FROM a;\nEND; -- the end\n\n-- Nothing comes after it.\n"
    assert [re.sub(r"\s+", " ", each)[:18] for each in statements("t.sql", script)] == [
        "-- a; b CREATE TAB",
        "CREATE TRIGGER t A",
    ]


def test_a_statement_without_an_end_is_named_by_the_line_where_it_begins() -> None:
    with pytest.raises(ValueError, match=r"^t\.sql, line 3: the last statement does not end"):
        statements("t.sql", "SELECT 1;\n\nSELECT\n2")
