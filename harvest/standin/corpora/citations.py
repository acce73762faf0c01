"""The citations of one state, searchable by PubMed's fields."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from harvest.standin.corpora.corpus import Descriptor
from harvest.standin.corpora.fulltext import Texts, words
from harvest.standin.corpora.vocabulary import descriptors as common_headings

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_SEASONS = {"winter": 1, "spring": 4, "summer": 7, "fall": 10, "autumn": 10}
DATES = ("pdat", "edat", "crdt", "mdat", "mhda")

_HALF_PAIR = re.compile(
    r"&#(?:x0*d[89a-f][0-9a-f]{2}|0*5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|"
    r"73[0-3]\d|734[0-3]));",
    re.IGNORECASE,
)
# A damaged record is served as it is, and searched by what can be read of it.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)


@dataclass(slots=True)
class Facts:
    """What PubMed's fields hold of one citation; dates are ``YYYY/MM/DD`` bounds."""

    pmid: int
    title: list[str] = field(default_factory=list)
    abstract: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    tags: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    dates: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    journal: str = ""
    authors: list[str] = field(default_factory=list)


class CitationIndex:
    """Search over the citations of one state, built in one pass when it is made."""

    def __init__(
        self, citations: Mapping[str, bytes], descriptors: Mapping[str, Descriptor]
    ) -> None:
        self.facts = [_facts(pmid, body) for pmid, body in citations.items()]
        self.pmids = [facts.pmid for facts in self.facts]
        self.texts = {name: Texts() for name in ("tiab", "ti", "ab", "ot", "all")}
        self._tagged: dict[tuple[str, str], set[int]] = defaultdict(set)
        # A small corpus lacks headings that PubMed certainly knows; the sample's are always there.
        self.headings = Headings({**common_headings(), **descriptors})
        for number, facts in enumerate(self.facts):
            self.texts["ti"].add(facts.title)
            self.texts["ab"].add(facts.abstract)
            self.texts["ot"].add(facts.keywords)
            self.texts["tiab"].add((*facts.title, *facts.abstract, *facts.keywords))
            everything = (*facts.title, *facts.abstract, *facts.keywords, *facts.other)
            self.texts["all"].add((*everything, *facts.authors, str(facts.pmid)))
            for tag, held in facts.tags.items():
                for value in held:
                    self._tagged[tag, value].add(number)

    def __len__(self) -> int:
        return len(self.pmids)

    def tagged(self, tag: str, value: str) -> set[int]:
        """Citations whose field holds exactly this value, in lower case."""
        return self._tagged.get((tag, value), set())

    def beginning(self, tag: str, value: str) -> set[int]:
        """Citations whose field holds a value that begins so."""
        return {
            number
            for (held_tag, held), numbers in self._tagged.items()
            if held_tag == tag and held.startswith(value)
            for number in numbers
        }

    def between(self, name: str, low: str, high: str) -> set[int]:
        """Citations with a date of this kind that touches ``low`` to ``high``, both included."""
        return {
            number
            for number, facts in enumerate(self.facts)
            if any(first <= high and last >= low for first, last in facts.dates.get(name, ()))
        }

    def uids(self, low: int, high: int) -> set[int]:
        """Citations with a PMID from ``low`` to ``high``, both included."""
        return {number for number, pmid in enumerate(self.pmids) if low <= pmid <= high}


class Headings:
    """The vocabulary: headings by name or entry term, and what lies below them in the trees."""

    def __init__(self, descriptors: Mapping[str, Descriptor]) -> None:
        self.by_ui = descriptors
        self._by_name: dict[str, str] = {}
        self._by_tree: dict[str, str] = {}
        for ui, descriptor in descriptors.items():
            for name in descriptor.entry_terms:
                self._by_name.setdefault(_plain(name), ui)
            for number in descriptor.tree_numbers:
                self._by_tree[number] = ui
        for ui, descriptor in descriptors.items():
            self._by_name[_plain(descriptor.name)] = ui

    def find(self, name: str) -> Descriptor | None:
        """The descriptor with this heading or entry term."""
        ui = self._by_name.get(_plain(name))
        return self.by_ui[ui] if ui else None

    def below(self, descriptor: Descriptor) -> set[str]:
        """The uis of a descriptor and of all below it in any of its trees."""
        roots = tuple(f"{number}." for number in descriptor.tree_numbers)
        lower = {ui for number, ui in self._by_tree.items() if roots and number.startswith(roots)}
        return {descriptor.ui, *lower}


def _plain(name: str) -> str:
    return " ".join(words(name))


# --- reading one citation ---


def _facts(pmid: str, body: bytes) -> Facts:
    body = _HALF_PAIR.sub("\ufffd", body.decode("utf-8", "replace")).encode()
    root = etree.fromstring(body, _PARSER)
    if root is None:
        root = etree.Element("PubmedArticle")
    facts = Facts(int(pmid))
    book = root.find("BookDocument")
    if book is not None:
        _read_book(facts, book)
    elif root.find("MedlineCitation") is not None:
        _read_article(facts, root)
    _read_history(facts, root)
    return facts


def _read_article(facts: Facts, root: etree._Element) -> None:
    citation = "MedlineCitation/"
    facts.title = _all(
        root, citation + "Article/ArticleTitle", citation + "Article/VernacularTitle"
    )
    facts.abstract = _all(
        root, citation + "Article/Abstract/AbstractText", citation + "OtherAbstract/AbstractText"
    )
    facts.keywords = _all(root, citation + "KeywordList/Keyword")
    facts.journal = root.findtext(citation + "MedlineJournalInfo/MedlineTA") or ""
    facts.other = _all(
        root,
        citation + "Article/Journal/Title",
        citation + "MedlineJournalInfo/MedlineTA",
        citation + "Article//Affiliation",
        citation + "Article/PublicationTypeList/PublicationType",
        citation + "MeshHeadingList/MeshHeading/DescriptorName",
        citation + "ChemicalList/Chemical/NameOfSubstance",
        citation + "Article/DataBankList/DataBank/AccessionNumberList/AccessionNumber",
        citation + "Article/GrantList/Grant/GrantID",
    )
    _read_authors(facts, root.iterfind(citation + "Article/AuthorList/Author"))
    tags = facts.tags
    for accession in _all(
        root, citation + "Article/DataBankList/DataBank/AccessionNumberList/AccessionNumber"
    ):
        tags["si"].add(accession.lower())
    for kind in _all(root, citation + "Article/PublicationTypeList/PublicationType"):
        tags["pt"].add(kind.lower())
    for language in _all(root, citation + "Article/Language"):
        tags["la"].add(language.lower())
    for name in (
        *_all(root, citation + "Article/Journal/Title"),
        *_all(root, citation + "Article/Journal/ISOAbbreviation"),
        facts.journal,
    ):
        tags["ta"].add(_plain(name))
    for heading in root.iterfind(citation + "MeshHeadingList/MeshHeading"):
        _read_heading(facts, heading)
    for path in (citation + "Article/ELocationID", "PubmedData/ArticleIdList/ArticleId"):
        for value in _all(root, path):
            tags["aid"].add(value.lower())
    tags["sb"].update(("all", root.find("MedlineCitation").get("Status", "").lower()))  # type: ignore[union-attr]
    for path in ("Article/Journal/JournalIssue/PubDate", "Article/ArticleDate"):
        for date in root.iterfind(citation + path):
            _add_date(facts, "pdat", date)
    _add_date(facts, "mdat", root.find(citation + "DateRevised"))


def _read_book(facts: Facts, book: etree._Element) -> None:
    facts.title = _all(book, "ArticleTitle", "Book/BookTitle")
    facts.abstract = _all(book, "Abstract/AbstractText")
    facts.keywords = _all(book, "KeywordList/Keyword")
    facts.other = _all(book, "PublicationType", "Book/Publisher/PublisherName")
    _read_authors(facts, book.iter("Author"))
    facts.tags["pt"].update(kind.lower() for kind in _all(book, "PublicationType"))
    facts.tags["la"].update(_all(book, "Language"))
    facts.tags["sb"].update(("all", "pubmed books"))
    _add_date(facts, "pdat", book.find("Book/PubDate"))
    for name in ("DateRevised", "ContributionDate"):
        _add_date(facts, "mdat", book.find(name))


def _read_authors(facts: Facts, authors: Iterable[etree._Element]) -> None:
    for author in authors:
        last = author.findtext("LastName")
        name = (
            f"{last} {author.findtext('Initials') or ''}"
            if last
            else author.findtext("CollectiveName")
        )
        if name:
            facts.authors.append(name.strip())
            facts.tags["au"].add(_plain(name))


def _read_heading(facts: Facts, heading: etree._Element) -> None:
    descriptor = heading.find("DescriptorName")
    if descriptor is None:
        return
    ui = descriptor.get("UI", "")
    facts.tags["mh"].add(ui)
    major = descriptor.get("MajorTopicYN") == "Y"
    for qualifier in heading.iterfind("QualifierName"):
        facts.tags["mh"].add(f"{ui}/{(qualifier.text or '').lower()}")
        major = major or qualifier.get("MajorTopicYN") == "Y"
    if major:
        facts.tags["majr"].add(ui)


_HISTORY = {"entrez": ("edat", "crdt"), "medline": ("mhda",)}


def _read_history(facts: Facts, root: etree._Element) -> None:
    """Dates of entry; every citation gets each kind of date, from the next best one if need be."""
    for date in root.iter("PubMedPubDate"):
        for name in _HISTORY.get(date.get("PubStatus", ""), ()):
            _add_date(facts, name, date)
    dates = facts.dates
    known = [bounds for name in ("edat", "mdat", "pdat") for bounds in dates.get(name, ())]
    fallback = known[:1] or [("1900/01/01", "1900/12/31")]
    for name in ("pdat", "edat", "crdt", "mdat"):
        if not dates.get(name):
            dates[name] = fallback


def _add_date(facts: Facts, name: str, element: etree._Element | None) -> None:
    if element is None:
        return
    free = element.findtext("MedlineDate") or ""
    year = element.findtext("Year") or "".join(re.findall(r"\b[12]\d{3}\b", free)[:1])
    if not year:
        return
    month = _month(element.findtext("Month") or element.findtext("Season") or free)
    day = element.findtext("Day") or ""
    if month and day.isdigit():
        both = f"{year}/{month:02d}/{int(day):02d}"
        facts.dates[name].append((both, both))
    elif month:
        facts.dates[name].append((f"{year}/{month:02d}/01", f"{year}/{month:02d}/31"))
    else:
        facts.dates[name].append((f"{year}/01/01", f"{year}/12/31"))


def _month(text: str) -> int:
    if text.strip().isdigit():
        return int(text)
    found = re.search(r"[A-Za-z]{3,}", text)
    word = found[0].lower() if found else ""
    return _MONTHS.get(word[:3]) or _SEASONS.get(word, 0)


def _all(element: etree._Element, *paths: str) -> list[str]:
    found = []
    for path in paths:
        for node in element.iterfind(path):
            text = "".join(map(str, node.itertext()))
            if text.strip():
                found.append(text)
    return found
