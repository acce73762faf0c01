"""What full texts say of their trials: made articles of many journals, and real ones.

Relies on ../shared.
"""

from pathlib import Path
from time import process_time

import pytest

from tests.helpers.registries import articles
from tests.helpers.registries.articles import (
    article,
    facts_of,
    made,
    own_numbers,
    sections_of,
    told,
)

Values = dict[str, str | None]
READ: dict[str, tuple[set[str], Values]] = {
    "bmc": (
        {"NCT90100001"},
        {
            "recruitment_start": "2012-03", "recruitment_end": "2014-06", "randomised": "62",
            "analysed": "57",
            "funding": "The study was funded by the Invented Liver Trust (grant 42).",
            "conflicts": "The authors declare no competing interests.",
            "availability": "The datasets are available from the corresponding author on request.",
        },
    ),
    "plos": (
        {"NCT90100002"},
        {
            "recruitment_start": "2016-01-01", "recruitment_end": "2016-09-30", "enrolled": "53",
            "analysed": "49",
            "funding": "Invented Research Council: IRC-7.\nAT received the grant IRC-7 from the "
            "Invented Research Council. The funders had no role in the study.",
            "conflicts": "The authors have declared that no competing interests exist.",
            "availability": "All relevant data are within the paper.",
        },
    ),
    "wiley": (
        {"NCT90100003"},
        {
            "recruitment_start": "2009-09", "recruitment_end": "2011-10", "randomised": "203",
            "funding": "Funding information: Invented Biotech, Inc.",
            "conflicts": "Ann Tester consults for Invented Biotech and owns stock in it. Bob "
            "Tester "
            "is an employee of Invented Biotech.",
        },
    ),
    "lancet": (
        {"ISRCTN90091288", "2009-010335-41"},
        {
            "recruitment_start": "2010-05-18", "recruitment_end": "2015-02-06", "randomised": "81",
            "analysed": "79", "funding": "The trial was supported by the Invented Institute (II-1)"
            ".",
            "conflicts": "We declare no competing interests.",
            "availability": "Data will be shared on request to the corresponding author.",
        },
    ),
    "frontiers": (
        {"ChiCTR1900020001"},
        {
            "recruitment_start": "2019-01", "recruitment_end": "2020-12", "enrolled": "98",
            "analysed": "98", "funding": "This work was supported by the Invented Foundation (No. "
            "81000000).",
            "conflicts": "The authors declare that the research was conducted in the absence of "
            "any "
            "conflict.",
            "availability": "The raw data will be made available by the authors.",
        },
    ),
    "mdpi": (
        {"NCT90100006"},
        {
            "study_start": "2017-10-15", "study_end": "2019-10-14", "enrolled": "30",
            "funding": "Funding: This research received no external funding.",
            "conflicts": "The authors declare no conflict of interest.",
            "availability": "Not applicable.",
        },
    ),
    "protocol": ({"ISRCTN90100007"}, {}),
    "secondary": (
        {"NCT90100008"},
        {"recruitment_start": "2011-06", "recruitment_end": "2013-05", "enrolled": "150"},
    ),
    "review": (set(), {}),
    "runin": (
        {"UMIN000012345"},
        {
            "recruitment_start": "2018-02", "recruitment_end": "2019-11", "enrolled": "24",
            "funding": "Funding: None.",
        },
    ),
    "years": (
        {"NCT90100011"},
        {"recruitment_start": "2011", "recruitment_end": "2013", "randomised": "40"},
    ),
    "restricted": (set(), {}),
}  # fmt: skip
"""By made article, read by a person: the numbers that are its own, and what it says."""
ROLES = {"protocol": "protocol", "review": "review", "secondary": "secondary"}


@pytest.mark.parametrize("name", READ)
def test_a_made_article_is_read_as_a_person_reads_it(name: str) -> None:
    own, values = READ[name]
    role = ROLES.get(name, "")
    assert own_numbers(made(name), role) == own
    assert told(made(name), role) == values


def test_the_results_count_before_the_abstract() -> None:
    (size,) = [each for each in facts_of(made("bmc")) if each.fact == "randomised"]
    assert (size.words, size.sentence) == (
        "62 patients",
        "Of 110 patients screened, 62 patients were randomised (Fig. 1), 31 to each group.",
    )


def test_all_made_articles_are_read() -> None:
    assert {path.stem for path in articles.FOLDER.glob("*.xml")} == READ.keys()


@pytest.mark.parametrize("name", READ)
def test_a_span_is_exactly_the_words_and_no_table_figure_or_reference_is_read(name: str) -> None:
    sections = {each.position: each for each in sections_of(made(name))}
    for fact in facts_of(made(name)):
        assert sections[fact.section].text[fact.start : fact.end] == fact.words
        assert fact.words in fact.sentence or len(fact.words) > len(fact.sentence)
        assert not {"999", "777", "NCT90777777", "NCT90888888", "NCT90999999"} & {fact.value}


SHARED: dict[str, tuple[set[str], Values]] = {
    "PMC4482193": (
        {"NCT01729221", "U1111-1134-8652"},
        {
            "recruitment_start": "2010-05", "recruitment_end": "2012-05", "randomised": "90",
            "enrolled": "90", "funding": "This work was supported by the grant office of STDF",
            "conflicts": "The authors declare that they have no competing interests.",
        },
    ),
    "PMC5339463": (
        {"NCT01503749"},
        {
            "recruitment_start": "2012-07", "recruitment_end": "2013-01", "randomised": "9",
            "enrolled": "9", "funding": "This research was supported by Basic Science Research",
            "conflicts": "No potential conflict of interest relevant to this article was reported.",
        },
    ),
    "PMC5738975": (
        {"ISRCTN91288089", "2009-010335-41"},
        {
            "recruitment_start": "2010-05-18", "recruitment_end": "2015-02-06", "randomised": "81",
            "funding": "The REALISTIC trial represents independent academic research funded",
            "conflicts": "We declare no competing interests.",
        },
    ),
    "PMC5873437": (
        {"NCT01471028"},
        {
            "recruitment_start": "2013-03", "recruitment_end": "2015-02", "randomised": "203",
            "funding": "The study was financed by Vital Therapies, Inc., San Diego, CA.",
            "conflicts": "Jan Stange own stocks in and consults for Vital Therapies",
        },
    ),
}  # fmt: skip
"""Read by eye; statements by how they begin."""


@pytest.mark.parametrize("name", SHARED)
def test_a_real_article_is_read_as_by_eye(name: str, shared: Path) -> None:
    body = (shared / "corpus" / "registries" / "pmc-jats" / f"{name}.nxml").read_bytes()
    own, values = SHARED[name]
    assert own_numbers(body) == own
    found = told(body)
    assert found.keys() == values.keys()
    assert {k: (found[k] or "")[: len(v or "")] for k, v in values.items()} == values
    sections = {each.position: each for each in sections_of(body)}
    for fact in facts_of(body):
        assert sections[fact.section].text[fact.start : fact.end] == fact.words


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("Of 110 patients screened, 98 were analysed.", {"analysed": "98"}),
        ("Adults with cirrhosis (n = 53) were randomised.", {"randomised": "53"}),
        ("We needed 60 patients to detect a difference.", {}),
        ("In a previous trial, 45 patients were randomised between 2001 and 2003.", {}),
        ("Recruitment started on 3 May 2010 and was closed in June 2011.",
         {"recruitment_start": "2010-05-03", "recruitment_end": "2011-06"}),
        ("The first patient was enrolled in March 2015, the last patient was enrolled in May 2016.",
         {"recruitment_start": "2015-03", "recruitment_end": "2016-05"}),
        ("We searched PubMed from 2000 to 2010 for patients who were randomised.", {}),
        ("Patients enrolled in 2012-14 were followed up until 2020.",
         {"recruitment_start": "2012", "recruitment_end": "2014"}),
        ("Patients were followed up from May 2012 to June 2016.", {}),
        ("Patients were recruited from 05/06/2012 to 07/08/2013.",
         {"recruitment_start": "2012", "recruitment_end": "2013"}),
    ],
)  # fmt: skip
def test_a_sentence_says_what_it_says_and_no_more(sentence: str, values: Values) -> None:
    body = article(body=f"<sec><title>Methods</title><p>{sentence}</p></sec>")
    assert told(body) == values


@pytest.mark.parametrize("text", ["10 patients and " * 5_000, "2010 to 2011 and " * 5_000])
def test_a_text_without_an_end_takes_no_time(text: str) -> None:
    began = process_time()
    facts_of(article(body=f"<sec><title>Results</title><p>{text}</p></sec>"))
    assert process_time() - began < 5
