"""Where a paper stands in its journal or book: pages, article numbers, DOIs of books.

Relies on nothing beside the program.
"""

import pytest

from tests.helpers.sources.pubmed_xml import article_of, book, citation, read

DOI = '<ELocationID EIdType="doi" ValidYN="Y">10.1000/x</ELocationID>'


def numbered(value: str, *, valid: str = "Y", pages: str = "") -> str:
    place = f'<ELocationID EIdType="pii" ValidYN="{valid}">{value}</ELocationID>'
    return citation("7", article=f"{pages}{place}{DOI}")


@pytest.mark.parametrize(
    "number",
    [
        *("e000949", "E874", "2400512", "CIRCGEN121003430", "dgaa899", "12", "e0123456a"),
        *("eabc1234", "104522", "e2021GL093", "BSR20210345", "FSO712", "zsab010"),
    ],
)
def test_an_article_number_stands_where_a_journal_has_no_pages(number: str) -> None:
    assert article_of(read(numbered(number))).pages == number


@pytest.mark.parametrize(
    "number",
    [
        "S2319-4170(21)00066-4",
        "S2319417021000664",
        "S014067362030183X",
        "bmjresp-2021-000949",
        "2020.09.13.295493",
        "EIJ-D-20-00610",
        "8/1/e000949",
        "rs.3.rs-1234",
        "1479-5876-9-1",
        "ofab123.045",
        "abstract",
    ],
)
def test_a_publishers_number_of_an_item_is_no_place_in_a_volume(number: str) -> None:
    assert article_of(read(numbered(number))).pages is None


def test_pages_go_before_an_article_number_and_an_invalid_one_does_not_count() -> None:
    pages = "<Pagination><MedlinePgn>12-9</MedlinePgn></Pagination>"
    assert article_of(read(numbered("e000949", pages=pages))).pages == "12-9"
    assert article_of(read(numbered("e000949", valid="N"))).pages is None


def test_the_publishers_number_of_the_record_is_no_article_number() -> None:
    ids = '<ArticleIdList><ArticleId IdType="pii">cancers12040874</ArticleId></ArticleIdList>'
    paper = article_of(read(citation("7", article=DOI, data=ids)))
    assert (paper.pages, paper.pii) == (None, "cancers12040874")


BOOK = (
    '<Book><BookTitle book="b">Example handbook</BookTitle>'
    '<ELocationID EIdType="doi" ValidYN="Y">10.1000/whole.book</ELocationID></Book>'
)


def test_a_chapter_has_not_the_doi_of_its_book() -> None:
    record = read(book("7", f"{BOOK}<ArticleTitle>A chapter</ArticleTitle>"))
    assert article_of(record).doi is None
    notes = [(note.kind, note.source, note.text) for note in record.tables["article_notes"]]
    assert ("book_location", "doi", "10.1000/whole.book") in notes


def test_a_chapter_keeps_a_doi_of_its_own() -> None:
    own = '<ArticleIdList><ArticleId IdType="doi">10.1000/chapter.3</ArticleId></ArticleIdList>'
    record = read(book("7", f"{own}{BOOK}<ArticleTitle>A chapter</ArticleTitle>"))
    assert article_of(record).doi == "10.1000/chapter.3"


@pytest.mark.parametrize("doi", ["10.1000/whole.book", "https://doi.org/10.1000/WHOLE.BOOK"])
def test_a_chapter_that_is_listed_under_the_doi_of_its_book_has_none(doi: str) -> None:
    listed = f'<ArticleIdList><ArticleId IdType="doi">{doi}</ArticleId></ArticleIdList>'
    record = read(book("7", f"{listed}{BOOK}<ArticleTitle>A chapter</ArticleTitle>"))
    assert article_of(record).doi is None


@pytest.mark.parametrize("title", ["", "<ArticleTitle>Example handbook</ArticleTitle>"])
def test_a_whole_book_has_its_doi(title: str) -> None:
    assert article_of(read(book("7", f"{BOOK}{title}"))).doi == "10.1000/whole.book"
