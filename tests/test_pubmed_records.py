"""PubMed records: cut out of an answer, hashed, and read into rows."""

import html
import io
import pickle
import random
import unicodedata
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from pubmed_corpus import pieces, raw
from pubmed_xml import HEAD, answer, book, citation

from harvest.errors import RecordError, UpstreamDataError
from harvest.records import Raw, Record
from harvest.rows import ROWS, Article
from harvest.sources.pubmed.normalise import normalise
from harvest.sources.pubmed.split import deleted, digest, newest, split


def read(xml: str, pmid: str = "7") -> Record:
    return normalise(Raw("pubmed", "article", pmid, xml.encode(), "2026-11-24T00:00:00Z"))


def article_of(record: Record) -> Article:
    (row,) = record.tables["articles"]
    assert isinstance(row, Article)
    return row


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


# --- text ---


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<i>Solena</i> in mice", "Solena in mice"),
        ("CO<sub>2</sub> and Ca<sup>2+</sup>", "CO2 and Ca2+"),
        ("1 × 10<sup>6</sup> cells/kg", "1 × 10^6 cells/kg"),
        ("10<sup>-9</sup> M, 210<sup>3</sup>", "10^-9 M, 2103"),
        ("P&#x2009;&lt;&#xa0;0.05", "P < 0.05"),
        (
            '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup><mml:mi>x</mml:mi>'
            "<mml:mn>2</mml:mn></mml:msup></mml:math> grows",
            "x2 grows",
        ),
        ("  two\n   lines ", "two lines"),
        ("Poran&amp;#283;ní", "Poraněn\u00ed".replace("ěn", "ěn")),
        ("hid\u202eden\u200b", "hidden"),
        ("e\u0301tude", "\u00e9tude"),
        ("<![CDATA[a < b]]>", "a < b"),
        ("before<!-- not text -->after", "beforeafter"),
        ("before<?pi not text?>after", "beforeafter"),
        ("\U0001d6fc-cells", "\U0001d6fc-cells"),
    ],
)
def test_a_title_is_all_its_text_on_one_line(markup: str, text: str) -> None:
    record = read(citation("7", article=f"<ArticleTitle>{markup}</ArticleTitle>"))
    assert article_of(record).title == text


def test_an_empty_title_is_none_and_the_vernacular_one_stays() -> None:
    row = article_of(
        read(citation("7", article="<ArticleTitle/><VernacularTitle>Zur Frage.</VernacularTitle>"))
    )
    assert (row.title, row.vernacular_title) == (None, "Zur Frage.")


def test_an_abstract_keeps_its_labels_and_leaves_other_abstracts_apart() -> None:
    record = read(
        citation(
            "7",
            article=(
                '<Abstract><AbstractText Label="AIM" NlmCategory="OBJECTIVE"><b>To</b> see.'
                '</AbstractText><AbstractText/><AbstractText Label="UNLABELLED">Plain.'
                "</AbstractText><CopyrightInformation>(c) A</CopyrightInformation></Abstract>"
            ),
            inner=(
                '<OtherAbstract Type="Publisher" Language="spa"><AbstractText Label="FIN">Ver.'
                "</AbstractText><CopyrightInformation>(c) B</CopyrightInformation></OtherAbstract>"
            ),
        )
    )
    row = article_of(record)
    assert row.abstract == "AIM: To see.\n\nPlain."
    assert row.copyright == "(c) A"
    assert record.tables["abstract_sections"] == [
        ("7", 1, "AIM", "OBJECTIVE", None, "To see."),
        ("7", 2, "UNLABELLED", None, None, "Plain."),
        ("7", 3, "FIN", "Publisher", "spa", "Ver."),
    ]
    assert record.tables["article_notes"] == [("7", 1, "copyright", "Publisher", "(c) B")]


# --- dates ---


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<Year>2020</Year>", ("2020", 2020, None)),
        ("<Year>2020</Year><Month>Jun</Month>", ("2020-06", 2020, None)),
        ("<Year>2020</Year><Month>6</Month><Day>3</Day>", ("2020-06-03", 2020, None)),
        ("<Year>2020</Year><Season>Autumn</Season>", ("2020", 2020, "Autumn")),
        ("<MedlineDate>2014 Nov-Dec</MedlineDate>", ("2014", 2014, "2014 Nov-Dec")),
        ("<MedlineDate>Spring 2010</MedlineDate>", ("2010", 2010, "Spring 2010")),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", (None, 1998, "1998 Dec-1999 Jan")),
        ("<Year>1856</Year>", ("1856", 1856, None)),
    ],
)
def test_a_publication_date_is_as_precise_as_given(
    xml: str, expected: tuple[str | None, int | None, str | None]
) -> None:
    record = read(citation("7", pubdate=xml))
    row = article_of(record)
    assert (row.published, row.year, row.published_text) == expected
    assert record.drift == ()


@pytest.mark.parametrize(
    ("xml", "date"),
    [
        ("<Year>2023</Year><Month>02</Month><Day>30</Day>", "2023-02"),
        ("<Year>0001</Year><Month>01</Month><Day>01</Day>", None),
        ("<Year>２０２３</Year><Month>01</Month><Day>01</Day>", None),
    ],
)
def test_a_date_that_cannot_be_is_cut_to_what_can_and_reported(xml: str, date: str | None) -> None:
    record = read(citation("7", inner=f"<DateRevised>{xml}</DateRevised>"))
    assert article_of(record).date_revised == date == record.source_date
    assert [drift.path for drift in record.drift] == ["DateRevised"]


def test_history_and_electronic_date_are_events() -> None:
    day = "<Year>2020</Year><Month>{}</Month><Day>9</Day>"
    record = read(
        citation(
            "7",
            article=f'<ArticleDate DateType="Electronic">{day.format("01")}</ArticleDate>',
            data=(
                f'<History><PubMedPubDate PubStatus="received">{day.format(2)}</PubMedPubDate>'
                f'<PubMedPubDate PubStatus="entrez">{day.format(3)}<Hour>6</Hour><Minute>0</Minute>'
                "</PubMedPubDate></History>"
            ),
        )
    )
    assert record.tables["article_dates"] == [
        ("7", 1, "electronic", "2020-01-09"),
        ("7", 2, "received", "2020-02-09"),
        ("7", 3, "entrez", "2020-03-09"),
    ]
    row = article_of(record)
    assert (row.electronic_date, row.entrez_date) == ("2020-01-09", "2020-03-09")


# --- numbers ---


def test_the_doi_is_the_record_s_own_and_never_a_reference_s() -> None:
    references = (
        "<ReferenceList><Reference><Citation>x</Citation><ArticleIdList>"
        '<ArticleId IdType="doi">10.1/cited</ArticleId><ArticleId IdType="pubmed">12</ArticleId>'
        "</ArticleIdList></Reference><ReferenceList><Title>More</Title><Reference>"
        "<Citation>y</Citation></Reference></ReferenceList></ReferenceList>"
    )
    record = read(citation("7", data=references))
    assert article_of(record).doi is None
    assert record.tables["article_references"] == [
        ("7", 1, "x", "12", "10.1/cited"),
        ("7", 2, "y", None, None),
    ]
    assert article_of(record).reference_count == 2


def test_the_article_id_list_comes_before_the_elocation() -> None:
    elocations = (
        '<ELocationID EIdType="doi" ValidYN="Y">10.1/ELOC</ELocationID>'
        '<ELocationID EIdType="pii" ValidYN="Y">e12</ELocationID>'
        '<ELocationID EIdType="doi" ValidYN="N">10.1/wrong</ELocationID>'
    )
    ids = (
        '<ArticleIdList><ArticleId IdType="pubmed">7</ArticleId><ArticleId IdType="doi">10.1/eloc'
        '</ArticleId><ArticleId IdType="pmc">PMC5</ArticleId></ArticleIdList>'
    )
    record = read(citation("7", article=elocations, data=ids))
    row = article_of(record)
    assert (row.doi, row.pii, row.pmcid) == ("10.1/eloc", "e12", "PMC5")
    assert record.tables["article_notes"] == [
        ("7", 1, "elocation", "pii", "e12"),
        ("7", 2, "elocation", "doi, invalid", "10.1/wrong"),
    ]
    assert article_of(read(citation("7", article=elocations))).doi == "10.1/ELOC"


@pytest.mark.parametrize(
    ("given", "orcid"),
    [
        ("https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("http://orcid.org/000000021825009X", "0000-0002-1825-009X"),
        ("0000-0002-1825-009x", "0000-0002-1825-009X"),
        ("0000000218250097", "0000-0002-1825-0097"),
        ("0000 0002 1825 0097", "0000-0002-1825-0097"),
        ("0000-0002-1825-00970", None),
        ("someone@example.org", None),
    ],
)
def test_an_orcid_has_one_form_or_is_reported(given: str, orcid: str | None) -> None:
    author = (
        "<AuthorList><Author ValidYN='Y'><LastName>Doe</LastName>"
        f'<Identifier Source="ORCID">{given}</Identifier></Author></AuthorList>'
    )
    record = read(citation("7", article=author))
    assert record.tables["authors"][0][8] == orcid
    assert bool(record.drift) == (orcid is None)


# --- people ---


def test_authors_are_people_or_groups_with_all_their_affiliations() -> None:
    record = read(
        citation(
            "7",
            article=(
                '<AuthorList><Author EqualContrib="Y"><LastName>Li</LastName><ForeName>X Y'
                "</ForeName><Initials>XY</Initials><Suffix>2<sup>nd</sup></Suffix><AffiliationInfo>"
                "<Affiliation>A, X.</Affiliation><Identifier Source='ROR'>r</Identifier>"
                "</AffiliationInfo><AffiliationInfo><Affiliation>B.</Affiliation></AffiliationInfo>"
                "</Author><Author><CollectiveName>The <i>Group</i></CollectiveName></Author>"
                "</AuthorList>"
            ),
            inner=(
                "<PersonalNameSubjectList><PersonalNameSubject><LastName>Helmont</LastName>"
                "<Initials>JB</Initials></PersonalNameSubject></PersonalNameSubjectList>"
                "<InvestigatorList><Investigator><LastName>Kim</LastName><ForeName>J</ForeName>"
                "<Suffix>Jr</Suffix></Investigator></InvestigatorList>"
            ),
        )
    )
    assert record.tables["authors"] == [
        ("7", 1, "author", "Li", "X Y", "XY", "2nd", None, None, "A, X.; B.", 1),
        ("7", 2, "author", None, None, None, None, "The Group", None, None, None),
    ]
    assert record.tables["investigators"] == [("7", 1, "Kim", "J", None, "Jr", None, None)]
    assert record.tables["article_notes"] == [("7", 1, "subject", None, "Helmont, JB")]


# --- integrity ---


def correction(kind: str) -> str:
    return (
        f'<CommentsCorrectionsList><CommentsCorrections RefType="{kind}"><RefSource>J</RefSource>'
        "</CommentsCorrections></CommentsCorrectionsList>"
    )


def kinds(ui: str, name: str) -> str:
    return (
        f'<PublicationTypeList><PublicationType UI="{ui}">{name}</PublicationType>'
        "</PublicationTypeList>"
    )


@pytest.mark.parametrize(
    ("article", "inner", "expected"),
    [
        (kinds("D016441", "Retracted Publication"), "", (1, "retracted")),
        ("", correction("RetractionIn"), (1, "retracted")),
        ("", correction("RetractedandRepublishedIn"), (1, "retracted")),
        (kinds("D016440", "Retraction of Publication"), correction("RetractionOf"), (0, None)),
        (kinds("D016440", "Retraction Notice"), correction("RetractionOf"), (0, None)),
        ("", correction("ExpressionOfConcernIn"), (0, "concern")),
        ("", correction("ExpressionOfConcernFor"), (0, None)),
        ("", correction("ErratumIn"), (0, "corrected")),
        ("", correction("CorrectedandRepublishedIn"), (0, "corrected")),
        ("", correction("ErratumFor"), (0, None)),
        ("", correction("UpdateIn"), (0, None)),
        ("", correction("ErratumIn") + correction("ExpressionOfConcernIn"), (0, "concern")),
        (
            kinds("D016441", "Retracted Publication"),
            correction("ErratumIn") + correction("ExpressionOfConcernIn"),
            (1, "retracted"),
        ),
    ],
)
def test_a_retracted_paper_is_told_from_its_notice_and_the_gravest_word_wins(
    article: str, inner: str, expected: tuple[int, str | None]
) -> None:
    row = article_of(read(citation("7", article=article, inner=inner)))
    assert (row.retracted, row.integrity) == expected


def test_a_heading_is_major_if_the_descriptor_or_a_qualifier_is() -> None:
    headings = (
        '<MeshHeadingList><MeshHeading><DescriptorName UI="D1" MajorTopicYN="N">Liver'
        '</DescriptorName><QualifierName UI="Q1" MajorTopicYN="N">cytology</QualifierName>'
        '<QualifierName UI="Q2" MajorTopicYN="Y">surgery</QualifierName></MeshHeading>'
        '<MeshHeading><DescriptorName UI="D2" MajorTopicYN="N">Mice</DescriptorName></MeshHeading>'
        "<MeshHeading><DescriptorName>Old</DescriptorName></MeshHeading></MeshHeadingList>"
    )
    record = read(citation("7", inner=headings))
    assert record.tables["article_mesh"] == [
        ("7", 1, "D1", "Liver", 1, "cytology|surgery*"),
        ("7", 2, "D2", "Mice", 0, None),
    ]
    assert record.tables["article_notes"] == [("7", 1, "mesh_heading", None, "Old")]


# --- books ---


def test_a_chapter_of_a_book_is_read_whole() -> None:
    record = read(
        book(
            "7",
            (
                '<ArticleIdList><ArticleId IdType="bookaccession">NBK1</ArticleId></ArticleIdList>'
                "<Book><Publisher><PublisherName>U Press</PublisherName><PublisherLocation>Here"
                "</PublisherLocation></Publisher><BookTitle>All<sup>®</sup></BookTitle><PubDate>"
                "<Year>1993</Year></PubDate><BeginningDate><Year>1993</Year></BeginningDate>"
                '<EndingDate><Year>2021</Year></EndingDate><AuthorList Type="editors"><Author>'
                "<LastName>Ed</LastName></Author></AuthorList><Isbn>123</Isbn><Medium>Internet"
                '</Medium><ELocationID EIdType="doi">10.1/b</ELocationID></Book><LocationLabel '
                'Type="chapter">Chapter 2</LocationLabel><ArticleTitle>One</ArticleTitle><Language>'
                'eng</Language><AuthorList Type="authors"><Author><LastName>Au</LastName></Author>'
                '</AuthorList><PublicationType UI="D016454">Review</PublicationType><Abstract>'
                "<AbstractText>Text.</AbstractText></Abstract><Sections><Section><LocationLabel>1"
                "</LocationLabel><SectionTitle>First</SectionTitle><Section><SectionTitle>Inner"
                "</SectionTitle></Section></Section></Sections><ContributionDate><Year>2003</Year>"
                "<Month>5</Month><Day>9</Day></ContributionDate><DateRevised><Year>2016</Year>"
                '<Month>7</Month><Day>14</Day></DateRevised><ItemList ListType="Synonyms"><Item>S'
                "</Item></ItemList>"
            ),
            '<ArticleIdList><ArticleId IdType="pubmed">7</ArticleId></ArticleIdList>',
        )
    )
    row = article_of(record)
    assert row._replace(url="") == Article(
        **dict.fromkeys(Article._fields)
        | {
            "pmid": "7",
            "version": 3,
            "kind": "book",
            "title": "One",
            "book_title": "All®",
            "abstract": "Text.",
            "year": 1993,
            "published": "1993",
            "publisher": "U Press",
            "publisher_location": "Here",
            "language": "eng",
            "doi": "10.1/b",
            "date_revised": "2016-07-14",
            "retracted": 0,
            "reference_count": 0,
            "url": "",
        }
    )
    assert [author[2:4] for author in record.tables["authors"]] == [
        ("editor", "Ed"),
        ("author", "Au"),
    ]
    assert record.tables["book_sections"] == [
        ("7", 1, 1, "1", "First"),
        ("7", 2, 2, None, "Inner"),
    ]
    assert [date[2:] for date in record.tables["article_dates"]] == [
        ("beginning", "1993"),
        ("ending", "2021"),
        ("contribution", "2003-05-09"),
    ]
    assert [note[2:] for note in record.tables["article_notes"]] == [
        ("isbn", None, "123"),
        ("medium", None, "Internet"),
        ("location", "chapter", "Chapter 2"),
        ("item", "Synonyms", "S"),
        ("elocation", "doi", "10.1/b"),
    ]
    assert record.drift == ()


def test_a_whole_book_has_the_title_of_the_book() -> None:
    row = article_of(read(book("7", "<Book><BookTitle>All of it</BookTitle></Book>")))
    assert (row.title, row.book_title) == ("All of it", "All of it")


# --- hostile and unknown ---


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<PubmedArticle><MedlineCitation>", "not well-formed"),
        (b"<PubmedArticle>\xff</PubmedArticle>", "not well-formed"),
        (b"<PubmedArticle>&undefined;</PubmedArticle>", "not well-formed"),
        (b"<PubmedArticle>&#xD800;</PubmedArticle>", "not well-formed"),
        (b"<PubmedArticle/><PubmedArticle/>", "not well-formed"),
        (b"<PubmedArticle><MedlineCitation/></PubmedArticle>", "PMID is missing"),
        (b"<Other/>", "not a PubmedArticle"),
        (b"", "not well-formed"),
        (citation("0").encode(), "missing or no number"),
        (citation("0012").encode(), "missing or no number"),
        (citation("-1").encode(), "missing or no number"),
        (citation("1000000000").encode(), "missing or no number"),
        (citation("12 13").encode(), "missing or no number"),
        (citation("１２").encode(), "missing or no number"),
        (citation("8").encode(), "another record"),
        (
            b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + citation("7").encode(),
            "document type",
        ),
        (
            b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + citation("7").encode(),
            "document type",
        ),
        (b"<PubmedArticle>" + b"<i>" * 200_000 + b"</PubmedArticle>", "not well-formed"),
    ],
    ids=range(18),
)
def test_a_record_that_cannot_be_trusted_is_refused_alone(body: bytes, words: str) -> None:
    with pytest.raises(RecordError, match=words):
        normalise(Raw("pubmed", "article", "7", body, ""))


def test_an_unknown_element_is_drift_and_the_rest_is_read() -> None:
    record = read(
        citation(
            "7",
            inner="<NewThing><A>value</A></NewThing>",
            article="<ArticleTitle>T</ArticleTitle><AuthorList><Robot>R</Robot></AuthorList>",
        )
    )
    assert article_of(record).title == "T"
    assert {(drift.path, drift.example) for drift in record.drift} == {
        ("MedlineCitation/NewThing", "value"),
        ("AuthorList/Robot", "R"),
    }


def test_reading_is_pure_and_its_results_travel_between_processes() -> None:
    sample = Raw("pubmed", "article", "7", citation("7", inner=correction("Cites")).encode(), "")
    assert pickle.loads(pickle.dumps(normalise))(sample) == normalise(sample)


# --- against independent readers, on real records ---


def counts(record: Record) -> dict[str, int]:
    return {table: len(rows) for table, rows in record.tables.items()}


def plain_counts(root: ET.Element) -> dict[str, int]:
    """The same counts by ElementTree paths, from the DTD, sharing nothing with the reader."""

    def count(*paths: str) -> int:
        return sum(len(root.findall(path)) for path in paths)

    def filled(*paths: str) -> int:
        return sum(
            bool("".join(node.itertext()).strip()) for path in paths for node in root.findall(path)
        )

    text = "Abstract/AbstractText"
    data = "PubmedData" if root.tag == "PubmedArticle" else "PubmedBookData"
    return {
        "authors": count(".//AuthorList/Author"),
        "investigators": count(".//InvestigatorList/Investigator"),
        "article_types": filled(".//PublicationType"),
        "article_ids": filled(f"{data}/ArticleIdList/ArticleId", "BookDocument/ArticleIdList/*"),
        "keywords": filled(".//KeywordList/Keyword"),
        "article_mesh": count(".//MeshHeadingList/MeshHeading"),
        "supplemental_mesh": count(".//ChemicalList/Chemical", ".//SupplMeshList/SupplMeshName"),
        "grants": count(".//GrantList/Grant"),
        "databanks": count(".//DataBankList/DataBank/AccessionNumberList/AccessionNumber"),
        "corrections": count(".//CommentsCorrectionsList/CommentsCorrections"),
        "article_references": count(".//ReferenceList/Reference"),
        "abstract_sections": filled(f".//{text}", ".//OtherAbstract/AbstractText"),
        "article_dates": count(
            f"{data}/History/PubMedPubDate",
            ".//ArticleDate",
            ".//ContributionDate",
            ".//BeginningDate",
            ".//EndingDate",
        ),
        "book_sections": count(".//Section"),
    }


def test_every_real_record_has_as_many_of_everything_as_a_plain_walk_finds() -> None:
    checked = 0
    for piece in pieces():
        record = normalise(raw(piece))
        expected = {k: n for k, n in plain_counts(ET.fromstring(piece.body)).items() if n}
        found = counts(record)
        del found["articles"]
        found.pop("article_notes", None)
        assert found == expected, piece.pmid
        assert not [drift for drift in record.drift if "[" not in drift.path], piece.pmid
        checked += 1
    assert checked > 5000


def test_titles_and_journals_of_real_records_equal_those_of_a_plain_walk() -> None:
    def bare(text: str) -> str:
        """Without spaces, what can't be seen, and the sign of a power."""
        seen = (c for c in html.unescape(text) if unicodedata.category(c) not in ("Cf", "Cc"))
        return "".join(unicodedata.normalize("NFC", "".join(seen)).split()).replace("^", "")

    for piece in pieces():
        root = ET.fromstring(piece.body)
        if root.tag != "PubmedArticle":
            continue
        row = article_of(normalise(raw(piece)))
        for path, value in (
            (".//Article/ArticleTitle", row.title),
            (".//Article/Journal/Title", row.journal),
            (".//MedlineJournalInfo/MedlineTA", row.medline_ta),
            (".//CoiStatement", row.coi_statement),
        ):
            node = root.find(path)
            assert bare("".join(node.itertext()) if node is not None else "") == bare(value or "")


def test_real_records_have_as_many_of_everything_as_biopython_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    from Bio import Entrez
    from Bio.Entrez import Parser

    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("a DTD was asked for over the network")

    Parser.DataHandler.directory = str(tmp_path)
    monkeypatch.setattr(Parser, "urlopen", refuse)
    chosen = random.Random(7).sample(pieces(), 300)
    head = HEAD.replace(b"2026", b"2025").replace(b"260101", b"250101")
    compared = 0
    for piece in chosen:
        body = head + b"<PubmedArticleSet>" + piece.body + b"</PubmedArticleSet>"
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = Entrez.read(io.BytesIO(body))
        except (Parser.ValidationError, Parser.CorruptedXMLError):
            continue  # a record of another DTD year: read by the plain walk above
        record = normalise(raw(piece))
        found = counts(record)
        for article in tree["PubmedArticle"]:
            medline, data = article["MedlineCitation"], article["PubmedData"]
            inner = medline["Article"]
            pairs = {
                "authors": len(inner.get("AuthorList", ())),
                "article_types": len(inner["PublicationTypeList"]),
                "article_mesh": len(medline.get("MeshHeadingList", ())),
                "article_ids": len(data["ArticleIdList"]),
                "grants": len(inner.get("GrantList", ())),
                "corrections": len(medline.get("CommentsCorrectionsList", ())),
                "article_references": sum(map(references_in, data.get("ReferenceList", ()))),
                "keywords": sum(len(words) for words in medline["KeywordList"]),
            }
            assert {k: n for k, n in pairs.items() if n != found.get(k, 0)} == {}, piece.pmid
            assert article_of(record).pmid == str(medline["PMID"])
            compared += 1
        for document in tree["PubmedBookArticle"]:
            assert article_of(record).pmid == str(document["BookDocument"]["PMID"])
            compared += 1
    assert compared > 250


def references_in(listing: dict[str, list[dict[str, object]]]) -> int:
    nested = listing.get("ReferenceList", [])
    return len(listing.get("Reference", [])) + sum(references_in(x) for x in nested)  # type: ignore[arg-type]


def rows_of_known_tables(record: Record) -> Iterator[tuple[object, ...]]:
    for table, rows in record.tables.items():
        for row in rows:
            assert type(row) is ROWS["article"][table]
            yield row


def test_rows_are_of_their_tables_and_begin_with_the_key() -> None:
    for piece in pieces()[:200]:
        assert all(row[0] == piece.pmid for row in rows_of_known_tables(normalise(raw(piece))))
