"""The three worked topics: what the guide shows is what the commands do, on made-up records.

Relies on stand-ins.
"""

import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from harvest.cli import run
from harvest.config import Config, load
from harvest.demo import harvest_topics
from harvest.paths import CHECKOUT
from harvest.standin import StandIn, serve
from harvest.standin.sample import TOPICS, other_topics
from tests.helpers.bases.work_base import THAT_DAY
from tests.helpers.clock import FakeClock
from tests.helpers.documents import fences
from tests.helpers.sources.addresses import at_any_pace

GUIDE = (CHECKOUT / "docs" / "worked-topics.md").read_text("utf-8")
TERMINAL = {
    shlex.split(each.text)[3]: each.text
    for each in fences(GUIDE)
    if each.text.startswith("$ harvest new ")
}


@pytest.fixture(scope="module")
def registries() -> Iterator[StandIn]:
    with serve(other_topics(), epoch=1) as registries:
        yield registries


@pytest.mark.parametrize("name", TOPICS)
def test_the_guide_shows_what_harvest_new_says_and_the_demo_has_what_it_writes(
    name: str,
    registries: StandIn,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    used = Path("in-use.toml")
    used.write_text(
        '[topic]\ntitle = "Another"\n[[search]]\nname = "core"\nclinicaltrials = "x"\n'
        + at_any_pace(registries)
    )
    monkeypatch.setenv("HARVEST_CONFIG", str(used))
    command, _, shown = TERMINAL[name].partition("\n")
    assert run(shlex.split(command)[2:]) == 0
    said = capsys.readouterr()
    warnings = [line for line in shown.splitlines() if line.startswith("warning: ")]
    assert said.out.splitlines() == [line for line in shown.splitlines() if line not in warnings]
    assert all(line in said.err for line in warnings)
    made, bundled = load(Path(name, "config.toml"), env={}), load(TOPICS[name], env={})
    assert (made.topic, made.searches) == (bundled.topic, bundled.searches)


@pytest.fixture(scope="module")
def harvested(tmp_path_factory: pytest.TempPathFactory) -> list[Config]:
    base = load(CHECKOUT / "config.toml", env={})
    store = replace(base.store, path=tmp_path_factory.mktemp("worked") / "harvest.db")
    return harvest_topics(replace(base, store=store), clock=FakeClock(THAT_DAY))


def facets(config: Config) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(config.publish.path)) as db:
        return set(db.execute("SELECT facet, label FROM facets WHERE trial_id IS NOT NULL"))


def test_each_topic_has_the_facets_of_its_packs(harvested: list[Config]) -> None:
    lupus, liver = map(facets, harvested)
    assert {
        ("lupus_kind", "lupus nephritis"),
        ("nephritis_class", "class III or IV"),
        ("sledai", "≥ 8 points"),
        ("sledai", "> 6 points"),
        ("refractory", "yes"),
        ("product", "CAR-T cells"),
        ("dose", "1e6 cells/kg"),
    } <= lupus
    assert {
        ("drug", "semaglutide"),
        ("drug_dose", "2.4 mg"),
        ("drug_frequency", "once weekly"),
        ("drug_route", "oral"),
        ("comparator", "placebo"),
    } <= liver
    assert not {name for name, _ in liver} & {"sledai", "product"}


def test_the_topics_have_news_and_one_trial_in_common_and_say_that_all_is_made_up(
    harvested: list[Config],
) -> None:
    numbers, news = [], []
    for config in harvested:
        assert config.topic.title.endswith("(sample)")
        with closing(sqlite3.connect(config.publish.path)) as db:
            trials = dict(db.execute("SELECT trial_id, brief_title FROM trials"))
            papers = [title for (title,) in db.execute("SELECT title FROM articles")]
            news.append({event for (event,) in db.execute("SELECT event FROM changes")})
        assert all(title.endswith("(Sample)") for title in trials.values())
        assert all("(sample)" in title for title in papers)
        numbers.append(set(trials))
    assert set.intersection(*numbers) == {"NCT90000306"}
    assert {"stopped", "primary_completion_moved", "status"} <= news[0]
    assert {"enrollment_cut", "primary_completion_moved"} <= news[1]
