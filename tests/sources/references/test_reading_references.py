"""References are read from what databases export, broken or not, in any encoding.

Relies on nothing beside the program.
"""

import codecs
from pathlib import Path

import pytest

from harvest.errors import UpstreamDataError, UsageError
from harvest.references.model import Person, Reference
from harvest.references.reading import File, read

RIS = """\
TY  - JOUR
AU  - Müller, Karl-Heinz
AU  - de la Cruz J
TI  - Stem cells for cirrhosis – a “trial”
T2  - Journal of Hepatology
J2  - J. Hepatol.
PY  - 2019/03//
VL  - 70
IS  - 2
SP  - 112
EP  - 20
SN  - 0168-8278
DO  - https://doi.org/10.1000/ABC.1
AB  - A summary that is long enough to be one, over
several lines.
KW  - liver
ER  -
"""


def reads(folder: Path, text: str | bytes, name: str = "refs.txt") -> File:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path)


def one(folder: Path, text: str | bytes) -> Reference:
    (entry,) = reads(folder, text).entries
    assert entry.reference is not None, entry.problem
    return entry.reference


def test_a_reference_of_ris_is_read_whole(tmp_path: Path) -> None:
    found = one(tmp_path, RIS)
    assert found == Reference(
        title="Stem cells for cirrhosis – a “trial”",
        people=(Person("Müller", "Karl-Heinz", "KH"), Person("de la Cruz", None, "J")),
        journal="Journal of Hepatology",
        journal_abbrev="J. Hepatol.",
        issn="0168-8278",
        year=2019,
        published="2019-03",
        volume="70",
        issue="2",
        pages="112-20",
        doi="10.1000/abc.1",
        abstract="A summary that is long enough to be one, over\nseveral lines.",
        keywords=("liver",),
    )


ENCODINGS = {
    "UTF-8 with a mark": codecs.BOM_UTF8 + RIS.encode(),
    "UTF-16 of Windows": codecs.BOM_UTF16_LE + RIS.encode("utf-16-le"),
    "UTF-16 the other way": codecs.BOM_UTF16_BE + RIS.encode("utf-16-be"),
    "UTF-16 without a mark": RIS.encode("utf-16-le"),
    "Windows-1252": RIS.encode("cp1252"),
    "CR LF": RIS.replace("\n", "\r\n").encode(),
    "CR alone": RIS.replace("\n", "\r").encode(),
    "one blank behind the tag": RIS.replace("  - ", " - ").encode(),
    "no end": RIS.replace("ER  -\n", "").encode(),
    "a head before it": b"Scopus\nEXPORT DATE: 1 May 2026\n\n" + RIS.encode(),
}


@pytest.mark.parametrize("how", ENCODINGS)
def test_the_same_reference_is_read_however_it_is_written(tmp_path: Path, how: str) -> None:
    assert one(tmp_path, ENCODINGS[how]) == one(tmp_path, RIS)


def test_a_record_without_its_end_costs_no_other(tmp_path: Path) -> None:
    two = RIS.replace("ER  -\n", "") + RIS.replace("Stem cells", "Other cells")
    titles = [each.reference and each.reference.title[:5] for each in reads(tmp_path, two).entries]
    assert titles == ["Stem ", "Other"]


@pytest.mark.parametrize(
    ("lines", "pmid"),
    [
        ("DB  - Embase\nC5  - 31234567", "31234567"),
        ("DB  - Scopus\nC2  - 31234567", "31234567"),
        ("N1  - PMID: 31234567", "31234567"),
        ("C3  - PUBMED 31234567,EMBASE 62712345", "31234567"),
        ("DB  - Ovid MEDLINE(R)\nAN  - 31234567", "31234567"),
        ("UR  - https://pubmed.ncbi.nlm.nih.gov/31234567/", "31234567"),
        ("AN  - WOS:000312345678900", None),
        ("DB  - Embase\nU2  - L31234567", None),
        ("ID  - 31234567", None),
    ],
)
def test_a_pmid_is_read_where_its_database_writes_it_and_nowhere_else(
    tmp_path: Path, lines: str, pmid: str | None
) -> None:
    assert one(tmp_path, f"TY  - JOUR\nTI  - A title\n{lines}\nER  - \n").pmid == pmid


def test_the_number_of_an_article_stands_for_its_pages(tmp_path: Path) -> None:
    assert one(tmp_path, "TY  - JOUR\nTI  - A\nC7  - e01234\nER  - \n").pages == "e01234"


BIBTEX = r"""
% of a reference manager
@string{jh = "J Hepatol"}
@comment{nothing}
@article{mueller2019,
  title = {{Stem} cells in {\"u}ber \& $\beta$ cells},
  author = {M{\"u}ller, Karl and Juan de la Cruz and {WHO Study Group}},
  journal = jh, year = 2019, month = mar, volume = {3}, pages = {12--20},
  note = {PMID: 31234567}
}
@article{broken,
  title = {Not closed,
  author = {X}

@ARTICLE{last, title="The last one", author="Wang, J.", year="2020"
"""


def test_bibtex_is_read_entry_by_entry(tmp_path: Path) -> None:
    first, broken, last = reads(tmp_path, BIBTEX).entries
    assert first.reference == Reference(
        title="Stem cells in über & β cells",
        people=(
            Person("Müller", "Karl", "K"),
            Person("de la Cruz", "Juan", "J"),
            Person(group="WHO Study Group"),
        ),
        journal="J Hepatol",
        year=2019,
        published="2019-03",
        volume="3",
        pages="12-20",
        pmid="31234567",
    )
    assert (broken.number, broken.reference) == (2, None)
    assert broken.problem.startswith("is not BibTeX: ")
    assert last.reference is not None
    assert last.reference.title == "The last one"


ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?>
<xml><records>
<record><ref-type name="Journal Article">17</ref-type>
<contributors><authors>
<author><style face="normal">Smith, J. B.</style></author></authors></contributors>
<titles><title><style>An </style><style face="italic">in vitro</style><style> study</style></title>
<secondary-title>Gut</secondary-title></titles>
<dates><year><style>2018</style></year><pub-dates><date>Mar 3</date></pub-dates></dates>
<accession-num>29123456</accession-num><remote-database-name>MEDLINE</remote-database-name></record>
<record><titles><title></title></titles></record>
<record><titles><title>Cut off in the midd"""


ODD_ENTRIES = {
    "no key": "@article{, title={A title}, year=2011}",
    "no key and no comma": "@article{title={A title}, year=2011}",
    "a key of two words": "@article{Wang 2011, title={A title}, year=2011}",
    "and others": "@article{a, title={A title}, year=2011, author={others}}",
    "a field twice": "@article{a, title={A title}, year=2011, year=2012}",
    "in round brackets": "@article(a, title={A title}, year=2011)",
}


@pytest.mark.parametrize("how", ODD_ENTRIES)
def test_an_entry_of_bibtex_that_is_not_quite_one_is_read_all_the_same(
    tmp_path: Path, how: str
) -> None:
    assert one(tmp_path, ODD_ENTRIES[how]) == Reference("A title", year=2011, published="2011")


def test_greek_letters_of_latex_are_letters(tmp_path: Path) -> None:
    title = r"{TGF-$\beta$ and {\textalpha}-fetoprotein}"
    assert one(tmp_path, f"@article{{a, title={title}}}").title == "TGF-β and α-fetoprotein"


def test_the_doi_of_a_databases_own_record_is_not_the_papers(tmp_path: Path) -> None:
    record = (
        "TY  - JOUR\nTI  - A\nUR  - https://www.cochranelibrary.com/central/doi/{}/full\nER  - \n"
    )
    assert one(tmp_path, record.format("10.1002/central/CN-01234567")).doi is None
    assert one(tmp_path, record.format("10.1000/abc")).doi == "10.1000/abc"


def test_endnotes_xml_is_read_up_to_where_it_breaks_off(tmp_path: Path) -> None:
    first, empty, cut = reads(tmp_path, ENDNOTE).entries
    assert first.reference == Reference(
        title="An in vitro study",
        people=(Person("Smith", None, "JB"),),
        journal="Gut",
        year=2018,
        published="2018-03-03",
        pmid="29123456",
        accession="29123456",
        source="MEDLINE",
    )
    assert empty.problem == "has no title (titles/title)"
    assert "breaks off" in cut.problem


def test_no_entity_of_an_xml_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hidden")
    body = (
        f'<!DOCTYPE xml [<!ENTITY a SYSTEM "file://{tmp_path}/secret">]>'
        "<xml><records><record><titles><title>A &a; title</title></titles></record></records></xml>"
    )
    assert "hidden" not in str(reads(tmp_path, body).entries)


NBIB = """
PMID- 31234567
DP  - 2019 Mar 2
TI  - Stem cells for cirrhosis:
      a trial.
PG  - 112-20
LID - 10.1000/abc [doi]
FAU - Wang, Jing
AU  - Wang J
JT  - Journal of hepatology
TA  - J Hepatol
PT  - Journal Article

PMID- 31234568
DP  - 2019
"""


def test_nbib_is_read(tmp_path: Path) -> None:
    first, untitled = reads(tmp_path, NBIB).entries
    assert first.reference is not None
    assert first.reference.title == "Stem cells for cirrhosis: a trial."
    assert first.reference.people == (Person("Wang", "Jing", "J"),)
    assert (first.reference.pmid, first.reference.doi) == ("31234567", "10.1000/abc")
    assert first.reference.published == "2019-03-02"
    assert untitled.problem == "has no title (TI)"


@pytest.mark.parametrize(
    "body", [b"", b"\xef\xbb\xbf  \n", b"id,title\n1,x\n", b"%PDF-1.7", b"\0" * 99]
)
def test_a_file_that_is_none_is_refused_by_its_name(tmp_path: Path, body: bytes) -> None:
    with pytest.raises(UpstreamDataError, match=r"refs\.txt: "):
        reads(tmp_path, body)


def test_a_file_that_is_not_there_is_a_mistake_of_the_one_who_asks(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        read(tmp_path / "none.ris")
