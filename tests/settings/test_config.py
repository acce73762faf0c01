"""config.toml: what is read, and what stands where a line is left out.

Relies on ../shared.
"""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from harvest import config as configuration
from harvest.config import is_loopback, load
from harvest.errors import ConfigError
from harvest.identifiers.about import about, configured
from harvest.paths import DEFAULT_CONFIG
from tests.helpers.bases.config_texts import GOOD, KEY, read
from tests.helpers.places import ROOT

# --- what is read ---


def test_the_file_of_the_repository_works_unedited() -> None:
    config = load(ROOT / "config.toml", {})
    assert config.topic.seed_trial == "NCT03626090"
    assert [search.name for search in config.searches] == ["core", "in-text"]
    assert set(config.sources) == {
        "clinicaltrials",
        "pubmed",
        "mesh",
        "isrctn",
        "ctis",
        "ictrp",
    }
    assert config.store.path == ROOT / "db/build/harvest.db"
    assert config.publish.path == ROOT / "db/build/evidence.db"
    assert (config.serve.host, config.serve.port) == ("127.0.0.1", 8001)


def test_a_source_that_the_file_leaves_off_is_on_without_the_marks(tmp_path: Path) -> None:
    lines = (ROOT / "config.toml").read_text("utf-8").splitlines()
    for off in [n for n, line in enumerate(lines) if line.startswith("# [sources.")]:
        lines[off : off + 2] = [line.removeprefix("# ") for line in lines[off : off + 2]]
    (tmp_path / "config.toml").write_text("\n".join(lines), "utf-8")
    sources = load(tmp_path / "config.toml", {}).sources
    # a list of notices is never asked, only brought: the file has no section for it
    assert sources.keys() == {each.name for each in configured() if each.kinds != ("notice",)}
    assert sources["euctr"].base_url == about("euctr").base_url


def test_mail_to_readers_is_on_without_the_marks_of_its_section_and_an_address(
    tmp_path: Path,
) -> None:
    text = (ROOT / "config.toml").read_text("utf-8")
    start = text.index("# [subscriptions]")
    section = "\n".join(line.removeprefix("# ") for line in text[start:].splitlines())
    there = tmp_path / "config.toml"
    there.write_text(text[:start] + section, "utf-8")
    with pytest.raises(ConfigError, match=r"\[subscriptions\] host: .*write base_url below"):
        load(there, {})
    there.write_text(
        text[:start].replace('# base_url = "https://evid', 'base_url = "https://evid') + section,
        "utf-8",
    )
    offer = load(there, {}).subscriptions
    assert offer is not None
    assert (offer.host, offer.port, offer.every_days) == ("mail.example.org", 587, 7)
    assert offer.path == tmp_path / "db/build/subscribers.db"
    there.write_text(there.read_text().replace("evidence@example.org", "a b@example.org"), "utf-8")
    with pytest.raises(ConfigError, match=r"\[subscriptions\] from: is not one e-mail") as error:
        load(there, {})
    assert "a b@" not in str(error.value)
    there.write_text(there.read_text().replace("a b@example.org", ""), "utf-8")
    with pytest.raises(ConfigError, match=r"\[subscriptions\] from: is missing"):
        load(there, {})
    there.write_text(text, "utf-8")
    assert load(there, {}).subscriptions is None


@pytest.mark.parametrize(
    ("name", "told"),
    [("harvest.db", "the private work database"), ("./evidence.db", "the public file")],
)
def test_addresses_are_not_kept_in_another_file_of_the_program(
    tmp_path: Path, name: str, told: str
) -> None:
    text = (ROOT / "config.toml").read_text("utf-8")
    there = tmp_path / "config.toml"
    there.write_text(f'{text}\n[subscriptions]\npath = "db/build/{name}"\n', "utf-8")
    with pytest.raises(ConfigError, match=rf"\[subscriptions\] path: is {told}.*name another"):
        load(there, {})


def test_every_mesh_name_of_the_repositorys_file_is_a_descriptor(shared: Path) -> None:
    with gzip.open(shared / "corpus/mesh/descriptors-2025.tsv.gz", "rt", encoding="utf-8") as lines:
        names = {line.split("\t")[1] for line in lines}
    concepts = load(ROOT / "config.toml", {}).topic.concepts
    asked = {name for concept in concepts for name in concept.mesh}
    assert asked
    assert asked <= names


def test_defaults_stand_where_a_section_is_left_out(tmp_path: Path) -> None:
    config = read(tmp_path, GOOD)
    assert config.contact == ""
    assert config.store.path == tmp_path / "db/build/harvest.db"
    assert config.publish.max_shrink_percent == 10
    assert config.serve.public_sql == "auto"
    assert config.changes == configuration.ChangesConfig(mass_percent=20, mass_minimum=25)
    assert config.api_key is None


def test_a_concept_is_looked_for_where_its_name_or_its_own_line_says(tmp_path: Path) -> None:
    extra = '[topic.concepts.setting]\nterms = ["hospital"]\n'
    moved = '[topic.concepts.cells]\nterms = ["hepatocyte"]\nclinicaltrials = "intr"\n'
    topic = read(tmp_path, GOOD + extra + moved).topic
    areas = {concept.name: concept.area for concept in topic.concepts}
    assert areas == {"condition": "cond", "therapy": "intr", "setting": "term", "cells": "intr"}


def test_paths_are_relative_to_the_file_and_absolute_ones_stay(tmp_path: Path) -> None:
    paths = f'[store]\npath = "../w.db"\n[publish]\npath = {json.dumps(str(tmp_path / "p.db"))}\n'
    config = read(tmp_path, GOOD + paths)
    assert config.store.path.resolve() == tmp_path.parent / "w.db"
    assert config.publish.path == tmp_path / "p.db"


def test_the_file_is_chosen_by_argument_then_environment_then_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.toml").write_text(GOOD.replace("Example", name))
    monkeypatch.chdir(tmp_path / "here")
    there = tmp_path / "there" / "config.toml"
    assert load(None, {}).topic.title == "here"
    assert load(None, {"HARVEST_CONFIG": str(there)}).topic.title == "there"
    assert load(Path("config.toml"), {"HARVEST_CONFIG": str(there)}).topic.title == "here"


def test_without_a_file_the_programs_own_configuration_holds_for_this_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = load(DEFAULT_CONFIG, {})
    config = load(None, {})
    assert config.path is None
    assert (config.topic, config.searches) == (own.topic, own.searches)
    inbox = config.sources["ictrp"].inbox
    assert inbox == tmp_path / "inbox"
    there = own.sources | {"ictrp": replace(own.sources["ictrp"], inbox=inbox)}
    assert config.sources == there
    assert config.store.path == tmp_path / "db" / "build" / "harvest.db"
    assert config.publish.path == tmp_path / "db" / "build" / "evidence.db"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_named_must_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match=r"config\.toml: no such file"):
        load(Path("config.toml"), {})
    with pytest.raises(ConfigError, match=r"elsewhere\.toml: no such file"):
        load(None, {"HARVEST_CONFIG": "elsewhere.toml"})
    (tmp_path / "config.toml").symlink_to("lost.toml")
    with pytest.raises(ConfigError, match=r"config\.toml: no such file"):
        load(None, {})


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbf" + GOOD.encode()).topic.title == "Example"


def test_a_search_of_its_own_text_may_be_wrapped_and_hold_any_letter(tmp_path: Path) -> None:
    own = '[[search]]\nname = "own"\npubmed = """\n  cirrhosis[tiab] AND\n  "肝硬変 𝛼"[tiab]\n"""\n'
    search = read(tmp_path, GOOD + own).searches[1]
    assert search.texts == {"pubmed": 'cirrhosis[tiab] AND "肝硬変 𝛼"[tiab]'}
    assert search.all == ()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("clinicaltrials", "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"),
        ("clinicaltrials", "AREA[StartDate]RANGE[2020-01-01,2020-12-31]"),
        ("clinicaltrials", "AREA[StartDate]RANGE[2020-06, 2020]"),
        ("clinicaltrials", "AREA[EnrollmentCount]RANGE[99, 100]"),
        ("pubmed", "1800:3000[dp]"),
        ("pubmed", '"2020/06/30"[dp] : "3000"[dp]'),
        ("pubmed", '"randomised 2:1"[tiab] AND cirrhosis'),
    ],
)
def test_a_range_that_runs_forwards_is_left_alone(tmp_path: Path, key: str, text: str) -> None:
    own = f"[[search]]\nname = 'own'\n{key} = '{text}'\n"
    assert read(tmp_path, GOOD + own).searches[1].texts == {key: text}


def test_the_key_comes_from_the_environment_and_stays_out_of_sight(tmp_path: Path) -> None:
    text = 'contact = "someone@example.org"\n' + GOOD
    config = read(tmp_path, text, {"NCBI_API_KEY": KEY})
    assert config.api_key == KEY
    assert KEY not in repr(config)
    assert "someone@example.org" not in repr(config)
    assert read(tmp_path, text, {"NCBI_API_KEY": ""}).api_key is None


def test_http_is_allowed_on_this_machine(tmp_path: Path) -> None:
    for host in ("127.0.0.1:8123", "localhost", "[::1]:99"):
        url = f"http://{host}/api/v2"
        text = GOOD.replace("https://clinicaltrials.gov/api/v2", url + "/")
        assert read(tmp_path, text).sources["clinicaltrials"].base_url == url
        assert is_loopback(url)
    assert not is_loopback("http://127.0.0.1.example.org/")
    assert not is_loopback("https://localhost.example.org/")
