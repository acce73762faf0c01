"""Feeds that no record breaks, with ids that never meet and never change.

Relies on nothing beside the program.
"""

import json
from contextlib import closing
from xml.etree import ElementTree

import feedparser
import pytest

from harvest import feeds
from harvest.config import Config
from harvest.publish import publish
from harvest.publish.read import open_published
from tests.helpers.bases.told import tell
from tests.helpers.bases.work_base import execute, filled

ONE, TWO = "NCT90000001", "NCT90000002"
SITE = "Research Site, Tokyo, Japan"


def read(config: Config, **wanted: object) -> list[feeds.Told]:
    with closing(open_published(config)) as connection:
        return feeds.read(connection, feeds.Filter(**wanted))  # type: ignore[arg-type]


def atom(changes: list[feeds.Told], base: str = "https://x.example", title: str = "All") -> bytes:
    return feeds.as_atom(changes, title=title, base=base, path="/changes.atom")


@pytest.fixture
def config(tmp_path) -> Config:
    made = filled(tmp_path, 2, 1)
    for event in ("site_added", "site_added", "site_added", "site_removed", "site_removed"):
        old, new = (None, SITE) if event == "site_added" else (SITE, None)
        tell(made, ONE, event, old, new, field="locations")
    publish(made)
    return made


def test_equal_changes_have_ids_of_their_own_whichever_part_of_them_is_read(config: Config) -> None:
    every = read(config)
    ids = [entry.id for entry in feedparser.parse(atom(every)).entries]
    assert len(ids) == len(set(ids)) == 5
    for few in (read(config, limit=2), read(config, limit=2, offset=1), read(config, record=ONE)):
        assert {entry.id for entry in feedparser.parse(atom(few)).entries} <= set(ids)
    newest = feedparser.parse(atom(read(config, limit=2))).entries
    assert [entry.id for entry in newest] == ids[:2]


def test_ids_stay_over_addresses_publications_and_changes_that_follow(config: Config) -> None:
    before = {entry.id for entry in feedparser.parse(atom(read(config))).entries}
    tell(config, ONE, "site_added", None, SITE, field="locations")
    publish(config)
    after = feedparser.parse(atom(read(config), base="http://other.example/below")).entries
    assert before < {entry.id for entry in after}
    assert len({entry.id for entry in after}) == 6


ODD = [
    *("\x00", "\x08", "\x0b", "\x1f", "\x7f", "\x85", "\x9f", "\ufdd0", "\ufdef"),
    *(chr(plane << 16 | end) for plane in (0, 1, 2, 15, 16) for end in (0xFFFE, 0xFFFF)),
]


def test_no_character_that_xml_forbids_keeps_a_neighbour_out_of_a_feed(config: Config) -> None:
    odd = "".join(ODD)
    text = f"a{odd}b"
    execute(config.store.path, "UPDATE changes SET old = ?, new = ?, note = ?", (text,) * 3)
    tell(config, TWO, "edited", "x", "y", field="acronym")
    publish(config)
    found = read(config)
    body = atom(found, title=f"t{odd}t")
    ElementTree.fromstring(body)
    parsed = feedparser.parse(body)
    assert not parsed.bozo
    assert len(parsed.entries) == 6
    assert any(TWO in entry.title for entry in parsed.entries)
    assert parsed.feed.title == "tt"
    assert not set(odd) & set(body.decode())
    assert json.loads(feeds.as_json(found))


def test_codes_are_told_in_words(config: Config) -> None:
    tell(config, ONE, "status", "RECRUITING", "ACTIVE_NOT_RECRUITING", field="status")
    tell(config, ONE, "edited", "PHASE1", "PHASE1|PHASE2", field="phase")
    tell(config, ONE, "edited", "INTERVENTIONAL", "OBSERVATIONAL", field="study_type")
    publish(config)
    found = read(config, record=ONE)
    text = feeds.as_text(found)
    told = [entry.summary for entry in feedparser.parse(atom(found)).entries]
    for said in (
        "Recruiting → Active, not recruiting",
        "phase: Phase 1 → Phase 1/2",
        "study type: Interventional → Observational",
    ):
        assert said in text
        assert any(said in each for each in told), said
    assert "RECRUITING" not in text


def test_what_is_told_of_a_retracted_paper_says_so(tmp_path) -> None:
    config = filled(tmp_path, 2, 2)
    tell(config, "90000001", "paper_published", None, "2025-06")
    tell(config, ONE, "paper_linked", None, "90000001", field="article_id")
    tell(config, "90000002", "paper_published", None, "2025-06")
    retract = "UPDATE articles SET retracted = 1, integrity = 'retracted' WHERE article_id = ?"
    execute(config.store.path, retract, ("90000001",))
    publish(config)
    told = read(config)
    text = [entry.title + entry.summary for entry in feedparser.parse(atom(told)).entries]
    marked = ["Retracted" in each for each in text]
    assert marked == [change.record_id != "90000002" for change in told]
    assert [bool(each["integrity"] or each["other_integrity"])
            for each in json.loads(feeds.as_json(told))] == marked  # fmt: skip
    assert ["Retracted" in line for line in feeds.as_text(told).splitlines()] == marked
