"""What ties papers to trials, with the rule and the words behind each link."""

from harvest.identifiers import page
from harvest.site.assistant.answers import Listing, of_list
from harvest.site.assistant.arguments import Argument
from harvest.site.assistant.tool import LIST, Asked, Tool, marked, record_of, source

_RELATIONS = ("results", "preprint", "protocol", "background", "derived", "mention", "candidate")


def _work(asked: Asked) -> Listing:
    kind, key = record_of(asked, asked["id"])
    withdrawn = bool(asked["include_withdrawn"])
    found = asked.rows("links", id=key, relation=asked["relation"], withdrawn=withdrawn)
    items = [
        {
            **marked(row, "evidence", "trial_title", "paper_title"),
            "trial_page": asked.url(page("trial", row["trial_id"])),
            "paper_page": asked.url(page("article", row["article_id"])),
        }
        for row in found
    ]
    return of_list(
        items,
        about={"record": source(asked, kind, key)},
        help=("no link here; `related` lists what is similar", "leave out relation"),
        left_out=("titles and facts of the other records: `record`",),
    )


TOOL = Tool(
    "links",
    "Links between trials and papers",
    "Papers linked to a trial, or trials linked to a paper: one item for each rule that links "
    "them, with its evidence, its score and the relation. A candidate is a guess with a "
    "probability, not a link by number.",
    (
        Argument("id", "text", "A number of the trial or paper", required=True, longest=300),
        Argument("relation", "text", "Only links of this relation", _RELATIONS),
        Argument("include_withdrawn", "flag", "Also links that their source withdrew"),
        *LIST,
    ),
    _work,
)
