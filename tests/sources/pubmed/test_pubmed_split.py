"""An answer of PubMed is cut into its records, and each is hashed.

Relies on nothing beside the program.
"""

import pytest

from harvest.errors import RecordError, UpstreamDataError
from harvest.sources.pubmed.reading.split import deleted, digest, newest, split
from tests.helpers.sources.pubmed_xml import HEAD, answer, book, citation

# --- cutting ---


def test_books_between_papers_are_cut_out_too() -> None:
    body = answer(citation("1"), book("2", ""), citation("3"))
    found = list(split(body))
    assert [(piece.tag, piece.pmid) for piece in found] == [
        ("PubmedArticle", "1"),
        ("PubmedBookArticle", "2"),
        ("PubmedArticle", "3"),
    ]
    assert all(piece.body in body and piece.problem is None for piece in found)


@pytest.mark.parametrize("layout", ["<PubmedArticleSet></PubmedArticleSet>", "<PubmedArticleSet/>"])
def test_an_empty_set_holds_no_record(layout: str) -> None:
    assert list(split(HEAD + layout.encode())) == []


def test_an_answer_cut_off_anywhere_is_never_taken_for_a_short_one() -> None:
    body = answer(citation("1"), book("2", ""), citation("3")).rstrip()
    for length in range(len(body)):
        with pytest.raises(UpstreamDataError):
            list(split(body[:length]))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (answer(citation("1")) + answer(citation("2")), "two PubmedArticleSets"),
        (answer(citation("1")) + b"<More/>", "goes on"),
        (b"<html><body>Maintenance</body></html>", "without a PubmedArticleSet"),
        (b"", "without a PubmedArticleSet"),
        (
            b'<?xml version="1.0" encoding="ISO-8859-1"?>' + answer(citation("1")).split(b"?>")[1],
            "other than UTF-8",
        ),
        (
            b'<!DOCTYPE PubmedArticleSet [<!ENTITY a "b">]><PubmedArticleSet></PubmedArticleSet>',
            "entity declarations",
        ),
    ],
)
def test_what_is_not_one_whole_set_is_refused(body: bytes, words: str) -> None:
    with pytest.raises(UpstreamDataError, match=words):
        list(split(body))


def test_an_element_nobody_knows_is_reported_and_the_records_around_it_stay() -> None:
    found = list(
        split(answer(citation("1"), "<PubmedPreprint><A/></PubmedPreprint>", citation("2")))
    )
    assert [piece.pmid for piece in found] == ["1", None, "2"]
    assert found[1].body == b"<PubmedPreprint><A/></PubmedPreprint>"
    assert found[1].problem == "unknown element PubmedPreprint"


def test_a_record_without_its_end_tag_does_not_swallow_the_next() -> None:
    broken = citation("1").removesuffix("</PubmedArticle>")
    found = list(split(answer(broken, citation("2"), broken, book("4", ""))))
    assert [piece.pmid for piece in found] == ["1", "2", "1", "4"]
    assert [piece.problem is None for piece in found] == [False, True, False, True]


def test_text_between_records_is_reported() -> None:
    found = list(split(answer(citation("1"), "stray", citation("2"))))
    assert [piece.problem for piece in found] == [None, "text between the records", None]


def test_comments_and_processing_instructions_between_records_are_passed_over() -> None:
    found = list(
        split(answer("<!-- <PubmedArticle> -->", citation("1"), "<?pmc x?>", citation("2")))
    )
    assert [piece.pmid for piece in found] == ["1", "2"]


def test_the_pmid_of_a_record_is_its_own_and_not_one_that_it_cites() -> None:
    comments = (
        '<CommentsCorrectionsList><CommentsCorrections RefType="CommentOn"><RefSource>x</RefSource>'
        '<PMID Version="1">99</PMID></CommentsCorrections></CommentsCorrectionsList>'
    )
    nameless = citation("1", comments).replace('<PMID Version="1">1</PMID>', "")
    (piece,) = split(answer(nameless))
    assert piece.pmid is None
    assert piece.problem == "PubmedArticle without a PMID of its own"


def test_deleted_citations_are_told_and_are_no_records() -> None:
    gone = '<DeleteCitation><PMID Version="1">8</PMID><PMID Version="1">9</PMID></DeleteCitation>'
    body = answer(citation("1"), tail=gone)
    assert [piece.pmid for piece in split(body)] == ["1"]
    assert deleted(body) == {"8", "9"}
    assert deleted(answer(citation("1"))) == frozenset()


def test_of_several_versions_the_highest_is_kept_whatever_their_order() -> None:
    revised = "<DateRevised><Year>{}</Year><Month>{}</Month><Day>1</Day></DateRevised>"
    copies = [
        citation("1", revised.format(2021, 2)),
        citation("1", revised.format(2021, 10)),
        citation("1", revised.format(2019, 1)).replace('Version="1"', 'Version="2"'),
        citation("1", revised.format(2018, 1)).replace('Version="1"', 'Version="10"'),
    ]
    for chosen in range(1, len(copies) + 1):
        expected = copies[chosen - 1].encode()
        for order in (copies[:chosen], copies[:chosen][::-1]):
            assert newest(split(answer(*order)))["1"].body == expected


# --- the hash ---


def test_the_hash_is_blind_to_layout_and_sees_everything_else() -> None:
    compact = citation("1", article="<ArticleTitle>Stem cells</ArticleTitle>")
    laid_out = compact.replace("><", ">\n      <")
    assert digest(compact.encode()) == digest(laid_out.encode())
    assert digest(compact.encode()) != digest(compact.replace("Stem cells", "Stemcells").encode())


def test_bytes_that_are_no_record_have_no_hash() -> None:
    with pytest.raises(RecordError):
        digest(b"<DeleteCitation/>")
