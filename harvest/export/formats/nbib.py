"""NBIB: PubMed's own tagged text (MEDLINE display format), for papers alone.

A trial has no PMID, by which readers know the format, and no field for its sponsor, number or
address that they read; other formats hold trials whole.
"""

import textwrap
from collections.abc import Iterator

from harvest.export.format import ReferenceFormat
from harvest.export.formats.ris import notes
from harvest.export.references import Person, Reference, marked, medline_date

_WIDTH = 80
_WRAPPED = {"TI", "BTI", "AB"}
"""Of what comes more than once, readers take a second line for another name or keyword."""


def dumps(references: list[Reference]) -> str:
    """The references as one text; records are parted by an empty line."""
    return "\n\n".join("\n".join(_lines(reference)) for reference in references) + "\n"


def _lines(reference: Reference) -> Iterator[str]:
    for tag, value in _fields(reference):
        if value and tag not in _WRAPPED:
            yield f"{tag:<4}- {value}"
        elif value:
            yield from textwrap.wrap(
                value,
                width=_WIDTH,
                initial_indent=f"{tag:<4}- ",
                subsequent_indent="      ",
                break_long_words=False,
                break_on_hyphens=False,
            )


def _fields(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield "PMID", reference.pmid
    yield "IS", f"{reference.issn} (Linking)" if reference.issn else None
    yield "VI", reference.volume
    yield "IP", reference.issue
    yield "DP", medline_date(reference)
    yield "TI", marked(reference, reference.title)
    yield "BTI", reference.book_title
    yield "PG", reference.pages
    yield "LID", f"{reference.doi} [doi]" if reference.doi else None
    yield "AB", reference.abstract
    for person in reference.authors:
        if person.collective:
            yield "CN", person.collective
        else:
            yield "FAU", _full(person)
            yield "AU", person.vancouver
    for person in reference.editors:
        yield "FED", _full(person)
    for language in (reference.language or "").split("|"):
        yield "LA", language
    for accession in reference.accessions:
        yield "SI", accession
    for name in reference.types:
        yield "PT", name
    yield "PL", reference.place
    yield "PB", reference.publisher
    yield "TA", reference.journal_abbrev
    yield "JT", reference.journal
    yield "PMC", reference.pmcid
    for word in reference.keywords:
        yield "OT", word
    for note in notes(reference):
        yield "GN", note
    yield "AID", f"{reference.doi} [doi]" if reference.doi else None
    yield "SO", reference.url


def _full(person: Person) -> str:
    """``Last, Fore Suffix``, as PubMed has it: readers know no comma before the suffix."""
    given = " ".join(part for part in (person.fore or person.initials, person.suffix) if part)
    return person.collective or ", ".join(part for part in (person.last, given) if part)


FORMAT = ReferenceFormat(
    name="nbib",
    label="NBIB",
    programs="PubMed, papers only",
    pubmed_only=True,
    ending="nbib",
    media_type="application/nbib",
    most=20_000,
    place=2,
    dumps=dumps,
)
