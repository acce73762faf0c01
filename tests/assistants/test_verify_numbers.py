"""Each number of a text is that of a record, another's, known, unknown or malformed; never guessed.

Relies on nothing beside the program.
"""

import sqlite3

import pytest

from harvest.verify import Finding, of_text, verify

OWN = "Umbilical cord mesenchymal stem cells in cirrhosis 1"
WEEKLY = "Weekly infusions of cells in primary biliary cholangitis: a pilot study"


def numbers(base: sqlite3.Connection, text: str) -> list[Finding]:
    return [each for each in verify(base, of_text(text)).findings if each.about == "number"]


def only(base: sqlite3.Connection, text: str) -> Finding:
    (finding,) = numbers(base, text)
    return finding


def cited(title: str, number: str, year: int = 2025, people: str = "Tester A") -> str:
    return f"{people}. {title}. Synth J Hepatol. {year};3(2):5-9. {number}"


def test_a_number_with_nothing_beside_it_is_held_and_says_as_of_when(base):
    finding = only(base, "See nct 9000-0001 for more.")
    assert (finding.verdict, finding.record, finding.said) == (
        "found", "NCT90000001", "nct 9000-0001",
    )  # fmt: skip
    assert finding.because == "in the database of 2026-11-24"
    assert not finding.wrong


@pytest.mark.parametrize(
    "shown",
    [WEEKLY, WEEKLY.upper(), f"[{WEEKLY}]", f"“{WEEKLY}.”", WEEKLY.replace(":", " –")],
)  # fmt: skip
def test_a_title_agrees_whatever_its_case_punctuation_and_brackets(base, shown):
    finding = only(base, cited(shown, "PMID: 90000077"))
    assert finding.verdict == "same record"
    assert finding.because == "title, year and authors agree"
    assert [(proof.field, proof.words) for proof in finding.proofs] == [("title", WEEKLY)]


def test_the_title_of_another_record_is_shown_beside_its_own(base):
    finding = only(base, cited("Cord cells for cirrhosis: trial report 2", "PMID 90000077"))
    assert finding.verdict == "another record"
    assert "which is that of PMID 90000002" in finding.because
    assert WEEKLY in finding.because


def test_a_title_that_nobody_here_has_is_not_the_records(base):
    title = "Bone mineral density after zoledronate in postmenopausal women of Iceland"
    assert only(base, cited(title, "PMID 90000077")).verdict == "another record"


def test_words_around_a_number_in_prose_are_no_title(base):
    text = (
        f"Cells were weekly infused there (PMID 90000077), as in the trial “{OWN}” (NCT90000001)."
    )
    assert [each.verdict for each in numbers(base, text)] == ["found", "same record"]


@pytest.mark.parametrize(("year", "wrong"), [(2024, False), (2026, False), (2019, True)])
def test_a_year_may_differ_by_one(base, year, wrong):
    found = verify(base, of_text(cited(WEEKLY, "PMID 90000077", year))).findings
    assert [each.about for each in found if each.wrong] == (["year"] if wrong else [])


def test_authors_of_whom_none_is_the_records_contradict(base):
    found = verify(base, of_text(cited(WEEKLY, "PMID 90000077", people="Nobody B, Other C")))
    (wrong,) = found.wrong
    assert (wrong.about, wrong.verdict) == ("authors", "contradicts")
    assert "Tester A" in wrong.because


def test_a_number_of_pubmed_central_is_none_of_pubmed(base):
    assert only(base, "PMC8095192").record == "90000077"
    finding = only(base, cited(WEEKLY, "PMID: 8095192"))
    assert finding.verdict == "unknown"
    assert "but PMC8095192 is in the database: PMID 90000077" in finding.because


def test_a_number_that_nobody_names_is_unknown_here_and_what_is_one_digit_apart_is_said(base):
    finding = only(base, "NCT90000021 is such a trial.")
    assert finding.verdict == "unknown"
    assert finding.because.startswith(
        "not in the database of 2026-11-24, nor named by a record in it"
    )
    assert "in the database, one digit apart: NCT90000001" in finding.because


def test_a_number_that_a_held_record_names_is_known_with_where_and_the_words(base):
    finding = only(base, "Compare PMID 90000500.")
    assert (finding.verdict, finding.wrong) == ("named, not found", False)
    assert "named by PMID 90000077 (references): “Somebody B. Marrow cells" in finding.because
    other = of_text(
        "TY  - JOUR\nTI  - Femoral fractures of cyclists in Denmark\nAN  - PMID 90000500\nER  - \n"
    )
    assert [each.verdict for each in verify(base, other).wrong] == ["another record"]


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("NCT9000001", "ClinicalTrials.gov: 7 digits"),
        ("NCT900000011", "ClinicalTrials.gov: 9 digits"),
        ("NCT9OOO0001", "letters among them"),
        ("ISRCTN9000001", "ISRCTN: 7 digits"),
        ("DRKS0000123", "DRKS: 7 digits"),
        ("PMID 9000007712", "PubMed: 10 digits"),
    ],
)
def test_a_malformed_number_is_told_and_not_mended(base, written, label):
    finding = only(base, f"As registered ({written}).")
    assert (finding.verdict, finding.record) == ("malformed", "")
    assert label in finding.because


def test_digits_alone_are_asked_about_and_counts_are_no_numbers_of_papers(base):
    finding = only(base, "as shown before [90000077].")
    assert (finding.verdict, finding.wrong) == ("ambiguous", False)
    assert "PMID 90000077 is in the database" in finding.because
    assert "PMC8095192 is in the database" in only(base, "8095192").because
    assert numbers(base, "They were given 90000077 cells; 8095192 patients were counted.") == []


def test_a_former_number_and_one_of_another_registry_lead_to_the_record(base):
    former = only(base, "NCT90000444")
    assert (former.record, former.wrong) == ("NCT90000002", False)
    assert former.warnings == (
        "NCT90000444 is another number of this record; its own is NCT90000002",
    )
    assert only(base, "ISRCTN90000001").record == "NCT90000001"


def test_a_retracted_paper_is_told_first_unless_the_line_says_so(base):
    title = "Cord blood cells cure liver cirrhosis: a controlled study"
    finding = only(base, cited(title, "PMID 90000078"))
    assert (finding.verdict, finding.wrong) == ("same record", True)
    assert finding.warnings[0].startswith("Retracted")
    assert "J Test. 2026;1:2" in finding.warnings[0]
    assert not only(base, cited(f"RETRACTED: {title}", "PMID 90000078")).wrong
    assert not only(base, "Cells cure it (PMID 90000078). The paper was retracted later.").wrong


def test_a_removed_and_a_withdrawn_trial_are_told_with_what_is_known(base):
    removed = only(base, "NCT90000013")
    assert removed.wrong
    assert removed.warnings == ("removed from ClinicalTrials.gov, seen on 2026-10-01",)
    assert "withdrawn before anybody was enrolled" in only(base, "NCT90000012").warnings


def test_numbers_of_one_reference_that_are_of_two_papers_are_told(base):
    found = numbers(
        base, "Tester A, Other B. J Test. 2025;3:5. PMID 90000001. doi:10.5555/90000002"
    )
    assert {each.verdict for each in found} == {"another record"}
    found = numbers(base, cited(WEEKLY, "PMID 90000077. doi:10.5555/90000099"))
    assert [each.verdict for each in found] == ["same record", "another record"]
    assert "its DOI is 10.5555/90000077" in found[1].because


def test_a_paper_that_is_listed_twice_is_told_with_the_first_place(base):
    one, two = numbers(base, "\n\n".join([cited(WEEKLY, "PMID 90000077")] * 2))
    assert (one.warnings, two.warnings) == ((), ("listed already in line 1",))
