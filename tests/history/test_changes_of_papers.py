"""What a paper's next state means, in the vocabulary of events.

Relies on nothing beside the program.
"""

import pytest

from harvest.evidence.changes.events import between
from harvest.records import Raw
from harvest.sources.pubmed.reading.normalise import normalise as normalise_article

ARTICLE = """<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">
<PMID Version="1">99000001</PMID>
<DateRevised><Year>2024</Year><Month>02</Month><Day>{day}</Day></DateRevised>
<Article PubModel="Print"><Journal><Title>Journal of Examples</Title>
<JournalIssue CitedMedium="Print"><PubDate><Year>2023</Year></PubDate></JournalIssue></Journal>
<ArticleTitle>Cells.</ArticleTitle>
<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>{types}
</PublicationTypeList></Article>{corrections}</MedlineCitation>
<PubmedData><PublicationStatus>ppublish</PublicationStatus></PubmedData></PubmedArticle>"""
RETRACTED = '<PublicationType UI="D016441">Retracted Publication</PublicationType>'
CONCERN = (
    '<CommentsCorrectionsList><CommentsCorrections RefType="ExpressionOfConcernIn">'
    "<RefSource>J Ex</RefSource></CommentsCorrections></CommentsCorrectionsList>"
)
ERRATUM = CONCERN.replace("ExpressionOfConcernIn", "ErratumIn")


def article(day: str = "01", types: str = "", corrections: str = ""):
    body = ARTICLE.format(day=day, types=types, corrections=corrections).encode()
    raw = Raw("pubmed", "article", "99000001", body, "2024-02-01T00:00:00Z")
    return normalise_article(raw)


@pytest.mark.parametrize(
    ("changed", "event"),
    [
        ({"types": RETRACTED}, "retracted"),
        ({"corrections": CONCERN}, "concern"),
        ({"corrections": ERRATUM}, "corrected"),
    ],
)
def test_a_mark_on_a_paper_is_one_event(changed, event):
    told = [e for e in between(article(), article(day="09", **changed)) if e.event != "edited"]
    assert [(e.event, e.happened_on) for e in told] == [(event, "2024-02-09")]


def test_a_revision_date_alone_is_no_change_of_a_paper():
    assert between(article(), article(day="09")) == []
