"""NBIB, PubMed's own tagged text, as ``Bio.Medline`` reads it."""

import io
import re
from collections.abc import Iterator
from typing import Any

from Bio import Medline

from harvest.references import fields
from harvest.references.model import Entry, Person, Reference
from harvest.text import is_title, line

_FIRST = re.compile(r"^(?:PMID|OWN |STAT)-", re.MULTILINE)
_BEGIN = re.compile(r"(?=^PMID- )", re.MULTILINE)


def is_nbib(text: str) -> bool:
    """Whether any record of the format begins in a text."""
    return _FIRST.search(text) is not None and re.search(r"^TI  - ", text, re.MULTILINE) is not None


def entries(text: str) -> Iterator[Entry]:
    """The records of a file, in its order."""
    records = [each for each in _BEGIN.split(text) if _FIRST.search(each)]
    for number, record in enumerate(records, 1):
        try:
            yield Entry(number, record, _reference(_read(record)))
        except (ValueError, KeyError, StopIteration) as error:
            yield Entry(number, record, None, str(error) or "is not a MEDLINE record")


def _read(text: str) -> Any:
    read: Any = Medline.read
    return read(io.StringIO(text))


def _reference(record: Any) -> Reference:
    def text(*tags: str) -> str | None:
        found = (record.get(tag) for tag in tags)
        return fields.first_line(*("; ".join(each) if isinstance(each, list) else each
                                   for each in found))  # fmt: skip

    def several(*tags: str) -> list[str]:
        found = (record.get(tag, []) for tag in tags)
        return [one for each in found for one in (each if isinstance(each, list) else [each])]

    title = text("TI")
    if title is None or not is_title(title):
        title = text("TT", "BTI", "TI")
    if title is None:
        raise ValueError("has no title (TI)")
    year = fields.year_in(text("DP"), text("DEP"))
    return Reference(
        title=title,
        people=_people(several("FAU"), several("AU"), several("CN")),
        journal=text("JT", "TA", "BTI"),
        journal_abbrev=text("TA"),
        issn=text("IS"),
        year=year,
        published=fields.date_of(year, text("DP")),
        volume=text("VI"),
        issue=text("IP"),
        pages=fields.pages_of(text("PG")),
        doi=fields.doi_in(*(each for each in several("LID", "AID") if "[doi]" in each)),
        pmid=fields.pmid_of(text("PMID"), alone=True),
        pmcid=fields.pmcid_in(text("PMC")),
        abstract=text("AB"),
        language=text("LA"),
        keywords=tuple(dict.fromkeys(line(each) for each in several("OT"))),
        types=tuple(several("PT")),
        accession=text("PMID"),
        source="MEDLINE",
        publisher=text("PB"),
        book="BTI" in record,
    )


def _people(whole: list[str], short: list[str], groups: list[str]) -> tuple[Person, ...]:
    named = fields.people(whole or short)
    return (*named, *(Person(group=line(each)) for each in groups))
