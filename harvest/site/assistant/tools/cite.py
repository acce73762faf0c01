"""References to records, as reference managers read them."""

from harvest.errors import UsageError
from harvest.export import REFERENCE_FORMATS, references
from harvest.site.assistant.answers import Item, Listing, quoted
from harvest.site.assistant.arguments import Argument
from harvest.site.assistant.tool import LIST, Asked, Tool, record_of, source


def _work(asked: Asked) -> Listing:
    form = REFERENCE_FORMATS[asked["format"] or "ris"]
    records = list(dict.fromkeys(record_of(asked, number) for number in asked["ids"]))
    if form.pubmed_only and (other := next((k for kind, k in records if kind == "trial"), None)):
        raise UsageError(f"{other}: {form.label} is for papers of PubMed; choose another format")

    def items(start: int, most: int) -> list[Item]:
        found = []
        for kind, key in records[start : start + most]:
            (reference,) = references.of_ids(asked.connection, [key])
            written = form.dumps([reference])
            found.append(
                {
                    **source(asked, kind, key),
                    "reference": quoted(written, 6_000),
                    "warning": reference.integrity_note,
                }
            )
        return found

    return Listing(len(records), items, about={"format": form.name})


TOOL = Tool(
    "cite",
    "References",
    "Records as references in RIS, NBIB, BibTeX or CSL-JSON, one an item. A retracted one says so.",
    (
        Argument("ids", "ids", "Numbers of trials and papers", required=True),
        Argument("format", "text", "Format; ris where it is not given", tuple(REFERENCE_FORMATS)),
        *LIST,
    ),
    _work,
)
