"""The topic from a lake: the base that the services give, and what is said of where it is from.

Relies on stand-ins.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Lock

import pytest
from click.testing import CliRunner

from harvest.bulk.lake import opened
from harvest.bulk.topic import Both, selection, topic
from harvest.cli import cli
from harvest.config import Concept, Config, Search, load
from harvest.errors import ConfigError, StorageError, UsageError
from harvest.report.document import as_markdown
from harvest.report.prisma import prisma_s
from harvest.run import refresh as refreshing
from harvest.run.refresh import refresh
from harvest.sources import Source
from harvest.sources.clinicaltrials import SOURCE as CLINICALTRIALS
from harvest.sources.pubmed import SOURCE as PUBMED
from harvest.standin import Descriptor, Fixed, StandIn, State, serve
from tests.helpers.bases.tiny import citation, state, study
from tests.helpers.bulk.files import of_state, parse
from tests.helpers.clock import FakeClock
from tests.helpers.logical import differences
from tests.helpers.sources.addresses import at_any_pace

BILIARY = Descriptor("D008105", "Liver Cirrhosis, Biliary", ("C06.552.630.400",))
TREE = "Liver Cirrhosis;C06.552.630\nLiver Cirrhosis, Biliary;C06.552.630.400\nAscites;C23.300\n"
TOLD = (
    "SELECT kind, record_id, version, source_date FROM versions WHERE kind <> 'descriptor' "
    "ORDER BY 1, 2",
    "SELECT kind, record_id, search, source FROM memberships ORDER BY 1, 2",
)
SEARCH = '[[search]]\nname = "core"\nall = ["condition"]\n'
OWN = '[[search]]\nname = "core"\npubmed = "liver[tiab]"\nclinicaltrials = "liver"\n'


def paper(number: int, heading: tuple[str, str], **more: str) -> tuple[str, bytes]:
    """A paper with another MeSH heading, (number, name)."""
    pmid, body = citation(number, **more)  # type: ignore[arg-type]  # texts alone
    ui, name = (each.encode() for each in heading)
    return pmid, body.replace(b"D008103", ui).replace(b"Liver Cirrhosis\n", name)


def with_biliary(given: State) -> State:
    return replace(given, descriptors={**given.descriptors, BILIARY.ui: BILIARY})


FIRST = with_biliary(
    state(
        [study(1, cites=["99000005"]), study(2), study(3)],
        [
            citation(1),
            paper(2, ("D008105", "Liver Cirrhosis, Biliary")),
            paper(3, ("D001201", "Ascites")),  # on another subject
            paper(4, ("D001201", "Ascites"), names="NCT99000002"),
            paper(5, ("D001201", "Ascites")),  # cited by a trial
        ],
        "2026-11-20T09:00:05",
    )
)
LATER = with_biliary(
    state(
        [study(1, cites=["99000005"]), study(2, updated="2026-11-22", status="TERMINATED")],
        [
            citation(1, revised="2026-11-22", retracted=True),
            *(each for each in FIRST.citations.items() if each[0] != "99000001"),
            citation(6, revised="2026-11-23"),
        ],
        "2026-11-24T09:00:05",
    )
)


@dataclass
class Bench:
    """The registries, which serve the first state, and a lake of it."""

    folder: Path
    registries: StandIn
    lake: str
    tree: Path
    """What stands below a heading, as a file of NLM says it"""

    def config(self, name: str, *, search: str = SEARCH) -> Config:
        folder = self.folder / name
        folder.mkdir()
        (folder / "config.toml").write_text(
            '[topic]\ntitle = "Cells for the liver"\n[topic.concepts.condition]\n'
            f'terms = ["scarred liver"]\nmesh = ["Liver Cirrhosis"]\n{search}'
            f'{at_any_pace(self.registries)}[store]\npath = "work.db"\n[publish]\n'
            'path = "public.db"\n',
            "utf-8",
        )
        return load(folder / "config.toml", {})

    def from_lake(self, config: Config, **options: object) -> Both:
        options = {"quiet": True, "clock": FakeClock()} | options
        return topic(config, self.lake, **options)  # type: ignore[arg-type]

    def from_services(self, config: Config) -> None:
        assert refresh(config, quiet=True, clock=FakeClock()).exit_code == 0


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bulk")
    parse(folder / "lake", **of_state(FIRST, folder / "files"))
    return folder / "lake"


@pytest.fixture
def bench(parsed: Path, tmp_path: Path) -> Iterator[Bench]:
    shutil.copytree(parsed, tmp_path / "the-lake")
    (tmp_path / "mtrees2026.bin").write_text(TREE, "utf-8")
    with serve(Fixed((FIRST, LATER)), today=FakeClock().now) as registries:
        yield Bench(tmp_path, registries, str(tmp_path / "the-lake"), tmp_path / "mtrees2026.bin")


@pytest.fixture
def without_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is worked out from the records is no part of what came, and takes its time."""
    monkeypatch.setattr(refreshing, "update_evidence", lambda *_: None)


def rows(config: Config, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(config.publish.path)) as db:
        return db.execute(sql).fetchall()


def differ(one: Config, other: Config) -> list[str]:
    """Where two public files differ, but for what tells of the runs that made them."""
    return differences(one.publish.path, other.publish.path)


def test_by_lake_and_by_service_the_base_is_the_same_then_and_after_what_is_newer(
    bench: Bench,
) -> None:
    by_service, by_lake = bench.config("service"), bench.config("lake")
    bench.from_services(by_service)
    assert bench.from_lake(by_lake).exit_code == 0
    assert differ(by_service, by_lake) == []
    found = {"99000001", "99000002", "99000004", "99000005"}
    assert {pmid for (pmid,) in rows(by_lake, "SELECT pmid FROM articles")} == found
    bench.registries.set_epoch(1)
    fresh = bench.config("fresh")
    bench.from_services(by_service)
    assert bench.from_lake(fresh).exit_code == 0  # the lake is of before, the services of after
    assert differ(by_service, fresh) == []
    assert rows(fresh, "SELECT integrity FROM articles WHERE pmid = '99000001'") == [("retracted",)]


@pytest.mark.usefixtures("without_evidence")
def test_without_the_network_nobody_is_asked_and_the_same_records_are_there(bench: Bench) -> None:
    by_service, by_lake = bench.config("service"), bench.config("lake")
    bench.from_services(by_service)
    bench.registries.requests.clear()
    both = bench.from_lake(by_lake, network=False, mesh=bench.tree)
    assert (both.exit_code, both.services) == (0, None)
    assert bench.registries.requests.requests() == []
    for told in TOLD:
        assert rows(by_lake, told) == rows(by_service, told)


@pytest.mark.usefixtures("without_evidence")
def test_what_a_search_is_answered_from_stands_in_the_ledger_and_in_the_report(
    bench: Bench,
) -> None:
    config = bench.config("lake")
    bench.from_lake(config, network=False, mesh=bench.tree)
    told = "PubMed's own files of 2026: pubmed26n0001.xml.gz to pubmed26n0002.xml.gz (2 files"
    ((files, day, state_),) = rows(
        config,
        "SELECT bulk_files, data_timestamp, state FROM run_queries "
        "WHERE source = 'pubmed' AND purpose = 'search' AND run_id = 1",
    )
    assert told in str(files)
    assert "each with its MD5" in str(files)
    assert (day, state_) == ("2026-09-01", "complete")
    with closing(sqlite3.connect(config.publish.path)) as public:
        report = as_markdown(prisma_s(public))
    assert "## Records from the registries' own files" in report
    assert told in report
    assert str(bench.folder) not in report


@pytest.mark.usefixtures("without_evidence")
def test_a_lake_that_lacks_a_file_of_the_year_is_incomplete_and_every_page_can_say_so(
    bench: Bench,
) -> None:
    for parts in (Path(bench.lake) / "pubmed" / "manifest").glob("*0001.json"):
        parts.unlink()
    config = bench.config("lake")
    both = bench.from_lake(config, network=False, mesh=bench.tree)
    assert both.exit_code == 65
    ((missing,),) = rows(config, "SELECT missing FROM publication")
    assert json.loads(str(missing))[0] == (
        "PubMed, search core: incomplete (the bulk files are not all read: 1 of 2 missing "
        "(pubmed26n0001))"
    )
    assert rows(config, "SELECT count(*) FROM memberships WHERE kind = 'article'") == [(0,)]


@pytest.mark.usefixtures("without_evidence")
def test_a_text_in_the_language_of_a_service_is_left_to_the_service(bench: Bench) -> None:
    config = bench.config("lake", search=OWN)
    both = bench.from_lake(config, network=False)
    assert both.exit_code == 65
    assert "its text is in the service's own language" in both.lake.problems[0]
    assert not config.publish.path.exists()


@pytest.mark.usefixtures("without_evidence")
def test_a_lake_that_other_code_has_read_gives_the_same_from_the_bytes(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    today, stale = bench.config("today"), bench.config("stale")
    bench.from_lake(today, network=False, mesh=bench.tree)
    said: list[str] = []
    for module in ("topic", "topic.selection"):
        monkeypatch.setattr(f"harvest.bulk.{module}.read_by", lambda _: "another version")
    monkeypatch.setattr(selection.Selection, "_by_words", lambda *_: iter(()))
    monkeypatch.setattr(selection.Selection, "_by_headings", lambda *_: iter(()))
    assert bench.from_lake(stale, network=False, mesh=bench.tree, say=said.append).exit_code == 0
    assert differ(today, stale) == []
    assert "2 of 2 parts of the lake were read by another version" in said[1]


@pytest.mark.usefixtures("without_evidence")
def test_a_record_that_is_held_newer_than_in_the_lake_stays(bench: Bench) -> None:
    config = bench.config("base")
    bench.registries.set_epoch(1)
    bench.from_services(config)
    held = rows(config, "SELECT article_id, integrity, version FROM articles ORDER BY 1")
    members = rows(config, "SELECT record_id, left_on FROM memberships ORDER BY 1")
    assert bench.from_lake(config, network=False).exit_code == 0
    assert rows(config, "SELECT article_id, integrity, version FROM articles ORDER BY 1") == held
    assert set(members) <= set(rows(config, "SELECT record_id, left_on FROM memberships"))
    assert rows(config, "SELECT * FROM quarantine_summary") == []


def test_what_can_not_be_answered_is_said_in_one_line(bench: Bench) -> None:
    config = bench.config("lake")
    with pytest.raises(ConfigError, match=r"what is below Liver Cirrhosis .* --mesh FILE"):
        bench.from_lake(config, network=False)
    with pytest.raises(UsageError, match="no lake there"):
        topic(config, str(bench.folder / "nowhere"), quiet=True)
    only_mesh = replace(config, sources={"mesh": config.sources["mesh"]})
    with pytest.raises(UsageError, match="the lake has clinicaltrials, pubmed, of which"):
        bench.from_lake(only_mesh)


@pytest.mark.usefixtures("without_evidence")
def test_a_walk_that_fails_ends_the_other_one_and_the_ledger_says_no_place(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = bench.config("lake")
    at_work, ended = Event(), Event()

    def candidates(self: selection.Selection, question: object) -> list[str]:
        if self.source.name == "clinicaltrials":
            assert at_work.wait(60)
            raise StorageError(f"{self.lake.address.text}/raw.zst: damaged; http://store:9/x")
        with self.turn:
            at_work.set()
            try:
                self.lake.connection.execute(
                    "SELECT count(*) FROM range(1000000) a, range(1000000) b"
                ).fetchall()
            finally:
                ended.set()
        return []

    monkeypatch.setattr(selection.Selection, "candidates", candidates)
    with pytest.raises(StorageError, match=f"^{bench.lake}/raw.zst: damaged; the endpoint$"):
        bench.from_lake(config, network=False, mesh=bench.tree)
    assert ended.wait(60)
    with closing(sqlite3.connect(config.store.path)) as db:
        assert db.execute("SELECT state, error FROM runs").fetchall() == [
            ("failed", "LAKE/raw.zst: damaged; the endpoint")
        ]


@pytest.mark.usefixtures("without_evidence")
def test_very_many_numbers_of_trials_are_found_by_their_shape(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = bench.config("few"), bench.config("many")
    bench.from_lake(few, network=False, mesh=bench.tree)
    monkeypatch.setattr(selection, "_FEW", 1)
    bench.from_lake(many, network=False, mesh=bench.tree)
    naming = "SELECT promised FROM run_queries WHERE purpose = 'naming'"
    assert rows(many, naming) == rows(few, naming) == [(1,)]
    assert differ(few, many) == []


@pytest.mark.parametrize(
    ("source", "term"),
    [
        (PUBMED, "liver the"),  # in any order
        (CLINICALTRIALS, "cell for the scarred"),  # the plural is read over
    ],
)
def test_very_many_words_find_what_each_of_them_finds(
    parsed: Path, source: Source, term: str
) -> None:
    found = []
    for more in (0, 300):
        terms = (*(f"word{number}" for number in range(more)), term)
        asked = Concept("condition", terms, (), "cond")
        assert source.matching is not None
        question = source.matching.question(
            Search("s", ("condition",)), (asked,), lambda _: frozenset()
        )
        assert question is not None
        with opened(str(parsed)) as lake:
            chosen = selection.Selection(lake, source, "2026-11-24T00:00:00Z", Lock())
            found.append(sorted(chosen.candidates(question)))
    assert found[0] == found[1] != []


@pytest.mark.usefixtures("without_evidence")
def test_the_command_says_how_the_run_ended_and_ends_as_it_did(bench: Bench) -> None:
    bench.config("lake")
    config = bench.folder / "lake" / "config.toml"
    asked = ["bulk", "topic", bench.lake, "--no-network", "--config", str(config)]
    done = CliRunner().invoke(cli, [*asked, "--mesh", str(bench.tree)])
    assert done.exit_code == 0
    assert "run 1: complete; 7 new, 0 changed, 0 unreadable" in done.output
    assert "published as generation 1" in done.output
    wrong = CliRunner().invoke(cli, [*asked, "--mesh", str(config)])
    assert "not a file of MeSH" in str(wrong.exception)
