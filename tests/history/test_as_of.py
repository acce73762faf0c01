"""The base as of a past day: equal to what was published then, in every table and saved query.

Relies on stand-ins and the sample's year.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from harvest import fulltext
from harvest.cli import cli
from harvest.errors import UsageError
from harvest.export.tables import Table
from harvest.history import as_of, compare
from harvest.queries import load, named
from tests.helpers.bases.sample_year import Year, day_after

NOT_KEPT = {"data-quality", "unreadable-records"}
"""Saved queries that read what only the present knows."""
EPOCHS = (0, 3, 6, 8, 10)


@pytest.fixture(scope="module", params=EPOCHS)
def both(
    request: pytest.FixtureRequest, sample_year: Year
) -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
    """The base as of a day between two epochs, and the file that was published of the earlier."""
    past = as_of.find(sample_year.config, day_after(request.param))
    kept = sqlite3.connect(sample_year.published(request.param))
    with closing(as_of.open_past(sample_year.config, past)) as then, closing(kept):
        fulltext.register(kept)
        yield then, kept


def test_every_saved_query_that_supports_it_equals_the_one_of_that_day(both):
    then, kept = both
    asked = [query for query in load() if as_of.supported(then, query)]
    assert {query.slug for query in load()} - {query.slug for query in asked} == NOT_KEPT
    for query in asked:
        values = query.values({})
        found = then.execute(query.sql, values).fetchall()
        assert found == kept.execute(query.sql, values).fetchall(), query.slug


def test_every_table_says_what_it_said_that_day(both):
    then, kept = both
    names = kept.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (name,) in names:
        if name in ("publication", "quarantine_summary") or "_fts" in name or "sqlite_" in name:
            continue
        columns = [row[1] for row in kept.execute(f"PRAGMA table_info([{name}])")]
        # When a record was last fetched moves with every run, and links are dated by their reader.
        moving = {"last_fetched"} | ({"last_seen", "first_seen"} if "articles" in name else set())
        listed = ", ".join(f"[{c}]" for c in columns if c not in moving)
        sql = f"SELECT {listed} FROM [{name}] ORDER BY {listed}"  # noqa: S608 (names of the schema)
        assert then.execute(sql).fetchall() == kept.execute(sql).fetchall(), name


def test_full_text_finds_what_it_found_that_day(both):
    then, kept = both
    sql = (
        "SELECT trial_id FROM trials WHERE rowid IN "
        "(SELECT rowid FROM trials_fts WHERE trials_fts MATCH 'cirrhosis') ORDER BY 1"
    )
    assert then.execute(sql).fetchall() == kept.execute(sql).fetchall() != []


def test_days_between_two_runs_share_one_file_which_is_made_once(sample_year, tmp_path):
    config = sample_year.copy(tmp_path)
    first = as_of.find(config, day_after(9))
    assert not first.ready
    as_of.open_past(config, first).close()
    made = first.path.stat().st_ino
    again = as_of.find(config, day_after(9, 12))
    assert again.path == first.path
    assert again.ready
    as_of.open_past(config, again).close()
    assert again.path.stat().st_ino == made
    assert [path.name for path in first.path.parent.iterdir()] == [first.path.name]


def test_a_file_of_another_state_is_made_anew(sample_year, tmp_path):
    config = sample_year.copy(tmp_path)
    past = as_of.find(config, day_after(10))
    past.path.parent.mkdir()
    past.path.write_bytes(b"left by a crash")
    past = as_of.find(config, day_after(10))
    assert not past.ready
    with closing(as_of.open_past(config, past)) as db:
        assert db.execute("SELECT count(*) FROM trials").fetchone()[0] > 0
    with closing(sqlite3.connect(config.store.path)) as work, work:
        work.execute("UPDATE upstream_changes SET released_on = '2026-10-01' WHERE id = 2")
    assert not as_of.find(config, day_after(10)).ready


def test_a_day_before_the_first_harvest_is_said_to_be_unknown(sample_year):
    with pytest.raises(UsageError, match="the first harvest ended on 2025-12-02"):
        as_of.find(sample_year.config, "2025-11")
    with pytest.raises(UsageError, match="is not a date"):
        as_of.find(sample_year.config, "last week")


def test_a_month_means_its_last_day(sample_year):
    assert as_of.find(sample_year.config, "2026-05").moment.run_id == 6
    assert as_of.find(sample_year.config, "2026-05-04").moment.run_id == 5


def test_a_query_of_what_is_not_kept_says_so(sample_year):
    past = as_of.find(sample_year.config, day_after(10))
    kept = pytest.raises(UsageError, match="only the current data are kept")
    with closing(as_of.open_past(sample_year.config, past)) as db, kept:
        as_of.check(db, named("unreadable-records"))


def test_a_search_that_was_left_and_matched_again_is_told_of_both_times(sample_year):
    """Nothing in memberships says so any more once the record is back."""
    gaps = sample_year.rows("SELECT record_id, left_on, back_on FROM membership_gaps")
    assert gaps
    trial_id, left_on, back_on = gaps[0]
    sql = "SELECT left_on FROM memberships WHERE record_id = ? AND left_on IS NOT NULL"
    for day, absent in ((left_on[:10], True), (back_on[:10], False)):
        past = as_of.find(sample_year.config, day)
        with closing(as_of.open_past(sample_year.config, past)) as db:
            assert bool(db.execute(sql, (trial_id,)).fetchall()) == absent, day


# --- two days compared ---


def table(rows: list[tuple[object, ...]]) -> Table:
    names = ("trial_id", "site", "status", "days_overdue")
    return Table("T", tuple((name, name) for name in names), rows)


def test_rows_that_came_went_and_changed_are_told_by_cell() -> None:
    before = table([("NCT1", "A", "open", 1), ("NCT2", "B", "open", 1), ("NCT3", "C", "open", 1)])
    after = table([("NCT1", "A", "closed", 9), ("NCT3", "C", "open", 9), ("NCT4", "D", "open", 9)])
    found = compare.compare(before, after)
    assert [row[0] for row in found.entered] == ["NCT4"]
    assert [row[0] for row in found.left] == ["NCT2"]
    assert [(c.row[0], c.edits) for c in found.changed] == [
        ("NCT1", (compare.Edit("status", "open", "closed"),))
    ]
    assert found.same == 1


def test_rows_of_one_record_are_paired_by_what_they_share() -> None:
    before = table([("NCT1", "A", "open", 1), ("NCT1", "B", "open", 1)])
    after = table([("NCT1", "C", "open", 1), ("NCT1", "B", "closed", 1), ("NCT1", "A", "open", 1)])
    found = compare.compare(before, after)
    assert [edit for change in found.changed for edit in change.edits] == [
        compare.Edit("status", "open", "closed")
    ]
    assert found.entered == (("NCT1", "C", "open", 1),)
    assert found.left == ()


# --- the commands ---


@pytest.fixture(scope="module")
def command(sample_year: Year, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Options that name a configuration of the sample's files."""
    config = sample_year.copy(tmp_path_factory.mktemp("command"))
    path = config.store.path.parent / "config.toml"
    path.write_text(
        '[topic]\ntitle = "T"\n[topic.concepts.c]\nterms = ["liver"]\n'
        '[[search]]\nname = "core"\nall = ["c"]\n'
        '[sources.pubmed]\nbase_url = "http://127.0.0.1/entrez/eutils"\n'
        '[store]\npath = "harvest.db"\n[publish]\npath = "evidence.db"\n'
    )
    return ["--config", str(path)]


def harvest(*arguments: str) -> str:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output or repr(result.exception)
    return result.stdout


def test_query_run_answers_now_and_as_of_a_day(command):
    now = json.loads(harvest("query", "run", "stopped-trials", "--format", "json", *command))
    then = json.loads(
        harvest("query", "run", "stopped-trials", "--format", "json", *command,
                "--as-of", day_after(1))
    )  # fmt: skip
    stopped, before = ({row["trial_id"] for row in told["rows"]} for told in (now, then))
    assert "NCT90000038" in stopped - before
    assert before - stopped == {"NCT90000036"}  # its registry has taken it away since
    assert "last harvested 2026-01-06" in " ".join(then["notes"])


def test_query_run_shows_text_by_default(command):
    said = harvest("query", "run", "stopped-trials", *command)
    assert "Trial number: NCT90000038" in said
    assert "Why stopped: Sponsor withdrew support" in said


def test_query_diff_tells_what_changed_between_two_days(command):
    days = ("--from", day_after(1), "--to", day_after(2))
    said = harvest("query", "diff", "stopped-trials", *days, *command)
    assert "+ NCT90000038" in said
    assert "1 added, 0 removed" in said
    found = json.loads(
        harvest("query", "diff", "stopped-trials", *days, "--format", "json", *command)
    )
    assert [row["trial_id"] for row in found["entered"]] == ["NCT90000038"]
    lines = harvest("query", "diff", "stopped-trials", *days, "--format", "csv", *command)
    assert lines.splitlines()[0] == "difference,row,column,old,new"


def test_query_diff_tells_cells(command):
    days = ("--from", day_after(0), "--to", day_after(1))
    said = harvest("query", "diff", "recruiting-trials", *days, *command)
    assert "status: Not yet recruiting → Recruiting" in said


def test_export_takes_a_day(command, tmp_path):
    out = tmp_path / "then.csv"
    harvest("export", "stopped-trials", "--format", "csv", "--as-of", day_after(1), "-o", str(out),
            *command)  # fmt: skip
    assert "NCT90000038" not in out.read_text()


def test_a_day_before_the_first_harvest_ends_the_command_with_2(command):
    result = CliRunner().invoke(
        cli, ["query", "run", "stopped-trials", "--as-of", "2020", *command]
    )
    assert isinstance(result.exception, UsageError)


def test_a_past_day_is_read_by_the_code_of_today_whatever_read_what_is_held(
    sample_year: Year, tmp_path: Path
) -> None:
    config = sample_year.copy(tmp_path)
    with closing(sqlite3.connect(config.store.path)) as base, base:
        base.execute("UPDATE records SET software = 'other code'")
        base.execute("UPDATE conditions SET name = 'read otherwise'")
        base.execute("UPDATE facets SET label = 'read otherwise'")
    listed = (
        "SELECT trial_id, name FROM conditions ORDER BY 1, 2",
        "SELECT * FROM facets ORDER BY 1",
    )
    past = as_of.find(config, day_after(6))
    with (
        closing(as_of.open_past(config, past)) as then,
        closing(sqlite3.connect(sample_year.published(6))) as kept,
    ):
        for sql in listed:
            assert then.execute(sql).fetchall() == kept.execute(sql).fetchall()
