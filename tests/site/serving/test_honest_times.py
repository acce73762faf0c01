"""An emptied database is not taken for a new one, nor a clock that was wrong for the time.

Relies on Datasette and other processes.
"""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from harvest.clock import stamp
from harvest.config import Config
from harvest.errors import StorageError
from harvest.health.status import as_text, status
from harvest.publish import publish
from harvest.run.refresh import refresh
from harvest.store import Store, reader
from harvest.store.held import held
from harvest.store.publishing import standing
from harvest.store.schema import connect as create_schema
from tests.helpers.bases.publications import rows
from tests.helpers.bases.work_base import NOW, RUN, execute, filled, insert, make_config, trial
from tests.helpers.clock import FakeClock
from tests.helpers.site.findings import findings
from tests.helpers.site.site_server import in_a_process

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
