"""A statement of who asks, which only reads; where the operator allows it."""

import sqlite3

from harvest.errors import UsageError
from harvest.site.assistant.answers import Item, Listing, quoted
from harvest.site.assistant.arguments import Argument
from harvest.site.assistant.tool import LIST, Asked, Tool, named_in
from harvest.site.serving import limits

_MOST_ROWS = 5_000


def _work(asked: Asked) -> Listing:
    statement = asked["sql"].rstrip().rstrip(";")
    head = statement.lstrip("( \n\t").lower()
    if not head.startswith(("select", "with")):
        raise UsageError("sql: must be one SELECT; nothing else is run")
    try:
        with limits.for_own_statement(asked.connection):
            found, described = limits.fetch(asked.connection, statement, {}, _MOST_ROWS + 1)
    except sqlite3.Warning as error:
        raise UsageError("sql: is more than one statement") from error
    except sqlite3.DatabaseError as error:
        if str(error) == "interrupted":
            raise UsageError("sql: took longer than a second; narrow it") from error
        raise UsageError(
            f"sql: {error}; the table sqlite_schema lists tables and columns"
        ) from error
    columns = [column[0] for column in described or ()]
    rows = found[:_MOST_ROWS]

    def items(start: int, most: int) -> list[Item]:
        shown = rows[start : start + most]
        named = named_in(asked, [dict(zip(columns, row, strict=True)) for row in shown])
        return [
            {
                "row": [_plain(value) for value in row],
                "records": records,
            }
            for row, records in zip(shown, named, strict=True)
        ]

    left = (f"rows after the first {_MOST_ROWS:,}",) if len(found) > _MOST_ROWS else ()
    return Listing(len(rows), items, about={"columns": columns}, left_out=left)


def _plain(value: object) -> object:
    if isinstance(value, str):
        return quoted(value)
    return f"{len(value)} bytes" if isinstance(value, bytes) else value


TOOL = Tool(
    "sql",
    "Read by SQL",
    "The rows of one SELECT over the published tables (trials, articles, trial_articles, outcomes, "
    "locations, facets, changes …), within a second. Select trial_id and article_id, and each row "
    "has the source and version of its records.",
    (Argument("sql", "text", "One SELECT of SQLite", required=True, longest=20_000), *LIST),
    _work,
    own_sql=True,
)
