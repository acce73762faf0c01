"""Identifiers in texts and fields: which are one, how each is written, and what is none.

Relies on nothing beside the program.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest import identifiers


def ids(text: str) -> list[str]:
    return [found.id for found in identifiers.find(text)]


@pytest.mark.parametrize(
    "spelling",
    [
        "NCT02581813",
        "NCT 02581813",
        "NCT#02581813",
        "NCT: 02581813",
        "NCT-02581813",
        "NCT02581\n813",
        "NCT 0258 1813",
        "NCT No. 02581813",
        "nct02581813",
        "(NCT02581813).",
        "ClinicalTrials.gov Identifier:NCT02581813",
    ],
)
def test_every_spelling_of_an_nct_number_is_read(spelling: str) -> None:
    assert ids(spelling) == ["NCT02581813"]


@pytest.mark.parametrize("text", ["NCT0258181", "NCT025818134", "XNCT02581813", "NCT", "02581813"])
def test_what_is_not_eight_digits_after_nct_is_no_number(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ISRCTN 1234 5679", "ISRCTN12345679"),
        ("EudraCT number 2006–001234–12", "2006-001234-12"),
        ("EU CT 2023-501234-11-00", "2023-501234-11"),
        ("ChiCTR-TRC-12002345", "ChiCTR-TRC-12002345"),
        ("ChiCTR-TRC 12002345", "ChiCTR-TRC-12002345"),
        ("ChiCTR2000031234", "ChiCTR2000031234"),
        ("CTRI/2019/05/019123", "CTRI/2019/05/019123"),
        ("CTRI / 2019 / 05 / 019123", "CTRI/2019/05/019123"),
        ("JapicCTI-184123", "JapicCTI-184123"),
        ("jRCTs031180123", "jRCTs031180123"),
        ("UMIN000012345", "UMIN000012345"),
        ("UMIN-CTR: 000012345", "UMIN000012345"),
        ("IRCT20190101042134N1", "IRCT20190101042134N1"),
        ("IRCT: 201112131234 N2", "IRCT201112131234N2"),
        ("DRKS00012345", "DRKS00012345"),
        ("ACTRN12605000123456", "ACTRN12605000123456"),
        ("NTR1234", "NTR1234"),
        ("PACTR201508001234567", "PACTR201508001234567"),
        ("RBR-6qrn43", "RBR-6qrn43"),
        ("KCT0001234", "KCT0001234"),
        ("TCTR20160101001", "TCTR20160101001"),
        ("SLCTR/2013/007", "SLCTR/2013/007"),
        ("U1111-1234-5678", "U1111-1234-5678"),
    ],
)
def test_numbers_of_other_registries_are_brought_to_one_spelling(text: str, expected: str) -> None:
    assert ids(text) == [expected]


@pytest.mark.parametrize(
    ("text", "registry", "expected"),
    [
        ("PMID: 12345678.", "pmid", "12345678"),
        ("https://pubmed.ncbi.nlm.nih.gov/12345678/", "pmid", "12345678"),
        ("http://www.ncbi.nlm.nih.gov/pubmed/12345678", "pmid", "12345678"),
        ("PMC4482193", "pmcid", "PMC4482193"),
        ("(doi:10.1007/s12072-021-10199-2).", "doi", "10.1007/s12072-021-10199-2"),
        ("doi 10.1016/0002-9378(92)91863-6. Epub", "doi", "10.1016/0002-9378(92)91863-6"),
    ],
)
def test_papers_are_named_by_pmid_pmcid_and_doi(text: str, registry: str, expected: str) -> None:
    assert [(f.registry, f.id) for f in identifiers.find(text, "paper")] == [(registry, expected)]


def test_the_place_of_a_number_is_told() -> None:
    text = "Registered as NCT#02581813 and ISRCTN12345678."
    for found in identifiers.find(text):
        assert text[found.start : found.end] == found.spelling


def test_a_field_that_names_no_known_registry_has_no_canonical_number() -> None:
    assert identifiers.canonical("CALGB-9732") is None
    known = identifiers.canonical(" 2006-001234-12 ")
    assert known is not None
    assert known.registry == "eudract"


@given(st.text(max_size=300))
def test_any_text_is_read_without_error_and_spans_hold(text: str) -> None:
    for found in identifiers.find(text):
        assert text[found.start : found.end] == found.spelling


def test_a_long_run_of_digits_and_blanks_names_at_most_one_trial() -> None:
    assert ids("NCT " + "1 2 " * 10_000) == ["NCT12121212"]
