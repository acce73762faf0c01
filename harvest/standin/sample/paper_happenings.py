"""Things that happen to papers in the sample's year."""

from lxml import etree

from harvest.standin.corpora.epochs import Draft
from harvest.standin.sample.happenings import Expected, Happening, of_trial
from harvest.standin.sample.papers import citation, entries, pmid


def published(number: int, *, links: int | None = None) -> Happening:
    """A new paper, and the trial that it reports."""

    def happen(draft: Draft, day: str) -> list[Expected]:
        draft.put_citation(pmid(number), citation(entries()[number] | {"entered": day}))
        told = [Expected("article", pmid(number), "paper_published", None, pmid(number))]
        if links is not None:
            told.append(of_trial(links, "paper_linked", None, pmid(number)))
        return told

    return happen


_MARKS = {
    "retracted": ("RetractionIn", "Retracted Publication", "D016441"),
    "corrected": ("ErratumIn", "", ""),
    "concern": ("ExpressionOfConcernIn", "", ""),
}


def marked_paper(number: int, integrity: str) -> Happening:
    """A paper is ``retracted``, ``corrected`` or of ``concern``; the notice has no PMID."""
    kind, type_name, type_ui = _MARKS[integrity]

    def happen(draft: Draft, day: str) -> list[Expected]:
        def edit(root: etree._Element) -> None:
            medline = root.find("MedlineCitation")
            assert medline is not None
            _revise(medline, day)
            comments = etree.Element("CommentsCorrectionsList")
            comment = etree.SubElement(comments, "CommentsCorrections", RefType=kind)
            etree.SubElement(comment, "RefSource").text = f"Example J Hepatol. {day[:4]};99:1."
            before = medline.find("MeshHeadingList")
            assert before is not None
            before.addprevious(comments)
            types = medline.find("Article/PublicationTypeList")
            if type_name and types is not None:
                etree.SubElement(types, "PublicationType", UI=type_ui).text = type_name

        draft.edit_citation(pmid(number), edit)
        return [Expected("article", pmid(number), integrity, None, integrity)]

    return happen


def _revise(medline: etree._Element, day: str) -> None:
    for name, value in zip(("Year", "Month", "Day"), day.split("-"), strict=True):
        element = medline.find(f"DateRevised/{name}")
        if element is not None:
            element.text = value


def paper_vanished(number: int) -> Happening:
    """PubMed no longer has a paper; `paper_confirmed_gone` tells it when it is missed again."""

    def happen(draft: Draft, _: str) -> list[Expected]:
        draft.drop_citation(pmid(number))
        return []

    return happen


def paper_confirmed_gone(number: int) -> Happening:
    """A paper is missed for the second time."""
    return lambda _draft, _day: [Expected("article", pmid(number), "removed", pmid(number), None)]


def paper_returned(number: int) -> Happening:
    """A paper that was removed is back, unchanged."""

    def happen(draft: Draft, _: str) -> list[Expected]:
        draft.put_citation(pmid(number), citation(entries()[number]))
        return [Expected("article", pmid(number), "came_back", None, pmid(number))]

    return happen
