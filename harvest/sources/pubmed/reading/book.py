"""A PubmedBookArticle: a book, or a chapter of one. It has no journal and no MedlineCitation."""

from harvest.rows import BookSection
from harvest.sources.pubmed.reading import parts
from harvest.sources.pubmed.reading.article import PUBMED_DATA
from harvest.sources.pubmed.reading.draft import Draft, Element, children, flat
from harvest.sources.pubmed.reading.handlers import (
    Handlers,
    date,
    dated,
    inside,
    language,
    note,
    published,
    walk,
)


def _book_location(draft: Draft, element: Element) -> None:
    """The number of a whole book; a chapter of it has only that of its own ArticleIdList.

    The title of the chapter comes later, so that it is decided when all has been read.
    """
    value = flat(element)
    if value:
        valid = element.get("ValidYN") != "N"
        draft.book_locations.append((element.get("EIdType") or "", value, valid))


_PUBLISHER: Handlers = {
    "PublisherName": "publisher",
    "PublisherLocation": "publisher_location",
}
_BOOK: Handlers = {
    "Publisher": inside(_PUBLISHER),
    "BookTitle": "book_title",
    "PubDate": published,
    "BeginningDate": dated("beginning"),
    "EndingDate": dated("ending"),
    "AuthorList": parts.authors,
    "InvestigatorList": parts.investigators,
    "Volume": "volume",
    "VolumeTitle": note("volume_title"),
    "Edition": note("edition"),
    "CollectionTitle": note("collection"),
    "Isbn": note("isbn"),
    "ELocationID": _book_location,
    "Medium": note("medium"),
    "ReportNumber": note("report_number"),
}


def _sections(draft: Draft, element: Element) -> None:
    """The table of contents, in reading order."""
    for child in children(element):
        _section(draft, child, 1)


def _section(draft: Draft, element: Element, depth: int) -> None:
    label = title = None
    inner: list[Element] = []
    for child in children(element):
        if child.tag == "LocationLabel":
            label = flat(child)
        elif child.tag == "SectionTitle":
            title = flat(child)
        elif child.tag == "Section":
            inner.append(child)
        else:
            draft.unknown(element, child)
    if title or label:
        position = len(draft.sections) + 1
        draft.sections.append(BookSection(draft.pmid, position, depth, label, title or ""))
    for child in inner:
        _section(draft, child, depth + 1)


def _items(draft: Draft, element: Element) -> None:
    """An ItemList, such as a disease's synonyms."""
    kind = element.get("ListType")
    for child in children(element):
        draft.note("item", kind, flat(child))


_BOOK_DOCUMENT: Handlers = {
    "PMID": parts.ignore,  # read first, by ``normalise``
    "ArticleIdList": parts.ids,
    "Book": inside(_BOOK),
    "LocationLabel": note("location", "Type"),
    "ArticleTitle": "title",
    "VernacularTitle": "vernacular_title",
    "Pagination": parts.pages,
    "Language": language,
    "AuthorList": parts.authors,
    "InvestigatorList": parts.investigators,
    "PublicationType": parts.publication_type,
    "Abstract": parts.abstract,
    "Sections": _sections,
    "KeywordList": parts.keywords,
    "ContributionDate": dated("contribution"),
    "DateRevised": date("date_revised"),
    "GrantList": parts.grants,
    "ItemList": _items,
    "ReferenceList": parts.references,
}


def _document(draft: Draft, element: Element) -> None:
    walk(draft, element, _BOOK_DOCUMENT)
    title = draft.values.get("title") or draft.values.get("vernacular_title")
    if title is None or title == draft.values.get("book_title"):
        draft.locations += draft.book_locations
        return
    for kind, value, valid in draft.book_locations:
        draft.note("book_location", kind if valid else f"{kind}, invalid", value)


PUBMED_BOOK_ARTICLE: Handlers = {
    "BookDocument": _document,
    "PubmedBookData": inside(PUBMED_DATA),
}
