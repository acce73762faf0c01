"""What is refused is told wherever freshness is told; what only grows never falls.

Relies on Datasette and other processes.
"""

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from harvest.clock import stamp
from harvest.config import Config
from harvest.errors import StorageError, UpstreamDataError
from harvest.health.doctor import examine
from harvest.health.finding import Finding
from harvest.health.status import as_text, status
from harvest.publish import check, publish, refusal, schema
from harvest.run.refresh import refresh
from harvest.store import Store, reader
from harvest.store.held import held
from harvest.store.publishing import standing
from harvest.store.schema import connect as create_schema
from tests.helpers.bases.publications import generation, rows
from tests.helpers.bases.work_base import NOW, RUN, execute, filled, insert, make_config, trial
from tests.helpers.clock import FakeClock
from tests.helpers.site.generations import in_steps
from tests.helpers.site.site_server import in_a_process

CANDIDATE = (
    "INSERT OR REPLACE INTO links VALUES (?, ?, 'candidate', 'candidate', 'a guess', 0.5, 0, 0,"
    " 'alike', ?, ?, NULL)"
)
RELATED = (
    "INSERT INTO related (kind, id, other_kind, other_id, rank, score, reasons)"
    " VALUES ('trial', ?, 'trial', ?, 1, 0.5, '[]')"
)


def findings(config: Config, clock: FakeClock, about: str) -> list[Finding]:
    """What doctor finds about one thing, in a configuration without a search."""
    found = examine(replace(config, searches=()), clock=clock)
    return [finding for finding in found if finding.about == about]


def guess(config: Config, number: int) -> None:
    """So many candidates, each of a trial and a paper that nothing else ties."""
    for each in range(1, number + 1):
        pair = (f"NCT9{each:07d}", str(90000000 + each % 30 + 1), NOW, NOW)
        execute(config.store.path, CANDIDATE, pair)


def test_fewer_guesses_are_no_loss(tmp_path: Path) -> None:
    config = filled(tmp_path, 30, 30)
    guess(config, 30)
    publish(config)
    execute(
        config.store.path, "DELETE FROM links WHERE rule = 'candidate' AND nct_id > 'NCT90000007'"
    )
    assert publish(config).generation == 2
    assert rows(config, "SELECT count(*) FROM trial_articles WHERE rule = 'candidate'") == [(7,)]


def test_fewer_ties_that_a_source_states_are_a_loss_however_many_guesses_there_are(
    tmp_path: Path,
) -> None:
    config = filled(tmp_path, 30, 30)
    guess(config, 30)
    publish(config)
    execute(config.store.path, "DELETE FROM links WHERE rule = 'registry_result'")
    with pytest.raises(UpstreamDataError, match="trial_articles 30 → 0"):
        publish(config)


@pytest.mark.parametrize("table", ["related", "facets", "relevance", "mentions", "article_roles"])
def test_what_is_worked_out_from_records_may_fall(tmp_path: Path, table: str) -> None:
    config = filled(tmp_path, 30, 30)
    publish(config)
    there = rows(config, f"SELECT count(*) FROM {table}")  # noqa: S608 (a name above)
    assert there != [(0,)] or table in ("mentions", "relevance", "article_roles")
    execute(config.store.path, f"DELETE FROM {table}")  # noqa: S608 (a name above)
    assert publish(config).generation == 2


def test_every_guarded_table_is_one_that_sources_fill(tmp_path: Path) -> None:
    config = filled(tmp_path, 3, 3)
    publish(config)
    with closing(sqlite3.connect(config.publish.path)) as db:
        counted = {name for name in check.standing(db).rows if not name.startswith("members of ")}
    published = {table.name for table in schema.read() if not table.virtual}
    derived = {
        "related",
        "facets",
        "relevance",
        "mentions",
        "clocks",
        "discrepancies",
        "article_roles",
    }
    assert counted & derived == set()
    assert counted <= published


def loses(config: Config, statement: str) -> None:
    execute(config.store.path, "PRAGMA foreign_keys = OFF")
    execute(config.store.path, statement)


def test_a_history_that_fell_is_refused(tmp_path: Path) -> None:
    config = filled(tmp_path, 3, 3)
    for number in (2, 3, 4):
        execute(
            config.store.path,
            f"{RUN} VALUES ({number}, ?, ?, 'complete', 0, 'h', NULL)",
            (NOW, NOW),
        )
    publish(config)
    loses(config, "DELETE FROM runs WHERE run_id = 4")
    with pytest.raises(UpstreamDataError, match="runs 4 → 3"):
        publish(config)
    assert publish(config, start_anew=True).generation > 1


@pytest.mark.parametrize("table", ["changes", "versions"])
def test_fewer_changes_or_versions_are_refused(tmp_path: Path, table: str) -> None:
    config = filled(tmp_path, 3, 3)
    execute(config.store.path, "DELETE FROM changes")
    for number in range(6):
        execute(
            config.store.path,
            "INSERT INTO changes (kind, record_id, event, field, seen_at, run_id, origin)"
            " VALUES ('trial', 'NCT90000001', 'status_changed', 'status', ?, 1, 'harvest')",
            (NOW,),
        )
        execute(
            config.store.path,
            "INSERT INTO versions VALUES ('trial', 'NCT90000001', ?, '0', 'c', NULL, ?, 1)",
            (number + 1, NOW),
        )
    publish(config)
    loses(config, f"DELETE FROM {table}")  # noqa: S608 (a name above)
    with pytest.raises(UpstreamDataError, match=f"{table} 6 → 0"):
        publish(config)


# --- a refusal is told ---


@pytest.fixture
def refused(tmp_path: Path) -> Config:
    """A base whose second publication was refused."""
    config = filled(tmp_path, 30, 30)
    publish(config)
    execute(config.store.path, "DELETE FROM locations")
    with pytest.raises(UpstreamDataError, match="locations 60 → 0"):
        publish(config)
    return config


def test_a_refusal_stands_in_status_and_doctor_until_a_publication_is_accepted(
    refused: Config, clock: FakeClock
) -> None:
    state = status(refused, clock=clock)
    assert state.refused is not None
    assert (state.refused.run_id, state.runs[0].refused) == (1, state.refused.reason)
    assert state.refused.reason.startswith("check 'shrink guard' failed: locations 60 → 0")
    assert as_text(state).startswith("The data of run 1 are not published: refused on ")
    found = findings(refused, clock, "publication")
    assert [each.exit_code for each in found] == [65]
    assert "locations 60 → 0" in found[0].text

    publish(refused, accept_shrink=True)
    after = status(refused, clock=clock)
    assert after.refused is None
    assert after.runs[0].refused is not None  # the ledger forgets nothing
    assert "Complete as of" in as_text(after).splitlines()[0]
    assert not findings(refused, clock, "publication")
    assert rows(refused, "SELECT refused IS NOT NULL, refused_at IS NOT NULL FROM runs") == [(1, 1)]


def test_the_running_site_tells_of_a_refusal_and_stops_when_one_is_accepted(
    refused: Config, tmp_path: Path
) -> None:
    with in_a_process(tmp_path) as site:
        told = json.loads(site.get("/status.json").text)
        assert told["refused"]["reason"].startswith("check 'shrink guard' failed: locations 60 → 0")
        assert "was refused" in site.get("/").text
        assert "locations 60 → 0" in site.get("/status").text
        publish(refused, accept_shrink=True)
        for _ in range(100):
            told = json.loads(site.get("/status.json").text)
            if told["generation"] > 1:
                break
        assert told["refused"] is None
        assert "was refused" not in site.get("/").text


def test_a_note_that_outlived_a_crash_says_nothing_of_a_later_file(refused: Config) -> None:
    note = refusal.path_of(refused.publish.path)
    kept = note.read_bytes()
    publish(refused, accept_shrink=True)
    assert not note.exists()
    note.write_bytes(kept)
    assert refusal.read(refused.publish.path, generation(refused.publish.path)) is None
    assert refusal.read(refused.publish.path, 1) is not None


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"at": 1, "generation": "x"}'])
def test_a_note_that_can_not_be_read_is_none(refused: Config, content: bytes) -> None:
    refusal.path_of(refused.publish.path).write_bytes(content)
    assert refusal.read(refused.publish.path, 1) is None


def test_what_is_told_of_a_refusal_names_no_folder(refused: Config, tmp_path: Path) -> None:
    told = refusal.path_of(refused.publish.path).read_text("utf-8")
    assert str(tmp_path) not in told
    assert str(refused.contact) not in told


def test_a_base_of_an_earlier_version_has_a_status(tmp_path: Path, clock: FakeClock) -> None:
    config = filled(tmp_path, 1, 1)
    for column in ("generation", "refused", "refused_at", "refusal_stands"):
        execute(config.store.path, f"ALTER TABLE runs DROP COLUMN {column}")
    state = status(config, clock=clock)
    assert (state.refused, state.runs[0].refused) == (None, None)


# --- the number of a publication ---


def test_the_generation_never_falls_whatever_happens_to_the_file(tmp_path: Path) -> None:
    config = filled(tmp_path, 3, 3)
    assert [publish(config).generation for _ in range(3)] == [1, 2, 3]
    config.publish.path.unlink()
    assert publish(config).generation == 4
    config.publish.path.write_bytes(b"")
    assert publish(config).generation == 5


def test_a_site_takes_over_a_later_file_whose_numbers_began_anew(tmp_path: Path) -> None:
    config = filled(tmp_path, 3, 3)
    publish(config, clock=FakeClock())
    publish(config, clock=FakeClock())

    def lose_everything() -> None:
        for path in (config.store.path, config.publish.path):
            path.unlink()
        other = filled(tmp_path, 3, 3)
        later = FakeClock()
        later.advance(365 * 24 * 3600)
        publish(other, clock=later)

    assert in_steps(config, lose_everything) == [2, 1]


def test_doctor_compares_the_file_with_the_site_that_runs(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "one").mkdir()
    config = filled(tmp_path / "one", 3, 3)
    publish(config)
    with in_a_process(tmp_path / "one") as site:
        settings = replace(config.serve, port=site.port)
        mine = replace(config, serve=settings)
        assert [each.level for each in findings(mine, clock, "site")] == ["ok"]
        elsewhere = tmp_path / "two"
        shutil.copytree(tmp_path / "one", elsewhere)
        other = replace(make_config(elsewhere), serve=settings)
        publish(other)
        [found] = findings(other, clock, "site")
    assert found.level == "warning"
    assert "serves generation 1, and generation 2 is published" in found.text


# --- an emptied work database ---


def empty_schema(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE x (y)")
        db.execute("DROP TABLE x")
    path.chmod(0o600)


def without_runs(path: Path) -> None:
    """As a command leaves it that opened the empty file for writing."""
    path.unlink()
    create_schema(path).close()


@pytest.mark.parametrize("empty", [lambda path: path.write_bytes(b""), empty_schema, without_runs])
def test_an_emptied_work_database_is_not_taken_for_a_new_one(
    tmp_path: Path, clock: FakeClock, empty
) -> None:
    config = filled(tmp_path, 3, 3)
    publish(config)
    empty(config.store.path)
    before = config.publish.path.read_bytes()
    for attempt in (
        lambda: refresh(config, clock=clock),
        lambda: publish(config, accept_shrink=True),
    ):
        with pytest.raises(StorageError, match="work database is empty") as found:
            attempt()
        assert (found.value.exit_code, str(found.value).count("\n")) == (74, 0)
    [told] = findings(config, clock, "work database")
    assert (told.level, told.exit_code) == ("problem", 74)
    assert config.publish.path.read_bytes() == before


def test_an_empty_file_is_new_where_nothing_was_published_or_the_operator_says_so(
    tmp_path: Path, clock: FakeClock
) -> None:
    config = replace(make_config(tmp_path), sources={})
    config.store.path.write_bytes(b"")
    assert refresh(config, clock=clock, publish=False).run_id == 1
    (tmp_path / "base").mkdir()
    filled(tmp_path / "base")
    base = replace(make_config(tmp_path / "base"), sources={})
    publish(base)
    base.store.path.write_bytes(b"")
    assert refresh(base, clock=clock, publish=False, start_anew=True).run_id == 1


# --- times to come ---


def test_a_run_by_a_clock_that_was_wrong_is_no_last_complete_run(
    tmp_path: Path, clock: FakeClock
) -> None:
    config = filled(tmp_path, 3, 3)
    ahead = "2050-01-01T00:00:00Z"
    execute(config.store.path, f"{RUN} VALUES (2, ?, ?, 'complete', 0, 'h', NULL)", (ahead, ahead))
    clock.advance(3600)
    state = status(config, clock=clock)
    assert (state.last_complete, state.age_hours, state.stale) == (NOW, 1.0, False)
    clock.advance(100 * 3600)
    assert status(config, clock=clock).stale
    publish(config, clock=clock)
    assert rows(config, "SELECT last_complete FROM publication") == [(NOW,)]
    [found] = findings(config, clock, "clock")
    assert "runs.finished (1 up to 2050-01-01T00:00:00Z)" in found.text


def test_where_only_a_wrong_clock_was_at_work_the_age_is_unknown(
    tmp_path: Path, clock: FakeClock
) -> None:
    config = filled(tmp_path, 3, 3)
    ahead = "2050-01-01T00:00:00Z"
    execute(config.store.path, "UPDATE runs SET started = ?, finished = ?", (ahead, ahead))
    state = status(config, clock=clock)
    assert (state.age_hours, state.stale) == (None, True)
    assert "Date of the last complete run: unknown" in as_text(state)


def test_the_site_of_a_base_from_the_future_says_that_its_age_is_unknown(tmp_path: Path) -> None:
    config = filled(tmp_path, 3, 3)
    ahead = FakeClock()
    ahead.advance(30 * 365 * 24 * 3600)
    execute(config.store.path, "UPDATE runs SET finished = ?", (stamp(ahead.now()),))
    publish(config, clock=ahead)
    with in_a_process(tmp_path) as site:
        told = json.loads(site.get("/status.json").text)
        assert (told["age_hours"], told["stale"]) == (None, True)
        assert "Age unknown" in site.get("/").text
        assert "hours ago" not in site.get("/status").text


def test_what_was_fetched_in_the_future_is_due(tmp_path: Path) -> None:
    config = filled(tmp_path, 3, 3)
    execute(
        config.store.path,
        "UPDATE records SET last_fetched = '2050-01-01T00:00:00Z' WHERE id = '90000001'",
    )
    with closing(reader(config.store.path)) as db:
        known = held(db, NOW).last_fetched
    assert "90000001" not in known
    assert known["90000002"] == NOW


def test_what_left_its_search_by_a_wrong_clock_is_asked_for_once(tmp_path: Path) -> None:
    config = filled(tmp_path, 3, 3)
    path, ahead = config.store.path, "2050-01-01T00:00:00Z"
    execute(path, "UPDATE memberships SET left_on = ? WHERE record_id = '90000001'", (ahead,))
    execute(path, "UPDATE records SET last_fetched = ? WHERE id = '90000001'", (ahead,))
    with closing(reader(path)) as db:
        assert held(db, NOW).left == {"90000001"}
    execute(path, "UPDATE records SET last_fetched = ? WHERE id = '90000001'", (NOW,))
    with closing(reader(path)) as db:
        assert held(db, NOW).left == frozenset()


def test_an_absence_counted_in_the_future_is_counted_again(
    tmp_path: Path, clock: FakeClock
) -> None:
    from harvest.records import Undelivered

    config = filled(tmp_path, 1, 1)
    execute(
        config.store.path,
        "INSERT INTO undelivered VALUES ('pubmed', 'article', '90000009', 1, '2050-01-01')",
    )
    with Store.open(config.store.path, clock=clock) as store:
        store.apply(store.begin_run(full=False), Undelivered("pubmed", "article", "90000009"), {})
        counted = store.connection.execute("SELECT runs, counted_at FROM undelivered").fetchall()
    assert counted == [(2, NOW)]


def test_the_refusal_survives_a_new_record(refused: Config, clock: FakeClock) -> None:
    insert(refused.store.path, trial(900))
    with closing(reader(refused.store.path)) as db:
        assert standing(db) is not None
