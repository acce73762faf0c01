"""How the file of a saved query is read: its head, its parameters, its picture.

Relies on nothing beside the program.
"""

import pytest

from harvest.errors import UsageError
from harvest.publish import schema
from harvest.queries import RELEVANT, Shape, find, load, parse

QUERIES = load()


def test_no_slug_is_the_name_of_a_table() -> None:
    assert not {query.slug for query in QUERIES} & {table.name for table in schema.read()}


HEAD = "-- title: T\n-- for: writer\n-- description: D\n"


def test_a_file_is_read_with_its_continued_lines_and_parameters() -> None:
    query = parse(
        "a-b",
        "-- title: T\n-- for: writer, operator\n-- description: One\n--   two.\n"
        "-- param: n, How many, integer, 3, SELECT 1, 2\n\nSELECT :n AS n, ':no' AS x;\n",
    )
    assert query.description == "One two."
    assert query.audiences == ("writer", "operator")
    assert query.params[0].choices_sql == "SELECT 1, 2"
    assert query.sql == "SELECT :n AS n, ':no' AS x"
    assert "':no'" in query.standalone_sql
    assert "CAST(coalesce(nullif(:n, ''), '3') AS INTEGER)" in query.standalone_sql


@pytest.mark.parametrize(
    ("slug", "text", "problem"),
    [
        ("q", "-- for: writer\n-- description: D\nSELECT 1", "title"),
        ("q", HEAD + "-- colour: red\nSELECT 1", "knows no 'colour'"),
        ("q", HEAD.replace("writer", "nobody") + "SELECT 1", "not 'nobody'"),
        ("q", HEAD + "-- param: x, X, text\nSELECT :x", "a parameter is"),
        ("q", HEAD + "-- param: x, X, colour, ,\nSELECT :x", "a parameter is"),
        ("q", HEAD + "-- param: x, X, choice, ,\nSELECT :x", "needs the SELECT"),
        ("q", HEAD + "SELECT :x", r"differ: \['x'\]"),
        ("q", HEAD + "-- param: x, X, text, ,\nSELECT 1", r"differ: \['x'\]"),
        ("q", HEAD + "SELECT 1; SELECT 2", "one SELECT"),
        ("q", HEAD + "VACUUM", "one SELECT"),
        ("Q_1", HEAD + "SELECT 1", "small letters"),
        ("q", HEAD + "--nonsense\nSELECT 1", "not a line of the head"),
    ],
)
def test_a_file_out_of_form_is_named_with_what_is_wrong(slug: str, text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem) as wrong:
        parse(slug, text)
    assert f"{slug}.sql" in str(wrong.value)


def test_a_wrong_or_unknown_value_is_a_usage_error() -> None:
    query = find("new-registrations")
    assert query is not None
    with pytest.raises(UsageError, match="months: is not a whole number"):
        query.values({"months": "twelve"})
    with pytest.raises(UsageError, match="has no parameter 'weeks'; it has months"):
        query.values({"weeks": "1"})
    assert query.values({"months": " "}) == {"months": 12}


def test_an_unknown_slug_is_not_found() -> None:
    assert find("no-such-query") is None


def test_a_query_may_say_how_its_result_is_drawn() -> None:
    query = parse("q", HEAD + "-- picture: columns year trials papers\nSELECT 1 AS year")
    assert query.picture == Shape("columns", "year", ("trials", "papers"))
    assert parse("q", HEAD + "SELECT 1").picture is None


@pytest.mark.parametrize("wrong", ["pie year trials", "bars year", "bars"])
def test_a_picture_that_can_not_be_drawn_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="a picture is bars or columns"):
        parse("q", f"{HEAD}-- picture: {wrong}\nSELECT 1")


def test_a_query_cuts_by_relevance_where_the_lists_do() -> None:
    query = parse("q", HEAD + "SELECT ':relevant' AS name, :relevant AS cut")
    assert query.sql == f"SELECT ':relevant' AS name, {RELEVANT} AS cut"
    assert query.values({}) == {}
