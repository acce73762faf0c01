"""`harvest verify` reads texts, lists and documents, and says of each line whether it is right.

Relies on stand-ins and the sample's year.
"""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from harvest.cli import cli
from harvest.errors import UsageError
from harvest.verify import of_bytes, of_text, read, verify
from harvest.verify.document import LONGEST
from tests.helpers.assistants.planted import planted
from tests.helpers.assistants.prose import paragraphs
from tests.helpers.bases.work_base import config_text

TITLE = "Weekly infusions of cells in primary biliary cholangitis: a pilot study"
RIS = """TY  - JOUR
AU  - Tester, Ann
TI  - {title}
PY  - 2025
DO  - 10.5555/90000077
ER  - 

TY  - JOUR
AU  - Tester, Ann
TI  - Cord cells for cirrhosis: trial report 2
PY  - 2025
AN  - PMID: 90000001
ER  - 
"""  # noqa: W291 (RIS ends its records so)
BIBTEX = """@article{one, title = {{%s}}, author = {Tester, Ann and Other, Bo}, year = 2025,
  doi = {10.5555/90000077}}
@article{two, title = "Cord cells for cirrhosis: trial report 2", year = {2025}, pmid = {90000001}}
"""
NBIB = """PMID- 90000077
TI  - {title}
DP  - 2025 Jun
FAU - Tester, Ann
AU  - Tester A

PMID- 90000001
TI  - Cord cells for cirrhosis: trial report 2
DP  - 2025
"""


def verdicts(base: sqlite3.Connection, text: str | bytes) -> list[tuple[str, str]]:
    document = of_text(text) if isinstance(text, str) else of_bytes(text, "given")
    found = verify(base, document).findings
    return [(each.place, each.verdict) for each in found if each.about == "number"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (RIS.format(title=TITLE), "ris"),
        (BIBTEX % TITLE, "bibtex"),
        (NBIB.format(title=TITLE), "nbib"),
    ],
)  # fmt: skip
def test_a_list_of_references_is_read_field_by_field(base, text, kind):
    assert of_text(text).kind == kind
    wanted = [("reference 1", "same record"), ("reference 2", "another record")]
    assert verdicts(base, text) == wanted
    assert verdicts(base, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()) == wanted


def test_a_word_document_is_read_with_its_tables_and_without_what_was_struck_out(base):
    document = docx.Document()
    document.add_paragraph("The trial NCT90000001 is recruiting.")
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "NCT90000011", "Recruiting"
    written = io.BytesIO()
    document.save(written)
    found = verify(base, of_bytes(written.getvalue(), "a.docx"))
    said = [(each.said, each.verdict) for each in found.findings if each.about == "status"]
    assert said == [("is recruiting", "agrees"), ("Recruiting", "contradicts")]
    struck = "<w:p><w:del><w:r><w:delText>NCT90000077</w:delText></w:r></w:del></w:p>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(written, "w") as archive:
        body = (
            f'<w:document xmlns:w="{space}">{struck}<w:p><w:r><w:t>x</w:t></w:r></w:p></w:document>'
        )
        archive.writestr("word/document.xml", body)
    assert verify(base, of_bytes(written.getvalue(), "b.docx")).findings == ()


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "contains no text"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"\x00\x01\x02", "is not a text"),
        (b"PK\x03\x04 broken", "is damaged"),
        (b"<!doctype html><p>x", "is a web page"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
)
def test_what_is_no_document_is_refused_in_one_line(body, problem):
    with pytest.raises(UsageError, match=problem) as caught:
        of_bytes(body, "given")
    assert "\n" not in str(caught.value)


def test_odd_signs_and_very_long_lines_are_read_as_any_other(base):
    odd = "NCT９００００００１ \u202eNCT90000001\u202c NCT\u200b90000001 \ud800 \x07" + "𝔸" * 50_000
    assert {verdict for _, verdict in verdicts(base, odd)} == {"found"}
    assert verdicts(base, "(" * 100_000 + "NCT90000001") == [("line 1", "found")]


@pytest.mark.parametrize(
    "text",
    [
        f"a{chr(10) * 40_000}b", f"a{' ' * 40_000}b", "a\r\n" * 8_000, "word " * 8_000,
        "1,234" * 8_000, "-" * 40_000, "| a | b | c " * 4_000, f"{'| a ' * 5_000}|\n" * 3,
        "A line of prose that somebody broke where the page had ended,\n" * 600,
        "AB  - told before any type\n" * 1_500, "\t" * 40_000 + "b",
        f"TY  - JOUR\nTI  - {'title ' * 4_000}\nUR  - {'word;' * 6_000}\nER  - \n",
        f"@article{{a, title={{{'title ' * 3_000}}}, author={{{' ' * 9_000}}}, "
        f"howpublished={{{'12 ' * 8_000}}}}}",
    ],
)  # fmt: skip
def test_whatever_a_file_holds_is_handed_on_in_pieces_of_bounded_length(text):
    entries = of_text(text).entries
    assert max(len(part) for entry in entries for part in (entry.text, entry.title)) <= LONGEST
    assert not any("   " in entry.text for entry in entries)
    if not entries[0].listed:
        assert "".join("".join(entry.text.split()) for entry in entries) == "".join(text.split())


def test_a_number_behind_many_blanks_or_lines_has_its_own_place(base):
    assert verdicts(base, f"a{chr(10) * 9_000}NCT90000001") == [("line 9001", "found")]
    assert verdicts(base, f"{'word;' * 3_000}NCT90000001") == [("line 1", "found")]
    reference = f"TY  - JOUR\nUR  - {'word;' * 3_000}\nAN  - NCT90000001\nER  - \n"
    assert verdicts(base, reference) == [("reference 1", "found")]


def test_lines_of_prose_that_were_broken_are_one_paragraph_and_items_are_several(base):
    text = (
        "We looked at all trials of this kind that had been registered before, and the\n"
        "trial NCT90000011 is one of them; as far as anybody can see it is a trial that was\n"
        "completed with all of its 110 patients.\n\n1. NCT90000001\n2. NCT90000002\n"
    )
    assert [place for place, _ in verdicts(base, text)] == ["line 1", "line 5", "line 6"]


@pytest.fixture
def command(config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    text = config_text(tmp_path / "none.db", config.publish.path)
    (tmp_path / "config.toml").write_text(text)
    monkeypatch.chdir(tmp_path)
    return CliRunner()


def test_the_command_ends_with_0_where_all_agrees_and_with_1_where_something_does_not(
    command, tmp_path
):
    (tmp_path / "right.txt").write_text(f"Tester A. {TITLE}. J. 2025;1:2. PMID 90000077\n")
    (tmp_path / "wrong.txt").write_text("NCT90000001 enrolled 41 patients.\n")
    right = command.invoke(cli, ["verify", "right.txt"])
    assert (right.exit_code, right.output.splitlines()[-1]) == (
        0,
        "1 same record. None to check.",
    )
    assert "title, year and authors agree" in right.output
    wrong = command.invoke(cli, ["verify", "wrong.txt"])
    assert wrong.exit_code == 1
    assert " ! contradicts: 41 (size)\n     the record states 40 (planned)" in wrong.output
    told = json.loads(command.invoke(cli, ["verify", "wrong.txt", "--json"]).output)
    assert (told["needs_attention"], told["publication"]["day"]) == (1, "2026-11-24")
    assert told["findings"][1]["proofs"][0]["words"] == "40 (planned)"
    assert {path.name for path in tmp_path.iterdir()} == {"config.toml", "right.txt", "wrong.txt"}


def test_what_the_time_did_not_suffice_for_is_counted_and_makes_it_end_with_1(command, tmp_path):
    (tmp_path / "long.txt").write_text("NCT90000001\n\nNCT90000002\n")
    ended = command.invoke(cli, ["verify", "long.txt", "--seconds", "1e-9"])
    assert ended.exit_code == 1
    assert "Not compared for want of time: the last 2 paragraphs or references." in ended.output


def test_a_file_that_is_not_there_or_a_folder_is_told_of(tmp_path):
    for path in (tmp_path, tmp_path / "none.txt"):
        with pytest.raises(UsageError, match="is not a file"):
            read(path)


@pytest.mark.parametrize("seed", [20261130, 77])
def test_every_planted_fault_is_found_and_no_right_line_accused(sample_year, seed):
    file = f"{sample_year.config.publish.path.as_uri()}?mode=ro"
    with closing(sqlite3.connect(file, uri=True)) as connection:
        lines = planted(connection, seed, right=130, faults=65)
    with closing(sqlite3.connect(file, uri=True)) as connection:
        found = verify(connection, of_text("\n\n".join(line.text for line in lines)))
    wrong = {int(each.place.removeprefix("line ")) // 2 for each in found.wrong}
    faults = {place for place, line in enumerate(lines) if line.fault}
    assert [lines[place] for place in sorted(faults - wrong)] == [], "faults that were not found"
    assert [lines[place] for place in sorted(wrong - faults)] == [], "right lines that were accused"
    kinds = {line.fault for line in lines} - {""}
    assert kinds >= {"wrong digit", "title of another", "retracted", "outdated status"}
    assert kinds >= {"wrong size", "invented outcome"}


def test_faults_in_sentences_of_another_hand_are_found_too_and_no_right_one_accused(sample_year):
    file = f"{sample_year.config.publish.path.as_uri()}?mode=ro"
    with closing(sqlite3.connect(file, uri=True)) as connection:
        made = list(paragraphs(connection, seed=4, count=90))
    with closing(sqlite3.connect(file, uri=True)) as connection:
        found = verify(connection, of_text("\n\n".join(text for text, _ in made)))
    accused = {int(each.place.removeprefix("line ")) // 2 for each in found.wrong}
    assert [text for place, (text, wrong) in enumerate(made) if wrong != (place in accused)] == []


def test_strings_made_of_strings_are_written_out_and_not_without_end() -> None:
    text = '@string{a = "x"}\n@article{k, title = "Cells", annote = %s}\n'
    (entry,) = of_text(text % " # ".join("a" * 50)).entries
    assert "x" * 50 in entry.text
    names = [f"s{number}" for number in range(60)]
    doubled = "".join(f"@string{{{new} = {old} # {old}}}\n" for old, new in pairwise(names))
    with pytest.raises(UsageError, match=r"undefined string .*s59"):
        of_text(f'@string{{s0 = "x"}}\n{doubled}@article{{k, title = s59}}')


def test_a_broken_reference_of_bibtex_is_read_as_text_and_the_others_field_by_field(base) -> None:
    broken = f"@article{{three, title = {{{TITLE}, doi = {{10.5555/90000077}}}}\n"
    wanted = verdicts(base, BIBTEX % TITLE)
    assert verdicts(base, broken + BIBTEX % TITLE) == [
        ("reference 1", "same record"),
        *((f"reference {place}", verdict) for place, (_, verdict) in enumerate(wanted, 2)),
    ]
    with pytest.raises(UsageError, match=r"the text: is not BibTeX: .*; export it again"):
        of_text("@article{three, title {Cells}}\n" * 2)


def test_a_long_field_of_bibtex_keeps_the_blanks_between_its_words() -> None:
    words = "NCT90000001 " * 2_000
    entries = of_text(f"@article{{a, title = {{Cells}}, annote = {{{words}}}}}").entries
    assert {word for entry in entries for word in entry.text.split()} == {
        "Cells",
        "NCT90000001",
    }
