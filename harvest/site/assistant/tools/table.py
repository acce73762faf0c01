"""The table of included studies: each cell with the words of the record that it was read from."""

from harvest.errors import UsageError
from harvest.facets import facets
from harvest.site.assistant.answers import Item, Listing, quoted
from harvest.site.assistant.arguments import Argument
from harvest.site.assistant.tool import LIST, Asked, Tool, origins, record_of, rows, source

_FIELDS = (
    "brief_title", "status_label", "phase_label", "study_type_label", "allocation_label",
    "masking_label", "enrollment", "enrollment_type", "start_date", "completion_date",
    "lead_sponsor", "countries", "conditions", "interventions", "has_results",
)  # fmt: skip


def _work(asked: Asked) -> Listing:
    keys = []
    for number in asked["ids"]:
        kind, key = record_of(asked, number)
        if kind != "trial":
            raise UsageError(f"{number}: is a paper; the table is of trials")
        keys.append(key)
    keys = list(dict.fromkeys(keys))
    wanted = asked["columns"] or ()
    names = [*_FIELDS, *(facet.name for facet in facets()), "primary_outcomes"]
    for name in wanted:
        if name not in names:
            raise UsageError(f"columns: {name!r} is unknown; choose from {', '.join(names)}")
    shown = [name for name in names if not wanted or name in wanted]
    held = origins(asked, keys)
    cells = [
        cell | {name: held[key][name] for name in ("source", "version")}
        for key in keys
        for cell in _cells(asked, key, shown)
    ]
    about = {
        "trials": [source(asked, "trial", key) for key in keys[:20]],
        "download": asked.url(f"/compare?ids={','.join(keys)}"),
        "columns": shown,
    }
    return Listing(len(cells), lambda start, most: cells[start : start + most], about=about)


def _cells(asked: Asked, key: str, shown: list[str]) -> list[Item]:
    (row,) = rows(asked.connection, "SELECT * FROM trials WHERE trial_id = :id", {"id": key})
    found: list[Item] = []
    for name in shown:
        if name in _FIELDS:
            value = row[name]
            cell: Item = {"trial": key, "column": name, "field": name}
            if value in (None, ""):
                cell["stated"] = False
            else:
                cell["value"] = quoted(value, 600) if isinstance(value, str) else value
            found.append(cell)
    facts = asked.rows("table_facets", id=key)
    for name in shown:
        if name in _FIELDS or name == "primary_outcomes":
            continue
        own = [fact for fact in facts if fact["facet"] == name]
        for fact in own:
            span = {
                "start": fact["start"],
                "end": fact["end"],
                **(quoted(fact["evidence"], 600) or {}),
            }
            cell = {
                "trial": key,
                "column": name,
                "value": fact["value"],
                "field": fact["field"],
                "span": span,
            }
            found.append(cell | {k: fact[k] for k in ("flag", "formula") if fact[k]})
        if not own:
            found.append({"trial": key, "column": name, "found_in_the_text": False})
    if "primary_outcomes" in shown:
        found += _outcomes(asked, key)
    return found


def _outcomes(asked: Asked, key: str) -> list[Item]:
    found = asked.rows("primary_outcomes", id=key)
    if not found:
        return [{"trial": key, "column": "primary_outcomes", "stated": False}]
    return [
        {
            "trial": key,
            "column": "primary_outcomes",
            "field": f"outcomes.primary[{row['position']}]",
            "value": quoted(row["measure"], 600),
            "time_frame": quoted(row["time_frame"], 300),
        }
        for row in found
    ]


TOOL = Tool(
    "table",
    "Table of included studies",
    "Characteristics of trials for a review, a cell an item: registry fields as registered, and "
    "what was read from the record's text, with the span of the text. `stated: false` is not "
    "stated in the record; `found_in_the_text: false` was not found in its text.",
    (
        Argument("ids", "ids", "Numbers of the trials", required=True),
        Argument("columns", "ids", "Only these columns"),
        *LIST,
    ),
    _work,
)
