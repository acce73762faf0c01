"""BibTeX in UTF-8, for LaTeX, JabRef and Zotero."""

import re

from bibtexparser.bibdatabase import BibDatabase
from bibtexparser.bwriter import BibTexWriter

from harvest.export.format import ReferenceFormat
from harvest.export.formats.ris import chapter_of, marked_title, notes
from harvest.export.references import Person, Reference, listed

_TYPES = {"article": "article", "book": "incollection", "preprint": "misc", "trial": "techreport"}
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # readers count braces, whatever stands before them
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_SPECIAL_CHARACTER = re.compile(r"[\\{}$&%#_~^]")
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9:./+-]")
_VERBATIM = {"doi", "url"}  # read by programs, not typeset
_NOT_VERBATIM = str.maketrans({"{": "%7B", "}": "%7D"})
_PARTED = re.compile(r",|(?:^|\s)and(?:\s|$)", re.IGNORECASE)
"""Where BibTeX parts names, and the parts of one."""


def dumps(references: list[Reference]) -> str:
    """The references as one BibTeX text, each under ``pmid…`` or its key."""
    database = BibDatabase()
    database.entries = [_entry(reference) for reference in references]
    writer = BibTexWriter()
    writer.order_entries_by = None
    return str(writer.write(database))


def escape(text: str) -> str:
    """Text with TeX's own characters made harmless."""
    return _SPECIAL_CHARACTER.sub(lambda match: _SPECIAL[match[0]], text)


def _entry(reference: Reference) -> dict[str, str]:
    date = reference.published or ""
    fields = {
        "title": marked_title(reference),
        "journal": reference.journal,
        "booktitle": chapter_of(reference),
        "year": str(reference.year) if reference.year else None,
        "date": date or None,
        "volume": reference.volume,
        "type": f"{reference.registry} registration" if reference.kind == "trial" else None,
        "number": reference.id if reference.kind == "trial" else reference.issue,
        "pages": "--".join(page for page in reference.page_range if page) or None,
        "institution": reference.publisher if reference.kind == "trial" else None,
        "publisher": reference.publisher if reference.kind == "book" else None,
        "howpublished": reference.publisher if reference.kind == "preprint" else None,
        "address": reference.place,
        "issn": reference.issn,
        "language": reference.language,
        "doi": reference.doi,
        "pmid": reference.pmid,
        "pmcid": reference.pmcid,
        "url": reference.url,
        "abstract": reference.abstract,
        "keywords": listed(reference.keywords) or None,
        "note": "; ".join(notes(reference)) or None,
    }
    entry = {
        key: value.translate(_NOT_VERBATIM) if key in _VERBATIM else escape(value)
        for key, value in fields.items()
        if value
    }
    if "title" in entry:
        entry["title"] = f"{{{entry['title']}}}"  # double braces keep MELD and HBV in capitals
    if reference.authors:
        entry["author"] = " and ".join(_name(person) for person in reference.authors)
    if reference.editors:
        entry["editor"] = " and ".join(_name(person) for person in reference.editors)
    entry["ENTRYTYPE"] = "book" if reference.is_whole_book else _TYPES[reference.kind]
    entry["ID"] = _key(reference)
    return entry


def _key(reference: Reference) -> str:
    """A key of letters that no program for BibTeX stumbles over; two records never share one."""
    if reference.pmid:
        return f"pmid{reference.pmid}"
    return _NOT_IN_KEYS.sub(lambda match: f"_{ord(match[0]):x}_", reference.id)


def _name(person: Person) -> str:
    if person.collective or not (person.given):
        return f"{{{escape(person.inverted)}}}"
    parts = (person.last or "", person.suffix or "", person.given or "")
    return ", ".join(_name_part(part) for part in parts if part)


def _name_part(text: str) -> str:
    """A part of a name, in braces where it holds what would part it."""
    return f"{{{escape(text)}}}" if _PARTED.search(text) else escape(text)


FORMAT = ReferenceFormat(
    name="bibtex",
    label="BibTeX",
    ending="bib",
    media_type="application/x-bibtex",
    most=20_000,
    place=3,
    dumps=dumps,
)
