"""Records similar to one, with the reasons."""

import json

from harvest.identifiers import page
from harvest.site.assistant.answers import Listing, of_list
from harvest.site.assistant.arguments import Argument
from harvest.site.assistant.tool import LIST, Asked, Tool, marked, record_of, source


def _work(asked: Asked) -> Listing:
    kind, key = record_of(asked, asked["id"])
    other = {"paper": "article", "trial": "trial"}.get(asked["kind"] or "")
    found = asked.rows("related", kind=kind, id=key, other=other)
    items = []
    for row in found:
        reasons = json.loads(row.pop("reasons"))
        items.append(
            {
                **marked(row, "title"),
                "reasons": [{"quoted": str(reason)} for reason in reasons],
                "page": asked.url(page(row["other_kind"], row["other_id"])),
            }
        )
    return of_list(
        items,
        about={"record": source(asked, kind, key)},
        help=("nothing here is similar enough to be shown; search by words instead",),
    )


TOOL = Tool(
    "related",
    "Related trials and papers",
    "Trials and papers similar to a record, best first, each with the reasons in words: same cell "
    "source, same outcome, shared official. Similarity is not a link.",
    (
        Argument("id", "text", "A number of the trial or paper", required=True, longest=300),
        Argument("kind", "text", "Only records of this kind", ("trial", "paper")),
        *LIST,
    ),
    _work,
)
