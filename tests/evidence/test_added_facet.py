"""A facet is a table of a pack: added in a pack of one's own, it is read, shown and exported.

Relies on Datasette.
"""

import csv
import io
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from datasette.app import Datasette

from harvest import facets, staleness
from harvest.clock import SystemClock
from harvest.config import Config, load
from harvest.errors import ConfigError
from harvest.evidence import update
from harvest.facets import names
from harvest.packs import reading
from harvest.packs.folders import default, own, using
from harvest.paths import CHECKOUT
from harvest.publish import publish
from harvest.run.progress import Bars
from harvest.run.upgrade import bring_up_to_date
from harvest.site.lists.facets import facets as filters
from harvest.sources import all_sources
from harvest.store import Store
from tests.helpers.bases.work_base import article, config_text, insert, make_config, trial
from tests.helpers.clock import FakeClock
from tests.helpers.documents import fences
from tests.helpers.site.site_pages import ONE, TWO, get, served

PAPER = "90000009"
[FACET] = fences((CHECKOUT / "docs" / "adding-a-facet.md").read_text("utf-8"))
READ = "SELECT id, value, label, field, evidence FROM facets WHERE facet = 'other_drug' ORDER BY id"
SHOWN = "SELECT label FROM facets WHERE facet = 'other_drug' ORDER BY label"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A work database of two trials and a paper, and a pack of one's own beside its settings."""
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
    (tmp_path / FACET.file).parent.mkdir()
    (tmp_path / FACET.file).write_text(FACET.text, "utf-8")
    file = tmp_path / "config.toml"
    text = config_text(made.store.path, made.publish.path)
    packs = 'packs = ["cells", "liver", "./mine"]'
    file.write_text(text.replace("[topic]", f"[topic]\n{packs}", 1), "utf-8")
    return load(file, env={})


def published(config: Config) -> tuple[list[list[str]], Datasette]:
    """What is read of the facet, and the site that shows it."""
    with closing(Store.open(config.store.path, clock=SystemClock())) as store:
        update(store, config.topic)
        found = [list(row) for row in store.connection.execute(READ)]
    publish(config, clock=FakeClock())
    return found, served(config)


def test_a_facet_of_a_pack_of_ones_own_is_extracted_shown_related_and_exported(
    config: Config,
) -> None:
    trials, papers = "/trials?all=1", "/articles?all=1"
    chosen, compared = f"{trials}&other_drug=tacrolimus", f"/compare?ids={ONE},{TWO}"
    described = "/evidence/facet_descriptions.json?facet=other_drug&_shape=array"
    paths = [
        *(f"/trials/{ONE}", f"/articles/{PAPER}", trials, f"{trials}&view=table", chosen, papers),
        *("/search?q=cells", "/topics", compared, compared.replace("?", ".csv?")),
        *("/queries/characteristics.csv", described, "/articles?other_drug=tacrolimus"),
    ]
    stored, site = published(config)
    pages = {path: get(site, path).text for path in paths}
    site.get_database("evidence").close()
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


def test_the_filter_of_a_facet_is_offered_where_it_tells_records_apart(config: Config) -> None:
    insert(config.store.path, [*trial(3), *article(10)])
    _, site = published(config)
    for path in ("/trials?all=1", "/articles?all=1", "/search?q=cells"):
        page = get(site, path).text
        assert ">Other drug</h2>" in page or ">Trials by other drug</h2>" in page
    site.get_database("evidence").close()


def test_a_changed_choice_of_packs_and_a_changed_pack_are_read_without_being_asked(
    config: Config,
) -> None:
    def titles() -> list[str]:
        bring_up_to_date(config, FakeClock(), Bars(quiet=True))
        publish(config, clock=FakeClock())
        with closing(sqlite3.connect(config.publish.path)) as db:
            return [row[0] for row in db.execute(SHOWN)]

    [mine] = own(config.topic.packs)
    assert titles() == ["entecavir", "tacrolimus", "tacrolimus"]
    assert titles() == ["entecavir", "tacrolimus", "tacrolimus"]
    again = FACET.text.replace('label = "tacrolimus"', 'label = "Prograf"')
    (mine / "pack.toml").write_text(again, "utf-8")
    for kept in (reading.read, facets._facets, facets._named):
        kept.cache_clear()  # as in the next process
    assert titles() == ["Prograf", "Prograf", "entecavir"]
    config = replace(config, topic=replace(config.topic, packs=default()))
    assert titles() == []


def test_how_registries_are_read_does_not_depend_on_packs(tmp_path: Path) -> None:
    mine = pack(tmp_path / "mine", "")
    steps = {each.normalise.__module__ for each in all_sources()} | {"harvest.evidence.extract"}
    before = {step: staleness.digest(step) for step in steps}
    with using((*default(), mine)):
        after = {step: staleness.digest(step) for step in steps}
        (mine / "queries").mkdir()
        (mine / "queries" / "a.sql").write_text("SELECT 1", "utf-8")
        later = {step: staleness.digest(step) for step in steps}
    assert {step for step in steps if before[step] != after[step]} == {"harvest.evidence.extract"}
    assert {step for step in steps if later[step] != after[step]} == {"harvest.evidence.extract"}


def pack(folder: Path, text: str) -> Path:
    """A pack of this text."""
    folder.mkdir()
    (folder / "pack.toml").write_text(f'title = "A"\nabout = "b"\n{text}', "utf-8")
    return folder


AB = '[facets.a]\ntitle = "A"\nabout = "b"\n'
TERM = '[[facets.a.term]]\ncode = "x"\nlabel = "{}"\nterms = ["x"]\n'
WRONG = {
    '[facets.a]\ntitle = "A"': "facets.a: Object missing required field `about`",
    AB: "facets.a: vocabulary: is missing",
    f'{AB}vocabulary = "none"': "facets.a: vocabulary: there is no ",
    f'{AB}reader = "products"\ncolour = 1': "facets.a: Object contains unknown field `colour`",
    f'{AB}reader = "products"\n[facets.a.card]\nplace = "x"': "`$.card.place`",
    f'{AB}reader = "products"\nparts = [["title"]]': "Invalid enum value",
    f'{AB}reader = "products"\nname = "b"': "facets.a: name: ",
    f"{AB}{TERM.format('')}": "facets.a: term: each needs",
    f"{AB.replace('.a]', '.phases]')}{TERM.format('X').replace('.a.', '.phases.')}": (
        "facets.phases: term: phases is the name of db/vocabularies/phases.csv"
    ),
    AB.replace(".a]", ".donor]"): "facets.donor: db/packs/cells/pack.toml has a facet of that name",
    AB.replace(".a]", ".A-b]"): "facets.A-b: is not a name",
    '[adds]\nstage = "more"': "adds.stage: there is no ",
    '[adds]\ndose = "more"': "adds.dose: that facet has no vocabulary",
    "colour = 1": "Object contains unknown field `colour`",
    'folder = "x"': "folder: ",
    'title = "A': "",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_mistake_in_a_pack_is_told_with_its_file_and_key(tmp_path: Path, text: str) -> None:
    mine = pack(tmp_path / "mine", text)
    with using((*default(), mine)), pytest.raises(ConfigError) as told:
        facets.facets()
    assert str(told.value).startswith(f"{mine / 'pack.toml'}: ")
    assert WRONG[text] in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("name", ["status", "page"])
def test_a_filter_takes_no_name_that_the_address_of_a_list_knows(tmp_path: Path, name: str) -> None:
    text = AB + TERM.format("X") + "[facets.a.filter]\ntrials = 1\n"
    mine = pack(tmp_path / "mine", text.replace("facets.a", f"facets.{name}"))
    with using((mine,)), pytest.raises(ConfigError, match=f"facets.{name}: filter: the list of"):
        filters("trials")


def test_a_pack_adds_terms_to_the_vocabulary_of_another(tmp_path: Path) -> None:
    mine = pack(tmp_path / "mine", '[adds]\noutcome_scale = "more"')
    (mine / "vocabularies").mkdir()
    words = "code,label,terms\nKCCQ,KCCQ,KCCQ|Kansas City\nsurvival,x,life span\n"
    (mine / "vocabularies" / "more.csv").write_text(words, "utf-8")
    with using((mine,)):
        described = facets.facet("outcome_scale")
        assert described is not None
        found = {entry.code: entry for entry in described.entries()}
    assert found["KCCQ"].label == "KCCQ"
    assert found["survival"].label == "survival"
    assert found["survival"].more["terms"].endswith("|life span")
    assert "MELD" not in found


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
