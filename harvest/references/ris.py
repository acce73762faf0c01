"""RIS as Embase, Scopus, Web of Science, Cochrane, Ovid and reference managers write it.

Each record is cut out of the file first, so that one without its end, or with a line that is none
of the format, costs no other; then ``rispy`` reads it.
"""

import re
from collections.abc import Iterator
from typing import Any

import rispy
from rispy.config import TAG_KEY_MAPPING

from harvest.references import fields
from harvest.references.model import Entry, Reference
from harvest.text import clean, line

_TAGGED = re.compile(r"^\s{0,3}([A-Z][A-Z0-9])[ \t]{0,4}-(?:[ \t]+|$)(.*)$")
_FIRST = re.compile(r"^\s{0,3}TY[ \t]{0,4}-(?:[ \t]|$)", re.MULTILINE)
_TAGS = {
    tag: tag
    for tag in (
        *TAG_KEY_MAPPING,
        *["AR", "BT", "CP", "J1", "L3", "U1", "U2", "U3", "U4", "U5", "XR", "Y3"],
    )
}
_BOOKS = frozenset(("BOOK", "CHAP", "EBOOK", "ECHAP", "EDBOOK"))
_KINDS = {"CONF": "Conference abstract", "CPAPER": "Conference paper", "THES": "Thesis"}


def is_ris(text: str) -> bool:
    """Whether any record of the format begins in a text."""
    return _FIRST.search(text) is not None


def entries(text: str) -> Iterator[Entry]:
    """The records of a file, in its order."""
    for number, record in enumerate(_records(text), 1):
        try:
            yield Entry(number, record, _reference(_tags(record)))
        except ValueError as error:
            yield Entry(number, record, None, str(error))


def _records(text: str) -> Iterator[str]:
    """The text of each record, from its TY on; what stands between records belongs to none."""
    begun: list[str] | None = None
    for each in text.split("\n"):
        found = _TAGGED.match(each)
        tag = found[1] if found else None
        if tag == "TY":
            if begun is not None:  # the record before has lost its ER
                yield "\n".join(begun)
            begun = []
        if begun is not None:
            begun.append(each)
            if tag == "ER":
                yield "\n".join(begun)
                begun = None
    if begun is not None:
        yield "\n".join(begun)


def _tags(record: str) -> dict[str, Any]:
    lines = []
    for each in record.split("\n"):
        found = _TAGGED.match(each)
        if found is not None:
            lines.append(f"{found[1]}  - {found[2]}")
        elif each.strip() and lines:  # a long text that was wrapped
            lines[-1] += f"\n{each}" if lines[-1][:2] in ("AB", "N2") else f" {each.strip()}"
    # rispy counts lines; a text of several is one for it while its breaks are hidden.
    hidden = [each.replace("\n", "\x1f") for each in lines]
    if not hidden[-1].startswith("ER"):
        hidden.append("ER  - ")
    parsed: list[dict[str, Any]] = rispy.loads(
        "\n".join(hidden), mapping=_TAGS, list_tags=[*_TAGS], delimiter_tags_mapping={}
    )
    if not parsed:
        raise ValueError("has no field that can be read")
    return parsed[0]


class _Tags:
    """The values of a record by their tags."""

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = values

    def all(self, *names: str) -> list[str]:
        found = (value for name in names for value in _listed(self._values.get(name, [])))
        return [text for each in found if (text := clean(str(each).replace("\x1f", "\n")))]

    def first(self, *names: str) -> str | None:
        return fields.first_line(*self.all(*names))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _reference(values: dict[str, Any]) -> Reference:
    tags = _Tags(values)
    kind = (tags.first("TY") or "").upper()
    title = tags.first("TI", "T1", *(("BT", "T2") if kind == "BOOK" else ()), "ST", "TT")
    if title is None:
        raise ValueError("has no title (TI or T1)")
    year = fields.year_in(tags.first("PY"), tags.first("Y1"), tags.first("DA"))
    full = tags.first("JF", "T2", "JO", "BT", "T3")
    short = tags.first("JA", "J2", "J1", "JO")
    abstracts = [each for each in tags.all("AB", "N2") if len(each) > 40]
    keywords = (line(part) for each in tags.all("KW") for part in each.split("\n"))
    return Reference(
        title=title,
        people=fields.people(tags.all("AU", "A1")),
        journal=full or short,
        journal_abbrev=short if short != full else None,
        issn=tags.first("SN"),
        year=year,
        published=fields.date_of(year, *tags.all("DA", "PY", "Y1")),
        volume=tags.first("VL"),
        issue=tags.first("IS", "CP"),
        pages=fields.pages_of(tags.first("SP"), tags.first("EP"))
        or fields.pages_of(tags.first("C7", "AR")),
        doi=fields.doi_in(*tags.all("DO", "UR", "L3", "N1", "M3")),
        pmid=_pmid(tags),
        pmcid=fields.pmcid_in(*tags.all("C2", "N1", "UR", "L1", "AN")),
        abstract="\n\n".join(abstracts[:1]) or None,
        language=tags.first("LA"),
        keywords=tuple(dict.fromkeys(filter(None, keywords))),
        types=tuple(filter(None, (*map(line, tags.all("M3")), _KINDS.get(kind)))),
        accession=tags.first("AN", "U2", "ID"),
        source=tags.first("DB", "DP"),
        url=tags.first("UR", "L2"),
        publisher=tags.first("PB"),
        trial=fields.registration(tags.first("AN"), full, *tags.all("UR")),
        book=kind in _BOOKS,
    )


def _pmid(tags: _Tags) -> str | None:
    """The PMID: where a field says so, or where the database is known to write it alone.

    Embase does in C5, Scopus in C2, Ovid MEDLINE and PubMed in AN or ID.
    """
    if found := fields.pmid_of(*tags.all("N1", "C3", "XR", "UR", "C1", "C2", "AN")):
        return found
    of = " ".join(tags.all("DB", "DP", "L2", "UR", "U2")).casefold()
    for name, where in (("scopus", ["C2"]), ("embase", ["C5"]), ("medline", ["AN", "ID"]),
                        ("pubmed", ["AN", "ID"])):  # fmt: skip
        if name in of and (found := fields.pmid_of(*tags.all(*where), alone=True)):
            return found
    return None
