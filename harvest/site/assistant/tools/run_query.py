"""A saved query, run."""

from harvest.queries import named
from harvest.site.assistant.answers import Item, Listing, quoted
from harvest.site.assistant.arguments import Argument
from harvest.site.assistant.tool import LIST, Asked, Tool, rows


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
        return [
            {
                name: quoted(value) if isinstance(value, str) else value
                for name, value in row.items()
            }
            for row in found
        ]

    about = {
        "query": query.slug,
        "title": query.title,
        "parameters": {name: value for name, value in bound.items() if value not in (None, "")},
        "page": asked.url(f"/queries/{query.slug}"),
    }
    help_ = ("leave out a parameter", "queries lists the parameters and their choices")
    return Listing(total, items, about=about, help=help_)


TOOL = Tool(
    "run_query",
    "Run a saved query",
    "The rows of a saved query; its columns link to records by trial_id and article_id. Null means "
    "that the record does not state it.",
    (
        Argument(
            "query", "text", "Name of the query, as `queries` lists it", required=True, longest=80
        ),
        Argument("parameters", "object", "Values of its parameters, by name"),
        *LIST,
    ),
    _work,
)
