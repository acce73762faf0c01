"""PubMed records read into rows: people, integrity, books, and what is hostile or unknown.

Relies on nothing beside the program.
"""

import pickle

import pytest

from harvest.errors import RecordError
from harvest.records import Raw
from harvest.rows import Article
from harvest.sources.pubmed.reading.normalise import normalise
from tests.helpers.sources.pubmed_xml import article_of, book, citation, read

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
            "article_id": "7",
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
        ("book_location", "doi", "10.1/b"),
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
        (citation("0").encode(), "missing or not a number"),
        (citation("0012").encode(), "missing or not a number"),
        (citation("-1").encode(), "missing or not a number"),
        (citation("1000000000").encode(), "missing or not a number"),
        (citation("12 13").encode(), "missing or not a number"),
        (citation("１２").encode(), "missing or not a number"),
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
