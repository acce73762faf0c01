"""A facet is one file: dropped in, it is extracted, shown, related, exported and documented.

Relies on other processes.
"""

import csv
import io
import json
import shutil
import subprocess
import sys
from contextlib import closing
from os import environ
from pathlib import Path
from typing import Any

import pytest

from harvest import facets
from harvest.config import load
from harvest.errors import ConfigError
from harvest.facets import names
from harvest.paths import CHECKOUT, DB, PACKAGE
from harvest.site.lists.facets import facets as filters
from harvest.store import Store
from tests.helpers.bases.work_base import article, config_text, insert, make_config, trial
from tests.helpers.clock import FakeClock
from tests.helpers.documents import fences
from tests.helpers.site.site_pages import ONE, TWO

PAPER = "90000009"
[FACET] = fences((CHECKOUT / "docs" / "adding-a-facet.md").read_text("utf-8"))
ASK = """
import asyncio, json, sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from harvest import docs
from harvest.clock import SystemClock
from harvest.config import load
from harvest.evidence import update, judged_by_persons
from harvest.publish import publish
from harvest.site.app import make
from harvest.store import Store

config = load(Path(sys.argv[1]), env={})
clock = SystemClock()
with closing(Store.open(config.store.path, clock=clock)) as store:
    update(store, config.topic, judged_by_persons(config))
    stored = store.connection.execute(
        "SELECT id, value, label, field, evidence FROM facets WHERE facet = 'other_drug'"
        " ORDER BY id"
    ).fetchall()
publish(config, clock=clock)
site = make(config)
pages = {path: asyncio.run(site.client.get(path)).text for path in sys.argv[2:]}
site.get_database("evidence").close()
print(json.dumps([stored, pages, docs.PARTS["facets"]()]))
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program with one facet more."""
    folder = tmp_path / "program"
    ignored = shutil.ignore_patterns("__pycache__", "_shared", "build")
    shutil.copytree(PACKAGE, folder / "harvest", ignore=ignored)
    shutil.copytree(DB, folder / "db", ignore=ignored)
    shutil.copyfile(CHECKOUT / "config.toml", folder / "config.toml")
    shutil.copytree(CHECKOUT / "docs", folder / "docs")
    (folder / FACET.file).write_text(FACET.text, "utf-8")
    return folder


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A work database of two trials and a paper, of which nothing has been extracted yet."""
    made = make_config(tmp_path)
    with closing(Store.open(made.store.path, clock=FakeClock())) as store:
        store.begin_run(False)
    given = "Cells are given with tacrolimus, without entecavir."
    said = "METHODS: We gave patients cells and entecavir. " + "They did well. " * 20
    insert(
        made.store.path,
        [
            *trial(1, brief_summary=given),
            *trial(2, brief_summary="Patients receive cells and FK506."),
            *article(9, abstract=said),
        ],
    )
    file = tmp_path / "config.toml"
    file.write_text(config_text(made.store.path, made.publish.path), "utf-8")
    return file


def asked(program: Path, config: Path, *paths: str) -> Any:
    answer = subprocess.run(
        [sys.executable, "-c", ASK, str(config), *paths],
        cwd=program,
        env=environ | {"PYTHONPATH": str(program)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_a_facet_dropped_in_is_extracted_shown_related_exported_and_documented(
    program: Path, config: Path
) -> None:
    trials, papers = "/trials?all=1", "/articles?all=1"
    chosen, compared = f"{trials}&other_drug=tacrolimus", f"/compare?ids={ONE},{TWO}"
    described = "/evidence/facet_descriptions.json?facet=other_drug&_shape=array"
    paths = [
        *(f"/trials/{ONE}", f"/articles/{PAPER}", trials, f"{trials}&view=table", chosen, papers),
        *("/search?q=cells", "/topics", compared, compared.replace("?", ".csv?")),
        *("/queries/characteristics.csv", described, "/articles?other_drug=tacrolimus"),
    ]
    stored, pages, documentation = asked(program, config, *paths)
    assert stored == [
        [PAPER, "entecavir", "entecavir", "abstract", "entecavir"],
        [ONE, "tacrolimus", "tacrolimus", "brief_summary", "tacrolimus"],
        [TWO, "tacrolimus", "tacrolimus", "brief_summary", "FK506"],
    ]
    for path in (f"/trials/{ONE}", f"/articles/{PAPER}"):
        assert "<dt>Other drugs</dt>" in pages[path]
    assert 'href="/trials?other_drug=tacrolimus"' in pages[f"/trials/{ONE}"]
    assert "same drug besides: tacrolimus" in pages[f"/trials/{ONE}"]
    assert "<div><dt>Besides</dt><dd>tacrolimus</dd></div>" in pages[trials]
    assert '<th scope="col">Besides</th>' in pages[f"{trials}&view=table"]
    assert "<td>tacrolimus</td>" in pages[f"{trials}&view=table"]
    assert ONE in pages[chosen]
    assert PAPER not in pages["/articles?other_drug=tacrolimus"]
    assert '<h2 id="t-' in pages["/topics"]
    assert "/topics/other-drug-tacrolimus" in pages["/topics"]
    assert "Other drugs" in pages[compared]
    table = list(csv.reader(io.StringIO(pages[compared.replace("?", ".csv?")])))
    assert "Other drugs" in table[0] or "other_drug" in table[0]
    rows = csv.DictReader(io.StringIO(pages["/queries/characteristics.csv"]))
    assert [row["other_drug"] for row in rows] == ["tacrolimus", "tacrolimus"]
    (told,) = json.loads(pages[described])
    assert (told["title"], told["vocabulary"]) == ("Other drugs", "other_drug")
    assert "| `other_drug` | Other drugs |" in documentation


def test_the_filter_of_a_facet_is_offered_where_it_tells_records_apart(
    program: Path, config: Path
) -> None:
    insert(load(config, env={}).store.path, [*trial(3), *article(10)])
    lists = ("/trials?all=1", "/articles?all=1", "/search?q=cells")
    _, pages, _ = asked(program, config, *lists)
    for path in lists:
        assert ">Other drug</h2>" in pages[path] or ">Trials by other drug</h2>" in pages[path]


WRONG = {
    'title = "A"': "about",
    'title = "A"\nabout = "b"': "vocabulary: is missing",
    'title = "A"\nabout = "b"\nvocabulary = "none"': "vocabulary: db/vocabularies has no none.csv",
    'title = "A"\nabout = "b"\nvocabulary = "stages"\ncolour = 1': "unknown field `colour`",
    'title = "A"\nabout = "b"\nvocabulary = "stages"\n[card]\nplace = "x"': "`$.card.place`",
    'title = "A"\nabout = "b"\nvocabulary = "stages"\nparts = [["title"]]': "Invalid enum value",
    'title = "A"\nabout = "b"\nname = "b"\nvocabulary = "stages"': "name: ",
    'title = "A"\nabout = "b"\n[[term]]\ncode = "a"\nlabel = ""\nterms = ["a"]': "term: each needs",
    'title = "A': "",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_mistake_in_a_description_is_told_with_its_file_and_key(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "other_drug.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError) as told:
        facets.facets(tmp_path)
    assert str(told.value).startswith("db/facets/other_drug.toml: ")
    assert WRONG[text] in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("name", ["status", "page"])
def test_a_filter_takes_no_name_that_the_address_of_a_list_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / f"{name}.toml").write_text(FACET.text, "utf-8")
    monkeypatch.setattr(facets, "FOLDER", tmp_path)
    with pytest.raises(ConfigError, match=f"{name}.toml: filter: the list of trials has a field"):
        filters.__wrapped__("trials")


def test_every_description_has_a_place_of_its_own_wherever_it_is_shown() -> None:
    for places in (
        [each.place for each in facets.facets()],
        [each.order for each in facets.facets()],
        [each.card.place for each in facets.facets() if each.card],
        [each.comparison.place for each in facets.facets() if each.comparison],
        [each.export.place for each in facets.facets() if each.export],
        [each.gold.place for each in facets.facets() if each.gold],
    ):
        assert len(set(places)) == len(places)
        assert facets.LAST not in places
    assert names() == tuple(each.name for each in facets.facets())
