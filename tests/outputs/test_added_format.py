"""An export format is one module: dropped in, it is on pages, the command line and in the docs.

Relies on other processes.
"""

import json
import shutil
import subprocess
import sys
from os import environ
from pathlib import Path
from typing import Any

import pytest

from harvest.export import BASE_FORMATS, FORMATS
from harvest.paths import CHECKOUT, DB, PACKAGE
from harvest.publish import publish
from tests.helpers.bases.work_base import config_text, filled
from tests.helpers.documents import fences
from tests.helpers.site.site_pages import ONE

[MODULE] = fences((CHECKOUT / "docs" / "adding-an-export-format.md").read_text("utf-8"))
ASK = """
import asyncio, json, sys
from pathlib import Path
from harvest import docs
from harvest.commands.export import export
from harvest.config import load
from harvest.site.app import make

site = make(load(Path(sys.argv[1]), env={}))


def get(path):
    answer = asyncio.run(site.client.get(path))
    return answer.text, answer.headers["content-type"]


commands = docs.PARTS["command_help"]() + docs.PARTS["formats"]()
choices = next(each.type.choices for each in export.params if each.name == "form")
print(json.dumps([{path: get(path) for path in sys.argv[2:]}, list(choices), commands]))
site.get_database("evidence").close()
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program with one module more."""
    folder = tmp_path / "program"
    ignored = shutil.ignore_patterns("__pycache__", "_shared")
    shutil.copytree(PACKAGE, folder / "harvest", ignore=ignored)
    shutil.copytree(DB, folder / "db")
    shutil.copyfile(CHECKOUT / "config.toml", folder / "config.toml")
    (folder / MODULE.file).write_text(MODULE.text, "utf-8")
    return folder


def asked(program: Path, config: Path, *paths: str) -> list[Any]:
    answer = subprocess.run(
        [sys.executable, "-c", ASK, str(config), *paths],
        cwd=program,
        env=environ | {"PYTHONPATH": str(program)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    found: list[Any] = json.loads(answer.stdout)
    return found


def test_a_format_dropped_in_is_on_pages_the_command_line_and_in_the_docs(
    program: Path, tmp_path: Path
) -> None:
    config = filled(tmp_path, 2, 1)
    publish(config)
    file = tmp_path / "config.toml"
    file.write_text(config_text(config.store.path, config.publish.path), "utf-8")
    paths = (f"/trials/{ONE}", f"/trials/{ONE}.tsv", "/trials", "/trials.tsv")
    query = "/queries/characteristics"
    sponsor = "/sponsors/synthetic-hospital"
    pages, choices, commands = asked(program, file, *paths, query, sponsor)
    assert f'<a href="/trials/{ONE}.tsv">Tabs</a>' in pages[f"/trials/{ONE}"][0]
    body, kind = pages[f"/trials/{ONE}.tsv"]
    assert body.split("\t")[0] == ONE
    assert kind == "text/tab-separated-values; charset=utf-8"
    for path in ("/trials", query, sponsor):  # of two trials, one too many for a file of it
        assert "Tabs up to 1<" in pages[path][0]
    assert "2 records are too many for a tabs file (at most 1)" in pages["/trials.tsv"][0]
    assert choices == [*FORMATS, "tabs", *BASE_FORMATS]
    assert f"--format [{'|'.join(choices)}]" in commands
    assert f"--format [text|{'|'.join([*FORMATS, 'tabs'])}]" in commands
    assert "`tabs` for tables" in commands


def test_formats_differ_in_name_ending_and_place() -> None:
    for field in ("name", "ending", "place", "label"):
        assert len({getattr(form, field) for form in FORMATS.values()}) == len(FORMATS)
