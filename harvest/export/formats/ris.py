"""RIS, as EndNote, Zotero, Covidence and Rayyan read it.

A trial is a report of its registry whose number is the registry's (the choice of Zotero's own
translator); group authors stay whole; the note that a paper was retracted stands in the title too,
since many programs show nothing else in a list.
"""

import re

import rispy

from harvest.export.format import ReferenceFormat
from harvest.export.references import Reference

_TYPES = {"article": "JOUR", "book": "CHAP", "trial": "RPRT"}
_NUMBERED = re.compile(r"([A-Za-z]*)([0-9]+)")


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
    pages = (reference.pages or "").split("-", 1)
    last_page = _full_last_page(pages[0], pages[1]) if len(pages) == 2 else None
    fields: dict[str, str | list[str] | None] = {
        "type_of_reference": "BOOK" if reference.is_whole_book else _TYPES[reference.kind],
        "id": reference.id,
        "authors": [person.inverted for person in reference.authors],
        "secondary_authors": [person.inverted for person in reference.editors],
        "title": marked_title(reference),
        "secondary_title": reference.journal or chapter_of(reference),
        "alternate_title1": reference.journal_abbrev,
        "year": str(reference.year) if reference.year else None,
        "date": _date(reference.published) if reference.published else None,
        "volume": reference.volume,
        "number": reference.id if reference.kind == "trial" else reference.issue,
        "start_page": pages[0] or None,
        "end_page": last_page,
        "publisher": reference.publisher,
        "place_published": reference.place,
        "issn": reference.issn,
        "doi": reference.doi,
        "accession_number": reference.pmid or reference.id,
        "custom2": reference.pmcid,
        "language": reference.language,
        "type_of_work": reference.types[0] if reference.types else None,
        "name_of_database": reference.registry or ("PubMed" if reference.pmid else None),
        "abstract": reference.abstract,
        "keywords": list(reference.keywords),
        "notes": notes(reference),
        "urls": [url for url in (reference.url,) if url],
    }
    return {key: value for key, value in fields.items() if value}


def marked_title(reference: Reference) -> str:
    """The title, with what a reader must know before citing in front of it."""
    note = reference.integrity_note
    marked = note and reference.integrity != "corrected"
    return f"[{note}] {reference.title}" if marked else reference.title


def chapter_of(reference: Reference) -> str | None:
    """The book that a chapter stands in."""
    return None if reference.is_whole_book else reference.book_title


def notes(reference: Reference) -> list[str]:
    """Numbers and warnings that the formats have no field for."""
    lines = [reference.integrity_note] if reference.integrity_note else []
    if reference.pmid:
        lines.append(f"PMID: {reference.pmid}")
    lines += [f"Trial registration: {trial_id}" for trial_id in reference.trial_ids]
    if reference.status:
        lines.append(f"Status: {reference.status}")
    return lines


def _date(published: str) -> str:
    """``YYYY/MM/DD/`` with empty places for what is not known."""
    return "/".join([*published.split("-"), "", ""][:3]) + "/"


def _full_last_page(first: str, last: str) -> str:
    """``1234-41`` means 1234 to 1241, ``S12-5; quiz S6`` S12 to S15.

    MEDLINE leaves out the digits that repeat; pages beyond the first stretch have no place in RIS.
    """
    last = re.split("[;,]", last)[0].strip()
    begin, end = _NUMBERED.fullmatch(first), _NUMBERED.fullmatch(last)
    if begin is None or end is None or end[1] not in ("", begin[1]):
        return last
    return begin[1] + begin[2][: max(0, len(begin[2]) - len(end[2]))] + end[2]


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
