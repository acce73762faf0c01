"""Powers, formulas, titles and names of PubMed records, as PubMed itself shows them.

Relies on nothing beside the program.
"""

import pytest

from harvest.evidence.facets.dose import doses_in
from harvest.evidence.reading.passages import Passage
from harvest.evidence.reading.texts import article_text
from harvest.evidence.reading.tiers import Stretch
from harvest.sources.pubmed.reading.parts import orcid_of
from tests.helpers.sources.pubmed_xml import article_of, citation, read

MATH = '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML">'


def title_of(inner: str) -> str | None:
    return article_of(read(citation("7", article=f"<ArticleTitle>{inner}</ArticleTitle>"))).title


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("10<sup>6-7</sup>", "10^6-7"),
        ("10<sup>6–7</sup>", "10^6–7"),
        ("10<sup>6/7</sup>", "10^6/7"),
        ("10<sup><b>8</b></sup>", "10^8"),
        ("10<sup>5.5</sup>", "10^5.5"),
        ("10<sup>-6</sup>", "10^-6"),
        ("10<sup>n</sup>", "10^n"),
        ("<i>10</i><sup>6</sup>", "10^6"),
        ("2.10<sup>6</sup>", "2.10^6"),
        ("4·10<sup>7</sup>", "4·10^7"),
        ("2,5.10<sup>7</sup>", "2,5.10^7"),
        ("1 × 10<sup>6 </sup>cells", "1 × 10^6cells"),
        ("5 · 10 <sup>7</sup> cells", "5 · 10^7 cells"),
        ("10<sup>6</sup>–10<sup>7</sup>", "10^6–10^7"),
        ("10<sup>6 to 7</sup>", "10^6 to 7"),
        ("10<sup>±2</sup>", "10^±2"),
        ("2,0.10<sup>8</sup>", "2,0.10^8"),
        ("see 10<sup>,12</sup>", "see 10,12"),
        ("type 10<sup>a</sup>", "type 10a"),
        ("10<sup>th</sup> day", "10th day"),
        ("m<sup>2</sup>", "m2"),
        ("ref.10<sup>12</sup>", "ref.1012"),
        ("5,10<sup>12</sup>", "5,1012"),
    ],
)
def test_a_superscript_behind_a_ten_is_a_power(markup: str, text: str) -> None:
    assert title_of(markup) == text


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        ("10&lt;sup&gt;6&lt;/sup&gt; cells", "10^6 cells"),
        ("10&amp;lt;sup&amp;gt;6&amp;lt;/sup&amp;gt; cells", "10^6 cells"),
        ("10&lt;sup&gt;&lt;b&gt;6&lt;/b&gt;&lt;/sup&gt; cells", "10^6 cells"),
        ("H&lt;sub&gt;2&lt;/sub&gt;O in &lt;i&gt;vitro&lt;/i&gt;", "H2O in vitro"),
        ("5 &lt; 6", "5 < 6"),
        ("a &lt;b&gt; c", "a <b> c"),
    ],
)
def test_markup_that_a_publisher_escaped_reads_as_markup(escaped: str, text: str) -> None:
    assert title_of(escaped) == text


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<mml:mfrac><mml:mn>1</mml:mn><mml:mn>2</mml:mn></mml:mfrac>", "1/2"),
        (
            "<mml:mfrac><mml:mrow><mml:mi>a</mml:mi><mml:mo>+</mml:mo><mml:mi>b</mml:mi></mml:mrow>"
            "<mml:mn>2</mml:mn></mml:mfrac>",
            "(a+b)/2",
        ),
        ("<mml:msqrt><mml:mi>s</mml:mi></mml:msqrt>", "√s"),
        ("<mml:mroot><mml:mi>s</mml:mi><mml:mn>3</mml:mn></mml:mroot>", "∛s"),
        ("<mml:msup><mml:mn>10</mml:mn><mml:mn>6</mml:mn></mml:msup>", "10^6"),
        (
            "<mml:semantics><mml:mn>0.5</mml:mn><mml:annotation>\\begin{x}0.5\\end{x}"
            "</mml:annotation></mml:semantics>",
            "0.5",
        ),
    ],
)
def test_a_formula_reads_as_it_looks(formula: str, text: str) -> None:
    assert title_of(f"{MATH}{formula}</mml:math>") == text


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("5 x 10^6-7 MSC/kg", "5e6–5e7 cells/kg"),
        ("10^6-7 MSC/kg", "1e6–1e7 cells/kg"),
        ("5 × 10⁶⁻⁷ MSC/kg", "5e6–5e7 cells/kg"),
        ("1x10^6-5x10^6 MSC/kg", "1e6–5e6 cells/kg"),
        ("2.10^6 cells/kg", "2e6 cells/kg"),
    ],
)
def test_a_range_of_powers_is_a_range_of_doses(text: str, dose: str) -> None:
    passage = Passage("abstract", f"Patients received {text}.")
    stretch = Stretch(passage, 0, len(passage.text))
    assert [fact.label for fact in doses_in(stretch)] == [dose]


@pytest.mark.parametrize(
    "said",
    [
        "http://orcid.org/0000-0002-1825-0097",
        "0000000218250097",
        "https://orcid.org/0000-0002-1825-0097/",
        "https://orcid.org//0000-0002-1825-0097",
        "https;//orcid.org/0000-0002-1825-0097",
        "http://orchid.org/0000-0002-1825-0097",
        "orcid: 0000-0002-1825-0097.",
        "0000 0002 1825 0097",
        "0000–0002–1825–0097",
    ],
)
def test_an_orcid_is_read_out_of_whatever_stands_around_it(said: str) -> None:
    assert orcid_of(said) == "0000-0002-1825-0097"


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ("0000-0002-9079-593x", "0000-0002-9079-593X"),
        ("0000-0002-1825-0098", None),
        ("0000-0002-1825-009", None),
        ("00000002182500971", None),
        ("", None),
    ],
)
def test_the_check_digit_decides_whether_an_orcid_is_one(said: str, read_as: str | None) -> None:
    assert orcid_of(said) == read_as


@pytest.mark.parametrize(
    "given",
    [
        "[Not Available].",
        "[Not Available]",
        "[not available] .",
        "[Title not available].",
        "[NOT AVAILABLE]..",
        "Not available.",
        "[No title available]",
        "[No title].",
        "[Untitled].",
        "[In Process Citation]",
        ".",
        "",
    ],
)
def test_the_title_in_its_own_language_stands_where_no_english_one_is(given: str) -> None:
    vernacular = "<VernacularTitle>Zelltherapie der Leberzirrhose.</VernacularTitle>"
    article = f"<ArticleTitle>{given}</ArticleTitle>{vernacular}"
    assert article_of(read(citation("7", article=article))).title == (
        "Zelltherapie der Leberzirrhose."
    )


@pytest.mark.parametrize("vernacular", ["", "<VernacularTitle>[Not Available].</VernacularTitle>"])
def test_not_available_is_never_a_title(vernacular: str) -> None:
    title = "<ArticleTitle>[Not Available].</ArticleTitle>"
    record = read(citation("7", article=f"{title}{vernacular}"))
    assert article_of(record).title is None
    assert article_text(record.tables).titles == ()


PEOPLE = (
    "<AuthorList>"
    '<Author ValidYN="N"><LastName>Smyth</LastName><Initials>J</Initials></Author>'
    '<Author ValidYN="Y"><LastName>Smith</LastName><Initials>J</Initials></Author></AuthorList>'
)


def test_a_misprinted_name_is_a_note_beside_the_valid_one() -> None:
    tables = read(citation("7", article=PEOPLE)).tables
    assert [(row[1], row[3]) for row in tables["authors"]] == [(1, "Smith")]
    assert [row[2:] for row in tables["article_notes"]] == [
        ("name_as_printed", "author", "Smyth J")
    ]


def test_an_author_without_a_name_is_none() -> None:
    nameless = "<Author><LastName> </LastName><AffiliationInfo/></Author>"
    only = PEOPLE.replace("</AuthorList>", f"{nameless}</AuthorList>").replace('"Y"', '"N"')
    record = read(citation("7", article=only))
    assert [row[3] for row in record.tables["authors"]] == ["Smyth", "Smith"]
    assert "Author without a name" in [each.path for each in record.drift]


def test_a_record_whose_only_name_is_misprinted_shows_it() -> None:
    only = PEOPLE.replace('ValidYN="Y"', 'ValidYN="N"')
    tables = read(citation("7", article=only)).tables
    assert [row[3] for row in tables["authors"]] == ["Smyth", "Smith"]


def test_a_misprinted_investigator_is_a_note_too() -> None:
    inner = PEOPLE.replace("AuthorList", "InvestigatorList").replace("Author ", "Investigator ")
    tables = read(citation("7", inner=inner.replace("</Author>", "</Investigator>"))).tables
    assert [row[2] for row in tables["investigators"]] == ["Smith"]
    assert [row[3] for row in tables["article_notes"]] == ["investigator"]
