"""References of other databases imported: what is new, what is held, and what PubMed brings later.

Relies on stand-ins and Datasette.
"""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from harvest.cli import run
from harvest.config import Config, SourceConfig
from harvest.references.flow import imported_files
from harvest.references.reading import read
from harvest.report.prisma import prisma_s
from harvest.run.outcome import Outcome
from harvest.run.refresh import refresh
from harvest.site.app import make
from harvest.sources.references.importing import NAME, Given
from harvest.standin import Fixed, StandIn, serve
from tests.helpers.bases.tiny import citation, state, study
from tests.helpers.clock import FakeClock
from tests.helpers.sources.addresses import liver

SEARCH = "'liver cirrhosis'/exp AND 'stem cell'/exp"
RIS = """\
TY  - JOUR
T1  - Cells and the Liver: Paper 1
A1  - Tester, A.
JF  - Synth. J.
Y1  - 2026//
VL  - 1
DB  - Embase
U2  - L1
ER  -

TY  - JOUR
T1  - Cells and the liver, paper 5
A1  - Tester, A.
JF  - Synthetic Journal
Y1  - 2026//
VL  - 1
N2  - Of a trial that is registered as NCT99000001, and of nothing else at all.
DB  - Embase
U2  - L2
ER  -

TY  - JOUR
TI  - CELLS AND THE LIVER, PAPER 5.
AU  - Tester, Ann
T2  - Synthetic Journal
PY  - 2026
DB  - Embase
ER  -

TY  - JOUR
A1  - Nobody, N.
ER  -

TY  - JOUR
T1  - Erratum: Cells and the liver, paper 1
A1  - Tester, A.
JF  - Synthetic Journal
Y1  - 2026//
VL  - 1
SP  - 99
M3  - Erratum
"""


class Base:
    """A base in a folder that asks a stand-in, and its clock."""

    def __init__(self, folder: Path, standin: StandIn) -> None:
        self.folder, self.standin, self.clock = folder, standin, FakeClock()
        self.config: Config = liver(folder, standin)

    def imports(self, text: str | bytes, name: str = "embase.ris", **said: str) -> Given:
        """Import a file as the command does."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        words = {"database": "Embase", "searched": SEARCH, "day": "2026-11-20"} | said
        given = Given(read(path), **words)
        section = SourceConfig(NAME, "https://nowhere.invalid", 1.0)
        config = replace(self.config, sources={**self.config.sources, NAME: section})
        self.clock.advance(3600)
        outcome = refresh(config, sources=[NAME], quiet=True, clock=self.clock, given=[given])
        assert outcome.exit_code == 0, outcome.problems
        return given

    def refreshes(self) -> Outcome:
        """A run that asks everything."""
        self.clock.advance(86_400)
        return refresh(self.config, quiet=True, clock=self.clock)

    def public(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.config.publish.path)) as connection:
            return connection.execute(sql, values).fetchall()

    def work(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.config.store.path)) as connection:
            return connection.execute(sql, values).fetchall()


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    papers = [citation(1), citation(2, names="NCT99000001")]
    states = (
        state([study(1)], papers, "2026-11-20T09:00:05"),
        state([study(1)], [*papers, citation(5)], "2026-11-24T09:00:05"),
    )
    with serve(Fixed(states)) as standin:
        made = Base(tmp_path, standin)
        assert made.refreshes().exit_code == 0
        yield made


def page(config: Config, address: str) -> str:
    """What a reader gets."""
    site = make(config)
    try:
        answer = asyncio.run(site.client.get(address))
    finally:
        site.get_database("evidence").close()
    assert answer.status_code == 200
    return unescape(answer.text)


OUTCOMES = "SELECT position, record_id, outcome, reason FROM imported_references ORDER BY position"


def test_each_reference_is_new_or_a_duplicate_with_its_reason(base: Base) -> None:
    given = base.imports(RIS)
    (one, five, again, erratum) = given.sorted
    assert (one.outcome, one.key) == ("known", "99000001")
    assert (five.outcome, again.outcome, again.key) == ("new", "repeated", five.key)
    assert erratum.outcome == "new"
    assert [row[1:3] for row in base.public(OUTCOMES)] == [
        ("99000001", "known"),
        (five.key, "new"),
        (five.key, "repeated"),
        (erratum.key, "new"),
    ]
    assert "same title, first author, 2026" in str(base.public(OUTCOMES)[0][3])
    assert base.public(
        "SELECT title, pmid, doi, url FROM articles WHERE article_id = ?", five.key
    ) == [("Cells and the liver, paper 5", None, None, "")]


def test_what_a_registry_or_pubmed_says_of_a_paper_is_never_overwritten(base: Base) -> None:
    before = base.public("SELECT * FROM articles WHERE pmid IS NOT NULL ORDER BY pmid")
    base.imports(RIS.replace("Y1  - 2026//", "Y1  - 2026//\nDO  - 10.1000/wrong", 1))
    after = base.public("SELECT * FROM articles WHERE pmid IS NOT NULL ORDER BY pmid")
    assert after == before
    assert ("99000001",) in base.public("SELECT record_id FROM memberships WHERE search = 'Embase'")


def test_a_record_that_can_not_be_read_is_told_by_its_number_and_costs_no_other(
    base: Base,
) -> None:
    base.imports(RIS)
    assert base.public("SELECT record_id, reason FROM quarantine_summary") == [
        ("embase.ris#4", "has no title (TI or T1)")
    ]
    base.imports(RIS.replace("A1  - Nobody, N.", "T1  - A title that was mended by hand"))
    assert base.public("SELECT record_id FROM quarantine_summary") == []


def test_the_same_file_again_changes_nothing(base: Base) -> None:
    base.imports(RIS)
    tables = ("articles", "imported_files", "imported_references", "memberships", "changes")
    statements = [f"SELECT * FROM {name}" for name in tables]  # noqa: S608  # the names above
    before = [base.public(each) for each in statements]
    again = base.imports(RIS)
    assert again.known_since
    assert [base.public(each) for each in statements] == before


def test_a_run_that_was_killed_before_it_noted_the_file_leaves_its_references_new(
    base: Base,
) -> None:
    base.imports(RIS)
    with closing(sqlite3.connect(base.config.store.path)) as work, work:
        work.execute("DELETE FROM imported_references")
        work.execute("DELETE FROM imported_files")
    assert [each.outcome for each in base.imports(RIS).sorted] == [
        "known",
        "new",
        "repeated",
        "new",
    ]


def test_when_pubmed_brings_the_paper_the_reference_becomes_a_former_number_of_it(
    base: Base,
) -> None:
    key = base.imports(RIS).sorted[1].key
    assert base.public("SELECT trial_id FROM trial_articles WHERE article_id = ?", key)
    base.standin.set_epoch(1)
    assert base.refreshes().exit_code == 0
    assert base.public("SELECT alias, id FROM aliases") == [(key, "99000005")]
    assert base.public("SELECT removed_on IS NULL FROM articles WHERE article_id = ?", key) == [
        (0,)
    ]
    assert base.public(
        "SELECT search FROM memberships WHERE record_id = '99000005' ORDER BY 1"
    ) == [
        ("Embase",),
        ("core",),
    ]
    said = base.public("SELECT merged_because FROM imported_references WHERE imported_as = ?", key)
    assert "same title" in str(said)
    assert [each.outcome for each in base.imports(RIS + "\n").sorted][:3] == [
        "known",
        "known",
        "repeated",
    ]
    standing = "SELECT count(*) FROM articles WHERE removed_on IS NULL AND pmid IS NULL"
    assert base.public(standing) == [(1,)]


def test_the_page_of_a_reference_says_what_it_is_and_that_of_the_paper_how_it_was_recognised(
    base: Base,
) -> None:
    given = base.imports(RIS)
    reference = page(base.config, f"/articles/{given.sorted[1].key}")
    assert "Only a reference." in reference
    assert "Imported from Embase" in reference
    held = page(base.config, "/articles/99000001")
    assert "Only a reference." not in held
    assert "recognised by same title, first author, 2026" in held
    base.standin.set_epoch(1)
    base.refreshes()
    merged = page(base.config, f"/articles/{given.sorted[1].key}")
    assert "PubMed has this paper." in merged
    assert 'href="/articles/99000005"' in merged


def test_a_later_export_counts_what_was_imported_before_as_held(base: Base) -> None:
    first = base.imports(RIS)
    more = "\nTY  - JOUR\nTI  - Quite another paper about the liver of mice\nER  - \n"
    later = base.imports(RIS + more, "later.ris", day="2026-11-23")
    assert [each.outcome for each in later.sorted] == ["known", "known", "repeated", "known", "new"]
    with closing(sqlite3.connect(base.config.publish.path)) as public:
        one, two = imported_files(public)
    assert (one.identified, one.unreadable, len(one.repeated), one.known, one.new) == (
        5,
        1,
        1,
        ("99000001",),
        (first.sorted[1].key, first.sorted[3].key),
    )
    assert (two.database, two.day, len(two.known), two.new) == (
        "Embase",
        "2026-11-23",
        3,
        (later.sorted[4].key,),
    )


def test_the_search_report_tells_database_search_day_and_what_came_of_it(base: Base) -> None:
    base.imports(RIS)
    with closing(sqlite3.connect(base.config.publish.path)) as public:
        told = str(prisma_s(public))
    assert "Embase" in told
    assert SEARCH in told
    assert "20 November 2026" in told
    assert "5 references: 2 new, 1 of a paper that was in the database already, 1 twice" in told
    assert "in the file, 1 unreadable" in told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ((), "--database: is missing"),
        (("--database", "Embase"), "--search: is missing"),
        (("--database", "Embase", "--search", "x"), "--day: is missing"),
        (("--database", " ", "--search", "x", "--day", "2026-06-29"), "--database: is empty"),
        (("--database", "E", "--search", "x", "--day", "June"), "--day June: is not a date"),
        (("--database", "E", "--search", "x", "--day", "2199-01-01"), "is yet to come"),
    ],
)
def test_what_is_missing_is_told_by_its_flag(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], said: tuple[str, ...], told: str
) -> None:
    (tmp_path / "a.ris").write_text(RIS)
    config = tmp_path / "config.toml"
    config.write_text((Path(__file__).parents[3] / "config.toml").read_text())
    asked = ["import", "references", str(tmp_path / "a.ris"), "--config", str(config), *said]
    assert run(asked) == 2
    assert told in capsys.readouterr().err


def test_the_command_keeps_what_it_can_and_names_the_file_that_is_none(
    base: Base, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = base.folder / "good.ris", base.folder / "bad.ris"
    good.write_text(RIS)
    bad.write_text("nothing of the kind")
    config = str(base.folder / "config.toml")
    asked = ["import", "references", str(good), str(bad), "--config", config,
             "--database", "Embase", "--search", SEARCH, "--day", "2019-06-28"]  # fmt: skip
    assert run(asked) == 65
    told = capsys.readouterr()
    assert "good.ris: RIS, Embase: 5 references: 2 new, 1 in the database already" in told.out
    assert "bad.ris: has no reference in RIS, BibTeX, EndNote XML or NBIB" in told.err
    assert "good.ris: record 4: has no title" in told.err
    assert run(asked) == 65
    assert "imported before" in (told := capsys.readouterr().out)
    assert "nothing changed" in told
    assert run([*asked[:-1], "2019-06-27"]) == 65
    assert "database, search and day are corrected" in capsys.readouterr().out
    assert base.public("SELECT day, records FROM imported_files") == [("2019-06-27", 5)]


def test_the_original_record_is_kept_privately(base: Base) -> None:
    key = base.imports(RIS).sorted[1].key
    from harvest.store import raw

    with closing(sqlite3.connect(base.config.store.path)) as work:
        (name,) = work.execute("SELECT sha256 FROM records WHERE id = ?", (key,)).fetchone()
        body = json.loads(raw.body(work, name))
    assert body["original"].startswith("TY  - JOUR\nT1  - Cells and the liver, paper 5")
