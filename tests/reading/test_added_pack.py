"""A pack of one's own, as docs/adding-a-pack.md has it: read, shown, filtered, compared, exported.

Relies on Datasette.
"""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette

from harvest import facets, queries
from harvest.config import load
from harvest.errors import ConfigError
from harvest.evidence import update
from harvest.evidence.reading import vocabulary
from harvest.health.doctor import examine
from harvest.packs import reading
from harvest.packs.folders import shipped
from harvest.paths import CHECKOUT
from harvest.publish import publish
from harvest.store import Store
from tests.helpers.bases.work_base import article, config_text, insert, trial
from tests.helpers.clock import FakeClock
from tests.helpers.documents import fences
from tests.helpers.site.site_pages import ONE, TWO, get, served

PAPER = "90000009"
PAGE = (CHECKOUT / "docs" / "adding-a-pack.md").read_text("utf-8")
FILES = [fence for fence in fences(PAGE) if fence.file.startswith("mine/")]
[CONFIG] = [fence.text for fence in fences(PAGE) if fence.file == "config.toml"]
[NAMED] = [line for line in CONFIG.splitlines() if line.startswith("packs")]
READ = "SELECT id, facet, value, low, high, formula, evidence FROM facets WHERE facet IN (?, ?, ?)"


def configured(folder: Path, packs: str = NAMED) -> Path:
    """A configuration with the pack of the page beside it."""
    for fence in FILES:
        path = folder / fence.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(fence.text, "utf-8")
    text = config_text(folder / "harvest.db", folder / "evidence.db")
    file = folder / "config.toml"
    file.write_text(text.replace("[topic]", f"[topic]\n{packs}", 1), "utf-8")
    return file


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Datasette]:
    """Two trials and a paper of the topic, published with that pack."""
    folder = tmp_path_factory.mktemp("mine")
    config = load(configured(folder), env={})
    with closing(Store.open(config.store.path, clock=FakeClock())) as store:
        store.begin_run(False)
    insert(
        config.store.path,
        [
            *trial(1, brief_title="One",
                   official_title="Metformin in Insulin-Naive Patients With T2DM",
                   eligibility_criteria="Inclusion Criteria:\n* HbA1c of 7.0 to 10 %\n"
                   "Exclusion Criteria:\n* HbA1c above 12%"),
            *trial(2, brief_title="Two", official_title="Insulin in type I diabetes",
                   eligibility_criteria="Inclusion: glycated haemoglobin ≥ 53 mmol/mol"),
            *article(9, title="Type 2 diabetes in 90 patients", abstract="We enrolled patients."),
        ],
    )  # fmt: skip
    with closing(Store.open(config.store.path, clock=FakeClock())) as store:
        update(store, config.topic)
    publish(config, clock=FakeClock())
    made_site = served(config)
    yield made_site
    made_site.get_database("evidence").close()


def test_the_facets_are_read_each_with_its_words_and_its_formula(site: Datasette) -> None:
    file = site.get_database("evidence").path
    with closing(sqlite3.connect(Path(str(file)).with_name("harvest.db"))) as db:
        found = sorted(db.execute(READ, ("diabetes", "hba1c", "insulin_naive")).fetchall())
    assert found == [
        (PAPER, "diabetes", "T2D", None, None, None, "Type 2 diabetes"),
        (ONE, "diabetes", "T2D", None, None, None, "T2DM"),
        (ONE, "hba1c", "7–10 %", 7.0, 10.0, "as written", "7.0 to 10 %"),
        (ONE, "insulin_naive", "yes", None, None, None, "Insulin-Naive"),
        (TWO, "diabetes", "T1D", None, None, None, "type I diabetes"),
        (TWO, "hba1c", "≥ 7 %", 7.0, None, "53 * 0.0915 + 2.15 %", "53 mmol/mol"),
    ]


def test_they_are_on_lists_cards_pages_comparison_filter_and_exports(site: Datasette) -> None:
    trials = get(site, "/trials?all=1").text
    assert "<div><dt>Diabetes</dt><dd>type 2 diabetes 7–10 %</dd></div>" in trials
    assert ">Diabetes</h2>" in trials
    assert ">HbA1c at entry</h2>" in trials
    table = get(site, "/trials?all=1&view=table").text
    assert '<th scope="col">Diabetes</th>' in table
    chosen = get(site, "/trials?all=1&diabetes=T1D").text
    assert f"/trials/{TWO}" in chosen
    assert f'href="/trials/{ONE}"' not in chosen
    chosen = get(site, "/trials?all=1&hba1c=7%E2%80%9310+%25").text
    assert f'href="/trials/{ONE}"' in chosen
    assert f'href="/trials/{TWO}"' not in chosen
    page = get(site, f"/trials/{ONE}").text
    for title in ("Diabetes", "HbA1c at entry", "Insulin-naive"):
        assert f"<dt>{title}</dt>" in page
    assert "same type of diabetes" in page
    compared = get(site, f"/compare?ids={ONE},{TWO}").text
    assert "HbA1c at entry" in compared
    assert "≥ 7 %" in compared
    topics = get(site, "/topics").text
    assert "/topics/diabetes-t2d" in topics
    assert "/topics/hba1c" not in topics
    assert PAPER in get(site, "/articles?all=1&diabetes=T2D").text
    assert PAPER not in get(site, "/articles?all=1&diabetes=T1D").text
    exported = get(site, "/queries/characteristics.csv").text.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(exported)))
    assert {row["trial_id"]: (row["diabetes"], row["hba1c"]) for row in rows} == {
        ONE: ("type 2 diabetes", "7–10 %"),
        TWO: ("type 1 diabetes", "≥ 7 %"),
    }
    described = json.loads(get(site, "/evidence/facet_descriptions.json?_shape=array").text)
    assert {each["facet"] for each in described} >= {"diabetes", "hba1c", "insulin_naive", "drug"}


def test_the_site_speaks_of_the_topic_and_of_no_other(site: Datasette) -> None:
    search = get(site, "/search").text
    for example in ("&#34;liver cirrhosis&#34;", "HbA1c OR glucose", "&#34;type 2&#34;"):
        assert f"<code>{example}</code></a>" in search
    landscape = get(site, "/landscape").text
    assert "Trials by medicine and type of diabetes" in landscape
    assert get(site, "/landscape/diabetes-drugs.svg").status_code == 200
    assert get(site, "/landscape/sources.svg").status_code == 404
    for page in (
        search,
        landscape,
        *(get(site, path).text for path in ("/", "/queries", "/topics")),
    ):
        for word in ("umbilical", "wharton", "cell source", "aetiology", "stem cell"):
            assert word not in page.casefold()


def test_nothing_of_a_pack_that_is_not_named_is_shown(site: Datasette) -> None:
    described = json.loads(get(site, "/evidence/facet_descriptions.json?_shape=array").text)
    assert not {each["facet"] for each in described} & {"cell_source", "aetiology", "stage"}
    assert "cells-given" not in get(site, "/queries").text
    assert get(site, "/queries/aetiology-and-stage").status_code == 404


def test_the_configuration_of_the_page_is_a_whole_one(tmp_path: Path) -> None:
    configured(tmp_path)
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    config = load(tmp_path / "config.toml", env={})
    assert [path.name for path in config.topic.packs] == ["drug", "mine"]
    assert set(config.sources) == {"clinicaltrials", "pubmed", "mesh"}


def test_the_page_leads_to_the_packs_that_there_are() -> None:
    assert "[facets](facets.md)" in PAGE
    listed = (CHECKOUT / "docs" / "facets.md").read_text("utf-8")
    for name in shipped():
        assert f"`{name}`" in listed


@pytest.mark.parametrize(
    ("packs", "problem"),
    [
        ('packs = ["cell"]', "did you mean cells?"),
        ('packs = ["mine"]', 'write "./mine"'),
        ('packs = ["./yours"]', "not found: "),
        ('packs = ["study"]', "no pack of the program is called 'study'"),
        ('packs = ["cells", "cells"]', '"cells" is named twice'),
        ('packs = "cells"', "is not a list of texts"),
    ],
)
def test_a_pack_that_is_not_there_is_told_with_what_to_do(
    tmp_path: Path, packs: str, problem: str
) -> None:
    file = configured(tmp_path, packs)
    with pytest.raises(ConfigError) as told:
        load(file, env={})
    assert str(told.value).startswith(f"{file}: [topic] packs: ")
    assert problem in str(told.value)


BROKEN = {
    "mine/vocabularies/diabetes_types.csv": ("code,label,terms\nA,A\n", "line 2: has 2 cells"),
    "mine/queries/a.sql": ("-- title: A\nSELECT 1", "a.sql, line "),
    "mine/queries/by-year.sql": ("-- title: A\nSELECT 1", "by-year.sql has the same name"),
    "mine/pack.toml": ('title = "A', "pack.toml: "),
}


@pytest.mark.parametrize("file", BROKEN)
def test_the_doctor_tells_a_mistake_in_a_pack_with_its_file(tmp_path: Path, file: str) -> None:
    config = load(configured(tmp_path), env={})
    assert [each.level for each in examine(config, clock=FakeClock()) if each.about == "packs"] == [
        "ok"
    ]
    text, problem = BROKEN[file]
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text, "utf-8")
    for kept in (reading.read, facets._facets, queries._load, vocabulary.words_of):
        kept.cache_clear()  # as in the next process
    [told] = [each for each in examine(config, clock=FakeClock()) if each.about == "packs"]
    assert told.exit_code == 78
    assert str(tmp_path / "mine") in told.text
    assert problem in told.text
