"""``harvest demo`` and ``harvest run``: the sample, the real thing, and which of them is served.

Relies on stand-ins and Datasette.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
import pytest
from sqlite_utils import Database

from harvest import demo
from harvest.config import Config, SourceConfig, load
from harvest.publish import schema
from harvest.publish.read import has_keys_of_before
from harvest.site.app import make
from harvest.site.beside import Beside
from harvest.standin import Faults, StandIn, at, sample, serve
from harvest.standin.faults import transport as transport
from harvest.standin.sample import EPOCHS, expected_events, last_data
from tests.helpers.bases.sample_year import TOLD, rows
from tests.helpers.clock import FakeClock
from tests.helpers.places import ROOT
from tests.helpers.site.site_pages import get

A_LEAP_DAY = datetime(2028, 2, 29, 0, 0, 30, tzinfo=UTC)
A_TURN_OF_THE_YEAR = datetime(2031, 12, 31, 23, 59, 58, tzinfo=UTC)
SHOWN = {
    "changed-since": 17,
    "new-registrations": 7,
    "overdue-results": 3,
    "overdue-trials": 9,
    "status-changes": 2,
    "timeline-slippage": 2,
    "upcoming-readouts": 8,
}
"""Saved queries that look back or ahead from the day of publication, and how much each finds."""
NOBODY = "http://127.0.0.1:9"  # the discard port: nothing listens there


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Config, bool]]:
    """What would have been served, and whether as the sample."""
    calls: list[tuple[Config, bool]] = []

    def record(config: Config, *, sample: bool = False) -> None:
        calls.append((config, sample))

    monkeypatch.setattr(demo, "serve", record)
    monkeypatch.setattr(Beside, "begin", lambda _: None)
    return calls


@pytest.fixture
def briefly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the sample's year be its first month, where all that counts is that it is served."""
    monkeypatch.setattr(demo, "harvest_sample", partial(demo.harvest_sample, through=0))


@pytest.fixture
def configure(tmp_path: Path) -> Callable[..., Config]:
    def made(trials: str = NOBODY, papers: str = NOBODY, mesh: str = NOBODY) -> Config:
        config = load(ROOT / "config.toml", env={})
        urls = {"clinicaltrials": trials, "pubmed": papers, "mesh": mesh}
        return replace(
            config,
            sources={name: SourceConfig(name, url, 1000.0) for name, url in urls.items()},
            store=replace(config.store, path=tmp_path / "harvest.db"),
            publish=replace(config.publish, path=tmp_path / "evidence.db"),
        )

    return made


@pytest.fixture
def registries() -> Iterator[StandIn]:
    with serve(sample(epoch=0)) as standin:
        yield standin


def count(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return Database(connection)[table].count


@pytest.mark.parametrize("now", [A_LEAP_DAY, A_TURN_OF_THE_YEAR])
def test_the_demo_harvests_a_year_that_ends_now_into_files_of_its_own(configure, served, now):
    config = configure()
    clock = FakeClock(now)
    demo.demo(config, 0, clock=clock)
    ((mine, is_sample),) = served
    assert is_sample
    assert mine.serve.port == 0
    assert mine.publish.path == config.store.path.parent / "sample" / "evidence.db"
    assert count(mine.publish.path, "trials") >= 60
    assert count(mine.publish.path, "articles") >= 95
    assert count(mine.publish.path, "runs") == 12
    assert not config.store.path.exists()
    assert not config.publish.path.exists()
    _is_as_lively_as_ever(mine, clock)
    _reads_what_articles_allow(mine.publish.path)
    told = Counter(rows(mine.store.path, TOLD, 0))
    expected = [e for n in range(EPOCHS) for e in expected_events(n, ends=last_data(now))]
    assert told == Counter((e.kind, e.record_id, e.event, e.old, e.new) for e in expected)


def _is_as_lively_as_ever(mine: Config, clock: FakeClock) -> None:
    """What the site shows of the last days and of the next months, on any day of any year."""
    site = make(mine, sample=True, clock=clock)
    today = clock.now().date().isoformat()
    assert get(site, "/status.json").json()["published_at"][:10] == today
    assert "ended less than a minute ago" in get(site, "/status").text
    assert today in get(site, "/changes.atom").text
    for query, number in SHOWN.items():
        found = get(site, f"/evidence/{query}.json?_shape=array").json()
        assert len(found) == number, query
    assert len(re.findall("BEGIN:VEVENT", get(site, "/readouts.ics").text)) == 8
    site.get_database("evidence").close()


def _reads_what_articles_allow(published: Path) -> None:
    """Of three articles, and where two of them differ from the abstract or from the record."""
    held = rows(published, "SELECT pmid, licence, rights FROM full_texts ORDER BY pmid")
    assert [(pmid, licence or "", rights) for pmid, licence, rights in held] == [
        ("99000003", "CC BY-NC 4.0", "read"),
        ("99000024", "", "link"),
        ("99000027", "CC BY 4.0", "keep"),
    ]
    read = "SELECT pmcid, fact, value FROM full_text_facts WHERE fact IN ({})"
    sizes = rows(published, read.format("'randomised', 'enrolled', 'analysed'"))
    assert set(sizes) == {
        ("PMC99000003", "randomised", "60"),
        ("PMC99000003", "analysed", "58"),
        ("PMC99000027", "enrolled", "40"),
        ("PMC99000027", "analysed", "40"),
    }
    more = ("recruitment_start", "recruitment_end", "funding", "conflicts")
    facts = [row[:2] for row in rows(published, read.format(str(more)[1:-1]))]
    expected = [(pmcid, fact) for pmcid in ("PMC99000003", "PMC99000027") for fact in more]
    assert sorted(facts) == sorted(expected)
    ties = rows(
        published, "SELECT trial_id, rule FROM trial_articles WHERE article_id = '99000027'"
    )
    assert {("NCT90000027", "registered_in_full_text")} <= set(ties)
    asked = "SELECT trial_id, field FROM discrepancies WHERE paper LIKE '%Full text, %'"
    assert set(rows(published, asked)) == {
        ("NCT90000003", "participants"),
        ("NCT90000027", "dates"),
    }


def test_the_samples_topic_is_its_own_whatever_the_users_topic_is(configure):
    config = configure()
    other = replace(config, topic=replace(config.topic, title="Gout", concepts=()), searches=())
    mine = demo.harvest_sample(other, clock=FakeClock(), through=0)
    assert mine.topic.seed_trial == "NCT90000001"
    found = rows(mine.publish.path, "SELECT registry, count(*) FROM trials GROUP BY registry")
    elsewhere = {"isrctn": 2, "ctis": 2, "chictr": 2, "ctri": 1, "irct": 1, "jrct": 1}
    assert dict(found) == {"nct": 56} | elsewhere


def test_places_are_counted_from_the_number_that_their_description_names(configure):
    mine = demo.harvest_sample(configure(), clock=FakeClock(), through=0)
    first = {}
    with closing(sqlite3.connect(mine.publish.path)) as connection:
        for table in schema.read():
            for column in table.columns:
                begins = re.search(r"^(?:place|number) .*, from ([01])$", column.description)
                if begins:
                    (row,) = Database(connection).query(
                        f"SELECT min([{column.name}]) AS least FROM [{table.name}]"  # noqa: S608  # names of the schema
                    )
                    first[f"{table.name}.{column.name}"] = (row["least"], int(begins[1]))
    held = {name: pair for name, pair in first.items() if pair[0] is not None}
    assert len(held) > 20
    assert {name: pair for name, pair in held.items() if pair[0] != pair[1]} == {}


def test_a_second_demo_begins_anew(configure):
    config = configure()
    first = demo.harvest_sample(config, clock=FakeClock(), through=1)
    again = demo.harvest_sample(config, clock=FakeClock(), through=0)
    assert first.publish.path == again.publish.path
    assert count(again.publish.path, "runs") == 1


@pytest.mark.usefixtures("briefly")
def test_without_registries_a_fresh_base_says_so_in_one_line_and_shows_the_sample(
    configure, served, capsys, caplog
):
    config = configure()
    demo.run(config, clock=FakeClock())
    ((mine, is_sample),) = served
    assert is_sample
    assert capsys.readouterr().out == (
        "The registries can't be reached and nothing has been harvested yet: "
        "serving the bundled sample.\n"
    )
    assert not caplog.records
    assert mine.serve.port == config.serve.port
    assert not config.store.path.exists()


@pytest.mark.usefixtures("briefly")
def test_a_folder_for_exported_files_is_no_registry_that_can_be_reached(configure, served, capsys):
    config = configure()
    folder = SourceConfig("ictrp", "", 1.0, inbox=config.store.path.parent / "inbox")
    demo.run(replace(config, sources=config.sources | {"ictrp": folder}), clock=FakeClock())
    assert [is_sample for _, is_sample in served] == [True]
    assert "nothing has been harvested yet" in capsys.readouterr().out
    assert not config.store.path.exists()


def test_with_registries_the_real_harvest_is_served(configure, served, registries):
    config = configure(registries.clinicaltrials_url, registries.eutils_url, registries.mesh_url)
    demo.run(config, clock=FakeClock())
    assert served == [(config, False)]
    assert count(config.publish.path, "trials") == 56


def test_without_registries_what_was_published_before_is_served(
    configure, served, registries, capsys
):
    config = configure(registries.clinicaltrials_url, registries.eutils_url, registries.mesh_url)
    demo.run(config, clock=FakeClock())
    served.clear()
    capsys.readouterr()
    offline = configure()
    demo.run(offline, clock=FakeClock())
    assert served == [(offline, False)]
    assert capsys.readouterr().out == (
        "The registries can't be reached: serving the previous publication.\n"
    )


def test_without_registries_a_file_of_an_earlier_version_is_published_anew_and_served(
    configure, served, registries, capsys
):
    config = configure(registries.clinicaltrials_url, registries.eutils_url, registries.mesh_url)
    demo.run(config, clock=FakeClock())
    with closing(sqlite3.connect(config.publish.path)) as db, db:
        db.executescript(
            "DROP INDEX trials_nct_id; ALTER TABLE trials DROP COLUMN nct_id;"
            " ALTER TABLE trials RENAME COLUMN trial_id TO nct_id;"
            " UPDATE publication SET source_state = 'of the code before'"
        )
    served.clear()
    capsys.readouterr()
    offline = configure()
    demo.run(offline, clock=FakeClock())
    assert served == [(offline, False)]
    assert "Bringing the database up to date" in capsys.readouterr().out
    assert not has_keys_of_before(config.publish.path)
    assert count(config.publish.path, "trials") == 56


def missing(config: Config) -> str:
    with closing(sqlite3.connect(config.publish.path)) as connection:
        sentences: str = connection.execute("SELECT missing FROM publication").fetchone()[0]
        return sentences


def test_a_registry_that_turns_us_away_is_named_and_the_others_are_served(
    configure, served, capsys, caplog
):
    rule = at(transport.forbidden(), service="clinicaltrials", times=None)
    with serve(sample(epoch=0), faults=Faults(rule)) as standin:
        config = configure(standin.clinicaltrials_url, standin.eutils_url, standin.mesh_url)
        demo.run(config, clock=FakeClock())
        assert len(standin.requests.requests("clinicaltrials")) <= 2  # the look, and the run
    assert served == [(config, False)]
    out = capsys.readouterr().out
    assert "ClinicalTrials.gov can't be reached or refuses our requests" in out
    assert "The registries can't be reached" not in out
    assert "403" in caplog.text
    assert "https://www.clinicaltrials.gov/api/v2" in caplog.text
    assert "ClinicalTrials.gov, search core: incomplete" in missing(config)
    assert count(config.publish.path, "articles") > 0


def test_bad_data_of_one_registry_leaves_the_others_to_be_served(configure, served, caplog):
    rule = at(transport.status(400, b"`fields` is unknown parameter"), path="studies", times=None)
    with serve(sample(epoch=0), faults=Faults(rule)) as standin:
        config = configure(standin.clinicaltrials_url, standin.eutils_url, standin.mesh_url)
        demo.run(config, clock=FakeClock())
    assert served == [(config, False)]
    assert "ClinicalTrials.gov, search core: incomplete" in missing(config)
    assert "refused (400)" in caplog.text


def test_bad_data_of_all_with_nothing_to_serve_ends_with_the_runs_own_code(configure, served):
    rule = at(transport.status(400, b"no"), times=None)
    with serve(sample(epoch=0), faults=Faults(rule)) as standin:
        config = configure(standin.clinicaltrials_url, standin.eutils_url, standin.mesh_url)
        with pytest.raises(click.exceptions.Exit) as ended:
            demo.run(config, clock=FakeClock())
    assert ended.value.exit_code == 65
    assert served == []
