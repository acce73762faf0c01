"""Fields of a PubMed record: its texts, its dates and its numbers.

Relies on nothing beside the program.
"""

import pytest

from tests.helpers.sources.pubmed_xml import article_of, citation, read

# --- text ---


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<i>Solena</i> in mice", "Solena in mice"),
        ("CO<sub>2</sub> and Ca<sup>2+</sup>", "CO2 and Ca2+"),
        ("1 × 10<sup>6</sup> cells/kg", "1 × 10^6 cells/kg"),
        (
            '2 × <mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup><mml:mn>10'
            "</mml:mn><mml:mrow><mml:mn>6</mml:mn></mml:mrow></mml:msup></mml:math> cells",
            "2 × 10^6 cells",
        ),
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


def test_an_empty_title_gives_way_to_the_vernacular_one() -> None:
    row = article_of(
        read(citation("7", article="<ArticleTitle/><VernacularTitle>Zur Frage.</VernacularTitle>"))
    )
    assert (row.title, row.vernacular_title) == ("Zur Frage.", "Zur Frage.")


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


def _other(text: str, language: str, kind: str = "Publisher") -> str:
    return (
        f'<OtherAbstract Type="{kind}" Language="{language}">'
        f"<AbstractText>{text}</AbstractText></OtherAbstract>"
    )


LAY = "plain-language-summary"


@pytest.mark.parametrize(
    ("others", "stands_in"),
    [
        (_other("Ver.", "spa") + _other("See.", "eng", "AAMC"), "See."),
        (_other("See.", "eng") + _other("Sieh.", "ger"), "See."),
        (_other("In plain words.", "eng", LAY) + _other("See.", "eng"), "See."),
        (_other("In plain words.", "eng", LAY), "In plain words."),
        (_other("Ver.", "spa") + _other("Sieh.", "ger"), None),
    ],
)
def test_an_english_abstract_beside_the_record_s_own_stands_in_where_there_is_none(
    others: str, stands_in: str | None
) -> None:
    assert article_of(read(citation("7", inner=others))).abstract == stands_in
    own = "<Abstract><AbstractText>Own.</AbstractText></Abstract>"
    assert article_of(read(citation("7", article=own, inner=others))).abstract == "Own."


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
        ("http://orcid.org/000000029079593X", "0000-0002-9079-593X"),
        ("00000002 9079593X", "0000-0002-9079-593X"),
        ("0000\u20110002\u20119079\u2011593x", "0000-0002-9079-593X"),
        ("\uff10000-0002-1825-0097", "0000-0002-1825-0097"),
        ("id 7 0000-0002-1825-0097;", "0000-0002-1825-0097"),
        ("0000-0002-9079-593x", "0000-0002-9079-593X"),
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
