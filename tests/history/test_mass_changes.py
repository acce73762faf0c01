"""A mass change stays quiet until a person says that it is real; then it is told, once.

Relies on stand-ins and the sample's year.
"""

import sqlite3
from contextlib import closing

import pytest

from harvest import feeds
from harvest.changes import Told
from harvest.cli import run
from harvest.config import ChangesConfig
from harvest.digest import watch as watches
from harvest.evidence.changes.record import record_changes
from harvest.health.status import as_text, status
from harvest.publish.read import open_published
from tests.helpers.bases import work_base
from tests.helpers.bases.sample_year import rows
from tests.helpers.bases.told import deliver


@pytest.fixture
def config(sample_year, tmp_path):
    config = sample_year.copy(tmp_path)
    (tmp_path / "config.toml").write_text(
        '[topic]\ntitle = "T"\n[topic.concepts.c]\nterms = ["liver"]\n'
        '[[search]]\nname = "core"\nall = ["c"]\n'
        '[sources.pubmed]\nbase_url = "http://127.0.0.1/entrez/eutils"\n'
        '[store]\npath = "harvest.db"\n[publish]\npath = "evidence.db"\n'
    )
    return config


def told(config) -> list[Told]:
    with closing(open_published(config)) as connection:
        return feeds.read(connection, feeds.Filter(limit=1000))


def release(config, number: int) -> int:
    options = ["--config", str(config.store.path.with_name("config.toml"))]
    return run(["changes", "--release", str(number), *options])


def test_status_names_a_mass_change_and_how_to_release_it(config, clock):
    said = as_text(status(config, clock=clock))
    assert "registry-wide update 2, run 10: ipd_sharing in" in said
    assert "harvest changes --release 2" in said
    assert "(form only)" not in said  # nothing to release: no record says anything else


def test_a_released_mass_change_is_told_change_by_change(config, clock, capsys):
    before = {change.id for change in told(config)}
    assert release(config, 2) == 0
    assert "changes of ipd_sharing in trials are listed from now on" in capsys.readouterr().out
    now = [change for change in told(config) if change.id not in before]
    (records,) = rows(config.store.path, "SELECT records FROM upstream_changes WHERE id = 2")[0]
    assert {(change.event, change.field) for change in now} == {("edited", "ipd_sharing")}
    assert len({change.record_id for change in now}) == records
    assert "registry-wide update" not in as_text(status(config, clock=clock))


def test_a_digest_tells_a_released_mass_change_once_however_old_it_is(config, tmp_path):
    watch = tmp_path / "watch.toml"
    watch.write_text("limit = 1000\n")

    def tell() -> int:
        return deliver(config, watches.read(watch), str(tmp_path / "x.md")).changes

    assert tell() > 0
    assert tell() == 0
    assert release(config, 2) == 0
    assert tell() > 25
    assert tell() == 0


def test_releasing_twice_changes_nothing_and_an_unknown_number_is_a_usage_error(config, capsys):
    assert release(config, 2) == release(config, 2) == 0
    assert release(config, 77) == 2
    assert "unknown registry-wide update" in capsys.readouterr().err


def test_changes_asks_for_a_day_or_a_number(config, capsys):
    options = ["--config", str(config.store.path.with_name("config.toml"))]
    assert run(["changes", *options]) == 2
    assert "give --since DATE, or --release N" in capsys.readouterr().err


def presence_events(path, now: str) -> tuple[list[tuple[str, bool]], list[tuple[str, str, int]]]:
    """What a run tells: (event, whether it is part of a mass change), and the mass changes."""
    with closing(sqlite3.connect(path)) as db, db:
        before = db.execute("SELECT coalesce(max(id), 0) FROM changes").fetchone()
        masses = db.execute("SELECT coalesce(max(id), 0) FROM upstream_changes").fetchone()
        record_changes(db, 1, now, {}, ChangesConfig())
        said = db.execute("SELECT event, upstream IS NOT NULL FROM changes WHERE id > ?", before)
        upstream = "SELECT kind, field, records FROM upstream_changes WHERE id > ?"
        return [(e, bool(u)) for e, u in said], db.execute(upstream, masses).fetchall()


@pytest.mark.parametrize(("leaving", "is_mass"), [(25, False), (26, True)])
def test_a_fifth_of_the_records_is_no_mass_change_and_more_is_one(
    leaving: int, is_mass: bool, tmp_path
):
    path = work_base.filled(tmp_path, trials=125, articles=1).store.path
    presence_events(path, work_base.NOW)
    move = "UPDATE memberships SET left_on = ? WHERE kind = 'trial' AND record_id <= ?"
    work_base.execute(path, move, ("2026-11-25T06:00:00Z", f"NCT9{leaving:07d}"))
    _, masses = presence_events(path, "2026-11-25T06:00:00Z")
    assert masses == ([("trial", "search", leaving)] if is_mass else [])


@pytest.mark.parametrize(("leaving", "is_mass"), [(3, False), (24, False), (25, True), (40, True)])
def test_many_records_that_leave_a_rewritten_search_are_one_mass_change(
    leaving: int, is_mass: bool, tmp_path
):
    path = work_base.filled(tmp_path, trials=40, articles=2).store.path
    assert presence_events(path, work_base.NOW) == ([], [])
    move = "UPDATE memberships SET left_on = ? WHERE kind = 'trial' AND record_id <= ?"
    last = f"NCT9{leaving:07d}"
    mass = [("trial", "search", leaving)] if is_mass else []
    work_base.execute(path, move, ("2026-11-25T06:00:00Z", last))
    left = presence_events(path, "2026-11-25T06:00:00Z")
    assert left == ([("left_search", is_mass)] * leaving, mass)
    work_base.execute(path, move, (None, last))  # the search reads as before again
    back = presence_events(path, "2026-11-26T06:00:00Z")
    assert back == ([("came_back", is_mass)] * leaving, mass)
