"""A year of the sample: twelve refreshes tell exactly what happened, each thing once.

Relies on stand-ins and the sample's year.
"""

import shutil
import sqlite3
from collections import Counter
from contextlib import closing

import feedparser
import pytest

from harvest import feeds
from harvest.changes import EVENTS
from harvest.run.refresh import refresh
from harvest.standin import sample, serve
from harvest.standin.sample import EPOCHS, MASS_CHANGES, expected_events
from tests.helpers.bases.sample_year import Noon, configuration

UPSTREAM = "SELECT kind, field FROM upstream_changes ORDER BY id"


def expected(epoch):
    return Counter((e.kind, e.record_id, e.event, e.old, e.new) for e in expected_events(epoch))


@pytest.mark.parametrize("epoch", range(EPOCHS))
def test_a_refresh_tells_exactly_what_happened(sample_year, epoch):
    told = sample_year.told[epoch]
    invented = told - expected(epoch)  # or told twice
    missing = expected(epoch) - told
    assert (sorted(invented.elements(), key=str), sorted(missing.elements(), key=str)) == ([], [])


def test_every_kind_of_event_happens_at_least_twice(sample_year):
    times = Counter(row[2] for counter in sample_year.told for row in counter.elements())
    assert {event for event in EVENTS - {"upstream"} if times[event] < 2} == set()


def test_changes_of_primary_outcomes_are_told_before_the_start_and_after_it(sample_year):
    told = sample_year.rows(
        "SELECT substr(c.note, 1, instr(c.note || ';', ';') - 1), c.happened_on, t.start_date "
        "FROM changes AS c JOIN trials AS t ON t.trial_id = c.record_id "
        "WHERE c.event LIKE 'primary_outcome%' AND c.upstream IS NULL"
    )
    said = Counter(note for note, _, _ in told)
    assert said["before the start"] >= 2
    assert said["after the start"] >= 2
    assert said.total() == said["before the start"] + said["after the start"]
    for note, happened_on, start in told:
        assert note == ("before the start" if happened_on < start else "after the start")


def test_what_the_registry_rewrote_in_most_records_is_one_upstream_change_each(sample_year):
    assert sample_year.rows(UPSTREAM) == [
        (mass.kind, mass.field or "(form only)") for mass in MASS_CHANGES
    ]


def polled(path) -> list[str]:
    """The ids that a reader finds in the feed of all changes."""
    with closing(sqlite3.connect(path)) as published:
        changes = feeds.read(published, feeds.Filter(limit=1000))
    found = feedparser.parse(
        feeds.as_atom(changes, title="All", base="https://x.example", path="/changes.atom")
    )
    assert not found.bozo
    return [entry.id for entry in found.entries]


def test_a_reader_that_polls_through_the_year_sees_each_entry_once(sample_year):
    seen: set[str] = set()
    for epoch in range(EPOCHS):
        found = polled(sample_year.published(epoch))
        assert len(found) == len(set(found))
        assert len(set(found) - seen) == sample_year.told[epoch].total()
        assert seen <= set(found)
        seen |= set(found)


def test_entries_keep_their_ids_when_all_is_fetched_again(sample_year, tmp_path):
    with serve(sample()) as registries:
        registries.set_epoch(EPOCHS - 1)
        config = configuration(tmp_path, registries)
        config.store.path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(sample_year.work(EPOCHS - 1), config.store.path)
        outcome = refresh(config, full=True, quiet=True, clock=Noon(EPOCHS - 1))
    assert outcome.exit_code == 0, outcome.problems
    assert polled(config.publish.path) == polled(sample_year.published(EPOCHS - 1))
