"""One PubMed record: bytes in, rows out. Pure, and safe against hostile XML."""

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from harvest.errors import RecordError
from harvest.records import Raw, Record
from harvest.rows import AbstractSection, Article
from harvest.sources.notices import correction_types, integrity, is_preprint
from harvest.sources.pubmed.reading import parts
from harvest.sources.pubmed.reading.article import PUBMED_ARTICLE
from harvest.sources.pubmed.reading.book import PUBMED_BOOK_ARTICLE
from harvest.sources.pubmed.reading.draft import Draft, Element
from harvest.sources.pubmed.reading.handlers import walk
from harvest.text import is_title

MAX_BYTES = 32 * 1024 * 1024
"""Largest record read; the largest known ones, of very many references, have about 1 MB."""

_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    dtd_validation=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    encoding="UTF-8",
)

_FOR_LAY_PEOPLE = "plain-language-summary"

_DOI_NOISE = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_UNLABELLED = frozenset({"UNLABELLED", "UNLABELED"})


def normalise(raw: Raw) -> Record:
    """The rows of a PubmedArticle or PubmedBookArticle element.

    Raises RecordError if the bytes are not well formed, declare a DTD, are larger than
    ``MAX_BYTES``, or are a record of another PMID than ``raw.id``.
    """
    root = _parse(raw)
    if root.tag == "PubmedArticle":
        owner, handlers, kind = "MedlineCitation", PUBMED_ARTICLE, "article"
    elif root.tag == "PubmedBookArticle":
        owner, handlers, kind = "BookDocument", PUBMED_BOOK_ARTICLE, "book"
    else:
        raise RecordError(raw.id, "not a PubmedArticle or PubmedBookArticle element")
    number = _first(_first(root, owner), "PMID")
    pmid = parts.pmid_of(number.text) if number is not None else None
    if number is None or pmid is None:
        raise RecordError(raw.id, f"{owner}/PMID is missing or not a number")
    if pmid != raw.id:
        raise RecordError(raw.id, f"{owner}/PMID is {pmid}, another record")
    draft = Draft(pmid)
    walk(draft, root, handlers)
    if kind == "article" and any(is_preprint(each.ui, each.name) for each in draft.types):
        kind = "preprint"
    return _finish(draft, kind, _version(number))


def _parse(raw: Raw) -> Element:
    if len(raw.body) > MAX_BYTES:
        raise RecordError(raw.id, f"larger than {MAX_BYTES} bytes")
    if b"<!DOCTYPE" in raw.body:
        raise RecordError(raw.id, "declares a document type, which a record must not")
    try:
        return etree.fromstring(raw.body, _PARSER)
    except etree.XMLSyntaxError as error:
        raise RecordError(raw.id, f"not well-formed XML: {error.msg}") from None


def _first(element: Element | None, tag: str) -> Element | None:
    """The first child of that name (``find`` costs ten times as much)."""
    if element is not None:
        for child in element:
            if child.tag == tag:
                return child
    return None


def _version(number: Element) -> int:
    text = number.get("Version") or "1"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _finish(draft: Draft, kind: str, version: int) -> Record:
    """The rows, once every element has been read."""
    get = draft.values.get
    doi, pii, pmcid = _numbers(draft)
    title = _title(draft, kind)
    mark = _integrity(draft, title)
    counted = get("number_of_references") or ""
    article = Article(
        article_id=draft.pmid,
        version=version,
        kind=kind,
        title=title,
        vernacular_title=get("vernacular_title"),
        abstract=_abstract(draft),
        journal=get("journal"),
        journal_abbrev=get("journal_abbrev"),
        medline_ta=get("medline_ta"),
        issn=get("issn"),
        issn_linking=get("issn_linking"),
        nlm_id=get("nlm_id"),
        country=get("country"),
        volume=get("volume"),
        issue=get("issue"),
        pages=get("pages") or _article_number(draft),
        pub_model=get("pub_model"),
        year=draft.year,
        published=get("published"),
        published_text=get("published_text"),
        electronic_date=get("electronic_date"),
        entrez_date=get("entrez_date"),
        doi=doi,
        pii=pii,
        pmcid=pmcid,
        language="|".join(draft.languages) or None,
        retracted=int(mark == "retracted"),
        integrity=mark,
        publication_status=get("publication_status"),
        medline_status=get("medline_status"),
        owner=get("owner"),
        indexing_method=get("indexing_method"),
        date_completed=get("date_completed"),
        date_revised=get("date_revised"),
        coi_statement=get("coi_statement"),
        copyright=get("copyright"),
        citation_subset="|".join(draft.citation_subsets) or None,
        book_title=get("book_title"),
        publisher=get("publisher"),
        publisher_location=get("publisher_location"),
        reference_count=len(draft.references) or (int(counted) if _is_count(counted) else 0),
        url=f"https://pubmed.ncbi.nlm.nih.gov/{draft.pmid}/",
        pmid=draft.pmid,
    )
    tables: Mapping[str, Sequence[tuple[object, ...]]] = {
        "articles": (article,),
        "abstract_sections": draft.abstracts,
        "authors": draft.authors,
        "investigators": draft.investigators,
        "article_types": draft.types,
        "article_ids": draft.ids,
        "keywords": draft.keywords,
        "article_mesh": draft.headings,
        "supplemental_mesh": draft.supplements,
        "grants": draft.grants,
        "databanks": draft.databanks,
        "corrections": draft.corrections,
        "article_references": draft.references,
        "article_dates": draft.dates,
        "article_notes": draft.notes,
        "book_sections": draft.sections,
    }
    return Record(
        kind="article",
        id=draft.pmid,
        source_date=article.date_revised,
        tables={name: rows for name, rows in tables.items() if rows},
        drift=tuple(draft.drift),
    )


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7


def _abstract(draft: Draft) -> str | None:
    """The paper's own abstract or, where it has none, the English one beside it.

    Others, of other writers or in other languages, only stand among the sections.
    """
    own = [section for section in draft.abstracts if section.language is None]
    texts = (
        f"{section.label}: {section.text}"
        if section.label and section.label.upper() not in _UNLABELLED
        else section.text
        for section in own or _english(draft.abstracts)
    )
    return "\n\n".join(texts) or None


def _english(sections: Sequence[AbstractSection]) -> list[AbstractSection]:
    """The first English abstract; one for lay people only where there is no other."""
    english = [section for section in sections if section.language == "eng"]
    kinds = sorted({s.category: s for s in english}, key=lambda kind: kind == _FOR_LAY_PEOPLE)
    return [section for section in english if section.category == kinds[0]]


_PLACE_IN_VOLUME = re.compile(r"(?=[A-Za-z]*\d)[A-Za-z0-9]{1,16}")
_PUBLISHERS_ITEM = re.compile(r"[SB]\d{15,16}[0-9X]?", re.IGNORECASE)


def _article_number(draft: Draft) -> str | None:
    """The number that stands for pages in journals that have none: ``e000949``, ``2400512``.

    Letters and digits alone: ``S2319-4170(21)00066-4`` and ``S2319417021000664`` are a publisher's
    numbers of the item, not its place in a volume.
    """
    for kind, value, valid in draft.locations:
        if kind == "pii" and valid and _PLACE_IN_VOLUME.fullmatch(value):
            return None if _PUBLISHERS_ITEM.fullmatch(value) else value
    return None


def _numbers(draft: Draft) -> tuple[str | None, str | None, str | None]:
    """DOI, publisher's number and PMC number; what only an ELocationID says becomes a note."""
    of_the_book = {
        ("doi", place[1].casefold())
        for place in draft.book_locations
        if place not in draft.locations
    }
    first: dict[str, str] = {}
    for number in draft.ids:
        if (number.type, _DOI_NOISE.sub("", number.value).casefold()) not in of_the_book:
            first.setdefault(number.type, number.value)
    known = {number.value.casefold() for number in draft.ids} if draft.locations else ()
    for kind, value, valid in draft.locations:
        if valid:
            first.setdefault(kind, value)
        if value.casefold() not in known:
            draft.note("elocation", kind if valid else f"{kind}, invalid", value)
    doi = _DOI_NOISE.sub("", first.get("doi", "")) or None
    return doi, first.get("pii"), first.get("pmc")


def _title(draft: Draft, kind: str) -> str | None:
    """The title; where PubMed says "[Not Available].", the one in the paper's own language."""
    names = ["title", "vernacular_title", *(["book_title"] if kind == "book" else [])]
    for name in names:
        title = draft.values.get(name)
        if title and is_title(title):
            return title
    return None


def _integrity(draft: Draft, title: str | None) -> str | None:
    """The gravest thing said of the paper: ``retracted``, ``concern``, ``corrected`` or None."""
    refs = {correction.ref_type for correction in draft.corrections}
    for ref_type in sorted(refs - correction_types().keys()):
        draft.odd("CommentsCorrections/@RefType", ref_type)
    return integrity(refs, [(each.ui, each.name) for each in draft.types], title)
