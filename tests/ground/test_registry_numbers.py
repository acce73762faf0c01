"""Numbers of the registries of the WHO network, old and new, and what only looks like one.

Relies on nothing beside the program.
"""

import pytest

from harvest.identifiers import find, registry_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("jRCTb030190173", "jRCTb030190173"),
        ("jRCTa030190237", "jRCTa030190237"),
        ("JRCTC032190179", "jRCTc032190179"),
        ("JPRN-jRCTs031180301", "jRCTs031180301"),
        ("jRCT1080220001", "jRCT1080220001"),
        ("JPRN-C000000338", "UMIN-C000000338"),
        ("UMIN-CTR C000000338", "UMIN-C000000338"),
        ("JPRN-UMIN000012346", "UMIN000012346"),
        ("JPRN-JapicCTI-050016", "JapicCTI-050016"),
        ("JPRN-JMA-IIA00001", "JMA-IIA00001"),
        ("NL1234", "NL1234"),
        ("NTR 1234", "NTR1234"),
        ("NL-OMON21345", "NL-OMON21345"),
        ("PER-012-19", "PER-012-19"),
        ("LBCTR2019012345", "LBCTR2019012345"),
        ("SNCTP000001234", "SNCTP000001234"),
        ("Chi CTR 1800016105", "ChiCTR1800016105"),
        ("ITMCTR2021000012", "ITMCTR2021000012"),
        ("CTR20190123", "CTR20190123"),
        ("ACTRN012605000099640", "ACTRN12605000099640"),
        ("NMRR-12-123-12345", "NMRR-12-123-12345"),
        ("DOH-27-0112-3456", "DOH-27-0112-3456"),
        ("EUCTR2020-001205-23-NO", "2020-001205-23"),
    ],
)
def test_a_number_of_each_register_is_found_and_has_one_form(text: str, number: str) -> None:
    assert [found.id for found in find(f"Registered as {text}.", "trial")] == [number]
    assert registry_of(number) is not None


@pytest.mark.parametrize(
    "text",
    [
        "ISRCTN00000000",
        "ISRCTN12345678",
        "NCT00000000",
        "NCT12345678",
        "NCT99999999",
        "U0000-0000-0000",
        "U1111-0000-0000",
        "2020-000000-00",
        "ChiCTR2000000000",
        "UMIN000000000",
        "DRKS00000000",
        "jRCT1234567890",
        "ACTRN12600000000000",
        "NCT9000006",
        "HCoV-NL63",
        "NL43516.018.13",
        "a super-012-19",
    ],
)
def test_placeholders_and_look_alikes_are_no_numbers(text: str) -> None:
    assert find(text, "trial") == ()


SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("PubMed ID 31234567", "31234567"),
        ("https://pubmed.ncbi.nlm.nih.gov/?term=31234567", "31234567"),
        ("http://www.ncbi.nlm.nih.gov/pubmed?term=31234567", "31234567"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/?term=31234567%5Buid%5D", "31234567"),
        (
            "https://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&list_uids=31234567",
            "31234567",
        ),
        ("https://europepmc.org/article/MED/31234567", "31234567"),
        ("https://doi.org/10.1016%2Fj.jhep.2020.01.001", "10.1016/j.jhep.2020.01.001"),
        (f"Doe J. doi: {SICI}.", SICI.lower()),
        (f"({SICI})", SICI.lower()),
        ('<a href="x">10.1000/abc</a>', "10.1000/abc"),
        ("<10.1000/abc>", "10.1000/abc"),
        ("see 10.1000/abc(1); and more", "10.1000/abc(1)"),
    ],
)
def test_a_paper_is_known_in_every_spelling_of_its_number(text: str, number: str) -> None:
    assert [found.id for found in find(text, "paper")] == [number]


def test_two_dois_without_a_blank_between_them_are_two() -> None:
    assert [f.id for f in find("10.1000/a;10.1000/b")] == ["10.1000/a", "10.1000/b"]
