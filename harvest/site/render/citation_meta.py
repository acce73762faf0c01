"""What a reference manager reads in the head of a paper's page: Highwire's ``citation_…`` elements.

They say the same as the downloads; with them a browser's button saves a paper, not a web page.
"""

from collections.abc import Iterator

from harvest.export.references import Reference, marked


def citation_meta(reference: Reference) -> list[tuple[str, str]]:
    """The elements as (name, content), those without content left out, an author each."""
    return [(f"citation_{name}", content) for name, content in _fields(reference) if content]


def _fields(reference: Reference) -> Iterator[tuple[str, str | None]]:
    first, last = reference.page_range
    yield "title", marked(reference, reference.shown_title)
    for person in reference.authors:
        yield "author", person.inverted
    yield "journal_title", reference.journal
    yield "journal_abbrev", reference.journal_abbrev
    yield "inbook_title", None if reference.is_whole_book else reference.book_title
    yield "publisher", reference.publisher
    date = reference.published or (str(reference.year) if reference.year else "")
    yield "publication_date", date.replace("-", "/")
    yield "volume", reference.volume
    yield "issue", reference.issue
    yield "firstpage", first
    yield "lastpage", last
    yield "issn", reference.issn
    yield "doi", reference.doi
    yield "pmid", reference.pmid
    yield "language", (reference.language or "").split("|")[0]
