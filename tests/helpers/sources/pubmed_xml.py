"""Small PubMed records and answers, as tests need them, and what is read from a record."""

from harvest.records import Raw, Record
from harvest.rows import Article
from harvest.sources.pubmed.reading.normalise import normalise

HEAD = (
    b'<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, '
    b'1st January 2026//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_260101.dtd">\n'
)


def citation(
    pmid: str, inner: str = "", article: str = "", data: str = "", pubdate: str = ""
) -> str:
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}'
        f'</PMID><Article PubModel="Print"><Journal><JournalIssue CitedMedium="Print"><PubDate>'
        f"{pubdate or '<Year>2020</Year>'}</PubDate></JournalIssue></Journal>{article}</Article>"
        f"{inner}</MedlineCitation><PubmedData>{data}</PubmedData></PubmedArticle>"
    )


def book(pmid: str, inner: str, number: str = "") -> str:
    return (
        f'<PubmedBookArticle><BookDocument><PMID Version="3">{pmid}</PMID>{inner}</BookDocument>'
        f"<PubmedBookData>{number}</PubmedBookData></PubmedBookArticle>"
    )


def answer(*records: str, tail: str = "") -> bytes:
    body = "\n".join(records) + tail
    return HEAD + f"<PubmedArticleSet>\n{body}</PubmedArticleSet>\n".encode()


def read(xml: str, pmid: str = "7") -> Record:
    return normalise(Raw("pubmed", "article", pmid, xml.encode(), "2026-11-24T00:00:00Z"))


def article_of(record: Record) -> Article:
    (row,) = record.tables["articles"]
    assert isinstance(row, Article)
    return row
