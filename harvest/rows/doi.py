"""Rows of what the agency of a DOI says of it, and of what Retraction Watch says of a paper."""

from typing import NamedTuple


class Doi(NamedTuple):
    """One DOI, in small letters, as its registration agency describes it."""

    doi: str
    title: str | None
    type: str | None
    publisher: str | None


class DoiUpdate(NamedTuple):
    """A notice about this DOI (``updated-by``), or that this DOI is a notice about (``update-to``).

    ``source`` says who told the agency: publisher or retraction-watch. ``integrity`` is what it
    means for the paper that is updated, None for nothing or no more: ``lifted_on`` is when.
    """

    doi: str
    position: int
    role: str
    type: str | None
    label: str | None
    source: str | None
    other_doi: str
    dated: str | None
    record_id: str | None
    integrity: str | None
    lifted_on: str | None


class DoiRelation(NamedTuple):
    """A tie to another work, such as ``has-preprint``; ``asserted_by`` is subject or object."""

    doi: str
    position: int
    relation: str
    other_type: str | None
    other_id: str
    asserted_by: str | None


class Notice(NamedTuple):
    """A line of Retraction Watch's list; reasons joined by "|"; ``notice_id`` is RW: and its own.

    ``doi`` and ``pmid`` are those of the paper, ``notice_doi`` and ``notice_pmid`` of the notice.
    """

    notice_id: str
    doi: str | None
    pmid: str | None
    nature: str | None
    integrity: str | None
    dated: str | None
    notice_doi: str | None
    notice_pmid: str | None
    reasons: str | None
    title: str | None


class Text(NamedTuple):
    """A paper as Europe PMC lists it, by the key ``MED:26062731``; the flags are 1, 0 or None.

    ``open_access`` is whether its licence lets others use it; ``free_from`` ends an embargo.
    """

    text_id: str
    pmid: str | None
    pmcid: str | None
    doi: str | None
    title: str | None
    year: int | None
    preprint: int
    open_access: int | None
    licence: str | None
    in_epmc: int | None
    free_from: str | None


class TextName(NamedTuple):
    """A trial's number that the full text of a paper has."""

    text_id: str
    position: int
    number: str


class TextLink(NamedTuple):
    """Where a paper can be read; ``code`` is OA (open access), F (free) or S (subscription)."""

    text_id: str
    position: int
    url: str
    code: str | None
    availability: str | None
    style: str | None
    site: str | None


class TextTie(NamedTuple):
    """A preprint of a paper (``PreprintIn``), by its source at Europe PMC and its number there."""

    text_id: str
    position: int
    tie: str
    other_source: str | None
    other_id: str
