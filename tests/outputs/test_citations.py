"""Citations in the styles that journals ask for, from CSL styles.

Relies on nothing beside the program.
"""

from dataclasses import replace

import pytest

from harvest.export.citations import STYLES, citation, cited
from harvest.export.references import Person, Reference

PAPER = Reference(
    kind="article",
    id="97210001",
    title="Cells in cirrhosis: a trial.",
    authors=(
        Person(last="Cobb", fore="Frank W", initials="FW", suffix="Jr"),
        Person(last="van der Berg", fore="Xiao-Ming", initials="XM"),
        Person(collective="SAGE Investigators, on behalf of SCCM"),
    ),
    journal="Journal of examples",
    journal_abbrev="J Ex",
    volume="12",
    issue="3",
    pages="112-21.e2",
    published="2021-06-07",
    year=2021,
    doi="10.1000/x",
    pmid="97210001",
    url="https://pubmed.ncbi.nlm.nih.gov/97210001/",
)
TRIAL = Reference(
    kind="trial",
    id="NCT97210001",
    title="MSC in cirrhosis",
    authors=(Person(collective="Stem Med Pte. Ltd."),),
    published="2020-01-15",
    year=2020,
    types=("Clinical Trial Registration",),
    publisher="National Library of Medicine (US)",
    registry="ClinicalTrials.gov",
    url="https://clinicaltrials.gov/study/NCT97210001",
)
VANCOUVER, APA, AMA = STYLES


def test_a_paper_is_cited_in_each_style_as_the_style_has_it() -> None:
    assert citation(PAPER, VANCOUVER) == (
        "Cobb FW Jr, van der Berg XM, SAGE Investigators, on behalf of SCCM. Cells in cirrhosis: a "
        "trial. J Ex. 2021 Jun 7;12(3):112-21.e2. doi:10.1000/x PubMed PMID: 97210001."
    )
    assert citation(PAPER, APA) == (
        "Cobb, F. W., Jr, van der Berg, X.-M., & SAGE Investigators, on behalf of SCCM. (2021). "
        "Cells in cirrhosis: a trial. Journal of Examples, 12(3), 112–121.e2. "
        "https://doi.org/10.1000/x"
    )
    assert citation(PAPER, AMA) == (
        "Cobb FW Jr, van der Berg XM, SAGE Investigators, on behalf of SCCM. Cells in cirrhosis: a "
        "trial. J Ex. 2021;12(3):112-121.e2. doi:10.1000/x"
    )


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_a_trial_is_cited_with_its_number_and_address(style) -> None:
    told = citation(TRIAL, style)
    assert told.startswith("Stem Med Pte. Ltd. ")
    assert "clinicaltrials.gov" in told.casefold()
    assert "NCT97210001" in told
    assert told.endswith("https://clinicaltrials.gov/study/NCT97210001")


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@pytest.mark.parametrize("end", [".", "?", "!", "…", ".”", '."', "?”", ""])
@pytest.mark.parametrize("kind", ["author", "title"])
def test_no_mark_of_an_end_stands_twice(style, end: str, kind: str) -> None:
    if kind == "author":
        paper = replace(PAPER, authors=(Person(collective=f"Stem Med Ltd{end}"),))
    else:
        paper = replace(PAPER, title=f"Does it help{end}")
    told = citation(paper, style)
    for twice in ("..", "?.", "!.", ".?", ". .", "….", "”.", '".'):
        assert twice not in told


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@pytest.mark.parametrize(
    ("integrity", "first"),
    [
        ("retracted", "[RETRACTED publication] "),
        ("concern", "[Expression of concern published] "),
    ],
)
def test_what_must_be_known_before_citing_stands_first(style, integrity: str, first: str) -> None:
    marked = citation(replace(PAPER, integrity=integrity), style)
    assert marked == first + citation(PAPER, style)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_that_a_correction_was_published_stands_last(style) -> None:
    marked = citation(replace(PAPER, integrity="corrected"), style)
    assert marked == f"{citation(PAPER, style)} [Correction published]"


def test_pages_without_a_volume_follow_a_colon() -> None:
    early = replace(PAPER, volume=None, issue=None, pages="CIRCGEN121003430")
    assert "J Ex. 2021 Jun 7:CIRCGEN121003430. doi:" in citation(early)
    numbered = replace(PAPER, pages="e000949")
    assert "J Ex. 2021 Jun 7;12(3):e000949. doi:" in citation(numbered)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_what_nobody_signs_names_its_title_once(style) -> None:
    for kind in (PAPER, TRIAL, replace(PAPER, title="Does it help?")):
        told = citation(replace(kind, authors=()), style).casefold()  # AMA capitalises a report
        assert told.count(kind.shown_title.casefold()) == 1
        assert told.startswith(kind.shown_title.casefold())


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_editors_are_named_once_where_there_is_no_author(style) -> None:
    book = Reference(
        kind="book",
        id="97120002",
        title="Example handbook",
        book_title="Example handbook",
        editors=(Person(last="Roe", initials="MP"),),
        publisher="Example Press",
        published="2024-01",
        pmid="97120002",
    )
    for each in (book, replace(book, title="Cirrhosis, a chapter")):
        assert citation(each, style).count("Roe") == 1
    signed = replace(book, title="Cirrhosis, a chapter", authors=(Person(last="Doe", fore="Jo"),))
    told = citation(signed, style)
    assert told.startswith("Doe")
    assert told.index("Cirrhosis, a chapter") < told.index("Roe") < told.rindex("Example Press")


@pytest.mark.parametrize(
    "text", ["a < b & c", "<i>x</i>", 'say "yes"', "{}", "α-SMA ⁺ 肝硬変", "%s"]
)
def test_a_citation_is_plain_text(text: str) -> None:
    for _, told in cited(replace(PAPER, title=text)):
        assert text in told
