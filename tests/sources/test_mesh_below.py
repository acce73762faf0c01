"""What stands below a heading: by MeSH, by its files and by the database the same.

Relies on stand-ins.
"""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from harvest.errors import StorageError, UsageError
from harvest.sources.mesh import SOURCE, below
from harvest.sources.mesh.below import Headings
from harvest.standin import Descriptor, Fixed, State, serve
from tests.helpers.sources.walking import job

ALL = (
    Descriptor("D004066", "Digestive System Diseases", ("C06",)),
    Descriptor("D008107", "Liver Diseases", ("C06.552",)),
    Descriptor("D005355", "Fibrosis", ("C23.550.355",)),
    Descriptor("D008103", "Liver Cirrhosis", ("C06.552.630", "C23.550.355.274"), ("Cirrhosis",)),
    Descriptor("D008105", "Liver Cirrhosis, Biliary", ("C06.552.630.400",)),
    Descriptor("D000999", "Another Matter", ("C06.5521",)),  # begins alike, and is not below
)
NAMES = ("Liver Diseases", "fibrosis", "Cirrhosis", "Nothing of the Kind")
CIRRHOSIS = {"liver cirrhosis", "liver cirrhosis, biliary"}
EXPECTED = {"liver diseases": {"liver diseases", *CIRRHOSIS}, "fibrosis": {"fibrosis",
            "liver cirrhosis"}, "cirrhosis": CIRRHOSIS}  # fmt: skip


def lines() -> bytes:
    return "".join(f"{d.name};{tree}\r\n" for d in ALL for tree in d.tree_numbers).encode()


def xml() -> bytes:
    records = "".join(
        f"<DescriptorRecord><DescriptorUI>{d.ui}</DescriptorUI><DescriptorName><String>{d.name}"
        "</String></DescriptorName><TreeNumberList>"
        + "".join(f"<TreeNumber>{tree}</TreeNumber>" for tree in d.tree_numbers)
        + "</TreeNumberList><ConceptList><Concept><TermList>"
        + "".join(f"<Term><String>{term}</String></Term>" for term in (d.name, *d.entry_terms))
        + "</TermList></Concept></ConceptList></DescriptorRecord>"
        for d in ALL
    )
    return f'<?xml version="1.0"?>\n<DescriptorRecordSet>{records}</DescriptorRecordSet>'.encode()


def found(headings: Headings) -> dict[str, set[str]]:
    return {name: set(names) for name, names in headings.found.items()}


def test_mesh_itself_says_it_in_two_requests(tmp_path: Path) -> None:
    corpus = Fixed((State({}, {}, {d.ui: d for d in ALL}, "2026-11-24T05:00:00"),))
    with serve(corpus) as standin, job(tmp_path, standin, SOURCE, searches={"x": "y"}) as work:
        headings = below.asked(work.door, ("Liver Diseases", "Fibrosis", "Cirrhosis"))
        assert len(standin.requests.requests("mesh")) == 2
        again = below.asked(work.door, NAMES)  # of other capitals, and unknown
    assert found(headings) == found(again) == EXPECTED
    assert again.unknown(("Liver Diseases", NAMES[3])) == (NAMES[3],)
    assert headings.below("FIBROSIS") == EXPECTED["fibrosis"]


@pytest.mark.parametrize("packed", [False, True])
def test_its_file_says_the_same(tmp_path: Path, *, packed: bool) -> None:
    file = tmp_path / "desc2026.xml"
    file.write_bytes(gzip.compress(xml()) if packed else xml())
    assert found(below.read(file, NAMES)) == EXPECTED
    assert below.read(file, NAMES).of == "desc2026.xml"


def test_the_list_of_the_tree_says_the_same_but_for_other_names(tmp_path: Path) -> None:
    file = tmp_path / "mtrees2026.bin"
    file.write_bytes(lines())
    named = ("Liver Diseases", "Fibrosis", "Liver Cirrhosis", NAMES[3])
    assert found(below.read(file, named)) == {
        **{name: EXPECTED[name] for name in ("liver diseases", "fibrosis")},
        "liver cirrhosis": CIRRHOSIS,
    }


def test_the_database_says_it_of_what_it_holds() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(
            "CREATE TABLE mesh_terms (ui, name); CREATE TABLE mesh_trees (ui, tree_number);"
            "CREATE TABLE mesh_entry_terms (ui, position, term);"
        )
        for each in ALL:
            db.execute("INSERT INTO mesh_terms (ui, name) VALUES (?, ?)", (each.ui, each.name))
            db.executemany(
                "INSERT INTO mesh_trees VALUES (?, ?)", [(each.ui, t) for t in each.tree_numbers]
            )
        db.execute("INSERT INTO mesh_entry_terms VALUES ('D008103', 0, 'Cirrhosis')")
        assert found(below.held(db, NAMES)) == EXPECTED


@pytest.mark.parametrize("body", [b"", b"<a/>", b"<a", b"just a text\n", b"\xff\xfe;C06\n"])
def test_a_file_of_something_else_is_refused_in_one_line(tmp_path: Path, body: bytes) -> None:
    file = tmp_path / "mesh"
    file.write_bytes(body)
    with pytest.raises(UsageError, match=r"not a file of MeSH .*mtreesYYYY\.bin") as caught:
        below.read(file, NAMES)
    assert "\n" not in str(caught.value)
    with pytest.raises(StorageError, match="can't be read"):
        below.read(tmp_path / "nowhere", NAMES)
