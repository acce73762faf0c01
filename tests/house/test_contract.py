"""What docs/contract.md lets others rely on is so.

Relies on Datasette.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest

from harvest import errors
from harvest.cli import cli
from harvest.config import Config, load
from harvest.errors import ConfigError, HarvestError
from harvest.export import FORMATS
from harvest.paths import CHECKOUT
from harvest.publish import publish
from harvest.site.app import make
from tests.helpers.bases.work_base import filled
from tests.helpers.clock import FakeClock
from tests.helpers.documents import documents, links, simple
from tests.helpers.site.site_pages import get

TEXT = (CHECKOUT / "docs" / "contract.md").read_text("utf-8")
NONSENSE = "zzzzzzzz"
SITE = "http://127.0.0.1:8001"


def rows(title: str) -> list[list[str]]:
    """The rows of the table below a heading, without its head."""
    [part] = re.findall(rf"^## {title}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    cells = [
        [cell.strip() for cell in line.strip("|").split(" |")]
        for line in part.splitlines()
        if line.startswith("| ")
    ]
    return cells[1:]


def bare(cell: str) -> str:
    return cell.strip("` ")


KEYS = [
    (bare(section), bare(key), bare(default)) for section, key, default, _ in rows("Configuration")
]
MINIMAL = """[topic]
title = "Example"
[topic.concepts.condition]
terms = ["cirrhosis"]
[[search]]
name = "core"
all = ["condition"]
[sources.pubmed]
base_url = "http://127.0.0.1:1"
[sources.ictrp]
[store]
[publish]
[judgements]
[serve]
[changes]
[subscriptions]
[desk]
"""


def refused(folder: Path, section: str) -> str:
    """What is said of a key that no section has."""
    header = {"": "", "search": "[[search]]", "topic.concepts.NAME": "[topic.concepts.condition]",
              "sources.NAME": "[sources.pubmed]"}.get(section, f"[{section}]")  # fmt: skip
    text = MINIMAL.replace(header, f"{header}\n{NONSENSE} = 1\n", 1)
    file = folder / "config.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load(file, env={})
    return str(caught.value)


@pytest.mark.parametrize("section", sorted({section for section, _, _ in KEYS}))
def test_a_section_of_the_configuration_has_just_these_keys(section: str, tmp_path: Path) -> None:
    said = refused(tmp_path, section)
    known = set(re.split(r", | or ", said.partition("known here: ")[2]))
    sections = {name.partition(".")[0] for name, _, _ in KEYS} - {""}
    also = "sources.NAME" if section.startswith("sources.") else section
    listed = {key for name, key, _ in KEYS if name in (section, also)}
    listed |= set() if section else sections
    assert listed == known


def test_defaults_of_the_configuration_are_those(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(MINIMAL, "utf-8")
    config = load(file, env={})
    wrong = [
        (section, key)
        for section, key, default in KEYS
        if section in ("store", "publish", "judgements", "serve", "changes")
        if shown(getattr(getattr(config, section), key), tmp_path) != default
    ]
    assert wrong == []


def shown(value: object, folder: Path) -> str:
    match value:
        case Path():
            return value.relative_to(folder).as_posix()
        case None:
            return "none"
        case float():
            return f"{value:g}"
        case bool():
            return str(value).lower()
    return str(value)


@pytest.mark.parametrize("line", [bare(row[0]) for row in rows("Commands")])
def test_a_command_is_there_with_its_options(line: str) -> None:
    command: click.Command = cli
    words = simple(line)[0][1:]
    while isinstance(command, click.Group) and words:
        inside = command.get_command(click.Context(command), words.pop(0))
        assert inside is not None
        command = inside
    options = {each for param in command.params for each in param.opts}
    asked = {word for word in words if word.startswith("-")}
    assert asked | {"--config", "--quiet", "--verbose"} <= options


def test_the_contract_names_every_command() -> None:
    named = {bare(row[0]).split()[1] for row in rows("Commands")}
    assert named == set(cli.list_commands(click.Context(cli)))


def test_formats_are_those() -> None:
    [named] = re.findall(r"^Formats of `--format`: (.*)\.$", TEXT, re.MULTILINE)
    assert re.findall("`(.+?)`", named) == list(FORMATS)


def test_exit_codes_are_those() -> None:
    def below(kind: type[HarvestError]) -> Iterator[type[HarvestError]]:
        for each in kind.__subclasses__():
            yield each
            yield from below(each)

    mine = [kind for kind in below(HarvestError) if kind.__module__ == errors.__name__]
    codes = {int(code) for row in rows("Exit codes") for code in row[0].split(", ")}
    assert codes - {0, 1, 130, 143} == {kind.exit_code for kind in mine}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Config:
    config = filled(tmp_path_factory.mktemp("contract"), 4, 4)
    publish(config, clock=FakeClock())
    return config


def test_the_public_file_has_these_tables_keys_and_columns(published: Config) -> None:
    with closing(sqlite3.connect(published.publish.path)) as db:
        for table, key, columns in rows("The public file"):
            found = db.execute(
                "SELECT name, pk FROM pragma_table_info(?)", (bare(table),)
            ).fetchall()
            assert found, table
            if "_fts" in table:
                continue
            assert set(bare(columns).split()) <= {name for name, _ in found}, table
            if key:
                keys = sorted((place, name) for name, place in found if place)
                assert [name for _, name in keys] == bare(key).split(), table


def test_addresses_of_the_contract_and_those_that_documents_link_answer(published: Config) -> None:
    with closing(sqlite3.connect(published.publish.path)) as db:
        number, pmid, ui = (
            db.execute(statement).fetchone()[0]
            for statement in ("SELECT * FROM trials", "SELECT * FROM articles",
                              "SELECT * FROM mesh_terms")
        )  # fmt: skip
    slugs = {
        "/sponsors": "synthetic-hospital",
        "/topics": "cell-source-umbilical-cord",
        "/queries": "characteristics",
        "/evidence": "characteristics",
    }
    named = [each for row in rows("Addresses") for each in re.findall(r"`(/.*?)`", " ".join(row))]
    linked = [link for page in documents() for link in links(page.read_text("utf-8"))]
    named += [link.removeprefix(SITE) for link in linked if link.startswith(SITE)]
    assert len(named) > 25
    site = make(published)
    for address in named:
        at = re.sub("NUMBER", number, address).replace("PMID", pmid).replace("UI", ui)
        at = at.replace("SLUG", slugs.get(f"/{at.split('/')[1]}", "")).replace("TEXT", "cord")
        at = at.replace("CITY", "Singapore").replace("NAME", "timeline")
        assert get(site, at).status_code == 200, at
    site.get_database("evidence").close()
