"""CSL-JSON (citeproc items), for Zotero, Pandoc and Mendeley."""

import json

from harvest.export.format import ReferenceFormat
from harvest.export.formats.ris import chapter_of, marked_title, notes
from harvest.export.references import Person, Reference, listed

_TYPES = {"article": "article-journal", "book": "chapter", "preprint": "article", "trial": "report"}


def dumps(references: list[Reference]) -> str:
    """The references as one JSON array of CSL items (schema csl-data 1.0.2)."""
    items = [item(reference) for reference in references]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def item(reference: Reference) -> dict[str, object]:
    """The reference as one CSL item, without the fields that it has nothing for."""
    issued = [
        int(part) for part in (reference.published or str(reference.year or "")).split("-") if part
    ]
    fields: dict[str, object] = {
        "id": f"pmid{reference.pmid}" if reference.pmid else reference.id,
        "type": "book" if reference.is_whole_book else _TYPES[reference.kind],
        "title": marked_title(reference),
        "author": [_name(person) for person in reference.authors],
        "editor": [_name(person) for person in reference.editors],
        "container-title": reference.journal or chapter_of(reference),
        "container-title-short": reference.journal_abbrev,
        "issued": {"date-parts": [issued]} if issued else None,
        "volume": reference.volume,
        "issue": reference.issue,
        "number": reference.id if reference.kind == "trial" else None,
        "page": "-".join(page for page in reference.page_range if page),
        "publisher": reference.publisher,
        "publisher-place": reference.place,
        "genre": _genre(reference),
        "archive": reference.registry if reference.kind == "trial" else None,
        "DOI": reference.doi,
        "PMID": reference.pmid,
        "PMCID": reference.pmcid,
        "ISSN": reference.issn,
        "URL": reference.url,
        "language": reference.language,
        "abstract": reference.abstract,
        "keyword": listed(reference.keywords),
        "note": "\n".join(notes(reference)),
        "status": "retracted" if reference.integrity == "retracted" else None,
    }
    return {key: value for key, value in fields.items() if value}


def _genre(reference: Reference) -> str | None:
    if reference.kind == "preprint":
        return "Preprint"
    return reference.types[0] if reference.kind == "trial" else None


def _name(person: Person) -> dict[str, str]:
    if person.collective:
        return {"literal": person.collective}
    parts = {
        "family": person.last,
        "given": person.given,
        "suffix": person.suffix,
    }
    return {key: value for key, value in parts.items() if value}


FORMAT = ReferenceFormat(
    name="csl-json",
    label="CSL-JSON",
    ending="csl.json",
    media_type="application/vnd.citationstyles.csl+json",
    most=20_000,
    place=4,
    dumps=dumps,
)
