"""Sponsors on the site: spellings and members brought together, everywhere and with the reason.

Relies on Datasette.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import feedparser
import pytest
from datasette.app import Datasette
from lxml import html

from harvest.config import Config
from harvest.errors import ConfigError
from harvest.judgements import SPONSORS
from harvest.publish import publish
from tests.helpers.bases.work_base import execute, filled, insert, row
from tests.helpers.site.recounted import number, text
from tests.helpers.site.site_pages import get, served, tell

UNIVERSITY = "Sun Yat-sen University"
THIRD = "Third Affiliated Hospital, Sun Yat-Sen University"
OF_TRIALS = {
    1: "Sun Yat-Sen University",
    2: THIRD,
    3: "The Third Affiliated Hospital of Sun Yat-sen University",
    4: "Mesoblast, Inc.",
    5: "Mesoblast, Ltd.",
    6: "Mesoblast, Ltd.",
    7: "Ward Ltd",
}
LINE = "Ward Ltd,member,University of Oneville,its ward,AB,2026-11-24"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    config = filled(tmp_path_factory.mktemp("rolled"), 7, 7)
    work = config.store.path
    for number_, name in OF_TRIALS.items():
        key = (name, f"NCT9{number_:07d}")
        execute(work, "UPDATE trials SET lead_sponsor = ? WHERE trial_id = ?", key)
        execute(work, "UPDATE sponsors SET name = ? WHERE trial_id = ?", key)
    # The university supports what its hospital leads: one study, and its own.
    insert(work, [row("sponsors", "NCT90000002", 1, "collaborator", UNIVERSITY, "OTHER")])
    tell(work, "NCT90000003", "status", "RECRUITING", "COMPLETED")
    judged(config, LINE)
    publish(config)
    return config


def judged(config: Config, *lines: str) -> None:
    config.judgements.folder.mkdir(exist_ok=True)
    text_ = "\n".join([SPONSORS.head, *lines])
    (config.judgements.folder / SPONSORS.name).write_text(text_, "utf-8")


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()


def tree(site: Datasette, path: str):
    answer = get(site, path)
    assert answer.status_code == 200, (path, answer.status_code, answer.text[-300:])
    return html.fromstring(answer.text)


def listed(site: Datasette, path: str) -> set[str]:
    links = tree(site, path).xpath("//ol[@class='cards']//h3//a/@href")
    return {int(link[-3:]) for link in links if link.startswith("/trials/")}


def test_the_page_of_a_university_shows_its_own_trials_and_its_members_apart(site):
    page = tree(site, "/sponsors/sun-yat-sen-university")
    lead = text(page.xpath("//p[@class='lead']")[0])
    assert "leads 3 trials here, with the sponsor that belongs to it" in lead
    assert "each study is counted once" in lead
    assert number(page.xpath("string(//h2[@id='own'])")) == 2
    assert number(page.xpath("string(//h2[@id='trials-of-members'])")) == 1
    (member,) = page.xpath("//section[@aria-labelledby='members']//tbody/tr")
    told = text(member)
    assert told.startswith(THIRD)
    assert "affiliated hospital (from the list of the program)" in told


def test_each_name_is_shown_as_the_registry_writes_it_with_the_reason(site):
    page = tree(site, "/sponsors/mesoblast-ltd")
    names = [text(item) for item in page.xpath("//details[contains(., 'in the registries')]//li")]
    assert names == [
        "Mesoblast, Ltd.",
        "Mesoblast, Inc. differs in the legal form (by the rules of spelling)",
    ]
    page = tree(site, "/sponsors/third-affiliated-hospital-sun-yat-sen-university")
    assert f"Belongs to {UNIVERSITY}" in text(page.xpath("//main")[0])
    assert "“of” for a comma (from the list of the program)" in text(page.xpath("//main")[0])


@pytest.mark.parametrize(
    ("path", "trials"),
    [
        ("/trials?sponsor=Sun+Yat-Sen+University", {1, 2, 3}),
        ("/trials?sponsor=Third+Affiliated+Hospital,+Sun+Yat-Sen+University", {2, 3}),
        ("/trials?sponsor_itself=Sun+Yat-sen+University", {1, 2}),
        ("/trials?sponsor_members=Sun+Yat-sen+University", {3}),
        ("/trials?sponsor=Mesoblast,+Inc.", {4, 5, 6}),
        ("/trials?sponsor=University+of+Oneville", {7}),
        ("/trials?sponsor=Ward+Ltd", {7}),
        ("/trials?sponsor=Ward", set()),
    ],
)
def test_the_filter_by_sponsor_follows(site, path, trials):
    assert listed(site, path) == trials


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("mesoblast-inc", "mesoblast-ltd"),
        ("the-third-affiliated-hospital-of-sun-yat-sen-university",
         "third-affiliated-hospital-sun-yat-sen-university"),
    ],
)  # fmt: skip
def test_the_address_of_a_spelling_leads_to_the_sponsor(site, old, new):
    answer = get(site, f"/sponsors/{old}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/sponsors/{new}")
    assert get(site, f"/sponsors/{old}.csv").text == get(site, f"/sponsors/{new}.csv").text
    assert get(site, f"/sponsors/{old}/changes.atom").status_code == 200
    assert get(site, "/sponsors/nobody").status_code == 404


def test_the_feed_of_a_university_has_what_changes_in_its_hospitals(site):
    feed = feedparser.parse(get(site, "/sponsors/sun-yat-sen-university/changes.atom").text)
    assert [entry.link[-11:] for entry in feed.entries] == ["NCT90000003"]
    page = tree(site, "/changes?sponsor=sun-yat-sen-university")
    assert page.xpath("//ul[@class='changes']//a[contains(@href, 'NCT90000003')]")


def test_a_search_for_a_sponsor_leads_to_its_page(site):
    page = tree(site, "/search?q=yat-SEN+university")
    (named,) = page.xpath("//p[@class='named'][starts-with(., 'Sponsor')]")
    assert named.xpath("./a/@href")[0] == "/sponsors/sun-yat-sen-university"
    assert "3 trials" in text(named)


def test_the_table_tells_each_name_its_sponsor_rule_and_reason(config):
    with closing(sqlite3.connect(config.publish.path)) as file:
        rows = file.execute(
            "SELECT name, sponsor, rule, parent, parent_rule, rolled_up FROM sponsor_names"
        ).fetchall()
    told = {name: tuple(rest) for name, *rest in rows}
    other = "Sun Yat-Sen University"
    assert told[UNIVERSITY] == (UNIVERSITY, None, None, None, UNIVERSITY)
    assert told[other] == (UNIVERSITY, "spelling", None, None, UNIVERSITY)
    assert told[THIRD] == (THIRD, None, UNIVERSITY, "curated", UNIVERSITY)
    assert told["Ward Ltd"] == (
        *("Ward Ltd", None, "University of Oneville", "judgement", "University of Oneville"),
    )


def test_a_line_is_applied_by_publish_and_taken_back_with_it(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 1)

    def published() -> list[tuple[str, ...]]:
        publish(config)
        with closing(sqlite3.connect(config.publish.path)) as file:
            sql = "SELECT sponsor, rule, rolled_up FROM sponsor_names"
            return file.execute(sql).fetchall()

    name = "Synthetic Hospital"
    assert published() == [(name, None, name)]
    judged(config, f"{name},member,Oneville University,its hospital,,")
    assert published() == [(name, None, "Oneville University")]
    judged(config, f"{name},apart,,,,")
    assert published() == [(name, "apart", name)]
    judged(config, f"{name},none,,,,")
    with pytest.raises(ConfigError, match=r"sponsors.csv: line 2, relation"):
        published()
