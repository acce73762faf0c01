"""Machines that lack something: an old SQLite, a small alphabet, a narrow terminal, no room.

Relies on other processes.
"""

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import click
import pytest

from harvest.cli import cli, run
from harvest.machine import sqlite
from harvest.publish import publish
from tests.helpers.bases.work_base import config_text, filled

OLD = "SQLite 3.34.0 is too old, 3.37 or newer is needed"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("machines")
    config = filled(folder, 3, 3)
    publish(config)
    text = config_text(config.store.path.name, config.publish.path.name)
    (folder / "config.toml").write_text(text)
    return folder


@pytest.fixture
def base(made: Path, tmp_path: Path) -> Path:
    """A folder with a configuration and a published base; nothing of it on the network."""
    return shutil.copytree(made, tmp_path / "base")


@pytest.fixture
def old_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 0))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.34.0")


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    "command",
    [
        "refresh",
        "publish",
        "serve --port 0",
        "status",
        "changes --since 2020-01-01",
        "search cells",
        "export recruiting-trials --format csv",
        "strategy",
        "query list",
        "query run recruiting-trials",
        "run",
        "demo --port 0",
        "backup copy.db",
    ],
)
@pytest.mark.usefixtures("old_sqlite")
def test_every_command_refuses_an_old_sqlite_in_one_line_and_touches_nothing(
    command: str, base: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(base)
    before = contents(base)
    assert run(command.split()) == 78
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"harvest: {OLD}")
    assert contents(base) == before


@pytest.mark.usefixtures("old_sqlite")
def test_the_doctor_names_an_old_sqlite_and_calls_no_file_damaged(
    base: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(base)
    assert run(["doctor", "--offline"]) == 78
    said = capsys.readouterr().out
    assert f"problem  versions: {OLD}" in said
    assert "damaged" not in said


def test_an_sqlite_without_a_part_that_is_needed_is_named(monkeypatch):
    assert sqlite.problem() is None
    monkeypatch.setattr(sqlite, "_PARTS", {"FTS5": "CREATE VIRTUAL TABLE temp.p USING fts6(a)"})
    assert str(sqlite.problem()).endswith(
        "was built without FTS5, which is needed; use a Python that comes with a whole one"
    )


def harvest(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "harvest", *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, **settings},
    )


SEVERAL = """
import json, sys
from harvest.cli import main
for arguments in json.load(sys.stdin):
    sys.argv[1:] = arguments
    try:
        main()
    except SystemExit as end:
        assert end.code == 0, arguments
"""


@pytest.mark.parametrize(
    "settings",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"COLUMNS": "20"},
    ],
    ids=lambda settings: "-".join(settings),
)
def test_output_in_any_alphabet_and_width_replaces_what_it_lacks(base, settings):
    config = (base / "config.toml").read_text(encoding="utf-8")
    (base / "config.toml").write_text(
        config.replace('terms = ["', 'terms = ["肝硬変 αβ → ≥", "', 1), encoding="utf-8"
    )
    commands = (
        ["strategy"],
        ["status"],
        ["query", "list"],
        ["search", "cells"],
        ["changes", "--since", "2020-01-01"],
        ["query", "run", "search-strategy"],
        ["doctor", "--offline"],
    )
    done = subprocess.run(
        [sys.executable, "-c", SEVERAL],
        cwd=base,
        input=json.dumps(commands).encode("ascii"),
        capture_output=True,
        check=False,
        env=os.environ | settings,
    )
    assert b"Traceback" not in done.stderr, done.stderr
    assert b"Error" not in done.stderr, done.stderr
    assert done.returncode == 0
    assert done.stdout.count(b"\n") > 50


def test_an_arrow_becomes_one_that_the_alphabet_has(base):
    config = (base / "config.toml").read_text(encoding="utf-8")
    (base / "config.toml").write_text(config.replace("cirrhosis", "naïve → 肝"), encoding="utf-8")
    said = harvest(base, "strategy", PYTHONIOENCODING="cp1252").stdout.decode("cp1252")
    assert "naïve -> ?" in said


@pytest.mark.parametrize("name", ["a b", "a#b", "a?b", "a%20b", "ü ж 肝", "x" * 200])
def test_a_base_works_in_a_folder_of_any_name(name, tmp_path, monkeypatch, capsys):
    folder = tmp_path / name
    folder.mkdir()
    publish(filled(folder, 2, 2))
    config = config_text("harvest.db", "evidence.db")
    (folder / "config.toml").write_text(config)
    monkeypatch.chdir(folder)
    for command in (["status"], ["search", "cells"], ["doctor", "--offline"]):
        assert run(command) == 0, capsys.readouterr().err


def test_an_export_that_has_no_room_for_its_parts_ends_in_one_line(base):
    export = "export papers-of-trials --format xlsx -o out.xlsx"
    done = subprocess.run(
        [sys.executable, "-m", "harvest", *export.split()],
        cwd=base,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512)),
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 74, done.stderr
    (line,) = done.stderr.splitlines()
    assert "bug" not in line
    assert not (base / "out.xlsx").exists()


def test_every_command_has_its_help_in_a_narrow_terminal(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "20")
    context = click.Context(cli)
    for name in cli.list_commands(context):
        assert run([name, "--help"]) == 0
    assert "Traceback" not in capsys.readouterr().err
