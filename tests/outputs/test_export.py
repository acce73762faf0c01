"""References survive the round trip through the programs they are for.

Relies on nothing beside the program.
"""

import io
import json
import re
from dataclasses import replace

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from bibtexparser.latexenc import latex_to_unicode
from Bio import Medline

from harvest.export import REFERENCE_FORMATS
from harvest.export.citations import citation
from harvest.export.references import Person, Reference
from tests.helpers.line_breaks import BREAKS

PAPER = Reference(
    kind="article",
    id="99000001",
    title="Señal & <noise>: MELD_10 {50%} of 5×10^7 cells/kg – a 'first' trial",
    authors=(
        Person(last="Müller-Łukaszewicz", fore="Zoë A", initials="ZA"),
        Person(last="O'Brien", fore="Seán", initials="S", suffix="Jr"),
        Person(collective="Example Cirrhosis Group"),
        Person(last="Mononym"),
    ),
    abstract="BACKGROUND: α-fetoprotein.\n\nRESULTS: P < 0.05 & more.",
    journal="Journal of Examples",
    journal_abbrev="J. Ex.",
    volume="12",
    issue="3",
    pages="1234-41",
    published="2019-03",
    year=2019,
    doi="10.1000/ex_(2019)<1>",
    pmid="99000001",
    pmcid="PMC9900001",
    trial_ids=("NCT99000001",),
    accessions=("ClinicalTrials.gov/NCT99000001",),
    issn="1234-5678",
    language="eng",
    keywords=("Liver Cirrhosis", "Mesenchymal Stem Cells"),
    types=("Journal Article", "Retracted Publication"),
    integrity="retracted",
    url="https://pubmed.ncbi.nlm.nih.gov/99000001/",
)
TRIAL = Reference(
    kind="trial",
    id="NCT99000002",
    title="Umbilical Cord Cells in Cirrhosis",
    authors=(Person(collective="Example University Hospital, Department of Tests"),),
    abstract="A study.\n\n* one\n* two",
    published="2020-01-15",
    year=2020,
    trial_ids=("NCT99000002",),
    accessions=("ClinicalTrials.gov/NCT99000002",),
    registry="ClinicalTrials.gov",
    keywords=("Liver Cirrhosis",),
    types=("Clinical Trial Registration",),
    publisher="ClinicalTrials.gov",
    status="Recruiting",
    updated="2021-02-03",
    url="https://clinicaltrials.gov/study/NCT99000002",
)


def many(count: int) -> list[Reference]:
    return [PAPER, TRIAL] * (count // 2)


def distinct(count: int) -> list[Reference]:
    """Papers and trials in turn, each with numbers of its own; the first two as above."""
    found = []
    for number in range(count // 2):
        article_id, trial_id = str(int(PAPER.id) + number), f"NCT{99000002 + number}"
        doi = f"{PAPER.doi}{number or ''}"
        found.append(replace(PAPER, id=article_id, pmid=article_id, doi=doi))
        found.append(replace(TRIAL, id=trial_id, trial_ids=(trial_id,)))
    return found


def test_ris_keeps_every_named_field_of_a_thousand_mixed_records():
    text = REFERENCE_FORMATS["ris"].dumps(many(1000))
    back = rispy.loads(text)
    assert len(back) == 1000
    paper, trial = back[0], back[1]
    assert paper["authors"] == [
        "Müller-Łukaszewicz, Zoë A",
        "O'Brien, Seán, Jr",
        "Example Cirrhosis Group",
        "Mononym",
    ]
    assert paper["title"] == f"[RETRACTED publication] {PAPER.title}"
    assert paper["abstract"] == "BACKGROUND: α-fetoprotein. RESULTS: P < 0.05 & more."
    assert (paper["year"], paper["date"]) == ("2019", "2019/03//")
    assert (paper["start_page"], paper["end_page"]) == ("1234", "1241")
    assert paper["doi"] == PAPER.doi
    assert paper["accession_number"] == PAPER.pmid
    assert "Trial registration: NCT99000001" in paper["notes"]
    assert "RETRACTED publication" in paper["notes"]
    assert paper["keywords"] == list(PAPER.keywords)
    assert (trial["issn"], trial["accession_number"]) == ("NCT99000002", "NCT99000002")
    assert trial["authors"] == ["Example University Hospital Department of Tests"]
    assert trial["date"] == "2020/01/15/"


def test_ris_is_nothing_but_tagged_lines_between_the_records():
    lines = REFERENCE_FORMATS["ris"].dumps(many(4)).split("\r\n")

    assert [line for line in lines if line and not re.match(r"[A-Z][A-Z0-9]  - ?", line)] == []
    assert lines[0] == "TY  - JOUR"
    assert sum(line.startswith("TY") for line in lines) == 4


def test_nbib_is_read_back_whole_by_the_medline_parser():
    text = REFERENCE_FORMATS["nbib"].dumps([PAPER] * 500)
    back = list(Medline.parse(io.StringIO(text)))
    assert len(back) == 500
    paper = back[0]
    assert paper["PMID"] == PAPER.pmid
    assert paper["TI"] == f"[RETRACTED publication] {PAPER.title}"
    assert paper["FAU"][0] == "Müller-Łukaszewicz, Zoë A"
    assert paper["CN"] == ["Example Cirrhosis Group"]
    assert paper["AB"] == "BACKGROUND: α-fetoprotein. RESULTS: P < 0.05 & more."
    assert paper["DP"] == "2019 Mar"
    assert paper["SI"] == ["ClinicalTrials.gov/NCT99000001"]
    assert paper["LID"] == f"{PAPER.doi} [doi]"
    assert "Retracted Publication" in paper["PT"]


def test_bibtex_is_read_back_whole_with_its_special_characters():
    text = REFERENCE_FORMATS["bibtex"].dumps(distinct(1000))
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    back = bibtexparser.loads(text, parser).entries
    assert len(back) == len({entry["ID"] for entry in back}) == 1000
    assert [entry.get("doi") for entry in back[::2]] == [each.doi for each in distinct(1000)[::2]]
    assert [entry["number"] for entry in back[1::2]] == [each.id for each in distinct(1000)[1::2]]
    paper, trial = back[:2]
    plain = {key: latex_to_unicode(value) for key, value in paper.items()}
    for awkward in ("Señal & <noise>", "MELD_10", "50%", "5×10^7", "– a 'first' trial"):
        assert awkward in plain["title"].replace("\\textasciicircum", "^").replace("\\", "")
    assert plain["author"].startswith("Müller-Łukaszewicz, Zoë A and O'Brien, Jr, Seán and ")
    assert "{Example Cirrhosis Group}" in paper["author"]
    assert paper["doi"] == PAPER.doi
    assert (paper["year"], paper["date"], paper["pages"]) == ("2019", "2019-03", "1234--1241")
    assert "RETRACTED publication" in paper["note"]
    assert "NCT99000001" in paper["note"]
    assert trial["number"] == "NCT99000002"
    assert trial["author"] == "{Example University Hospital, Department of Tests}"


def test_csl_json_keeps_names_dates_and_numbers():
    back = json.loads(REFERENCE_FORMATS["csl-json"].dumps(distinct(1000)))
    assert len({entry["id"] for entry in back}) == 1000
    assert [entry.get("PMID") for entry in back[::2]] == [each.id for each in distinct(1000)[::2]]
    assert [entry["number"] for entry in back[1::2]] == [each.id for each in distinct(1000)[1::2]]
    paper, trial = back[:2]
    assert paper["author"][0] == {"family": "Müller-Łukaszewicz", "given": "Zoë A"}
    assert paper["author"][1]["suffix"] == "Jr"
    assert paper["author"][2] == {"literal": "Example Cirrhosis Group"}
    assert paper["issued"] == {"date-parts": [[2019, 3]]}
    assert (paper["DOI"], paper["PMID"], paper["PMCID"]) == (
        PAPER.doi,
        PAPER.pmid,
        PAPER.pmcid,
    )
    assert paper["status"] == "retracted"
    assert trial["number"] == "NCT99000002"
    assert trial["issued"] == {"date-parts": [[2020, 1, 15]]}


def test_the_vancouver_citation_shows_a_retraction_and_keeps_the_date_as_precise_as_it_is():
    assert citation(PAPER).startswith(
        "[RETRACTED publication] Müller-Łukaszewicz ZA, O'Brien S Jr, Example Cirrhosis Group,"
    )
    assert "J Ex. 2019 Mar;12(3):1234-41. doi:" in citation(PAPER)
    assert citation(PAPER).endswith("PMID: 99000001; PubMed Central PMCID: PMC9900001.")
    assert "; 2020 Jan. ClinicalTrials.gov registration no.: NCT99000002." in citation(TRIAL)


CHAPTER = Reference(
    kind="book",
    id="99000003",
    title="Wilson Disease",
    editors=(Person(last="Adam", initials="MP"),),
    book_title="Examples of Genes",
    publisher="Example Press",
    place="Town",
    published="2019",
    pmid="99000003",
)


@pytest.mark.parametrize(
    ("published", "words", "said"),
    [
        ("2019", "2019 Nov-Dec", "2019 Nov-Dec"),
        ("2019-11", "2019 Nov 15-30", "2019 Nov 15-30"),
        ("2019", "Fall", "2019 Fall"),
        ("2019", "Spring 2019", "Spring 2019"),
        (None, "2019 Dec-2020 Jan", "2019 Dec-2020 Jan"),
        ("2019-02", "2019 02 30", "2019 Feb"),
    ],
)
def test_a_date_that_is_a_span_or_a_season_is_cited_in_its_own_words(
    published: str | None, words: str, said: str
) -> None:
    paper = replace(PAPER, published=published, published_text=words)
    assert f"J Ex. {said};12(3):1234-41." in citation(paper)
    assert f"DP  - {said}\n" in REFERENCE_FORMATS["nbib"].dumps([paper])


def test_a_chapter_is_cited_in_its_book_with_as_many_editors_as_there_are() -> None:
    assert "Wilson Disease. In: Adam MP, editor. Examples of Genes. Town: Example Press; 2019." in (
        citation(CHAPTER)
    )
    both = replace(CHAPTER, editors=(*CHAPTER.editors, Person(last="Bean", initials="L")))
    assert "In: Adam MP, Bean L, editors. Examples of Genes." in citation(both)


def test_a_whole_book_is_no_chapter_of_itself() -> None:
    book = replace(CHAPTER, title=CHAPTER.book_title or "")
    assert citation(book) == (
        "Adam MP, editor. Examples of Genes. Town: Example Press; 2019. PubMed PMID: 99000003."
    )
    dumps = {name: form.dumps([book]) for name, form in REFERENCE_FORMATS.items()}
    (entry,) = rispy.loads(dumps["ris"])
    assert (entry["type_of_reference"], entry.get("secondary_title")) == ("BOOK", None)
    assert dumps["bibtex"].startswith("@book{")
    assert "booktitle" not in dumps["bibtex"]
    (item,) = json.loads(dumps["csl-json"])
    assert (item["type"], item.get("container-title")) == ("book", None)


@pytest.mark.parametrize(
    ("pages", "first", "last"),
    [
        ("S12-5; quiz S6", "S12", "S15"),
        ("123-9, 145", "123", "129"),
        ("e1-10", "e1", "e10"),
        ("1157.e1-1157.e12", "1157.e1", "1157.e12"),
        ("iii-xi", "iii", "xi"),
        ("998-1003", "998", "1003"),
        ("663-74", "663", "674"),
        ("112-21.e2", "112", "121.e2"),
        ("112-21e2", "112", "121e2"),
        ("S112-21.e2", "S112", "S121.e2"),
        ("1123-8.e1", "1123", "1128.e1"),
        ("iv12-8", "iv12", "iv18"),
        ("123\u20139.e4", "123", "129.e4"),
        ("567-8S", "567", "568S"),
        ("R45-9", "R45", "R49"),
        ("112.e1-e5", "112.e1", "112.e5"),
        ("100-1.e1-5", "100", "101.e5"),
        ("1462-73.e1-3", "1462", "1473.e3"),
        ("1462-73.e9-e12", "1462", "1473.e12"),
        ("573.e1-13", "573.e1", "573.e13"),
        ("241.e213-20", "241.e213", "241.e220"),
        ("2111-21, 2121.e1-3", "2111", "2121"),
        ("e1023-9", "e1023", "e1029"),
        ("112.e1-21.e5", "112.e1", "121.e5"),
        ("2381-2385.e2", "2381", "2385.e2"),
        ("112\u201321", "112", "121"),
        ("99-4", "99", "4"),
        ("1099-101", "1099", "1101"),
        ("e000949", "e000949", None),
    ],
)
def test_the_first_and_the_last_page_are_told_whole(
    pages: str, first: str, last: str | None
) -> None:
    dumps = {
        name: form.dumps([replace(PAPER, pages=pages)]) for name, form in REFERENCE_FORMATS.items()
    }
    (entry,) = rispy.loads(dumps["ris"])
    assert (entry["start_page"], entry.get("end_page")) == (first, last)
    whole = [page for page in (first, last) if page]
    assert f" pages = {{{'--'.join(whole)}}}" in dumps["bibtex"]
    assert json.loads(dumps["csl-json"])[0]["page"] == "-".join(whole)


def test_a_seventh_author_becomes_et_al():
    authors = tuple(Person(last=f"Name{n}", initials="A") for n in range(7))
    assert "Name5 A, et al. T." in citation(Reference("article", "1", "T", authors, pmid="1"))


@pytest.mark.parametrize("name", REFERENCE_FORMATS)
def test_an_empty_list_of_references_is_still_a_valid_file(name):
    assert isinstance(REFERENCE_FORMATS[name].dumps([]), str)


def _with_breaks(reference: Reference, mark: str) -> Reference:
    """The reference with a break and what looks like a record's end in every text that it holds."""

    def broken(value: object) -> object:
        if isinstance(value, str):
            return f"{value}{mark}ER  - {mark}"
        if isinstance(value, Person):
            return replace(value, **{n: broken(getattr(value, n)) for n in Person.__slots__})
        return tuple(map(broken, value)) if isinstance(value, tuple) else value

    kept = {"kind", "id", "published", "integrity", "trial_ids"}
    return replace(
        reference,
        **{n: broken(getattr(reference, n)) for n in Reference.__slots__ if n not in kept},
    )


@pytest.mark.parametrize("mark", BREAKS, ids=repr)
@pytest.mark.parametrize("reference", [PAPER, TRIAL], ids=["paper", "trial"])
@pytest.mark.parametrize("form", sorted(REFERENCE_FORMATS))
def test_a_line_break_in_any_field_begins_no_line(form, reference, mark):
    dumps = REFERENCE_FORMATS[form].dumps
    broken = dumps([_with_breaks(reference, mark)])
    assert broken == dumps([_with_breaks(reference, " ")])
    assert not set(broken) & set("".join(BREAKS)) - {"\n", "\r"}
    assert all(not line.startswith("ER  - ER") for line in broken.splitlines())
    if form == "ris":
        assert [line[:2] for line in broken.splitlines()].count("ER") == 1
