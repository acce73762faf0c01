"""`harvest query`: the saved queries on a terminal.

Relies on nothing beside the program.
"""

import pytest

from harvest.cli import run
from harvest.queries import load


def test_every_saved_query_is_listed_with_its_title(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    queries = load()
    assert queries
    assert [line.split()[0] for line in lines] == [query.slug for query in queries]
    for line, query in zip(lines, queries, strict=True):
        assert query.title in line


@pytest.mark.parametrize("slug", [query.slug for query in load()])
def test_a_saved_query_is_shown_with_parameters_and_sql(
    slug: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["query", "show", slug]) == 0
    output = capsys.readouterr().out
    query = next(query for query in load() if query.slug == slug)
    assert query.title in output
    assert query.sql in output
    for parameter in query.params:
        assert f"  {parameter.name}: {parameter.label}" in output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "sits"], "did you mean sites?"),
        (["show", "../../etc/passwd"], "unknown saved query"),
        (["show", "qqqq"], "`harvest query list` names them"),
        (["show"], "Missing argument 'SLUG'"),
        ([], "Missing command"),
        (["drop"], "No such command 'drop'"),
    ],
)
def test_a_query_that_is_not_there_is_a_usage_error(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["query", *arguments]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 1
    assert says in output.err
