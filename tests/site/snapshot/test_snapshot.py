"""A snapshot is the site as files: whole, without broken links, the same bytes each time.

Relies on Datasette.
"""

import html
import posixpath
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette

from harvest import cli
from harvest.config import Config
from harvest.errors import StorageError
from harvest.snapshot import snapshot
from tests.helpers.bases.rich_base import PAPER, RICH, build
from tests.helpers.command_line import CONFIG
from tests.helpers.site.reading import get, soup, visible
from tests.helpers.site.site_pages import served

_LINK = re.compile(r'<(\w+)\b[^>]*?(?<![\w-])(?:href|src|action)="([^"]*)"')

_LIVE = {"Feed", "Table", "row", "Compare", "sites", "near", "this", "one", "·"}
"""Words of the links that a server has to answer."""


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return build(tmp_path_factory.mktemp("snapshot"))


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()


@pytest.fixture(scope="module")
def made(config: Config) -> Iterator[zipfile.ZipFile]:
    file = config.publish.path.with_name("site.zip")
    snapshot(config, file)
    with zipfile.ZipFile(file) as opened:
        yield opened


def pages(made: zipfile.ZipFile) -> dict[str, str]:
    return {name: made.read(name).decode() for name in made.namelist() if name.endswith(".html")}


def links(text: str) -> set[tuple[str, str]]:
    return {(tag, html.unescape(address)) for tag, address in _LINK.findall(text)}


def target(page: str, address: str) -> str:
    path = unquote(urlsplit(address).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page


def test_every_link_of_every_page_leads_to_a_file_of_the_snapshot(made: zipfile.ZipFile) -> None:
    there = set(made.namelist())
    broken = {
        (page, address)
        for page, text in pages(made).items()
        for _, address in links(text)
        if not re.match(r"(https?|mailto):", address) and target(page, address) not in there
    }
    assert broken == set()


def test_no_page_asks_another_host_for_anything(made: zipfile.ZipFile) -> None:
    asked = {
        (tag, address)
        for text in pages(made).values()
        for tag, address in links(text)
        if tag != "a" and re.match(r"(https?:)?//", address)
    }
    assert asked == set()


@pytest.mark.parametrize("path", [f"trials/{RICH}", f"articles/{PAPER}"])
def test_the_page_of_a_record_has_every_part_that_the_site_shows(
    made: zipfile.ZipFile, site: Datasette, path: str
) -> None:
    kept = BeautifulSoup(made.read(f"site/{path}.html").decode(), "lxml")
    live = soup(site, f"/{path}")
    parts = [str(heading["id"]) for heading in live.find_all("h2", id=True)]
    assert [str(heading["id"]) for heading in kept.find_all("h2", id=True)] == parts
    for part in parts:
        missing = set(visible(live, part).split()) - set(visible(kept, part).split())
        assert missing <= _LIVE, part


@pytest.mark.parametrize(
    "name",
    [
        f"trials/{RICH}.ris",
        f"articles/{PAPER}.nbib",
        "trials.csv",
        "articles.bib",
        "trials.xlsx",
        "queries/characteristics.docx",
    ],
)
def test_a_download_is_the_file_that_the_site_gives(
    made: zipfile.ZipFile, site: Datasette, name: str
) -> None:
    assert made.read(f"site/{name}") == get(site, f"/{name}").content


def test_every_record_has_a_page_whatever_its_relevance(
    made: zipfile.ZipFile, config: Config
) -> None:
    there = set(made.namelist())
    with closing(sqlite3.connect(config.publish.path)) as published:
        for kind, key in (("trials", "trial_id"), ("articles", "article_id")):
            for [id_] in published.execute(f"SELECT {key} FROM {kind}"):  # noqa: S608 # names above
                assert f"site/{kind}/{id_}.html" in there


def test_the_data_file_is_the_published_one(made: zipfile.ZipFile, config: Config) -> None:
    assert made.read("evidence.db") == config.publish.path.read_bytes()


def test_what_a_server_has_to_answer_is_left_out_and_said(made: zipfile.ZipFile) -> None:
    texts = pages(made)
    forms = {form for text in texts.values() for form in re.findall("<form[^>]*>", text)}
    assert all('role="search"' in form for form in forms)
    assert not [name for name in made.namelist() if name.endswith(".atom")]
    home = texts["index.html"]
    assert "A snapshot of publication" in home
    assert "SQL" in made.read("READ ME.txt").decode()
    for text in texts.values():
        assert not re.search(r">(Follow|In Datasette|Feed \(Atom\)|Compare)<", text)


def test_a_link_that_is_left_out_leaves_no_mark_between_others(made: zipfile.ZipFile) -> None:
    for name, text in pages(made).items():
        assert "\x00" not in text, name
        assert not re.search(r"·\s*</p>", text), name


def test_the_file_holds_no_day_but_those_of_the_publication(
    made: zipfile.ZipFile, config: Config
) -> None:
    assert {entry.date_time for entry in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert made.namelist()[0] == "index.html"
    assert "Not up to date" not in made.read("index.html").decode()
    with closing(sqlite3.connect(config.publish.path)) as published:
        [day] = published.execute("SELECT published_at FROM publication").fetchone()
    assert day[:10] in made.read("READ ME.txt").decode()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "config.toml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "code", "said"),
    [
        ("site.tar", 2, "site.tar: a snapshot is a ZIP file; give a name that ends in .zip"),
        ("nowhere/site.zip", 73, "no such folder; make it, or choose another"),
        ("folder.zip", 73, "folder.zip: is a folder; give the name of a file"),
        ("site.zip", 74, "nothing is published yet; run `harvest refresh` first"),
    ],
)
def test_what_prevents_a_snapshot_is_said_before_any_work(
    folder: Path, capsys: pytest.CaptureFixture[str], file: str, code: int, said: str
) -> None:
    (folder / "folder.zip").mkdir()
    before = sorted(folder.iterdir())
    assert cli.run(["snapshot", file]) == code
    [line] = capsys.readouterr().err.strip().split("\n")
    assert said in line
    assert sorted(folder.iterdir()) == before


def test_a_snapshot_that_fails_leaves_the_file_of_before(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "site.zip"
    file.write_bytes(b"of before")

    def fail(done: int, known: int) -> None:
        del known
        if done > 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        snapshot(config, file, told=fail)
    assert file.read_bytes() == b"of before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_page_that_fails_ends_it_so_that_none_is_missing_unsaid(
    config: Config, tmp_path: Path
) -> None:
    file = tmp_path / "evidence.db"
    shutil.copyfile(config.publish.path, file)
    with closing(sqlite3.connect(file)) as published:
        published.execute("DROP TABLE aliases")
        published.commit()
    damaged = replace(config, publish=replace(config.publish, path=file))
    with pytest.raises(StorageError, match="harvest publish"):
        snapshot(damaged, tmp_path / "site.zip")
    assert not (tmp_path / "site.zip").exists()
