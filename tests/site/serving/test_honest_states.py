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

from harvest.config import Config
from harvest.errors import UpstreamDataError
from harvest.health.status import as_text, status
from harvest.publish import check, publish, refusal, schema
from tests.helpers.bases.publications import generation, rows
from tests.helpers.bases.work_base import NOW, RUN, execute, filled, make_config
from tests.helpers.clock import FakeClock
from tests.helpers.site.findings import findings
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
        config.store.path, "DELETE FROM links WHERE rule = 'candidate' AND trial_id > 'NCT90000007'"
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
            "INSERT INTO versions VALUES ('trial', 'NCT90000001', ?, '0', 'c', NULL, ?, 1, "
            "'clinicaltrials')",
            (number + 1, NOW),
        )
    publish(config)
    loses(config, f"DELETE FROM {table}")  # noqa: S608 (a name above)
    with pytest.raises(UpstreamDataError, match=f"{table} 6 → 0"):
        publish(config)


# --- a refusal is told ---


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
