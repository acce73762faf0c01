"""A PubmedArticle: one pass over the children, tag by tag."""

from harvest.rows import ArticleMesh, Correction, Databank, SupplementalMesh
from harvest.sources.pubmed.reading import parts, when
from harvest.sources.pubmed.reading.draft import Draft, Element, children, flat
from harvest.sources.pubmed.reading.handlers import (
    Handlers,
    date,
    dated,
    each,
    inside,
    language,
    note,
    published,
    walk,
)


def _electronic(draft: Draft, element: Element) -> None:
    """ArticleDate, and the same among the events."""
    value = when.day(draft, element)
    if value:
        draft.values.setdefault("electronic_date", value)
        draft.date((element.get("DateType") or "electronic").lower(), value)


def _databanks(draft: Draft, element: Element) -> None:
    for bank in children(element):
        name, numbers = "", []
        for child in children(bank):
            if child.tag == "DataBankName":
                name = flat(child) or ""
            elif child.tag == "AccessionNumberList":
                numbers = [flat(number) for number in children(child)]
            else:
                draft.unknown(bank, child)
        for number in numbers or [None]:
            draft.databanks.append(Databank(draft.pmid, len(draft.databanks) + 1, name, number))


def _chemical(draft: Draft, element: Element) -> None:
    number = name = ui = None
    for child in children(element):
        if child.tag == "RegistryNumber":
            number = flat(child)
        elif child.tag == "NameOfSubstance":
            name, ui = flat(child), child.get("UI")
        else:
            draft.unknown(element, child)
    if name:
        _supplement(draft, "Chemical", ui, name, number)


def _supplemental(draft: Draft, element: Element) -> None:
    name = flat(element)
    if name:
        _supplement(draft, element.get("Type") or "unknown", element.get("UI"), name, None)


def _supplement(draft: Draft, kind: str, ui: str | None, name: str, number: str | None) -> None:
    position = len(draft.supplements) + 1
    draft.supplements.append(SupplementalMesh(draft.pmid, position, kind, ui or None, name, number))


def _correction(draft: Draft, element: Element) -> None:
    source = other = text = None
    for child in children(element):
        if child.tag == "RefSource":
            source = flat(child)
        elif child.tag == "PMID":
            other = parts.pmid_of(child.text)
            if other is None and child.text:
                draft.odd("CommentsCorrections/PMID", child.text)
        elif child.tag == "Note":
            text = flat(child)
        else:
            draft.unknown(element, child)
    kind = element.get("RefType") or "unknown"
    draft.corrections.append(
        Correction(draft.pmid, len(draft.corrections) + 1, kind, other, source, text)
    )


def _heading(draft: Draft, element: Element) -> None:
    """A MeshHeading: major if the descriptor or any qualifier is (before 2010 mostly those)."""
    name = ui = None
    major = 0
    qualifiers: list[str] = []
    for child in children(element):
        mark = child.get("MajorTopicYN") == "Y"
        major |= mark
        if child.tag == "DescriptorName":
            name, ui = flat(child), child.get("UI")
        elif child.tag == "QualifierName":
            qualifiers.append(f"{flat(child) or ''}{'*' if mark else ''}")
        else:
            draft.unknown(element, child)
    if name and ui:
        draft.headings.append(
            ArticleMesh(
                draft.pmid,
                len(draft.headings) + 1,
                ui,
                name,
                major,
                "|".join(qualifiers) or None,
            )
        )
    elif name:  # before 2013 headings had no number
        draft.note("mesh_heading", None, "/".join([name, *qualifiers]))


def _citation_subset(draft: Draft, element: Element) -> None:
    subset = flat(element)
    if subset:
        draft.citation_subsets.append(subset)


_JOURNAL_ISSUE: Handlers = {
    "Volume": "volume",
    "Issue": "issue",
    "PubDate": published,
}
_JOURNAL: Handlers = {
    "ISSN": "issn",
    "JournalIssue": inside(_JOURNAL_ISSUE),
    "Title": "journal",
    "ISOAbbreviation": "journal_abbrev",
}
_ARTICLE: Handlers = {
    "Journal": inside(_JOURNAL),
    "ArticleTitle": "title",
    "Pagination": parts.pages,
    "ELocationID": parts.elocation,
    "Abstract": parts.abstract,
    "AuthorList": parts.authors,
    "Language": language,
    "DataBankList": _databanks,
    "GrantList": parts.grants,
    "PublicationTypeList": each(parts.publication_type),
    "VernacularTitle": "vernacular_title",
    "ArticleDate": _electronic,
}
_JOURNAL_INFO: Handlers = {
    "Country": "country",
    "MedlineTA": "medline_ta",
    "NlmUniqueID": "nlm_id",
    "ISSNLinking": "issn_linking",
}


def _article(draft: Draft, element: Element) -> None:
    model = element.get("PubModel")
    if model:
        draft.values["pub_model"] = model
    walk(draft, element, _ARTICLE)


_CITATION: Handlers = {
    "PMID": parts.ignore,  # read first, by ``normalise``
    "DateCreated": dated("created"),  # before 2018
    "DateCompleted": date("date_completed"),
    "DateRevised": date("date_revised"),
    "Article": _article,
    "MedlineJournalInfo": inside(_JOURNAL_INFO),
    "ChemicalList": each(_chemical),
    "SupplMeshList": each(_supplemental),
    "CitationSubset": _citation_subset,
    "CommentsCorrectionsList": each(_correction),
    "GeneSymbolList": each(note("gene_symbol")),
    "MeshHeadingList": each(_heading),
    "NumberOfReferences": "number_of_references",
    "PersonalNameSubjectList": parts.subjects,
    "OtherID": note("other_id", "Source"),
    "OtherAbstract": parts.other_abstract,
    "KeywordList": parts.keywords,
    "CoiStatement": "coi_statement",
    "SpaceFlightMission": note("space_flight"),
    "InvestigatorList": parts.investigators,
    "GeneralNote": note("general_note", "Owner"),
}


def _citation(draft: Draft, element: Element) -> None:
    for attribute, column in (
        ("Status", "medline_status"),
        ("Owner", "owner"),
        ("IndexingMethod", "indexing_method"),
    ):
        value = element.get(attribute)
        if value:
            draft.values[column] = value
    walk(draft, element, _CITATION)


PUBMED_DATA: Handlers = {
    "History": parts.history,
    "PublicationStatus": "publication_status",
    "ArticleIdList": parts.ids,
    "ObjectList": parts.objects,
    "ReferenceList": parts.references,
}
PUBMED_ARTICLE: Handlers = {
    "MedlineCitation": _citation,
    "PubmedData": inside(PUBMED_DATA),
}
