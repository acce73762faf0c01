"""The sample's papers: entries of papers.toml written out as PubMed's records."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from harvest.standin.corpora.corpus import Descriptor
from harvest.standin.corpora.vocabulary import descriptors, tables
from harvest.standin.sample.studies import nct_id

Entry = dict[str, Any]
"""One table of papers.toml; its keys are explained there."""

_HERE = Path(__file__).parent
_MML = "http://www.w3.org/1998/Math/MathML"

_TYPES = {
    "Journal Article": "D016428",
    "Review": "D016454",
    "Systematic Review": "D000078182",
    "Meta-Analysis": "D017418",
    "Case Reports": "D002363",
    "Letter": "D016422",
    "Comment": "D016420",
    "Editorial": "D016421",
    "Published Erratum": "D016425",
    "Retracted Publication": "D016441",
    "Retraction Notice": "D016440",
    "Expression of Concern": "D000075742",
    "Clinical Trial": "D016430",
    "Clinical Trial, Phase I": "D017426",
    "Clinical Trial, Phase II": "D017427",
    "Clinical Trial Protocol": "D000078325",
    "Randomized Controlled Trial": "D016449",
    "Multicenter Study": "D016448",
    "Observational Study": "D064888",
    "Practice Guideline": "D017065",
}
_TYPES_OF_KIND = {
    "review": ("Review",),
    "meta": ("Systematic Review", "Meta-Analysis"),
    "case": ("Case Reports",),
    "editorial": ("Editorial",),
    "cohort": ("Observational Study",),
    "retracted": ("Retracted Publication",),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEASONS = {"Winter": 1, "Spring": 4, "Summer": 7, "Fall": 10}
_SHORT_MESH = {
    "animal": ["D008106*", "D000818"],
    "review": ["D008103", "D033581*"],
    "meta": ["D008103*", "D033581*", "D006801"],
    "cohort": ["D008103*", "D045164", "D006801"],
    "results": ["D008103*", "D045164*", "D006801", "D016896"],
}
_LABEL = re.compile(r"(?:^|(?<=[.)}] ))([A-Z][A-Z &]{3,40}): ")
_MARKUP = re.compile(r"&lt;(/?(?:i|b|sub|sup|u))&gt;")


def pmid(number: int) -> str:
    """The PMID of the sample's n-th paper, in a range that PubMed has not reached."""
    return str(99_000_000 + number)


@cache
def entries() -> Mapping[int, Entry]:
    """The entries by their number; short rows are filled up."""
    with (_HERE / "papers.toml").open("rb") as file:
        read = tomllib.load(file)
    found = {table["n"]: table for table in read["paper"]}
    for number, kind, title, journal, date, author, text in read["short"]["rows"]:
        found[number] = {
            "n": number,
            "kind": kind,
            "title": title,
            "in": journal,
            "date": date,
            "by": [author],
            "text": text,
            "mesh": _SHORT_MESH.get(kind, []),
        }
    return dict(sorted(found.items()))


def citation(entry: Entry, known: Mapping[str, Descriptor] | None = None) -> bytes:
    """One entry as a PubmedArticle or PubmedBookArticle element; ``known`` names its headings."""
    known = descriptors() if known is None else known
    root = _book(entry) if entry["kind"] == "book" else _article(entry, known)
    return etree.tostring(root, encoding="unicode").encode()


def revised(entry: Entry) -> str:
    """The day of the last revision, ``YYYY-MM-DD``."""
    given: str = entry.get("revised", "")
    return given or "-".join(_day(entry["date"]))


def _day(date: str) -> tuple[str, str, str]:
    """The day that stands for a publication date in the entry dates of a record."""
    year, *rest = date.split()
    word = rest[0][:3] if rest else "Jan"
    season = _SEASONS.get(rest[0], 0) if rest else 0
    month = _MONTHS.index(word) + 1 if word in _MONTHS else season or 7
    day = rest[1] if len(rest) > 1 and rest[1].isdigit() else "15"
    return year, f"{month:02d}", f"{int(day):02d}"


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, name, attributes)
    if text:
        element.text = text
    return element


def _markup(parent: etree._Element, name: str, text: str, **attributes: str) -> etree._Element:
    """An element whose text may hold PubMed's inline markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    inside = _MARKUP.sub(r"<\1>", escaped)
    element = etree.fromstring(f"<{name}>{inside}</{name}>")
    for key, value in attributes.items():
        element.set(key, value)
    parent.append(element)
    return element


def _dated(parent: etree._Element, name: str, day: tuple[str, str, str], **extra: str) -> None:
    element = _add(parent, name, **extra)
    for part, value in zip(("Year", "Month", "Day"), day, strict=True):
        _add(element, part, value)


def _article(entry: Entry, known: Mapping[str, Descriptor]) -> etree._Element:
    number, day = pmid(entry["n"]), _day(entry["date"])
    title, abbreviation, issn, nlm, country = tables()["journals"][entry["in"]]
    root = etree.Element("PubmedArticle")
    indexed = bool(entry.get("mesh"))
    citation_ = _add(
        root,
        "MedlineCitation",
        Status="MEDLINE" if indexed else "PubMed-not-MEDLINE",
        Owner="NLM",
        **({"IndexingMethod": "Automated"} if indexed else {}),
    )
    _add(citation_, "PMID", number, Version="2" if entry["kind"] == "versioned" else "1")
    if indexed:
        _dated(citation_, "DateCompleted", day)
    last = revised(entry).split("-")
    _dated(citation_, "DateRevised", (last[0], last[1], last[2]))
    article = _add(citation_, "Article", PubModel="Print-Electronic")
    journal = _add(article, "Journal")
    _add(journal, "ISSN", issn, IssnType="Electronic")
    issue = _add(journal, "JournalIssue", CitedMedium="Internet")
    _add(issue, "Volume", str(int(day[0]) - 1990))
    _add(issue, "Issue", str(int(day[1])))
    _publication_date(_add(issue, "PubDate"), entry["date"])
    _add(journal, "Title", title)
    _add(journal, "ISOAbbreviation", abbreviation)
    _markup(article, "ArticleTitle", entry["title"])
    page = 100 + entry["n"] * 7
    _add(_add(article, "Pagination"), "MedlinePgn", f"{page}-{str(page + 6)[-2:]}")
    doi = f"10.5555/sample.{entry['n']:05d}"
    _add(article, "ELocationID", doi, EIdType="doi", ValidYN="Y")
    _abstract(article, entry)
    _authors(article, entry)
    _add(article, "Language", entry.get("lang", "eng"))
    _databanks(article, entry)
    _grants(article, entry)
    types = _add(article, "PublicationTypeList")
    for name in ("Journal Article", *_TYPES_OF_KIND.get(entry["kind"], ()), *entry.get("pt", ())):
        _add(types, "PublicationType", name, UI=_TYPES[name])
    if "vernacular" in entry:
        _add(article, "VernacularTitle", entry["vernacular"])
    _dated(article, "ArticleDate", day, DateType="Electronic")
    info = _add(citation_, "MedlineJournalInfo")
    for name, value in (("Country", country), ("MedlineTA", abbreviation), ("NlmUniqueID", nlm)):
        _add(info, name, value)
    _add(info, "ISSNLinking", issn)
    _corrections(citation_, entry)
    _headings(citation_, entry, known)
    _keywords(citation_, entry)
    _history(root, entry, number, doi)
    return root


def _publication_date(element: etree._Element, date: str) -> None:
    year, *rest = date.split(" ", 1)
    if rest and (rest[0] in _SEASONS):
        _add(element, "Year", year)
        _add(element, "Season", rest[0])
    elif rest and ("-" in rest[0] or "Quarter" in rest[0]):
        _add(element, "MedlineDate", date)
    else:
        for name, value in zip(("Year", "Month", "Day"), date.split(), strict=False):
            _add(element, name, value)


def _text(entry: Entry) -> str:
    number = nct_id(entry["trial"]) if "trial" in entry else ""
    text: str = entry["text"].replace("{nct}", number)
    if entry.get("link") in ("abstract", "both") and "NCT" not in text.upper():
        text = f"{text} {number}."
    return text


def _abstract(article: etree._Element, entry: Entry) -> None:
    text = _text(entry)
    if not text:
        return
    abstract = _add(article, "Abstract")
    _, *parts = _LABEL.split(text) if _LABEL.match(text) else ("",)
    if not parts:
        before, formula, after = text.partition("{math}")
        element = _markup(abstract, "AbstractText", before)
        if formula:
            element.append(_formula(after))
    for label, section in zip(parts[::2], parts[1::2], strict=True):
        _markup(
            abstract,
            "AbstractText",
            section.strip(),
            Label=label,
            NlmCategory=label if label in ("BACKGROUND", "METHODS", "RESULTS") else "CONCLUSIONS",
        )
    _add(abstract, "CopyrightInformation", "© The invented authors.")


def _formula(after: str) -> etree._Element:
    formula = etree.Element(f"{{{_MML}}}math", nsmap={"mml": _MML})
    power = etree.SubElement(formula, f"{{{_MML}}}msup")
    for name, text in (("mi", "e"), ("mrow", "−λt")):
        etree.SubElement(power, f"{{{_MML}}}{name}").text = text
    formula.tail = after
    return formula


def _authors(article: etree._Element, entry: Entry) -> None:
    if not entry["by"] and "group" not in entry:
        return
    listed = _add(article, "AuthorList", CompleteYN="Y")
    for key in entry["by"]:
        family, given, initials, orcid, sponsor = tables()["people"][key]
        author = _add(listed, "Author", ValidYN="Y")
        for name, value in (("LastName", family), ("ForeName", given), ("Initials", initials)):
            if value:
                _add(author, name, value)
        if orcid:
            _add(author, "Identifier", f"https://orcid.org/{orcid}", Source="ORCID")
        place = tables()["sponsors"][sponsor][0]
        _add(_add(author, "AffiliationInfo"), "Affiliation", f"Department of Hepatology, {place}.")
    if "group" in entry:
        _add(_add(listed, "Author", ValidYN="Y"), "CollectiveName", entry["group"])


def _databanks(article: etree._Element, entry: Entry) -> None:
    held = [bank.split(":") for bank in entry.get("banks", ())]
    if entry.get("link") in ("databank", "both"):
        held.append(["ClinicalTrials.gov", nct_id(entry["trial"])])
    if not held:
        return
    banks = _add(article, "DataBankList", CompleteYN="Y")
    for name, number in held:
        bank = _add(banks, "DataBank")
        _add(bank, "DataBankName", name)
        _add(_add(bank, "AccessionNumberList"), "AccessionNumber", number)


def _grants(article: etree._Element, entry: Entry) -> None:
    if "grants" not in entry:
        return
    grants = _add(article, "GrantList", CompleteYN="Y")
    for values in entry["grants"]:
        grant = _add(grants, "Grant")
        for name, value in zip(("GrantID", "Acronym", "Agency", "Country"), values, strict=True):
            _add(grant, name, value)


def _corrections(citation_: etree._Element, entry: Entry) -> None:
    if not entry.get("comments"):
        return
    listed = _add(citation_, "CommentsCorrectionsList")
    for text in entry["comments"]:
        kind, number = text.split()
        comment = _add(listed, "CommentsCorrections", RefType=kind)
        _add(comment, "RefSource", f"Example J. Sample {number}.")
        _add(comment, "PMID", pmid(int(number)), Version="1")


def _headings(citation_: etree._Element, entry: Entry, known: Mapping[str, Descriptor]) -> None:
    if not entry.get("mesh"):
        return
    listed = _add(citation_, "MeshHeadingList")
    for text in entry["mesh"]:
        ui = text.rstrip("*")
        heading = _add(listed, "MeshHeading")
        major = "Y" if text.endswith("*") else "N"
        _add(heading, "DescriptorName", known[ui].name, UI=ui, MajorTopicYN=major)
        if ui == "D008103" and major == "Y":
            _add(heading, "QualifierName", "therapy", UI="Q000628", MajorTopicYN="Y")


def _keywords(citation_: etree._Element, entry: Entry) -> None:
    if entry["n"] % 3 == 0 and entry["text"] and entry["kind"] != "near":
        listed = _add(citation_, "KeywordList", Owner="NOTNLM")
        for word in ("cell therapy", entry["kind"], "sample record"):
            _add(listed, "Keyword", word, MajorTopicYN="N")


def _history(root: etree._Element, entry: Entry, number: str, doi: str) -> None:
    data = _add(root, "PubmedData")
    history = _add(data, "History")
    entered = entry.get("entered", "")
    day = _day(entry["date"])
    if entered:
        day = (entered[:4], entered[5:7], entered[8:])
    for status in ("received", "pubmed", "medline", "entrez"):
        _dated(history, "PubMedPubDate", day, PubStatus=status)
    _add(data, "PublicationStatus", "ppublish")
    ids = _add(data, "ArticleIdList")
    _add(ids, "ArticleId", number, IdType="pubmed")
    _add(ids, "ArticleId", doi, IdType="doi")
    cited = [pmid(known) for known in entry.get("cites", ())]
    if cited:
        references = _add(data, "ReferenceList")
        for known in cited:
            reference = _add(references, "Reference")
            _add(reference, "Citation", f"Sample article {known}.")
            inner = _add(reference, "ArticleIdList")
            _add(inner, "ArticleId", known, IdType="pubmed")
            _add(inner, "ArticleId", f"10.5555/sample.{int(known) % 100000:05d}", IdType="doi")


def _book(entry: Entry) -> etree._Element:
    root = etree.Element("PubmedBookArticle")
    document = _add(root, "BookDocument")
    number = pmid(entry["n"])
    _add(document, "PMID", number, Version="1")
    ids = _add(document, "ArticleIdList")
    _add(ids, "ArticleId", f"NBK99{entry['n']:04d}", IdType="bookaccession")
    book = _add(document, "Book")
    publisher = _add(book, "Publisher")
    _add(publisher, "PublisherName", "Example Press")
    _add(publisher, "PublisherLocation", "Exampleton")
    _add(book, "BookTitle", entry["book"], book="samplebook")
    _add(_add(book, "PubDate"), "Year", entry["date"][:4])
    _add(book, "Medium", "Internet")
    _add(document, "ArticleTitle", entry["title"], book="samplebook", part="chapter8")
    _add(document, "Language", "eng")
    authors = _add(document, "AuthorList", Type="authors", CompleteYN="Y")
    for key in entry["by"]:
        family, given, initials, _, _ = tables()["people"][key]
        author = _add(authors, "Author", ValidYN="Y")
        for name, value in (("LastName", family), ("ForeName", given), ("Initials", initials)):
            _add(author, name, value)
    _add(document, "PublicationType", "Review", UI="D016454")
    _add(_add(document, "Abstract"), "AbstractText", entry["text"])
    _dated(document, "ContributionDate", _day(entry["date"]))
    data = _add(root, "PubmedBookData")
    history = _add(data, "History")
    for status in ("pubmed", "entrez"):
        _dated(history, "PubMedPubDate", _day(entry["date"]), PubStatus=status)
    _add(data, "PublicationStatus", "ppublish")
    _add(_add(data, "ArticleIdList"), "ArticleId", number, IdType="pubmed")
    return root
