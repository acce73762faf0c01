"""The record under construction."""

from harvest.records import Drift
from harvest.rows import (
    AbstractSection,
    ArticleDate,
    ArticleId,
    ArticleMesh,
    ArticleNote,
    ArticleReference,
    ArticleType,
    Author,
    BookSection,
    Correction,
    Databank,
    Grant,
    Investigator,
    Keyword,
    SupplementalMesh,
)
from harvest.sources.pubmed.texts import Element, Read


class Draft:
    """What has been read of one record so far; ``article.finish`` turns it into rows."""

    __slots__ = (
        "abstracts",
        "authors",
        "citation_subsets",
        "corrections",
        "databanks",
        "dates",
        "drift",
        "grants",
        "headings",
        "ids",
        "investigators",
        "keywords",
        "languages",
        "locations",
        "notes",
        "pmid",
        "read",
        "references",
        "sections",
        "supplements",
        "types",
        "values",
        "year",
    )

    def __init__(self, pmid: str, read: Read) -> None:
        self.pmid = pmid
        self.read = read
        self.values: dict[str, str] = {}  # single-valued fields, by column of Article
        self.year: int | None = None
        self.languages: list[str] = []
        self.citation_subsets: list[str] = []
        self.locations: list[tuple[str, str, bool]] = []  # ELocationID: type, value, valid
        self.abstracts: list[AbstractSection] = []
        self.authors: list[Author] = []
        self.investigators: list[Investigator] = []
        self.types: list[ArticleType] = []
        self.ids: list[ArticleId] = []
        self.keywords: list[Keyword] = []
        self.headings: list[ArticleMesh] = []
        self.supplements: list[SupplementalMesh] = []
        self.grants: list[Grant] = []
        self.databanks: list[Databank] = []
        self.corrections: list[Correction] = []
        self.references: list[ArticleReference] = []
        self.dates: list[ArticleDate] = []
        self.notes: list[ArticleNote] = []
        self.sections: list[BookSection] = []
        self.drift: list[Drift] = []

    def unknown(self, parent: Element, child: Element) -> None:
        """An element that no column is known to hold: kept in the raw bytes, and reported."""
        self.drift.append(Drift(f"{parent.tag}/{child.tag}", (self.read(child) or "")[:200]))

    def odd(self, path: str, value: str) -> None:
        """A value that can't be read as what its place promises."""
        self.drift.append(Drift(path, value[:200]))

    def scalar(self, column: str, element: Element) -> None:
        """The text of an element, under a column of Article; the first of several counts."""
        text = self.read(element)
        if text:
            self.values.setdefault(column, text)

    def note(self, kind: str, source: str | None, text: str | None) -> None:
        """A statement without a column of its own."""
        if text:
            self.notes.append(ArticleNote(self.pmid, len(self.notes) + 1, kind, source, text))

    def date(self, event: str, date: str | None) -> None:
        """A dated event of the record's history."""
        if date:
            self.dates.append(ArticleDate(self.pmid, len(self.dates) + 1, event, date))
