"""A saved query, run."""

from harvest.queries import named
from harvest.site.assistant.answers import Item, Listing, quoted
from harvest.site.assistant.arguments import Argument
from harvest.site.assistant.tool import LIST, Asked, Tool, named_in, rows


def _work(asked: Asked) -> Listing:
    query = named(asked["query"])
    bound: dict[str, object] = {**query.values(asked["parameters"] or {})}
    inner = f"({query.sql}\n)"
    counted = f"SELECT count(*) AS n FROM {inner}"  # noqa: S608 (a saved query)
    total = int(rows(asked.connection, counted, bound)[0]["n"])

    def items(start: int, most: int) -> list[Item]:
        statement = f"SELECT * FROM {inner} LIMIT :harvest_most OFFSET :harvest_start"  # noqa: S608
        more = {"harvest_most": most, "harvest_start": start}
        found = rows(asked.connection, statement, bound | more)
        named = named_in(asked, found)
        return [
            {
                "values": {
                    name: quoted(value) if isinstance(value, str) else value
                    for name, value in row.items()
                },
                "records": records,
            }
            for row, records in zip(found, named, strict=True)
        ]

    about = {
        "query": query.slug,
        "title": query.title,
        "parameters": {name: value for name, value in bound.items() if value not in (None, "")},
        "page": asked.url(f"/queries/{query.slug}"),
    }
    help_ = ("leave out a parameter", "queries lists the parameters and their choices")
    left = ("the words of a record that a value was read from: `table`, `record`",)
    return Listing(total, items, about=about, help=help_, left_out=left)


TOOL = Tool(
    "run_query",
    "Run a saved query",
    "The rows of a saved query: `values` by column, and the records that the row names, with "
    "source and version; a row that names none is a count over the database. Null means that the "
    "record does not state it.",
    (
        Argument(
            "query", "text", "Name of the query, as `queries` lists it", required=True, longest=80
        ),
        Argument("parameters", "object", "Values of its parameters, by name"),
        *LIST,
    ),
    _work,
)
