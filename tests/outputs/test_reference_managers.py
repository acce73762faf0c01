"""What reference managers part, count or split stays whole: names, braces, keywords, numbers.

Relies on nothing beside the program.
"""

import io
import json
from dataclasses import replace

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from Bio import Medline
from pybtex.database import Person as BibtexPerson
from pybtex.database import parse_string

from harvest.export import REFERENCE_FORMATS
from harvest.export.references import Person, Reference

PAPER = Reference(
    kind="article",
    id="97210001",
    title="Cells in cirrhosis.",
    authors=(Person(last="Doe", fore="Jane", initials="J"),),
    journal="Journal of examples",
    volume="1",
    published="2020-05",
    year=2020,
    pmid="97210001",
    url="https://pubmed.ncbi.nlm.nih.gov/97210001/",
)
TRIAL = Reference(
    kind="trial",
    id="NCT97210001",
    title="MSC in cirrhosis",
    authors=(Person(collective="Pharmicell Co., Ltd."),),
    published="2020-01-15",
    year=2020,
    trial_ids=("NCT97210001",),
    types=("Clinical Trial Registration",),
    publisher="ClinicalTrials.gov",
    status="Recruiting",
    url="https://clinicaltrials.gov/study/NCT97210001",
)


def dumped(form: str, *references: Reference) -> str:
    return REFERENCE_FORMATS[form].dumps(list(references))


def bibtex_entries(*references: Reference) -> dict[str, dict[str, str]]:
    """The entries as both readers of BibTeX find them; their keys must agree."""
    text = dumped("bibtex", *references)
    strict = parse_string(text, "bibtex").entries
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    lenient = {entry["ID"]: entry for entry in bibtexparser.loads(text, parser).entries}
    assert list(strict) == list(lenient)
    for key, entry in strict.items():
        fields = {name.lower(): value for name, value in entry.fields.items()}
        for name, value in lenient[key].items():
            assert name in ("ID", "ENTRYTYPE", "author", "editor") or fields[name] == value
    return lenient


def bibtex_people(reference: Reference) -> list[BibtexPerson]:
    (entry,) = parse_string(dumped("bibtex", reference), "bibtex").entries.values()
    return list(entry.persons["author"])


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("Pharmicell Co., Ltd.", "Pharmicell Co. Ltd."),
        (
            "Rutgers, The State University of New Jersey",
            "Rutgers The State University of New Jersey",
        ),
        (
            "SAGE Investigators, on behalf of SCCM Discovery",
            "SAGE Investigators on behalf of SCCM Discovery",
        ),
        ("A,B, and C Group", "A B and C Group"),
    ],
)
def test_a_group_is_never_parted_into_a_last_and_a_first_name(name: str, whole: str) -> None:
    paper = replace(PAPER, authors=(Person(collective=name),))
    (entry,) = rispy.loads(dumped("ris", paper))
    assert entry["authors"] == [whole]
    assert [(str(p), p.first_names) for p in bibtex_people(paper)] == [(f"{{{name}}}", [])]
    assert json.loads(dumped("csl-json", paper))[0]["author"] == [{"literal": name}]


def test_a_person_is_always_parted_and_keeps_the_suffix() -> None:
    people = (
        Person(last="Cobb", fore="Frank W", initials="FW", suffix="Jr"),
        Person(last="Marso", initials="SP"),
        Person(last="Smith, Roe", fore="Max, B", initials="MB"),
    )
    (entry,) = rispy.loads(dumped("ris", replace(PAPER, authors=people)))
    assert entry["authors"] == ["Cobb, Frank W, Jr", "Marso, S. P.", "Smith Roe, Max B"]
    found = bibtex_people(replace(PAPER, authors=people))
    assert [str(person) for person in found] == [
        "Cobb, Jr, Frank W",
        "Marso, S. P.",
        "{Smith, Roe}, {Max, B}",
    ]


@pytest.mark.parametrize("word", ["and", "And", "AND"])
def test_a_name_with_the_word_that_parts_names_stays_one_person(word: str) -> None:
    people = (
        Person(last=f"Brown {word} Green", fore="Chris", initials="C"),
        Person(last="Sand", fore=f"Pat {word}", initials="P"),
    )
    found = bibtex_people(replace(PAPER, authors=people))
    assert [person.last_names for person in found] == [[f"{{Brown {word} Green}}"], ["Sand"]]


@pytest.mark.parametrize(
    "awkward", ["{", "}", "}{", "{{", "a } b {", "\\{", "{\\", '"', "@x{", "%"]
)
@pytest.mark.parametrize(
    "field", ["title", "abstract", "journal", "keywords", "doi", "url", "name"]
)
def test_a_brace_in_any_field_leaves_every_entry_to_be_read(field: str, awkward: str) -> None:
    given = f"before {awkward} after"
    if field == "name":
        odd = replace(PAPER, authors=(Person(last=given, fore=given), Person(collective=given)))
    else:
        odd = replace(PAPER, **{field: (given,) if field == "keywords" else given})
    after = replace(PAPER, id="97210002", pmid="97210002")
    entries = bibtex_entries(odd, after)
    assert list(entries) == ["pmid97210001", "pmid97210002"]
    assert entries["pmid97210002"]["title"] == "{Cells in cirrhosis}"
    assert len(bibtex_people(odd)) == (2 if field == "name" else 1)


def test_a_keyword_with_a_comma_stays_one_keyword() -> None:
    words = ("Models, Biological", "Imaging, Three-Dimensional", "A; B", "Stem Cells")
    paper = replace(PAPER, keywords=words)
    told = bibtex_entries(paper)["pmid97210001"]["keywords"]
    expected = ["Models Biological", "Imaging Three-Dimensional", "A B", "Stem Cells"]
    assert told.split("; ") == expected
    assert "," not in told
    assert json.loads(dumped("csl-json", paper))[0]["keyword"] == told
    (entry,) = rispy.loads(dumped("ris", paper))
    assert entry["keywords"] == list(words)  # one a line: nothing parts them


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Cells in cirrhosis.", "Cells in cirrhosis"),
        ("Do cells help in cirrhosis?", "Do cells help in cirrhosis?"),
        ("Cells, vs. placebo, of St. John.", "Cells, vs. placebo, of St. John"),
        ('A case of "cirrhosis".', 'A case of "cirrhosis"'),
        ("[Cells in cirrhosis (a review)].", "[Cells in cirrhosis (a review)]"),
        ("Cells in cirrhosis...", "Cells in cirrhosis..."),
        ("Cells in cirrhosis!", "Cells in cirrhosis!"),
    ],
)
def test_the_point_that_pubmed_closes_a_title_with_is_no_part_of_it(title: str, shown: str) -> None:
    paper = replace(PAPER, title=title)
    (entry,) = rispy.loads(dumped("ris", paper))
    assert entry["title"] == shown
    assert json.loads(dumped("csl-json", paper))[0]["title"] == shown
    assert bibtex_entries(paper)["pmid97210001"]["title"] == f"{{{shown}}}"
    (medline,) = Medline.parse(io.StringIO(dumped("nbib", paper)))
    assert medline["TI"] == title  # as PubMed's own


def test_the_number_of_a_trial_stands_where_a_report_has_its_number() -> None:
    (entry,) = rispy.loads(dumped("ris", TRIAL))
    assert (entry["type_of_reference"], entry["issn"]) == ("RPRT", "NCT97210001")
    assert entry["accession_number"] == "NCT97210001"
    assert entry["urls"] == ["https://clinicaltrials.gov/study/NCT97210001"]
    assert "number" not in entry


def test_recruitment_is_no_status_of_a_publication() -> None:
    (item,) = json.loads(dumped("csl-json", TRIAL))
    assert "status" not in item
    assert "Status: Recruiting" in item["note"]
    (retracted,) = json.loads(dumped("csl-json", replace(PAPER, integrity="retracted")))
    assert retracted["status"] == "retracted"


def test_a_pubmed_number_stands_once_in_bibtex_and_csl() -> None:
    assert dumped("bibtex", PAPER).count("= {97210001}") == 1
    assert "note" not in bibtex_entries(PAPER)["pmid97210001"]
    (item,) = json.loads(dumped("csl-json", PAPER))
    assert (item["PMID"], item.get("note")) == ("97210001", None)
    (entry,) = rispy.loads(dumped("ris", PAPER))
    assert entry["notes"] == ["PMID: 97210001"]


@pytest.mark.parametrize("form", sorted(REFERENCE_FORMATS))
def test_no_character_that_xml_forbids_stands_in_a_file_of_references(form: str) -> None:
    odd = "a\ufdd0b\uffffc\U0010fffed\x07e\x9ff"
    paper = replace(PAPER, title=odd, journal=odd, keywords=(odd,), authors=(Person(last=odd),))
    assert set(dumped(form, paper)).isdisjoint("\ufdd0\uffff\U0010fffe\x07\x9f")
    assert "abcdef" in dumped(form, paper)
