"""Rows of an article's full text: what it is, under which licence, and its sections."""

from typing import NamedTuple


class FullText(NamedTuple):
    """One article as its file describes itself, by its number at PubMed Central (``PMC4482193``).

    ``licence`` is the licence that the file names (``CC BY 4.0``); ``rights`` is what follows from
    it: ``keep`` (the text may be published), ``read`` (it may be read, and is not published) or
    ``link`` (nothing of it is kept).
    """

    pmcid: str
    pmid: str | None
    doi: str | None
    title: str | None
    type: str | None
    licence: str | None
    licence_url: str | None
    rights: str


class FullTextSection(NamedTuple):
    """A section without those inside it; paragraphs are lines of ``text``.

    ``kind`` is abstract, introduction, methods, results, discussion, registration, ethics, funding,
    conflicts, availability, acknowledgements, note, aside or body; ``heading`` has those above it.
    """

    pmcid: str
    position: int
    kind: str
    heading: str
    text: str
