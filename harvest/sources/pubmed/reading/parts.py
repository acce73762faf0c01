"""Handlers of the elements that papers and books share: people, types, abstracts, references …

Each takes the draft and one element and reads its children in one pass; a child that it does not
know is reported as drift.
"""

import re

from harvest.legible import legible
from harvest.rows import (
    AbstractSection,
    ArticleId,
    ArticleReference,
    ArticleType,
    Author,
    Grant,
    Investigator,
    Keyword,
)
from harvest.sources.pubmed.reading import when
from harvest.sources.pubmed.reading.draft import Draft, Element, children, flat

_NAME = {
    "LastName": 0,
    "ForeName": 1,
    "Initials": 2,
    "Suffix": 3,
    "CollectiveName": 4,
    "FirstName": 1,  # before 2002
}
_ORCID_PLACE, _AFFILIATION = 5, 6
_GRANT = {"GrantID": 0, "Acronym": 1, "Agency": 2, "Country": 3}
_PMID = re.compile(r"[1-9][0-9]{0,8}")
_PARTED = re.compile(r"(?<=[0-9])[\s-]+(?=[0-9Xx])")
_ORCID = re.compile(
    r"(?<![0-9])[0-9]{4}[\s-]*[0-9]{4}[\s-]*[0-9]{4}[\s-]*[0-9]{3}[0-9Xx](?![0-9A-Za-z])"
)


def ignore(draft: Draft, element: Element) -> None:
    """An element that says nothing of its own."""


def pmid_of(text: str | None) -> str | None:
    """A PMID, if the text is one: ASCII digits, no leading zero, at most nine."""
    return text if text and _PMID.fullmatch(text := text.strip()) else None


def orcid_of(text: str | None) -> str | None:
    """``0000-0000-0000-0000`` out of whatever stands around it; None without one that is right.

    The last character is the check digit of ISO 7064 11,2 over the others.
    """
    read = legible(text or "").text
    for match in (*_ORCID.finditer(read), *_ORCID.finditer(_PARTED.sub("", read))):
        number = "".join(filter(str.isalnum, match[0])).upper()
        total = 0
        for digit in number[:-1]:
            total = (total + int(digit)) * 2
        if number[-1] == "0123456789X"[(12 - total % 11) % 11]:
            return "-".join(number[n : n + 4] for n in range(0, 16, 4))
    return None


# --- people ---


def authors(draft: Draft, element: Element) -> None:
    """An AuthorList; Type ``editors`` (books) makes editors of them."""
    role = "editor" if element.get("Type") == "editors" else "author"
    rows = draft.authors
    for child in _as_corrected(draft, element, "Author"):
        if child.tag != "Author":
            draft.unknown(element, child)
            continue
        equal = child.get("EqualContrib")
        last, fore, initials, suffix, collective, orcid, affiliation = _person(draft, child)
        rows.append(
            Author(
                draft.pmid,
                len(rows) + 1,
                role,
                last,
                fore,
                initials,
                suffix,
                collective,
                orcid,
                affiliation,
                None if equal is None else int(equal == "Y"),
            )
        )


def investigators(draft: Draft, element: Element) -> None:
    """An InvestigatorList (there may be several)."""
    rows = draft.investigators
    for child in _as_corrected(draft, element, "Investigator"):
        if child.tag != "Investigator":
            draft.unknown(element, child)
            continue
        last, fore, initials, suffix, _collective, orcid, affiliation = _person(draft, child)
        rows.append(
            Investigator(
                draft.pmid, len(rows) + 1, last, fore, initials, suffix, orcid, affiliation
            )
        )


def _as_corrected(draft: Draft, element: Element, tag: str) -> list[Element]:
    """The people of a list without those that stand in it again, as their names were misprinted.

    NLM keeps a misprinted name beside the right one, with ValidYN="N": it becomes a note, so that a
    search finds it. Where no valid name is left, the printed ones stay. Somebody without any name
    is left out.
    """
    people = []
    for each in children(element):
        if each.tag == tag and not any(flat(name) for name in each if name.tag in _NAME):
            draft.odd(f"{tag} without a name", flat(each) or "")
        else:
            people.append(each)
    printed = [each for each in people if each.tag == tag and each.get("ValidYN") == "N"]
    if not printed or len(printed) == len(people):
        return people
    for each in printed:
        last, fore, initials, suffix, collective, *_ = _person(draft, each)
        name = collective or " ".join(n for n in (last, initials or fore, suffix) if n)
        draft.note("name_as_printed", tag.lower(), name)
    return [each for each in people if each not in printed]


def subjects(draft: Draft, element: Element) -> None:
    """A PersonalNameSubjectList: the people that the paper is about."""
    for child in children(element):
        last, fore, initials, suffix, *_ = _person(draft, child)
        draft.note("subject", None, ", ".join(n for n in (last, fore or initials, suffix) if n))


def _person(draft: Draft, element: Element) -> list[str | None]:
    """Names (in the order of ``_NAME``), ORCID and affiliations of a person."""
    values: list[str | None] = [None] * 7
    for child in children(element):
        tag = child.tag
        place = _NAME.get(tag)
        if place is not None:
            values[place] = flat(child)
        elif tag == "AffiliationInfo":
            for part in children(child):
                if part.tag == "Affiliation":
                    values[_AFFILIATION] = _joined(values[_AFFILIATION], flat(part))
                elif part.tag != "Identifier":  # a number of the organisation: stays raw
                    draft.unknown(child, part)
        elif tag == "Identifier" or tag == "NameID":  # NameID: 2010 to 2012
            if child.get("Source") == "ORCID":
                values[_ORCID_PLACE] = orcid_of(child.text)
                if values[_ORCID_PLACE] is None and child.text:
                    draft.odd("Identifier[@Source=ORCID]", child.text)
        elif tag == "Affiliation":  # before 2015
            values[_AFFILIATION] = _joined(values[_AFFILIATION], flat(child))
        else:
            draft.unknown(element, child)
    return values


def _joined(before: str | None, text: str | None) -> str | None:
    return f"{before}; {text}" if before and text else text or before


# --- what kind of paper, on what ---


def publication_type(draft: Draft, element: Element) -> None:
    """One PublicationType."""
    name = flat(element)
    if name:
        draft.types.append(
            ArticleType(draft.pmid, len(draft.types) + 1, element.get("UI") or None, name)
        )


def keywords(draft: Draft, element: Element) -> None:
    """A KeywordList; its Owner says who chose the words."""
    owner = element.get("Owner")
    for child in children(element):
        if child.tag != "Keyword":
            draft.unknown(element, child)
            continue
        word = flat(child)
        if word:
            major = int(child.get("MajorTopicYN") == "Y")
            draft.keywords.append(Keyword(draft.pmid, len(draft.keywords) + 1, owner, word, major))


def grants(draft: Draft, element: Element) -> None:
    """A GrantList."""
    for child in children(element):
        if child.tag != "Grant":
            draft.unknown(element, child)
            continue
        values: list[str | None] = [None] * 4
        for part in children(child):
            place = _GRANT.get(part.tag)
            if place is None:
                draft.unknown(child, part)
            else:
                values[place] = flat(part)
        draft.grants.append(Grant(draft.pmid, len(draft.grants) + 1, *values))


# --- text ---


def abstract(draft: Draft, element: Element) -> None:
    """The Abstract, section by section."""
    _sections(draft, element, None, None)


def other_abstract(draft: Draft, element: Element) -> None:
    """An OtherAbstract: another language, or another writer."""
    _sections(draft, element, element.get("Type") or "other", element.get("Language") or "eng")


def _sections(draft: Draft, element: Element, kind: str | None, language: str | None) -> None:
    for child in children(element):
        if child.tag == "AbstractText":
            text = flat(child)
            if text:
                draft.abstracts.append(
                    AbstractSection(
                        draft.pmid,
                        len(draft.abstracts) + 1,
                        child.get("Label") or None,
                        kind or child.get("NlmCategory"),
                        language,
                        text,
                    )
                )
        elif child.tag == "CopyrightInformation":
            if kind is None:
                draft.scalar("copyright", child)
            else:
                draft.note("copyright", kind, flat(child))
        else:
            draft.unknown(element, child)


def pages(draft: Draft, element: Element) -> None:
    """Pagination: MedlinePgn as it is, else StartPage-EndPage."""
    values = {child.tag: flat(child) for child in children(element)}
    start, end = values.pop("StartPage", None), values.pop("EndPage", None)
    given = values.pop("MedlinePgn", None) or (f"{start}-{end}" if start and end else start)
    if given:
        draft.values["pages"] = given
    for child in children(element):
        if child.tag in values:
            draft.unknown(element, child)


# --- numbers, dates, references ---


def elocation(draft: Draft, element: Element) -> None:
    """An ELocationID: an article's DOI or publisher's number, where the ArticleIdList lacks it."""
    value = flat(element)
    if value:
        valid = element.get("ValidYN") != "N"
        draft.locations.append((element.get("EIdType") or "", value, valid))


def ids(draft: Draft, element: Element) -> None:
    """The ArticleIdList of the record itself."""
    for child in children(element):
        if child.tag != "ArticleId":
            draft.unknown(element, child)
            continue
        value = flat(child)
        if value:
            kind = child.get("IdType") or "pubmed"
            draft.ids.append(ArticleId(draft.pmid, len(draft.ids) + 1, kind, value))


def history(draft: Draft, element: Element) -> None:
    """The History: when the record was received, accepted, entered, indexed …"""
    for child in children(element):
        if child.tag == "PubMedPubDate":
            event, date = child.get("PubStatus") or "unknown", when.day(draft, child)
            draft.date(event, date)
            if event == "entrez" and date:
                draft.values.setdefault("entrez_date", date)
        else:
            draft.unknown(element, child)


def references(draft: Draft, element: Element) -> None:
    """A ReferenceList, and those nested in it."""
    for child in children(element):
        tag = child.tag
        if tag == "Reference":
            _reference(draft, child)
        elif tag == "ReferenceList":
            references(draft, child)
        elif tag == "Title":
            draft.note("reference_list", None, flat(child))
        else:
            draft.unknown(element, child)


def _reference(draft: Draft, element: Element) -> None:
    citation = pmid = doi = None
    for child in children(element):
        if child.tag == "Citation":
            citation = flat(child)
        elif child.tag == "ArticleIdList":
            for number in children(child):
                kind = number.get("IdType")
                if kind == "pubmed":
                    pmid = number.text
                elif kind == "doi":
                    doi = flat(number)
        else:
            draft.unknown(element, child)
    cited = pmid_of(pmid)
    if cited is None and pmid:
        draft.odd("Reference/ArticleId[@IdType=pubmed]", pmid)
    rows = draft.references
    rows.append(ArticleReference(draft.pmid, len(rows) + 1, citation, cited, doi))


def objects(draft: Draft, element: Element) -> None:
    """An ObjectList: other things that the record points to, as ``name=value; …``."""
    for child in children(element):
        values = (f"{part.get('Name')}={flat(part) or ''}" for part in children(child))
        draft.note("object", child.get("Type"), "; ".join(values))
