"""Numbers of the registries of the WHO network, old and new, and what only looks like one.

Relies on nothing beside the program.
"""

import csv
from collections import defaultdict

import pytest

from harvest.identifiers import Registry, find, home, registries, registry_of, trials_in
from tests.helpers.places import DATA

with (DATA / "registry-numbers.csv").open(encoding="utf-8", newline="") as _file:
    SPELLINGS = [(row["text"], row["registry"], row["number"]) for row in csv.DictReader(_file)]


@pytest.mark.parametrize(("text", "registry", "number"), SPELLINGS)
def test_a_number_is_read_however_people_spell_it(text: str, registry: str, number: str) -> None:
    found = find(f"It was registered ({text}).", "trial")
    assert {(each.registry, each.id) for each in found} == {(registry, number)}


def test_every_registry_has_its_spellings_here() -> None:
    told = defaultdict(set)
    for text, registry, _ in SPELLINGS:
        told[registry].add(text)
    trials = {each.name for each in registries() if each.kind == "trial"}
    assert trials - told.keys() == set()
    assert {name for name in told if len(told[name]) < 3} == set()
    assert told.keys() - trials == set()


@pytest.mark.parametrize("registry", registries(), ids=lambda each: each.name)
def test_the_words_that_are_looked_for_first_never_hide_a_number(registry: Registry) -> None:
    """A text without any of them is not searched; found or not, the answer is the pattern's."""
    unsped = Registry(
        registry.name, registry.label, registry.kind, registry.pattern, registry.canonical, ""
    )
    for spelt, _, _ in SPELLINGS:
        for text in (spelt, spelt.lower(), f"Control{spelt}", f"(é{spelt})", f"number{spelt}"):
            assert list(registry.find(text)) == list(unsped.find(text))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("EUCTR2018‑004758‑39‑IT", "EUCTR2018-004758-39-IT"),
        ("EUCTR2018-004758-39-IT", "EUCTR2018-004758-39-IT"),
        ("jRCTb030190173​", "jRCTb030190173"),
        ("EudraCT 2018‑004758‑39", "2018-004758-39"),
        ("EUCTR2018-004758-39-3rd", "EUCTR2018-004758-39-Outside-EU/EEA"),
        ("EUCTR2018-004758-39-Outside-EU/EEA", "EUCTR2018-004758-39-Outside-EU/EEA"),
    ],
)
def test_a_key_is_known_with_hyphens_of_every_kind(text: str, number: str) -> None:
    assert [each.id for each in trials_in(text)] == [number]


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
        ("CTIS2020-005891-36-00", "2020-005891-36"),
        ("CTIS2023-507106-13-00", "2023-507106-13"),
        ("2023-508143-51-01", "2023-508143-51"),
        ("CUHK_CCT00123", "CUHK_CCT00123"),
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
        # addresses of papers and people
        "doi:10.1016/j.jhep.2020.01.001",
        "10.1002/14651858.CD012345.pub2",
        "10.1007/s00125-020-05123-4",
        "https://orcid.org/0000-0002-1825-0097",
        "PROSPERO CRD42020180075",
        "PMC4482193, PMID 26062731",
        # grants and projects
        "grant 2019YFA0110200 and 81770595",
        "R01-CA172444-01A1",
        "FP7-HEALTH-2012-305483",
        "NL54115.015.15",
        "NL63, HCoV-NL63",
        "ZonMw 80-83700-98-11014",
        "Horizon 2020-733248",
        # catalogue numbers and products
        "Sigma, cat. no. D12345678",
        "catalogue number 130-091-158",
        "KCTD12, NTRK1, NTR1 and NTR-2",
        "a nitroreductase (NTR) 20 mg/kg",
        "NTR, 2015",
        "V(NTR), G894T (rs1799983)",
        "pNL4-3 plasmid",
        # telephone numbers, places, days, protocols
        "Tel. +31-20-5669111, +86-10-12345678",
        "telephone 0049 2020-123456",
        "Wageningen, NL-6700 AH",
        "6525 GA Nijmegen, NL 2019",
        "from 2014-05-01 to 2015-06-30",
        "IRB 2020-0123-45",
        "SWOG-9007, CALGB 9665, NCCTG-893052",
        "ClinicalTrials.gov, number of sites 12",
        "ClinicalTrials.gov identifier (n = 12)",
        "TTCT 20160101001",
        # other numbers of a form, dates, contracts
        "call 02-581-813 or 1111-1234-5678",
        "phone (1111) 1234-5678",
        "PAPER-025-19, ULPER-025-19, PER-025-1999, per-025-19",
        "2023-501234-11-2020",
        "25-06-2019, 2019-02-017123, 12-2018-004758",
        "CTRI/2019/02, CTRI 2019, SLCTR/2013, DRKS-2019, KCT1234",
        "ID-RCB 2017-A03366-47, P/2019/418, CAAE 13595019.0.0000.5209",
        "UMIN 123456, HKU-123, SNCTP 2020, CUHK 2020",
        "ISSN 2018-0047, ISBN 978-3-16-148410-0, rs2018004758",
        "2018-1-IT02-KA201-048187",
    ],
)
def test_placeholders_and_look_alikes_are_no_numbers(text: str) -> None:
    assert find(text, "trial") == ()


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("jRCTs031180252", "https://jrct.mhlw.go.jp/en-latest-detail/jRCTs031180252"),
        ("IRCT20200426047206N2", "https://en.irct.ir/search/result?query=IRCT20200426047206N2"),
        ("RPCEC00000322", "https://rpcec.sld.cu/en/trials/RPCEC00000322-En"),
        ("DRKS00010784", "https://drks.de/search/en/trial/DRKS00010784"),
    ],
)
def test_a_record_is_shown_where_its_registry_is_now(number: str, address: str) -> None:
    assert home(number) == address


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
