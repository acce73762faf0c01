"""RIS, as EndNote, Zotero, Covidence and Rayyan read it.

A trial is a report of its registry; its number stands in ``SN``, where Zotero reads the number
of a report. That a paper was retracted stands in its title too, since many programs show nothing
else in a list. A comma parts last and first name and can't be quoted: a group has none, so that it
stays whole.
"""

import rispy

from harvest.export.format import ReferenceFormat
from harvest.export.references import Person, Reference, marked, unlisted

_TYPES = {"article": "JOUR", "book": "CHAP", "preprint": "UNPB", "trial": "RPRT"}


def dumps(references: list[Reference]) -> str:
    """The references as one RIS text, lines ended by CR LF as the format asks."""
    entries = [_entry(reference) for reference in references]
    text: str = rispy.dumps(entries, implementation=_Writer)
    return text.replace("\n", "\r\n")


class _Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy ships no types
    """Begins each record with its ``TY``, as the format says; the library counts them before it."""

    def set_header(self, count: int) -> str:
        """An empty header: ``TY`` alone begins a record, whatever its ``count``."""
        return ""


def _entry(reference: Reference) -> dict[str, str | list[str]]:
    first_page, last_page = reference.page_range
    is_trial = reference.kind == "trial"
    fields: dict[str, str | list[str] | None] = {
        "type_of_reference": "BOOK" if reference.is_whole_book else _TYPES[reference.kind],
        "id": reference.id,
        "authors": [_name(person) for person in reference.authors],
        "secondary_authors": [_name(person) for person in reference.editors],
        "title": marked_title(reference),
        "secondary_title": reference.journal or chapter_of(reference),
        "alternate_title1": reference.journal_abbrev,
        "year": str(reference.year) if reference.year else None,
        "date": _date(reference.published) if reference.published else None,
        "volume": reference.volume,
        "number": reference.issue,
        "start_page": first_page,
        "end_page": last_page,
        "publisher": reference.publisher,
        "place_published": reference.place,
        "issn": reference.id if is_trial else reference.issn,
        "doi": reference.doi,
        "accession_number": reference.pmid or reference.id,
        "custom2": reference.pmcid,
        "language": reference.language,
        "type_of_work": reference.types[0] if reference.types else None,
        "name_of_database": reference.registry or _database(reference),
        "abstract": reference.abstract,
        "keywords": list(reference.keywords),
        "notes": [*notes(reference), *([f"PMID: {reference.pmid}"] if reference.pmid else [])],
        "urls": [url for url in (reference.url,) if url],
        "file_attachments2": reference.full_text,
    }
    return {key: value for key, value in fields.items() if value}


def _database(reference: Reference) -> str | None:
    if reference.pmid:
        return "PubMed"
    return "Europe PMC" if reference.id.startswith("PPR") else None


def _name(person: Person) -> str:
    """``Last, First, Suffix`` or a group's name: no other comma, which would part it."""
    if person.collective:
        return unlisted(person.collective)
    parts = (person.last, person.given, person.suffix)
    return ", ".join(unlisted(part) for part in parts if part)


def marked_title(reference: Reference) -> str:
    """The title, with what a reader must know before citing in front of it."""
    return marked(reference, reference.shown_title)


def chapter_of(reference: Reference) -> str | None:
    """The book that a chapter stands in."""
    return None if reference.is_whole_book else reference.book_title


def notes(reference: Reference) -> list[str]:
    """Numbers and warnings that no format has a field for."""
    lines = [reference.integrity_note] if reference.integrity_note else []
    lines += ["Preprint, not reviewed by peers"] if reference.kind == "preprint" else []
    lines += [f"Trial registration: {trial_id}" for trial_id in reference.trial_ids]
    if reference.also:
        lines.append(f"Also registered as {', '.join(reference.also)}")
    if reference.status:
        lines.append(f"Status: {reference.status}")
    if reference.attribution:
        lines.append(reference.attribution)
    return lines


def _date(published: str) -> str:
    """``YYYY/MM/DD/`` with empty places for what is not known."""
    return "/".join([*published.split("-"), "", ""][:3]) + "/"


FORMAT = ReferenceFormat(
    name="ris",
    label="RIS",
    programs="EndNote, Zotero",
    ending="ris",
    media_type="application/x-research-info-systems",
    most=20_000,
    place=1,
    dumps=dumps,
)
