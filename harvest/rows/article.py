"""Rows of a paper (PubMed XML, pubmed_250101.dtd and later)."""

from typing import NamedTuple


class Article(NamedTuple):
    """One PubmedArticle or PubmedBookArticle."""

    article_id: str  # digits of the PMID, else PPR…, doi:… or import:…
    version: int
    kind: str  # "article" or "book"
    title: str | None
    vernacular_title: str | None
    abstract: str | None  # sections joined by blank lines, each "LABEL: text"
    journal: str | None
    journal_abbrev: str | None  # ISOAbbreviation
    medline_ta: str | None
    issn: str | None
    issn_linking: str | None
    nlm_id: str | None
    country: str | None
    volume: str | None
    issue: str | None
    pages: str | None
    pub_model: str | None
    year: int | None
    published: str | None  # YYYY[-MM[-DD]] of JournalIssue/PubDate (books: Book/PubDate)
    published_text: str | None  # MedlineDate or Season, as given
    electronic_date: str | None  # ArticleDate
    entrez_date: str | None  # PubMedPubDate entrez
    doi: str | None
    pii: str | None
    pmcid: str | None
    language: str | None  # joined by "|", ISO 639-2 as PubMed gives it
    retracted: int
    integrity: str | None  # retracted, concern, corrected or None
    publication_status: str | None
    medline_status: str | None
    owner: str | None
    indexing_method: str | None
    date_completed: str | None
    date_revised: str | None
    coi_statement: str | None
    copyright: str | None
    citation_subset: str | None  # joined by "|"
    book_title: str | None
    publisher: str | None
    publisher_location: str | None
    reference_count: int
    url: str
    pmid: str | None


class AbstractSection(NamedTuple):
    """``Abstract/AbstractText`` (language None) and ``OtherAbstract``."""

    article_id: str
    position: int
    label: str | None
    category: str | None  # NlmCategory, or the Type of an OtherAbstract
    language: str | None
    text: str


class Author(NamedTuple):
    """``AuthorList/Author``; role ``author`` or (books) ``editor``; affiliations joined by "; "."""

    article_id: str
    position: int
    role: str
    last_name: str | None
    fore_name: str | None
    initials: str | None
    suffix: str | None
    collective_name: str | None
    orcid: str | None  # 0000-0000-0000-0000
    affiliation: str | None
    equal_contribution: int | None


class Investigator(NamedTuple):
    """``InvestigatorList/Investigator``."""

    article_id: str
    position: int
    last_name: str | None
    fore_name: str | None
    initials: str | None
    suffix: str | None
    orcid: str | None
    affiliation: str | None


class ArticleType(NamedTuple):
    """``PublicationTypeList/PublicationType``."""

    article_id: str
    position: int
    ui: str | None
    name: str


class ArticleId(NamedTuple):
    """``ArticleIdList`` of the record itself; type is doi, pii, pmc, mid, bookaccession …"""

    article_id: str
    position: int
    type: str
    value: str


class Keyword(NamedTuple):
    """``KeywordList/Keyword``."""

    article_id: str
    position: int
    owner: str | None
    keyword: str
    major: int


class ArticleMesh(NamedTuple):
    """``MeshHeadingList/MeshHeading``; major if the descriptor or any qualifier is."""

    article_id: str
    position: int
    ui: str
    name: str
    major: int
    qualifiers: str | None  # "name" or "name*" (major) joined by "|"


class SupplementalMesh(NamedTuple):
    """``SupplMeshList`` and ``ChemicalList``; kind ``Disease``, ``Protocol``, …, ``Chemical``."""

    article_id: str
    position: int
    kind: str
    ui: str | None
    name: str
    registry_number: str | None


class Grant(NamedTuple):
    """``GrantList/Grant``."""

    article_id: str
    position: int
    grant_id: str | None
    acronym: str | None
    agency: str | None
    country: str | None


class Databank(NamedTuple):
    """``DataBankList/DataBank/AccessionNumberList/AccessionNumber``."""

    article_id: str
    position: int
    databank: str
    accession: str | None  # None: the bank is named without a number


class Correction(NamedTuple):
    """``CommentsCorrectionsList/CommentsCorrections``."""

    article_id: str
    position: int
    ref_type: str
    other_pmid: str | None
    source: str | None
    note: str | None


class ArticleReference(NamedTuple):
    """``ReferenceList/Reference``, of nested lists too."""

    article_id: str
    position: int
    citation: str | None
    ref_pmid: str | None
    ref_doi: str | None


class ArticleDate(NamedTuple):
    """``History/PubMedPubDate`` (event: its PubStatus), ``ArticleDate`` (its DateType, lower case).

    Also ``created`` of old records, and ``contribution``, ``beginning`` and ``ending`` of books.
    """

    article_id: str
    position: int
    event: str
    date: str


class ArticleNote(NamedTuple):
    """A small statement that has no column of its own.

    Kinds: ``general_note``, ``other_id``, ``elocation`` (an ELocationID that the ArticleIdList does
    not repeat), ``gene_symbol``, ``space_flight``, ``subject`` (a person the paper is about),
    ``object``, ``reference_list`` (its title), ``mesh_heading`` (one without a number),
    ``copyright`` (of another abstract), and of books ``isbn``, ``edition``, ``volume_title``,
    ``collection``, ``medium``, ``report_number``, ``location``, ``item`` and ``book_location`` (an
    ELocationID of the book that a chapter stands in).
    """

    article_id: str
    position: int
    kind: str
    source: str | None  # Owner, Source, EIdType, Type or ListType
    text: str


class BookSection(NamedTuple):
    """``BookDocument/Sections/Section``, in reading order; depth 1 is the outermost."""

    article_id: str
    position: int
    depth: int
    label: str | None
    title: str
