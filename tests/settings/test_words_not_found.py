"""The default configuration harvests, and the words of it that no paper has are told everywhere.

Relies on stand-ins and Datasette.
"""

import io
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document

from harvest.cli import run
from harvest.config import Config, load
from harvest.site.app import make
from harvest.standin import sample, serve
from tests.helpers.bases.default_config import default_config
from tests.helpers.site.reading import get, soup, visible

UNKNOWN = {"ESLD", "HepaStem", "Stempeucel", "Cellgram"}


@dataclass(frozen=True)
class Base:
    path: Path
    config: Config
    said: str
    """What the run wrote to stderr."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """The sample, harvested with the configuration as it comes."""
    folder = tmp_path_factory.mktemp("default")
    with serve(sample()) as standin, pytest.MonkeyPatch.context() as patch:
        path = default_config(folder, standin)
        said = io.StringIO()
        patch.setattr("sys.stderr", said)
        assert run(["refresh", "--config", str(path)]) == 0, said.getvalue()
    return Base(path, load(path, {}), said.getvalue())


def names_them(text: str) -> bool:
    return "no paper contains" in text and all(word in text for word in UNKNOWN)


def test_the_default_configuration_publishes_though_no_paper_has_some_of_its_words(
    base: Base,
) -> None:
    with closing(sqlite3.connect(base.config.publish.path)) as public:
        found = public.execute(
            "SELECT state, not_found FROM run_queries WHERE source = 'pubmed' AND search = 'core'"
        ).fetchone()
        assert public.execute("SELECT count(*) FROM articles").fetchone()[0] > 50
    assert (found[0], set(json.loads(found[1])) >= UNKNOWN) == ("complete", True)


def test_the_run_says_so(base: Base) -> None:
    assert names_them(base.said)


def test_strategy_says_so_until_the_word_is_taken_out(
    base: Base, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["strategy", "--config", str(base.path)]) == 0
    assert names_them(capfd.readouterr().out)
    # The file without the words, beside the same base:
    text = base.path.read_text("utf-8")
    for word in UNKNOWN:
        text = text.replace(f'"{word}",', "")
    text = text.replace('"db/build/', f'"{base.path.parent}/db/build/')
    corrected = tmp_path / "config.toml"
    corrected.write_text(text, "utf-8")
    assert run(["strategy", "--config", str(corrected)]) == 0
    assert not any(word in capfd.readouterr().out for word in UNKNOWN)


def test_status_says_so(base: Base, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["status", "--config", str(base.path)]) == 0
    assert names_them(capfd.readouterr().out)
    assert run(["status", "--json", "--config", str(base.path)]) == 0
    told = json.loads(capfd.readouterr().out)["words_not_found"]
    assert {"search": "core", "source": "pubmed", "word": "Cellgram"} in told


def test_the_status_page_says_so(base: Base) -> None:
    site = make(base.config)
    text = visible(soup(site, "/status"))
    assert "Search words that match no paper" in text
    assert all(word in text for word in UNKNOWN)
    told = get(site, "/status.json").json()["words_not_found"]
    assert {"search": "core", "source": "pubmed", "word": "Cellgram"} in told


@pytest.mark.parametrize("form", ["md", "docx"])
def test_the_search_report_says_so(base: Base, form: str, tmp_path: Path) -> None:
    out = tmp_path / f"report.{form}"
    assert run(["report", "prisma-s", "--config", str(base.path), "-o", str(out)]) == 0
    text = (
        "\n".join(each.text for each in Document(str(out)).paragraphs)
        if form == "docx"
        else out.read_text("utf-8")
    )
    assert names_them(text)


def test_a_base_of_an_earlier_version_tells_of_no_words(
    base: Base, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = base.path.read_text("utf-8")
    (tmp_path / "db" / "build").mkdir(parents=True)
    for path in (base.config.store.path, base.config.publish.path):
        copy = tmp_path / "db" / "build" / path.name
        copy.write_bytes(path.read_bytes())
        with closing(sqlite3.connect(copy)) as database:
            database.execute("ALTER TABLE run_queries DROP COLUMN not_found")
    config = tmp_path / "config.toml"
    config.write_text(text, "utf-8")
    for command in (["status"], ["strategy"], ["report", "prisma-s"]):
        assert run([*command, "--config", str(config)]) == 0
        assert "no paper contains" not in capfd.readouterr().out
    assert get(make(load(config, {})), "/status").status_code == 200
