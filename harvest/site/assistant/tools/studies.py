"""Studies with their registrations: why they are one study, and where they disagree."""

from harvest.errors import UsageError
from harvest.identifiers import page
from harvest.site.assistant.answers import Item, Listing, of_list
from harvest.site.assistant.arguments import Argument
from harvest.site.assistant.tool import LIST, Asked, Tool, marked, origins, record_of, source


def _work(asked: Asked) -> Listing:
    return _one(asked) if asked["id"] else _list(asked)


def _one(asked: Asked) -> Listing:
    for name in ("several_registrations", "disagreeing"):
        if asked[name] is not None:
            raise UsageError(f"{name}: is for the list of studies; leave it out, or leave out id")
    kind, key = record_of(asked, asked["id"])
    if kind != "trial":
        raise UsageError(f"{key}: is a paper; give a trial, or ask `links` for its trials")
    items = [
        {
            "what": "registration",
            **marked(row, "title"),
            "page": asked.url(page("trial", row["trial_id"])),
        }
        for row in asked.rows("registrations", id=key)
    ]
    items += [
        {"what": "why one study", **marked(row, "evidence"), "records": _pair(asked, row)}
        for row in asked.rows("same_study", id=key)
    ]
    items += [
        {
            "what": "disagreement",
            **marked(row, "value", "other_value", "note"),
            "records": _pair(asked, row),
        }
        for row in asked.rows("disagreements", id=key)
    ]
    return of_list(items, about={"record": source(asked, kind, key)})


def _pair(asked: Asked, row: Item) -> list[Item]:
    return list(origins(asked, (row["trial_id"], row["other_trial_id"])).values())


def _list(asked: Asked) -> Listing:
    bound = {"several": asked["several_registrations"], "disagreeing": asked["disagreeing"]}
    (counted,) = asked.rows("studies_count", **bound)

    def items(start: int, most: int) -> list[dict[str, object]]:
        found = asked.rows("studies", **bound, start=start, most=most)
        held = origins(asked, [row["study_id"] for row in found])
        return [
            {
                **marked(row, "title"),
                **held[row["study_id"]],
                "page": asked.url(page("trial", row["study_id"])),
            }
            for row in found
        ]

    return Listing(
        counted["n"], items, left_out=("registrations of each study: studies with its id",),
        help=("leave out a filter",),
    )  # fmt: skip


TOOL = Tool(
    "studies",
    "Studies and their registrations",
    "With id: all registrations of the study of a trial, the statements by which they are one "
    "study, and the fields in which they disagree. Without: the list of studies.",
    (
        Argument("id", "text", "A number of a registration", longest=300),
        Argument("several_registrations", "flag", "Only studies registered more than once"),
        Argument("disagreeing", "flag", "Only studies whose registrations disagree"),
        *LIST,
    ),
    _work,
)
