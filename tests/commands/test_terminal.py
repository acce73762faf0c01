"""Exports, reports and copies from the command line, on a real published file.

Relies on nothing beside the program.
"""

import errno
import io
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import rispy
from docx import Document
from openpyxl import load_workbook

from harvest.cli import run
from harvest.config import Config
from harvest.publish import publish
from harvest.store import migrations
from harvest.store.schema import APPLICATION_ID, migration_files, transaction
from tests.helpers.bases.work_base import NOW, execute, filled

CONFIG = """
[topic]
title = "Synthetic topic"
[topic.concepts.condition]
terms = ["cirrhosis"]
[[search]]
name = "core"
all = ["condition"]
[sources.pubmed]
base_url = "http://127.0.0.1:1"
[store]
path = "work.db"
[publish]
path = "evidence.db"
"""
QUERY = (
    "INSERT INTO run_queries (run_id, source, search, purpose, sent, translation, state, promised,"
    " fetched, new, changed, failed, finished, error) VALUES (1, ?, ?, 'search', ?, ?, ?, ?, 3, 3,"
    " 0, 0, ?, ?)"
)


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    config = filled(tmp_path, 3, 3)
    execute(config.store.path, f"PRAGMA application_id = {APPLICATION_ID:d}")
    (tmp_path / "config.toml").write_text(CONFIG)
    sent = ("pubmed", "core", "cirrhosis | fibrosis", "all fields", "complete", 3, NOW, None)
    execute(config.store.path, QUERY, sent)
    failed = ("clinicaltrials", "core", "query.cond=x", None, "failed", None, NOW, "no answer")
    execute(config.store.path, QUERY, failed)
    publish(config)
    monkeypatch.chdir(tmp_path)
    return config


def test_a_saved_query_exports_its_trials_and_papers_as_references(base, capfd):
    assert run(["export", "papers-of-trials", "--format", "ris"]) == 0
    found = rispy.loads(capfd.readouterr().out)
    assert {entry["type_of_reference"] for entry in found} == {"JOUR", "RPRT"}
    assert len(found) == len({entry["id"] for entry in found}) == 6


def test_a_saved_query_exports_whole_with_its_parameters_in_the_notes(base, tmp_path):
    out = tmp_path / "table.xlsx"
    command = ["export", "characteristics", "--format", "xlsx", "--param", "country=China"]
    assert run([*command, "-o", str(out)]) == 0
    book = load_workbook(io.BytesIO(out.read_bytes()))
    assert book["Table"].max_row == 4
    assert any("country = China" in str(row[0].value) for row in book["Notes"].rows)


def test_single_records_export_in_the_order_given(base, capfd):
    command = ["export", "--article", "90000002", "--trial", "nct90000001", "--format", "csl-json"]
    assert run(command) == 0
    ids = [item["id"] for item in json.loads(capfd.readouterr().out)]
    assert ids == ["NCT90000001", "pmid90000002"]


def test_a_paper_exports_as_a_table_too(base, capfd):
    assert run(["export", "--article", "90000001", "--format", "json"]) == 0
    (row,) = json.loads(capfd.readouterr().out)["rows"]
    assert row["authors"] == "Tester A; Synthetic Group"


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "docx"])
def test_trials_and_papers_export_in_one_table(base, capfdbinary, form):
    command = ["export", "--trial", "NCT90000001", "--article", "90000001", "--format", form]
    assert run(command) == 0
    body = capfdbinary.readouterr().out
    if form == "json":
        rows = json.loads(body)["rows"]
        assert [(row["number"], row["kind"]) for row in rows] == [
            ("NCT90000001", "trial"),
            ("90000001", "paper"),
        ]
    assert body


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "ris"], "give the slug"),
        (["characteristics", "--trial", "NCT90000001", "--format", "ris"], "give the slug"),
        (["characteristic", "--format", "ris"], "did you mean characteristics?"),
        (["characteristics", "--format", "ris", "--param", "country"], "NAME=VALUE"),
        (["characteristics", "--format", "ris", "--param", "land=China"], "no parameter 'land'"),
        (["--trial", "NCT99999999", "--format", "ris"], "NCT99999999: not found in the database"),
        (["search-strategy", "--format", "ris"], "has no trial or paper numbers"),
        (["characteristics", "--format", "pdf"], "'pdf' is not one of"),
    ],
)
def test_an_export_that_can_not_be_made_says_why_in_one_line(base, capfd, arguments, message):
    assert run(["export", *arguments]) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert message in said.err
    assert said.err.count("\n") == 1


def test_nothing_published_is_said_with_its_cure(base, capfd):
    base.publish.path.unlink()
    assert run(["export", "characteristics", "--format", "csv"]) == 74
    assert "nothing is published yet; run `harvest refresh`" in capfd.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ["export", "characteristics", "--format", "csv", "-o", "no/such.csv"],
        ["report", "prisma-s", "-o", "no/such.md"],
        ["report", "prisma-s", "-o", "no/such.docx"],
    ],
)
def test_an_output_that_can_not_be_made_there_is_said(base, capfd, command):
    assert run(command) == 73
    assert "can't be written" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("code", "exit_code", "cure"),
    [(errno.ENOSPC, 74, "free some space"), (errno.EACCES, 77, "choose another")],
)
@pytest.mark.parametrize(
    "command",
    [
        ["export", "characteristics", "--format", "csv", "-o", "made.csv"],
        ["report", "prisma-s", "-o", "made.docx"],
    ],
)
def test_what_keeps_an_output_from_being_written_decides_the_exit_code(
    base, capfd, monkeypatch, command, code, exit_code, cure
):
    def refused(descriptor):
        raise OSError(code, "as the system says it")

    monkeypatch.setattr(os, "fsync", refused)
    assert run(command) == exit_code
    said = capfd.readouterr().err
    assert cure in said
    assert said.count("\n") == 1


def test_the_search_report_holds_exact_strings_failed_runs_and_the_flow(base, capfd):
    assert run(["report", "prisma-s"]) == 0
    text = capfd.readouterr().out
    assert "```\ncirrhosis | fibrosis\n```" in text
    assert "As the service translated it:" in text
    assert "Error: no answer" in text
    assert "| Distinct records | 6 |" in text
    assert "### Records on topic, and what found them" in text
    assert "by number and not by title" in text
    assert "| ClinicalTrials.gov | core | 3 |" in text


def test_the_search_report_opens_as_a_document(base, tmp_path):
    out = tmp_path / "search.docx"
    assert run(["report", "prisma-s", "-o", str(out)]) == 0
    document = Document(io.BytesIO(out.read_bytes()))
    assert document.paragraphs[0].text == "Search report: Synthetic topic"
    assert any(table.rows[0].cells[0].text == "Step" for table in document.tables)
    assert document.sections[0].page_width > document.sections[0].page_height
    for table in document.tables:  # the head stands on every page
        assert "w:tblHeader" in table.rows[0]._tr.xml


def test_a_backup_restores_to_the_same_content_and_keeps_what_was_there(base, tmp_path, capfd):
    copy = tmp_path / "copy.db"
    assert run(["backup", str(copy)]) == 0
    execute(base.store.path, "DELETE FROM conditions")
    assert run(["restore", str(copy)]) == 0
    with sqlite3.connect(base.store.path) as db:
        assert db.execute("SELECT count(*) FROM conditions").fetchone()[0] == 3
    db.close()
    with sqlite3.connect(tmp_path / "work.db.before-restore") as db:
        assert db.execute("SELECT count(*) FROM conditions").fetchone()[0] == 0
    db.close()
    assert base.store.path.stat().st_mode & 0o077 == 0
    capfd.readouterr()


def earlier(path, schema):
    """A work database as an earlier version of the program made it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db, transaction(db, "migrate"):
        migrations.apply(db, migration_files()[:schema])
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {schema}")
        db.execute(
            "INSERT INTO runs (started, finished, state, full, software) "
            "VALUES ('2026-01-01T00:00:00Z', '2026-01-01T00:10:00Z', 'complete', 0, '0.1.0')"
        )


@pytest.mark.parametrize("schema", range(2, len(migration_files())))
def test_a_copy_of_an_earlier_version_is_restored_and_published(base, tmp_path, capfd, schema):
    copy = tmp_path / "copy.db"
    earlier(copy, schema)
    assert run(["restore", str(copy)]) == 0
    with closing(sqlite3.connect(base.store.path)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == len(migration_files())
    with closing(sqlite3.connect(base.publish.path)) as db:
        assert db.execute("SELECT count(*) FROM trials").fetchone()[0] == 0
    capfd.readouterr()


def test_the_doctor_names_a_work_database_of_an_earlier_version(base, capfd):
    base.store.path.unlink()
    earlier(base.store.path, 5)
    assert run(["doctor", "--offline"]) == 0
    assert "`harvest publish` brings it up to date" in capfd.readouterr().out
    assert run(["publish", "--accept-shrink"]) == 0
    assert run(["doctor", "--offline"]) == 0
    assert f"sound, schema {len(migration_files())}" in capfd.readouterr().out


def test_a_second_restore_keeps_what_the_first_put_aside(base, tmp_path, capfd):
    copy = tmp_path / "copy.db"
    assert run(["backup", str(copy)]) == 0
    execute(base.store.path, "DELETE FROM conditions")
    assert run(["restore", str(copy)]) == 0
    assert run(["restore", str(copy)]) == 0
    assert "work.db.before-restore-2" in capfd.readouterr().out
    held = []
    for name in ("work.db.before-restore", "work.db.before-restore-2"):
        with closing(sqlite3.connect(tmp_path / name)) as db:
            held.append(db.execute("SELECT count(*) FROM conditions").fetchone()[0])
    assert held == [0, 3]


def test_a_restore_that_fails_leaves_nothing_behind(base, tmp_path, capfd, monkeypatch):
    copy = tmp_path / "copy.db"
    assert run(["backup", str(copy)]) == 0
    before = {path.name for path in tmp_path.iterdir()}

    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert run(["restore", str(copy)]) == 74
    assert {path.name for path in tmp_path.iterdir()} - before == {"work.db.lock"}
    capfd.readouterr()


def test_a_copy_that_is_not_there_is_no_fault_of_the_disk(base, tmp_path, capfd):
    assert run(["restore", "no-such-copy.db"]) == 2
    assert "harvest backup" in capfd.readouterr().err
    assert not list(tmp_path.glob("*.before-restore"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize(
    ("unreadable", "command"),
    [
        ("work.db", ["status"]),
        ("work.db", ["backup", "copy.db"]),
        ("evidence.db", ["status"]),
        ("evidence.db", ["search", "cirrhosis"]),
        ("evidence.db", ["changes", "--since", "2026"]),
        ("evidence.db", ["serve", "--port", "0"]),
    ],
)
def test_a_database_that_may_not_be_read_is_not_called_damaged(base, capfd, unreadable, command):
    Path(unreadable).chmod(0)
    assert run(command) == 77
    assert "no permission to read; check owner and mode" in capfd.readouterr().err


def test_a_backup_never_writes_over_a_file(base, tmp_path, capfd):
    copy = tmp_path / "copy.db"
    copy.write_bytes(b"mine")
    assert run(["backup", str(copy)]) == 73
    assert copy.read_bytes() == b"mine"
    assert "exists" in capfd.readouterr().err


@pytest.mark.parametrize("content", [b"", b"text", b"SQLite format 3\x00" + b"\x00" * 84])
def test_a_restore_from_what_is_no_copy_changes_nothing(base, tmp_path, capfd, content):
    source, before = tmp_path / "copy.db", base.store.path.read_bytes()
    source.write_bytes(content)
    assert run(["restore", str(source)]) in (74, 78)
    assert base.store.path.read_bytes() == before
    assert capfd.readouterr().err.count("\n") == 1
