"""Which papers are marked as retracted, doubted or corrected, and by what.

Relies on nothing beside the program.
"""

import re
from pathlib import Path

import pytest
from Bio import Entrez

from harvest.publish.functions import spelt_out
from harvest.sources.notices import correction_types
from tests.helpers.sources.pubmed_xml import article_of, citation, read


def marks(title: str = "A paper", *ref_types: str) -> tuple[int, str | None]:
    linked = "".join(
        f'<CommentsCorrections RefType="{ref_type}"><RefSource>J Ex</RefSource>'
        "</CommentsCorrections>"
        for ref_type in ref_types
    )
    inner = f"<CommentsCorrectionsList>{linked}</CommentsCorrectionsList>" if linked else ""
    xml = citation("7", inner=inner, article=f"<ArticleTitle>{title}</ArticleTitle>")
    article = article_of(read(xml))
    return article.retracted, article.integrity


@pytest.mark.parametrize(
    "title",
    [
        "Retracted: Effects of cells",
        "RETRACTED ARTICLE: Effects of cells",
        "Withdrawn: Effects of cells",
        "WITHDRAWN : Effects of cells",
        "[Retracted] Effects of cells",
        "[RETRACTED: Effects of cells].",
        "Retracted paper: Effects of cells",
        "Withdrawn article: Effects of cells",
        "Retracted : Effects of cells",
        "Retracted\uff1a Effects of cells",
        "&quot;RETRACTED: Effects of cells&quot;",
        "(Retracted) Effects of cells",
        "Retracted \u2013 effects of cells",
        "Retracted article. Effects of cells",
        "RETRACTED\u00a0ARTICLE\uff1aEffects of cells",
        "This article has been retracted: Effects of cells",
        "Effects of cells [Retracted].",
        "Effects of cells (Retracted Article)",
        "Article retracted: Effects of cells",
        "PAPER WITHDRAWN: Effects of cells",
        "REMOVED: Effects of cells",
    ],
)
def test_a_title_that_begins_with_retracted_marks_its_paper(title: str) -> None:
    assert marks(title) == (1, "retracted")


@pytest.mark.parametrize(
    "title",
    [
        "Withdrawal of nucleosides in hepatitis B",
        "Retracted in error: a note",
        "Retracted papers in hepatology",
        "Retraction: Effects of cells",
        "Why papers are retracted: a survey",
        "Retracted-relation fibres in the liver",
        "Rosiglitazone (withdrawn)",
        "Study withdrawn: lessons of a trial",
        "Removed livers: effects of cells",
        "Cells removed: effects in the liver",
        "Consent of patients (refused or withdrawn) in trials",
    ],
)
def test_a_title_that_only_uses_the_word_does_not(title: str) -> None:
    assert marks(title) == (0, None)


def test_a_notice_is_not_itself_retracted() -> None:
    assert marks("Retracted: Effects of cells", "RetractionOf") == (0, None)


@pytest.mark.parametrize(
    ("ref_type", "integrity"),
    [
        ("RetractionIn", "retracted"),
        ("RetractedandRepublishedIn", "retracted"),
        ("RetractedandRepublishedFrom", None),
        ("PartialRetractionIn", "corrected"),
        ("RepublishedIn", "corrected"),
        ("RepublishedFrom", None),
        ("CorrectedandRepublishedIn", "corrected"),
        ("ErratumIn", "corrected"),
        ("ExpressionOfConcernIn", "concern"),
        ("CommentIn", None),
    ],
)
def test_each_kind_of_link_has_its_meaning(ref_type: str, integrity: str | None) -> None:
    assert marks("A paper", ref_type)[1] == integrity


def test_every_kind_of_link_in_the_document_type_is_decided() -> None:
    newest = max((Path(Entrez.__file__).parent / "DTDs").glob("pubmed_*.dtd"))
    dtd = newest.read_text(encoding="utf-8")
    listed = re.search(r"RefType\s*\(([^)]*)\)", dtd)
    assert listed is not None
    assert set(re.findall(r"\w+", listed[1])) <= correction_types().keys()


def test_an_unknown_kind_of_link_is_reported_and_shown_in_words() -> None:
    linked = (
        '<CommentsCorrectionsList><CommentsCorrections RefType="ReinstatedIn">'
        "<RefSource>J</RefSource>"
        "</CommentsCorrections></CommentsCorrectionsList>"
    )
    record = read(citation("7", inner=linked))
    assert [(d.path, d.example) for d in record.drift] == [
        ("CommentsCorrections/@RefType", "ReinstatedIn")
    ]
    assert spelt_out("ReinstatedIn") == "Reinstated in"
