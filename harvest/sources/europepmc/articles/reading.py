"""An article's bytes as rows; what may not be kept is cut down to what says so."""

from datetime import date
from hashlib import sha256
from typing import NamedTuple

from lxml import etree

from harvest.errors import RecordError
from harvest.records import Digest, Raw, Record
from harvest.rows import FullText, FullTextSection
from harvest.sources.europepmc.articles.document import (
    Element,
    canonical,
    child,
    numbers,
    opened,
    tag,
)
from harvest.sources.europepmc.articles.licence import Licence, licence_of
from harvest.sources.europepmc.articles.prose import line_of
from harvest.sources.europepmc.articles.sections import sections

_LONGEST = 2_000
_SAYS_SO = frozenset({"article-id", "permissions", "title-group"})


class Kept(NamedTuple):
    """What of an answer is kept, and under which licence it stands."""

    body: bytes
    licence: Licence


def kept(pmcid: str, body: bytes, today: date) -> Kept:
    """The article as it came, if its licence lets it be read; else without its text.

    One that by its own word is not free yet counts as one without a licence. Raises RecordError.
    """
    article = opened(body)
    _check(pmcid, article)
    licence = licence_of(article)
    if licence.free_from is not None and licence.free_from > today:
        licence = licence._replace(rights="link")
    if licence.rights != "link":
        return Kept(body, licence)
    return Kept(_without_text(article), licence)


def digest(body: bytes) -> Digest:
    """What the article says, whatever the order of its attributes."""
    return Digest(sha256(canonical(body)).hexdigest())


def normalise(raw: Raw) -> Record:
    """The rows of an article: what it is, and its sections."""
    article = opened(raw.body)
    _check(raw.id, article)
    said, licence = numbers(article), licence_of(article)
    rights = "link" if child(article, "body") is None else licence.rights
    text = FullText(
        raw.id,
        said.get("pmid"),
        said.get("doi", "").lower() or None,
        _title(article),
        article.get("article-type"),
        licence.name,
        licence.url,
        rights,
    )
    found = sections(article) if rights != "link" else []
    rows = tuple(FullTextSection(raw.id, place, *each) for place, each in enumerate(found, 1))
    return Record("full_text", raw.id, None, {"full_texts": (text,), "full_text_sections": rows})


def _check(pmcid: str, article: Element) -> None:
    named_itself = numbers(article).get("pmcid", pmcid)
    if named_itself != pmcid:
        raise RecordError(pmcid, f"the article calls itself {named_itself}")


def _title(article: Element) -> str | None:
    meta = child(article, "front", "article-meta", "title-group", "article-title")
    return line_of(meta)[:_LONGEST] or None if meta is not None else None


def _without_text(article: Element) -> bytes:
    """The numbers, the title and the licence of an article, and nothing of its text."""
    meta = child(article, "front", "article-meta")
    whole = etree.Element("article", {"article-type": article.get("article-type") or ""})
    place = etree.SubElement(etree.SubElement(whole, "front"), "article-meta")
    for each in () if meta is None else list(meta):
        if tag(each) in _SAYS_SO:
            place.append(each)
    return etree.tostring(whole)
