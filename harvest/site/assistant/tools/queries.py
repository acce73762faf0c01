"""The saved queries, with what they ask for."""

from harvest.queries import AUDIENCES, choices, load
from harvest.site.assistant.answers import Listing, of_list
from harvest.site.assistant.arguments import Argument
from harvest.site.assistant.tool import LIST, Asked, Tool

_MOST_CHOICES = 30


def _work(asked: Asked) -> Listing:
    items = []
    for query in load():
        if asked["audience"] and asked["audience"] not in query.audiences:
            continue
        parameters = []
        for param in query.params:
            told = {"name": param.name, "means": param.label, "type": param.type}
            if param.default:
                told["default"] = param.default
            values = [value for value, _ in choices(asked.connection, param)]
            if values:
                told["choices" if param.type == "choice" else "for example"] = values[
                    :_MOST_CHOICES
                ]  # type: ignore[assignment]
            if len(values) > _MOST_CHOICES:
                told["more choices"] = len(values) - _MOST_CHOICES  # type: ignore[assignment]
            parameters.append(told)
        items.append(
            {
                "query": query.slug,
                "title": query.title,
                "description": query.description,
                "for": list(query.audiences),
                "parameters": parameters,
                "page": asked.url(f"/queries/{query.slug}"),
            }
        )
    return of_list(items, left_out=("results: run_query",))


TOOL = Tool(
    "queries",
    "Saved queries",
    "The saved queries with their parameters: tables of trials and papers for writers, "
    "investigators and operators. run_query runs one.",
    (Argument("audience", "text", "Only queries for these readers", AUDIENCES), *LIST),
    _work,
)
